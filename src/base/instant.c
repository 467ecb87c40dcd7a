/* Time arithmetic. No clock is read here. */
#include "base/instant.h"

#include <string.h>
#include <time.h>

#include "base/calendar.h"

static const int64_t discord_epoch_ms = 1420070400000;
static const int64_t first_ms = FIRST_DAY * DAY_SECONDS * 1000,
		     last_ms = (LAST_DAY + 1) * DAY_SECONDS * 1000 - 1;

/* By hand, since each record and each line of the log has a time. */
char *instant_format(int64_t unix_ms, char text[INSTANT_TEXT_SIZE])
{
	if (unix_ms < first_ms || unix_ms > last_ms)
		return memcpy(text, "0001-01-01T00:00:00.000Z", sizeof "0001-01-01T00:00:00.000Z");
	int64_t day = day_at(zone_utc(), unix_ms);
	int ms = (int)(unix_ms - day * DAY_SECONDS * 1000), seconds = ms / 1000;
	char *at = day_format(day, text) + DAY_LENGTH;
	*at++ = 'T';
	at = write_digits(at, seconds / 3600, 2);
	*at++ = ':';
	at = write_digits(at, seconds / 60 % 60, 2);
	*at++ = ':';
	at = write_digits(at, seconds % 60, 2);
	*at++ = '.';
	at = write_digits(at, ms % 1000, 3);
	*at++ = 'Z';
	*at = '\0';
	return text;
}

char *instant_format_local(const struct zone *zone, int64_t unix_ms, char text[INSTANT_TEXT_SIZE])
{
	int minute = minute_at(zone, unix_ms);
	char *at = day_format(day_at(zone, unix_ms), text);
	if (!*at)
		return text;
	at += DAY_LENGTH;
	*at++ = ' ';
	at = write_digits(at, minute / 60, 2);
	*at++ = ':';
	*write_digits(at, minute % 60, 2) = '\0';
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

/* The hours, minutes and seconds behind a date, "T10:12:29", as seconds. */
static bool read_clock(const char **at, int64_t *seconds, int *ms)
{
	int hour, minute, second = 0;
	if (!read_char(at, "Tt ") || !read_digits(at, 2, &hour) || !read_char(at, ":") ||
	    !read_digits(at, 2, &minute))
		return false;
	if (read_char(at, ":")) {
		if (!read_digits(at, 2, &second))
			return false;
		*ms = read_fraction(at);
	}
	*seconds = hour * 3600 + minute * 60 + second;
	return hour < 24 && minute < 60 && second < 61; /* with a leap second */
}

bool instant_parse(const struct zone *zone, const char *text, int64_t *unix_ms)
{
	char date[DAY_TEXT_SIZE] = "";
	int64_t day, seconds = 0;
	int ms = 0, offset = 0;
	if (strnlen(text, DAY_LENGTH) < DAY_LENGTH ||
	    !day_parse(memcpy(date, text, DAY_LENGTH), &day))
		return false;
	const char *at = text + DAY_LENGTH;
	if (*at && !read_clock(&at, &seconds, &ms))
		return false;
	seconds += day * DAY_SECONDS;
	if (*at) {
		if (!read_offset(&at, &offset) || *at)
			return false;
		seconds -= offset;
	} else {
		seconds = zone_instant(zone, seconds);
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

int64_t instant_day(const struct zone *zone, int64_t unix_ms, int days_before)
{
	return day_instant(zone, day_at(zone, unix_ms) - days_before, 0);
}

int64_t instant_before(const struct zone *zone, int64_t from, int64_t to)
{
	if (instant_day(zone, from, 0) == from && instant_day(zone, to, 0) == to)
		return instant_day(zone, from, (int)(day_at(zone, to) - day_at(zone, from)));
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
