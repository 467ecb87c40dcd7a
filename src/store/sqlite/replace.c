/* A copy put in the place of the books. Never by renaming while they can be opened: a process that
 * opened the old file would go on writing it with the new one's log
 * (https://www.sqlite.org/howtocorrupt.html, 1.4). SQLite itself writes all pages in one
 * transaction. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "store/sqlite/engine.h"

enum { PATIENCE_MS = 2000 /* gl-metrics and the like look for an instant */ };

static void refuse_if_busy(int result, const char *location)
{
	if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED)
		fail(EX_TEMPFAIL,
		     "%s: another process has the books open; stop the jobs (systemctl stop "
		     "guildledger@NAME.target), and run again",
		     location);
}

struct store *sqlite_hold(const char *location, bool *damaged)
{
	struct sqlite_store *held = sqlite_new(location);
	struct store *store = &held->store;
	struct buf problem = { 0 };
	*damaged = false;
	int result = sqlite3_open_v2(
		location, &held->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if ((result & 0xff) == SQLITE_CANTOPEN && access(location, F_OK) != 0 && errno == ENOENT) {
		sqlite_drop(held);
		return NULL;
	}
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the books");
	sqlite3_busy_timeout(db_of(store), PATIENCE_MS);
	/* A connection in WAL mode keeps a shared lock while it is open, so this finds those that
	 * only wait, too. */
	result = sqlite3_exec(db_of(store),
			      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = FULL; PRAGMA "
			      "temp_store = MEMORY; " SECURE_DELETE "; BEGIN EXCLUSIVE; COMMIT",
			      NULL, NULL, NULL);
	refuse_if_busy(result, location);
	if (result != SQLITE_OK && !store_damaged(result))
		store_failed(store, result, "holding the books");
	*damaged = result != SQLITE_OK || !sqlite_sound(store, &problem);
	if (*damaged) {
		log_line(LOG_WARN, "books-damaged",
			 "%s: the books there are no sound database (%s)", location,
			 problem.length ? buf_string(&problem) : sqlite3_errmsg(db_of(store)));
		sqlite_drop(held);
		store = NULL;
	}
	buf_free(&problem);
	if (store)
		store_check_identity(store, STORE_CREATE);
	return store;
}

void sqlite_replace(struct store *held, const char *with)
{
	struct store *copy = sqlite_open_copy(with);
	sqlite3_backup *backup = sqlite3_backup_init(db_of(held), "main", db_of(copy), "main");
	int result = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(db_of(held));
	sqlite3_backup_finish(backup);
	refuse_if_busy(result, held->location);
	if (result != SQLITE_DONE)
		store_failed(held, result, "putting the copy in the books' place");
	store_close(copy);
	/* From the log into the file, so that nothing of it lies beside. When the disk has no room
	 * for that now, it has later. */
	int moved = sqlite3_exec(db_of(held), "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL);
	if (moved != SQLITE_OK)
		log_line(LOG_WARN, "checkpoint-later",
			 "%s: the books are restored, but partly still in %s-wal (%s)",
			 held->location, held->location, sqlite3_errmsg(db_of(held)));
}
