/* Whether the books hold: every invariant proved in one reading. man gl-verify says what each check
 * is. */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "store/store.h"
#include "verify/checkpoint.h"
#include "verify/faults.h"

struct verify_request {
	uint64_t guild_id;              /* 0: all of the books */
	const struct checkpoint *since; /* NULL: from the beginning; else only what is new, and
					   whether it goes on from there */
	struct checkpoint *taken; /* NULL, or gets the state of the books: worth nothing when there
				     was a fault */
};
struct verify_result {
	int64_t guilds, log_rows, transactions, entries, batches;
};

/* Reads the books in one snapshot, which begins here and lasts until verify_end(). Faults go to
 * FAULTS. Exits with EX_DATAERR when the file is so damaged that it cannot be read; what SQLite's
 * own check finds beside that is a fault (CHECK_SQLITE). */
void verify_books(struct store *store, const struct verify_request *request, struct faults *faults,
		  struct verify_result *result);
void verify_end(struct store *store);

#endif
