/* Budgets that refuse: no row of the log took an account beyond what it might spend in the period.
 */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/fail.h"
#include "command/money.h"
#include "command/verbs.h"
#include "verify/month.h"

struct spent {
	const struct book_account *account;
	char currency[CURRENCY_SIZE];
	int64_t day, amount;
};

struct budget_then {
	const struct book_account *account;
	char currency[CURRENCY_SIZE];
	bool gone, carry;
	const char *unit;
	int64_t amount, since;
	struct budget_then *next;
};

struct budgets_then {
	bool any; /* some may have refused: else nothing is counted */
	struct budget_then *budgets;
	struct spent *spent;
	size_t count, room;
};

void begin_budgets(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct budgets_then *budgets = arena_alloc(&pass->memory, sizeof *budgets);
	*budgets = (struct budgets_then){ 0 };
	/* what was spent before a checkpoint is not read; days are those of the guild's clocks */
	budgets->any = store_number(pass->store, "verify refusing", &guild, 1) > 0 &&
		       !pass->since && pass->month->zone;
	pass->month->spending = budgets;
}

void free_budgets(struct pass *pass)
{
	free(pass->month->spending->spent);
}

/* Counts periods: that of the next one is one more. */
static int64_t period_of(const char *unit, int64_t day)
{
	struct date date = date_of_day(day);
	if (strcmp(unit, "weekly") == 0)
		return (day - weekday_of_day(day)) / 7;
	if (strcmp(unit, "monthly") == 0)
		return (int64_t)date.year * 12 + date.month - 1;
	return strcmp(unit, "quarterly") == 0 ? (int64_t)date.year * 4 + (date.month - 1) / 3
					      : date.year;
}

static __int128 spent_in(const struct budgets_then *budgets, const struct budget_then *budget,
			 int64_t period)
{
	__int128 sum = 0;
	for (size_t i = 0; i < budgets->count; i++) {
		const struct spent *spent = &budgets->spent[i];
		if (spent->account == budget->account &&
		    strcmp(spent->currency, budget->currency) == 0 &&
		    period_of(budget->unit, spent->day) == period)
			sum += spent->amount;
	}
	return sum;
}

/* What may still be spent in the period of DAY. */
static __int128 left_in(const struct budgets_then *budgets, const struct budget_then *budget,
			int64_t day)
{
	int64_t last = period_of(budget->unit, day), first = period_of(budget->unit, budget->since);
	__int128 carried = 0;
	for (int64_t period = first; budget->carry && period < last; period++) {
		carried += budget->amount - spent_in(budgets, budget, period);
		if (carried < 0)
			carried = 0;
	}
	return budget->amount + carried - spent_in(budgets, budget, last);
}

static struct budget_then *budget_of(const struct budgets_then *budgets,
				     const struct book_account *account, const char *currency)
{
	struct budget_then *budget = budgets->budgets;
	while (budget && (budget->account != account || strcmp(budget->currency, currency) != 0))
		budget = budget->next;
	return budget;
}

static void add_spent(struct budgets_then *budgets, const struct spent *spent)
{
	if (budgets->count == budgets->room) {
		budgets->room = 2 * budgets->room + 64;
		budgets->spent = reallocarray(budgets->spent, budgets->room, sizeof *spent);
		if (!budgets->spent)
			fail(EX_OSERR, "out of memory");
	}
	budgets->spent[budgets->count++] = *spent;
}

static bool is_opening(const struct posting *posting)
{
	for (size_t i = 0; i < posting->moved_count; i++)
		if (posting->owners[i]->purpose &&
		    strcmp(posting->owners[i]->purpose, "opening") == 0)
			return true;
	return false;
}

static void check_line(struct pass *pass, const struct posting *posting, const struct spent *spent)
{
	const struct budgets_then *budgets = pass->month->spending;
	const struct budget_then *budget = budget_of(budgets, spent->account, spent->currency);
	const char *stored = setting_then(pass, SETTING_BUDGET_OVER, NULL);
	if (!budget || budget->gone || spent->amount < 0 || !stored ||
	    strcmp(stored, "refuse") != 0)
		return;
	__int128 left = left_in(budgets, budget, spent->day);
	if (spent->amount > left)
		fault_add(pass->faults, CHECK_BUDGET, "transactions",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id, posting->transaction),
			  "it took %jd %s (minor units) from account %jd, beyond its budget of "
			  "%jd (%s)",
			  spent->amount, spent->currency, spent->account->account_id,
			  budget->amount, budget->unit);
}

void check_budgets(struct pass *pass, const struct log_row *row, const struct posting *posting)
{
	struct budgets_then *budgets = pass->month->spending;
	size_t before = budgets->count;
	if (!budgets->any || row->effect_traits & (TRAIT_SEALS | TRAIT_CLOSES_YEAR))
		return;
	bool opening = is_opening(posting);
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++) {
		struct spent spent = { .account = account_of(pass, posting->entries[i].account_id),
				       .day = day_at(pass->month->zone, row->time),
				       .amount = posting->entries[i].amount };
		memcpy(spent.currency, posting->entries[i].currency, CURRENCY_SIZE);
		if (!spent.account || spent.account->kind != KIND_EXPENSE)
			continue;
		size_t count = budgets->count;
		budgets->count = before; /* each line by itself */
		check_line(pass, posting, &spent);
		budgets->count = count;
		if (!opening)
			add_spent(budgets, &spent);
	}
}

static int64_t first_day(const char *unit, int64_t day)
{
	struct date date = date_of_day(day);
	if (strcmp(unit, "weekly") == 0)
		return day - weekday_of_day(day);
	date.day = 1;
	if (strcmp(unit, "quarterly") == 0)
		date.month -= (date.month - 1) % 3;
	if (strcmp(unit, "yearly") == 0)
		date.month = 1;
	return day_of_date(date);
}

static void learn(struct pass *pass, const struct log_row *effect)
{
	struct budgets_then *budgets = pass->month->spending;
	const char *name = command_argument(effect->command, "account"),
		   *text = command_argument(effect->command, "amount"),
		   *unit = command_argument(effect->command, "period");
	struct book_account *account = name ? account_named(pass, name) : NULL;
	const struct book_currency *currency = currency_meant(pass, effect);
	if (!account || !text || !currency)
		return;
	struct budget_then *budget = budget_of(budgets, account, currency->code);
	if (!budget) {
		budget = arena_alloc(&pass->memory, sizeof *budget);
		*budget = (struct budget_then){ .next = budgets->budgets, .account = account };
		memcpy(budget->currency, currency->code, CURRENCY_SIZE);
		budgets->budgets = budget;
	}
	if (strchr(text, ','))
		text = money_reading(&pass->line, text, true);
	budget->gone =
		!unit || decimal_to_minor(text, currency->scale, &budget->amount) != DECIMAL_OK;
	if (budget->gone)
		return;
	budget->unit = arena_strdup(&pass->memory, unit);
	budget->carry = command_argument(effect->command, "carry");
	budget->since = first_day(unit, day_at(pass->month->zone, effect->time));
}

void follow_budgets(struct pass *pass, const struct log_row *row)
{
	struct log_row effect = *row;
	effect.command = row->effect;
	effect.traits = row->effect_traits;
	if (pass->month->spending->any && row->ok && !row->asks && row->effect &&
	    row->effect->verb && strcmp(row->effect->verb, verb_table[VERB_BUDGET].name) == 0)
		learn(pass, &effect);
}
