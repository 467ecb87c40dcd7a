/* Payments that who makes them confirms first: above an amount, to many people, above the usual. */
#ifndef LEDGER_CONFIRMATIONS_H
#define LEDGER_CONFIRMATIONS_H

#include "ledger/verb_support.h"

/* Whether the payment that is about to be booked is to be confirmed first: then the row is made and
 * the answer says what it would do. What a command books behind its first transaction was confirmed
 * with it. */
bool confirmation_asked(struct verb_context *context, const struct line *lines, size_t count,
			const char *memo);

#endif
