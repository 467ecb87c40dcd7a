/* What the files of the SQLite engine share. */
#ifndef STORE_SQLITE_ENGINE_H
#define STORE_SQLITE_ENGINE_H

#include <sqlite3.h>

#include "store/engine.h"
#include "store/sqlite/writer_queue.h"

/* Statements that read, kept prepared; names as in sql/sqlite/load.sql. */
enum load {
	LOAD_GUILD,
	LOAD_PLACE,
	LOAD_SETTINGS,
	LOAD_CURRENCIES,
	LOAD_PERMITS,
	LOAD_BUDGETS,
	LOAD_LAST_BATCH,
	LOAD_PURPOSE_ACCOUNTS,
	LOAD_ACCOUNT_BY_ID,
	LOAD_ACCOUNT_BY_NAME,
	LOAD_ACCOUNT_BY_OWNER,
	LOAD_OWN_NAMES,
	LOAD_SEEN_NAMES,
	LOAD_BALANCES,
	LOAD_USER,
	LOAD_REGISTRATION,
	LOAD_WAITING,
	LOAD_WAITING_OF_ACCOUNT,
	LOAD_WAITING_OF_USER,
	LOAD_ASKED_PEOPLE,
	LOAD_SCHEDULE,
	LOAD_SCHEDULES_OF_USER,
	LOAD_WEARERS,
	LOAD_EVERYONE,
	LOAD_PAYMENTS,
	LOAD_MOVED,
	LOAD_SPENDING,
	LOAD_IMPORT_LINES,
	LOAD_IMPORTS,
	LOAD_LINES_OF_DAY,
	LOAD_COUNTERPARTY,
	LOAD_PARTIES,
	LOAD_BY_HAND,
	LOAD_RECONCILIATIONS,
	LOAD_ROLES,
	LOAD_GROUPS,
	LOAD_OFFERS,
	LOAD_MEMBER,
	LOAD_MEMBER_ROLES,
	LOAD_WANTED_ROLES,
	LOAD_WAITING_ROLES,
	LOAD_DELIVERY,
	LOAD_MESSAGE,
	LOAD_TRANSACTION,
	LOAD_ENTRIES,
	LOAD_EVIDENCE,
	LOAD_CURSOR,
	LOAD_SEALED,
	LOAD_COUNT
};

/* Rows that wait for their statement: gather.c. */
struct gathered {
	enum { GATHERED_UNKNOWN, GATHERED_ONE, GATHERED_MANY } kind; /* of rows that it takes */
	int columns;
	size_t count, room; /* of values, row after row */
	struct value *values;
};

/* A query that nobody reads just now: kept_queries.c. */
enum { KEPT_QUERIES = 8 };
struct kept_query {
	const char *sql; /* as in sqlite_sql: the same text is at the same place */
	sqlite3_stmt *statement;
};

struct sqlite_store {
	struct store store;
	sqlite3 *db;
	struct gathered gathered[STATEMENT_COUNT];
	enum statement waiting[STATEMENT_COUNT]; /* that have rows, in the order of their first */
	int waiting_count;
	bool has_gathered; /* the virtual table */
	sqlite3_stmt *loads[LOAD_COUNT], *writes[STATEMENT_COUNT];
	struct kept_query kept[KEPT_QUERIES];
	unsigned next_kept;   /* where the next one goes, over the oldest */
	int64_t data_version; /* as of the last transaction: SQLite's count of changes by others */
	bool changed;         /* by others, since the last transaction */
	bool queues;          /* others may write the same file: its writers have an order */
	struct writer_queue queue;
	int64_t steps, most_steps; /* where work is limited: work.c */
	bool filling;              /* a temporary table, just now */
};

/* What is deleted is gone from the file, too: names that were forgotten, answers that were sent.
 * SQLite may have been built otherwise. For every connection that writes books. */
#define SECURE_DELETE "PRAGMA secure_delete = ON"

enum { APPLICATION_ID = 0x474c4447 /* "GLDG" */ };

static inline sqlite3 *db_of(const struct store *store)
{
	return ((const struct sqlite_store *)store)->db;
}

/* A handle without a database, named in messages as SHOWN; exits without memory. */
struct sqlite_store *sqlite_new(const char *shown);
/* Closes the database and frees the handle, whatever state the database is in. */
void sqlite_drop(struct sqlite_store *store);
/* Exits with the sysexits code for RESULT, saying what was being done. */
_Noreturn void store_failed(const struct store *store, int result, const char *doing);
/* Whether RESULT tells of a damaged file or disk, rather than of one that is full or may not be
 * written, or of no memory. */
bool store_damaged(int result);
sqlite3_stmt *store_prepare(struct store *store, const char *sql, const char *doing);
/* The first statement of *SQL, which then begins behind it; "" after the last. */
sqlite3_stmt *store_prepare_next(struct store *store, const char **sql, const char *doing);
/* Steps: true for a row, false when done; exits on errors. */
bool store_step(struct store *store, sqlite3_stmt *statement);
/* The one in *KEPT, reset; prepared at the first call. */
sqlite3_stmt *statement_kept(struct store *store, sqlite3_stmt **kept, const char *name);
/* The kept statement, reset, with guild and (where it takes one) id as its first parameters. */
sqlite3_stmt *rows_for(struct store *store, enum load which, uint64_t guild_id, uint64_t id);
/* Steps, and takes the row's values (MOST_COLUMNS of them), whose texts last until the next step.
 * False when there is none. */
bool next_row(struct store *store, sqlite3_stmt *statement, struct value *row);
void take_row(struct store *store, sqlite3_stmt *statement, struct value *values, int columns);
/* A column's text; NULL for NULL. */
const char *column_text(sqlite3_stmt *row, int column);
void store_execute(struct store *store, const char *sql, const char *doing);
/* Exits unless these are books, of this program's schema; MODE STORE_CREATE takes older and empty
 * ones, STORE_COPY older ones. */
void store_check_identity(struct store *store, enum store_mode mode);

int64_t sqlite_pragma(struct store *store, const char *sql); /* the number that it gives */
/* Makes wide_sum(), wide_add() and wide_mul() known to the connection: wide.c. */
void sqlite_add_functions(struct store *store);
/* gathered_table.c: makes the virtual table gathered(rows) known, and returns SQLite's result; what
 * its pointer is called. */
int sqlite_add_gathered(struct store *store);
#define GATHERED_POINTER "gathered"
/* gather.c: whether a statement takes many rows at once; one more for it, whose texts live as
 * engine.h says of put(); all that wait to the books, in the order in which statements got their
 * first row; or forgotten. */
bool gather_takes(struct sqlite_store *store, enum statement which);
void gather_row(struct sqlite_store *store, enum statement which, const struct value *values,
		int columns);
void gather_write(struct sqlite_store *store);
void gather_drop(struct sqlite_store *store);
void gather_free(struct sqlite_store *store);
/* kept_queries.c: the statement of SQL, ready to be bound and the caller's, or NULL; back again
 * after it was read, whether to its end or not; all of them finalized. */
sqlite3_stmt *kept_query_take(struct sqlite_store *store, const char *sql);
void kept_query_return(struct sqlite_store *store, const char *sql, sqlite3_stmt *statement);
void kept_queries_drop(struct sqlite_store *store);
/* work.c: makes within_work() known, and returns SQLite's result; begins or ends the limit. */
int sqlite_add_within_work(struct store *store);
/* days.c: makes day(), weekday() and hour() known, and returns SQLite's result. */
int sqlite_add_days(struct store *store);
void sqlite_limit_work(struct store *base, const struct work_limit *limit);

/* The engine's entry points: load.c, query.c, rows.c, connection.c. */
int sqlite_schema_version(struct store *store);
bool sqlite_load(struct store *store, struct books *books);
void sqlite_load_cursors(struct store *store, struct books *books);
void sqlite_put(struct store *store, enum statement which, const struct value *values, int count,
		bool *changed);
struct reader *sqlite_read(struct store *store, const char *name, const struct binding *bindings,
			   int binding_count);
const struct value *sqlite_next(struct reader *base);
const char *sqlite_column(const struct reader *base, int column);
void sqlite_end(struct reader *base);
void sqlite_change(struct store *store, const char *name, const struct binding *bindings,
		   int binding_count, int *changed);

/* Of struct file_engine: copies.c, backup.c, replace.c. */
struct store *sqlite_open_copy(const char *file);
struct store *sqlite_open_nameless(const char *folder, int *fd);
void sqlite_nameless_written(int fd);
void sqlite_check_copy(struct store *store);
bool sqlite_sound(struct store *store, struct buf *problem);
void sqlite_backup(struct store *store, const char *file);
int sqlite_backup_nameless(struct store *store, const char *folder);
void sqlite_keep(struct store *held, const char *file);
struct store *sqlite_hold(const char *location, bool *damaged);
void sqlite_replace(struct store *held, const char *with);

/* copies.c: the file at PATH, read as it lies there, with QUERY of SQLite's URI; SHOWN in messages.
 * Whether the database at FD says that it has a log beside it. */
struct store *sqlite_open_as_it_lies(const char *path, const char *query, const char *shown);
void sqlite_mark_log(int fd, bool has_log);

#endif
