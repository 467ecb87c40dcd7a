/* Reconciliations in the working set: what they agreed, and what reopens them. */
#ifndef LEDGER_RECONCILIATIONS_H
#define LEDGER_RECONCILIATIONS_H

#include "ledger/fetched.h"
#include "ledger/statement_check.h"
#include "ledger/verb_support.h"

/* The reconciliation of ACCOUNT in CURRENCY that holds: that of the latest day (to rules before
 * RULES_YEAR: the newest); NULL: there is none. */
struct reconciliation *last_reconciliation(struct books *books, const struct account *account,
					   const char *currency);
/* One that holds and says what CHECK does, of the books up to LAST_TRANSACTION or by the same list;
 * NULL: there is none. Rules before RULES_YEAR look at the last one only. */
const struct reconciliation *same_reconciliation(struct books *books,
						 const struct statement_check *check,
						 int64_t last_transaction);
/* Marks as changed, to be written. */
void touch_reconciliation(struct books *books, const struct reconciliation *reconciled);

/* REVERSAL was posted, which reverses TARGET: what had agreed one of its entries no longer holds,
 * and the answer says so. */
void reopen_reconciliations(struct verb_context *context, const struct fetched_transaction *target,
			    int64_t reversal);
/* By the record that is being decided, a line of the bank of DAY was found to be what TRANSACTION
 * booked to BANK. */
void note_linked(struct verb_context *context, int64_t transaction, const struct account *bank,
		 const char *currency, int64_t day);

/* Asks for what the reversal of TRANSACTION may reopen. */
void want_reopened(struct books *books, uint64_t guild_id, int64_t transaction);
/* Asks for the reconciliations of the account that VERB's rule looks at. */
void want_reconciled(struct books *books, const struct command *command, const struct verb *verb);

/* Refuses the close of a batch where an account has to be reconciled before, and then returns true.
 */
bool refuse_unreconciled(struct verb_context *context);

#endif
