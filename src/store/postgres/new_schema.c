/* The schema of new books: made where it is missing, and distributed where the server has Citus. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

static const char making[] = "making the schema";

static void begin(struct postgres_store *store)
{
	postgres_command(store, "BEGIN ISOLATION LEVEL READ COMMITTED", making);
	if (store->pooled)
		postgres_command(store, postgres_settings(store, true), making);
}

/* 42P06, duplicate_schema: it is there, but the role may not use it. */
_Noreturn static void refuse(struct postgres_store *store, const PGresult *result, const char *name)
{
	const char *where = store->store.location,
		   *state = libpq()->PQresultErrorField(result, PG_DIAG_SQLSTATE),
		   *said = libpq()->PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	postgres_command(store, "ROLLBACK", making);
	const char *role = postgres_asked(store, "SELECT quote_ident(current_user)");
	if (strcmp(state, "42P06") == 0)
		fail(EX_NOPERM,
		     "%s: the role may not use the schema %s; as the server's administrator: ALTER "
		     "SCHEMA %s OWNER TO %s",
		     where, name, name, role);
	fail(EX_NOPERM,
	     "%s: there is no schema %s that the role may use, and it may not create one (%s); as "
	     "the server's administrator: CREATE SCHEMA %s AUTHORIZATION %s",
	     where, name, said, name, role);
}

/* The name of the schema to make, quoted; NULL: there is one, or the path names several, of which
 * none is meant more than another. */
static char *missing_schema(struct postgres_store *store)
{
	return postgres_asked(store,
			      "SELECT quote_ident((parse_ident(path, false))[1])"
			      " FROM (SELECT current_setting('search_path') AS path) s"
			      " WHERE current_schema() IS NULL AND path ~ '^ *[^,$ ][^,$]*$'");
}

static void create_schema(struct postgres_store *store, const char *name)
{
	struct buf sql = { 0 };
	buf_printf(&sql, "CREATE SCHEMA %s", name);
	PGresult *result = libpq()->PQexec(store->connection, buf_string(&sql));
	const char *state = libpq()->PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (state && (strcmp(state, "42501") == 0 || strcmp(state, "42P06") == 0))
		refuse(store, result, name);
	if (libpq()->PQresultStatus(result) != PGRES_COMMAND_OK)
		postgres_failed(store, result, making);
	libpq()->PQclear(result);
	buf_free(&sql);
}

static void create_where_missing(struct postgres_store *store)
{
	begin(store);
	postgres_command(store,
			 "SELECT pg_advisory_xact_lock(hashtextextended('guildledger/schema', 0))",
			 making); /* who waited sees what the other did */
	char *missing = missing_schema(store);
	if (missing)
		create_schema(store, missing);
	char *there = postgres_asked(store, "SELECT current_schema()");
	if (!there)
		fail(EX_NOPERM,
		     "%s: no schema of the search_path exists and may be used; name one in the "
		     "address, as ?schema=NAME",
		     store->store.location);
	postgres_command(store, "COMMIT", making);
	if (missing)
		log_line(LOG_INFO, "schema-made", "%s: the schema %s was made",
			 store->store.location, missing);
	free(missing);
	free(there);
}

/* Citus puts the schema on one of its nodes, and each table that is made in it from here on, too.
 * A schema that is distributed already stays as it is. public cannot be.
 * https://docs.citusdata.com/en/latest/develop/reference_ddl.html */
static void distribute(struct postgres_store *store)
{
	begin(store);
	char *name = postgres_asked(
		store, "SELECT quote_ident(current_schema()) FROM pg_catalog.pg_extension"
		       " WHERE extname = 'citus' AND current_schema() <> 'public'"
		       " AND to_regproc('pg_catalog.citus_schema_distribute') IS NOT NULL");
	if (name) {
		static const char sql[] = "SELECT pg_catalog.citus_schema_distribute("
					  "quote_ident(current_schema())::regnamespace)";
		PGresult *result = libpq()->PQexec(store->connection, sql);
		const char *said = libpq()->PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
		if (said)
			fail(EX_CONFIG,
			     "%s: Citus does not distribute the schema %s (%s); name the "
			     "coordinator in the address, and a schema that the role owns",
			     store->store.location, name, said);
		if (libpq()->PQresultStatus(result) != PGRES_TUPLES_OK)
			postgres_failed(store, result, making);
		libpq()->PQclear(result);
		log_line(LOG_INFO, "schema-distributed",
			 "%s: the schema %s is distributed by Citus", store->store.location, name);
	}
	postgres_command(store, "COMMIT", making);
	free(name);
}

void postgres_make_schema(struct postgres_store *store)
{
	create_where_missing(store);
	distribute(store);
}
