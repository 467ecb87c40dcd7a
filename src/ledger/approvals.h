/* Two pairs of eyes: what is above approval.over waits for a second person. */
#ifndef LEDGER_APPROVALS_H
#define LEDGER_APPROVALS_H

#include "ledger/verb_support.h"

/* Whether what is about to be booked waits for approval: then the row is made and the answer set.
 * Everything else allows it already. */
bool approval_asked(struct verb_context *context, const struct line *lines, size_t count,
		    const char *memo, int64_t reverses);

/* Asks a treasurer to pay ACCOUNT's expense to the author, who laid it out: a row that waits for
 * approval, whatever the threshold. */
void claim_expense(struct verb_context *context, struct account *account);

#endif
