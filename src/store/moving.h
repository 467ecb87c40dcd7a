/* The books of one guild moved from one place to another, while both are at work. */
#ifndef STORE_MOVING_H
#define STORE_MOVING_H

#include "base/buf.h"
#include "store/store.h"

/* Of the books, as the other side of a move finds them: a file by its whole path. To be freed. */
char *store_address(const struct store *store);

enum move_result {
	MOVE_DONE,
	MOVE_ENDED,   /* an earlier move had only its last step left */
	MOVE_THERE,   /* they were there already; FROM sends there whoever asks for them */
	MOVE_REFUSED, /* nothing was changed */
	MOVE_DIFFERS  /* the copy reads otherwise: the books stay where they were */
};

/* Moves the books of GUILD_ID from FROM to TO, both opened with STORE_WRITE. Nobody writes to the
 * guild from the first row that is read until it is at TO, which takes LOCKED_MS (milliseconds);
 * over a file that holds for all of its guilds. Killed at any point, it is called again to go on:
 * the guild is always at work in one of the two, and never in both. SUMMARY as store_copy() says;
 * PROBLEM says why it is MOVE_REFUSED or MOVE_DIFFERS. */
enum move_result store_move(struct store *from, struct store *to, uint64_t guild_id,
			    struct buf *summary, struct buf *problem, int64_t *locked_ms);

/* Removes what COPY has of a guild that is at work at LIVE: what a move left that was given up, or
 * what a restore brought back. COPY then sends whoever asks for the guild to LIVE. False with
 * PROBLEM, and nothing changed, unless LIVE knows all that COPY does, by its log. */
bool store_drop_copy(struct store *live, struct store *copy, uint64_t guild_id,
		     struct buf *problem);
/* Every guild of the books that went to the address OLD is said to be at NEW: its server was
 * renamed. Returns how many. */
int64_t store_rename_place(struct store *store, const char *old, const char *new);

#endif
