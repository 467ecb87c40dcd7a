/* A copy of the books while others write: SQLite's online backup, checked before it gets its name. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox.h"
#include "store/sqlite/engine.h"

static void sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0 || fsync(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s); there is no backup", path, strerrordesc_np(errno));
	close(fd);
}

static void copy_pages(struct store *store, struct store *copy)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
	/* One step: in WAL mode a reader's view does not hold up writers, and a copy in many steps would begin again at each COMMIT. */
	int result = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy->db);
	sqlite3_backup_finish(backup);
	if (result != SQLITE_DONE)
		store_failed(copy, result, "copying the books");
}

static void check_copy(struct store *copy)
{
	sqlite3_stmt *row = store_prepare(copy, "PRAGMA quick_check(1)", "checking the copy");
	bool sound = store_step(copy, row) && strcmp((const char *)sqlite3_column_text(row, 0), "ok") == 0;
	sqlite3_finalize(row);
	if (!sound)
		fail(EX_DATAERR, "%s: the copy is not sound, so the books may not be either: restore an older backup", copy->location);
}

void store_backup(struct store *store, const char *file)
{
	struct store copy = { 0 };
	char *folder = sandbox_folder_of(file);
	if (asprintf(&copy.location, "%s.new", file) < 0)
		fail(EX_OSERR, "out of memory");
	unlink(copy.location); /* of a run that was killed */
	int result = sqlite3_open_v2(copy.location, &copy.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	if (result != SQLITE_OK)
		store_failed(&copy, result, "creating the backup");
	copy_pages(store, &copy);
	check_copy(&copy);
	if (sqlite3_close(copy.db) != SQLITE_OK)
		fail(EX_SOFTWARE, "%s: the copy could not be closed", copy.location);
	sync_path(copy.location, O_RDONLY);
	if (rename(copy.location, file) != 0)
		fail(EX_CANTCREAT, "%s: the backup could not be given its name (%s)", file, strerrordesc_np(errno));
	sync_path(folder, O_RDONLY | O_DIRECTORY);
	free(copy.location);
	free(folder);
}
