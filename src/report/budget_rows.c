/* The report of budgets: what each account spent in the period at hand, and what is still to come.
 */
#include <string.h>

#include "base/calendar.h"
#include "report/month_cells.h"
#include "report/render.h"
#include "report/subjects.h"

enum { MOST_BUDGETS = 200 };

/* Columns of the query "report budgets". */
enum { B_ACCOUNT, B_LABEL, B_UNIT, B_AMOUNT, B_CARRY, B_SINCE, B_CURRENCY, B_SCALE };

struct budget_row {
	int64_t account, amount, scale, since;
	bool carry;
	char unit[16], currency[16];
	const char *label;
};
struct gathering {
	struct arena arena;
	struct budget_row rows[MOST_BUDGETS];
	size_t count;
};

static bool gather(void *context, const struct value *values)
{
	struct gathering *gathering = context;
	struct budget_row *row = &gathering->rows[gathering->count];
	*row = (struct budget_row){ .account = values[B_ACCOUNT].integer,
				    .amount = values[B_AMOUNT].integer,
				    .scale = values[B_SCALE].integer,
				    .carry = values[B_CARRY].integer,
				    .label = arena_strdup(&gathering->arena,
							  value_words(&values[B_LABEL])) };
	if (!day_parse(value_words(&values[B_SINCE]), &row->since))
		return true;
	strncat(row->unit, value_words(&values[B_UNIT]), sizeof row->unit - 1);
	strncat(row->currency, value_words(&values[B_CURRENCY]), sizeof row->currency - 1);
	return ++gathering->count < MOST_BUDGETS;
}

/* The first day of the period of UNIT with DAY in it, and that of the next one. */
static void period_of(const char *unit, int64_t day, int64_t *first, int64_t *next)
{
	struct date date = date_of_day(day);
	if (strcmp(unit, "weekly") == 0) {
		*first = day - weekday_of_day(day);
		*next = *first + 7;
		return;
	}
	int months = strcmp(unit, "yearly") == 0 ? 12 : strcmp(unit, "quarterly") == 0 ? 3 : 1;
	date.month -= (date.month - 1) % months;
	date.day = 1;
	*first = day_of_date(date);
	date.month += months;
	date.year += date.month > 12;
	date.month -= date.month > 12 ? 12 : 0;
	*next = day_of_date(date);
}

static bool take_sum(void *context, const struct value *values)
{
	*(wide *)context = value_wide(&values[0]);
	return false;
}

static wide spent_between(const struct feeding *feeding, const struct budget_row *row,
			  int64_t first, int64_t next)
{
	wide sum = 0;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)feeding->request->guild_id),
		bind_integer(":account", row->account),
		bind_text(":currency", row->currency),
		bind_integer(":from", day_instant(feeding->zone, first, 0)),
		bind_integer(":to", day_instant(feeding->zone, next, 0)),
	};
	store_query(feeding->store, "report budget spent", bindings, 5, take_sum, &sum);
	return sum;
}

/* What the periods before this one left. */
static wide carried_into(const struct feeding *feeding, const struct budget_row *row, int64_t first)
{
	wide left = 0;
	for (int64_t begin = row->since, next; row->carry && begin < first; begin = next) {
		period_of(row->unit, begin, &begin, &next);
		left += row->amount - spent_between(feeding, row, begin, next);
		left = left > 0 ? left : 0;
	}
	return left;
}

struct forecast {
	wide sum;
	int64_t next;
};

/* What a schedule charged to the account pays until the period ends. */
static bool add_dates(void *context, const struct value *values)
{
	struct forecast *forecast = context;
	struct recurrence rule;
	int64_t done, until;
	if (!rule_of_columns(value_words(&values[0]), &rule, &done, &until))
		return true;
	int64_t left = values[3].kind == VALUE_INTEGER ? values[3].integer : INT64_MAX;
	for (int64_t day = recurrence_after(&rule, done);
	     day != NO_DAY && day < forecast->next && (until == NO_DAY || day <= until) && left > 0;
	     day = recurrence_after(&rule, day), left--)
		forecast->sum += (wide)values[1].integer * values[2].integer;
	return true;
}

static wide forecast_until(const struct feeding *feeding, const struct budget_row *row,
			   int64_t next)
{
	struct forecast forecast = { .next = next };
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)feeding->request->guild_id),
		bind_integer(":account", row->account),
		bind_text(":currency", row->currency),
	};
	store_query(feeding->store, "report budget schedules", bindings, 3, add_dates, &forecast);
	return forecast.sum;
}

static bool give_row(const struct feeding *feeding, struct arena *arena,
		     const struct budget_row *row)
{
	int64_t first, next;
	period_of(row->unit, feeding->today, &first, &next);
	wide carried = carried_into(feeding, row, first),
	     spent = spent_between(feeding, row, first, next);
	return feeding->row(feeding->context,
			    (struct value[]){
				    { .kind = VALUE_INTEGER, .integer = row->account },
				    { .kind = VALUE_TEXT, .text = row->label },
				    { .kind = VALUE_TEXT, .text = row->unit },
				    { .kind = VALUE_INTEGER, .integer = row->amount },
				    wide_or_text(arena, carried),
				    wide_or_text(arena, spent),
				    wide_or_text(arena, row->amount + carried - spent),
				    wide_or_text(arena, spent + forecast_until(feeding, row, next)),
				    { .kind = VALUE_TEXT, .text = row->currency },
				    { .kind = VALUE_INTEGER, .integer = row->scale },
				    { .kind = VALUE_END },
			    });
}

void feed_budgets(const struct feeding *feeding)
{
	static struct gathering gathering; /* large */
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)feeding->request->guild_id),
		bind_text(":currency", feeding->request->currency),
	};
	gathering.count = 0;
	store_query(feeding->store, "report budgets", bindings, 2, gather, &gathering);
	for (size_t i = 0; i < gathering.count; i++)
		if (!give_row(feeding, &gathering.arena, &gathering.rows[i]))
			break;
	arena_free(&gathering.arena);
}
