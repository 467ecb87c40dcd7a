/* Time arithmetic. No clock is read here. */
#include "base/instant.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY = 24 * 3600 /* seconds */ };
static const int64_t discord_epoch_ms = 1420070400000;
static const int64_t first_ms = INT64_C(-62135596800000),
		     last_ms = INT64_C(253402300799999); /* of the years 1 to 9999 */

/* NUMBER in COUNT digits at AT; returns what is behind it. */
static char *write_digits(char *at, int number, int count)
{
	for (int i = count; i-- > 0; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + count;
}

/* By hand, since each record and each line of the log has a time, and strftime() and snprintf()
 * take ten times as long. */
char *instant_format(int64_t unix_ms, char text[INSTANT_TEXT_SIZE])
{
	int64_t ms = unix_ms % 1000;
	if (ms < 0)
		ms += 1000;
	time_t seconds = (unix_ms - ms) / 1000;
	struct tm utc;
	if (unix_ms < first_ms || unix_ms > last_ms || !gmtime_r(&seconds, &utc))
		return memcpy(text, "0001-01-01T00:00:00.000Z", sizeof "0001-01-01T00:00:00.000Z");
	const struct {
		int number, digits;
		char behind;
	} parts[] = { { utc.tm_year + 1900, 4, '-' },
		      { utc.tm_mon + 1, 2, '-' },
		      { utc.tm_mday, 2, 'T' },
		      { utc.tm_hour, 2, ':' },
		      { utc.tm_min, 2, ':' },
		      { utc.tm_sec, 2, '.' },
		      { (int)ms, 3, 'Z' } };
	char *at = text;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		at = write_digits(at, parts[i].number, parts[i].digits);
		*at++ = parts[i].behind;
	}
	*at = '\0';
	return text;
}

char *instant_format_local(const struct zone *zone, int64_t unix_ms, char text[INSTANT_TEXT_SIZE])
{
	int64_t seconds = unix_ms / 1000 - (unix_ms % 1000 < 0);
	time_t shown = seconds + zone_offset(zone, seconds);
	struct tm local;
	text[0] = '\0';
	if (gmtime_r(&shown, &local))
		snprintf(text, INSTANT_TEXT_SIZE, "%04d-%02d-%02d %02d:%02d", local.tm_year + 1900,
			 local.tm_mon + 1, local.tm_mday, local.tm_hour, local.tm_min);
	return text;
}

static bool read_digits(const char **at, int count, int *value)
{
	*value = 0;
	for (; count; count--, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*value = *value * 10 + (**at - '0');
	}
	return true;
}

static bool read_char(const char **at, const char *any)
{
	if (!**at || !strchr(any, **at))
		return false;
	(*at)++;
	return true;
}

static bool date_exists(const struct tm *tm)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = tm->tm_year + 1900;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return tm->tm_mon >= 0 && tm->tm_mon < 12 && tm->tm_mday >= 1 &&
	       tm->tm_mday <= days[tm->tm_mon] + (leap && tm->tm_mon == 1) && tm->tm_hour < 24 &&
	       tm->tm_min < 60 && tm->tm_sec < 61;
}

static int read_fraction(const char **at)
{
	int ms = 0, place = 100;
	if (**at != '.')
		return 0;
	for ((*at)++; **at >= '0' && **at <= '9'; (*at)++, place /= 10)
		ms += (**at - '0') * place;
	return ms;
}

static bool read_offset(const char **at, int *seconds)
{
	*seconds = 0;
	if (read_char(at, "Zz"))
		return true;
	int sign = **at == '-' ? -1 : 1, hours, minutes;
	if (!read_char(at, "+-") || !read_digits(at, 2, &hours) || !read_char(at, ":") ||
	    !read_digits(at, 2, &minutes))
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return hours < 24 && minutes < 60;
}

/* The first instant at which the zone's clock shows SHOWN (seconds as if of UTC); where it jumps
 * over that, the moment of the jump. */
static int64_t local_seconds(const struct zone *zone, int64_t shown)
{
	int64_t before = zone_offset(zone, shown - DAY), after = zone_offset(zone, shown + DAY);
	if (zone_offset(zone, shown - before) == before)
		return shown - before; /* of two hours alike the first */
	if (zone_offset(zone, shown - after) == after)
		return shown - after;
	int64_t still = shown - after,
		already = shown - before; /* the jump is after one and not after the other */
	while (still + 1 < already) {
		int64_t middle = still + (already - still) / 2;
		*(zone_offset(zone, middle) == before ? &still : &already) = middle;
	}
	return already;
}

bool instant_parse(const struct zone *zone, const char *text, int64_t *unix_ms)
{
	struct tm tm = { 0 };
	const char *at = text;
	int ms = 0, offset = 0;
	if (!read_digits(&at, 4, &tm.tm_year) || !read_char(&at, "-") ||
	    !read_digits(&at, 2, &tm.tm_mon) || !read_char(&at, "-") ||
	    !read_digits(&at, 2, &tm.tm_mday))
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	if (*at) {
		if (!read_char(&at, "Tt ") || !read_digits(&at, 2, &tm.tm_hour) ||
		    !read_char(&at, ":") || !read_digits(&at, 2, &tm.tm_min))
			return false;
		if (read_char(&at, ":")) {
			if (!read_digits(&at, 2, &tm.tm_sec))
				return false;
			ms = read_fraction(&at);
		}
	}
	if (!date_exists(&tm))
		return false;
	int64_t seconds;
	if (*at) {
		if (!read_offset(&at, &offset) || *at)
			return false;
		seconds = timegm(&tm) - offset;
	} else {
		seconds = local_seconds(zone, timegm(&tm));
	}
	int64_t result = seconds * 1000 + ms;
	if (result < first_ms || result > last_ms)
		return false;
	*unix_ms = result;
	return true;
}

bool duration_parse(const char *text, int64_t *ms)
{
	enum { HOUR_MS = 60 * 60 * 1000 };
	static const struct {
		char letter;
		int hours;
	} units[] = { { 'h', 1 }, { 'd', 24 }, { 'w', 7 * 24 }, { 's', 7 * 24 } };
	int64_t count = 0;
	size_t digits = strspn(text, "0123456789");
	if (!digits || digits > 5 || !text[digits] || text[digits + 1])
		return false;
	for (size_t i = 0; i < digits; i++)
		count = count * 10 + (text[i] - '0');
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].letter == text[digits]) {
			*ms = count * units[i].hours * HOUR_MS;
			return true;
		}
	return false;
}

/* Days of the calendar since 1970, as the zone's clock shows them. */
static int64_t local_date(const struct zone *zone, int64_t unix_ms)
{
	int64_t seconds = unix_ms / 1000 - (unix_ms % 1000 < 0),
		shown = seconds + zone_offset(zone, seconds);
	return shown / DAY - (shown % DAY < 0);
}

int64_t instant_day(const struct zone *zone, int64_t unix_ms, int days_before)
{
	return local_seconds(zone, (local_date(zone, unix_ms) - days_before) * DAY) * 1000;
}

int64_t instant_before(const struct zone *zone, int64_t from, int64_t to)
{
	if (instant_day(zone, from, 0) == from && instant_day(zone, to, 0) == to)
		return instant_day(zone, from,
				   (int)(local_date(zone, to) - local_date(zone, from)));
	return from - (to - from);
}

bool snowflake_parse(const char *text, uint64_t *id)
{
	enum { MOST_DIGITS = 19 }; /* whatever they are, 64 bits hold them */
	uint64_t value = 0;
	size_t digits = 0;
	unsigned digit;
	for (; digits < MOST_DIGITS && (digit = (unsigned char)text[digits] - '0') <= 9; digits++)
		value = value * 10 + digit;
	if (!digits || text[digits] || value > INT64_MAX)
		return false;
	*id = value;
	return true;
}

int64_t snowflake_time(uint64_t id)
{
	return (int64_t)(id >> 22) + discord_epoch_ms;
}

uint64_t snowflake_at(int64_t unix_ms)
{
	return unix_ms < discord_epoch_ms ? 0 : (uint64_t)(unix_ms - discord_epoch_ms) << 22;
}

static int64_t clock_ms(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t instant_now(void)
{
	static int64_t start, start_elapsed;
	int64_t elapsed = clock_ms(CLOCK_BOOTTIME);
	if (!start) {
		start = clock_ms(CLOCK_REALTIME);
		start_elapsed = elapsed;
	}
	return start + elapsed - start_elapsed;
}
