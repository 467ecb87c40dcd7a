/* The cells of a report's rows, as texts. */
#ifndef REPORT_CELLS_H
#define REPORT_CELLS_H

#include "report/names.h"
#include "report/render.h"

/* Zeroed but for the first seven; keeps what a row leaves to the next. */
struct formatting {
	struct store *store;
	uint64_t guild_id;
	const struct report *report;
	enum lang lang;
	enum form form;
	const struct zone *zone;
	const struct default_names *defaults; /* loaded but for FORM_RECORD */
	const bool *unused;                   /* columns whose cells nobody looks at; NULL: none */
	wide running;
	char currency[CURRENCY_SIZE];
	struct buf cells[MAX_REPORT_COLUMNS];
};

/* What begins the cell of a time in Discord's own form, which belongs outside of a block. */
#define CHAT_TIME "\1"

/* Adds the row to the running balance, which starts again with each currency: for each row, before
 * its cells are formatted. */
void cells_run(struct formatting *formatting, const struct value *values);
/* Puts the texts of one row of the report's query into CELLS, NULL for nothing; they last until the
 * next row. */
void cells_format(struct formatting *formatting, const struct value *values, int columns,
		  const char *cells[]);
void cells_free(struct formatting *formatting);

#endif
