/* Table after table, row after row. */
#include "store/copy_tables.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/progress.h"
#include "store/engine.h"
#include "store/schema.h"

enum { ROWS_AT_ONCE = 2000, DIGEST_BYTES = 16 };

struct fingerprint {
	int64_t rows;
	unsigned char digest[DIGEST_BYTES];
};

static void hash_value(crypto_generichash_state *state, const struct value *value)
{
	unsigned char kind = (unsigned char)value->kind;
	crypto_generichash_update(state, &kind, 1);
	if (value->kind == VALUE_TEXT)
		crypto_generichash_update(state, (const unsigned char *)value->text,
					  strlen(value->text) + 1);
	else if (value->kind == VALUE_INTEGER)
		crypto_generichash_update(state, (const unsigned char *)&value->integer,
					  sizeof value->integer);
}

/* Reads TABLE of FROM and, unless TO is NULL, writes it there. */
static struct fingerprint copy_or_hash_table(struct store *from, struct store *to,
					     const struct schema_table *table, uint64_t guild_id)
{
	struct fingerprint found = { 0 };
	struct binding guild = bind_id(":guild", guild_id);
	enum statement insert = (enum statement)(INSERT_INTO + (table - schema_tables));
	crypto_generichash_state state;
	struct reader *reading = store_read(from, table->copy, &guild, 1);
	crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
	for (const struct value *row; (row = reading_next(reading)); found.rows++) {
		for (int i = 0; i < reading_columns(reading); i++)
			hash_value(&state, &row[i]);
		progress_count(1);
		if (to)
			to->engine->put(to, insert, row, reading_columns(reading), NULL);
		if (to && found.rows % ROWS_AT_ONCE == ROWS_AT_ONCE - 1)
			to->engine->settle(to);
	}
	reading_end(reading);
	if (to)
		to->engine->settle(to);
	crypto_generichash_final(&state, found.digest, DIGEST_BYTES);
	return found;
}

struct guilds {
	struct store *to;
	uint64_t guild_id;
	struct buf *problem;
};

static bool refuse_guild(void *context, const struct value *values)
{
	struct guilds *guilds = context;
	if (guilds->guild_id && guilds->guild_id != (uint64_t)values[0].integer)
		return true;
	buf_printf(guilds->problem, "%s holds guild %jd already: name empty books",
		   store_location(guilds->to), values[0].integer);
	return false;
}

static bool refuse_moved(void *context, const struct value *values)
{
	struct guilds *guilds = context;
	buf_printf(guilds->problem,
		   "%s: the books of guild %jd went elsewhere from there (%s): bring them back "
		   "with "
		   "gl-db move, or name empty books",
		   store_location(guilds->to), values[0].integer,
		   *value_words(&values[1]) ? values[1].text : "they are on their way there");
	return false;
}

static bool seal_guild(void *context, const struct value *values)
{
	struct guilds *guilds = context;
	struct binding guild = { ":guild", values[0] };
	if (!guilds->guild_id || guilds->guild_id == (uint64_t)values[0].integer)
		store_change(guilds->to, "seal copied", &guild, 1);
	return true;
}

static void report_table(struct buf *summary, const struct schema_table *table,
			 const struct fingerprint *found)
{
	char hex[DIGEST_BYTES * 2 + 1];
	buf_printf(summary, "%-15s %10jd  %s\n", table->name, found->rows,
		   sodium_bin2hex(hex, sizeof hex, found->digest, DIGEST_BYTES));
}

struct described {
	struct store *store;
	struct buf *problem;
	int columns[MAX_TABLES]; /* of each table, as found */
	char passed_over[64];    /* a table that is none of ours, and was named already */
};

/* A column that the description lacks would be left out, and no hash would tell. */
static bool find_in_description(void *context, const struct value *values)
{
	struct described *described = context;
	const char *name = values[0].text, *column = values[1].text;
	const struct schema_table *table = schema_table_named(name);
	if (!table &&
	    strncmp(name, described->passed_over, sizeof described->passed_over - 1) != 0) {
		snprintf(described->passed_over, sizeof described->passed_over, "%s", name);
		log_line(LOG_WARN, "table-not-copied",
			 "%s: the table %s is none of guildledger's, and is left out",
			 store_location(described->store), name);
	}
	if (!table || !table->copy)
		return true;
	described->columns[table - schema_tables]++;
	if (schema_column_named(table, column))
		return true;
	buf_printf(described->problem,
		   "%s: the table %s has the column %s, which is not described in this program's "
		   "schema and would be left out; nothing was copied",
		   store_location(described->store), name, column);
	return false;
}

bool tables_are_as_described(struct store *store, struct buf *problem)
{
	struct described described = { .store = store, .problem = problem };
	store_query(store, "table columns", NULL, 0, find_in_description, &described);
	for (int i = 0; i < schema_table_count && !problem->length; i++)
		if (schema_tables[i].copy && described.columns[i] != schema_tables[i].column_count)
			buf_printf(problem,
				   "%s: the table %s lacks columns that this program's schema has; "
				   "nothing was copied",
				   store_location(store), schema_tables[i].name);
	return !problem->length;
}

void tables_copy(struct store *from, struct store *to, uint64_t guild_id, bool moving)
{
	struct guilds guilds = { to, guild_id, NULL };
	for (int i = 0; i < schema_table_count; i++)
		if (schema_tables[i].copy && !(moving && schema_tables[i].marks))
			copy_or_hash_table(from, to, &schema_tables[i], guild_id);
	store_query(from, "guild list", NULL, 0, seal_guild, &guilds);
}

/* What refers to a row goes before it. */
void tables_remove(struct store *store, uint64_t guild_id)
{
	struct binding guild = bind_id(":guild", guild_id);
	for (int i = schema_table_count - 1; i >= 0; i--)
		if (schema_tables[i].remove && !schema_tables[i].marks)
			store_send_change(store, schema_tables[i].remove, &guild, 1);
}

void tables_compare(struct store *from, struct store *to, uint64_t guild_id, bool moving,
		    struct buf *summary, struct buf *problem)
{
	for (int i = 0; i < schema_table_count && !problem->length; i++) {
		const struct schema_table *table = &schema_tables[i];
		if (!table->copy || (moving && table->marks))
			continue;
		struct fingerprint there = copy_or_hash_table(to, NULL, table, guild_id),
				   here = copy_or_hash_table(from, NULL, table, guild_id);
		if (here.rows != there.rows || memcmp(here.digest, there.digest, DIGEST_BYTES) != 0)
			buf_printf(problem,
				   "%s: table %s reads otherwise (%jd rows) than in %s (%jd "
				   "rows)",
				   store_location(to), table->name, there.rows,
				   store_location(from), here.rows);
		report_table(summary, table, &here);
	}
}

bool store_copy(struct store *from, struct store *to, uint64_t guild_id, struct buf *summary,
		struct buf *problem)
{
	struct guilds guilds = { to, guild_id, problem };
	struct binding guild = bind_id(":guild", guild_id);
	store_query(to, "guild list", NULL, 0, refuse_guild, &guilds);
	if (!problem->length)
		store_query(to, "guild places", &guild, 1, refuse_moved, &guilds);
	if (problem->length)
		return false;
	store_change(from, "verify begin", NULL, 0);
	if (!tables_are_as_described(from, problem) || !tables_are_as_described(to, problem))
		return false;
	store_begin(to);
	tables_copy(from, to, guild_id, false);
	store_change(to, "copy filled", NULL, 0);
	store_commit(to);
	store_change(to, "verify begin", NULL, 0);
	tables_compare(from, to, guild_id, false, summary, problem);
	store_change(to, "verify end", NULL, 0);
	store_change(from, "verify end", NULL, 0);
	return !problem->length;
}
