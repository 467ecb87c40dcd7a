/* How much may be paid: limits of permits and members, budgets of expense accounts. */
#ifndef LEDGER_LIMITS_H
#define LEDGER_LIMITS_H

#include "ledger/verb_support.h"

/* Whether the author's limits allow what pay or accept is about to book; refuses otherwise. Free
 * where no limit is set. */
bool limits_allow(struct verb_context *context, const struct line *lines, size_t count);
/* Whether the budget of the line's account allows it; refuses otherwise. Free without a budget. */
bool budget_allows(struct verb_context *context, const struct line *line);

#endif
