/* The forecast: the guild's own money (what it holds less what it owes) at the beginning of each
 * month, what schedules and dues bring and cost, what is owed and due, and what is left. Payments
 * of schedules are between members and accounts, never of cash: only of own money they tell more or
 * less. All that is due is taken as paid. */
#include "report/forecast.h"

#include <stdio.h>

#include "base/calendar_words.h"
#include "base/instant.h"
#include "report/subjects.h"

static void find_months(struct forecast *forecast)
{
	const struct feeding *feeding = forecast->feeding;
	const struct report_request *request = feeding->request;
	struct binding guild = bind_integer(":guild", (int64_t)request->guild_id);
	int64_t newest = store_number(feeding->store, "report forecast from", &guild, 1);
	forecast->from = request->at ? request->at : newest;
	forecast->past = forecast->from < newest;
	forecast->months = request->months ? (int)request->months : USUAL_MONTHS;
	struct date date = date_of_day(day_at(feeding->zone, forecast->from));
	for (int i = 0; i <= forecast->months; i++) {
		int number = date.month - 1 + i;
		forecast->begins[i] =
			day_of_date((struct date){ date.year + number / 12, number % 12 + 1, 1 });
	}
}

enum { O_MONTH, O_FROM_OWN, O_TO_OWN, O_OPEN, O_CURRENCY };

/* Dues and debts that are open, by the month in which they were due. */
static bool take_owed(void *context, const struct value *values)
{
	struct forecast *forecast = context;
	char text[DAY_TEXT_SIZE];
	int64_t day;
	snprintf(text, sizeof text, "%.7s-01", value_words(&values[O_MONTH]));
	if (!day_parse(text, &day))
		return true;
	int month = forecast_month(forecast, day);
	int sign = (int)(values[O_TO_OWN].integer - values[O_FROM_OWN].integer);
	if (month < forecast->months && sign)
		forecast_item(forecast, "owed and due", 0, value_words(&values[O_CURRENCY]))
			->amounts[month] += sign * value_wide(&values[O_OPEN]);
	return true;
}

static void add_owed(struct forecast *forecast)
{
	const struct report_request *request = forecast->feeding->request;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_text(":currency", request->currency),
				      { ":at", forecast_past(forecast) } };
	store_query(forecast->feeding->store, "report forecast owed", bindings, 3, take_owed,
		    forecast);
}

/* "2026-12", "December 2026". */
static const char *month_text(struct forecast *forecast, int month)
{
	struct date date = date_of_day(forecast->begins[month]);
	enum lang lang = forecast->feeding->request->lang;
	if (forecast->feeding->form == FORM_CHAT)
		return arena_printf(&forecast->arena, "%s %d", month_name(lang, date.month),
				    date.year);
	return arena_printf(&forecast->arena, "%04d-%02d", date.year, date.month);
}

/* A currency's balances at the beginning. */
struct opening {
	const char *currency;
	int64_t scale;
	wide held, owed;
};

/* In Discord the month is named in its first line only. */
static bool give(struct forecast *forecast, const struct opening *opening, int month, bool first,
		 const char *item, const struct expected *expected, wide amount)
{
	const struct feeding *feeding = forecast->feeding;
	bool named = first || feeding->form != FORM_CHAT;
	return feeding->row(feeding->context,
			    (struct value[]){
				    text_or_null(named ? month_text(forecast, month) : NULL),
				    { .kind = VALUE_TEXT, .text = item },
				    value_or_null(expected ? expected->schedule : 0),
				    text_or_null(expected ? expected->memo : NULL),
				    wide_or_text(&forecast->arena, amount),
				    { .kind = VALUE_TEXT, .text = opening->currency },
				    { .kind = VALUE_INTEGER, .integer = opening->scale },
				    { .kind = VALUE_END },
			    });
}

static bool give_month(struct forecast *forecast, const struct opening *opening, int month,
		       wide *own)
{
	if (month == 0 &&
	    !(give(forecast, opening, month, true, "held by the guild", NULL, opening->held) &&
	      give(forecast, opening, month, false, "owed by the guild", NULL, -opening->owed)))
		return false;
	if (!give(forecast, opening, month, month > 0, "own money", NULL, *own))
		return false;
	for (const struct expected *expected = forecast->first; expected;
	     expected = expected->next) {
		wide amount = expected->amounts[month];
		if (!amount || strcmp(expected->currency, opening->currency) != 0)
			continue;
		*own += amount;
		if (!give(forecast, opening, month, false, expected->item, expected, amount))
			return false;
	}
	return give(forecast, opening, month, false, *own < 0 ? "ends below zero" : "at the end",
		    NULL, *own);
}

enum { N_CURRENCY, N_HELD, N_OWED, N_SCALE };

static bool take_opening(void *context, const struct value *values)
{
	struct forecast *forecast = context;
	const struct opening opening = {
		.currency = arena_strdup(&forecast->arena, value_words(&values[N_CURRENCY])),
		.scale = values[N_SCALE].integer,
		.held = value_wide(&values[N_HELD]),
		.owed = -value_wide(&values[N_OWED]),
	};
	wide own = opening.held - opening.owed;
	for (int month = 0; month < forecast->months; month++)
		if (!give_month(forecast, &opening, month, &own))
			return false;
	return true;
}

void feed_forecast(const struct feeding *feeding)
{
	struct forecast forecast = { .feeding = feeding };
	const struct report_request *request = feeding->request;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_text(":currency", request->currency),
				      bind_optional(":at", request->at) };
	forecast.last = &forecast.first;
	find_months(&forecast);
	forecast_schedules(&forecast);
	add_owed(&forecast);
	store_query(feeding->store, "report forecast own", bindings, 3, take_opening, &forecast);
	arena_free(&forecast.arena);
}
