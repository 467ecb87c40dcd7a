/* Copies of the books in files that have no name, and copies opened to be read as they lie there.
 */
#include "store/copies.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
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

struct store *store_open_copy(const char *file)
{
	if (access(file, R_OK) != 0)
		fail(errno == ENOENT ? EX_NOINPUT : EX_NOPERM, "%s: the copy cannot be read (%s)",
		     file, strerrordesc_np(errno));
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
		fail(errno == EACCES || errno == EPERM || errno == EROFS ? EX_NOPERM : EX_CANTCREAT,
		     "%s: no file for the plain copy can be had there (%s)", folder,
		     strerrordesc_np(errno));
	named = path;
	memory_at_end(lose_name);
	return path;
}

void store_nameless_written(int fd)
{
	backup_mark_log(fd, false); /* a file without a name cannot have a log beside it */
}

/* Not as immutable: SQLite would keep in mind how large the file was when it was opened. */
struct store *store_open_nameless(const char *folder, int *fd)
{
	struct store *store =
		open_as_it_lies(new_file(folder, fd), "?nolock=1", "the decrypted copy");
	lose_name();
	return store;
}

/* SQLite opens what it copies into by name, makes a journal beside it, and looks whether the name
 * still leads there. While it does, these stand in for the system's calls
 * (https://www.sqlite.org/c3ref/vfs.html, xSetSystemCall): file and journal lose their names in the
 * moment in which they are opened, before the first byte. */
static int nameless = -1;

static bool is_named(const char *path, const char *ending)
{
	size_t length = named ? strlen(named) : 0;
	return length && strncmp(path, named, length) == 0 && strcmp(path + length, ending) == 0;
}

static int open_nameless(const char *path, int flags, int mode)
{
	int fd = open(path, flags, mode);
	if (fd >= 0 && (is_named(path, "") || is_named(path, "-journal")))
		unlink(path);
	return fd;
}

static int stat_nameless(const char *path, struct stat *status)
{
	return is_named(path, "") ? fstat(nameless, status) : stat(path, status);
}

static int unlink_nameless(const char *path)
{
	return is_named(path, "-journal") ? 0 : unlink(path);
}

static void stand_in(bool begin)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	vfs->xSetSystemCall(vfs, "open", begin ? (sqlite3_syscall_ptr)open_nameless : NULL);
	vfs->xSetSystemCall(vfs, "stat", begin ? (sqlite3_syscall_ptr)stat_nameless : NULL);
	vfs->xSetSystemCall(vfs, "unlink", begin ? (sqlite3_syscall_ptr)unlink_nameless : NULL);
}

int store_backup_nameless(struct store *store, const char *folder)
{
	int fd;
	const char *path = new_file(folder, &fd);
	/* SQLite opens it by name at once. */
	struct store *lying = open_as_it_lies(path, "?nolock=1", path);
	nameless = fd;
	stand_in(true);
	backup_content(store, path, folder, 2); /* this one, and the encrypted one */
	stand_in(false);
	lose_name();
	backup_check(lying);
	backup_mark_log(fd, true);
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
	const char *text =
		result == SQLITE_ROW ? column_text(row, 0) : sqlite3_errmsg(db_of(store));
	bool sound = result == SQLITE_ROW && strcmp(text, "ok") == 0;
	if (!sound)
		buf_text(problem, text);
	sqlite3_finalize(row);
	return sound;
}
