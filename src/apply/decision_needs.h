/* What the rules cannot do by themselves: reports, seals, all that is kept on somebody. */
#ifndef APPLY_DECISION_NEEDS_H
#define APPLY_DECISION_NEEDS_H

#include "apply/answer_reports.h"
#include "ledger/ledger.h"
#include "store/store.h"

/* Gives DECISION what its need asks for, within the open transaction: pending rows of BOOKS are
 * written first, so that reports and seals see them. Afterwards the decision is whole. */
void fulfil_need(struct store *store, const struct answer_reports *reports, struct books *books,
		 const struct record *record, struct decision *decision);

#endif
