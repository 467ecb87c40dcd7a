/* Times and snowflakes. */
#include "base/instant.h"
#include "check.h"

int main(void)
{
	char text[INSTANT_TEXT_SIZE];
	uint64_t id;
	int64_t time;
	struct zones zones = { 0 };
	CHECK(snowflake_parse("175928847299117063", &id));
	CHECK(snowflake_time(id) == 1462015105796); /* the example of Discord's reference */
	CHECK(snowflake_at(1462015105796) == (uint64_t)(1462015105796 - 1420070400000) << 22);
	CHECK(snowflake_at(0) == 0);
	CHECK(snowflake_parse("0", &id) && id == 0);
	CHECK(snowflake_parse("9223372036854775807", &id));
	CHECK(!snowflake_parse("9223372036854775808", &id));
	CHECK(!snowflake_parse("", &id));
	CHECK(!snowflake_parse("-1", &id));
	CHECK(!snowflake_parse("12a", &id));
	CHECK(!snowflake_parse("99999999999999999999", &id));
	SAME(instant_format(1462015105796, text), "2016-04-30T11:18:25.796Z");
	SAME(instant_format(-1, text), "1969-12-31T23:59:59.999Z");
	CHECK(instant_parse(zone_utc(), "2016-04-30T11:18:25.796Z", &time) &&
	      time == 1462015105796);
	CHECK(instant_parse(zone_utc(), "2016-04-30T13:18:25.796+02:00", &time) &&
	      time == 1462015105796);
	CHECK(!instant_parse(zone_utc(), "2016-02-30", &time));
	CHECK(!instant_parse(zone_utc(), "2015-02-29T00:00:00Z", &time));
	CHECK(!instant_parse(zone_utc(), "2016-04-30T25:00:00Z", &time));
	CHECK(!instant_parse(zone_utc(), "2016-04-30T11:18:25.796Zx", &time));
	CHECK(!instant_parse(zone_utc(), "yesterday", &time));
	const struct zone *zone = zones_find(&zones, "Europe/Madrid");
	CHECK(zone != NULL);
	CHECK(instant_parse(zone, "2026-07-01", &time));
	SAME(instant_format(time, text), "2026-06-30T22:00:00.000Z"); /* summer time */
	CHECK(instant_parse(zone, "2026-01-01", &time));
	SAME(instant_format(time, text), "2025-12-31T23:00:00.000Z");
	SAME(instant_format_local(zone, time, text), "2026-01-01 00:00");
	/* What is read is printed as it was: the years 1 to 9999, and no offset beyond a day's. */
	CHECK(instant_parse(zone, "0717-01-02T03:04:05.678Z", &time));
	SAME(instant_format(time, text), "0717-01-02T03:04:05.678Z");
	CHECK(instant_parse(zone, "0001-01-01T00:00:00Z", &time) &&
	      instant_parse(zone, "9999-12-31T23:59:59.999Z", &time));
	SAME(instant_format(time, text), "9999-12-31T23:59:59.999Z");
	SAME(instant_format(INT64_MAX, text), "0001-01-01T00:00:00.000Z");
	CHECK(!instant_parse(zone, "0000-12-31T00:00:00Z", &time));
	CHECK(!instant_parse(zone, "0001-01-01T00:00:00+01:00", &time) &&
	      !instant_parse(zone, "9999-12-31T23:59:59-01:00", &time));
	CHECK(!instant_parse(zone, "2016-04-30T11:18:25+99:99", &time) &&
	      !instant_parse(zone, "2016-04-30T11:18:25+24:00", &time));
	CHECK(instant_parse(zone, "2016-04-30T11:18:25+23:59", &time));
	CHECK(instant_parse(zone, "2016-12-31T23:59:60Z", &time) &&
	      time == 1483228800000); /* a leap second is the next day's first */
	CHECK(instant_parse(zone, "2038-01-19T03:14:08Z", &time) && time == INT64_C(2147483648000));
	CHECK(instant_parse(zone, "1969-12-31T23:59:59.5Z", &time) && time == -500);
	CHECK(instant_parse(zone, "1901-12-13T20:45:51Z", &time) &&
	      time == INT64_C(-2147483649000));
	SAME(instant_format(INT64_C(253402300799999), text), "9999-12-31T23:59:59.999Z");
	CHECK(instant_parse(zone, "2024-03-31T02:30", &time) &&
	      time == 1711846800000); /* skipped: when the clocks jump */
	CHECK(instant_parse(zone, "2024-10-27T02:30", &time) &&
	      time == 1729989000000);                /* shown twice: the first */
	zone = zones_find(&zones, "America/Havana"); /* where a day begins twice */
	CHECK(instant_parse(zone, "2024-01-15", &time) &&
	      instant_parse(zone, "2024-11-03", &time) && time == 1730606400000);
	CHECK(instant_parse(zone, "2024-07-15", &time) &&
	      instant_parse(zone, "2024-11-03", &time) && time == 1730606400000);
	/* Days that begin when the clock changes, whatever was asked before. */
	static const struct {
		const char *zone, *before, *text, *utc;
	} changes[] = {
		{ "America/Santiago", "2024-07-01", "2024-09-08",
		  "2024-09-08T04:00:00.000Z" }, /* midnight is not there: the day begins at 1 */
		{ "America/Santiago", "2024-01-01", "2024-09-08", "2024-09-08T04:00:00.000Z" },
		{ "America/Santiago", "2024-07-01", "2024-04-07",
		  "2024-04-07T04:00:00.000Z" }, /* 23 to 24 was there twice, midnight once */
		{ "America/Havana", "2024-12-01", "2024-11-03",
		  "2024-11-03T04:00:00.000Z" }, /* midnight is there twice: the first */
		{ "America/Havana", "2024-07-01", "2024-11-03", "2024-11-03T04:00:00.000Z" },
		{ "Pacific/Apia", "2011-12-01", "2011-12-30",
		  "2011-12-30T10:00:00.000Z" }, /* the day that was left out is empty: */
		{ "Pacific/Apia", "2012-01-01", "2011-12-31",
		  "2011-12-30T10:00:00.000Z" }, /* it begins as the next one does */
		{ "Europe/Madrid", "2024-07-01", "2024-10-27T02:30",
		  "2024-10-27T00:30:00.000Z" }, /* twice: the first */
		{ "Europe/Madrid", "2024-12-01", "2024-10-27T02:30", "2024-10-27T00:30:00.000Z" },
		{ "Europe/Madrid", "2024-07-01", "2024-03-31T02:30",
		  "2024-03-31T01:00:00.000Z" }, /* not there: when the clock jumps */
		{ "Europe/Madrid", "2024-01-01", "2024-03-31T02:30", "2024-03-31T01:00:00.000Z" },
		{ "Australia/Lord_Howe", "2024-01-01", "2024-04-07T01:45",
		  "2024-04-06T14:45:00.000Z" }, /* half an hour twice */
		{ "Australia/Lord_Howe", "2024-07-01", "2024-10-06T02:15",
		  "2024-10-05T15:30:00.000Z" },
		{ "Asia/Kolkata", "2024-07-01", "2024-01-01", "2023-12-31T18:30:00.000Z" },
	};
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		zone = zones_find(&zones, changes[i].zone);
		CHECK(instant_parse(zone, changes[i].before, &time) &&
		      instant_parse(zone, changes[i].text, &time));
		SAME(instant_format(time, text), changes[i].utc);
	}
	zones_free(&zones);
	return REPORT("instant");
}
