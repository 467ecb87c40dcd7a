/* One guild's books, proved in one reading of its log. */
#ifndef VERIFY_GUILD_H
#define VERIFY_GUILD_H

#include "verify/checkpoint.h"
#include "store/store.h"
#include "verify/faults.h"

/* What was read. */
struct verify_counts {
	int64_t guilds, log_rows, transactions, entries, batches;
};

/* Reads the guild of ROW (query "verify guild") and adds what is wrong to FAULTS; SINCE may be
 * NULL: from the beginning. TAKEN, if not NULL, gets its state at the end. */
void pass_guild(struct store *store, struct faults *faults, const struct value *row,
		const struct checkpoint_guild *since, struct checkpoint *taken,
		struct verify_counts *tally);

#endif
