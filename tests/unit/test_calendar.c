/* Days as numbers, weekdays, lengths of months, and the instants of local times in zones that
 * change, jump over hours and leave out a date.
 * With an argument it answers lines of "ZONE DAY MINUTE" by the instants (for
 * tests/calendar-property, whose second opinion is Python's). */
#include <stdlib.h>
#include <time.h>

#include "base/calendar.h"
#include "base/instant.h"
#include "check.h"

/* Each day of the years that there are, against the C library. */
static void check_every_day(void)
{
	struct date next = { 1, 1, 1 };
	int weekday = 0, wrong = 0; /* 0001-01-01 was a Monday */
	for (int64_t day = FIRST_DAY; day <= LAST_DAY; day++, weekday = (weekday + 1) % 7) {
		struct date date = date_of_day(day);
		wrong += date.year != next.year || date.month != next.month ||
			 date.day != next.day || day_of_date(date) != day ||
			 weekday_of_day(day) != weekday;
		if (++next.day > days_of_month(next.year, next.month)) {
			next.day = 1;
			next.month = next.month % 12 + 1;
			next.year += next.month == 1;
		}
	}
	CHECK(wrong == 0);
	CHECK(next.year == 10000 && next.month == 1 && next.day == 1);
	for (int64_t day = FIRST_DAY; day <= LAST_DAY; day += 97) {
		time_t seconds = day * DAY_SECONDS;
		struct tm tm;
		gmtime_r(&seconds, &tm);
		struct date date = date_of_day(day);
		wrong += date.year != tm.tm_year + 1900 || date.month != tm.tm_mon + 1 ||
			 date.day != tm.tm_mday || weekday_of_day(day) != (tm.tm_wday + 6) % 7;
	}
	CHECK(wrong == 0);
}

static void check_texts(void)
{
	char text[DAY_TEXT_SIZE];
	int64_t day = 0;
	static const char *const none[] = {
		"",           "2027-02-29",  "2027-13-01",  "2027-00-01",  "2027-01-00",
		"2027-04-31", "1900-02-29",  "0000-01-01",  "2027-1-01",   "2027-01-1",
		"2027/01/01", "10000-01-01", "2027-01-01 ", "2027-01-01T", "-027-01-01",
		"2027-01-0x", " 2027-01-01", "2027-01--1",  "20270101",
	};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		CHECK(!day_parse(none[i], &day) && day == 0);
	CHECK(day_parse("1970-01-01", &day) && day == 0);
	CHECK(day_parse("2000-02-29", &day) && day == 11016);
	CHECK(day_parse("0001-01-01", &day) && day == FIRST_DAY);
	CHECK(day_parse("9999-12-31", &day) && day == LAST_DAY);
	SAME(day_format(11016, text), "2000-02-29");
	SAME(day_format(FIRST_DAY, text), "0001-01-01");
	SAME(day_format(LAST_DAY, text), "9999-12-31");
	SAME(day_format(LAST_DAY + 1, text), "");
	SAME(day_format(FIRST_DAY - 1, text), "");
	SAME(day_format(NO_DAY, text), "");
	CHECK(days_of_month(2027, 2) == 28 && days_of_month(2028, 2) == 29);
	CHECK(days_of_month(1900, 2) == 28 && days_of_month(2000, 2) == 29);
	CHECK(days_of_month(2027, 12) == 31 && days_of_month(2027, 11) == 30);
}

static int minutes(int hour, int minute)
{
	return hour * 60 + minute;
}

/* Local times, and when they come. */
static void check_instants(struct zones *zones)
{
	static const struct {
		const char *zone, *day;
		int hour, minute;
		const char *utc;
	} rows[] = {
		{ "Europe/Madrid", "2027-03-27", 2, 30, "2027-03-27T01:30:00.000Z" },
		{ "Europe/Madrid", "2027-03-28", 1, 59, "2027-03-28T00:59:00.000Z" },
		{ "Europe/Madrid", "2027-03-28", 2, 0,
		  "2027-03-28T01:00:00.000Z" }, /* jumped over: */
		{ "Europe/Madrid", "2027-03-28", 2, 30, "2027-03-28T01:00:00.000Z" },
		{ "Europe/Madrid", "2027-03-28", 2, 59, "2027-03-28T01:00:00.000Z" },
		{ "Europe/Madrid", "2027-03-28", 3, 0, "2027-03-28T01:00:00.000Z" },
		{ "Europe/Madrid", "2027-03-28", 3, 1, "2027-03-28T01:01:00.000Z" },
		{ "Europe/Madrid", "2027-10-31", 2, 30,
		  "2027-10-31T00:30:00.000Z" }, /* the first */
		{ "Europe/Madrid", "2027-10-31", 3, 0, "2027-10-31T02:00:00.000Z" },
		{ "Europe/Madrid", "2027-07-01", 9, 0, "2027-07-01T07:00:00.000Z" },
		{ "Europe/Madrid", "2027-12-31", 23, 59, "2027-12-31T22:59:00.000Z" },
		/* 30 December 2011 is not there: midnight of the 29th is that of the 31st */
		{ "Pacific/Apia", "2011-12-29", 23, 59, "2011-12-30T09:59:00.000Z" },
		{ "Pacific/Apia", "2011-12-30", 0, 0, "2011-12-30T10:00:00.000Z" },
		{ "Pacific/Apia", "2011-12-30", 9, 0, "2011-12-30T10:00:00.000Z" },
		{ "Pacific/Apia", "2011-12-30", 23, 59, "2011-12-30T10:00:00.000Z" },
		{ "Pacific/Apia", "2011-12-31", 0, 0, "2011-12-30T10:00:00.000Z" },
		{ "Pacific/Apia", "2011-12-31", 9, 0, "2011-12-30T19:00:00.000Z" },
		/* clocks that change by half an hour */
		{ "Australia/Lord_Howe", "2027-10-03", 1, 59, "2027-10-02T15:29:00.000Z" },
		{ "Australia/Lord_Howe", "2027-10-03", 2, 15, "2027-10-02T15:30:00.000Z" },
		{ "Australia/Lord_Howe", "2027-10-03", 2, 30, "2027-10-02T15:30:00.000Z" },
		{ "Australia/Lord_Howe", "2027-04-04", 1, 45, "2027-04-03T14:45:00.000Z" },
		{ "Australia/Lord_Howe", "2027-04-04", 2, 0, "2027-04-03T15:30:00.000Z" },
		{ "UTC", "9999-12-31", 23, 59, "9999-12-31T23:59:00.000Z" },
		{ "UTC", "0001-01-01", 0, 0, "0001-01-01T00:00:00.000Z" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct zone *zone = zones_find(zones, rows[i].zone);
		char text[INSTANT_TEXT_SIZE];
		int64_t day = 0;
		CHECK(zone && day_parse(rows[i].day, &day));
		if (zone)
			SAME(instant_format(
				     day_instant(zone, day, minutes(rows[i].hour, rows[i].minute)),
				     text),
			     rows[i].utc);
	}
}

static void check_shown(struct zones *zones)
{
	static const struct {
		const char *zone, *utc, *day;
		int hour, minute;
	} rows[] = {
		{ "Europe/Madrid", "2027-03-28T00:59:59.999Z", "2027-03-28", 1, 59 },
		{ "Europe/Madrid", "2027-03-28T01:00:00.000Z", "2027-03-28", 3, 0 },
		{ "Europe/Madrid", "2027-02-28T23:00:00.000Z", "2027-03-01", 0, 0 },
		{ "Europe/Madrid", "2027-02-28T22:59:59.999Z", "2027-02-28", 23, 59 },
		{ "Pacific/Apia", "2011-12-30T09:59:59.999Z", "2011-12-29", 23, 59 },
		{ "Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-31", 0, 0 },
		{ "Australia/Lord_Howe", "2027-04-03T15:00:00.000Z", "2027-04-04", 1, 30 },
		{ "UTC", "1969-12-31T23:59:59.999Z", "1969-12-31", 23, 59 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct zone *zone = zones_find(zones, rows[i].zone);
		char text[DAY_TEXT_SIZE];
		int64_t time = 0;
		CHECK(zone && instant_parse(zone_utc(), rows[i].utc, &time));
		if (!zone)
			continue;
		SAME(day_format(day_at(zone, time), text), rows[i].day);
		CHECK(minute_at(zone, time) == minutes(rows[i].hour, rows[i].minute));
	}
}

static int answer_lines(struct zones *zones)
{
	char zone[64], date[DAY_TEXT_SIZE], text[INSTANT_TEXT_SIZE];
	int minute;
	while (scanf("%63s %15s %d", zone, date, &minute) == 3) {
		const struct zone *found = zones_find(zones, zone);
		int64_t day;
		if (!found || !day_parse(date, &day))
			return EXIT_FAILURE;
		puts(instant_format(day_instant(found, day, minute), text));
	}
	zones_free(zones);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	struct zones zones = { 0 };
	if (argc > 1 && strcmp(argv[1], "--instants") == 0)
		return answer_lines(&zones);
	check_every_day();
	check_texts();
	check_instants(&zones);
	check_shown(&zones);
	zones_free(&zones);
	return REPORT("calendar");
}
