/* Copies of the books in files that have no name, and copies opened to be read as they lie there. */
#include "store/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"
#include "base/sandbox.h"
#include "store/sqlite/engine.h"

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

static struct store *open_as_it_lies(const char *path, const char *query, const char *shown)
{
	struct sqlite_store *copy = sqlite_new(shown);
	struct store *store = &copy->store;
	char *uri = uri_of(path, query);
	int result = sqlite3_open_v2(uri, &copy->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the copy");
	sqlite_add_functions(store);
	free(uri);
	store_execute(store, "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF", "opening the copy");
	return store;
}

struct store *store_open_copy(const char *file)
{
	if (access(file, R_OK) != 0)
		fail(errno == ENOENT ? EX_NOINPUT : EX_NOPERM, "%s: the copy cannot be read (%s)", file, strerrordesc_np(errno));
	return open_as_it_lies(file, "?immutable=1", file);
}

/* The file while it has a name: a failure in between must not leave it there. */
static char *named;

static void lose_name(void)
{
	if (named)
		unlink(named);
	free(named);
	named = NULL;
}

/* A new empty file in FOLDER, whose name is to go before anything is written: lose_name(). */
static const char *new_file(const char *folder, int *fd)
{
	char *path;
	if (asprintf(&path, "%s/.guildledger-copy-%d", folder, (int)getpid()) < 0)
		fail(EX_OSERR, "out of memory");
	unlink(path); /* of a process that had this number and was killed in between */
	*fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (*fd < 0)
		fail(errno == EACCES || errno == EPERM || errno == EROFS ? EX_NOPERM : EX_CANTCREAT, "%s: no file for the plain copy can be had there (%s)", folder, strerrordesc_np(errno));
	named = path;
	memory_at_end(lose_name);
	return path;
}

/* A file without a name cannot have a log beside it. In bytes 18 and 19 a database says that it has one (2) or not (1):
 * https://www.sqlite.org/fileformat.html#file_format_version_numbers */
static void say_log(int fd, const char *versions)
{
	if (pwrite(fd, versions, 2, 18) != 2)
		fail(EX_IOERR, "the plain copy cannot be written (%s)", strerrordesc_np(errno));
}

void store_nameless_written(int fd)
{
	say_log(fd, "\1\1");
}

/* Not as immutable: SQLite would keep in mind how large the file was when it was opened. */
struct store *store_open_nameless(const char *folder, int *fd)
{
	struct store *store = open_as_it_lies(new_file(folder, fd), "?nolock=1", "the decrypted copy");
	lose_name();
	return store;
}

int store_backup_nameless(struct store *store, const char *folder)
{
	int fd;
	const char *path = new_file(folder, &fd);
	struct sqlite_store *copy = sqlite_new(path);
	struct store *lying = open_as_it_lies(path, "?nolock=1", path);
	/* Both look at the file itself: SQLite opens it by name at once. Without a journal it needs no name afterwards. */
	int result = sqlite3_open_v2(path, &copy->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	lose_name();
	if (result != SQLITE_OK)
		store_failed(&copy->store, result, "creating the backup");
	store_execute(&copy->store, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", "creating the backup");
	backup_pages(store, &copy->store);
	store_close(&copy->store);
	say_log(fd, "\1\1");
	backup_check(lying);
	say_log(fd, "\2\2");
	store_close(lying);
	return fd;
}

void store_check_copy(struct store *store)
{
	store_check_identity(store, STORE_CREATE);
	if (store_schema_version(store) == 0)
		fail(EX_DATAERR, "%s: is empty; take another copy", store->location);
}

bool store_sound(struct store *store, struct buf *problem)
{
	sqlite3_stmt *row;
	int result = sqlite3_prepare_v2(db_of(store), "PRAGMA integrity_check(1)", -1, &row, NULL);
	result = result == SQLITE_OK ? sqlite3_step(row) : result;
	if (result != SQLITE_ROW && !store_damaged(result))
		store_failed(store, result, "looking for damage");
	const char *text = result == SQLITE_ROW ? column_text(row, 0) : sqlite3_errmsg(db_of(store));
	bool sound = result == SQLITE_ROW && strcmp(text, "ok") == 0;
	if (!sound)
		buf_text(problem, text);
	sqlite3_finalize(row);
	return sound;
}
