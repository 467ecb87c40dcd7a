/* Points in time: Unix milliseconds, their RFC 3339 text, local days, and the time inside a
 * snowflake. */
#ifndef BASE_INSTANT_H
#define BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"

enum { INSTANT_TEXT_SIZE = 40 };

/* "2026-11-24T10:12:29.000Z". Years 1 to 9999. Returns TEXT. */
char *instant_format(int64_t unix_ms, char text[INSTANT_TEXT_SIZE]);
/* "2026-11-24 10:12" by the clocks of ZONE. Returns TEXT. */
char *instant_format_local(const struct zone *zone, int64_t unix_ms, char text[INSTANT_TEXT_SIZE]);
/* Reads RFC 3339 ("2026-11-24T10:12:29.5Z", "…+01:00"), or a day "2026-11-24" or a local time
 * "2026-11-24T10:12" of ZONE: the first instant at which its clock shows that; where the clock
 * jumps over it (the hour that summer time leaves out), the moment of the jump. False when it is
 * neither.
 */
bool instant_parse(const struct zone *zone, const char *text, int64_t *unix_ms);
/* Reads how long: "12h", "30d", "2w" (weeks; "2s", semanas, is the same). At most five digits;
 * false when it is none of these. */
bool duration_parse(const char *text, int64_t *ms);
/* The beginning of the day of UNIX_MS in ZONE; of the day DAYS before it. */
int64_t instant_day(const struct zone *zone, int64_t unix_ms, int days_before);
/* When the period before that of FROM to TO began: as many days of ZONE before FROM where both are
 * beginnings of days (whose hours may be 23 or 25), else as many milliseconds. */
int64_t instant_before(const struct zone *zone, int64_t from, int64_t to);

/* The wall clock as it was at the first call, and from there on evenly, in Unix milliseconds: who
 * sets the clock meanwhile neither ends nor prolongs a run. For limits and what is said now. What
 * the books hold never asks it. */
int64_t instant_now(void);

/* Discord's ids: https://discord.com/developers/docs/reference#snowflakes */
bool snowflake_parse(const char *text,
		     uint64_t *id);  /* 1 to 20 decimal digits, no sign, below 2^63 */
int64_t snowflake_time(uint64_t id); /* Unix milliseconds */
uint64_t snowflake_at(
	int64_t unix_ms); /* the lowest id of that millisecond; 0 before Discord's epoch */

#endif
