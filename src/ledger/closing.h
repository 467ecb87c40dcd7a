/* What waits of an account that is about to be closed. */
#ifndef LEDGER_CLOSING_H
#define LEDGER_CLOSING_H

#include "ledger/verb_support.h"

/* Refuses while something of the account is held, and then returns true. */
bool refuse_open_holds(struct verb_context *context, const struct account *account);
/* Cancels the requests and charges to and from it; dues stay owed by the person. */
void cancel_requests_of(struct verb_context *context, const struct account *account);

#endif
