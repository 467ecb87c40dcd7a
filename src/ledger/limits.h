/* How much may be paid: limits of permits and members, budgets of expense accounts. */
#ifndef LEDGER_LIMITS_H
#define LEDGER_LIMITS_H

#include "ledger/allowances.h"
#include "ledger/verb_support.h"

/* Whether the author's limits allow what pay or accept is about to book, and that of one payment
 * what `every` would; refuses otherwise. Free where no limit is set. */
bool limits_allow(struct verb_context *context, const struct line *lines, size_t count);
/* The most that USER, who has PERMITS, may pay in PERIOD; false: there is no limit. */
bool limit_of(const struct verb_context *context, const struct user *user, unsigned permits,
	      enum limit_period period, const char *currency, int64_t *most);
/* What USER, whose payments are loaded, paid in the period that goes on. */
int64_t paid_in(struct verb_context *context, const struct user *user, enum limit_period period,
		const char *currency);
/* Gives a member's new account the floors and ceilings of the settings. */
void set_opening_terms(struct verb_context *context, struct account *account);

/* Whether the budget of the line's account allows it; refuses otherwise. Free without a budget. */
bool budget_allows(struct verb_context *context, const struct line *line);
/* Tells the treasurers where AMOUNT, which is being booked to the account of BUDGET, takes it to 80
 * or 100 % for the first time in its period. */
void tell_budget(struct verb_context *context, const struct account *account,
		 const struct budget *budget, int64_t amount);

#endif
