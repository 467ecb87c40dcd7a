/* A bank's statement against the books at rest. */
#ifndef APPLY_STATEMENT_COMPARISON_H
#define APPLY_STATEMENT_COMPARISON_H

#include "ledger/ledger.h"
#include "store/store.h"

/* Finds what DECISION->check asks for, and completes the decision. */
void compare_statement(struct store *store, struct books *books, const struct record *record,
		       struct decision *decision);

#endif
