/* Named queries, streamed row by row. */
#include <stdlib.h>
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

struct reading {
	struct store *store;
	sqlite3_stmt *statement;
	int columns;
	bool begun;
	struct value values[MAX_COLUMNS];
};

static void open_reading(struct reading *reading, struct store *store, const char *name, const struct binding *bindings, int binding_count)
{
	reading->store = store;
	reading->begun = false;
	reading->statement = prepare_last(store, name, bindings, binding_count, &reading->begun);
	if (!reading->statement)
		fail(EX_SOFTWARE, "the query '%s' ends in a comment, and would give no rows", name);
	reading->columns = sqlite3_column_count(reading->statement);
	if (reading->columns > MAX_COLUMNS)
		fail(EX_SOFTWARE, "the query '%s' has %d columns, more than %d", name, reading->columns, MAX_COLUMNS);
}

struct reading *store_read(struct store *store, const char *name, const struct binding *bindings, int binding_count)
{
	struct reading *reading = malloc(sizeof *reading);
	if (!reading)
		fail(EX_OSERR, "out of memory");
	open_reading(reading, store, name, bindings, binding_count);
	return reading;
}

const struct value *reading_next(struct reading *reading)
{
	if (!reading->statement || !store_step(reading->store, reading->statement)) {
		sqlite3_finalize(reading->statement); /* a step beyond the end would begin anew */
		reading->statement = NULL;
		return NULL;
	}
	take_row(reading->store, reading->statement, reading->values, reading->columns);
	return reading->values;
}

int reading_columns(const struct reading *reading)
{
	return reading->columns;
}

const char *reading_column(const struct reading *reading, int column)
{
	return reading->statement ? sqlite3_column_name(reading->statement, column) : "";
}

static void close_reading(struct reading *reading)
{
	sqlite3_finalize(reading->statement);
	if (reading->begun)
		store_execute(reading->store, "COMMIT", "ending a reading");
}

void reading_end(struct reading *reading)
{
	close_reading(reading);
	free(reading);
}

void store_query(struct store *store, const char *name, const struct binding *bindings, int binding_count,
		 row_callback *row, void *context)
{
	struct reading reading;
	const struct value *values;
	open_reading(&reading, store, name, bindings, binding_count);
	while ((values = reading_next(&reading)) && row(context, values, reading.columns)) {
		/* the callback does the work */
	}
	close_reading(&reading);
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
