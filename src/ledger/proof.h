/* The proof that one transaction is in a sealed batch, as a text that carries all that is
 * needed to check it. */
#ifndef LEDGER_PROOF_H
#define LEDGER_PROOF_H

#include "ledger/canonical.h"
#include "ledger/merkle.h"

struct proof {
	struct receipt_code code;
	struct buf lines; /* the transaction's, as canonical_line() writes them */
	struct merkle_path path;
	struct canonical_seal seal;
	char hash[DIGEST_TEXT_SIZE]; /* of the batch */
};

/* Appends the text; gl-batch(1), RECEIPTS, describes it. */
void proof_write(struct buf *out, const struct proof *proof);
/* Reads TEXT and proves everything in it: that the code is that of the lines, that the lines lead
 * to the root, that root and number of transactions are those of the seal and the hash that of the
 * seal's line; and that not one byte is other than proof_write() writes it. NULL when it holds,
 * else what does not, in English. PROOF is filled as far as it was read; free it in any case.
 * Whether the hash is the one that was published, only a look at what was published tells. */
const char *proof_read(const char *text, size_t length, struct proof *proof);
void proof_free(struct proof *proof);

#endif
