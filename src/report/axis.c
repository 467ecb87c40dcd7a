/* Axes of charts. */
#include "report/axis.h"

#include <stdio.h>
#include <time.h>

void axis_include(struct axis *axis, wide value)
{
	if (value < axis->least)
		axis->least = value;
	if (value > axis->most)
		axis->most = value;
}

int axis_place(const struct axis *axis, wide value, int length)
{
	wide span = axis->most - axis->least;
	return span ? (int)((value - axis->least) * length / span) : length / 2;
}

/* How many it takes to get there from zero. */
static wide steps(wide value, wide step)
{
	return value <= 0 ? 0 : (value + step - 1) / step;
}

wide axis_step(const struct axis *axis, int most, wide least)
{
	static const int times[] = { 2, 5, 10 };
	wide power = 1;
	if (most < 2 && axis->least < 0 && axis->most > 0)
		most = 2; /* each side takes one */
	while (power < least)
		power *= 10;
	for (wide step = power;; power = step)
		for (int i = -1; i < 3; i++) {
			step = i < 0 ? power : power * times[i];
			if (steps(axis->most, step) + steps(-axis->least, step) <= most)
				return step;
		}
}

bool axis_read_time(const char *text, int64_t *seconds)
{
	struct tm parts = { 0 };
	if (!text || sscanf(text, "%d-%d-%d %d:%d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday,
			    &parts.tm_hour, &parts.tm_min) < 3)
		return false;
	parts.tm_year -= 1900;
	parts.tm_mon--;
	*seconds = timegm(&parts);
	return true;
}

void axis_add_days(char date[AXIS_DATE_SIZE], int n)
{
	int64_t seconds = 0;
	struct tm tm;
	axis_read_time(date, &seconds);
	time_t at = seconds + (int64_t)n * AXIS_DAY;
	strftime(date, AXIS_DATE_SIZE, "%Y-%m-%d", gmtime_r(&at, &tm));
}

int64_t axis_unit_start(enum axis_unit unit, int64_t seconds)
{
	struct tm tm;
	time_t at = seconds;
	gmtime_r(&at, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	if (unit == AXIS_WEEKS)
		tm.tm_mday -= (tm.tm_wday + 6) % 7;
	if (unit >= AXIS_MONTHS)
		tm.tm_mday = 1;
	if (unit == AXIS_YEARS)
		tm.tm_mon = 0;
	return timegm(&tm);
}

int64_t axis_unit_after(enum axis_unit unit, int64_t start, int count)
{
	struct tm tm;
	time_t at = start;
	gmtime_r(&at, &tm);
	if (unit <= AXIS_WEEKS)
		tm.tm_mday += count * (unit == AXIS_WEEKS ? 7 : 1);
	else
		*(unit == AXIS_MONTHS ? &tm.tm_mon : &tm.tm_year) += count;
	return timegm(&tm);
}
