/* Inside of the reader of QIF, as Quicken and banks write it. Intuit, "Quicken Interchange Format
 * (QIF) files": lines whose first letter says what they are, records that end with ^. */
#ifndef IMPORT_QIF_H
#define IMPORT_QIF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the days and amounts of a whole file say about how they are written. */
struct qif_manner {
	bool day_first, month_first; /* both or none: not known */
	char decimal_mark;           /* '\0': not known */
	uint64_t either;             /* where the first day stands that could be read either way */
};

/* Learns from a day: "05/10'26", "31/12/2025", "2026-10-05". FORCED: the order was said, nothing is
 * learnt of it. */
void qif_learn_day(struct qif_manner *manner, const char *text, uint64_t place);
/* False: TEXT is no day, or none in this manner. */
bool qif_day(const struct qif_manner *manner, const char *text, int64_t *day);

/* Learns from an amount: "-1,234.50", "43,50". */
void qif_learn_amount(struct qif_manner *manner, const char *text);
/* In minor units of 10^-SCALE. False: TEXT is no amount, or could be two. */
bool qif_amount(const struct qif_manner *manner, const char *text, int scale, int64_t *minor);

#endif
