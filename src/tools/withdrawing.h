/* Roles that became powerful while their deliveries waited. */
#ifndef TOOLS_WITHDRAWING_H
#define TOOLS_WITHDRAWING_H

#include "record/record.h"
#include "store/store.h"

/* Marks the due additions of roles that give power over others by now, and whom nobody allowed
 * that, as under way until UNTIL, and appends for each what became of it instead of handing it out:
 * the books give the fee back. BINDINGS are those of the query "outbox due". Within the transaction
 * in which deliveries are marked. */
void withdraw_powerful(struct store *store, const struct binding *bindings, int binding_count,
		       int64_t until, struct buf *out);

#endif
