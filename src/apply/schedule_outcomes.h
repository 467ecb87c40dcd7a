/* What became of the dates of a schedule. */
#ifndef APPLY_SCHEDULE_OUTCOMES_H
#define APPLY_SCHEDULE_OUTCOMES_H

#include "ledger/ledger.h"
#include "store/store.h"

/* Gives DECISION, of `schedule show`, what it asks for of the dates of a schedule. */
void show_dates(struct store *store, struct books *books, const struct record *record,
		struct decision *decision);

#endif
