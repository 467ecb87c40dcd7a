/* A connection to a file: what its errors mean, its statements and their rows, and whether these
 * are books at all. */
#include "store/sqlite/engine.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

struct sqlite_store *sqlite_new(const char *shown)
{
	struct sqlite_store *store = calloc(1, sizeof *store);
	if (!store || !(store->store.location = strdup(shown)))
		fail(EX_OSERR, "out of memory");
	store->store.engine = &sqlite_engine;
	store->queue.fd = -1;
	return store;
}

void sqlite_drop(struct sqlite_store *store)
{
	kept_queries_drop(store);
	sqlite3_close(store->db);
	writer_queue_close(&store->queue);
	gather_free(store);
	free(store->store.location);
	free(store);
}

/* SQLite has one code for whatever the system refused when it opened or wrote a file: the system's
 * own tells what to do. */
static int kind_of(const struct store *store, int result)
{
	int kind = result & 0xff,
	    reason = db_of(store) && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN)
			     ? sqlite3_system_errno(db_of(store))
			     : 0;
	if (result == SQLITE_IOERR_NOMEM || reason == ENOMEM)
		return SQLITE_NOMEM;
	if (reason == ENOSPC || reason == EDQUOT)
		return SQLITE_FULL;
	/* who reads must still write the index of the write-ahead log */
	if (kind == SQLITE_CANTOPEN && access(store->location, W_OK) != 0)
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
		fail(EX_TEMPFAIL,
		     "%s: the books are locked by another process while %s; nothing was changed, "
		     "run again",
		     where, doing);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		fail(EX_NOPERM,
		     "%s: the books may not be written while %s (%s); check the permissions of the "
		     "file and its folder, and that the disk is not mounted read-only",
		     where, doing, detail);
	case SQLITE_CANTOPEN:
		fail(EX_NOINPUT,
		     "%s: cannot be opened while %s (%s); check that the file is there and its "
		     "folder is whole",
		     where, doing, detail);
	case SQLITE_FULL:
		fail(EX_CANTCREAT,
		     "%s: the disk is full while %s; nothing was changed, make room and run again",
		     where, doing);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		fail(EX_DATAERR, "%s: not a sound database (%s) while %s; restore a backup", where,
		     detail, doing);
	case SQLITE_IOERR:
		/* What failed may have been only the wait for the disk: the next run finds the
		 * whole chunk there, or nothing of it. */
		fail(EX_IOERR,
		     "%s: the disk failed while %s (%s); nothing is half done; check the disk and "
		     "run again",
		     where, doing, detail);
	case SQLITE_NOMEM:
		fail(EX_OSERR,
		     "%s: out of memory while %s; nothing was changed, free memory and run again",
		     where, doing);
	default: fail(EX_SOFTWARE, "%s: %s while %s; nothing was changed", where, detail, doing);
	}
}

bool store_damaged(int result)
{
	int kind = result & 0xff;
	return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
	       (kind == SQLITE_IOERR && result != SQLITE_IOERR_NOMEM);
}

sqlite3_stmt *store_prepare_next(struct store *store, const char **sql, const char *doing)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v3(db_of(store), *sql, -1, SQLITE_PREPARE_PERSISTENT,
					&statement, sql);
	if (result != SQLITE_OK)
		store_failed(store, result, doing);
	*sql += strspn(*sql, " \t\n");
	return statement;
}

sqlite3_stmt *store_prepare(struct store *store, const char *sql, const char *doing)
{
	return store_prepare_next(store, &sql, doing);
}

const char *column_text(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	/* NULL stands for no value, too */
	if (!text && sqlite3_errcode(sqlite3_db_handle(row)) == SQLITE_NOMEM)
		fail(EX_OSERR, "out of memory while reading the books; nothing was changed, free "
			       "memory and run again");
	return text;
}

bool store_step(struct store *store, sqlite3_stmt *statement)
{
	int result = sqlite3_step(statement);
	/* see work.c */
	if (store->out_of_work && (result == SQLITE_INTERRUPT || result == SQLITE_ERROR))
		return false;
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

void take_row(struct store *store, sqlite3_stmt *statement, struct value *values, int columns)
{
	for (int i = 0; i < columns; i++) {
		/* One look at the column: no other thread uses this connection, so that its values
		 * need no protection. */
		sqlite3_value *value = sqlite3_column_value(statement, i);
		int type = sqlite3_value_type(value);
		values[i] = (struct value){ .kind = VALUE_NULL };
		if (type == SQLITE_INTEGER)
			values[i] = (struct value){ .kind = VALUE_INTEGER,
						    .integer = sqlite3_value_int64(value) };
		else if (type != SQLITE_NULL)
			values[i] =
				(struct value){ .kind = VALUE_TEXT,
						.text = (const char *)sqlite3_value_text(value) };
		/* a number is written out at the first asking */
		if (values[i].kind == VALUE_TEXT && !values[i].text)
			store_failed(store, SQLITE_NOMEM, "reading the books");
	}
}

int64_t sqlite_pragma(struct store *store, const char *sql)
{
	sqlite3_stmt *statement = store_prepare(store, sql, "opening the books");
	store_step(store, statement);
	int64_t value = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return value;
}

int sqlite_schema_version(struct store *store)
{
	return (int)sqlite_pragma(store, "PRAGMA user_version");
}

/* Bytes 56 to 59 of a database say how its texts are kept
 * (https://www.sqlite.org/fileformat.html#text_encoding), for good since it was made; PRAGMA
 * encoding would read the whole schema at each start of a tool. */
static bool keeps_utf8(struct store *store)
{
	sqlite3_file *file = NULL;
	unsigned char kept[4];
	sqlite3_file_control(db_of(store), "main", SQLITE_FCNTL_FILE_POINTER, &file);
	if (file && file->pMethods &&
	    file->pMethods->xRead(file, kept, sizeof kept, 56) == SQLITE_OK &&
	    memcmp(kept, "\0\0\0\1", sizeof kept) == 0)
		return true;
	/* Or all that there is lies in the log yet. */
	sqlite3_stmt *row = store_prepare(store, "PRAGMA encoding", "opening the books");
	bool utf8 = store_step(store, row) && strcmp(column_text(row, 0), "UTF-8") == 0;
	sqlite3_finalize(row);
	return utf8;
}

/* Whether these are books at all, before anything is changed in them. */
void store_check_identity(struct store *store, enum store_mode mode)
{
	if (!keeps_utf8(store))
		fail(EX_CONFIG,
		     "%s: the database keeps its texts in UTF-16; books are made as UTF-8 (PRAGMA "
		     "encoding), so name another file",
		     store->location);
	int version = sqlite_schema_version(store);
	int64_t application = sqlite_pragma(store, "PRAGMA application_id");
	bool empty = version == 0 && application == 0 &&
		     sqlite_pragma(store, "SELECT COUNT(*) FROM sqlite_schema") == 0;
	if (empty && mode == STORE_CREATE)
		return;
	if (application != APPLICATION_ID)
		fail(EX_DATAERR, "%s: a database, but not of guildledger; name another file",
		     store->location);
	if (version > store_newest_schema)
		fail(EX_CONFIG,
		     "%s: its schema (%d) is newer than this program's (%d); install the newer "
		     "guildledger",
		     store->location, version, store_newest_schema);
	if (version < store_newest_schema && mode != STORE_CREATE && mode != STORE_COPY)
		fail(EX_CONFIG,
		     "%s: its schema (%d) is older than this program's (%d); run gl-db migrate",
		     store->location, version, store_newest_schema);
}
