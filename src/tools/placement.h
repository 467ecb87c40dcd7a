/* Where guilds are, by the facts of several books: each says which guilds it has, and which moved
 * from or to it. `gl-db places` prints those of one, `gl-db where` reads those of all. */
#ifndef TOOLS_PLACEMENT_H
#define TOOLS_PLACEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The books of one configuration. */
struct place_books {
	const char *config, *address;
	int64_t ticked; /* when a tick ended last here, ms; 0: not known */
	size_t guilds;  /* that are at work there */
	bool unread;    /* they could not be read, or not whole */
};

/* What one of the books knows of a guild. */
struct placed_guild {
	uint64_t guild_id;
	size_t books;             /* of struct placement */
	const char *name;         /* hostile text; NULL: it has no books of it */
	int64_t log, last;        /* the last row of its log, and the time of it */
	bool moved;               /* to elsewhere, or here and not arrived yet */
	const char *to;           /* the address where it went; NULL: on its way here */
	int64_t moved_log, since; /* the last row of the log that was moved, and when */
};

struct placement {
	struct arena arena;
	struct place_books *books;
	struct placed_guild *guilds; /* by guild, then by books */
	size_t books_count, guild_count;
};

/* Prints what the books at DB (NULL: $GL_DB) know, as records. */
void places_print(const char *db);
/* Reads such records of several books, one behind the other, from the descriptor FD. Exits with
 * EX_DATAERR at a line that is none. */
void placement_read(struct placement *placement, int fd);
void placement_free(struct placement *placement);

bool placed_here(const struct placed_guild *guild);     /* it is at work there */
bool placed_arriving(const struct placed_guild *guild); /* a move to there has not ended */
/* The books with that ADDRESS; NULL: none. */
const struct place_books *placement_books_at(const struct placement *placement,
					     const char *address);

#endif
