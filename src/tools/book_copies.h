/* gl-db's verbs on copies of the books: the sandbox, the work of src/backup, what is printed. */
#ifndef TOOLS_BOOK_COPIES_H
#define TOOLS_BOOK_COPIES_H

#include <stdbool.h>
#include <stdint.h>

struct copying {
	const char *db, *file; /* the books (NULL: GL_DB), the copy */
	const char *to;        /* copy: the other books; file: those that are copied */
	const char *key_file;  /* NULL: the copy is plain */
	bool force;
	uint64_t guild_id; /* copy, missing: of this guild only; 0: of all */
};

/* Each prints what it did or, having said why it could not, exits with a code of sysexits.h. */
void copying_backup(const struct copying *copying);
/* From books to other books, of whatever engine. */
void copying_copy(const struct copying *copying);
/* One guild's books, from books at work to others at work. */
void copying_move(const struct copying *copying);
/* One guild's books, from those that have a copy of it and are not at work for it. */
void copying_drop_copy(const struct copying *copying);
/* In what the books know of where guilds went. */
void copying_rename_place(const struct copying *copying);
void copying_check(const struct copying *copying);
void copying_restore(const struct copying *copying);
/* Prints the commands of the copy's log that the books' log lacks, as records for gl-apply. */
void copying_missing(const struct copying *copying);

#endif
