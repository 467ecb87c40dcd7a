/* What OFX says of one movement (STMTTRN), value by value, and the line that it becomes. */
#ifndef IMPORT_OFX_LINE_H
#define IMPORT_OFX_LINE_H

#include "import/formats.h"
#include "import/ofx_scan.h"
#include "import/spool.h"

enum ofx_value {
	OFX_DAY,
	OFX_AMOUNT,
	OFX_ID,
	OFX_NAME,
	OFX_PAYEE,
	OFX_MEMO,
	OFX_OTHER_ACCOUNT,
	OFX_CURRENCY,
	OFX_CORRECTION,
	OFX_NO_VALUE
};

struct ofx_line {
	struct arena *arena;              /* of one line */
	const char *values[OFX_NO_VALUE]; /* NULL: absent or empty */
	uint64_t places[OFX_NO_VALUE];
};

/* The value of a STMTTRN that NAME means, or OFX_NO_VALUE. */
enum ofx_value ofx_value_called(const char *name);

void ofx_line_begin(struct ofx_line *line, struct arena *arena);
/* Keeps the value of the tag that SCAN is at; the first of several counts. */
void ofx_line_keep(struct ofx_line *line, enum ofx_value value, const struct ofx_scan *scan);
/* Puts the line, which began at PLACE, into SPOOL, or tells TAKER what is wrong with it. */
void ofx_line_end(struct ofx_line *line, uint64_t place, const struct list_account *account,
		  struct list_taker *taker, struct line_spool *spool);

/* "20261005", "20261005230000.000[-3:BRT]": the day is the one written, whatever the zone. */
bool ofx_day(const char *text, int64_t *day);

/* All of a list: struct list_format. */
void ofx_read(struct list_reading *reading);

#endif
