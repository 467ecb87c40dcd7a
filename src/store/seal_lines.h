/* The lines of a batch of FORM_ALL that are no entries: evidence, lines of banks' lists,
 * reconciliations, sums. Private to seal.c. */
#ifndef STORE_SEAL_LINES_H
#define STORE_SEAL_LINES_H

#include "base/arena.h"
#include "store/seal.h"

struct seal_line {
	int64_t transaction; /* that it is about; of one about none its place among them */
	int group;           /* what comes first is lower */
	const char *text;    /* with its newline */
};
struct seal_lines {
	struct arena memory;
	struct seal_line *lines; /* in order */
	size_t count, room, next;
};
/* Asks seal_lines_next() for what is not of a transaction of the batch. */
enum { SEAL_LINES_REST = 0 };

/* Reads them, of a batch that is closed as SEALED says, or open. */
void seal_lines_load(struct store *store, uint64_t guild_id, int64_t batch,
		     const struct sealed *sealed, struct seal_lines *lines);
/* The next line about TRANSACTION, whose turn it is, or of the rest; NULL: there is no more. */
const char *seal_lines_next(struct seal_lines *lines, int64_t transaction);
void seal_lines_free(struct seal_lines *lines);

#endif
