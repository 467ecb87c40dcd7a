/* The Merkle sum tree over what members hold at the close of a batch, in one currency. A node
 * commits to the sums of both its children (Hu, Zhang and Guo, 2018/1139), so that nobody can be
 * shown another split than others are. guildledger(7), THE SUM OF ALL BALANCES. */
#ifndef LEDGER_SUM_TREE_H
#define LEDGER_SUM_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"

enum { SUM_PARTS = 2, SUM_LEAST_MEMBERS = 5 };

struct sum_scope {
	uint64_t guild_id;
	int64_t batch;
	const char *currency;
};
struct sum_member {
	uint64_t user_id;
	int64_t amount; /* minor units; what is below zero counts as 0, and as a debt */
};
struct sum_node {
	int64_t sum;
	struct digest hash;
};
struct sum_tree {
	struct sum_scope scope;
	struct digest seed;
	size_t leaves;          /* a power of two, at least 2 */
	struct sum_node *nodes; /* those of the bottom first, then each level above; the last is
				   the root. Freed by sum_tree_free() */
	int64_t debts;          /* of members, beside the sum: what is below zero */
};

/* The line that is posted and sealed, without its newline. */
struct sum_post {
	uint64_t guild_id, leaves;
	int64_t batch, total;
	char currency[16];
	char root[DIGEST_TEXT_SIZE];
};

/* Builds the tree; SEED gives what members cannot guess. False when the sum or the debts are beyond
 * 63 bits: then there is none, and nothing to free. */
bool sum_tree_build(struct sum_tree *tree, const struct sum_scope *scope, const struct digest *seed,
		    const struct sum_member *members, size_t count);
void sum_tree_free(struct sum_tree *tree);
struct sum_post sum_tree_post(const struct sum_tree *tree);

/* Appends, with their newlines:
 *   guildledger-sum,1,GUILD,BATCH,CUR,TOTAL,LEAVES,ROOT
 *   guildledger-debts,1,GUILD,BATCH,CUR,TOTAL */
void sum_post_write(struct buf *out, const struct sum_post *post);
void sum_debts_write(struct buf *out, const struct sum_scope *scope, int64_t debts);
/* Reads the first of them, without its newline; false for anything that is not written so. */
bool sum_post_read(const char *line, struct sum_post *post);

/* One of the leaves of a member. */
struct sum_leaf {
	uint64_t user_id;
	int part; /* 1 or 2 */
	int64_t amount;
	struct digest salt;
};
/* Appends the line that is hashed, with its newline:
 *   guildledger-sum-leaf,1,GUILD,BATCH,CUR,USER,PART,AMOUNT,SALT */
void sum_leaf_write(struct buf *out, const struct sum_scope *scope, const struct sum_leaf *leaf);
/* The leaf PART of MEMBER. */
void sum_leaf_of(const struct sum_scope *scope, const struct digest *seed,
		 const struct sum_member *member, int part, struct sum_leaf *leaf);
/* SHA-256(0x00 || LINE). */
void sum_leaf_hash(const char *line, size_t length, struct digest *hash);
/* The node above two. False when their sum is beyond 63 bits. */
bool sum_node_above(const struct sum_node *left, const struct sum_node *right,
		    struct sum_node *above);
/* A sum as all these lines have it: decimal, no sign, no leading zero, at most INT64_MAX. Returns
 * what follows; NULL: TEXT begins with none. */
const char *sum_amount_read(const char *text, int64_t *amount);

#endif
