/* Which days a report is of, and which it is compared with: by the guild's calendar. */
#include "report/periods.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "command/report_names.h"
#include "report/render.h"

enum compare compare_from_word(const char *word)
{
	struct arena arena = { 0 };
	const char *folded = text_fold(&arena, word);
	enum compare found = COMPARE_NONE;
	for (int i = 0; comparison_words[i][0] && !found; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (strcmp(comparison_words[i][lang], folded) == 0)
				found = (enum compare)(i + 1);
	arena_free(&arena);
	return found;
}

static int64_t day_begins(const struct zone *zone, int year, int month)
{
	year += (month - 1) / 12;
	return day_instant(zone, day_of_date((struct date){ year, (month - 1) % 12 + 1, 1 }), 0);
}

/* TIME, so many MONTHS later or earlier at the same time of the day: the 31st is the last day of a
 * shorter month. */
static int64_t months_later(const struct zone *zone, int64_t time, int months)
{
	int64_t day = day_at(zone, time), within = time - day_instant(zone, day, 0);
	struct date date = date_of_day(day);
	int number = date.year * 12 + date.month - 1 + months;
	if (number < 12) /* before the year 1 */
		number = 12;
	date.year = number / 12;
	date.month = number % 12 + 1;
	int most = days_of_month(date.year, date.month);
	date.day = date.day < most ? date.day : most;
	return day_instant(zone, day_of_date(date), 0) + within;
}

static bool begins_month(const struct zone *zone, int64_t time)
{
	return date_of_day(day_at(zone, time)).day == 1 && instant_day(zone, time, 0) == time;
}

static int months_between(const struct zone *zone, int64_t from, int64_t to)
{
	struct date first = date_of_day(day_at(zone, from)), last = date_of_day(day_at(zone, to));
	return (last.year - first.year) * 12 + last.month - first.month;
}

void report_settle(struct store *store, struct report_request *request)
{
	if (!request->compare || (request->from && request->to))
		return;
	int64_t today = report_today(store, request->guild_id);
	const struct zone *zone = report_zone(store, request->guild_id);
	int year = date_of_day(request->to ? day_at(zone, request->to - 1) : today).year;
	if (request->from)
		request->to = day_instant(zone, today + 1, 0);
	else if (!request->to)
		request->to = day_begins(zone, year + 1, 1);
	if (!request->from)
		request->from = day_begins(zone, year, 1);
	if (request->to <= request->from)
		request->to = day_instant(zone, day_at(zone, request->from) + 1, 0);
}

/* The months in which a period begins and ends. */
static int64_t first_month(const struct zone *zone, int64_t from)
{
	struct date date = date_of_day(day_at(zone, from));
	return day_begins(zone, date.year, date.month);
}

int months_of(const struct report_request *request, const struct zone *zone)
{
	return months_between(zone, request->from, request->to - 1) + 1;
}

static void title_of(const struct zone *zone, struct period *period)
{
	char first[INSTANT_TEXT_SIZE], last[INSTANT_TEXT_SIZE];
	int months = 0;
	if (period->from == INT64_MIN || period->to == INT64_MAX)
		return;
	if (begins_month(zone, period->from) && begins_month(zone, period->to))
		months = months_between(zone, period->from, period->to);
	instant_format_local(zone, period->from, first);
	instant_format_local(zone, period->to - 1, last);
	if (months == 12 && strncmp(first + 5, "01", 2) == 0)
		snprintf(period->title, sizeof period->title, "%.4s", first);
	else if (months == 1)
		snprintf(period->title, sizeof period->title, "%.7s", first);
	else if (strncmp(first, last, DAY_LENGTH) == 0)
		snprintf(period->title, sizeof period->title, "%.10s", first);
	else
		snprintf(period->title, sizeof period->title, "%.10s – %.10s", first, last);
}

/* As many months before where it is one of whole months, else as many days. */
static int64_t before(const struct zone *zone, const struct period *asked)
{
	if (begins_month(zone, asked->from) && begins_month(zone, asked->to))
		return months_later(zone, asked->from,
				    -months_between(zone, asked->from, asked->to));
	return instant_before(zone, asked->from, asked->to);
}

static void add_cut(struct periods *periods, int64_t cut)
{
	int at = periods->cut_count;
	for (int i = 0; i < periods->cut_count; i++)
		if (periods->cuts[i] == cut)
			return;
	for (; at && periods->cuts[at - 1] > cut; at--)
		periods->cuts[at] = periods->cuts[at - 1];
	periods->cuts[at] = cut;
	periods->cut_count++;
}

static void list_months(struct periods *periods, const struct report_request *request,
			const struct zone *zone)
{
	int64_t first = first_month(zone, request->from);
	periods->count = months_of(request, zone);
	if (periods->count > MOST_PERIODS)
		periods->count = MOST_PERIODS;
	if (periods->count < 1) /* it ends before it begins */
		periods->count = 1;
	for (int i = 0; i < periods->count; i++) {
		periods->list[i].from = months_later(zone, first, i);
		periods->list[i].to = months_later(zone, first, i + 1);
	}
}

void periods_read(struct periods *periods, const struct report_request *request,
		  const struct zone *zone)
{
	memset(periods, 0, sizeof *periods);
	struct period *asked = &periods->list[0], *other = &periods->list[1];
	periods->compare = request->compare;
	periods->count = 1;
	asked->from = request->from ? request->from : INT64_MIN;
	asked->to = request->to ? request->to : INT64_MAX;
	if (request->compare == COMPARE_MONTHS) {
		list_months(periods, request, zone);
	} else if (request->compare) {
		periods->count = 2;
		bool year = request->compare == COMPARE_YEAR;
		other->from = year ? months_later(zone, asked->from, -12) : before(zone, asked);
		other->to = year ? months_later(zone, asked->to, -12) : asked->from;
	}
	for (int i = 0; i < periods->count; i++) {
		title_of(zone, &periods->list[i]);
		add_cut(periods, periods->list[i].from);
		add_cut(periods, periods->list[i].to);
	}
}

bool period_has(const struct periods *periods, int period, int64_t bucket)
{
	return bucket > 0 && bucket < periods->cut_count &&
	       periods->cuts[bucket - 1] >= periods->list[period].from &&
	       periods->cuts[bucket] <= periods->list[period].to;
}

bool any_period_has(const struct periods *periods, int64_t bucket)
{
	for (int i = 0; i < periods->count; i++)
		if (period_has(periods, i, bucket))
			return true;
	return false;
}

bool period_is_behind(const struct periods *periods, int period, int64_t bucket)
{
	return bucket < periods->cut_count && periods->cuts[bucket] <= periods->list[period].from;
}

void periods_bind(const struct periods *periods, struct binding bindings[PERIOD_BINDINGS])
{
	static const char *const names[MOST_CUTS] = { ":cut_a", ":cut_b", ":cut_c", ":cut_d",
						      ":cut_e", ":cut_f", ":cut_g", ":cut_h",
						      ":cut_i", ":cut_j", ":cut_k", ":cut_l",
						      ":cut_m" };
	for (int i = 0; i < MOST_CUTS; i++)
		bindings[i] = (struct binding){ names[i],
						{ .kind = i < periods->cut_count ? VALUE_INTEGER
										 : VALUE_NULL,
						  .integer = periods->cuts[i] } };
	bindings[MOST_CUTS] = bind_integer(":first", periods->cuts[0]);
	bindings[MOST_CUTS + 1] = bind_integer(":last", periods->cuts[periods->cut_count - 1]);
}
