/* Inside the site room: one run, its pages, and the parts that pages are made of. */
#ifndef SITE_PAGES_H
#define SITE_PAGES_H

#include "base/buf.h"
#include "base/i18n.h"
#include "report/names.h"
#include "report/report.h"
#include "site/figures.h"
#include "site/manifest.h"
#include "site/paths.h"
#include "site/site.h"

/* A full page never changes again, unless a name in it does: what is new goes to the last one. */
enum { ACCOUNT_PAGE = 500, PATH_SIZE = 96 };
#define TEMPORARY ".new" /* ends the name of a file that is being written */

struct site {
	struct store *store;
	uint64_t guild_id;
	int folder, scale;
	enum lang lang; /* the guild's */
	const struct zone *zone;
	struct default_names defaults;
	char *name, *prefix, *zone_name, currency[CURRENCY_SIZE];
	int64_t last_time, transactions, seq, batches, open_batch, members;
	const struct site_upkeep *upkeep;
	struct manifest old, now;
	struct marks receipts; /* pages of transactions that show something else now */
	bool full;
};

struct site_page {
	struct site *site;
	enum lang lang;
	int fd;
	char path[PATH_SIZE], up[8]; /* UP leads from the page to its language's folder */
	struct buf out;
	const struct heading *headings; /* of the table that is open */
	int column;                     /* of its next cell; 0: before row_open() */
};

/* On a phone a row is a card: its title and sum on the first line, then what it is and when, then
 * the note. Every other cell has a line of its own, with its heading before it. */
enum cell {
	CELL_TEXT,
	CELL_NUMBER,
	CELL_TITLE, /* who: the first line; as the row's first cell it is its header */
	CELL_SUM,   /* the amount beside it */
	CELL_KIND,  /* the second line */
	CELL_DATE,  /* beside it */
	CELL_NOTE,  /* the memo */
	CELL_SMALL, /* a number or a word that needs no heading, at the card's end */
};
struct heading {
	const char *title;
	enum cell kind;
};

/* One query of this guild: :guild is bound, and what MORE adds. */
void site_query(struct site *site, const char *name, const struct binding *more, int count,
		row_callback *row, void *context);

/* A page of LANG, PATH below its folder. Closing replaces the file only when bytes differ, whole or
 * not at all. */
void page_open(struct site_page *page, struct site *site, enum lang lang, const char *path,
	       const char *title, const char *subject);
void page_close(struct site_page *page);
/* Any file of the site, the same way: at once, or what is written to the descriptor meanwhile. */
void file_write(struct site *site, const char *path, const char *bytes, size_t length);
int file_begin(struct site *site, const char *path);
void file_end(struct site *site, const char *path, int fd);
/* Removes the pages whose names are BEGINNING and a number above LAST, left by books that reached
 * further before a backup was put in their place. */
void remove_beyond(struct site *site, const char *beginning, int64_t last);
/* Removes the files of FOLDER that are not KEPT. */
typedef bool page_test(void *context, const char *name);
void remove_others(struct site *site, const char *folder, page_test *kept, void *context);
void remove_unfinished(struct site *site); /* left by runs that were stopped */

/* The message in the page's language. */
const char *page_tr(const struct site_page *page, const char *message)
	__attribute__((format_arg(2)));
void page_text(struct site_page *page,
	       const char *hostile);     /* cleaned and escaped: for text and attributes */
void page_flush(struct site_page *page); /* so that long lists stay small in memory */
void table_open(struct site_page *page, const char *caption, const char *count_of,
		const struct heading *headings, int count, bool searchable);
void table_close(struct site_page *page);
/* A report of the catalogue as the table. */
void page_list(struct site_page *page, const char *report);
void cell_open(struct site_page *page, enum cell kind);
void cell_text(struct site_page *page, const char *hostile); /* NULL: empty */
void cell_number(struct site_page *page, int64_t number);
void cell_amount(struct site_page *page, wide minor, int scale);
/* The amount with its currency, as the row's sum or another of its numbers. */
void cell_money(struct site_page *page, enum cell kind, wide minor, int scale,
		const char *currency);
void money_text(struct site_page *page, wide minor, int scale, const char *currency);
void cell_time(struct site_page *page, const struct value *time);
/* When that was; empty for 0. */
void time_text(struct site_page *page, int64_t time);
/* Behind the name of an account or a member, unless the account is open as most are. */
void small_state(struct site_page *page, const char *state);
void cell_word(struct site_page *page, const char *word); /* ours: translated */
void row_open(struct site_page *page);                    /* its first cell names the row */
/* FORMAT as text in which what is in `…`, to be typed as it is, is marked as such. */
void page_marked(struct site_page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* The same as a paragraph: what to do where a page has nothing to show. */
void page_hint(struct site_page *page, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void link_account(struct site_page *page, int64_t account,
		  const char *label); /* see shown_name() */
void name_text(struct site_page *page, const char *label);
void link_transaction(struct site_page *page, int64_t transaction);
void page_fact(struct site_page *page, const char *term,
	       const char *value); /* of a list of facts, VALUE escaped already */

/* Charts: the line of up to ACCOUNT_PAGE points, and bars of the last days. */
struct point {
	int64_t time;
	wide value;
};
void chart_line(struct site_page *page, const struct point *points, int count, int scale,
		const char *currency);
void chart_days(struct site_page *page);

/* The families of pages. Each looks at what the manifests say has changed. */
void publish_accounts(struct site *site, struct marks *batches);
void count_new(struct site *site); /* reads the transactions since the last run into the manifest */
/* A row of TRANSACTION and its time: what shows it will be written again. */
row_callback mark_transaction;
void publish_journal(struct site *site);
void remove_other_months(struct site *site); /* those that the books do not have any more */
void publish_transactions(struct site *site);
void publish_batches(struct site *site, const struct marks *again);
void publish_lists(struct site *site); /* the catalogue's, and health */
/* How the counts of a closed batch came out, a line each; returns how many there were. */
int batch_differences(struct site_page *page, int64_t batch);
void publish_members(struct site *site);
void publish_data(struct site *site); /* reports as JSON, for programs */
void publish_overview(struct site *site);
/* Adds income and expenses since the last run to the manifest's months. */
void count_results(struct site *site);
/* A table of the COUNT latest transactions, the newest first. */
void latest_rows(struct site_page *page, int count);
/* What needs somebody: what waits, who owes, what Discord refused, how old backup and verification
 * are. */
void attention(struct site_page *page);

#endif
