/* What the clocks of a zone show. */
#include "base/calendar.h"

/* What the clocks of ZONE show at UNIX_MS: the day, and the seconds since its midnight. */
static int64_t shown_at(const struct zone *zone, int64_t unix_ms, int64_t *seconds)
{
	int64_t ms, unix_seconds = divide_down(unix_ms, 1000, &ms);
	return divide_down(unix_seconds + zone_offset(zone, unix_seconds), DAY_SECONDS, seconds);
}

int64_t day_at(const struct zone *zone, int64_t unix_ms)
{
	int64_t seconds;
	return shown_at(zone, unix_ms, &seconds);
}

int minute_at(const struct zone *zone, int64_t unix_ms)
{
	int64_t seconds;
	shown_at(zone, unix_ms, &seconds);
	return (int)(seconds / 60);
}

int64_t day_instant(const struct zone *zone, int64_t day, int minute)
{
	return zone_instant(zone, day * DAY_SECONDS + minute * 60) * 1000;
}
