/* What members were not told when it happened, since they want no notices or it happened by itself,
 * and what is told with the next answer to them, once. Nobody is told of what happened before
 * RULES_YEAR. */
#ifndef LEDGER_UNTOLD_H
#define LEDGER_UNTOLD_H

#include "ledger/ledger.h"
#include "ledger/verb_support.h"

/* The name of the row of preferences that keeps it; its value: how many there are, and the newest
 * of them, "12,t101,n131" (a transaction, what waits or waited), without white space. "0": none. */
#define UNTOLD_PREFERENCE "untold"

/* The newest lines of an answer that tells more. */
enum { MAX_UNTOLD = 10 };
struct untold {
	int64_t count; /* of all; REFS are the newest MAX_UNTOLD, the oldest of them first */
	struct untold_ref refs[MAX_UNTOLD];
};

/* Once the record is logged, USER (who is told anything at all) has REF among what they were not
 * told. A notice that says it better takes it back: leave_untold(). */
void tell_later(struct verb_context *context, struct user *user, struct untold_ref ref);
/* Keeps it. */
void keep_untold(struct books *books, struct user *user, const struct untold_ref *ref);
/* Takes VALUE, of LENGTH bytes, as the books hold it. NULL: nothing is left to tell. From the
 * working set's memory. */
struct untold *untold_read(struct books *books, const char *value, size_t length);
/* Asks the store for what USER is to be told. */
void want_untold(struct books *books, const struct user *user);

/* What DECISION->listener is to be told, as lines in the language of RECORD for the end of its
 * answer, after which it is told; where OTHERS read the answer and it is for the listener alone,
 * where it is to be seen. NULL: nothing. What they are told must be loaded (want_untold()). */
const char *take_untold(struct books *books, const struct record *record, struct decision *decision,
			bool others);

#endif
