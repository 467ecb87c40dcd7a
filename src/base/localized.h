/* Numbers and days in the reader's form, for what people read: "1.234,50" and "26/09/2026" in
 * Spanish. What programs read, and files, stay canonical (decimal.h, instant.h). */
#ifndef BASE_LOCALIZED_H
#define BASE_LOCALIZED_H

#include "base/decimal.h"
#include "base/i18n.h"

enum { LOCALIZED_SIZE = 64 };

/* MINOR with exactly SCALE decimals as people who read LANG write it, with a mark between each
 * three digits. Not in a whole number, which could not be typed back: "1.234" has two meanings.
 * Returns TEXT. */
char *localized_amount(enum lang lang, wide minor, int scale, char text[LOCALIZED_SIZE]);

/* DAY, "2026-11-24" and whatever is behind it, as "24/11/2026": LENGTH 10; 8 with two digits of the
 * year, 5 without the year. Returns TEXT, which is empty when DAY is none. */
enum day_length { DAY_SHORT = 5, DAY_YEAR = 8, DAY_LONG = 10 };
char *localized_day(const char *day, enum day_length length, char text[LOCALIZED_SIZE]);

#endif
