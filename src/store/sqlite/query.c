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

/* Runs what stands before the last statement of a query, such as filling a temporary table; returns
 * the last one. All see the same books: what was BEGUN for that is for the caller to end. */
static sqlite3_stmt *prepare_last(struct store *store, const char *name,
				  const struct binding *bindings, int binding_count, bool *begun)
{
	const char *rest = sql_in(sqlite_sql, name);
	for (;;) {
		sqlite3_stmt *statement = store_prepare_next(store, &rest, name);
		bind_all(statement, bindings, binding_count);
		if (!*rest)
			return statement;
		if (sqlite3_get_autocommit(db_of(store))) {
			store_execute(store, "BEGIN", name);
			*begun = true;
		}
		((struct sqlite_store *)store)->filling = true;
		store_step(store, statement);
		((struct sqlite_store *)store)->filling = false;
		sqlite3_finalize(statement);
	}
}

struct sqlite_reading {
	struct reader reading;
	sqlite3_stmt *statement;
	bool begun;
};

struct reader *sqlite_read(struct store *store, const char *name, const struct binding *bindings,
			   int binding_count)
{
	struct sqlite_reading *reading = calloc(1, sizeof *reading);
	if (!reading)
		fail(EX_OSERR, "out of memory");
	reading->reading.store = store;
	gather_write((struct sqlite_store *)store);
	reading->statement = prepare_last(store, name, bindings, binding_count, &reading->begun);
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
		sqlite3_finalize(reading->statement); /* a step beyond the end would begin anew */
		reading->statement = NULL;
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
	sqlite3_finalize(reading->statement);
	if (reading->begun)
		store_execute(base->store, "COMMIT", "ending a reading");
	free(reading);
}
