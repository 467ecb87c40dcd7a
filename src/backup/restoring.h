/* A copy put in the place of the books, and what is then still missing. */
#ifndef BACKUP_RESTORING_H
#define BACKUP_RESTORING_H

#include "backup/copy_file.h"
#include "base/buf.h"
#include "store/store.h"

struct restored {
	struct buf newer;   /* a line for each guild of which the books knew more than the copy */
	struct buf summary; /* what the copy holds, for people */
	char *kept;         /* what was there is kept under this name; NULL: nothing was there */
};
/* Makes the books in a file at LOCATION what the copy FILE, just opened, holds, once it is proven:
 * all of it or nothing. Books that know more, or are damaged, are replaced with FORCE only. Exits
 * with EX_DATAERR, EX_CANTCREAT, EX_TEMPFAIL and the like, having said why. */
void backup_restore(const char *location, struct copy_file *file, bool force,
		    struct restored *restored);
void restored_free(struct restored *restored);

/* Calls RECORD for each command of COPY's log, of the guild (0: of all), that BOOKS lack: its line
 * of the log. One that was carried out then and is refused now is named on stderr. */
void backup_missing(struct store *books, struct store *copy, uint64_t guild_id,
		    void (*record)(void *context, const char *line), void *context);

#endif
