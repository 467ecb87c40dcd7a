/* Members who leave the community. */
#ifndef LEDGER_LEAVING_H
#define LEDGER_LEAVING_H

#include "ledger/verb_support.h"

/* Of a member who was there, and left: what they asked of others by office or for themselves is
 * taken back, what they pay regularly is paused, and the treasurers are told what they leave. */
void leave_what_waits(struct books *books, struct guild *guild, struct user *user,
		      struct decision *decision);
/* Asks the store for all that takes. */
void want_what_waits(struct books *books, const struct guild *guild, const struct user *user);

#endif
