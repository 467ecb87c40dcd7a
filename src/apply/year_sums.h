/* What a year moved, for the rule that closes it. */
#ifndef APPLY_YEAR_SUMS_H
#define APPLY_YEAR_SUMS_H

#include "ledger/ledger.h"
#include "store/store.h"

/* Asks the books for what RECORD needs, where it closes a year; within the transaction, just before
 * it is decided. */
void bring_year_sums(struct store *store, struct books *books, const struct record *record);

#endif
