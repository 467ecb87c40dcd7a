/* Inside of the reader of MT940. The format: SWIFT, User Handbook, "Category 9, Cash Management and
 * Customer Status"; the subfields ?00 to ?63 of :86: are Die Deutsche Kreditwirtschaft's (DFÜ
 * agreement, annex 3). */
#ifndef IMPORT_MT940_H
#define IMPORT_MT940_H

#include "import/list.h"

/* What an amount or a day is that was not understood; NULL: nothing. */
struct mt940_wrong {
	enum list_fault fault;
	const char *what; /* "an amount, such as 43,50" */
};

/* An amount at *AT, "43,50" or "43,", in minor units of CURRENCY; *AT is then behind it. */
bool mt940_amount(const char **at, const char *currency, int64_t *minor);

/* FIELD, what stands behind ":61:", with its line breaks, of which the first ends a line of
 * FIRST_LENGTH columns. Fills day, amount and reference of LINE, whose currency is known, and
 * *DETAILS with the supplementary details, from ARENA. False: *WRONG says why. */
bool mt940_line(const char *field, struct arena *arena, struct list_line *line,
		const char **details, struct mt940_wrong *wrong);

/* FIELD, what stands behind ":86:", with its line breaks: fills text and party of LINE. */
void mt940_text(const char *field, struct arena *arena, struct list_line *line);

#endif
