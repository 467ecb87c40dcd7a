/* What the search over the whole journal loads: a file of rows beside each page of a month, and a
 * list of the months. Each is a call with JSON, so that it also works where pages are files. */
#ifndef SITE_SEARCH_H
#define SITE_SEARCH_H

#include "site/gather.h"

/* INDEX: of the page NAME ("2026-09-1"), in one language. */
void search_begin(struct buf *index, const char *name);
/* Appends a row in the language of PAGE: [number, "2026-09-26 18:21", kind, amounts with a point
 * and no groups, currency, debited accounts, credited ones, memo, batch]. */
void search_add(struct buf *index, const struct site_page *page, const struct gathered *t);
/* Writes the file and frees INDEX. */
void search_end(struct site *site, struct buf *index, enum lang lang, const char *name);
/* The list, newest first, and the kinds of transactions. */
void search_months(struct site *site, enum lang lang, const struct month *newest);

#endif
