/* A copy of the books while others write: SQLite's online backup, checked before it gets its name. */
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
#include "store/copies.h"
#include "store/sqlite/engine.h"

/* The copy until it has its name: a failure on the way, a full disk above all, must not leave it there. */
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
	return stat(one, &first) == 0 && stat(other, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

static void sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s); there is no backup", path, strerrordesc_np(errno));
	close(fd);
}

void backup_pages(struct store *store, struct store *copy)
{
	sqlite3_backup *backup = sqlite3_backup_init(db_of(copy), "main", db_of(store), "main");
	/* One step: in WAL mode a reader's view does not hold up writers, and a copy in many steps would begin again at each COMMIT. */
	int result = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(db_of(copy));
	sqlite3_backup_finish(backup);
	if (result != SQLITE_DONE)
		store_failed(copy, result, "copying the books");
}

void backup_check(struct store *copy)
{
	sqlite3_stmt *row = store_prepare(copy, "PRAGMA quick_check(1)", "checking the copy");
	bool sound = store_step(copy, row) && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
	sqlite3_finalize(row);
	if (!sound)
		fail(EX_DATAERR, "%s: the copy is not sound, so the books may not be either: restore an older backup", copy->location);
}

void backup_to(struct store *store, const char *file, bool checked)
{
	char *name, *folder = sandbox_folder_of(file);
	if (asprintf(&name, "%s.new", file) < 0)
		fail(EX_OSERR, "out of memory");
	if (same_file(name, store->location))
		fail(EX_CANTCREAT, "%s: is the books, and the copy's name while it is made; choose another name for the backup", name);
	unfinished = name;
	drop_unfinished(); /* of a run that was killed */
	memory_at_end(drop_unfinished);
	struct sqlite_store *copy = sqlite_new(name);
	int result = sqlite3_open_v2(name, &copy->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	if (result != SQLITE_OK)
		store_failed(&copy->store, result, "creating the backup");
	backup_pages(store, &copy->store);
	if (checked)
		backup_check(&copy->store);
	store_close(&copy->store);
	sync_path(name, O_RDONLY);
	if (rename(name, file) != 0)
		fail(EX_CANTCREAT, "%s: the backup could not be given its name (%s)", file, strerrordesc_np(errno));
	unfinished = NULL;
	sync_path(folder, O_RDONLY | O_DIRECTORY);
	free(name);
	free(folder);
}

void store_backup(struct store *store, const char *file)
{
	backup_to(store, file, true);
}
