/* Amounts, times and months as a reader of the language writes them. */
#ifndef SITE_FIGURES_H
#define SITE_FIGURES_H

#include "base/buf.h"
#include "base/decimal.h"
#include "base/i18n.h"
#include "base/zone.h"

/* Appends MINOR as 1,234.50 or 1.234,50, with a real minus sign. */
void figure_amount(struct buf *out, enum lang lang, wide minor, int scale);
/* Appends 26 Sep 2026 18:21 or 26/09/2026 18:21, by the clocks of ZONE. */
void figure_time(struct buf *out, enum lang lang, const struct zone *zone, int64_t unix_ms);
/* Appends the day of DATE, which is text that begins with "2026-09-26": 26 Sep 2026 or 26/09/2026.
 */
void figure_day(struct buf *out, enum lang lang, const char *date);
/* The name of the month of DATE, "2026-09" or "2026-09-26". */
const char *figure_month(enum lang lang, const char *date);
/* The first day of the month that is so many MONTHS after (or before) that of DATE: "2026-10-01".
 */
enum { FIGURE_DAY_SIZE = 24 };
void figure_month_after(const char *date, int months, char day[FIGURE_DAY_SIZE]);
/* Appends how long ago it was, in one unit: "less than an hour ago", "5 hours ago", "3 days ago".
 */
void figure_age(struct buf *out, enum lang lang, int64_t ms);

#endif
