/* Where on the site a thing is: the one place that names pages, for the site's own links and for
 * those of answers. */
#ifndef SITE_PATHS_H
#define SITE_PATHS_H

#include <stdint.h>

#include "base/buf.h"
#include "base/i18n.h"

/* A full page never changes again, unless a name in it does: what is new goes to the last one. */
enum { JOURNAL_PAGE = 1000 };

/* Each appends a path below the folder of a language. */
void site_path_transaction(struct buf *out, int64_t transaction);
void site_path_account(struct buf *out, int64_t account);
void site_path_batch(struct buf *out, int64_t batch);
/* The list of a report of that English name; the overview where it has none of its own. */
void site_path_report(struct buf *out, const char *report);

/* Appends the address of PATH in LANG, of a site whose address is BASE. */
void site_address(struct buf *out, const char *base, enum lang lang, const char *path);

#endif
