/* The Merkle tree against the vectors of Certificate Transparency and against itself. */
#include "check.h"

#include "ledger/merkle.h"

/* The inputs and roots that implementations of RFC 6962 are tested with:
 * github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc. */
static const struct {
	const char *bytes;
	size_t length;
} inputs[] = {
	{ "", 0 },
	{ "\x00", 1 },
	{ "\x10", 1 },
	{ "\x20\x21", 2 },
	{ "\x30\x31", 2 },
	{ "\x40\x41\x42\x43", 4 },
	{ "\x50\x51\x52\x53\x54\x55\x56\x57", 8 },
	{ "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16 },
};
static const char *const roots[] = {
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};
/* Of the same file: leaf, leaves, and the path from the bottom up. */
static const struct {
	uint64_t index, leaves;
	size_t steps;
	const char *path[3];
} paths[] = {
	{ 0, 1, 0, { 0 } },
	{ 0,
	  8,
	  3,
	  { "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
	    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
	    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4" } },
	{ 5,
	  8,
	  3,
	  { "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
	    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
	    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7" } },
	{ 2, 3, 1, { "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125" } },
	{ 1,
	  5,
	  3,
	  { "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
	    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b" } },
};

static void grow(struct merkle *tree, uint64_t leaves, uint64_t followed, struct digest *root)
{
	memset(tree, 0, sizeof *tree);
	for (uint64_t i = 0; i < leaves; i++) {
		struct digest leaf;
		merkle_leaf(&leaf, inputs[i].bytes, inputs[i].length);
		if (i == followed)
			merkle_follow(tree);
		merkle_add(tree, &leaf);
	}
	merkle_root(tree, root);
}

static void check_vectors(void)
{
	struct merkle tree;
	struct digest root;
	char text[DIGEST_TEXT_SIZE];
	for (uint64_t leaves = 0; leaves <= 8; leaves++) {
		grow(&tree, leaves, 99, &root);
		SAME(digest_text(&root, text), roots[leaves]);
	}
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		grow(&tree, paths[i].leaves, paths[i].index, &root);
		CHECK(tree.path.steps == paths[i].steps && tree.path.leaves == paths[i].leaves &&
		      tree.path.index == paths[i].index);
		for (size_t step = 0; step < paths[i].steps; step++)
			SAME(digest_text(&tree.path.hashes[step], text), paths[i].path[step]);
	}
}

/* Every path of every tree up to 8 leads its leaf to the root, and no other leaf, index or tree. */
static void check_paths(void)
{
	struct merkle tree;
	struct digest root, reached, leaf;
	for (uint64_t leaves = 1; leaves <= 8; leaves++)
		for (uint64_t index = 0; index < leaves; index++) {
			grow(&tree, leaves, index, &root);
			for (uint64_t claimed = 0; claimed < leaves + 2; claimed++) {
				struct merkle_path path = tree.path;
				merkle_leaf(&leaf, inputs[index].bytes, inputs[index].length);
				path.index = claimed;
				bool climbed = merkle_climb(&path, &leaf, &reached) &&
					       memcmp(&reached, &root, sizeof root) == 0;
				CHECK(climbed == (claimed == index));
			}
			struct merkle_path longer = tree.path;
			longer.steps++;
			CHECK(!merkle_climb(&longer, &leaf, &reached));
		}
}

/* Memory is of levels, not of leaves: a million leaves leave at most twenty subtrees. */
static void check_depth(void)
{
	struct merkle tree = { 0 };
	struct digest leaf;
	size_t deepest = 0;
	merkle_leaf(&leaf, "x", 1);
	for (int i = 0; i < 1000000; i++) {
		merkle_add(&tree, &leaf);
		deepest = tree.depth > deepest ? tree.depth : deepest;
	}
	CHECK(deepest <= 20 && tree.leaves == 1000000);
	bool left[MERKLE_LEVELS];
	CHECK(merkle_sides(UINT64_MAX - 1, UINT64_MAX, left) <= MERKLE_LEVELS &&
	      merkle_sides(0, UINT64_MAX, left) == MERKLE_LEVELS);
}

int main(void)
{
	check_vectors();
	check_paths();
	check_depth();
	return REPORT("Merkle tree");
}
