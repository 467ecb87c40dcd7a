/* The proof that what one member holds is in the sum that was posted, as a text that carries all
 * that is needed to check it but the post itself. */
#ifndef LEDGER_SUM_PROOF_H
#define LEDGER_SUM_PROOF_H

#include "ledger/sum_tree.h"

struct sum_proof {
	struct sum_post post;
	uint64_t user_id;
	int64_t amount; /* both parts */
};

/* Appends the proof of MEMBER, who was among those TREE was built of; gl-batch(1), SUM PROOFS,
 * describes it. False when they were not. */
bool sum_proof_write(struct buf *out, const struct sum_tree *tree, const struct sum_member *member);
/* Reads TEXT and proves everything in it: that both leaves are of one member, of this guild, batch
 * and currency, at two places of the tree, and that each leads to root and total of the post, with
 * no sum beyond 63 bits; and that not one byte is other than sum_proof_write() writes it. NULL when
 * it holds, else what does not, in English. Whether the post is the one that all were shown, only a
 * look at the channel tells. */
const char *sum_proof_read(const char *text, size_t length, struct sum_proof *proof);

#endif
