/* The records of a CSV: cells, perhaps in quotes, perhaps over several lines, within limits. */
#ifndef IMPORT_CSV_RECORDS_H
#define IMPORT_CSV_RECORDS_H

#include "base/buf.h"
#include "import/rules_parts.h"
#include "import/source.h"

enum { CSV_LONGEST_RECORD = 1024 * 1024, CSV_LONGEST_CELL = 64 * 1024, CSV_MOST_CELLS = 1024 };

/* Reads records one after the other from where its source stands. Zeroed but for the first three.
 */
struct csv_scanner {
	struct list_source *source;
	struct list_taker *taker;
	char separator;
	/* The record last given; it lives until the next. */
	struct record_cells record;
	uint64_t place;          /* the line where it begins */
	uint64_t offset, behind; /* of its bytes, and of what is behind it */
	bool failed;             /* a fault was told that ends the reading */
	/* While it is read. */
	struct buf text; /* of records of several lines */
	char *cells[CSV_MOST_CELLS];
	size_t lengths[CSV_MOST_CELLS];
	size_t starts[CSV_MOST_CELLS];
	bool quoted[CSV_MOST_CELLS];
};

/* The next record that is not an empty line; false at the end, or after a fault. Its text may be
 * changed. */
bool csv_next(struct csv_scanner *scanner);
/* Whether no cell of the record holds more than blanks. */
bool csv_is_blank(const struct record_cells *record);
void csv_scanner_free(struct csv_scanner *scanner);

#endif
