/* Limits of what members pay: the most generous of their permits', or their own. */
#include "ledger/limits.h"

#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"

static const enum setting_key settings_of[LIMIT_PERIODS] = {
	[LIMIT_PAYMENT] = SETTING_LIMIT_PAYMENT,
	[LIMIT_DAY] = SETTING_LIMIT_DAY,
	[LIMIT_WEEK] = SETTING_LIMIT_WEEK,
	[LIMIT_MONTH] = SETTING_LIMIT_MONTH,
};

bool limit_of(const struct verb_context *context, const struct user *user, unsigned permits,
	      enum limit_period period, const char *currency, int64_t *most)
{
	const struct guild *guild = context->guild;
	enum setting_key key = settings_of[period];
	int64_t amount;
	for (const struct member_limit *own = user->limits; own; own = own->next)
		if (own->period == period && strcmp(own->currency, currency) == 0) {
			*most = own->amount;
			return own->amount != NO_LIMIT;
		}
	bool set = guild_setting_amount(guild, key, NULL, currency, most);
	for (int i = 0; i < PERMIT_COUNT; i++) {
		if (!(permits & 1U << i) ||
		    !guild_setting_amount(guild, key, permit_word(i), currency, &amount))
			continue;
		*most = set && *most > amount ? *most : amount;
		set = true;
	}
	return set;
}

/* The first day of the period that DAY is in. */
static int64_t period_start(enum limit_period period, int64_t day)
{
	struct date date = date_of_day(day);
	if (period == LIMIT_WEEK)
		return day - weekday_of_day(day);
	if (period == LIMIT_MONTH)
		return day - date.day + 1;
	return day;
}

int64_t paid_in(struct verb_context *context, const struct user *user, enum limit_period period,
		const char *currency)
{
	const struct zone *zone = context->guild->zone;
	int64_t now = period_start(period, day_at(zone, context->time)), sum = 0;
	const struct payment *payment = books_payments(context->books, user);
	for (; payment; payment = payment->next)
		if (!payment->reversed && strcmp(payment->currency, currency) == 0 &&
		    period_start(period, day_at(zone, payment->time)) == now &&
		    !checked_add(sum, payment->amount, &sum))
			return INT64_MAX;
	return sum;
}

static void refuse_limit(struct verb_context *context, enum limit_period period, int64_t most,
			 int64_t left, const struct currency *currency)
{
	const char *whole = format_amount(context, most, currency),
		   *rest = format_bare_amount(context, left > 0 ? left : 0, currency);
	switch (period) {
	case LIMIT_DAY:
		context_refuse(context, "over_limit",
			       N_("You can pay %s a day; %s are left until midnight."), whole,
			       rest);
		break;
	case LIMIT_WEEK:
		context_refuse(context, "over_limit",
			       N_("You can pay %s a week; %s are left until Sunday."), whole, rest);
		break;
	case LIMIT_MONTH:
		context_refuse(context, "over_limit",
			       N_("You can pay %s a month; %s are left this month."), whole, rest);
		break;
	default:
		context_refuse(context, "over_limit", N_("You can pay at most %s at once."), whole);
		break;
	}
}

static bool period_allows(struct verb_context *context, enum limit_period period, int64_t amount,
			  const char *currency)
{
	int64_t most, sum;
	if (!limit_of(context, context->author, context->permits, period, currency, &most))
		return true;
	int64_t paid =
		period == LIMIT_PAYMENT ? 0 : paid_in(context, context->author, period, currency);
	if (checked_add(paid, amount, &sum) && sum <= most)
		return true;
	refuse_limit(context, period, most, paid < most ? most - paid : 0,
		     guild_currency(context->guild, currency));
	return false;
}

static bool has_limits(struct verb_context *context)
{
	return context->author &&
	       (guild_controls(context->guild) & CONTROL_LIMIT || context->author->limits);
}

bool limits_allow(struct verb_context *context, const struct line *lines, size_t count)
{
	int64_t amount = 0;
	bool recurs = context->verb->id == VERB_EVERY;
	if ((!recurs && !(context->verb->traits & TRAIT_LIMITED)) || !has_limits(context))
		return true;
	for (size_t i = 0; i < count; i++)
		if (lines[i].account == context->author->account && lines[i].amount > 0 &&
		    !checked_add(amount, lines[i].amount, &amount))
			amount = INT64_MAX;
	if (recurs) /* each of its payments by itself */
		return period_allows(context, LIMIT_PAYMENT, amount, lines[0].currency);
	for (int period = 0; period < LIMIT_PERIODS; period++)
		if (!period_allows(context, (enum limit_period)period, amount, lines[0].currency))
			return false;
	return true;
}

void set_opening_terms(struct verb_context *context, struct account *account)
{
	const struct guild *guild = context->guild;
	for (const struct currency *currency = guild->currencies; currency;
	     currency = currency->next) {
		int64_t floor = 0, ceiling = 0;
		guild_setting_amount(guild, SETTING_ACCOUNT_FLOOR, NULL, currency->code, &floor);
		bool limited = guild_setting_amount(guild, SETTING_ACCOUNT_CEILING, NULL,
						    currency->code, &ceiling);
		if (!floor && !limited)
			continue;
		struct balance *balance = need_balance(context, account, currency->code);
		balance->floor = floor;
		balance->has_ceiling = limited;
		balance->ceiling = ceiling;
		books_touch_balance(context->books, balance);
	}
}
