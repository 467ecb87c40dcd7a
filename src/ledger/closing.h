/* What an account that is closed leaves behind. */
#ifndef LEDGER_CLOSING_H
#define LEDGER_CLOSING_H

#include "ledger/verb_support.h"

/* Whether nothing of the account is held; refuses otherwise. */
bool refuse_holds(struct verb_context *context, const struct account *account);
/* The account is closed: requests and charges from and to it are cancelled, what it pays regularly
 * is stopped. Dues stay owed by the person. */
void close_what_waits(struct verb_context *context, struct account *account);

#endif
