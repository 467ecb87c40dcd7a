/* Sealing a batch: its canonical form, its control totals, its hash. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "store/store.h"

struct control_total {
	struct total_key { int64_t account_id; char currency[CURRENCY_SIZE + 4]; } key; /* unused bytes are zero */
	int64_t entries, debits, credits; /* minor units, both positive */
	bool counted;
	int64_t counted_amount;           /* on the account's normal side */
	UT_hash_handle hh;
};

struct seal {
	uint64_t guild_id;
	int64_t batch, closed_at, closed_by; /* by: seq of the log */
	struct control_total *totals;        /* a uthash; freed by seal_free() */
	int64_t transactions, last_transaction;
	char hash[HASH_TEXT_SIZE];
};

/* The total of an account and currency, added if it is not there. */
struct control_total *seal_add_total(struct seal *seal, int64_t account_id, const char *currency);
/* Streams the batch's entries, which must be written, and fills transactions, last_transaction, hash and totals.
 * guild_id and batch are given; totals of counted accounts may be there already. False when a total overflows. */
bool seal_compute(struct store *store, struct seal *seal);
/* Marks the batch closed with what was computed (the engine's part). */
void store_write_seal(struct store *store, const struct seal *seal);
void seal_free(struct seal *seal);

/* The canonical form that is hashed, guildledger(7): a first line
 *   guildledger-batch,1,GUILD,BATCH,HASH OF THE BATCH BEFORE (64 zeros for the first)
 * and a line for each entry in order, each ended by a newline:
 *   TRANSACTION,ENTRY,TIME (Unix milliseconds),VERB,REVERSED TRANSACTION OR NOTHING,ACCOUNT,CURRENCY,AMOUNT (minor units)
 * Ids and numbers only: no name or memo that privacy might want gone. sha256sum of these bytes is the batch's hash.
 * False when there is no such batch. */
bool store_batch_canonical(struct store *store, uint64_t guild_id, int64_t batch,
			   void (*sink)(void *context, const char *bytes, size_t length), void *context);
/* The transaction that a reversal asks for, into books->fetched, with its accounts loaded (the engine's part). */
void store_fetch_transaction(struct store *store, struct books *books, uint64_t guild_id, int64_t transaction);

#endif
