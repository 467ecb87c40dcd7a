/* The canonical form of the books, byte for byte: what is hashed of a transaction and of a batch.
 * guildledger(7), THE HASH CHAIN. Ids and numbers only: no name or memo that privacy might want
 * gone. */
#ifndef LEDGER_CANONICAL_H
#define LEDGER_CANONICAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "command/receipt_code.h"

/* How a batch is hashed. The first: its entries' lines behind a line that names the batch before.
 * The second: the line of its seal, below. The third: the same, and among the lines are those of
 * evidence, of banks' lists, of reconciliations and of sums (store/seal.h has their order). */
enum { FORM_WHOLE = 1, FORM_TREE = 2, FORM_ALL = 3, FORM_NOW = FORM_ALL };

struct canonical_entry {
	int64_t transaction, entry, time; /* Unix milliseconds */
	const char *verb;
	int64_t reverses; /* 0: none */
	int64_t account_id;
	const char *currency;
	int64_t amount; /* minor units, positive debit */
};
/* Appends the entry's line:
 *   TRANSACTION,ENTRY,TIME,VERB,REVERSED TRANSACTION OR NOTHING,ACCOUNT,CURRENCY,AMOUNT */
void canonical_line(struct buf *out, const struct canonical_entry *entry);

/* The receipt code of a transaction whose lines, each ended by a newline, are LINES. */
void canonical_code(struct receipt_code *code, int64_t transaction, const char *lines,
		    size_t length);

struct canonical_seal {
	int form; /* FORM_TREE or FORM_ALL */
	uint64_t guild_id;
	int64_t batch, transactions;
	char previous_hash[DIGEST_TEXT_SIZE]; /* of the batch before; 64 zeros for the first */
	char entries_hash[DIGEST_TEXT_SIZE];  /* SHA-256 of all lines */
	char merkle_root[DIGEST_TEXT_SIZE];   /* over the transactions' lines, a leaf each:
						 ledger/merkle.h */
};
/* Appends the line whose SHA-256 is the hash of a batch of FORM_TREE or FORM_ALL:
 *   guildledger-batch,FORM,GUILD,BATCH,PREVIOUS HASH,TRANSACTIONS,ENTRIES HASH,MERKLE ROOT */
void canonical_seal_write(struct buf *out, const struct canonical_seal *seal);
/* Reads such a line, without its newline; false when it is none. */
bool canonical_seal_read(const char *line, struct canonical_seal *seal);
/* Appends the line that precedes entries of FORM_WHOLE. */
void canonical_header(struct buf *out, uint64_t guild_id, int64_t batch, const char *previous_hash);

#endif
