/* The records of a table in the order of their days, whatever the order of the file. */
#ifndef IMPORT_CSV_ORDER_H
#define IMPORT_CSV_ORDER_H

#include "import/csv_line.h"
#include "import/csv_records.h"

/* Makes a line of each record from where SCANNER stands, oldest first. Rules say that the newest
 * comes first, or the first two different days do (as hledger decides). */
void csv_in_order(struct csv_scanner *scanner, struct csv_maker *maker);

#endif
