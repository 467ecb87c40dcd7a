/* Budgets: what an expense account may spend in each week, month, quarter or year. */
#include <string.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "ledger/currency_code.h"
#include "ledger/limits.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/usage.h"

enum budget_unit { WEEKLY, MONTHLY, QUARTERLY, YEARLY };
static const char *const unit_names[] = { "weekly", "monthly", "quarterly", "yearly", NULL };
enum { MOST_PERIODS = 5000 };

static enum budget_unit unit_named(const char *name)
{
	int unit = 0;
	while (unit_names[unit] && strcmp(unit_names[unit], name) != 0)
		unit++;
	return (enum budget_unit)unit;
}

/* Counts periods: that of the next one is one more. */
static int64_t period_of(enum budget_unit unit, int64_t day)
{
	struct date date = date_of_day(day);
	switch (unit) {
	case WEEKLY: return (day - weekday_of_day(day)) / 7; /* all are Mondays: equally far */
	case MONTHLY: return (int64_t)date.year * 12 + date.month - 1;
	case QUARTERLY: return (int64_t)date.year * 4 + (date.month - 1) / 3;
	default: return date.year;
	}
}

static int64_t first_day(enum budget_unit unit, int64_t day)
{
	struct date date = date_of_day(day);
	if (unit == WEEKLY)
		return day - weekday_of_day(day);
	date.day = 1;
	if (unit == QUARTERLY)
		date.month -= (date.month - 1) % 3;
	if (unit == YEARLY)
		date.month = 1;
	return day_of_date(date);
}

/* Of a budget, in the period of the command. */
struct state {
	wide carried, spent;
	wide peak; /* the most that was spent in it at any time */
};

static struct state state_of(struct verb_context *context, const struct account *account,
			     const struct budget *budget)
{
	const struct zone *zone = context->guild->zone;
	enum budget_unit unit = unit_named(budget->unit);
	int64_t first = period_of(unit, budget->since),
		last = period_of(unit, day_at(zone, context->time));
	struct state state = { 0 };
	if (last < first || last - first >= MOST_PERIODS)
		first = last;
	size_t count = (size_t)(last - first + 1);
	wide *spent = arena_alloc(&context->books->chunk, sizeof *spent * count);
	for (const struct spending *row = books_spending(context->books, account); row;
	     row = row->next) {
		int64_t period = period_of(unit, day_at(zone, row->time));
		if (period < first || period > last || strcmp(row->currency, budget->currency) != 0)
			continue;
		spent[period - first] += row->amount;
		if (period == last && spent[count - 1] > state.peak)
			state.peak = spent[count - 1];
	}
	for (size_t i = 0; budget->carry && i + 1 < count; i++) {
		state.carried += budget->amount - spent[i];
		if (state.carried < 0)
			state.carried = 0;
	}
	state.spent = spent[count - 1];
	return state;
}

static int64_t clamped(wide amount)
{
	return amount > LARGEST_AMOUNT    ? LARGEST_AMOUNT
	       : amount < -LARGEST_AMOUNT ? -LARGEST_AMOUNT
					  : (int64_t)amount;
}

static void refuse_over(struct verb_context *context, const struct account *account,
			const struct budget *budget, wide total, wide left)
{
	const struct currency *currency = guild_currency(context->guild, budget->currency);
	const char *who = account_label(context, account),
		   *whole = format_amount(context, clamped(total), currency),
		   *rest = format_bare_amount(context, left < 0 ? 0 : clamped(left), currency);
	switch (unit_named(budget->unit)) {
	case WEEKLY:
		context_refuse(context, "over_budget",
			       N_("%s can spend %s this week; %s are left."), who, whole, rest);
		break;
	case MONTHLY:
		context_refuse(context, "over_budget",
			       N_("%s can spend %s this month; %s are left."), who, whole, rest);
		break;
	case QUARTERLY:
		context_refuse(context, "over_budget",
			       N_("%s can spend %s this quarter; %s are left."), who, whole, rest);
		break;
	default:
		context_refuse(context, "over_budget",
			       N_("%s can spend %s this year; %s are left."), who, whole, rest);
		break;
	}
}

bool budget_allows(struct verb_context *context, const struct line *line)
{
	struct guild *guild = context->guild;
	const struct budget *budget =
		guild->budgets && line->amount > 0
			? guild_budget(guild, (int64_t)line->account->key.id, line->currency)
			: NULL;
	if (!budget || context->verb->traits & TRAIT_SEALS)
		return true;
	struct state state = state_of(context, line->account, budget);
	wide total = budget->amount + state.carried, left = total - state.spent;
	if (line->amount <= left)
		return true;
	if (guild_setting_choice(guild, SETTING_BUDGET_OVER) == BUDGET_REFUSE) {
		refuse_over(context, line->account, budget, total, left);
		return false;
	}
	context->decision->remark =
		arena_printf(&context->books->chunk,
			     tr(context->command->lang, N_("This is %s over the budget of %s.")),
			     format_amount(context, clamped(line->amount - left),
					   guild_currency(guild, line->currency)),
			     account_label(context, line->account));
	return true;
}

void tell_budget(struct verb_context *context, const struct account *account,
		 const struct budget *budget, int64_t amount)
{
	static const int marks[] = { 100, 80 };
	struct state state = state_of(context, account, budget);
	struct verb_context words = notice_context(context);
	const struct currency *currency = guild_currency(context->guild, budget->currency);
	wide total = budget->amount + state.carried, after = state.spent + amount;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (state.peak * 100 >= total * marks[i] || after * 100 < total * marks[i])
			continue;
		tell_treasurers(context,
				notice_text(&words,
					    N_("%s has spent %d %% of its budget of this period: "
					       "%s of %s."),
					    account_label(&words, account), marks[i],
					    format_amount(&words, clamped(after), currency),
					    format_amount(&words, clamped(total), currency)));
		return;
	}
}

static void drop_budget(struct verb_context *context, const struct account *account,
			const char *currency)
{
	struct guild *guild = context->guild;
	struct budget **place = &guild->budgets;
	while (*place && ((*place)->account_id != (int64_t)account->key.id ||
			  strcmp((*place)->currency, currency) != 0))
		place = &(*place)->next;
	if (!*place) {
		context_refuse(context, "no_budget", N_("%s has no budget in %s."),
			       account_label(context, account), currency);
		return;
	}
	*place = (*place)->next;
	struct detail_row *row =
		books_detail(context->books, DETAIL_BUDGET_GONE, guild->guild_id, account->key.id);
	row->budget.currency = arena_strdup(&context->books->chunk, currency);
	context_answer(context, N_("%s no longer has a budget in %s."),
		       account_label(context, account), currency);
}

static void keep_budget(struct verb_context *context, const struct account *account,
			const struct sum *sum, enum budget_unit unit)
{
	struct books *books = context->books;
	struct guild *guild = context->guild;
	struct budget *budget = guild_budget(guild, (int64_t)account->key.id, sum->currency->code);
	if (!budget) {
		budget = arena_alloc(&books->memory, sizeof *budget);
		budget->next = guild->budgets;
		guild->budgets = budget;
		budget->account_id = (int64_t)account->key.id;
		currency_code_copy(budget->currency, sum->currency->code);
	}
	budget->amount = sum->minor;
	budget->unit = unit_names[unit];
	budget->carry = context_argument(context, "carry");
	budget->since = first_day(unit, day_at(guild->zone, context->time));
	struct detail_row *row =
		books_detail(books, DETAIL_BUDGET, guild->guild_id, account->key.id);
	row->budget.currency = sum->currency->code;
	row->budget.unit = budget->unit;
	row->budget.amount = budget->amount;
	row->budget.since = budget->since;
	row->budget.carry = budget->carry;
}

static void answer_budget(struct verb_context *context, const struct account *account,
			  const struct sum *sum, enum budget_unit unit)
{
	const char *who = account_label(context, account),
		   *amount = format_amount(context, sum->minor, sum->currency);
	if (context_argument(context, "carry"))
		context->decision->remark =
			tr(context->command->lang, N_("What is left of a period is carried into "
						      "the next."));
	switch (unit) {
	case WEEKLY: context_answer(context, N_("%s can spend %s a week."), who, amount); break;
	case MONTHLY: context_answer(context, N_("%s can spend %s a month."), who, amount); break;
	case QUARTERLY:
		context_answer(context, N_("%s can spend %s a quarter."), who, amount);
		break;
	default: context_answer(context, N_("%s can spend %s a year."), who, amount); break;
	}
}

static void set_budget(struct verb_context *context, const struct account *account,
		       const char *text)
{
	const char *period = context_argument(context, "period");
	bool none = strcmp(text, "none") == 0;
	struct sum sum;
	if (!read_money(context, none ? "0" : text, context_argument(context, "unit"),
			context_argument(context, "currency"), &sum))
		return;
	if (none) {
		drop_budget(context, account, sum.currency->code);
		return;
	}
	enum budget_unit unit = unit_named(period ? period : "");
	if (sum.minor <= 0)
		context_refuse(context, "negative_amount", N_("A budget has to be above zero."));
	else if (!unit_names[unit])
		context_refuse(context, "bad_rule", N_("Say how often: %s."),
			       line_to_type(context, VERB_BUDGET,
					    tr(context->command->lang, N_("events 300 monthly"))));
	else {
		keep_budget(context, account, &sum, unit);
		answer_budget(context, account, &sum, unit);
	}
}

void decide_budget(struct verb_context *context)
{
	const char *name = context_argument(context, "account"),
		   *amount = context_argument(context, "amount");
	if (!name) {
		context->decision->need = NEED_REPORT;
		context->decision->inquiry = (struct inquiry){ .name = "budget" };
		return;
	}
	const struct account *account = find_account(context, name);
	if (!account)
		return;
	if (account->kind != KIND_EXPENSE)
		context_refuse(context, "not_an_expense",
			       N_("A budget is for an expense account."));
	else if (!amount)
		context_refuse(context, "missing_argument", N_("Say how much: %s."),
			       line_to_type(context, VERB_BUDGET,
					    tr(context->command->lang, N_("events 300 monthly"))));
	else
		set_budget(context, account, amount);
}
