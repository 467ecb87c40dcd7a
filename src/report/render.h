/* Inside the report room: what a report is made of, and what a format does with it. */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include "command/report_names.h"
#include "report/report.h"

enum column_kind {
	COLUMN_TEXT, /* what people wrote: hostile */
	COLUMN_MEMO, /* the same of a transaction; what the rules wrote there is translated */
	COLUMN_NAME, /* of an account or a user: a label, for shown_name() */
	COLUMN_WORD, /* one of ours (asset, open, pay), translated for people */
	COLUMN_ACCOUNT_STATE,
	COLUMN_BATCH_STATE,
	COLUMN_VERB, /* likewise, as words.h has them */
	COLUMN_NUMBER,
	COLUMN_ID,
	COLUMN_AMOUNT,
	COLUMN_TIME,
	COLUMN_DISCORD_ID, /* more digits than a spreadsheet's numbers have */
	COLUMN_DAY,        /* "2026-11-24", of the guild */
	COLUMN_DETAIL, /* a text whose first letter says what the others are: DETAIL_TIME and so on
			*/
	COLUMN_LINK,   /* an address of Discord's: whole in tables, and below the block in answers,
			  where it can be followed */
	COLUMN_HASH,
	COLUMN_RULE,    /* of dates, as rule_of_columns() reads it: its text of records, for people
			   in words */
	COLUMN_NEXT,    /* the date after the last one of a rule, likewise; a COLUMN_DAY for all
			   else */
	COLUMN_REASON,  /* why a schedule stands still: a word of the rules, or what people wrote */
	COLUMN_PAYEES,  /* "@11 &601 dues": the names of all for people */
	COLUMN_RUNNING, /* the sum of the amounts in the column before, since the currency last
			   changed */
};
/* In SQL: 't' || time. */
enum detail {
	DETAIL_TEXT = 'x',
	DETAIL_TIME = 't',
	DETAIL_NAME = 'n',
	DETAIL_VERB = 'v',
	DETAIL_BATCH_STATE = 's',
	DETAIL_RECEIPT = 'r', /* of that transaction */
	DETAIL_MEMO = 'm',
	DETAIL_BESIDE = 'b' /* a text that people do not need in a channel: the title has it, or it
			       is for operators */
};
struct column {
	const char *title;
	enum column_kind kind;
	bool not_in_tables; /* they have 80 columns */
	const char
		*heading;  /* the title for people, where the word alone has another meaning, too */
	const char *brief; /* its heading in Discord, where there is little room; NULL: the title */
	bool side;         /* one of two sides of an account: in tables nothing stands for zero */
	bool optional;     /* in tables only where a row has something there */
	bool once;         /* in tables of a grouped report only in the first line of a group */
	int number; /* of a name: 1 + the column with the number that tells it from others; 0: none
		     */
	const char *site; /* its heading on the site's list */
};
enum { MAX_REPORT_COLUMNS = 66 };

enum filter {
	FILTER_FROM_TO = 1,
	FILTER_AT = 2,
	FILTER_ACCOUNT = 4,
	FILTER_BATCH = 8,
	FILTER_CURRENCY = 16,
	FILTER_LIMIT = 32,
	NEEDS_ACCOUNT = 64,
	NEEDS_BATCH = 128,
	FILTER_ROLE = 256,
	NEEDS_ROLE = 512,
	FILTER_AUTHOR = 1024 /* instead of FILTER_ACCOUNT */,
	FILTER_VERB = 2048,
	FILTER_STATUS = 4096,
	FILTER_TRANSACTION = 8192,
	NEEDS_TRANSACTION = 16384,
	FILTER_SCHEDULE = 32768,
	FILTER_MONTHS = 65536,
	NEEDS_ASSET = 131072, /* where an account is given */
	NEEDS_ANY = NEEDS_ACCOUNT | NEEDS_BATCH | NEEDS_ROLE | NEEDS_TRANSACTION
};

enum shape {
	SHAPE_NONE,
	SHAPE_BARS,    /* the largest lie below each other; a second value goes to the left */
	SHAPE_DAYS,    /* a column a day, week, month or year; a second value goes down */
	SHAPE_COLUMNS, /* a column a row, the last ones */
	SHAPE_STEPS,   /* one value over time */
	SHAPE_SERIES,  /* one line for each label */
	SHAPE_HEAT,    /* weekdays and hours */
};
/* Columns of the report; -1: none. */
struct chart_kind {
	enum shape shape;
	const char *title, *up, *down;
	int label, time, value, second;
	bool counts; /* it draws no amounts: no currency is named */
	int owner;   /* of bars: 1 + the column with a member's id, whose accounts are drawn apart
			from the guild's; 0: none */
};
/* What a report is about, for lists of them. */
enum report_group {
	GROUP_BALANCES,
	GROUP_MOVEMENTS,
	GROUP_BATCHES,
	GROUP_PEOPLE,
	GROUP_ACTIVITY,
	REPORT_GROUPS
};
/* How the report looks in Discord, on a phone: 34 columns. chat_line.h has the language of LINES.
 * Without LINES the form is derived from the columns. */
enum { CHAT_COLUMNS = 34, CHAT_LINES = 2 };
struct chat_form {
	const char *title; /* "Balances" */
	const char *whose; /* "Movements of %s": of one account, batch, role, transaction */
	const char *own;   /* "Your movements": that account is the asker's */
	const char *empty; /* the sentence instead of rows; NULL: the one of all reports */
	const char *lines[CHAT_LINES]; /* of a row; the second may be NULL */
	const char *beside; /* what a line begins with where it is compared; NULL: as in LINES */
	const char *counted, *one; /* the title with how many there are, and their sum; ONE: of
				      one. Of several currencies it is TITLE */
	const char *sums;          /* the query for that: how many, sum, currency, scale */
	const char *legend;        /* what signs mean, below the blocks */
	const char *foot;  /* "Balance": what the newest row has in that column, below the rows */
	const char *only;  /* rows with nothing, or 0, in this column are left out */
	bool newest_first; /* the query gives the oldest first: the last ones are turned round */
	bool limit_by_currency; /* the limit is that of each currency */
	bool code_by_line;      /* each line names its currency; else there is a block for each */
};
struct feeding;
/* Gives each row to FEEDING's sink, until that returns false. */
typedef void report_feed(const struct feeding *feeding);
struct report {
	const char *query,
		*help; /* HELP: one line, for operators; translated in lists for people */
	unsigned filters;
	bool totals;             /* lines of no account are totals */
	bool grouped;            /* lines that are alike in the first column belong together */
	enum report_group group; /* in which list gl-report names it */
	report_feed *feed;       /* instead of a query alone: it makes the rows; NULL: the query
				    does */
	report_feed *compared;   /* likewise, where it is compared: its columns are then those of
				    compare_shape(); NULL: it cannot be */
	bool private;            /* what members owe and ask: it is never posted for all to read */
	bool now;                /* posted for all only where it has something to show */
	bool dated;              /* its form for Discord says how many days ago something was */
	bool shaped;             /* its columns depend on the request: report_shape() */
	bool internal;           /* of a verb, or a list of the site: gl-report does not offer it */
	struct chart_kind chart;
	struct site_list site;
	struct chat_form chat;
	struct column columns[MAX_REPORT_COLUMNS]; /* ended by a NULL title; the query has these and
						      the scale */
};
extern const struct report report_catalogue[REPORTS_IN_ALL]; /* by enum report_id */
const struct report *report_named(const char *name);         /* English; NULL: none */

/* A renderer gets each row as texts: NULL for nothing. Numeric tells cells that need no guarding.
 */
struct renderer {
	const struct report *report;
	enum lang lang;
	struct buf *out;
	int fd; /* where OUT goes when it is long; -1: nowhere, it stays in memory */
	int columns;
	char group[24]; /* of the last line of a grouped report */
	bool stacked;   /* a terminal has no room for the table: a line for each cell */
	uint64_t rows;
	bool measured; /* of tables: widths are known */
	int widths[MAX_REPORT_COLUMNS],
		narrow[MAX_REPORT_COLUMNS]; /* with the title, and of the data alone */
	const struct report_request *request;
	const struct zone *zone; /* of FORMAT_GNUPLOT: the guild's */
	struct buf account;      /* likewise: the name of the account that it is about */
	struct open_batch {
		int64_t batch, opened_at; /* likewise: the open batch; 0: there is none */
	} open;
	union {
		struct chart *chart;      /* of FORMAT_GNUPLOT, from its begin to its end */
		struct xlsx_sheet *sheet; /* of FORMAT_XLSX, likewise */
	};
};
bool column_is_numeric(enum column_kind kind);
/* The title of a column for people who read LANG. */
const char *column_heading(enum lang lang, const struct column *column);
/* The number that tells the name in COLUMN of a row from others; NULL: none. */
const char *row_number_of(const struct report *report, const char *const *cells, int column);
/* Widens the renderer's columns so that the row fits: the table's first pass. */
void table_measure(struct renderer *renderer, const char *const *cells);
/* Says which columns' cells the table looks at neither to show them nor to tell names apart. */
void table_unused(const struct renderer *renderer, bool unused[MAX_REPORT_COLUMNS]);
/* Narrows titles, then the widest text columns, until a line takes at most COLUMNS. */
void table_fit(struct renderer *renderer, int columns);

/* Whether the column is in the table. */
bool table_shows(const struct renderer *renderer, int column);

/* Formats and streams all rows to SINK, which returns false to stop early. UNUSED (NULL: none): the
 * columns whose cells nobody looks at; they are NULL then. */
typedef bool row_sink(void *context, const char *const *cells);
void report_rows(struct store *store, const struct report_request *request, enum form form,
		 const bool *unused, row_sink *sink, void *context);
/* The same of the last rows alone, which LAST says, and sums up. */
struct last_rows;
void report_last_rows(struct store *store, const struct report_request *request, enum form form,
		      struct last_rows *last, row_sink *sink, void *context);
/* What a feed has, and where its rows go: the columns of the report, and behind them the scale. */
struct feeding {
	struct store *store;
	const struct report_request *request;
	const struct zone *zone;
	int64_t today; /* a day: of the newest record of the books */
	enum form form;
	bool (*row)(void *context, const struct value *values);
	void *context;
};
report_feed feed_dues, feed_budgets, feed_income, feed_categories, feed_tags, feed_cash,
	feed_forecast;
enum { MOST_FORECAST_MONTHS = 36 };
/* The report that REQUEST asks for, with the columns that it then has: to be called before anything
 * else is asked of it. */
const struct report *report_shape(struct store *store, const struct report_request *request);
/* Of dues: with a column for each period. */
const struct report *dues_shape(struct store *store, const struct report_request *request);
/* The day of the newest record of the guild's books. */
int64_t report_today(struct store *store, uint64_t guild_id);

/* The guild's prefix of commands, from the store's memory into PREFIX. */
void report_prefix(struct store *store, uint64_t guild_id, struct buf *prefix);

#endif
