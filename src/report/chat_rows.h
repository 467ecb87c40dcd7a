/* The rows of a report for Discord: read, parted by currency, the newest first. */
#ifndef REPORT_CHAT_ROWS_H
#define REPORT_CHAT_ROWS_H

#include "report/chat_line.h"
#include "report/last_rows.h"

/* No more rows can fit than are kept: a row has 16 characters and more. */
enum { MOST_KEPT = MOST_LAST_ROWS, MOST_GROUPS = 16 };

/* The rows of one currency: those that were read, and what is made of them. */
struct chat_group {
	const char *currency; /* NULL: none */
	struct chat_row rows[MOST_KEPT + 1];
	const char *texts[MOST_KEPT + 1], *heading, *foot;
	bool shown[MOST_KEPT + 1];
	size_t count; /* rows; the sum, where there is one, is behind them */
	bool sum;
};

struct chat_answer {
	const struct report_request *request;
	const struct report *report;
	const char *lines[CHAT_LINES];
	struct arena arena;
	struct chat_view view;
	struct chat_group blocks[MOST_GROUPS];
	size_t block_count;
	const char *link; /* of the last row that has one; NULL: none has */
	struct buf times; /* what belongs above the blocks */
	uint64_t rows;
	bool uncounted;              /* there may be more rows than were read */
	int currency, account, only; /* columns; -1: none */
};

/* Reads REQUEST into ANSWER; true: there is more than the limit that was asked for. ANSWER's arena,
 * and its times, are the caller's to free. */
bool chat_rows_read(struct store *store, const struct report_request *request,
		    struct chat_answer *answer);
/* The currency of all rows, or that was asked for; NULL: there are several, or none. */
const char *chat_only_currency(const struct chat_answer *answer);
/* The column of TITLE; -1: there is none, or TITLE is NULL. */
int chat_column_called(const struct report *report, const char *title);

#endif
