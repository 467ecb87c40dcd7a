/* The last rows of a report, kept as they came until all were read, and sums over all of them: of a
 * long report that a message shows the end of, each row costs little more than its query. */
#ifndef REPORT_LAST_ROWS_H
#define REPORT_LAST_ROWS_H

#include "report/render.h"

enum { MOST_LAST_ROWS = 128, MOST_SUMS = 16 };

/* The sums of the columns of one currency. */
struct row_sums {
	char currency[CURRENCY_SIZE];
	int scale;
	wide amounts[MAX_REPORT_COLUMNS];
};

/* To be zeroed but for the first five. One at a time: the rows are kept in one place. */
struct last_rows {
	const struct report *report;
	size_t most;     /* how many are kept: at most MOST_LAST_ROWS */
	int only;        /* rows with nothing, or 0, in this column are left out; -1: none are */
	int currency;    /* the column of the currency; -1: there is none */
	unsigned summed; /* a bit for each column that is summed */
	uint64_t read;   /* rows of the query */
	uint64_t rows;   /* how many of them are not left out */
	struct row_sums sums[MOST_SUMS];
	size_t sum_count;
};

/* Adds a row as the query gave it, COUNT values and their end, and the running balance behind it.
 */
void last_rows_add(struct last_rows *last, const struct value *values, int count, wide running);
/* Gives those that are kept, the oldest first, and frees their memory. */
typedef void kept_row_sink(void *context, const struct value *values, int count, wide running);
void last_rows_give(struct last_rows *last, kept_row_sink *sink, void *context);

#endif
