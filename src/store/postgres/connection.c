/* The connection to the server: made, checked, lost; and what its errors mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/secret.h"
#include "store/postgres/engine.h"

#define SET_TO(name, value, local) "set_config('" name "', '" value "', " local ")"
/* clang-format off */
#define SETTINGS(local) \
	SET_TO("standard_conforming_strings", "on", local) ", " \
	SET_TO("quote_all_identifiers", "off", local) ", " \
	SET_TO("DateStyle", "ISO, MDY", local) ", " \
	SET_TO("IntervalStyle", "postgres", local) ", " \
	SET_TO("bytea_output", "hex", local) ", " \
	SET_TO("extra_float_digits", "1", local) ", " \
	SET_TO("array_nulls", "on", local) ", " \
	SET_TO("transform_null_equals", "off", local) ", " \
	SET_TO("lc_numeric", "C", local) ", " \
	SET_TO("lc_monetary", "C", local) ", " \
	SET_TO("lc_time", "C", local) ", " \
	SET_TO("cursor_tuple_fraction", "1", local) ", " \
	"set_config('lock_timeout', '%d', " local ")"
/* clang-format on */

static bool state_is(const char *state, const char *prefix)
{
	return strncmp(state, prefix, strlen(prefix)) == 0;
}

/* What another try may fix: serialisation and deadlock (40001, 40P01), a server that went down. One
 * that takes no changes any more (25006) has a full disk, or somebody wanted it so.
 * https://www.postgresql.org/docs/15/errcodes-appendix.html */
static bool passes(const char *state)
{
	return !*state || state_is(state, "08") || state_is(state, "40") || state_is(state, "57P");
}

/* A server that spreads tables over nodes lost one of them. Citus has no code of its own for that:
 * it says XX000, internal error, and that a connection failed. */
static bool lost_a_node(const char *state, const char *said)
{
	return state_is(state, "XX000") && (strstr(said, "connection") || strstr(said, "conexión"));
}

/* A proxy between that gives each statement another connection, or each transaction, and does not
 * say so (postgres_connect() asks). */
static bool is_pooling(const char *state, const char *said)
{
	return state_is(state, "26000") || state_is(state, "42P05") ||
	       strstr(said, "statement pooling mode");
}

void postgres_failed(struct postgres_store *store, const PGresult *result, const char *doing)
{
	const char *state = result ? libpq()->PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL,
		   *detail = result ? libpq()->PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)
				    : NULL;
	const char *where = store->store.location;
	char said[400] = "";
	bool lost = !state || libpq()->PQstatus(store->connection) != CONNECTION_OK;
	state = state ? state : "";
	if (!detail)
		detail = libpq()->PQerrorMessage(store->connection);
	snprintf(said, sizeof said, "%.*s", (int)strcspn(detail, "\n"), detail);
	if (is_pooling(state, said))
		fail(EX_CONFIG,
		     "%s: a proxy between here and the server takes statements apart that belong "
		     "together, while at '%s' (%s); nothing was changed, set it to pool_mode = "
		     "session or transaction",
		     where, doing, said);
	/* rows of a try whose COMMIT came through after all, and which this one did not see yet */
	bool came_through = store->repeated && state_is(state, "23505");
	if (store->again && (lost || passes(state) || lost_a_node(state, said) || came_through)) {
		log_line(LOG_WARN, "server-again",
			 "%s: %s while at '%s'; nothing was changed, trying again", where,
			 *said ? said : "the connection was lost", doing);
		longjmp(*store->again, 1);
	}
	if (lost || state_is(state, "08") || state_is(state, "57P") || lost_a_node(state, said))
		fail(EX_TEMPFAIL,
		     "%s: the server went away while at '%s' (%s); nothing is half done, run again",
		     where, doing, said);
	if (state_is(state, "40") || state_is(state, "55P03"))
		fail(EX_TEMPFAIL,
		     "%s: the books are locked by another process while at '%s' (%s); nothing was "
		     "changed, run again",
		     where, doing, said);
	if (state_is(state, "57014") || state_is(state, "53300"))
		fail(EX_TEMPFAIL,
		     "%s: the server refused for now while at '%s' (%s); nothing was changed, run "
		     "again",
		     where, doing, said);
	if (state_is(state, "25006"))
		fail(EX_NOPERM,
		     "%s: the server takes no changes while at '%s' (%s); nothing was changed, "
		     "look whether its disk is full or it is a standby",
		     where, doing, said);
	if (state_is(state, "42501") || state_is(state, "28"))
		fail(EX_NOPERM, "%s: not permitted at '%s' (%s); check the role's rights", where,
		     doing, said);
	if (state_is(state, "53100"))
		fail(EX_CANTCREAT,
		     "%s: the server's disk is full while at '%s'; nothing was changed, make room "
		     "and run again",
		     where, doing);
	if (state_is(state, "53"))
		fail(EX_OSERR,
		     "%s: the server is out of something while at '%s' (%s); nothing was changed, "
		     "run again with a smaller --chunk",
		     where, doing, said);
	if (state_is(state, "XX001") || state_is(state, "XX002"))
		fail(EX_DATAERR,
		     "%s: the server found its files corrupted while at '%s' (%s); restore a "
		     "backup",
		     where, doing, said);
	if (state_is(state, "58"))
		fail(EX_IOERR,
		     "%s: the server's disk failed while at '%s' (%s); nothing is half done", where,
		     doing, said);
	fail(EX_SOFTWARE, "%s: %s while at '%s'; nothing was changed", where, said, doing);
}

void postgres_command(struct postgres_store *store, const char *sql, const char *doing)
{
	PGresult *result = libpq()->PQexec(store->connection, sql);
	ExecStatusType status = libpq()->PQresultStatus(result);
	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		postgres_failed(store, result, doing);
	libpq()->PQclear(result);
}

char *postgres_asked(struct postgres_store *store, const char *sql)
{
	PGresult *result = libpq()->PQexec(store->connection, sql);
	if (libpq()->PQresultStatus(result) != PGRES_TUPLES_OK)
		postgres_failed(store, result, "opening the books");
	bool any = libpq()->PQntuples(result) == 1 && !libpq()->PQgetisnull(result, 0, 0);
	char *value = any ? strdup(libpq()->PQgetvalue(result, 0, 0)) : NULL;
	libpq()->PQclear(result);
	if (any && !value)
		fail(EX_OSERR, "out of memory");
	return value;
}

int postgres_version(struct postgres_store *store)
{
	char *table = postgres_asked(store, "SELECT to_regclass('guildledger')"),
	     *version =
		     table ? postgres_asked(store, "SELECT schema_version FROM guildledger") : NULL;
	int number = version ? (int)strtol(version, NULL, 10) : 0;
	free(table);
	free(version);
	return number;
}

static void check_version(struct postgres_store *store)
{
	int version = store->version = postgres_version(store);
	const char *where = store->store.location;
	if (version > store_newest_schema)
		fail(EX_CONFIG,
		     "%s: its schema (%d) is newer than this program's (%d); install the newer "
		     "guildledger",
		     where, version, store_newest_schema);
	if (store->mode == STORE_CREATE)
		return;
	if (!version)
		fail(EX_NOINPUT, "%s: there are no books; start them with gl-db init", where);
	if (version < store_newest_schema)
		fail(EX_CONFIG,
		     "%s: its schema (%d) is older than this program's (%d); run gl-db migrate",
		     where, version, store_newest_schema);
}

static void say_nothing(void *context, const char *message)
{
	(void)context;
	(void)message;
}

/* Its file is outside the sandbox when the process connects again. */
static struct {
	char *address, *password;
} known;

static void remember_password(const struct postgres_store *store)
{
	free(known.address);
	free(known.password);
	known.address = strdup(store->address);
	known.password = strdup(libpq()->PQpass(store->connection));
	if (!known.address || !known.password)
		fail(EX_OSERR, "out of memory");
	if (*known.password)
		secret_guard();
}

/* Of a connection that failed there is a message only, in the language of the server: "FATAL:
 * 28P01: …" where it said something. Two spaces follow its severity, and in what libpq itself
 * says there are none.
 * https://www.postgresql.org/docs/15/libpq-control.html#LIBPQ-PQSETERRORVERBOSITY */
static const char *server_said(const char *message)
{
	const char *severity = strstr(message, ":  ");
	return severity ? severity + 3 : NULL;
}

/* One of the servers of the address lets nobody of that name in, or has no such database. */
static bool refuses(const char *message)
{
	for (const char *said = message; (said = server_said(said));)
		if (state_is(said, "28") || state_is(said, "3D000") || state_is(said, "42501"))
			return true;
	return strstr(message, "no password supplied");
}

enum { LONGEST_DIALLING_S = 10 };

static bool dial(struct postgres_store *store)
{
	const char *password =
		known.address && strcmp(known.address, store->address) == 0 && *known.password
			? known.password
			: NULL;
	char timeout[16]; /* in seconds; 2 is the least */
	snprintf(timeout, sizeof timeout, "%d",
		 patience_for_server() < LONGEST_DIALLING_S * 1000 ? 2 : LONGEST_DIALLING_S);
	/* A word of the address counts for more than one before it, and less than one behind it. */
	const char *keywords[] = { "connect_timeout",
				   "dbname",
				   "fallback_application_name",
				   "client_encoding",
				   password ? "password" : NULL,
				   NULL };
	const char *values[] = { timeout, store->address, "guildledger", "UTF8", password, NULL };
	store->connection = libpq()->PQconnectdbParams(keywords, values, 1);
	if (!store->connection)
		fail(EX_OSERR, "out of memory");
	libpq()->PQsetNoticeProcessor(store->connection, say_nothing, NULL);
	if (libpq()->PQstatus(store->connection) != CONNECTION_OK &&
	    server_said(libpq()->PQerrorMessage(store->connection))) {
		libpq()->PQsetErrorVerbosity(
			store->connection, PQERRORS_VERBOSE); /* again, to be told the code, too */
		libpq()->PQreset(store->connection);
	}
	if (libpq()->PQstatus(store->connection) != CONNECTION_OK)
		return false;
	remember_password(store);
	return true;
}

/* Of the session, or, where a proxy may give every transaction another one, of the TRANSACTION: how
 * texts and definitions are printed, so that what a role or database was given by ALTER ... SET
 * does not change what is read; how long a lock is waited for; and the schema, which a proxy takes
 * so, and not when it connects. Its name has no quotes in it: address_of_server(). */
const char *postgres_settings(const struct postgres_store *store, bool of_transaction)
{
	static char sql[2048];
	int length =
		snprintf(sql, sizeof sql,
			 of_transaction ? "SELECT " SETTINGS("true") : "SELECT " SETTINGS("false"),
			 patience_for_lock());
	if (store->schema)
		snprintf(sql + length, sizeof sql - (size_t)length,
			 ", set_config('search_path', '\"%s\"', %s)", store->schema,
			 of_transaction ? "true" : "false");
	return sql;
}

/* What the server is, asked in a transaction: a proxy that forbids those says so now. */
struct server {
	char backend[16], encoding[64];
	bool read_only, standby;
};

static struct server look_at(struct postgres_store *store)
{
	struct server server;
	postgres_command(store, "BEGIN", "opening the books");
	static const char asked_for[] =
		"SELECT pg_backend_pid(), getdatabaseencoding(), "
		"current_setting('transaction_read_only'), pg_is_in_recovery()";
	PGresult *row = libpq()->PQexec(store->connection, asked_for);
	if (libpq()->PQresultStatus(row) != PGRES_TUPLES_OK)
		postgres_failed(store, row, "opening the books");
	snprintf(server.backend, sizeof server.backend, "%s", libpq()->PQgetvalue(row, 0, 0));
	snprintf(server.encoding, sizeof server.encoding, "%s", libpq()->PQgetvalue(row, 0, 1));
	server.read_only = strcmp(libpq()->PQgetvalue(row, 0, 2), "on") == 0;
	server.standby = *libpq()->PQgetvalue(row, 0, 3) == 't';
	libpq()->PQclear(row);
	postgres_command(store, "COMMIT", "opening the books");
	return server;
}

static void refuse_unfit(const struct postgres_store *store, const struct server *server)
{
	const char *where = store->store.location;
	if (strcmp(server->encoding, "UTF8") != 0)
		fail(EX_CONFIG,
		     "%s: the database's encoding is %s, which cannot hold what people write; make "
		     "another with ENCODING 'UTF8' TEMPLATE template0",
		     where, server->encoding);
	if (store->mode == STORE_READ || !server->read_only)
		return;
	if (server->standby)
		fail(EX_NOPERM,
		     "%s: the server takes no changes: it is a standby, which is read-only; name "
		     "its primary",
		     where);
	fail(EX_NOPERM,
	     "%s: the server takes no changes: default_transaction_read_only is on (a hosted "
	     "server does so when its disk is full); make room there, or set it off",
	     where);
}

/* False: the server is a standby, which a failover may make the primary soon. */
static bool begin_session(struct postgres_store *store, bool wait_for_primary)
{
	struct server server = look_at(store);
	if (wait_for_primary && server.standby && store->mode != STORE_READ)
		return false;
	refuse_unfit(store, &server);
	/* A proxy invents the number that a connection was told when it began; the server's own is
	 * that of the process that answers. */
	store->pooled =
		strtol(server.backend, NULL, 10) != libpq()->PQbackendPID(store->connection);
	if (store->pooled)
		postgres_command(store, "BEGIN", "opening the books");
	postgres_command(store, postgres_settings(store, store->pooled), "opening the books");
	check_version(store);
	if (store->pooled)
		postgres_command(store, "COMMIT", "opening the books");
	if (store->mode != STORE_CREATE && !libpq()->PQenterPipelineMode(store->connection))
		postgres_failed(store, NULL, "opening the books");
	return true;
}

/* Of a list of hosts, a path, an abstract name or no name at all is a UNIX socket.
 * https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNECT-HOST */
static bool names_socket(const char *hosts)
{
	for (const char *host = hosts;; host++) {
		if (*host == '/' || *host == '@' || *host == ',' || !*host)
			return true;
		host += strcspn(host, ",");
		if (!*host)
			return false;
	}
}

bool postgres_by_unix_socket(const struct store *base)
{
	PQconninfoOption *options =
		libpq()->PQconninfo(((const struct postgres_store *)base)->connection);
	const char *hosts = "", *addresses = "";
	if (!options)
		fail(EX_OSERR, "out of memory");
	for (const PQconninfoOption *option = options; option->keyword; option++)
		if (strcmp(option->keyword, "host") == 0)
			hosts = option->val ? option->val : "";
		else if (strcmp(option->keyword, "hostaddr") == 0)
			addresses = option->val ? option->val : "";
	bool by_socket = names_socket(*addresses ? addresses : hosts);
	libpq()->PQconninfoFree(options);
	return by_socket;
}

void postgres_connect(struct postgres_store *store)
{
	if (!dial(store)) {
		const char *why = libpq()->PQerrorMessage(store->connection);
		fail(refuses(why) ? EX_NOPERM : EX_TEMPFAIL,
		     "%s: the server cannot be reached (%.*s); check the address, that the server "
		     "runs and lets this role in",
		     store->store.location, (int)strcspn(why, "\n"), why);
	}
	begin_session(store, false);
}

bool postgres_reconnect(struct postgres_store *store)
{
	libpq()->PQfinish(store->connection);
	pieces_forget_prepared(store);
	if (!dial(store))
		return false;
	return begin_session(store, true);
}
