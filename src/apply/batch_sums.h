/* The sums of what members held at the close of a batch: made as it closes, and made again for a
 * proof. */
#ifndef APPLY_BATCH_SUMS_H
#define APPLY_BATCH_SUMS_H

#include "base/buf.h"
#include "ledger/ledger.h"
#include "store/store.h"

/* The seed that a guild needs before RECORD, as the line of a record; NULL: none is needed. What is
 * pending of the chunk has been written. From the chunk's arena. It is chance, unless GL_SUM_SEED
 * says it: for tests, whose books must come out equal. */
const char *sum_seed_record(struct store *store, struct books *books, const struct record *record);

/* Makes and keeps the sums of the batch that RECORD closes, in each currency whose sum fits;
 * appends their lines to LINES. None where the guild has fewer than SUM_LEAST_MEMBERS accounts of
 * members. CLOSED_BY: the seq of its log row. */
void batch_sums_make(struct store *store, struct books *books, const struct record *record,
		     int64_t batch, int64_t closed_by, struct buf *lines);

/* Whether the batch has sums and USER_ID is in them; appends to FILES, a JSON list as the outbox
 * holds it, what each of their proofs is to be. */
enum sum_found batch_sums_describe(struct store *store, uint64_t guild_id, int64_t batch,
				   uint64_t user_id, struct buf *files);

#endif
