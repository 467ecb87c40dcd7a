/* The files in backups: FOLDER/plain, or FOLDER/KEYID where they are encrypted, has each file once,
 * named as in GL_FILES, and in lists/NAME.list which files the copy NAME of the books names. */
#ifndef TOOLS_KEEP_BACKUP_H
#define TOOLS_KEEP_BACKUP_H

#include "backup/backup_key.h"
#include "base/file_store.h"

/* Where a run's files are in backups. */
struct files_backup {
	const char *folder;
	const char *copy;             /* the name of the copy of the books; backup only */
	const struct backup_key *key; /* NULL: plain */
};

/* Opens what keep_backup() writes to, and makes its folders. Exits with EX_CANTCREAT. Before the
 * process confines itself, as keep_backup() may make no folder above. */
struct file_store *files_backup_open(const struct files_backup *backup);
/* Reads the list on standard input; copies each file that it wants from SAVED to INTO, where it is
 * not there yet, and writes the list. EX_DATAERR where the list is not whole, and nothing is done,
 * or where files are missing or changed, which are named: the others are copied. Exits with
 * EX_CANTCREAT where the disk is full. */
int keep_backup(const struct files_backup *backup, const struct file_store *saved,
		struct file_store *into);

/* Reads the list on standard input; brings each file that it wants, and that is missing in INTO or
 * is wrong there, back from the backup: encrypted with the key's own, or plain, or from a folder of
 * files as GL_FILES itself is. EX_DATAERR where files are missing still, which are named. Exits
 * with EX_CANTCREAT where the disk is full. */
int keep_restore(const struct files_backup *backup, struct file_store *into);

/* Removes the files that no list of a copy names any more. EX_DATAERR where a list is not whole:
 * nothing is removed of those beside it. */
int keep_prune(const char *folder);

#endif
