/* Whether a copy can be trusted, and how it compares with the books. */
#ifndef BACKUP_COPY_CHECK_H
#define BACKUP_COPY_CHECK_H

#include "base/buf.h"
#include "store/store.h"

/* Proves a copy: SQLite's integrity check, every transaction sums to zero, every balance is the sum
 * of its entries, and the hash of every closed batch, computed anew, is its own and named by the
 * next. False with what is wrong in PROBLEM; else SUMMARY gets lines for people. */
bool copy_prove(struct store *store, struct buf *summary, struct buf *problem);

/* How the log of books compares with that of a copy, over all guilds. */
enum log_relation {
	LOG_SAME,
	LOG_OLDER, /* the books know nothing that the copy does not */
	LOG_NEWER, /* the books went on where the copy ends */
	LOG_APART, /* they differ before either ends, or one holds a guild that the other does not
		    */
};
/* SUMMARY gets a line for each guild whose books know more. *LAST_TIME: of the books' last log row.
 */
enum log_relation copy_compare(struct store *books, struct store *copy, struct buf *summary,
			       int64_t *last_time);

#endif
