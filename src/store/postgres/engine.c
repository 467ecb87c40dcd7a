/* Books on a PostgreSQL server: opening, transactions, and rows on their way there. */
#include "store/postgres/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

static void postgres_close(struct store *base)
{
	struct postgres_store *store = postgres_of(base);
	libpq()->PQfinish(store->connection);
	pieces_free(store);
	bulk_free(store);
	free(store->address);
	free(store->schema);
	free(store->store.location);
	free(store);
}

static void postgres_begin(struct store *base)
{
	pipeline_begin(postgres_of(base));
}

static void postgres_settle(struct store *base)
{
	bulk_send_all(postgres_of(base));
	pipeline_settle(postgres_of(base));
}

static void postgres_commit(struct store *base)
{
	struct postgres_store *store = postgres_of(base);
	bulk_send_all(store);
	pipeline_sql(store, NULL, "COMMIT", 0, NULL, NULL, NULL, NULL);
	pipeline_settle(store);
	store->transaction = false;
}

static bool take_changed(void *context, PGresult *result)
{
	*(bool *)context = strtoll(libpq()->PQcmdTuples(result), NULL, 10) > 0;
	return false;
}

static void postgres_put(struct store *base, enum statement which, const struct value *values,
			 int count, bool *changed)
{
	struct postgres_store *store = postgres_of(base);
	struct piece *piece = piece_named(store, statement_name(which));
	const char *texts[MOST_PARAMETERS];
	char numbers[MOST_PARAMETERS][24];
	if (piece->bulk) {
		bulk_add(store, piece, values, count);
		return;
	}
	for (int i = 0; i < count; i++) {
		if (values[i].kind == VALUE_INTEGER)
			snprintf(numbers[i], sizeof numbers[i], "%jd", values[i].integer);
		texts[i] = values[i].kind == VALUE_NULL   ? NULL
			   : values[i].kind == VALUE_TEXT ? values[i].text
							  : numbers[i];
	}
	bulk_send_all(store); /* it may look at them */
	/* cppcheck-suppress uninitvar ; as many are read as there are parameters */
	pipeline_prepared(store, piece, texts, NULL, NULL, changed ? take_changed : NULL, changed);
}

static int postgres_schema_version(struct store *base)
{
	return postgres_of(base)->version;
}

struct store *postgres_open(const char *location, enum store_mode mode)
{
	struct postgres_store *store = calloc(1, sizeof *store);
	if (!store)
		fail(EX_OSERR, "out of memory");
	store->store.engine = &postgres_engine;
	store->store.location = address_without_password(location);
	store->address = address_of_server(location, &store->schema);
	address_check(store->address, store->store.location);
	store->mode = mode == STORE_COPY ? STORE_READ : mode;
	postgres_connect(store);
	return &store->store;
}

static const char *const addresses[] = { "postgresql://", "postgres://", NULL };

const struct engine postgres_engine = {
	.addresses = addresses,
	.can = STORE_CAN_CONNECT,
	.sql = postgres_sql,
	.first_version = POSTGRES_FIRST_VERSION,
	.open = postgres_open,
	.migrate = postgres_migrate,
	.close = postgres_close,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.is_awaited = postgres_is_awaited,
	.schema_version = postgres_schema_version,
	.by_unix_socket = postgres_by_unix_socket,
	.load = postgres_load,
	.load_cursors = postgres_load_cursors,
	.put = postgres_put,
	.settle = postgres_settle,
	.attempt = postgres_attempt,
	.read = postgres_read,
	.next = postgres_next,
	.column = postgres_column,
	.end = postgres_end,
	.change = postgres_change,
	.limit_work = postgres_limit_work,
};
