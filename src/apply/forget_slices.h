/* Forgetting members, slice by slice: a queue in the books, worked off a second at a time, so that
 * a long log stops nobody. */
#ifndef APPLY_FORGET_SLICES_H
#define APPLY_FORGET_SLICES_H

#include "ledger/books.h"
#include "store/store.h"

/* Puts USER, whose name was NAME and is a pseudonym now, into the queue, for the log up to its row
 * SEQ. PARTIES: hashes of counterparties that were theirs, as struct decision has them; NULL: none.
 * Within the transaction, with nothing pending in the working set. */
void forgetting_ask(struct store *store, const struct user *user, const char *name,
		    const char *parties, int64_t seq);
/* Works the queue off for about a second, each slice in a transaction of its own; what is left is
 * for the next call. For all guilds. */
void forgetting_work(struct store *store);

#endif
