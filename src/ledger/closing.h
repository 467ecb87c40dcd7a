/* What waits of an account that is about to be closed. */
#ifndef LEDGER_CLOSING_H
#define LEDGER_CLOSING_H

#include "ledger/verb_support.h"

/* Refuses while something of the account is held, and then returns true. */
bool refuse_open_holds(struct verb_context *context, const struct account *account);
/* Cancels the requests and charges to and from it, and stops what it pays regularly; dues stay owed
 * by the person. */
void end_what_waits_of(struct verb_context *context, struct account *account);
/* Asks the store for all that takes of the account that COMMAND closes. */
void want_closing(struct books *books, const struct command *command, const struct verb *verb);

#endif
