/* sql/schema.txt describes what the migrations of books in a file make: a table, view, column, key,
 * index or CHECK that only one of them has fails here. (On a server gl-verify holds them against
 * each other: tests/bats/schema.bats.) */
#include "check.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/schema.h"
#include "store/sqlite/engine.h"

static struct store *store;

static sqlite3_stmt *prepared(const char *sql, const char *name)
{
	sqlite3_stmt *statement = NULL;
	if (sqlite3_prepare_v2(db_of(store), sql, -1, &statement, NULL) != SQLITE_OK) {
		printf("%s: %s\n", sql, sqlite3_errmsg(db_of(store)));
		exit(1);
	}
	if (name)
		sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
	return statement;
}

static int number(const char *sql, const char *name)
{
	sqlite3_stmt *statement = prepared(sql, name);
	int found = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
	sqlite3_finalize(statement);
	return found;
}

/* "guild_id INTEGER key 1, name TEXT, nick TEXT null": by the description, and as it was made. */
static void describe_column(struct buf *out, const char *name, const char *type, bool null, int key)
{
	buf_printf(out, "%s%s %s%s", out->length ? ", " : "", name, type, null ? " null" : "");
	if (key)
		buf_printf(out, " key %d", key);
}

static void compare_columns(const struct schema_table *table)
{
	struct buf described = { 0 }, made = { 0 };
	buf_printf(&described, "%s", table->view ? "view" : "table");
	for (int i = 0; i < table->column_count; i++) {
		const struct schema_column *column = &table->columns[i];
		describe_column(&described, column->name,
				table->view    ? ""
				: column->text ? "TEXT"
					       : "INTEGER",
				column->null && !table->view, i < table->key ? i + 1 : 0);
	}
	sqlite3_stmt *rows = prepared("SELECT name, type, NOT \"notnull\" AND NOT pk, pk FROM "
				      "pragma_table_xinfo(?1) ORDER BY cid",
				      table->name);
	buf_printf(&made, "%s", table->view ? "view" : "table");
	while (sqlite3_step(rows) == SQLITE_ROW)
		describe_column(&made, (const char *)sqlite3_column_text(rows, 0),
				table->view ? "" : (const char *)sqlite3_column_text(rows, 1),
				sqlite3_column_int(rows, 2) && !table->view,
				sqlite3_column_int(rows, 3));
	sqlite3_finalize(rows);
	if (strcmp(buf_string(&described), buf_string(&made)) != 0)
		printf("%s is not as sql/schema.txt describes it\n", table->name);
	SAME(buf_string(&made), buf_string(&described));
	buf_free(&described);
	buf_free(&made);
}

static void each_table_is_as_it_is_described(void)
{
	int described = 0;
	for (int i = 0; i < schema_table_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (table->server)
			continue;
		described++;
		compare_columns(table);
		CHECK(number("SELECT COUNT(*) FROM pragma_index_list(?1) WHERE \"unique\" AND "
			     "origin <> 'pk'",
			     table->name) == table->unique);
		CHECK(number("SELECT COUNT(DISTINCT id) FROM pragma_foreign_key_list(?1)",
			     table->name) == (table->refers != NULL));
		sqlite3_stmt *foreign =
			prepared("SELECT \"table\" FROM pragma_foreign_key_list(?1)", table->name);
		if (sqlite3_step(foreign) == SQLITE_ROW && table->refers)
			SAME((const char *)sqlite3_column_text(foreign, 0), table->refers);
		sqlite3_finalize(foreign);
	}
	CHECK(number("SELECT COUNT(*) FROM sqlite_schema WHERE type IN ('table', 'view')", NULL) ==
	      described);
	/* how often the word is there, in capitals as migrations write it */
	CHECK(number("SELECT SUM(LENGTH(sql) - LENGTH(REPLACE(sql, 'CHECK (', ''))) / 7 FROM "
		     "sqlite_schema WHERE type = 'table'",
		     NULL) == schema_check_count);
}

static void what_is_copied_is_compared_or_says_why_not(void)
{
	int compared = 0, replayed = 0;
	while (schema_compared[compared])
		compared++;
	for (int i = 0; i < schema_table_count; i++) {
		replayed += schema_tables[i].replay != NULL;
		CHECK(!schema_tables[i].replay || schema_tables[i].copy);
	}
	CHECK(compared == replayed);
}

static void run(const char *sql)
{
	char *why = NULL;
	if (sqlite3_exec(db_of(store), sql, NULL, NULL, &why) != SQLITE_OK)
		printf("%s: %s\n", sql, why);
	CHECK(!why);
	sqlite3_free(why);
}

/* Also while somebody is being forgotten: a column that a migration adds has to be in the trigger,
 * or be described as one that `forget` may blank. */
static void a_column_that_is_not_blank_never_changes(void)
{
	run("INSERT INTO guilds VALUES (1, '', 2, 'en', 'UTC', 'PTS', 0, 0);"
	    "INSERT INTO forgetting VALUES (1, 2)");
	for (int i = 0; i < schema_table_count; i++) {
		const struct schema_table *table = &schema_tables[i];
		struct buf sql = { 0 };
		if (!table->fixed)
			continue;
		buf_printf(&sql, "INSERT INTO %s VALUES (1", table->name);
		for (int column = 1; column < table->column_count; column++)
			buf_text(&sql, strcmp(table->columns[column].name, "status") == 0 ? ", 'ok'"
											  : ", 1");
		buf_char(&sql, ')');
		run(buf_string(&sql));
		for (int column = 0; column < table->column_count; column++) {
			buf_clear(&sql);
			buf_printf(&sql, "UPDATE %s SET %s = %s", table->name,
				   table->columns[column].name,
				   strcmp(table->columns[column].name, "status") == 0 ? "'denied'"
										      : "7");
			bool changed = sqlite3_exec(db_of(store), buf_string(&sql), NULL, NULL,
						    NULL) == SQLITE_OK;
			if (changed != table->columns[column].blank)
				printf("%s\n", buf_string(&sql));
			CHECK(changed == table->columns[column].blank);
		}
		buf_free(&sql);
	}
}

static bool has_word(const char *text, const char *word)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
	size_t length = strlen(word);
	for (const char *at = text; (at = strstr(at, word)); at += length)
		if ((at == text || !strchr(letters, at[-1])) &&
		    (!at[length] || !strchr(letters, at[length])))
			return true;
	return false;
}

/* Whether a statement of LIST writes the column; one without names of columns writes all. */
static bool is_written(const struct named_sql *list, const char *table, const char *column)
{
	static const char *const beginnings[] = { "INTO ", "UPDATE " };
	for (; list->name; list++) {
		if (strncmp(list->name, "insert ", 7) == 0 ||
		    strncmp(list->name, "migration ", 10) == 0)
			continue;
		for (int i = 0; i < 2; i++) {
			struct buf words = { 0 };
			buf_printf(&words, "%s%s ", beginnings[i], table);
			const char *at = strstr(list->text, buf_string(&words));
			const char *rest = at ? at + words.length : "";
			bool whole =
				strncmp(rest, "VALUES", 6) == 0 || strncmp(rest, "SELECT", 6) == 0;
			buf_free(&words);
			if (whole || has_word(rest, column))
				return true;
		}
	}
	return false;
}

/* A column that no statement names keeps its default for good: its writer was left out. */
static void each_column_has_a_writer_on_both_engines(void)
{
	for (int i = 0; i < schema_table_count; i++)
		for (int at = 0; schema_tables[i].copy && at < schema_tables[i].column_count;
		     at++) {
			const char *table = schema_tables[i].name,
				   *column = schema_tables[i].columns[at].name;
			bool in_file = is_written(sqlite_sql, table, column),
			     on_server = is_written(postgres_sql, table, column);
			if (!in_file || !on_server)
				printf("%s.%s is written nowhere\n", table, column);
			CHECK(in_file && on_server);
		}
}

int main(void)
{
	store = store_temporary();
	each_table_is_as_it_is_described();
	what_is_copied_is_compared_or_says_why_not();
	a_column_that_is_not_blank_never_changes();
	each_column_has_a_writer_on_both_engines();
	store_close(store);
	return REPORT("schema");
}
