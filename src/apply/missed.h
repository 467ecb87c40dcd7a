/* What a rule looked up and the prefetch had not asked for: it is asked for at the next attempt. */
#ifndef APPLY_MISSED_H
#define APPLY_MISSED_H

#include "ledger/books.h"

enum { MOST_MISSED = 64 /* by one record */ };
struct missed_list {
	struct wanted list[MOST_MISSED];
	size_t count;
};

/* Whether an attempt that failed for REASON did so only because of such a lookup: then it is in the
 * list, and the attempt is to be made again. Where GL_STRICT_PREFETCH is set, as in tests, it is a
 * mistake and ends the process. */
bool missed_note(struct missed_list *missed, struct books *books, const char *reason);
/* Asks for all of the list. */
void missed_want(const struct missed_list *missed, struct books *books);

#endif
