/* Migrations on a server: one statement at a time, by the protocol in which a proxy and a
 * distributed server take statements, and without the guards that the server has no triggers for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/postgres/engine.h"

/* Behind the quoted text or the comment at AT, and AT where there is none.
 * https://www.postgresql.org/docs/15/sql-syntax-lexical.html */
static const char *behind_quoted(const char *at)
{
	const char *end = NULL;
	if (strncmp(at, "--", 2) == 0)
		return at + strcspn(at, "\n");
	if (*at == '\'' || *at == '"') {
		end = strchr(at + 1, *at);
		return end ? end + 1 : at + strlen(at);
	}
	if (strncmp(at, "$$", 2) == 0) {
		end = strstr(at + 2, "$$");
		return end ? end + 2 : at + strlen(at);
	}
	return at;
}

/* The statement at *SQL, without its semicolon; *SQL goes behind it. NULL: there is none left. To
 * be freed. */
static char *next_statement(const char **sql)
{
	const char *begin = *sql + strspn(*sql, " \t\n");
	while (strncmp(begin, "--", 2) == 0) {
		begin = behind_quoted(begin);
		begin += strspn(begin, " \t\n");
	}
	const char *at = begin;
	while (*at && *at != ';') {
		const char *behind = behind_quoted(at);
		at = behind == at ? at + 1 : behind;
	}
	*sql = *at ? at + 1 : at;
	if (at == begin)
		return NULL;
	char *statement = strndup(begin, (size_t)(at - begin));
	if (!statement)
		fail(EX_OSERR, "out of memory");
	return statement;
}

static PGresult *run(struct postgres_store *store, const char *statement)
{
	return libpq()->PQexecParams(store->connection, statement, 0, NULL, NULL, NULL, NULL, 0);
}

static void run_checked(struct postgres_store *store, const char *statement, const char *doing)
{
	PGresult *result = run(store, statement);
	ExecStatusType status = libpq()->PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		postgres_failed(store, result, doing);
	libpq()->PQclear(result);
}

/* Whether STATEMENT makes a guard that looks at all rows of a statement at once. Servers that
 * spread tables over nodes have no such triggers: gl-verify finds there what such a guard would
 * refuse. */
static bool is_statement_guard(const char *statement)
{
	return strncmp(statement, "CREATE TRIGGER ", 15) == 0 && strstr(statement, " REFERENCING ");
}

/* The guard is made, or left out: its name goes behind those in LEFT_OUT. */
static void make_guard(struct postgres_store *store, const char *statement, const char *doing,
		       struct buf *left_out)
{
	const char *name = statement + strlen("CREATE TRIGGER ");
	run_checked(store, "SAVEPOINT guard", doing);
	PGresult *result = run(store, statement);
	const char *state = libpq()->PQresultErrorField(result, PG_DIAG_SQLSTATE);
	if (state && strcmp(state, "0A000") != 0) /* feature_not_supported */
		postgres_failed(store, result, doing);
	libpq()->PQclear(result);
	if (state) {
		run_checked(store, "ROLLBACK TO SAVEPOINT guard", doing);
		if (left_out->length)
			buf_char(left_out, ' ');
		buf_add(left_out, name, strcspn(name, " "));
	}
	run_checked(store, "RELEASE SAVEPOINT guard", doing);
}

static void run_all(struct postgres_store *store, const char *sql, const char *doing,
		    struct buf *left_out)
{
	for (char *statement; (statement = next_statement(&sql)); free(statement))
		if (is_statement_guard(statement))
			make_guard(store, statement, doing, left_out);
		else
			run_checked(store, statement, doing);
}

/* What the SQL of a migration cannot do is done by named queries, which go through a pipeline. */
static void run_rest(struct postgres_store *store, int version, after_migration *rest)
{
	if (!libpq()->PQenterPipelineMode(store->connection))
		postgres_failed(store, NULL, "migrating the schema");
	store->transaction = true;
	rest(&store->store, version);
	pipeline_settle(store);
	store->transaction = false;
	if (!libpq()->PQexitPipelineMode(store->connection))
		postgres_failed(store, NULL, "migrating the schema");
}

/* The guards of what is append-only are made anew behind the last migration, as sql/schema.txt
 * describes them: a column that it added is guarded, too. */
static void make_guards(struct postgres_store *store, const char *doing)
{
	struct buf left_out = { 0 }, sql = { 0 };
	run_all(store, sql_in(postgres_sql, "schema guards"), doing, &left_out);
	buf_printf(&sql, "UPDATE guildledger SET guards_left_out = '%s'", buf_string(&left_out));
	run_checked(store, buf_string(&sql), doing);
	buf_free(&sql);
	buf_free(&left_out);
}

static void run_migration(struct postgres_store *store, int version, after_migration *rest)
{
	char stamp[64], name[32];
	struct buf left_out = { 0 };
	snprintf(name, sizeof name, "migration %d", version);
	snprintf(stamp, sizeof stamp, "UPDATE guildledger SET schema_version = %d", version);
	run_checked(store, "BEGIN ISOLATION LEVEL READ COMMITTED",
		    name); /* who waited sees what the other did */
	if (store->pooled)
		run_checked(store, postgres_settings(store, true), name);
	run_checked(store,
		    "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || "
		    "'/migration', 0))",
		    name);
	if (postgres_version(store) < version) {
		run_all(store, sql_in(postgres_sql, name), name, &left_out);
		run_rest(store, version, rest);
		if (version == store_newest_schema)
			make_guards(store, name);
		run_checked(store, stamp, name);
	}
	run_checked(store, "COMMIT", name);
	buf_free(&left_out);
}

int postgres_migrate(const char *location, after_migration *rest)
{
	struct postgres_store *store =
		(struct postgres_store *)postgres_open(location, STORE_CREATE);
	int before = store->version;
	if (!before)
		postgres_make_schema(store);
	for (int version = before ? before + 1 : POSTGRES_FIRST_VERSION;
	     version <= store_newest_schema; version++)
		run_migration(store, version, rest);
	store->store.engine->close(&store->store);
	return before;
}
