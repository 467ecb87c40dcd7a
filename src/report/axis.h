/* The axes of charts, for gnuplot's of reports and the site's own: what an axis takes in, where a
 * value is on it, its steps, and calendar units. Whole numbers only, so that a chart is the same on
 * every machine. */
#ifndef REPORT_AXIS_H
#define REPORT_AXIS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"

enum { AXIS_DAY = 86400, AXIS_DATE_SIZE = 12 };

struct axis {
	wide least, most; /* zeroed: zero is on it */
};
void axis_include(struct axis *axis, wide value);
/* How far VALUE is from the least on an axis of LENGTH; in its middle where the axis has none. */
int axis_place(const struct axis *axis, wide value, int length);
/* The smallest round step, 1, 2 or 5 times a power of ten and at least LEAST, that goes at most
 * MOST times into the axis. */
wide axis_step(const struct axis *axis, int most, wide least);

/* Reads "2026-11-24", or with " 10:12" behind it, as seconds since 1970 of a clock without zones;
 * false: TEXT is neither. */
bool axis_read_time(const char *text, int64_t *seconds);
/* The date N days after DATE. */
void axis_add_days(char date[AXIS_DATE_SIZE], int n);

/* Weeks begin on Mondays. */
enum axis_unit { AXIS_DAYS, AXIS_WEEKS, AXIS_MONTHS, AXIS_YEARS };
/* The beginning of the unit that SECONDS is in; and of the COUNTth one after it. */
int64_t axis_unit_start(enum axis_unit unit, int64_t seconds);
int64_t axis_unit_after(enum axis_unit unit, int64_t start, int count);

#endif
