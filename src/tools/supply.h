/* What the rules cannot know by themselves: reports, seals, a transaction of old, all that is kept on somebody. */
#ifndef TOOLS_SUPPLY_H
#define TOOLS_SUPPLY_H

#include "ledger/ledger.h"
#include "store/store.h"

/* Gives DECISION what its need asks for, within the open transaction: pending rows of BOOKS are written first, so that reports and
 * seals see them. Afterwards the decision is whole. */
void supply(struct store *store, struct books *books, const struct record *record, struct decision *decision);

#endif
