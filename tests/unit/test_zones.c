/* Local days and times in the zones of this machine, over thirty past years: what instant.c says
 * against a table of each zone's offsets. Zones and times are sampled; the seed is printed, and
 * SEED=N repeats a run. Future rules change with tzdata: only past dates are asked. */
#include <stdlib.h>
#include <time.h>

#include "base/instant.h"
#include "base/zone_rule.h"
#include "check.h"

enum {
	FIRST_YEAR = 1995,
	YEARS = 30,
	MOST_ZONES = 700,
	MOST_STRETCHES = 400,
	SAMPLED_ZONES = 150,
	TIMES_A_CHANGE = 6,
	OFFSETS = 1000,
	HOUR = 3600,
	DAY = 24 * HOUR
};

/* A stretch of time with one offset; it ends where the next begins. */
struct stretch {
	int64_t begin, offset;
};
struct table {
	const struct zone *value; /* what is tested */
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

static void read_zone(struct table *zone)
{
	int64_t at = begin_of(FIRST_YEAR), end = begin_of(FIRST_YEAR + YEARS);
	*zone = (struct table){ .value = zone->value,
				.stretches = { { at, offset_at(at) } },
				.count = 1 };
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
static int64_t first_shown(const struct table *zone, int64_t shown)
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
static bool right_at(const struct table *zone, int64_t shown, int64_t time)
{
	char text[INSTANT_TEXT_SIZE], again[INSTANT_TEXT_SIZE];
	int64_t read, first = first_shown(zone, shown), day = (time + offset_at(time)) / DAY * DAY;
	if (!instant_parse(zone->value, written(shown, 19, text), &read) || read != first * 1000)
		return false;
	if (!instant_parse(zone->value, written(shown, 10, text), &read) ||
	    read != first_shown(zone, shown / DAY * DAY) * 1000)
		return false;
	for (int before = 0; before < 3; before++)
		if (instant_day(zone->value, time * 1000 + 999, before) !=
		    first_shown(zone, day - (int64_t)before * DAY) * 1000)
			return false;
	/* what is printed is read again as the first instant that prints so; no earlier one has
	 * that day */
	instant_format_local(zone->value, time * 1000, text);
	text[10] = 'T';
	if (!instant_parse(zone->value, text, &read) || read > time * 1000)
		return false;
	text[10] = ' ';
	if (strcmp(instant_format_local(zone->value, read, again), text) != 0)
		return false;
	read = instant_day(zone->value, time * 1000, 0);
	/* the day before is a day of the calendar, however many hours it has; of other periods the
	 * milliseconds count */
	if (instant_before(zone->value, first_shown(zone, day - DAY) * 1000, read) !=
		    first_shown(zone, day - 2 * DAY) * 1000 &&
	    first_shown(zone, day - DAY) * 1000 != read)
		return false;
	if (instant_before(zone->value, read + 1, read + 6) != read - 4)
		return false;
	return read <= time * 1000 &&
	       strncmp(instant_format_local(zone->value, read, again), text, 10) == 0 &&
	       strncmp(instant_format_local(zone->value, read - 1, again), text, 10) != 0;
}

/* The offset as the C library has it, from 1850 to 2150: before the first change of a zone's table,
 * and behind the last one, where a rule goes on. */
static void check_offsets(const struct zone *zone, const char *name)
{
	int wrong = 0;
	int64_t begin = begin_of(1850), years = 300;
	for (int i = 0; i < OFFSETS; i++) {
		int64_t time = begin + at_random(years * 365 * DAY);
		if (zone_offset(zone, time) != offset_at(time) && ++wrong == 1)
			printf("%s: at %jd the offset is %jd, not %jd\n", name, time,
			       offset_at(time), zone_offset(zone, time));
	}
	CHECK(wrong == 0);
}

static void check_zone(const char *name)
{
	struct zone *value = zone_load(name);
	struct table zone = { .value = value };
	int wrong = 0;
	if (!value) /* tzdata without the links of old names */
		return;
	setenv("TZ", name, 1); /* the C library's rules, to compare with */
	tzset();
	read_zone(&zone);
	check_offsets(value, name);
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
			printf("%s: wrong at the instant %jd or the local time %jd\n", name, time,
			       shown);
	}
	CHECK(wrong == 0);
	zone_free(value);
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

static void unknown_zones_are_refused(void)
{
	static const char *const unknown[] = { "",
					       "Mars/Olympus",
					       "../../etc/passwd",
					       "/usr/share/zoneinfo/UTC",
					       "zone.tab", /* files and folders beside the rules */
					       "Europe",
					       "right/Europe/Madrid" /* with leap seconds */ };
	struct zones zones = { 0 };
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
		CHECK(!zones_find(&zones, unknown[i]));
	CHECK(!zones.first);
	const struct zone *london = zones_find(&zones, "Europe/London");
	CHECK(london && zones_find(&zones, "Europe/London") == london);
	CHECK(!zones_find(&zones, "Mars/Olympus"));
	SAME(zone_name(london), "Europe/London");
	CHECK(zone_offset(london, 1782000000) == HOUR && zone_offset(zone_utc(), 1782000000) == 0);
	CHECK(zones_find(&zones, "UTC") && zones_find(&zones, "GMT") &&
	      zones_find(&zones, "Africa/Abidjan"));
	zones_free(&zones);
}

/* Rules that no zone of tzdata has, or none any more. */
static void rules_are_those_of_posix(void)
{
	static const char *const rules[] = { "CET-1CEST,M3.5.0,M10.5.0/3",
					     "EST5EDT,M3.2.0,M11.1.0",
					     "NZST-12NZDT,M9.5.0,M4.1.0/3",
					     "IST-1GMT0,M10.5.0,M3.5.0/1",
					     "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
					     "EET-2EEST,M3.4.4/50,M10.4.4/50",
					     "AAA3BBB,J60/0,J300/2:30:15",
					     "AAA-3:30BBB-4,59,364/23",
					     "<+0530>-5:30" };
	static const char *const broken[] = { "",
					      "CE-1",
					      "CET",
					      "CET-1CEST",
					      "CET-1CEST,M3.5.0",
					      "CET-1CEST,M13.5.0,M10.5.0",
					      "CET-1CEST,M3.5.0,M10.5.0x",
					      "CET-1CEST,366,1" };
	struct zone_rule rule;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		setenv("TZ", rules[i], 1);
		tzset();
		CHECK(zone_rule_parse(rules[i], &rule));
		int wrong = 0;
		for (int j = 0; j < OFFSETS; j++) {
			int64_t time = begin_of(1971) + at_random(INT64_C(100) * 365 * DAY);
			wrong += zone_rule_offset(&rule, time) != offset_at(time);
		}
		if (wrong)
			printf("%s: %d offsets are wrong\n", rules[i], wrong);
		CHECK(wrong == 0);
	}
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		CHECK(!zone_rule_parse(broken[i], &rule));
}

int main(void)
{
	static char names[MOST_ZONES][64];
	const char *given = getenv("SEED");
	seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	printf("zones: SEED=%u\n", seed);
	unknown_zones_are_refused();
	rules_are_those_of_posix();
	int count = read_names(names);
	for (size_t i = 0; i < sizeof awkward / sizeof *awkward; i++)
		check_zone(awkward[i]);
	for (int i = 0; count && i < SAMPLED_ZONES; i++)
		check_zone(names[at_random(count)]);
	CHECK(checks > 20);
	return REPORT("zones");
}
