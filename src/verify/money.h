/* The money of a guild and its hash chain by themselves, in books of any version of the schema:
 * what a copy must pass before it is trusted. gl-verify's pass over the log proves them, too, and
 * more. */
#ifndef VERIFY_MONEY_H
#define VERIFY_MONEY_H

#include "base/buf.h"
#include "store/store.h"

struct money_tally {
	int64_t batches, closed;
};
/* Whether every transaction sums to zero, every balance is the sum of its entries, and the hash of
 * every closed batch, computed anew, is its own and named by the next. False with the first finding
 * in PROBLEM. */
bool verify_money(struct store *store, uint64_t guild_id, struct money_tally *tally,
		  struct buf *problem);

#endif
