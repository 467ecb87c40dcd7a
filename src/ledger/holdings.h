/* What an account has, what of it is held, and what its owner owes, in words. */
#ifndef LEDGER_HOLDINGS_H
#define LEDGER_HOLDINGS_H

#include "ledger/verb_support.h"

/* "80.00 EUR, 3.00 PTS": each currency that the account has used, and the main one. From the
 * chunk's arena. */
const char *list_holdings(struct verb_context *context, const struct account *account);
/* Behind that: "; 50.00 are held, 30.00 available"; "" where nothing is. */
const char *list_held(struct verb_context *context, const struct account *account);
/* " You owe 10.00 EUR of dues."; "" for nothing. Where something is owed, the account's debts must
 * be loaded (WANTED_WAITING_OF_ACCOUNT). */
const char *list_owed(struct verb_context *context, const struct account *account);

#endif
