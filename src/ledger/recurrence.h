/* A rule of dates: every 3 months on the 31st, the last Friday of each month. Pure arithmetic of
 * days; no zones. Months that are shorter than the day of a rule have it on their last day
 * (guildledger(7), "What recurs"). */
#ifndef LEDGER_RECURRENCE_H
#define LEDGER_RECURRENCE_H

#include "base/buf.h"
#include "base/calendar.h"
#include "base/i18n.h"

enum recurrence_unit { RECURS_DAY, RECURS_WEEK, RECURS_MONTH, RECURS_YEAR };
extern const char *const recurrence_unit_names[]; /* "day", …; ended by NULL */

struct recurrence {
	int every; /* 1 to 999 units */
	enum recurrence_unit unit;
	unsigned days;  /* of weeks: bit 0 is Monday */
	int day;        /* of months and years: 1 to 31; 0: nth weekday */
	int nth;        /* 1 to 4, -1: the last; 0: day */
	int weekday;    /* with nth: 0 is Monday */
	int month;      /* of years: 1 to 12 */
	int64_t anchor; /* the day that sets the phase of every N */
};

/* Reads the canonical form of a record, "3 month 31", "1 week mon,thu", "1 month last fri",
 * "1 year 02-29"; without its last word the day is that of ANCHOR. False when it is none. */
bool recurrence_read(const char *text, int64_t anchor, struct recurrence *recurrence);
enum { RECURRENCE_TEXT_SIZE = 48 };
/* That form, whole: with its last word. Returns TEXT. */
char *recurrence_text(const struct recurrence *recurrence, char text[RECURRENCE_TEXT_SIZE]);
/* Appends the rule as people say it: "each month on the 31st (the last day of shorter months)",
 * "every second week on Monday and Thursday", "cada viernes". */
void recurrence_words(struct buf *out, enum lang lang, const struct recurrence *recurrence);

/* The dates of a rule go on before its anchor, too: who begins at a date asks from there.
 * The first day of the rule after DAY, which may lie before the anchor; NO_DAY beyond the year
 * 9999. */
int64_t recurrence_after(const struct recurrence *recurrence, int64_t day);
/* The last day of the rule that is not after DAY; NO_DAY before the year 1. */
int64_t recurrence_until(const struct recurrence *recurrence, int64_t day);
/* Whether DAY is one of the rule's. */
bool recurrence_has(const struct recurrence *recurrence, int64_t day);

#endif
