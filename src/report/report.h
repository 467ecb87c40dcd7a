/* A report is a named query and its columns; a format is a renderer; any report in any format. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "report/formats.h"
#include "store/store.h"

enum terminal { TERMINAL_PNG, TERMINAL_SVG };
enum { CHART_WIDTH = 800, CHART_HEIGHT = 800, CHART_LEAST = 240, CHART_MOST = 4000 };
struct drawing {
	enum terminal terminal;
	bool dark;
	int width, height; /* 0: the size above */
};

/* What a report shows a period beside: nothing; the period just before it; the same days of the
 * year before; or each month of it in a column of its own. */
enum compare { COMPARE_NONE, COMPARE_BEFORE, COMPARE_YEAR, COMPARE_MONTHS };
/* The one that WORD says in either language; COMPARE_NONE: it says none. */
enum compare compare_from_word(const char *word);

/* The zone of the guild: its days are the days of reports. It lasts as long as STORE. */
const struct zone *report_zone(struct store *store, uint64_t guild_id);

struct report_request {
	const char *name; /* "balances", "trial-balance", … in English */
	uint64_t guild_id;
	enum lang lang; /* of titles */
	enum format format;
	/* Filters; 0 or NULL: not set. Times in Unix milliseconds. */
	int64_t from, to, at; /* from <= time < to; at: state just before or at that instant */
	const char *account; /* as in a command: "@ID" or an account's name; of the log: the author,
				"@ID" or an operator's name */
	const char *verb, *status; /* of the log, in either language */
	const char *currency;
	int64_t batch, limit; /* LIMIT: the newest so many, where rows are in time order */
	int64_t skip;         /* of history: behind so many newer lines */
	int64_t below;        /* of the journal: only transactions before that one */
	int64_t transaction;  /* of the report of that name */
	int64_t schedule;     /* a number, of dues */
	int64_t months;       /* of the forecast: how many; 0: as many as it shows by itself */
	enum compare compare;
	uint64_t role_id; /* of wearers */
	const char *site; /* FORMAT_HTML as a list of the site: the path from its page to the folder
			     of its language; NULL: without links */
	bool for_all;     /* posted in a channel: not what each member has */
	bool sheet;       /* FORMAT_CSV as a spreadsheet in LANG takes it, rather than canonical */
	struct drawing drawing; /* of FORMAT_GNUPLOT */
	int width;              /* columns of FORMAT_TABLE at most; 0: as wide as it gets */
	const char *prefix;     /* asked for in a channel: what is typed before commands, for hints;
				   NULL: asked for elsewhere */
	bool terminal; /* of FORMAT_TABLE, with a width: it stacks what is wider than that */
	bool colors;   /* likewise: a bold head, red negative amounts */
};

/* Completes the days of a request that compares: what is not given is this year, or today. To be
 * called before report_check(). */
void report_settle(struct store *store, struct report_request *request);
/* NULL and *WHY (in LANG) when the request cannot be served: unknown report, unknown account,
 * account missing for a statement, batch missing. Otherwise NULL *why. WHY belongs to the caller's
 * buf. */
bool report_check(struct store *store, const struct report_request *request, struct buf *why);
/* Before the process confines itself: makes ready what the format needs. */
void report_prepare(enum format format);
/* Streams the report to FD. Memory does not grow with its length. */
void report_run(struct store *store, const struct report_request *request, int fd);
/* The same into OUT, for a file of at most MOST bytes: false, and OUT of no use, when it is longer.
 * Not for the exports, which are formats of one report each (ledger, hledger, beancount, ofx). */
bool report_text(struct store *store, const struct report_request *request, size_t most,
		 struct buf *out);
/* The report for Discord, as FORMAT_CHAT prints it: a title, code blocks of 34 columns, and below
 * them what did not fit and where it is; at most MAX_POINTS code points. Of a long report no more
 * than 10,001 rows are read, or its last ones are kept. */
struct answer_options {
	uint64_t asker;   /* whose account is called theirs; 0: nobody's */
	const char *more; /* a line to type that shows more than LIMIT lines; NULL: that of the
			     verb report */
	bool attached;    /* what is cut goes along whole, as a file */
	bool part;        /* of a longer text: no title */
};
struct answer_size {
	uint64_t rows, cut;
}; /* how many lines there are, and did not fit */
struct answer_size report_answer(struct store *store, const struct report_request *request,
				 const struct answer_options *options, size_t max_points,
				 struct buf *out);

/* Whether FORMAT_GNUPLOT can draw the report of that English name. */
bool report_has_chart(const char *name);
/* Whether the report of that English name can be narrowed by from and to. */
bool report_takes_times(const char *name);
/* Appends the names of those that can be compared, with commas. */
void report_list_compared(struct buf *out, enum lang lang);
/* Appends the names of those that gl-report has, with commas; a line for each with its help, for
 * --help; or a line for each of what programs want to know: see gl-report(1), --list. */
void report_list(struct buf *out);
void report_help(struct buf *out);
/* The same in groups with a heading each, in LANG, for people who gave no name. */
void report_groups(struct buf *out, enum lang lang);
void report_table(struct buf *out);

/* The list of the site whose PLACE is that (1, 2, …) among them, and the report's *NAME; NULL: that
 * was the last. */
struct site_list {
	int place;
	const char *file, *title, *caption;
};
const struct site_list *report_on_site(int place, const char **name);

/* The English name of a report given in either language, or NULL. */
const char *report_from_word(const char *word);
/* What people call the report of that English name. */
const char *report_word(const char *name, enum lang lang);

#endif
