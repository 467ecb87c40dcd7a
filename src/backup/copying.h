/* The work of gl-db on copies of the books: making, checking, restoring. */
#ifndef BACKUP_COPYING_H
#define BACKUP_COPYING_H

#include <stdbool.h>
#include <stdint.h>

#include "backup/backup_key.h"
#include "store/store.h"

struct copying {
	const char *db, *file; /* the books (NULL: GL_DB), the copy */
	const char *to;        /* copy: the other books; file: those that are copied */
	const char *key_file;  /* NULL: the copy is plain */
	bool force;
	uint64_t guild_id; /* copy, missing: of this guild only; 0: of all */
};

/* Each prints what it did and exits with EX_OK or, having said why, with another code of
 * sysexits.h. */
void copying_backup(const struct copying *copying);
/* From books to other books, of whatever engine. */
void copying_copy(const struct copying *copying);
void copying_check(const struct copying *copying);
void copying_restore(const struct copying *copying);
/* Prints the commands of the copy's log that the books' log lacks, as records for gl-apply. */
void copying_missing(const struct copying *copying);

/* The copy, opened: its descriptor, whether it is encrypted, its key. */
struct copy_file {
	int fd;
	bool encrypted;
	struct backup_key key;
};
/* Exits with EX_NOINPUT, EX_NOPERM; EX_DATAERR when it is no copy; EX_USAGE when it is encrypted
 * and no key is named. */
void copy_file_open(const struct copying *copying, struct copy_file *file);
/* Its content in the clear, into FD. */
void copy_file_write(const struct copying *copying, struct copy_file *file, int fd);
/* A store on its content, in a file without a name where it is *ENCRYPTED; this process can open
 * nothing else afterwards, but what BOOKS (opened before; NULL: none) need. */
struct store *copy_file_store(const struct copying *copying, const struct store *books,
			      bool *encrypted);

#endif
