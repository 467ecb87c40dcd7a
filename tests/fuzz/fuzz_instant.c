/* Fuzz target: instants, zones, ids. A first line names the zone, the second is read as a time and
 * as an id; what is read is printed and read again as itself. */
#include "fuzz.h"

#include <time.h>

#include "base/instant.h"

static void check_instant(const struct zone *zone, const char *text)
{
	int64_t at = 0, again;
	char printed[INSTANT_TEXT_SIZE], local[INSTANT_TEXT_SIZE];
	if (!instant_parse(zone, text, &at))
		return;
	instant_format(at, printed);
	REQUIRE(strlen(printed) == 24 && instant_parse(zone, printed, &again) && again == at);
	/* its local year may be 0 or 10000 */
	if (at < -62135596800000 + 86400000 || at > 253402300799999 - 86400000)
		return;
	instant_format_local(zone, at, local);
	REQUIRE(strlen(local) == 16);
	/* Where a clock is put back an hour of local time comes twice: the same minute then, but
	 * another hour. */
	REQUIRE(instant_parse(zone, local, &again) &&
		llabs(again - (at - at % 60000)) <= 3 * 3600000 + 59999);
	if (at >= 1420070400000 && at < 1420070400000 + ((int64_t)1 << 41)) {
		REQUIRE(snowflake_time(snowflake_at(at)) == at);
		REQUIRE(snowflake_at(at) <= (uint64_t)INT64_MAX);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	char *text = fuzz_text(&arena, data, size), *at = text, *line;
	struct zones zones = { 0 };
	uint64_t id;
	if (text) {
		const struct zone *zone =
			(line = fuzz_line(&at, text + size)) ? zones_find(&zones, line) : NULL;
		if (!zone)
			REQUIRE((zone = zones_find(&zones, "Europe/Madrid")));
		while ((line = fuzz_line(&at, text + size))) {
			check_instant(zone, line);
			if (snowflake_parse(line, &id)) {
				REQUIRE(id <= INT64_MAX &&
					strspn(line, "0123456789") == strlen(line));
				REQUIRE(snowflake_at(snowflake_time(id)) == id >> 22 << 22);
			}
		}
	}
	zones_free(&zones);
	arena_free(&arena);
	return 0;
}
