/* What the files of approvals share. */
#ifndef LEDGER_APPROVAL_ROWS_H
#define LEDGER_APPROVAL_ROWS_H

#include "ledger/approvals.h"
#include "ledger/waiting.h"

/* The arguments of the command as a row keeps them, with PAYEES ("@11 @12"; NULL: as typed) in
 * place of the roles, and whom it leaves out as PASSED (NULL or "": nobody more): what is confirmed
 * is what is booked. Lasts as long as the row. */
const char *kept_arguments(struct verb_context *context, const char *payees, const char *passed);
/* What `approve N always` approved of a schedule: up to TOTAL a run, to PAYEES. False: nothing. */
bool read_always(struct books *books, const struct schedule *schedule, int64_t *total,
		 const char **payees);
/* Keeps that what ROW asks for is approved for good, to those whom its roles mean now. */
void keep_always(struct verb_context *context, struct schedule *schedule,
		 const struct waiting *row);
/* Tells the treasurers what waits for one of them. */
void tell_approvers(struct verb_context *context, const struct waiting *row);
/* "150.00 EUR to @ana in cash": what of ROW is done; NULL where it has no amount. In the chunk's
 * arena. */
const char *what_was_approved(struct verb_context *words, const struct waiting *row);
/* Tells who asked for the row. */
void tell_asker(struct verb_context *context, const struct waiting *row, const char *text);
/* Decides the command that ROW keeps, in the name of who asked for it, with BY as the context of
 * the decision: its answer and what it posts are theirs. False where it was refused. */
bool decide_kept(struct verb_context *by, struct waiting *row, const struct verb_context *how);

#endif
