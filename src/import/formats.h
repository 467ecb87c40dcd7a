/* The formats of lists: one row and one file each. */
#ifndef IMPORT_FORMATS_H
#define IMPORT_FORMATS_H

#include "import/list.h"
#include "import/source.h"

struct import_rules;

/* What a reader is given. */
struct list_reading {
	struct list_source *source;       /* at its beginning, decoded */
	const struct import_rules *rules; /* of CSV; NULL for other formats */
	struct list_taker *taker;
	bool month_first, day_first; /* --dates mdy, dmy */
	const char *guild;           /* of a list of Red's that has several: --guild; or NULL */
	const char *currency;        /* of a list that says none (QIF); NULL: EUR */
	char separator;              /* of a CSV whose rules say none; '\0': a comma */
	struct arena arena;          /* of one line: the reader resets it */
	bool stopped;                /* after a fault that leaves nothing to read */
};

struct list_format {
	const char *name;  /* as --format takes it, and as records say it */
	const char *title; /* as people are told it */
	/* Whether HEAD, the first bytes of a list (NUL behind, not decoded), is of this format.
	 * NULL: what is left over. */
	bool (*fits)(const char *head, size_t length);
	/* The encoding that the head declares, or NULL: it does not say. */
	const char *(*declared)(const char *head, size_t length);
	/* Gives everything to the taker. Called twice for one list, from its beginning, with
	 * another taker: it keeps nothing between. */
	void (*read)(struct list_reading *reading);
};

extern const struct list_format format_csv, format_norma43, format_ofx, format_camt, format_mt940,
	format_qif, format_bot;

/* The format of a head, in the order of gl-import(1); csv when no other fits. */
const struct list_format *format_of(const char *head, size_t length);
/* By its name; NULL for none. */
const struct list_format *format_called(const char *name);
/* What a head of xls, xlsx, pdf, zip or HTML is, to be told; NULL for none of them. */
const char *no_list(const char *head, size_t length);

#endif
