/* Times and snowflakes. */
#include "base/instant.h"
#include "check.h"

int main(void)
{
	char text[INSTANT_TEXT_SIZE];
	uint64_t id;
	int64_t time;
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
	CHECK(instant_parse("2016-04-30T11:18:25.796Z", &time) && time == 1462015105796);
	CHECK(instant_parse("2016-04-30T13:18:25.796+02:00", &time) && time == 1462015105796);
	CHECK(!instant_parse("2016-02-30", &time));
	CHECK(!instant_parse("2015-02-29T00:00:00Z", &time));
	CHECK(!instant_parse("2016-04-30T25:00:00Z", &time));
	CHECK(!instant_parse("2016-04-30T11:18:25.796Zx", &time));
	CHECK(!instant_parse("yesterday", &time));
	CHECK(zone_use("Europe/Madrid"));
	CHECK(instant_parse("2026-07-01", &time));
	SAME(instant_format(time, text), "2026-06-30T22:00:00.000Z"); /* summer time */
	CHECK(instant_parse("2026-01-01", &time));
	SAME(instant_format(time, text), "2025-12-31T23:00:00.000Z");
	SAME(instant_format_local(time, text), "2026-01-01 00:00");
	/* What is read is printed as it was: the years 1 to 9999, and no offset beyond a day's. */
	CHECK(instant_parse("0717-01-02T03:04:05.678Z", &time));
	SAME(instant_format(time, text), "0717-01-02T03:04:05.678Z");
	CHECK(instant_parse("0001-01-01T00:00:00Z", &time) && instant_parse("9999-12-31T23:59:59.999Z", &time));
	SAME(instant_format(time, text), "9999-12-31T23:59:59.999Z");
	SAME(instant_format(INT64_MAX, text), "0001-01-01T00:00:00.000Z");
	CHECK(!instant_parse("0000-12-31T00:00:00Z", &time));
	CHECK(!instant_parse("0001-01-01T00:00:00+01:00", &time) && !instant_parse("9999-12-31T23:59:59-01:00", &time));
	CHECK(!instant_parse("2016-04-30T11:18:25+99:99", &time) && !instant_parse("2016-04-30T11:18:25+24:00", &time));
	CHECK(instant_parse("2016-04-30T11:18:25+23:59", &time));
	CHECK(!zone_use("Mars/Olympus"));
	CHECK(!zone_use("../../etc/passwd"));
	return REPORT("instant");
}
