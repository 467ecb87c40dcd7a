/* The sheet of a closed batch, for the treasurer. */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "report/report.h"

/* Appends the sheet of the closed batch that REQUEST names (guild, batch, language), as a message
 * for Discord of at most SHEET_POINTS code points: TOTALS (text), movements per account, what was
 * counted against what was expected, what was NOT_COUNTED (text; NULL: all was), the biggest
 * movements, the hash. Where work is limited, and they are too much of it, the tables are left out:
 * store_out_of_work() tells. Returns how many accounts did not fit. */
enum { SHEET_POINTS = 1900 };
uint64_t report_sheet(struct store *store, const struct report_request *request, const char *totals,
		      const char *not_counted, struct buf *out);

#endif
