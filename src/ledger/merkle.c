/* The Merkle tree of RFC 6962. */
#include "ledger/merkle.h"

#include <sodium.h>

static void hash_node(struct digest *node, const struct digest *left, const struct digest *right)
{
	static const unsigned char mark = 1;
	crypto_hash_sha256_state hash;
	crypto_hash_sha256_init(&hash);
	crypto_hash_sha256_update(&hash, &mark, 1);
	crypto_hash_sha256_update(&hash, left->bytes, sizeof left->bytes);
	crypto_hash_sha256_update(&hash, right->bytes, sizeof right->bytes);
	crypto_hash_sha256_final(&hash, node->bytes);
}

void merkle_leaf(struct digest *leaf, const char *bytes, size_t length)
{
	static const unsigned char mark = 0;
	crypto_hash_sha256_state hash;
	crypto_hash_sha256_init(&hash);
	crypto_hash_sha256_update(&hash, &mark, 1);
	crypto_hash_sha256_update(&hash, (const unsigned char *)bytes, length);
	crypto_hash_sha256_final(&hash, leaf->bytes);
}

/* The two subtrees at the right become one. */
static void join(struct merkle *tree)
{
	struct merkle_subtree *right = &tree->stack[--tree->depth], *left = right - 1;
	if (left->followed)
		tree->path.hashes[tree->path.steps++] = right->hash;
	else if (right->followed)
		tree->path.hashes[tree->path.steps++] = left->hash;
	left->followed |= right->followed;
	left->leaves += right->leaves;
	hash_node(&left->hash, &left->hash, &right->hash);
}

void merkle_add(struct merkle *tree, const struct digest *leaf)
{
	tree->stack[tree->depth++] =
		(struct merkle_subtree){ .hash = *leaf, .leaves = 1, .followed = tree->following };
	tree->following = false;
	tree->leaves++;
	while (tree->depth > 1 &&
	       tree->stack[tree->depth - 1].leaves == tree->stack[tree->depth - 2].leaves)
		join(tree);
}

void merkle_follow(struct merkle *tree)
{
	tree->following = true;
	tree->path.index = tree->leaves;
}

void merkle_root(struct merkle *tree, struct digest *root)
{
	while (tree->depth > 1)
		join(tree);
	tree->path.leaves = tree->leaves;
	if (tree->depth)
		*root = tree->stack[0].hash;
	else
		digest_of(root, "", 0);
}

size_t merkle_sides(uint64_t index, uint64_t leaves, bool left[MERKLE_LEVELS])
{
	size_t steps = 0;
	for (uint64_t last = leaves - 1; last; index >>= 1, last >>= 1) {
		left[steps] = index & 1 || index == last;
		for (; left[steps] && index && !(index & 1); index >>= 1)
			last >>= 1; /* a level without a right node */
		steps++;
	}
	return steps;
}

bool merkle_climb(const struct merkle_path *path, const struct digest *leaf, struct digest *root)
{
	bool left[MERKLE_LEVELS];
	if (path->index >= path->leaves ||
	    merkle_sides(path->index, path->leaves, left) != path->steps)
		return false;
	*root = *leaf;
	for (size_t i = 0; i < path->steps; i++)
		hash_node(root, left[i] ? &path->hashes[i] : root,
			  left[i] ? root : &path->hashes[i]);
	return true;
}
