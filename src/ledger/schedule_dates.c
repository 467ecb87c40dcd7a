/* Dates of a schedule: those of its rule, from its beginning to its end. */
#include "ledger/schedule_dates.h"

#include <string.h>

static int64_t within(const struct schedule *schedule, int64_t day, int64_t handled)
{
	bool over = (schedule->until != NO_DAY && day > schedule->until) ||
		    (schedule->times_left >= 0 && handled >= schedule->times_left);
	return over ? NO_DAY : day;
}

int64_t schedule_next(const struct schedule *schedule)
{
	int64_t before =
		schedule->begins - 1 > schedule->done ? schedule->begins - 1 : schedule->done;
	return within(schedule, recurrence_after(&schedule->recurrence, before), 0);
}

int64_t schedule_following(const struct schedule *schedule, int64_t day, int64_t count)
{
	return within(schedule, recurrence_after(&schedule->recurrence, day), count);
}

int64_t schedule_count_to(const struct schedule *schedule, int64_t day)
{
	int64_t count = 0, at = schedule_next(schedule);
	while (at != NO_DAY && at < day)
		at = schedule_following(schedule, at, ++count);
	return at == day ? count + 1 : 0;
}

size_t recurrence_last_days(const struct recurrence *rule, int64_t day, int64_t *days, size_t most)
{
	static const int64_t longest[] = {
		[RECURS_DAY] = 1, [RECURS_WEEK] = 7, [RECURS_MONTH] = 31, [RECURS_YEAR] = 366
	};
	int64_t before = day - longest[rule->unit] * rule->every * (int64_t)(most + 1);
	size_t count = 0;
	for (int64_t at = recurrence_after(rule, before > 0 ? before : 0);
	     at != NO_DAY && at <= day; at = recurrence_after(rule, at)) {
		if (count == most)
			memmove(days, days + 1, --count * sizeof *days);
		days[count++] = at;
	}
	return count;
}

int64_t schedule_first_day(const struct zone *zone, int64_t time, int at, int64_t from)
{
	int64_t today = day_at(zone, time), first = minute_at(zone, time) < at ? today : today + 1;
	return from != NO_DAY && from > first ? from : first;
}

void schedule_handled(struct schedule *schedule, int64_t day, int64_t count)
{
	schedule->done = day;
	schedule->attempt = 0;
	schedule->retrying = NO_DAY;
	if (schedule->times_left >= 0)
		schedule->times_left -= count;
}

int64_t schedule_attempt(const struct schedule *schedule, int64_t day)
{
	bool of_another = schedule->retrying != NO_DAY && schedule->retrying != day;
	return of_another ? 0 : schedule->attempt;
}

int64_t schedule_retry_day(const struct schedule *schedule)
{
	return schedule->retrying + schedule->attempt;
}
