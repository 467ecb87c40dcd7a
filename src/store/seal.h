/* Sealing a batch: its canonical form, its control totals, its hash; and the proof of one of its
 * transactions. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "base/decimal.h"
#include "ledger/canonical.h"
#include "ledger/merkle.h"
#include "ledger/sum_tree.h"
#include "store/store.h"

/* The lines of a batch of FORM_ALL: of each transaction in order those of its entries, then, sorted
 * by their bytes, those of its evidence and of the bank's lines that it booked or was found to be;
 * then those of transactions of batches before, by transaction and bytes; then reconciliations, by
 * account, currency and log row; then the sums and debts of members, by currency. A transaction's
 * leaf of the tree is made of its entries' lines alone. */

struct control_total {
	struct total_key {
		int64_t account_id;
		char currency[CURRENCY_SIZE + 4];
	} key; /* unused bytes are zero */
	int64_t entries;
	struct wide_sum debits, credits; /* minor units */
	bool counted;
	int64_t counted_amount; /* on the account's normal side */
	UT_hash_handle hh;
};

struct seal {
	uint64_t guild_id;
	int64_t batch, closed_at, closed_by; /* by: seq of the log */
	struct control_total *totals;        /* a uthash; freed by seal_free() */
	int form; /* enum of ledger/canonical.h; 0 of an open batch: FORM_NOW */
	int64_t transactions, last_transaction;
	char hash[HASH_TEXT_SIZE];
	char entries_hash[HASH_TEXT_SIZE], merkle_root[HASH_TEXT_SIZE]; /* empty in FORM_WHOLE */
	int64_t followed;          /* a transaction whose lines and path are wanted; 0: none */
	struct buf followed_lines; /* empty: it is not in the batch */
	struct merkle_path path;
};

/* The total of an account and currency, added if it is not there. */
struct control_total *seal_add_total(struct seal *seal, int64_t account_id, const char *currency);
/* Streams the batch's entries, which must be written, once, and fills form, transactions,
 * last_transaction, the hashes, totals, and what is wanted of the followed transaction. A closed
 * batch is computed in the form that it was sealed in, an open one in FORM. guild_id and batch
 * are given; totals of counted accounts may be there already. */
void seal_compute(struct store *store, struct seal *seal);
/* The same of entries that somebody reads anyway. A batch to be computed so is begun before its
 * first entry, is given each in order, and is ended, or given up; both free SEALING. */
struct sealing *seal_begin(struct store *store, struct seal *seal);
void seal_entry(struct sealing *sealing, const struct canonical_entry *entry);
void seal_end(struct sealing *sealing);
void seal_give_up(struct sealing *sealing);
/* Marks the batch closed with what was computed (the engine's part). */
void store_write_seal(struct store *store, const struct seal *seal);
void seal_free(struct seal *seal);
/* Keeps what members held in a currency, and owed, at the close of a batch that is still open (the
 * engine's part). */
void store_write_batch_sum(struct store *store, const struct sum_post *post, int64_t debts);

/* What the books say of a batch. */
struct sealed {
	bool open;
	int form;
	int64_t first_transaction, last_transaction; /* the latter INT64_MAX of an open batch */
	char hash[HASH_TEXT_SIZE];                   /* empty of an open batch */
	struct canonical_seal line; /* of a closed batch that is not of FORM_WHOLE; else only guild,
				       batch and hash before */
};
/* False when there is no such batch. */
bool store_sealed(struct store *store, uint64_t guild_id, int64_t batch, struct sealed *sealed);

/* The lines of the batch in order: sha256sum of these bytes is the entries' hash in the seal's
 * line. Of a batch of FORM_WHOLE behind
 * canonical_header(): sha256sum is the batch's hash. False when there is no such batch. */
bool store_batch_canonical(struct store *store, uint64_t guild_id, int64_t batch,
			   void (*sink)(void *context, const char *bytes, size_t length),
			   void *context);

#endif
