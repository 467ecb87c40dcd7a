/* A copy of the books while others write: their content as of one moment, without the pages that
 * are free, checked before it gets its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"
#include "base/sandbox.h"
#include "base/whole_file.h"
#include "store/sqlite/engine.h"
#include "store/sqlite/nameless.h"

/* The copy until it has its name: a failure on the way, a full disk above all, must not leave it
 * there. */
static char *unfinished;

static void drop_unfinished(void)
{
	static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
	for (size_t i = 0; unfinished && i < sizeof endings / sizeof *endings; i++) {
		char *path;
		if (asprintf(&path, "%s%s", unfinished, endings[i]) < 0)
			return;
		unlink(path);
		free(path);
	}
}

static bool same_file(const char *one, const char *other)
{
	struct stat first, second;
	return stat(one, &first) == 0 && stat(other, &second) == 0 &&
	       first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/* What VACUUM INTO will write, at most. */
static int64_t content_bytes(struct store *store)
{
	return (sqlite_pragma(store, "PRAGMA page_count") -
		sqlite_pragma(store, "PRAGMA freelist_count")) *
	       sqlite_pragma(store, "PRAGMA page_size");
}

/* Said before hours of writing: as a rule the books are larger than what is free beside them. */
static void refuse_without_room(struct store *store, const char *folder, int copies)
{
	enum { MEGABYTE = 1000 * 1000 };
	struct statvfs disk;
	int64_t needed = content_bytes(store) * copies, available;
	if (statvfs(folder, &disk) != 0 ||
	    __builtin_mul_overflow((int64_t)disk.f_bavail, (int64_t)disk.f_frsize, &available) ||
	    available >= needed)
		return;
	fail(EX_CANTCREAT,
	     "%s: the disk has %.1f MB free, and a copy of %s needs %.1f MB there; nothing was "
	     "written, make room or name another folder",
	     folder, (double)available / MEGABYTE, store->location, (double)needed / MEGABYTE);
}

static void backup_content(struct store *store, const char *file, const char *folder, int copies)
{
	refuse_without_room(store, folder, copies);
	sqlite3_stmt *statement = store_prepare(store, "VACUUM INTO ?1", "copying the books");
	sqlite3_bind_text(statement, 1, file, -1, SQLITE_STATIC);
	/* It reads as of one moment: in WAL mode writers go on, and none of what they write
	 * meanwhile is in it. */
	int result = sqlite3_step(statement);
	struct sqlite_store copy = { .store = { .location = (char *)file }, .db = db_of(store) };
	if (result != SQLITE_DONE)
		store_failed((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB
				     ? store
				     : &copy.store,
			     result, "copying the books");
	sqlite3_finalize(statement);
}

static void backup_check(struct store *copy)
{
	sqlite3_stmt *row = store_prepare(copy, "PRAGMA quick_check(1)", "checking the copy");
	bool sound = store_step(copy, row) &&
		     strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
	sqlite3_finalize(row);
	if (!sound)
		fail(EX_DATAERR,
		     "%s: the copy is not sound, so the books may not be either: restore an older "
		     "backup",
		     copy->location);
}

static void check_named(const char *file)
{
	struct store *copy = sqlite_open_copy(file);
	backup_check(copy);
	store_close(copy);
}

static void backup_to(struct store *store, const char *file, bool checked)
{
	char *name, *folder = sandbox_folder_of(file);
	if (asprintf(&name, "%s.new", file) < 0)
		fail(EX_OSERR, "out of memory");
	if (same_file(name, store->location))
		fail(EX_CANTCREAT,
		     "%s: is the books, and the copy's name while it is made; choose another name "
		     "for the backup",
		     name);
	unfinished = name;
	drop_unfinished(); /* of a run that was killed */
	memory_at_end(drop_unfinished);
	backup_content(store, name, folder, 1);
	int fd = open(name, O_RDWR | O_CLOEXEC);
	if (fd >= 0)
		sqlite_mark_log(fd, true);
	if (fd < 0 || fsync(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s); there is no backup", name,
		     strerrordesc_np(errno));
	close(fd);
	if (checked)
		check_named(name);
	if (rename(name, file) != 0)
		fail(EX_CANTCREAT, "%s: the backup could not be given its name (%s)", file,
		     strerrordesc_np(errno));
	unfinished = NULL;
	sync_folder(folder);
	free(name);
	free(folder);
}

void sqlite_backup(struct store *store, const char *file)
{
	backup_to(store, file, true);
}

/* Not checked: what is kept is what was there. */
void sqlite_keep(struct store *held, const char *file)
{
	backup_to(held, file, false);
}

int sqlite_backup_nameless(struct store *store, const char *folder)
{
	int fd;
	const char *path = nameless_new(folder, &fd);
	/* SQLite opens it by name at once. */
	struct store *lying = sqlite_open_as_it_lies(path, "?nolock=1", path);
	nameless_stand_in(true);
	backup_content(store, path, folder, 2); /* this one, and the encrypted one */
	nameless_stand_in(false);
	nameless_lose_name();
	backup_check(lying);
	sqlite_mark_log(fd, true);
	store_close(lying);
	return fd;
}
