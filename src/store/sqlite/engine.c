/* Books in a file: opening and migrating them, their transactions. */
#include "store/sqlite/engine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

static void sqlite_settle(struct store *store)
{
	gather_write((struct sqlite_store *)store);
}

static void close_statements(struct sqlite_store *store)
{
	kept_queries_drop(store);
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
	writer_queue_close(&((struct sqlite_store *)store)->queue);
	gather_free((struct sqlite_store *)store);
	free(store->location);
	free(store);
}

static bool only_reads(enum store_mode mode)
{
	return mode == STORE_READ || mode == STORE_COPY;
}

static void check_file(const char *location, enum store_mode mode)
{
	if (access(location, F_OK) != 0) {
		if (errno == EACCES)
			fail(EX_NOPERM,
			     "%s: the books may not be reached; check the permissions of the "
			     "folders above",
			     location);
		if (mode != STORE_CREATE)
			fail(EX_NOINPUT, "%s: there are no books (%s); start them with gl-db init",
			     location, strerrordesc_np(errno));
	} else if (access(location, only_reads(mode) ? R_OK : R_OK | W_OK) != 0) {
		fail(EX_NOPERM, "%s: the books may not be %s (%s); check the file's permissions",
		     location, only_reads(mode) ? "read" : "written", strerrordesc_np(errno));
	}
}

static struct store *connect_to(const char *location, enum store_mode mode)
{
	check_file(location, mode);
	struct store *store = &sqlite_new(location)->store;
	/* One thread, and nobody asks for memory statistics: no mutexes then, about a tenth of the
	 * time of writing. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int flags = only_reads(mode) ? SQLITE_OPEN_READONLY
				     : SQLITE_OPEN_READWRITE |
					       (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
	int result = sqlite3_open_v2(location, &((struct sqlite_store *)store)->db,
				     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the books");
	sqlite_add_functions(store);
	sqlite3_busy_timeout(db_of(store), patience_for_lock());
	return store;
}

/* These two make SQLite read the whole schema, a third of the start of gl-apply, which in most
 * ticks has nothing to apply: a writer waits with them until its first change. */
static const char cache[] = "PRAGMA cache_size = -28000";
/* A report reads most pages once: more would only let memory grow with the books. */
static const char small_cache[] = "PRAGMA cache_size = -2000";
/* FULL: an outcome is printed after its COMMIT, and must then survive a power cut. */
static const char durable[] = "PRAGMA synchronous = FULL; " SECURE_DELETE;

static struct store *sqlite_open(const char *location, enum store_mode mode)
{
	struct store *store = connect_to(location, mode);
	store_check_identity(store, mode);
	store_execute(store,
		      "PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 12000; PRAGMA "
		      "trusted_schema = OFF",
		      "opening the books");
	if (only_reads(mode))
		store_execute(store, small_cache, "opening the books");
	((struct sqlite_store *)store)->queues = !only_reads(mode);
	return store;
}

static void run_migration(struct store *store, int version, after_migration *rest)
{
	char name[32], stamp[96];
	snprintf(name, sizeof name, "migration %d", version);
	snprintf(stamp, sizeof stamp,
		 "PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT", APPLICATION_ID,
		 version);
	/* a table that is made anew needs room for sorting its indexes, and the sandbox leaves no
	 * folder for temporary files */
	store_execute(store, "PRAGMA temp_store = MEMORY; BEGIN IMMEDIATE", "migrating the schema");
	if (sqlite_schema_version(store) < version) {
		store_execute(store, sql_in(sqlite_sql, name), "migrating the schema");
		rest(store, version);
	}
	store_execute(store, stamp, "migrating the schema");
}

static int sqlite_migrate(const char *location, after_migration *rest)
{
	struct store *store = connect_to(location, STORE_CREATE);
	store_check_identity(store, STORE_CREATE);
	store_execute(store, SECURE_DELETE, "migrating the schema");
	int before = sqlite_schema_version(store);
	if (before == 0)
		store_execute(store, "PRAGMA journal_mode = WAL", "creating the books");
	for (int version = before + 1; version <= store_newest_schema; version++)
		run_migration(store, version, rest);
	sqlite_shut(store);
	return before;
}

static struct store *sqlite_temporary(after_migration *rest)
{
	struct store *store = &sqlite_new("the temporary books")->store;
	/* No name: SQLite removes the file as soon as it is open.
	 * https://sqlite.org/inmemorydb.html#temp_db */
	int result = sqlite3_open_v2("", &((struct sqlite_store *)store)->db,
				     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
					     SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
				     NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "making temporary books");
	sqlite_add_functions(store);
	store_execute(store, "PRAGMA journal_mode = OFF",
		      "making temporary books"); /* whoever fails throws them away */
	for (int version = 1; version <= store_newest_schema; version++)
		run_migration(store, version, rest);
	return store;
}

static void wait_for_turn(struct sqlite_store *store)
{
	const char *file = sqlite3_db_filename(store->db, "main"); /* by its one true name */
	if (store->queues && !writer_queue_enter(&store->queue, file, patience_for_lock()))
		store_failed(&store->store, SQLITE_BUSY, "waiting for its turn");
}

static bool sqlite_is_awaited(struct store *base)
{
	return writer_queue_awaited(&((struct sqlite_store *)base)->queue);
}

static void sqlite_begin(struct store *base)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	if (!store->data_version) {
		store_execute(base, durable, "starting a change");
		store_execute(base, cache, "starting a change");
	}
	wait_for_turn(store);
	store_execute(base, "BEGIN IMMEDIATE", "starting a change");
	int64_t version = sqlite_pragma(base, "PRAGMA data_version");
	store->changed = store->data_version && version != store->data_version;
	store->data_version = version;
}

static void sqlite_commit(struct store *base)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	gather_write(store);
	/* A query left open would keep its old view of the books and forbid the next change. */
	for (int i = 0; i < LOAD_COUNT; i++)
		sqlite3_reset(store->loads[i]);
	store_execute(base, "COMMIT", "committing");
	writer_queue_leave(&store->queue);
}

static bool is_kept(const struct sqlite_store *store, const sqlite3_stmt *statement)
{
	for (int i = 0; i < LOAD_COUNT; i++)
		if (store->loads[i] == statement)
			return true;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		if (store->writes[i] == statement)
			return true;
	return false;
}

/* A reading that was left in the middle has nobody who would end it; nor has its limit, which would
 * interrupt what is written later. */
static void sqlite_rollback(struct store *base)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	store_end_limit(base);
	store->filling = false;
	gather_drop(store);
	kept_queries_drop(store);
	for (sqlite3_stmt *statement = sqlite3_next_stmt(store->db, NULL), *next; statement;
	     statement = next) {
		next = sqlite3_next_stmt(store->db, statement);
		if (is_kept(store, statement))
			sqlite3_reset(statement);
		else
			sqlite3_finalize(statement);
	}
	if (!sqlite3_get_autocommit(store->db)) /* some failures have rolled back already */
		store_execute(base, "ROLLBACK", "rolling back");
	writer_queue_leave(&store->queue);
}

static const struct file_engine file_engine = {
	.backup = sqlite_backup,
	.backup_nameless = sqlite_backup_nameless,
	.open_copy = sqlite_open_copy,
	.open_nameless = sqlite_open_nameless,
	.nameless_written = sqlite_nameless_written,
	.check_copy = sqlite_check_copy,
	.sound = sqlite_sound,
	.hold = sqlite_hold,
	.keep = sqlite_keep,
	.replace = sqlite_replace,
	.temporary = sqlite_temporary,
};

static const char *const addresses[] = { NULL }; /* what begins with none is a path */

const struct engine sqlite_engine = {
	.addresses = addresses,
	.can = STORE_CAN_BACKUP_FILE | STORE_CAN_CHECK_FILE | STORE_CAN_SHOW_SCHEMA,
	.sql = sqlite_sql,
	.first_version = 1,
	.file = &file_engine,
	.open = sqlite_open,
	.migrate = sqlite_migrate,
	.close = sqlite_shut,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.is_awaited = sqlite_is_awaited,
	.schema_version = sqlite_schema_version,
	.load = sqlite_load,
	.load_cursors = sqlite_load_cursors,
	.put = sqlite_put,
	.settle = sqlite_settle,
	.read = sqlite_read,
	.next = sqlite_next,
	.column = sqlite_column,
	.end = sqlite_end,
	.change = sqlite_change,
	.limit_work = sqlite_limit_work,
};
