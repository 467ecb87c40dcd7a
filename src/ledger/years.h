/* Years that are closed, and the day on which a transaction counts. A transaction counts on its own
 * day: that of its command, of the date on which it was due, of the bank where it books a line of a
 * list. Once the year of that day is closed it counts on the first open day, and its own day is
 * kept beside it. */
#ifndef LEDGER_YEARS_H
#define LEDGER_YEARS_H

#include "base/calendar.h"
#include "base/decimal.h"
#include "ledger/pending_rows.h"
#include "ledger/verb_support.h"

enum { FIRST_YEAR = 1970, LAST_YEAR = 9998 };

/* What an income or expense account moved up to the end of a year, unless that is zero. */
struct year_sum {
	struct year_sum *next;
	int64_t account_id;
	char currency[CURRENCY_SIZE];
	bool fits;      /* an account can hold it: */
	int64_t amount; /* positive debit */
};

/* A year as the books have it when somebody closes it; for apply to fill in. */
struct year_books {
	struct year_books *next;
	uint64_t guild_id;
	int64_t year, ends;     /* ends: the first moment behind it, Unix milliseconds */
	bool any;               /* something of no closed year counts before its end, first: */
	int64_t first_open;     /* Unix milliseconds */
	struct year_sum *first; /* by currency, then account */
};

/* The first moment of the year YEAR (FIRST_YEAR to LAST_YEAR + 1) by the guild's clocks. */
int64_t year_begins(const struct guild *guild, int64_t year);

/* The result of the currency at SUM, positive a debit; *BEHIND: the first sum of the next one. */
wide year_total(const struct year_sum *sum, const struct year_sum **behind);
/* The sums of one transaction from SUM on, not beyond BEHIND; *TOTAL: what they come to. Returns
 * the first one behind them. */
const struct year_sum *year_part(const struct year_sum *sum, const struct year_sum *behind,
				 wide *total);
/* Whether nothing of YEAR is more than an account can hold, RESULT (NULL: it is not open yet) after
 * each transaction; refuses otherwise. */
bool year_fits(struct verb_context *context, const struct year_books *year,
	       const struct account *result);

/* What is posted from here on is of that day of a bank's list, of DAY. Rules before RULES_YEAR do
 * not know it. */
void post_on_day(struct verb_context *context, int64_t day);
/* Keeps the day on which ROW counts, where that is not when it was booked. */
void keep_accounting_day(struct verb_context *context, const struct transaction_row *row);
/* Whether it may count elsewhere: what most transactions are asked. */
static inline bool may_count_elsewhere(const struct verb_context *context)
{
	return context->time < context->guild->closed_until || context->has_own_day ||
	       context->closes_until;
}

#endif
