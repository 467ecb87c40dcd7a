/* The formats that a report can be printed in. One is a file that ends in its row, and a line
 * here. */
#ifndef REPORT_FORMATS_H
#define REPORT_FORMATS_H

#include <stdbool.h>

#include "base/buf.h"

struct renderer;
struct report_request;
struct store;

/* In the order of --help. X(ENUM, row): the row is row_format. */
#define REPORT_FORMATS(X)       \
	X(TABLE, table)         \
	X(CSV, csv)             \
	X(JSON, json)           \
	X(NDJSON, ndjson)       \
	X(MARKDOWN, markdown)   \
	X(LIST, list)           \
	X(CHAT, chat)           \
	X(HTML, html)           \
	X(PRINT, print)         \
	X(XLSX, xlsx)           \
	X(LEDGER, ledger)       \
	X(HLEDGER, hledger)     \
	X(BEANCOUNT, beancount) \
	X(OFX, ofx)             \
	X(OFX1, ofx1)           \
	X(GNUPLOT, gnuplot)

enum format {
#define FORMAT_ID(id, row) FORMAT_##id,
	REPORT_FORMATS(FORMAT_ID)
#undef FORMAT_ID
		FORMAT_COUNT
};

/* How the cells of a row are written: as records have values (canonical); as people read them; the
 * same with amounts in the reader's form, for Discord; for a spreadsheet that reads a text, in the
 * reader's words with numbers and dates as it takes them there, and names as records have them; the
 * same with numbers and dates in one form whatever the language, for a format that has types; or
 * names and words as people read them, and numbers and dates in one form, for what draws them. */
enum form { FORM_RECORD, FORM_PEOPLE, FORM_CHAT, FORM_SHEET, FORM_TYPED, FORM_CHART };

struct report_format {
	const char *name, *help;         /* HELP: a few words behind the name in --help; or NULL */
	const char *ending, *media_type; /* of a file in it: ".csv" */
	enum form form;
	bool binary; /* not text: it is not printed on a terminal */
	bool locale; /* --locale changes it */
	bool charts; /* it is of the reports with a chart only */
	/* What has to be done before the process confines itself; NULL: nothing. */
	void (*prepare)(void);
	/* A renderer. */
	void (*begin)(struct renderer *);
	void (*row)(struct renderer *, const char *const *cells);
	void (*end)(struct renderer *);
	/* What asks for more than the rows renders by itself: the three above are then NULL. An
	 * export renders ONLY one report, and takes FILTERS of its filters (enum filter). */
	const char *only;
	unsigned filters;
	void (*run)(struct store *store, const struct report_request *request, int fd);
};
extern const struct report_format *const report_formats[FORMAT_COUNT];

bool format_from_name(const char *name, enum format *format);
/* Appends the names, with commas. */
void format_list(struct buf *out);
/* Appends what --help says of --format: the names and their HELP, the exports behind the others. */
void format_help(struct buf *out);

#endif
