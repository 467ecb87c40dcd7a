/* The Merkle tree over the transactions of a batch, as RFC 6962 section 2.1 defines it (Certificate
 * Transparency): grown leaf by leaf, with as many hashes in memory as it has levels. */
#ifndef LEDGER_MERKLE_H
#define LEDGER_MERKLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"

enum { MERKLE_LEVELS = 64 };

/* What proves one leaf: the hashes beside its way to the root, from the bottom up (RFC 6962
 * section 2.1.1, PATH). */
struct merkle_path {
	uint64_t index, leaves; /* INDEX counts from 0 */
	size_t steps;
	struct digest hashes[MERKLE_LEVELS];
};
struct merkle {
	uint64_t leaves;
	size_t depth;
	struct merkle_subtree {
		struct digest hash;
		uint64_t leaves;
		bool followed;
	} stack[MERKLE_LEVELS + 1]; /* complete ones, from the left */
	bool following;             /* the next leaf is the one whose path is wanted */
	struct merkle_path path;    /* whole after merkle_root() */
};

/* SHA-256(0x00 || BYTES). */
void merkle_leaf(struct digest *leaf, const char *bytes, size_t length);
/* A tree that is all zero is empty. Adds a leaf at the right. */
void merkle_add(struct merkle *tree, const struct digest *leaf);
/* Keeps the path of the leaf that is added next; of one leaf of a tree. */
void merkle_follow(struct merkle *tree);
/* The root; nothing can be added afterwards. That of an empty tree is the SHA-256 of nothing. */
void merkle_root(struct merkle *tree, struct digest *root);

/* For each step of a path whether its hash is the left one; returns how many steps there must
 * be. INDEX < LEAVES. */
size_t merkle_sides(uint64_t index, uint64_t leaves, bool left[MERKLE_LEVELS]);
/* The root that LEAF and PATH lead to (RFC 9162 section 2.1.3.2). False when no tree has such a
 * path. */
bool merkle_climb(const struct merkle_path *path, const struct digest *leaf, struct digest *root);

#endif
