/* A copy of the books as it lies in a file, plain or encrypted. */
#ifndef BACKUP_COPY_FILE_H
#define BACKUP_COPY_FILE_H

#include <stdbool.h>

#include "backup/backup_key.h"
#include "store/store.h"

struct copy_file {
	const char *name;
	int fd;
	bool encrypted;
	struct backup_key key;
	int plain; /* of copy_file_store(): where the plain content goes; -1: it is there */
};
/* Opens the copy NAME. KEY_FILE: what opens an encrypted one; NULL: none. Exits with EX_NOINPUT,
 * EX_NOPERM; EX_DATAERR when it is no copy; EX_USAGE when it is encrypted and no key is named. */
void copy_file_open(struct copy_file *file, const char *name, const char *key_file);
/* Its content in the clear, into FD; the key is forgotten. */
void copy_file_write(struct copy_file *file, int fd);
/* A store on its content, in a file without a name where it is encrypted. It may be asked after
 * copy_file_fill(); between the two the process can shut itself in. */
struct store *copy_file_store(struct copy_file *file);
void copy_file_fill(struct copy_file *file);

#endif
