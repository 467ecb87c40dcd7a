/* Books on a PostgreSQL server: opening, transactions, and rows on their way there. */
#include "store/postgres/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

/* LOCATION without its passwords: "//user:SECRET@", and "password=SECRET" and "sslpassword=SECRET"
 * behind the question mark. The last "@" counts: a password may hold signs that ought to have been
 * written as %2F and the like, and an address that no server understands is shown, too. */
static char *without_password(const char *location)
{
	struct buf shown = { 0 };
	const char *user = strstr(location, "://") + 3, *at = strrchr(user, '@'),
		   *colon = at ? memchr(user, ':', (size_t)(at - user)) : NULL;
	const char *from = colon ? at : location;
	if (colon)
		buf_add(&shown, location, (size_t)(colon - location));
	const char *options = strchr(from, '?');
	if (!options) {
		buf_text(&shown, from);
		return shown.bytes;
	}
	buf_add(&shown, from, (size_t)(options - from));
	char before = '?';
	for (const char *word = options + 1;; word++) {
		size_t length = strcspn(word, "&");
		if (strncmp(word, "password=", 9) != 0 && strncmp(word, "sslpassword=", 12) != 0) {
			buf_char(&shown, before);
			buf_add(&shown, word, length);
			before = '&';
		}
		word += length;
		if (!*word)
			return shown.bytes;
	}
}

/* What libpq says of an address that it cannot read repeats parts of it, and they may be the
 * password's. */
static void check_address(const char *location, const char *shown)
{
	const char *user = strstr(location, "://") + 3, *end = user + strcspn(user, "@/?");
	char *why = NULL;
	PQconninfoOption *options = libpq()->PQconninfoParse(location, &why);
	bool torn = *end == '@' ? end[1 + strcspn(end + 1, "@/?")] == '@'
				: memchr(user, ':', (size_t)(end - user)) && strchr(end, '@');
	bool readable = options && !torn,
	     no_memory = !options && (!why || strstr(why, "out of memory"));
	libpq()->PQconninfoFree(options);
	libpq()->PQfreemem(why);
	if (no_memory)
		fail(EX_OSERR, "out of memory");
	if (!readable)
		fail(EX_USAGE,
		     "%s: no such address can be read; in a user's name and password @ / : ? %% "
		     "are written %%40 %%2F %%3A %%3F %%25",
		     shown);
}

static void postgres_close(struct store *base)
{
	struct postgres_store *store = postgres_of(base);
	libpq()->PQfinish(store->connection);
	pieces_free(store);
	bulk_free(store);
	free(store->address);
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
	pipeline_prepared(store, piece, texts, NULL, NULL, changed ? take_changed : NULL, changed);
}

static int postgres_schema_version(struct store *base)
{
	return postgres_of(base)->version;
}

struct store *postgres_open(const char *location, enum store_mode mode)
{
	struct postgres_store *store = calloc(1, sizeof *store);
	if (!store || !(store->address = strdup(location)))
		fail(EX_OSERR, "out of memory");
	store->store.engine = &postgres_engine;
	store->store.location = without_password(location);
	check_address(location, store->store.location);
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
