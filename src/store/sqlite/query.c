/* Named queries, streamed row by row. */
#include <sysexits.h>

#include "base/fail.h"
#include "store/sqlite/engine.h"

enum { MAX_COLUMNS = 24 };

static void bind_all(sqlite3_stmt *statement, const struct binding *bindings, int count)
{
	for (int i = 0; i < count; i++) {
		int index = sqlite3_bind_parameter_index(statement, bindings[i].name);
		if (!index)
			continue;
		const struct value *value = &bindings[i].value;
		if (value->kind == VALUE_INTEGER)
			sqlite3_bind_int64(statement, index, value->integer);
		else if (value->kind == VALUE_TEXT)
			sqlite3_bind_text(statement, index, value->text, -1, SQLITE_STATIC);
	}
}

static void take_row(struct store *store, sqlite3_stmt *statement, struct value *values, int columns)
{
	for (int i = 0; i < columns; i++) {
		int type = sqlite3_column_type(statement, i);
		values[i] = (struct value){ .kind = VALUE_NULL };
		if (type == SQLITE_INTEGER)
			values[i] = (struct value){ .kind = VALUE_INTEGER, .integer = sqlite3_column_int64(statement, i) };
		else if (type != SQLITE_NULL)
			values[i] = (struct value){ .kind = VALUE_TEXT, .text = (const char *)sqlite3_column_text(statement, i) };
		if (values[i].kind == VALUE_TEXT && !values[i].text) /* a number is written out at the first asking */
			store_failed(store, SQLITE_NOMEM, "reading the books");
	}
}

int store_change(struct store *store, const char *name, const struct binding *bindings, int binding_count)
{
	sqlite3_stmt *statement = store_prepare(store, sql_named(name), name);
	bind_all(statement, bindings, binding_count);
	store_step(store, statement);
	sqlite3_finalize(statement);
	return sqlite3_changes(store->db);
}

/* Runs what stands before the last statement of a query, such as filling a temporary table; returns the last one. All see the
 * same books: what was BEGUN for that is for the caller to end. */
static sqlite3_stmt *prepare_last(struct store *store, const char *name, const struct binding *bindings, int binding_count, bool *begun)
{
	const char *rest = sql_named(name);
	for (;;) {
		sqlite3_stmt *statement = store_prepare_next(store, &rest, name);
		bind_all(statement, bindings, binding_count);
		if (!*rest)
			return statement;
		if (sqlite3_get_autocommit(store->db)) {
			store_execute(store, "BEGIN", name);
			*begun = true;
		}
		store_step(store, statement);
		sqlite3_finalize(statement);
	}
}

void store_query(struct store *store, const char *name, const struct binding *bindings, int binding_count,
		 row_callback *row, void *context)
{
	struct value values[MAX_COLUMNS];
	bool begun = false;
	sqlite3_stmt *statement = prepare_last(store, name, bindings, binding_count, &begun);
	int columns = sqlite3_column_count(statement);
	if (columns > MAX_COLUMNS)
		fail(EX_SOFTWARE, "the query '%s' has %d columns, more than %d", name, columns, MAX_COLUMNS);
	while (store_step(store, statement)) {
		take_row(store, statement, values, columns);
		if (!row(context, values, columns))
			break;
	}
	sqlite3_finalize(statement);
	if (begun)
		store_execute(store, "COMMIT", name);
}

void store_forget(struct store *store, uint64_t guild_id, uint64_t user_id, const char *pseudonym, int64_t seq)
{
	static const char *const steps[] = { "forget begin", "forget answered", "forget author", "forget memo", "forget reason", "forget word", "forget roster", "forget answers", "forget posts",
					     "forget transactions", "forget member", "forget outbox", "forget files", "forget order", "forget end" };
	struct binding bindings[] = {
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)guild_id } }, { ":user", { .kind = VALUE_INTEGER, .integer = (int64_t)user_id } },
		{ ":name", { .kind = VALUE_TEXT, .text = pseudonym } }, { ":seq", { .kind = VALUE_INTEGER, .integer = seq } },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		store_change(store, steps[i], bindings, 4);
}
