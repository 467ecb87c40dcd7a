/* What the files of the SQLite engine share. */
#ifndef STORE_SQLITE_ENGINE_H
#define STORE_SQLITE_ENGINE_H

#include <sqlite3.h>

#include "store/store.h"

/* Statements kept prepared; names as in sql/sqlite/books.sql. */
enum statement {
	LOAD_GUILD, LOAD_SETTINGS, LOAD_CURRENCIES, LOAD_PERMITS, LOAD_LAST_BATCH, LOAD_PURPOSE_ACCOUNTS, LOAD_ACCOUNT_BY_ID,
	LOAD_ACCOUNT_BY_NAME, LOAD_ACCOUNT_BY_OWNER, LOAD_BALANCES, LOAD_USER, LOAD_REGISTRATION, LOAD_REQUEST, LOAD_ROLES, LOAD_GROUPS, LOAD_OFFERS, LOAD_MEMBER, LOAD_MEMBER_ROLES,
	LOAD_WANTED_ROLES, LOAD_WAITING_ROLES, LOAD_ROLE_DELIVERY, LOAD_MESSAGE, LOAD_TRANSACTION, LOAD_ENTRIES,
	WRITE_GUILD, WRITE_SETTING, WRITE_CURRENCY, WRITE_PERMIT, DROP_PERMIT, WRITE_CHANNEL, WRITE_CURSOR, WRITE_ROLE, DROP_ROLE, WRITE_MEMBER,
	DROP_MEMBER_ROLES, WRITE_MEMBER_ROLE, DROP_MEMBER_ROLE, WRITE_GROUP, DROP_GROUP, WRITE_OFFER, DROP_OFFER, WRITE_WANTED_ROLE, DROP_WANTED_ROLE,
	WRITE_REGISTRATION, WRITE_USER, WRITE_ACCOUNT, WRITE_BALANCE, WRITE_BATCH, WRITE_TRANSACTION, WRITE_ENTRY,
	WRITE_COMMAND, WRITE_REPLY, WRITE_DELIVERY, WRITE_DELIVERED, WRITE_BATCH_TOTAL, SEAL_BATCH, SEAL_TRANSACTIONS,
	LOAD_CURSOR, WRITE_COUNTER, DROP_BATCH_COUNTERS,
	STATEMENT_COUNT
};

/* What happened, added up until it is written: counters.c. */
struct counter_key { uint64_t guild_id; char name[16], first[32], second[24]; };
struct counter {
	struct counter_key key;
	int64_t number;
	UT_hash_handle hh;
};
struct store {
	sqlite3 *db;
	struct counter *counters; /* not written yet */
	char *location;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	int64_t data_version; /* as of the last transaction: SQLite's count of changes by others */
};

enum { APPLICATION_ID = 0x474c4447 /* "GLDG" */ };

/* Exits with the sysexits code for RESULT, saying what was being done. */
_Noreturn void store_failed(const struct store *store, int result, const char *doing);
const char *sql_named(const char *name);
sqlite3_stmt *store_prepare(struct store *store, const char *sql, const char *doing);
/* The first statement of *SQL, which then begins behind it; "" after the last. */
sqlite3_stmt *store_prepare_next(struct store *store, const char **sql, const char *doing);
/* The kept statement, reset. */
sqlite3_stmt *store_statement(struct store *store, enum statement which);
/* Steps: true for a row, false when done; exits on errors. */
bool store_step(struct store *store, sqlite3_stmt *statement);
/* Steps a writing statement to its end and resets it. */
void store_run(struct store *store, sqlite3_stmt *statement);
/* The kept statement with guild and id as its first parameters. */
sqlite3_stmt *store_for_ids(struct store *store, enum statement which, uint64_t guild_id, uint64_t id);
/* A column's text; NULL for NULL. */
const char *column_text(sqlite3_stmt *row, int column);
void store_execute(struct store *store, const char *sql, const char *doing);
/* Exits unless these are books, of this program's schema; MODE STORE_CREATE takes older and empty ones. */
void store_check_identity(struct store *store, enum store_mode mode);

/* Copying: all pages at one moment; SQLite's quick_check, which exits when it finds something; both into FILE, which is then whole. */
void backup_pages(struct store *store, struct store *copy);
void backup_check(struct store *copy);
void backup_to(struct store *store, const char *file, bool checked);

#endif
