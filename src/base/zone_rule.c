/* Rules of time zones. https://www.rfc-editor.org/rfc/rfc8536#section-3.3 */
#include "base/zone_rule.h"

#include <ctype.h>
#include <stddef.h>
#include <time.h>

#include "base/dates.h"

enum { HOUR = 3600, DAY = 24 * HOUR, DEFAULT_TIME = 2 * HOUR, MOST_HOURS = 167 };

/* "CEST", or "<+03>". */
static bool skip_name(const char **at)
{
	const char *start = *at;
	bool quoted = **at == '<';
	*at += quoted;
	while (isalpha((unsigned char)**at) ||
	       (quoted && (isdigit((unsigned char)**at) || **at == '+' || **at == '-')))
		(*at)++;
	if (quoted)
		return *(*at)++ == '>';
	return *at - start >= 3;
}

static bool read_number(const char **at, int most, int *number)
{
	if (!isdigit((unsigned char)**at))
		return false;
	for (*number = 0; isdigit((unsigned char)**at) && *number <= most; (*at)++)
		*number = *number * 10 + (**at - '0');
	return *number <= most;
}

/* "2", "-1:30", "02:00:00". */
static bool read_time(const char **at, int64_t *seconds)
{
	int sign = **at == '-' ? -1 : 1, part;
	*at += **at == '-' || **at == '+';
	if (!read_number(at, MOST_HOURS, &part))
		return false;
	*seconds = (int64_t)part * HOUR;
	for (int unit = 60; unit && **at == ':'; unit = unit == 60 ? 1 : 0) {
		(*at)++;
		if (!read_number(at, 59, &part))
			return false;
		*seconds += (int64_t)part * unit;
	}
	*seconds *= sign;
	return true;
}

static bool read_point(const char **at, char point)
{
	return *(*at)++ == point;
}

/* ",M3.5.0/3", ",J60", ",0/0". */
static bool read_change(const char **at, struct zone_change *change)
{
	*change = (struct zone_change){ .form = CHANGE_DAY, .time = DEFAULT_TIME };
	if (!read_point(at, ','))
		return false;
	if (**at == 'M') {
		(*at)++;
		change->form = CHANGE_MONTH;
		if (!read_number(at, 12, &change->month) || !read_point(at, '.') ||
		    !read_number(at, 5, &change->week) || !read_point(at, '.') ||
		    !read_number(at, 6, &change->weekday) || !change->month || !change->week)
			return false;
	} else {
		if (**at == 'J') {
			(*at)++;
			change->form = CHANGE_JULIAN;
		}
		if (!read_number(at, 365, &change->day))
			return false;
	}
	if (**at != '/')
		return true;
	(*at)++;
	return read_time(at, &change->time);
}

bool zone_rule_parse(const char *text, struct zone_rule *rule)
{
	const char *at = text;
	*rule = (struct zone_rule){ 0 };
	if (!skip_name(&at) || !read_time(&at, &rule->offset))
		return false;
	rule->offset = -rule->offset; /* POSIX counts westward */
	if (!*at)
		return true;
	rule->has_summer = true;
	rule->summer_offset = rule->offset + HOUR;
	if (!skip_name(&at))
		return false;
	if (*at != ',') {
		if (!read_time(&at, &rule->summer_offset))
			return false;
		rule->summer_offset = -rule->summer_offset;
	}
	return read_change(&at, &rule->begin) && read_change(&at, &rule->end) && !*at;
}

/* The days since 1970 of the change's day in YEAR. */
static int64_t day_of(const struct zone_change *change, int year)
{
	int64_t new_year = day_of_date((struct date){ year, 1, 1 });
	if (change->form == CHANGE_DAY)
		return new_year + change->day;
	if (change->form == CHANGE_JULIAN) /* 60 is the first of March in each year */
		return new_year + change->day - 1 + (is_leap_year(year) && change->day >= 60);
	int64_t day = day_of_date((struct date){ year, change->month, 1 }),
		end = day + days_of_month(year, change->month);
	int weekday = change->weekday - 1; /* from Sunday on there, from Monday on here */
	day += (weekday - weekday_of_day(day) + 14) % 7;
	for (int week = 1; week < change->week && day + 7 < end; week++)
		day += 7; /* the fifth is the last */
	return day;
}

static int64_t instant_of(const struct zone_change *change, int year, int64_t offset)
{
	return day_of(change, year) * DAY + change->time - offset;
}

int64_t zone_rule_offset(const struct zone_rule *rule, int64_t seconds)
{
	time_t time = seconds;
	struct tm utc;
	if (!rule->has_summer || !gmtime_r(&time, &utc))
		return rule->offset;
	int year = utc.tm_year + 1900;
	int64_t begin = instant_of(&rule->begin, year, rule->offset),
		end = instant_of(&rule->end, year, rule->summer_offset);
	bool summer = begin <= end ? seconds >= begin && seconds < end
				   : seconds >= begin || seconds < end; /* south of the equator */
	return summer ? rule->summer_offset : rule->offset;
}
