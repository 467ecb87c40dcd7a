/* Phrases of what a chart has found, for gnuplot's charts and the site's: amounts, dates and
 * changes as people write them in their language. */
#ifndef REPORT_FINDING_H
#define REPORT_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/decimal.h"
#include "base/i18n.h"

/* Appends MINOR units of SCALE as "1,234.50", in Spanish "1.234,50"; with UNIT (NULL: none) behind
 * a space that no line breaks at. */
void finding_amount(struct buf *out, enum lang lang, wide minor, int scale, const char *unit);
/* "3 Sep", with the year "3 Sep 2026"; "on 3 Sep 2026"; "Sep". SECONDS: of a clock without zones.
 */
void finding_date(struct buf *out, enum lang lang, int64_t seconds, bool year);
void finding_on(struct buf *out, enum lang lang, int64_t seconds);
void finding_month(struct buf *out, enum lang lang, int64_t seconds);
/* ", 4 % more than on 1 Sep 2026": LAST against FIRST, which was WHEN; as the DIFFERENCE, an amount
 * without sign, where no percentage says anything. */
void finding_change(struct buf *out, enum lang lang, wide first, wide last, const char *difference,
		    const char *when);

#endif
