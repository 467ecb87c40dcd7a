/* Local days and times in the zones of this machine, over thirty past years: what instant.c says
 * against a table of each zone's offsets. Zones and times are sampled; the seed is printed, and
 * SEED=N repeats a run. Future rules change with tzdata: only past dates are asked. */
#include <stdlib.h>
#include <time.h>

#include "base/instant.h"
#include "check.h"

enum {
	FIRST_YEAR = 1995,
	YEARS = 30,
	MOST_ZONES = 700,
	MOST_STRETCHES = 400,
	SAMPLED_ZONES = 150,
	TIMES_A_CHANGE = 6,
	HOUR = 3600,
	DAY = 24 * HOUR
};

/* A stretch of time with one offset; it ends where the next begins. */
struct stretch {
	int64_t begin, offset;
};
struct zone {
	struct stretch stretches[MOST_STRETCHES];
	int count;
};

static const char *const awkward[] = {
	/* days that begin at 1, that begin twice, that come back for an hour or a minute, that
	   never were */
	"America/Santiago",  "America/Havana",      "Africa/Cairo",     "Asia/Beirut",
	"Pacific/Apia",      "Pacific/Fakaofo",     "America/St_Johns", "America/Scoresbysund",
	"Asia/Gaza",         "Asia/Amman",          "Asia/Tehran",      "America/Asuncion",
	"America/Sao_Paulo", "Australia/Lord_Howe", "Antarctica/Troll", "Africa/Casablanca",
	"America/Caracas",   "Asia/Pyongyang",      "Asia/Kathmandu",   "Europe/Madrid",
	"Europe/Lisbon",     "Atlantic/Azores",     "America/New_York", "UTC",
};

static unsigned seed;
static int64_t at_random(int64_t below)
{
	return (int64_t)(((uint64_t)rand_r(&seed) << 31 | (uint64_t)rand_r(&seed)) %
			 (uint64_t)below);
}

static int64_t offset_at(int64_t seconds)
{
	time_t time = seconds;
	struct tm local;
	return localtime_r(&time, &local) ? local.tm_gmtoff : 0;
}

static int64_t begin_of(int year)
{
	struct tm tm = { .tm_year = year - 1900, .tm_mday = 1 };
	return timegm(&tm);
}

static void read_zone(struct zone *zone)
{
	int64_t at = begin_of(FIRST_YEAR), end = begin_of(FIRST_YEAR + YEARS);
	*zone = (struct zone){ .stretches = { { at, offset_at(at) } }, .count = 1 };
	for (; at < end; at += DAY) {
		int64_t before = at, after = at + DAY, offset = offset_at(at);
		if (offset_at(after) == offset)
			continue;
		while (before + 1 < after) {
			int64_t middle = before + (after - before) / 2;
			*(offset_at(middle) == offset ? &before : &after) = middle;
		}
		if (zone->count < MOST_STRETCHES)
			zone->stretches[zone->count++] =
				(struct stretch){ after, offset_at(after) };
	}
}

/* The first instant whose clock shows SHOWN (seconds as if of UTC) or, where it never does, the
 * change that leaves it out. */
static int64_t first_shown(const struct zone *zone, int64_t shown)
{
	for (int i = 0; i < zone->count; i++) {
		const struct stretch *stretch = &zone->stretches[i];
		int64_t time = shown - stretch->offset;
		if ((i == 0 || time >= stretch->begin) &&
		    (i + 1 == zone->count || time < stretch[1].begin))
			return time;
		if (i + 1 < zone->count && time >= stretch[1].begin &&
		    shown - stretch[1].offset < stretch[1].begin)
			return stretch[1].begin;
	}
	return INT64_MIN;
}

/* The local time SHOWN as text, or (LENGTH 10) its day. */
static const char *written(int64_t shown, size_t length, char text[INSTANT_TEXT_SIZE])
{
	instant_format(shown * 1000, text);
	text[length] = '\0';
	return text;
}

/* All that instant.c says of the local time SHOWN and of the instant TIME. */
static bool right_at(const struct zone *zone, int64_t shown, int64_t time)
{
	char text[INSTANT_TEXT_SIZE], again[INSTANT_TEXT_SIZE];
	int64_t read, first = first_shown(zone, shown), day = (time + offset_at(time)) / DAY * DAY;
	if (!instant_parse(written(shown, 19, text), &read) || read != first * 1000)
		return false;
	if (!instant_parse(written(shown, 10, text), &read) ||
	    read != first_shown(zone, shown / DAY * DAY) * 1000)
		return false;
	for (int before = 0; before < 3; before++)
		if (instant_day(time * 1000 + 999, before) !=
		    first_shown(zone, day - (int64_t)before * DAY) * 1000)
			return false;
	/* what is printed is read again as the first instant that prints so; no earlier one has
	 * that day */
	instant_format_local(time * 1000, text);
	text[10] = 'T';
	if (!instant_parse(text, &read) || read > time * 1000)
		return false;
	text[10] = ' ';
	if (strcmp(instant_format_local(read, again), text) != 0)
		return false;
	read = instant_day(time * 1000, 0);
	/* the day before is a day of the calendar, however many hours it has; of other periods the
	 * milliseconds count */
	if (instant_before(first_shown(zone, day - DAY) * 1000, read) !=
		    first_shown(zone, day - 2 * DAY) * 1000 &&
	    first_shown(zone, day - DAY) * 1000 != read)
		return false;
	if (instant_before(read + 1, read + 6) != read - 4)
		return false;
	return read <= time * 1000 && strncmp(instant_format_local(read, again), text, 10) == 0 &&
	       strncmp(instant_format_local(read - 1, again), text, 10) != 0;
}

static void check_zone(const char *name)
{
	struct zone zone;
	int wrong = 0;
	if (!zone_use(name)) /* tzdata without the links of old names */
		return;
	read_zone(&zone);
	for (int i = 0; i < zone.count * TIMES_A_CHANGE; i++) {
		const struct stretch *change = &zone.stretches[i / TIMES_A_CHANGE];
		int64_t near = change->begin + at_random(3 * DAY) - DAY - DAY / 2,
			far = begin_of(FIRST_YEAR + 1) +
			      at_random((YEARS - 2) * INT64_C(365) * DAY);
		int64_t time = i % TIMES_A_CHANGE == 0 || near < begin_of(FIRST_YEAR) + 3 * DAY
				       ? far
				       : near;
		int64_t shown = i % 2 ? time + change->offset
				      : (time + change->offset) / (HOUR / 2) * (HOUR / 2);
		if (!right_at(&zone, shown, time) && ++wrong == 1)
			printf("%s: wrong at the instant %lld or the local time %lld\n", name,
			       (long long)time, (long long)shown);
	}
	CHECK(wrong == 0);
}

static int read_names(char names[MOST_ZONES][64])
{
	FILE *list = fopen("/usr/share/zoneinfo/tzdata.zi", "r");
	char line[256];
	int count = 0;
	while (list && count < MOST_ZONES && fgets(line, sizeof line, list))
		count += sscanf(line, "Z %63s", names[count]) == 1 ||
			 sscanf(line, "L %*s %63s", names[count]) == 1;
	if (list)
		fclose(list);
	return count;
}

int main(void)
{
	static char names[MOST_ZONES][64];
	const char *given = getenv("SEED");
	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	printf("zones: SEED=%u\n", seed);
	int count = read_names(names);
	for (size_t i = 0; i < sizeof awkward / sizeof *awkward; i++)
		check_zone(awkward[i]);
	for (int i = 0; count && i < SAMPLED_ZONES; i++)
		check_zone(names[at_random(count)]);
	CHECK(checks > 20);
	return REPORT("zones");
}
