/* Named queries, streamed row by row. */
#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/sqlite/engine.h"

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

void sqlite_change(struct store *store, const char *name, const struct binding *bindings,
		   int binding_count, int *changed)
{
	gather_write((struct sqlite_store *)store);
	sqlite3_stmt *statement = store_prepare(store, sql_in(sqlite_sql, name), name);
	bind_all(statement, bindings, binding_count);
	store_step(store, statement);
	sqlite3_finalize(statement);
	if (changed)
		*changed = sqlite3_changes(db_of(store));
}

struct sqlite_reading {
	struct reader reading;
	const char *sql;
	sqlite3_stmt *statement; /* NULL: after its last row */
	bool begun;              /* a transaction, for the statements before the last one */
};

/* Runs what is before the last statement of a query, such as filling a temporary table; leaves
 * the last one in READING. All see the same books. */
static void prepare_last(struct sqlite_reading *reading, const char *name,
			 const struct binding *bindings, int binding_count)
{
	struct store *store = reading->reading.store;
	const char *rest = reading->sql;
	for (;;) {
		sqlite3_stmt *statement = store_prepare_next(store, &rest, name);
		bind_all(statement, bindings, binding_count);
		reading->statement = statement;
		if (!*rest)
			return;
		reading->sql = NULL; /* more than one: not kept */
		if (sqlite3_get_autocommit(db_of(store))) {
			store_execute(store, "BEGIN", name);
			reading->begun = true;
		}
		((struct sqlite_store *)store)->filling = true;
		store_step(store, statement);
		((struct sqlite_store *)store)->filling = false;
		sqlite3_finalize(statement);
	}
}

/* A step beyond the end would begin anew. */
static void end_statement(struct sqlite_reading *reading)
{
	struct sqlite_store *store = (struct sqlite_store *)reading->reading.store;
	if (reading->statement && reading->sql)
		kept_query_return(store, reading->sql, reading->statement);
	else
		sqlite3_finalize(reading->statement);
	reading->statement = NULL;
}

struct reader *sqlite_read(struct store *store, const char *name, const struct binding *bindings,
			   int binding_count)
{
	struct sqlite_reading *reading = calloc(1, sizeof *reading);
	if (!reading)
		fail(EX_OSERR, "out of memory");
	reading->reading.store = store;
	gather_write((struct sqlite_store *)store);
	reading->sql = sql_in(sqlite_sql, name);
	reading->statement = kept_query_take((struct sqlite_store *)store, reading->sql);
	if (reading->statement)
		bind_all(reading->statement, bindings, binding_count);
	else
		prepare_last(reading, name, bindings, binding_count);
	if (!reading->statement)
		fail(EX_SOFTWARE, "the query '%s' ends in a comment, and would give no rows", name);
	reading->reading.columns = sqlite3_column_count(reading->statement);
	if (reading->reading.columns > MOST_COLUMNS)
		fail(EX_SOFTWARE, "the query '%s' has %d columns, more than %d", name,
		     reading->reading.columns, MOST_COLUMNS);
	return &reading->reading;
}

const struct value *sqlite_next(struct reader *base)
{
	struct sqlite_reading *reading = (struct sqlite_reading *)base;
	if (!reading->statement || base->store->out_of_work ||
	    !store_step(base->store, reading->statement)) {
		end_statement(reading);
		return NULL;
	}
	take_row(base->store, reading->statement, base->values, base->columns);
	return base->values;
}

const char *sqlite_column(const struct reader *base, int column)
{
	const struct sqlite_reading *reading = (const struct sqlite_reading *)base;
	return reading->statement ? sqlite3_column_name(reading->statement, column) : "";
}

void sqlite_end(struct reader *base)
{
	struct sqlite_reading *reading = (struct sqlite_reading *)base;
	end_statement(reading);
	if (reading->begun)
		store_execute(base->store, "COMMIT", "ending a reading");
	free(reading);
}
