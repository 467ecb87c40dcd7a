/* What each member held in a currency at the close of a batch, and the seed of a guild's sums. */
#ifndef STORE_SUM_MEMBERS_H
#define STORE_SUM_MEMBERS_H

#include "ledger/sum_tree.h"
#include "store/store.h"

struct sum_members {
	struct sum_member *list; /* by user id */
	size_t count, room;
};

/* Of a batch that is being closed by the log row CLOSED_BY: as of now. All is written. */
void sum_members_now(struct store *store, uint64_t guild_id, const char *currency,
		     int64_t closed_by, struct sum_members *members);
/* Of a closed batch: by its control totals and those of batches before. */
void sum_members_then(struct store *store, uint64_t guild_id, int64_t batch, const char *currency,
		      struct sum_members *members);
void sum_members_add(struct sum_members *members, uint64_t user_id, int64_t amount);
void sum_members_free(struct sum_members *members);

/* False: the guild has none. */
bool sum_seed_load(struct store *store, uint64_t guild_id, struct digest *seed);
/* Appends the proof of USER_ID in CURRENCY for a closed batch. False where the books have no such
 * sum, the user is not in it, or the tree of the books is not the one that was sealed. */
bool sum_proof_make(struct store *store, uint64_t guild_id, int64_t batch, const char *currency,
		    uint64_t user_id, struct buf *out);

#endif
