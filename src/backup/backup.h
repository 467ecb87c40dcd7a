/* Copies of the books made. */
#ifndef BACKUP_BACKUP_H
#define BACKUP_BACKUP_H

#include "backup/backup_key.h"
#include "store/store.h"

/* Writes what STORE holds, as of one moment, into the new FILE, encrypted for KEY (NULL: plain);
 * what a server holds becomes books in a file. FILE's folder, and that of temporary books, must be
 * within the process's sandbox. Exits with EX_CANTCREAT where FILE is there already. */
void backup_write(struct store *store, const char *file, const struct backup_key *key);

#endif
