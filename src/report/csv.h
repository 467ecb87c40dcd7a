/* Cells of CSV, for all that writes some. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends TEXT as a cell: RFC 4180, with SEPARATOR. Before what a spreadsheet would take for a
 * formula there comes an apostrophe, unless it is NUMERIC. TEXT is clean (text_clean()). */
void csv_cell(struct buf *out, const char *text, bool numeric, char separator);

#endif
