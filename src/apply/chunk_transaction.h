/* One database transaction of a chunk. Private to src/apply/chunk.c. */
#ifndef APPLY_CHUNK_TRANSACTION_H
#define APPLY_CHUNK_TRANSACTION_H

#include "base/buf.h"
#include "base/fail.h"
#include "apply/chunk.h"
#include "apply/missed.h"
#include "record/record.h"

struct item {
	struct record record;
	const char *line;
	struct verdict verdict;
	bool has_all; /* that it refers to: what is loaded stays */
};

struct chunk {
	struct store *store;
	const struct answer_reports *reports;
	struct books books;
	struct item *items;
	size_t count, room, most_records, most_bytes;
	size_t first, end;     /* of the items that the transaction at hand takes: [first, end) */
	const char *set_aside; /* why its only item cannot be applied; NULL: it is to be applied */
	size_t at;             /* the item that is being decided */
	struct missed_list missed; /* by the rule of that item */
	struct buf outcomes;
	struct chunk_counts counting, counted; /* in this transaction; in those before it */
	bool silent;
	struct kept_outcome *kept; /* where an outcome goes instead of to standard output; NULL: it
				      is printed */
};

/* Applies the items from FIRST on, up to END at most; returns how far it came: FIRST when it failed
 * for a reason that time does not cure, which is then in REASON. */
size_t apply_items(struct chunk *chunk, size_t first, size_t end, struct fail_guard *reason);

#endif
