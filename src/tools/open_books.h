/* Opening the books and shutting everything else out. */
#ifndef TOOLS_OPEN_BOOKS_H
#define TOOLS_OPEN_BOOKS_H

#include "store/store.h"

/* store_open(), and the process confined to the books' folder (SANDBOX_BOOKS). */
struct store *open_books(const char *db, enum store_mode mode);
/* The same of the books that hold the guild: where those at DB say that they went to another server
 * (gl-db move), the ones there. Books that went into a file are not followed: others than this
 * configuration's may write it. */
struct store *open_books_of_guild(const char *db, enum store_mode mode, uint64_t guild_id);
/* The same in two steps, for who is confined before it knows the guild: it may then read the file
 * of passwords, too. STORE is given back, or closed. */
struct store *open_books_to_follow(const char *db, enum store_mode mode);
struct store *follow_moved_guild(struct store *store, enum store_mode mode, uint64_t guild_id);
/* Lets temporary books (store_temporary()) be made in TMPDIR or /var/tmp. Call it before the
 * sandbox go up; it takes a place of sandbox_also_write(). */
void allow_temporary_books(void);
/* What the next sandbox_confine() has to leave to a process that has STORE open: the mode of its
 * file, the server's UNIX socket. */
void allow_for_books(const struct store *store);
/* The sandbox of a process that has STORE open: its folder, or (SANDBOX_SERVED_BOOKS) sockets.
 * READABLE as for sandbox_confine(). */
void confine_to_books(const struct store *store, const char *readable);

#endif
