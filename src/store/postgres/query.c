/* Named queries, streamed by cursors: several can be read side by side, and no result is held
 * whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "store/postgres/engine.h"

enum { ROWS_AT_ONCE = 500, OID_TEXT = 25 };

struct postgres_reading {
	struct reader reading;
	PGresult *rows;
	int row, cursor;
	bool last; /* no rows come behind these */
	const char *name;
};

/* The zone of the days in queries, by its name. The machine's own may be one that the server does
 * not know. */
static const char *zone_of_days(const struct store *store)
{
	const char *name = store->zone ? zone_name(store->zone) : NULL;
	return name ? name : zone_name(zone_utc());
}

/* The texts of the piece's parameters; NUMBERS is their room. A parameter without a binding is
 * NULL, but for the zone. */
static void bind_all(const struct store *store, const struct piece *piece,
		     const struct binding *bindings, int count, const char **texts,
		     char numbers[][24])
{
	for (int i = 0; i < piece->parameters; i++) {
		texts[i] = strcmp(piece->names[i], ":zone") == 0 ? zone_of_days(store) : NULL;
		for (int j = 0; j < count; j++) {
			const struct value *value = &bindings[j].value;
			if (strcmp(bindings[j].name, piece->names[i]) != 0 ||
			    value->kind == VALUE_NULL)
				continue;
			if (value->kind == VALUE_INTEGER)
				snprintf(numbers[i], 24, "%jd", value->integer);
			texts[i] = value->kind == VALUE_TEXT ? value->text : numbers[i];
		}
	}
}

static bool take_rows(void *context, PGresult *result)
{
	struct postgres_reading *reading = context;
	reading->rows = result;
	reading->row = 0;
	reading->last = libpq()->PQntuples(result) < ROWS_AT_ONCE;
	return true;
}

static void fetch(struct postgres_reading *reading)
{
	struct postgres_store *store = postgres_of(reading->reading.store);
	char sql[64];
	reading->rows = NULL;
	if (store->store.limited && instant_now() > store->work_until)
		store->store.out_of_work = true;
	if (store->store.out_of_work)
		return;
	snprintf(sql, sizeof sql, "FETCH %d FROM c%d", ROWS_AT_ONCE, reading->cursor);
	pipeline_sql(store, reading->name, sql, 0, NULL, NULL, take_rows, reading);
	pipeline_settle(store);
}

struct reader *postgres_read(struct store *base, const char *name, const struct binding *bindings,
			     int binding_count)
{
	struct postgres_store *store = postgres_of(base);
	struct piece *piece = piece_named(store, name);
	struct postgres_reading *reading = calloc(1, sizeof *reading);
	const char *texts[MOST_PARAMETERS];
	char numbers[MOST_PARAMETERS][24], declare[32];
	struct buf sql = { 0 };
	if (!reading)
		fail(EX_OSERR, "out of memory");
	reading->reading.store = base;
	if (base->out_of_work)
		return &reading->reading; /* of no rows */
	reading->cursor = ++store->cursors;
	reading->name = name;
	if (!store->transaction) {
		pipeline_begin(store);
		store->reading_began = true;
	}
	store->readings++;
	snprintf(declare, sizeof declare, "c%d", reading->cursor);
	buf_printf(&sql, "DECLARE %s NO SCROLL CURSOR FOR %s", declare, piece->sql);
	bind_all(base, piece, bindings, binding_count, texts, numbers);
	pipeline_sql(store, name, buf_string(&sql), piece->parameters, piece->types, texts, NULL,
		     NULL);
	fetch(reading);
	buf_free(&sql);
	reading->reading.columns = reading->rows ? libpq()->PQnfields(reading->rows) : 0;
	if (reading->reading.columns > MOST_COLUMNS)
		fail(EX_SOFTWARE, "the query '%s' has %d columns, more than %d", name,
		     reading->reading.columns, MOST_COLUMNS);
	return &reading->reading;
}

const struct value *postgres_next(struct reader *base)
{
	struct postgres_reading *reading = (struct postgres_reading *)base;
	if (!reading->rows)
		return NULL;
	if (reading->row == libpq()->PQntuples(reading->rows)) {
		if (reading->last)
			return NULL;
		libpq()->PQclear(reading->rows);
		fetch(reading);
		if (!reading->rows || libpq()->PQntuples(reading->rows) == 0)
			return NULL;
	}
	take_values(reading->rows, reading->row++, base->values);
	return base->values;
}

const char *postgres_column(const struct reader *base, int column)
{
	return libpq()->PQfname(((const struct postgres_reading *)base)->rows, column);
}

void postgres_end(struct reader *base)
{
	struct postgres_reading *reading = (struct postgres_reading *)base;
	struct postgres_store *store = postgres_of(base->store);
	char sql[32];
	if (!reading->cursor) {
		free(reading);
		return;
	}
	snprintf(sql, sizeof sql, "CLOSE c%d", reading->cursor);
	if (!base->store->out_of_work) /* else its transaction is rolled back to before it */
		pipeline_sql(store, reading->name, sql, 0, NULL, NULL, NULL, NULL);
	if (--store->readings == 0 && store->reading_began) {
		pipeline_sql(store, NULL, "COMMIT", 0, NULL, NULL, NULL, NULL);
		store->transaction = store->reading_began = false;
	}
	pipeline_settle(store);
	libpq()->PQclear(reading->rows);
	free(reading);
}

static bool take_waiter(void *context, const struct value *values)
{
	(void)values;
	*(bool *)context = true;
	return false;
}

/* A question to the server, so not after each record; where its answer takes long, as it reads all
 * locks of the server, a tenth of the time goes into it. */
bool postgres_is_awaited(struct store *base)
{
	enum { PAUSE_MS = 20, PAUSES = 9 };
	struct postgres_store *store = postgres_of(base);
	int64_t now = instant_now();
	bool awaited = false;
	if (now < store->ask_for_waiters)
		return false;
	store_query(base, "lock waiters", NULL, 0, take_waiter, &awaited);
	int64_t answered = instant_now(), took = answered - now;
	store->ask_for_waiters = answered + (took * PAUSES > PAUSE_MS ? took * PAUSES : PAUSE_MS);
	return awaited;
}

/* A statement that takes too long ends a transaction, but for what was before a savepoint. */
void postgres_limit_work(struct store *base, const struct work_limit *limit)
{
	struct postgres_store *store = postgres_of(base);
	char timeout[64];
	if (!store->transaction)
		return;
	if (!limit) {
		pipeline_sql(store, NULL, "ROLLBACK TO SAVEPOINT answer", 0, NULL, NULL, NULL,
			     NULL);
		pipeline_sql(store, NULL, "RELEASE SAVEPOINT answer", 0, NULL, NULL, NULL, NULL);
		pipeline_settle(store);
		return;
	}
	snprintf(timeout, sizeof timeout, "SET LOCAL statement_timeout = %d", limit->ms);
	store->work_until = instant_now() + limit->ms;
	bulk_send_all(store);
	pipeline_sql(store, NULL, "SAVEPOINT answer", 0, NULL, NULL, NULL, NULL);
	pipeline_sql(store, NULL, timeout, 0, NULL, NULL, NULL, NULL);
	pipeline_settle(store);
}

static bool take_count(void *context, PGresult *result)
{
	*(int *)context = (int)strtol(libpq()->PQcmdTuples(result), NULL,
				      10); /* "" of what changes no rows */
	return false;
}

void postgres_change(struct store *base, const char *name, const struct binding *bindings,
		     int binding_count, int *changed)
{
	struct postgres_store *store = postgres_of(base);
	struct piece *piece = piece_named(store, name);
	const char *texts[MOST_PARAMETERS];
	char numbers[MOST_PARAMETERS][24];
	if (strcmp(piece->sql, "BEGIN") == 0) {
		pipeline_begin(store);
		return;
	}
	if (strcmp(piece->sql, "COMMIT") == 0)
		store->transaction = false;
	bulk_send_all(store);
	bind_all(base, piece, bindings, binding_count, texts, numbers);
	pipeline_prepared(store, piece, texts, NULL, NULL, changed ? take_count : NULL, changed);
	if (changed)
		pipeline_settle(store);
}
