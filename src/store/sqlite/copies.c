/* Copies opened to be read as they lie there, in files with a name or without one. */
#include "store/sqlite/engine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "store/sqlite/nameless.h"

/* A path as SQLite's URI wants it: https://www.sqlite.org/uri.html */
static char *uri_of(const char *path, const char *query)
{
	struct buf uri = { 0 };
	buf_text(&uri, "file:");
	for (const char *at = path; *at; at++)
		if (*at == '%' || *at == '?' || *at == '#')
			buf_printf(&uri, "%%%02X", (unsigned char)*at);
		else
			buf_char(&uri, *at);
	buf_text(&uri, query);
	return uri.bytes;
}

struct store *sqlite_open_as_it_lies(const char *path, const char *query, const char *shown)
{
	struct sqlite_store *copy = sqlite_new(shown);
	struct store *store = &copy->store;
	char *uri = uri_of(path, query);
	int result = sqlite3_open_v2(uri, &copy->db,
				     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
					     SQLITE_OPEN_EXRESCODE,
				     NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the copy");
	sqlite_add_functions(store);
	free(uri);
	store_execute(store, "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF",
		      "opening the copy");
	return store;
}

/* In bytes 18 and 19 a database says that it has a log beside it (2) or not (1):
 * https://www.sqlite.org/fileformat.html#file_format_version_numbers */
void sqlite_mark_log(int fd, bool has_log)
{
	if (pwrite(fd, has_log ? "\2\2" : "\1\1", 2, 18) == 2)
		return;
	if (errno == ENOSPC)
		fail(EX_CANTCREAT, "the disk is full while writing the copy; make room and run "
				   "again");
	fail(EX_IOERR, "the copy cannot be written (%s)", strerrordesc_np(errno));
}

struct store *sqlite_open_copy(const char *file)
{
	if (access(file, R_OK) != 0)
		fail(errno == ENOENT ? EX_NOINPUT : EX_NOPERM, "%s: the copy cannot be read (%s)",
		     file, strerrordesc_np(errno));
	return sqlite_open_as_it_lies(file, "?immutable=1", file);
}

void sqlite_nameless_written(int fd)
{
	sqlite_mark_log(fd, false); /* a file without a name cannot have a log beside it */
}

/* Not as immutable: SQLite would keep in mind how large the file was when it was opened. */
struct store *sqlite_open_nameless(const char *folder, int *fd)
{
	struct store *store =
		sqlite_open_as_it_lies(nameless_new(folder, fd), "?nolock=1", "the decrypted copy");
	nameless_lose_name();
	return store;
}

void sqlite_check_copy(struct store *store)
{
	store_check_identity(store, STORE_CREATE);
	if (store_schema_version(store) == 0)
		fail(EX_DATAERR, "%s: is empty; take another copy", store->location);
}

bool sqlite_sound(struct store *store, struct buf *problem)
{
	sqlite3_stmt *row;
	int result = sqlite3_prepare_v2(db_of(store), "PRAGMA integrity_check(1)", -1, &row, NULL);
	result = result == SQLITE_OK ? sqlite3_step(row) : result;
	if (result != SQLITE_ROW && !store_damaged(result))
		store_failed(store, result, "looking for damage");
	const char *text =
		result == SQLITE_ROW ? column_text(row, 0) : sqlite3_errmsg(db_of(store));
	bool sound = result == SQLITE_ROW && strcmp(text, "ok") == 0;
	if (!sound)
		buf_text(problem, text);
	sqlite3_finalize(row);
	return sound;
}
