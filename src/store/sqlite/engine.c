/* Opening a database of books, its transactions, and what its errors mean. */
#include "store/sqlite/engine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

static const char *const load_names[LOAD_COUNT] = {
	"load guild", "load settings", "load currencies", "load permits", "load last batch", "load purpose accounts",
	"load account by id", "load account by name", "load account by owner", "load balances", "load user", "load registration", "load request", "load roles", "load groups", "load offers", "load member", "load member roles",
	"load wanted roles", "load waiting roles", "load role delivery", "load message", "load transaction", "load entries", "load cursor",
};

/* SQLite has one code for whatever the system refused when it opened or wrote a file: the system's own tells what to do. */
static int kind_of(const struct store *store, int result)
{
	int kind = result & 0xff, reason = db_of(store) && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN) ? sqlite3_system_errno(db_of(store)) : 0;
	if (result == SQLITE_IOERR_NOMEM || reason == ENOMEM)
		return SQLITE_NOMEM;
	if (reason == ENOSPC || reason == EDQUOT)
		return SQLITE_FULL;
	if (kind == SQLITE_CANTOPEN && access(store->location, W_OK) != 0) /* who reads must still write the index of the write-ahead log */
		reason = errno;
	return reason == EROFS || reason == EACCES || reason == EPERM ? SQLITE_PERM : kind;
}

void store_failed(const struct store *store, int result, const char *doing)
{
	const char *detail = db_of(store) ? sqlite3_errmsg(db_of(store)) : sqlite3_errstr(result);
	const char *where = store->location;
	switch (kind_of(store, result)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		fail(EX_TEMPFAIL, "%s: the books are locked by another process while %s; nothing was changed, run again", where, doing);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		fail(EX_NOPERM, "%s: the books may not be written while %s (%s); check the permissions of the file and its folder, and that the disk is not "
		     "mounted read-only", where, doing, detail);
	case SQLITE_CANTOPEN:
		fail(EX_NOINPUT, "%s: cannot be opened while %s (%s); check that the file is there and its folder is whole", where, doing, detail);
	case SQLITE_FULL:
		fail(EX_CANTCREAT, "%s: the disk is full while %s; nothing was changed, make room and run again", where, doing);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		fail(EX_DATAERR, "%s: not a sound database (%s) while %s; restore a backup", where, detail, doing);
	case SQLITE_IOERR:
		/* What failed may have been only the wait for the disk: the next run finds the whole chunk there, or nothing of it. */
		fail(EX_IOERR, "%s: the disk failed while %s (%s); nothing is half done; check the disk and run again", where, doing, detail);
	case SQLITE_NOMEM:
		fail(EX_OSERR, "%s: out of memory while %s; nothing was changed, free memory and run again", where, doing);
	default:
		fail(EX_SOFTWARE, "%s: %s while %s; nothing was changed", where, detail, doing);
	}
}

bool store_damaged(int result)
{
	int kind = result & 0xff;
	return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || (kind == SQLITE_IOERR && result != SQLITE_IOERR_NOMEM);
}

sqlite3_stmt *store_prepare_next(struct store *store, const char **sql, const char *doing)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v3(db_of(store), *sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, sql);
	if (result != SQLITE_OK)
		store_failed(store, result, doing);
	*sql += strspn(*sql, " \t\n");
	return statement;
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, const char *doing)
{
	return store_prepare_next(store, &sql, doing);
}

/* The kept one, reset. */
static sqlite3_stmt *statement_kept(struct store *store, sqlite3_stmt **kept, const char *name)
{
	if (!*kept)
		*kept = store_prepare(store, sql_in(sqlite_sql, name), name);
	else
		sqlite3_reset(*kept);
	return *kept;
}

sqlite3_stmt *rows_for(struct store *store, enum load which, uint64_t guild_id, uint64_t id)
{
	sqlite3_stmt *statement = statement_kept(store, &((struct sqlite_store *)store)->loads[which], load_names[which]);
	sqlite3_bind_int64(statement, 1, (sqlite3_int64)guild_id);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, (sqlite3_int64)id);
	return statement;
}

bool next_row(struct store *store, sqlite3_stmt *statement, struct value *row)
{
	if (!store_step(store, statement))
		return false;
	take_row(store, statement, row, sqlite3_column_count(statement));
	return true;
}

void sqlite_put(struct store *store, enum statement which, const struct value *values, int count, bool *changed)
{
	sqlite3_stmt *statement = statement_kept(store, &((struct sqlite_store *)store)->writes[which], statement_names[which]);
	for (int i = 0; i < count; i++) {
		if (values[i].kind == VALUE_INTEGER)
			sqlite3_bind_int64(statement, i + 1, values[i].integer);
		else if (values[i].kind == VALUE_TEXT)
			sqlite3_bind_text(statement, i + 1, values[i].text, (int)strlen(values[i].text), SQLITE_STATIC);
		else
			sqlite3_bind_null(statement, i + 1);
	}
	store_step(store, statement);
	sqlite3_reset(statement);
	if (changed)
		*changed = sqlite3_changes(db_of(store)) > 0;
}

/* Every row was written when it was put. */
static void sqlite_settle(struct store *store)
{
	(void)store;
}

const char *column_text(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	if (!text && sqlite3_errcode(sqlite3_db_handle(row)) == SQLITE_NOMEM) /* NULL stands for no value, too */
		fail(EX_OSERR, "out of memory while reading the books; nothing was changed, free memory and run again");
	return text;
}

bool store_step(struct store *store, sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);
	if (result != SQLITE_ROW && result != SQLITE_DONE)
		store_failed(store, result, "reading or writing the books");
	return result == SQLITE_ROW;
}

void store_execute(struct store *store, const char *sql, const char *doing)
{
	int result = sqlite3_exec(db_of(store), sql, NULL, NULL, NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, doing);
}

static int64_t pragma(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(store, sql, "opening the books");
	store_step(store, statement);
	int64_t value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

static int sqlite_schema_version(struct store *store)
{
	return (int)pragma(store, "PRAGMA user_version");
}

static bool only_reads(enum store_mode mode)
{
	return mode == STORE_READ || mode == STORE_COPY;
}

static void check_file(const char *location, enum store_mode mode)
{
	if (access(location, F_OK) != 0) {
		if (errno == EACCES)
			fail(EX_NOPERM, "%s: the books may not be reached; check the permissions of the folders above", location);
		if (mode != STORE_CREATE)
			fail(EX_NOINPUT, "%s: there are no books (%s); start them with gl-db init", location, strerrordesc_np(errno));
	} else if (access(location, only_reads(mode) ? R_OK : R_OK | W_OK) != 0) {
		fail(EX_NOPERM, "%s: the books may not be %s (%s); check the file's permissions", location,
		     only_reads(mode) ? "read" : "written", strerrordesc_np(errno));
	}
}

static struct store *connect_to(const char *location, enum store_mode mode)
{
	check_file(location, mode);
	struct store *store = &sqlite_new(location)->store;
	/* One thread, and nobody asks for memory statistics: no mutexes then, about a tenth of the time of writing. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int flags = only_reads(mode) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
	int result = sqlite3_open_v2(location, &((struct sqlite_store *)store)->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the books");
	sqlite3_busy_timeout(db_of(store), 5000);
	return store;
}

/* Whether these are books at all, before anything is changed in them. */
void store_check_identity(struct store *store, enum store_mode mode)
{
	int version = sqlite_schema_version(store);
	int64_t application = pragma(store, "PRAGMA application_id");
	bool empty = version == 0 && application == 0 && pragma(store, "SELECT COUNT(*) FROM sqlite_schema") == 0;
	if (empty && mode == STORE_CREATE)
		return;
	if (application != APPLICATION_ID)
		fail(EX_DATAERR, "%s: a database, but not of guildledger; name another file", store->location);
	if (version > STORE_SCHEMA_VERSION)
		fail(EX_CONFIG, "%s: its schema (%d) is newer than this program's (%d); install the newer guildledger",
		     store->location, version, STORE_SCHEMA_VERSION);
	if (version < STORE_SCHEMA_VERSION && mode != STORE_CREATE && mode != STORE_COPY)
		fail(EX_CONFIG, "%s: its schema (%d) is older than this program's (%d); run gl-db migrate", store->location,
		     version, STORE_SCHEMA_VERSION);
}

/* These two make SQLite read the whole schema, a third of the start of gl-apply, which in most ticks has nothing to apply:
 * a writer waits with them until its first change. */
static const char cache[] = "PRAGMA cache_size = -28000";
/* A report reads most pages once: more would only let memory grow with the books. */
static const char small_cache[] = "PRAGMA cache_size = -2000";
/* FULL: an outcome is printed after its COMMIT, and must then survive a power cut. */
static const char durable[] = "PRAGMA synchronous = FULL";

struct store *sqlite_open(const char *location, enum store_mode mode)
{
	struct store *store = connect_to(location, mode);
	store_check_identity(store, mode);
	store_execute(store, "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 12000; PRAGMA trusted_schema = OFF", "opening the books");
	if (only_reads(mode))
		store_execute(store, small_cache, "opening the books");
	return store;
}

static void run_migration(struct store *store, int version)
{
	char name[32], stamp[96];
	snprintf(name, sizeof name, "migration %d", version);
	snprintf(stamp, sizeof stamp, "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", APPLICATION_ID, version);
	store_execute(store, "BEGIN IMMEDIATE", "migrating the schema");
	if (sqlite_schema_version(store) < version)
		store_execute(store, sql_in(sqlite_sql, name), "migrating the schema");
	store_execute(store, stamp, "migrating the schema");
}

int sqlite_migrate(const char *location)
{
	struct store *store = connect_to(location, STORE_CREATE);
	store_check_identity(store, STORE_CREATE);
	int before = sqlite_schema_version(store);
	if (before == 0)
		store_execute(store, "PRAGMA journal_mode = WAL", "creating the books");
	for (int version = before + 1; version <= STORE_SCHEMA_VERSION; version++)
		run_migration(store, version);
	store_close(store);
	return before;
}

struct store *sqlite_temporary(void)
{
	struct store *store = &sqlite_new("the temporary books")->store;
	/* No name: SQLite removes the file as soon as it is open. https://sqlite.org/inmemorydb.html#temp_db */
	int result = sqlite3_open_v2("", &((struct sqlite_store *)store)->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "making temporary books");
	store_execute(store, "PRAGMA journal_mode = OFF", "making temporary books"); /* whoever fails throws them away */
	for (int version = 1; version <= STORE_SCHEMA_VERSION; version++)
		run_migration(store, version);
	return store;
}

static void close_statements(struct sqlite_store *store)
{
	for (int i = 0; i < LOAD_COUNT; i++)
		sqlite3_finalize(store->loads[i]);
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(store->writes[i]);
}

static void sqlite_shut(struct store *store)
{
	close_statements((struct sqlite_store *)store);
	int result = sqlite3_close(db_of(store));
	if (result != SQLITE_OK)
		store_failed(store, result, "closing the books");
	free(store);
}

void sqlite_drop(struct sqlite_store *store)
{
	sqlite3_close(store->db);
	free(store->store.location);
	free(store);
}

static bool sqlite_begin(struct store *base)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	if (!store->data_version) {
		store_execute(base, durable, "starting a change");
		store_execute(base, cache, "starting a change");
	}
	store_execute(base, "BEGIN IMMEDIATE", "starting a change");
	int64_t version = pragma(base, "PRAGMA data_version");
	bool changed = store->data_version && version != store->data_version;
	store->data_version = version;
	return changed;
}

static void sqlite_commit(struct store *base)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	/* A query left open would keep its old view of the books and forbid the next change. */
	for (int i = 0; i < LOAD_COUNT; i++)
		sqlite3_reset(store->loads[i]);
	store_execute(base, "COMMIT", "committing");
}

static const struct engine engine = {
	.close = sqlite_shut, .begin = sqlite_begin, .commit = sqlite_commit, .schema_version = sqlite_schema_version,
	.load = sqlite_load, .load_cursors = sqlite_load_cursors, .fetch_delivery = sqlite_fetch_delivery, .fetch_transaction = sqlite_fetch_transaction,
	.put = sqlite_put, .settle = sqlite_settle,
	.read = sqlite_read, .next = sqlite_next, .column = sqlite_column, .end = sqlite_end, .change = sqlite_change,
};

struct sqlite_store *sqlite_new(const char *shown)
{
	struct sqlite_store *store = calloc(1, sizeof *store);
	if (!store || !(store->store.location = strdup(shown)))
		fail(EX_OSERR, "out of memory");
	store->store.engine = &engine;
	return store;
}
