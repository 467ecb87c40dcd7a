/* The day on which a transaction counts, where that is not the one on which it was booked. */
#include "ledger/years.h"

int64_t year_begins(const struct guild *guild, int64_t year)
{
	return day_instant(guild->zone,
			   day_of_date((struct date){ .year = (int)year, .month = 1, .day = 1 }),
			   0);
}

void post_on_day(struct verb_context *context, int64_t day)
{
	if (context->books->rules < RULES_YEAR || day == NO_DAY)
		return;
	context->has_own_day = true;
	context->own_day = day;
}

/* What has a day and no time counts just behind its beginning: the balances of that moment are
 * those at the end of the day before. */
static int64_t within_day(int64_t begins)
{
	return begins + 1;
}

void keep_accounting_day(struct verb_context *context, const struct transaction_row *row)
{
	const struct guild *guild = context->guild;
	int64_t day = day_at(guild->zone, row->time), counts = row->time;
	if (context->closes_until) {
		counts = context->closes_until - 1;
		day = day_at(guild->zone, counts);
	} else if (context->has_own_day && context->own_day < day) {
		/* a bank's day that is still to come is none on which anything was booked */
		day = context->own_day;
		counts = within_day(day_instant(guild->zone, day, 0));
	}
	if (!context->closes_until && counts < guild->closed_until)
		counts = within_day(guild->closed_until);
	if (counts == row->time)
		return;
	struct detail_row *detail = books_detail(context->books, DETAIL_ACCOUNTING_DAY,
						 guild->guild_id, (uint64_t)row->transaction);
	detail->accounting_day.time = counts;
	detail->accounting_day.day = day;
}
