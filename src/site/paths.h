/* Where on the site a thing is: the one place that names pages, for the site's own links and for
 * those of answers. */
#ifndef SITE_PATHS_H
#define SITE_PATHS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/i18n.h"

/* A page has so many transactions, whose receipts never change but for a name or a reversal: what
 * is new goes to the last one. */
enum { TRANSACTIONS_PER_PAGE = 100 };
/* The page, from 1, that has TRANSACTION, from 1. */
int64_t site_transaction_page(int64_t transaction);

/* Each appends a path below the folder of a language: "transaction/124.html#t12345". */
void site_path_transaction(struct buf *out, int64_t transaction);
void site_path_account(struct buf *out, int64_t account);
void site_path_batch(struct buf *out, int64_t batch);
/* The list of a report of that English name; the overview where it has none of its own. */
void site_path_report(struct buf *out, const char *report);

/* Appends the address of PATH in LANG, of a site whose address is BASE. */
void site_address(struct buf *out, const char *base, enum lang lang, const char *path);

#endif
