/* The months of the journal, and how each is cut into pages: in order of the transactions' numbers,
 * so that a page that is full stays as it is. The newest page of a month is "2026-09.html" and
 * grows; when it would be too long, its older half becomes "2026-09-1.html", then "2026-09-2.html".
 */
#ifndef SITE_MONTHS_H
#define SITE_MONTHS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/zone.h"

/* The newest page of a month has up to twice as many, a full one exactly as many. */
enum { MONTH_PAGE = 500, MONTH_NAME_SIZE = 8 };

struct marks {
	unsigned char *bits;
	int64_t size;
}; /* a set of numbers of pages, from 0 */
void journal_mark(struct marks *marks, int64_t page);
bool journal_is_marked(const struct marks *marks, int64_t page);

struct month {
	char name[MONTH_NAME_SIZE]; /* "2026-09" */
	int64_t count, was;         /* transactions, now and at the last run */
	int64_t last;               /* the number of the last one */
	int64_t *firsts;            /* the number of each MONTH_PAGE-th one, from the first */
	struct marks again;         /* parts of MONTH_PAGE that show something else now */
	struct month *older, *newer;
	bool neighbours_changed;
	UT_hash_handle hh;
};

struct month *month_find(struct month **months, const char *date); /* NULL where there is none */
struct month *month_made(struct month **months, const char *date); /* DATE begins with its name */
/* The next transaction, in order of numbers. */
void month_add(struct month *month, int64_t transaction);
void months_free(struct month **months);
/* Sorts them, the oldest first, and sets OLDER, NEWER and NEIGHBOURS_CHANGED. Returns the newest.
 */
struct month *months_link(struct month **months);
/* Marks the part that has TRANSACTION, one of the month's. */
void month_mark(struct month *month, int64_t transaction);

/* How many pages are full, of COUNT transactions. */
int64_t month_full_pages(int64_t count);
/* Whether page NUMBER (0: the newest) shows something else than at the last run. */
bool month_page_changed(const struct month *month, int64_t number);
/* The transactions of that page are among those above *AFTER, up to *UPTO; and how many they are.
 */
int64_t month_page_range(const struct month *month, int64_t number, int64_t *after, int64_t *upto);
/* "2026-09" or "2026-09-3": how a page's file is called, without its ending. */
void month_page_name(struct buf *out, const struct month *month, int64_t number);
/* "September 2026". */
void month_title(struct buf *out, const struct month *month, enum lang lang);
/* When it begins by the clocks of ZONE, and when the next one does. */
void month_bounds(const struct month *month, const struct zone *zone, int64_t *from,
		  int64_t *until);

/* Lines of the manifest. */
void months_write(const struct month *months, struct buf *out);
bool month_read(struct month **months, const char *line); /* false: it is none */

#endif
