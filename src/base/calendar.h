/* Days as the clocks of a zone show them. The days themselves: base/dates.h. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/dates.h"
#include "base/zone.h"

/* The day that the clocks of ZONE show at UNIX_MS, and the minute of that day. */
int64_t day_at(const struct zone *zone, int64_t unix_ms);
int minute_at(const struct zone *zone, int64_t unix_ms);
/* The first moment, in Unix milliseconds, at which the clocks of ZONE show MINUTE (0 to 1439) of
 * DAY; where the clocks jump over it, the moment of the jump. */
int64_t day_instant(const struct zone *zone, int64_t day, int minute);

#endif
