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
