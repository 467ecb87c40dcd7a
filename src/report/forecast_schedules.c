/* What the dates of schedules that are active, or were at a past moment, will bring and cost: dues
 * that members pay, payrolls, and what members pay into accounts of income. Members who have a role
 * today are taken to have it then. */
#include "report/forecast.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/schedules.h"
#include "report/month_cells.h"
#include "report/subjects.h"

enum {
	S_SCHEDULE,
	S_KIND,
	S_RULE,
	S_AMOUNT,
	S_CURRENCY,
	S_AT,
	S_BEGINS,
	S_TIMES_LEFT,
	S_PAYEES,
	S_ROLE,
	S_PAYER_OWN,
	S_INTO_OWN,
	S_RETRYING,
	S_MEMO,
	S_ACTIVE
};

/* A schedule, copied out of its row: other queries come before its dates are counted. */
struct schedule_row {
	int64_t number, amount, at, times_left, begins, done, until, role_id;
	bool dues, pay, payer_own, into_own, retrying;
	char currency[16];
	const char *kind, *payees, *memo;
	struct recurrence rule;
	struct schedule_row *next;
};
struct reading {
	struct forecast *forecast;
	struct schedule_row *first, **last;
};

static bool take_schedule(void *context, const struct value *values)
{
	struct reading *reading = context;
	struct arena *arena = &reading->forecast->arena;
	struct schedule_row *row = arena_alloc(arena, sizeof *row);
	if (!rule_of_columns(value_words(&values[S_RULE]), &row->rule, &row->done, &row->until) ||
	    !day_parse(value_words(&values[S_BEGINS]), &row->begins))
		return true;
	row->number = values[S_SCHEDULE].integer;
	if (!forecast_was_active(reading->forecast, row->number, values[S_ACTIVE].integer,
				 row->done))
		return true;
	row->kind = arena_strdup(arena, value_words(&values[S_KIND]));
	row->dues = strcmp(row->kind, schedule_kind_names[SCHEDULE_DUES]) == 0;
	row->pay = strcmp(row->kind, schedule_kind_names[SCHEDULE_PAY]) == 0;
	row->amount = values[S_AMOUNT].integer;
	strncat(row->currency, value_words(&values[S_CURRENCY]), sizeof row->currency - 1);
	row->at = values[S_AT].integer;
	row->times_left = values[S_TIMES_LEFT].kind == VALUE_INTEGER ? values[S_TIMES_LEFT].integer
								     : INT64_MAX;
	row->payees = arena_strdup(arena, value_words(&values[S_PAYEES]));
	row->role_id = values[S_ROLE].integer;
	row->payer_own = values[S_PAYER_OWN].integer;
	row->into_own = values[S_INTO_OWN].integer;
	row->retrying = values[S_RETRYING].kind == VALUE_TEXT && !row->dues;
	if (values[S_MEMO].kind == VALUE_TEXT && !row->pay) /* members' own words stay theirs */
		row->memo = arena_strdup(arena, values[S_MEMO].text);
	*reading->last = row;
	reading->last = &row->next;
	return true;
}

/* Ids, of which some may come twice. */
struct ids {
	struct arena arena;
	int64_t *list;
	size_t count, room;
};

static void add_id(struct ids *ids, int64_t id)
{
	if (ids->count == ids->room) {
		size_t room = ids->room ? 2 * ids->room : 256;
		int64_t *larger = arena_alloc_raw(&ids->arena, room * sizeof *larger);
		if (ids->count)
			memcpy(larger, ids->list, ids->count * sizeof *larger);
		ids->list = larger;
		ids->room = room;
	}
	ids->list[ids->count++] = id;
}

static bool take_id(void *context, const struct value *values)
{
	add_id(context, values[0].integer);
	return true;
}

/* The members with ROLE (0: all) who have an account; without those who are exempt on DAY (NO_DAY:
 * nobody is). */
static void add_members(const struct forecast *forecast, int64_t role_id, int64_t day,
			struct ids *ids)
{
	char text[DAY_TEXT_SIZE];
	const struct report_request *request = forecast->feeding->request;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)request->guild_id),
		bind_integer(":role", role_id == (int64_t)request->guild_id ? 0 : role_id),
		bind_text(":day", day == NO_DAY ? NULL : day_format(day, text)),
	};
	store_query(forecast->feeding->store, "report forecast members", bindings, 3, take_id, ids);
}

static int compare_ids(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
	return (a > b) - (a < b);
}

static int64_t distinct(struct ids *ids)
{
	int64_t count = 0;
	if (ids->count)
		qsort(ids->list, ids->count, sizeof *ids->list, compare_ids);
	for (size_t i = 0; i < ids->count; i++)
		count += i == 0 || ids->list[i] != ids->list[i - 1];
	return count;
}

/* How many are paid on each date, and how many of these are accounts of the guild's own money. */
struct paid {
	int64_t all, own;
};

static bool take_kind(void *context, const struct value *values)
{
	const char *kind = value_words(&values[1]);
	*(bool *)context = strcmp(kind, "asset") != 0 && strcmp(kind, "liability") != 0;
	return false;
}

static bool is_own(const struct forecast *forecast, const char *name)
{
	struct arena arena = { 0 };
	bool own = false;
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)forecast->feeding->request->guild_id),
		bind_text(":folded", text_fold(&arena, name)),
	};
	store_query(forecast->feeding->store, "report account", bindings, 2, take_kind, &own);
	arena_free(&arena);
	return own;
}

static struct paid payees_of(struct forecast *forecast, const struct schedule_row *row)
{
	struct paid paid = { 0 };
	struct ids ids = { 0 };
	uint64_t id;
	for (const char *at = row->payees + strspn(row->payees, " "); *at; at += strspn(at, " ")) {
		bool quoted = *at == '"';
		size_t length = strcspn(at + quoted, quoted ? "\"" : " ");
		const char *word = arena_copy(&forecast->arena, at + quoted, length);
		if (!quoted && *word == '@' && snowflake_parse(word + 1, &id)) {
			add_id(&ids, (int64_t)id);
		} else if (!quoted && *word == '&' && snowflake_parse(word + 1, &id)) {
			add_members(forecast, (int64_t)id, NO_DAY, &ids);
		} else if (!quoted && strcmp(word, "everyone") == 0) {
			add_members(forecast, 0, NO_DAY, &ids);
		} else {
			paid.all++;
			paid.own += is_own(forecast, word);
		}
		at += quoted + length;
		at += *at == '"';
	}
	paid.all += distinct(&ids);
	arena_free(&ids.arena);
	return paid;
}

static int64_t asked_on(const struct forecast *forecast, const struct schedule_row *row,
			int64_t day)
{
	struct ids ids = { 0 };
	add_members(forecast, row->role_id, day, &ids);
	int64_t count = distinct(&ids);
	arena_free(&ids.arena);
	return count;
}

/* What one date does to the guild's own money, in times of the schedule's amount. */
static int64_t effect_on(const struct forecast *forecast, const struct schedule_row *row,
			 const struct paid *paid, int64_t day)
{
	if (row->dues)
		return row->into_own ? asked_on(forecast, row, day) : 0;
	return paid->own - (row->payer_own ? paid->all : 0);
}

/* Whether nothing that its dates do can change own money. */
static bool is_neutral(const struct schedule_row *row, const struct paid *paid)
{
	return row->dues ? !row->into_own : !paid->own && !row->payer_own;
}

/* The dates after those that were handled; of a time that is past also those since then. */
static void add_dates(struct forecast *forecast, const struct schedule_row *row)
{
	const struct zone *zone = forecast->feeding->zone;
	int64_t today = day_at(zone, forecast->from), left = row->times_left,
		end = forecast->begins[forecast->months];
	bool back = forecast->past && today <= row->done;
	struct paid paid = { 0 };
	if (!row->dues)
		paid = payees_of(forecast, row);
	if (is_neutral(row, &paid))
		return;
	struct expected *expected = forecast_item(forecast, row->pay ? "every" : row->kind,
						  row->pay ? 0 : row->number, row->currency);
	expected->memo = row->memo;
	if (row->retrying && !back)
		expected->amounts[0] += (wide)row->amount * effect_on(forecast, row, &paid, today);
	for (int64_t day = recurrence_after(&row->rule, back ? today - 1 : row->done);
	     day != NO_DAY && day < end && (row->until == NO_DAY || day <= row->until);
	     day = recurrence_after(&row->rule, day)) {
		if (day < row->begins ||
		    (back && day_instant(zone, day, (int)row->at) <= forecast->from))
			continue;
		if (day > row->done && left-- <= 0)
			break;
		expected->amounts[forecast_month(forecast, day)] +=
			(wide)row->amount * effect_on(forecast, row, &paid, day);
	}
}

void forecast_schedules(struct forecast *forecast)
{
	const struct report_request *request = forecast->feeding->request;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_text(":currency", request->currency),
				      { ":at", forecast_past(forecast) } };
	struct reading reading = { .forecast = forecast };
	reading.last = &reading.first;
	forecast_changes(forecast);
	store_query(forecast->feeding->store, "report forecast schedules", bindings, 3,
		    take_schedule, &reading);
	for (const struct schedule_row *row = reading.first; row; row = row->next)
		add_dates(forecast, row);
}
