/* The sum tree against the worked example of its specification, and proofs that were changed. */
#include "check.h"

#include <stdlib.h>

#include "ledger/sum_proof.h"

static const struct sum_scope scope = { UINT64_C(1190000000000000001), 7, "EUR" };
static const char seed_text[] = "326eaa548e7bb1b3e97ff8e26929630fa0c04a21179ec71afe5f6b62d0796b81";
static const int64_t balances[] = { 1250, 0, 8750, 300, -400 };
enum { MEMBERS = 5 };

static const char post_line[] = "guildledger-sum,1,1190000000000000001,7,EUR,10300,16,"
				"455a608436be9c49036b04ad8afab1ac50a0a3a715dd5559ae6fd80464abe562";
static const char first_proof[] =
	"guildledger-sum-proof 1\n"
	"post guildledger-sum,1,1190000000000000001,7,EUR,10300,16,"
	"455a608436be9c49036b04ad8afab1ac50a0a3a715dd5559ae6fd80464abe562\n"
	"leaf guildledger-sum-leaf,1,1190000000000000001,7,EUR,900000000000000001,1,785,"
	"508b29322db4f757bc62b854cb3049b653e8dce704dac84c84d1f6d61e6e9861\n"
	"at 2\n"
	"right 0 32af352695eee007c5ed77258362e0c54915f9957bb406a7e1b358d1521fb8cb\n"
	"left 0 0d1cc5266c1eb7868639d33ced8395012e2e659e01f7adf39528b7ba933955db\n"
	"right 4250 dd9afd2259e1eb44b0e29e65963fb89cad037da83597f19aaa816d1e61bb6e85\n"
	"right 5265 f4dd988d1885ae9e502d9c0e3d414eda545f1f47c72dc4986266882f8652263d\n"
	"leaf guildledger-sum-leaf,1,1190000000000000001,7,EUR,900000000000000001,2,465,"
	"915b7f5cf5a63ce68141bb693292e7e5e37e6ddd65c7927b9ec1f4f1db1cafbd\n"
	"at 8\n"
	"right 4800 7737fd15da3f50657a53ce75137428b73e83ae7e7e63c7fc9e1a2664fbc6bc71\n"
	"right 0 c183890f718501bcda62e7f037b36d9be1f9169377ade377d42fc8d664bcb628\n"
	"right 0 1042972fe2b9b5ce954fc39f48e5e5af55656fb973e198e68ce1de4ca321fcf0\n"
	"left 5035 911e5fc9c3de54149884aa3766e9d189d50ebcc0d74efa932a62a226d0c7cff2\n";

static struct sum_member member(int i)
{
	return (struct sum_member){ UINT64_C(900000000000000001) + (uint64_t)(7919 * i),
				    balances[i] };
}

static void build(struct sum_tree *tree)
{
	struct digest seed;
	struct sum_member members[MEMBERS];
	for (int i = 0; i < MEMBERS; i++)
		members[i] = member(i);
	CHECK(digest_parse(seed_text, &seed));
	CHECK(sum_tree_build(tree, &scope, &seed, members, MEMBERS));
}

static void check_example(void)
{
	struct sum_tree tree;
	struct buf text = { 0 };
	struct digest digest;
	char hash[DIGEST_TEXT_SIZE];
	build(&tree);
	struct sum_post post = sum_tree_post(&tree);
	CHECK(post.total == 10300 && post.leaves == 16 && tree.debts == 400);
	sum_post_write(&text, &post);
	digest_of(&digest, buf_string(&text), text.length);
	SAME(digest_text(&digest, hash), "cb1448dcc630896501bb04396ae6b5d8b031dbe8106516282bcdd5336"
					 "3c44b3c");
	text.bytes[text.length - 1] = '\0';
	SAME(buf_string(&text), post_line);
	buf_clear(&text);
	sum_debts_write(&text, &scope, tree.debts);
	SAME(buf_string(&text), "guildledger-debts,1,1190000000000000001,7,EUR,400\n");
	for (int i = 0; i < MEMBERS; i++) {
		struct sum_member one = member(i), other = { 12345, 1 };
		struct sum_proof proof;
		buf_clear(&text);
		CHECK(sum_proof_write(&text, &tree, &one));
		if (i == 0)
			SAME(buf_string(&text), first_proof);
		CHECK(!sum_proof_read(buf_string(&text), text.length, &proof));
		CHECK(proof.user_id == one.user_id &&
		      proof.amount == (balances[i] > 0 ? balances[i] : 0));
		buf_clear(&text);
		CHECK(!sum_proof_write(&text, &tree, &other));
	}
	sum_tree_free(&tree);
	buf_free(&text);
}

/* No proof survives another byte, a line less, or a line more. */
static void check_changes(void)
{
	size_t length = strlen(first_proof);
	char *copy = malloc(length + 2);
	struct sum_proof proof;
	for (size_t i = 0; i < length; i++)
		for (int bit = 0; bit < 8; bit++) {
			memcpy(copy, first_proof, length + 1);
			copy[i] = (char)(copy[i] ^ 1 << bit);
			CHECK(sum_proof_read(copy, length, &proof));
		}
	for (size_t i = 0; i < length; i++) {
		memcpy(copy, first_proof, i);
		copy[i] = '\0';
		CHECK(sum_proof_read(copy, i, &proof));
	}
	memcpy(copy, first_proof, length);
	memcpy(copy + length, "\n", 2);
	CHECK(sum_proof_read(copy, length + 1, &proof));
	free(copy);
}

/* A second leaf that is the first once more would count one part for two. */
static void check_same_leaf_twice(void)
{
	const char *leaf = strstr(first_proof, "leaf "), *second = strstr(leaf + 1, "leaf ");
	struct buf text = { 0 };
	struct sum_proof proof;
	buf_add(&text, first_proof, (size_t)(second - first_proof));
	buf_add(&text, leaf, (size_t)(second - leaf));
	const char *why = sum_proof_read(buf_string(&text), text.length, &proof);
	SAME(why, "its leaves are not the two parts of one member at two places");
	buf_clear(&text); /* nor do they come the other way round */
	buf_add(&text, first_proof, (size_t)(leaf - first_proof));
	buf_text(&text, second);
	buf_add(&text, leaf, (size_t)(second - leaf));
	SAME(sum_proof_read(buf_string(&text), text.length, &proof),
	     "its leaves are not the two parts of one member at two places");
	buf_free(&text);
}

static void check_overflow(void)
{
	struct digest seed = { { 1 } };
	struct sum_tree tree;
	struct sum_member huge[] = { { 1, INT64_MAX }, { 2, 1 } },
			  most[] = { { 1, INT64_MAX - 1 }, { 2, 1 } },
			  debts[] = { { 1, INT64_MIN }, { 2, -1 } };
	CHECK(!sum_tree_build(&tree, &scope, &seed, huge, 2));
	CHECK(!sum_tree_build(&tree, &scope, &seed, debts, 2));
	CHECK(sum_tree_build(&tree, &scope, &seed, most, 2));
	CHECK(sum_tree_post(&tree).total == INT64_MAX);
	sum_tree_free(&tree);
	struct sum_node big = { .sum = INT64_MAX }, one = { .sum = 1 }, above;
	CHECK(!sum_node_above(&big, &one, &above) && !sum_node_above(&one, &big, &above));
}

static void check_posts(void)
{
	static const char *const wrong[] = {
		"guildledger-sum,1,1,7,EUR,-1,16,%s",
		"guildledger-sum,1,1,7,EUR,01,16,%s",
		"guildledger-sum,1,1,7,EUR,1,15,%s",
		"guildledger-sum,1,1,7,EUR,1,1,%s",
		"guildledger-sum,1,1,7,EUR,1,16,%sa",
		"guildledger-sum,2,1,7,EUR,1,16,%s",
		"guildledger-sum,1,1,0,EUR,1,16,%s",
		"guildledger-sum,1,1,7,eur,1,16,%s",
		"guildledger-sum,1, 1,7,EUR,1,16,%s",
		"guildledger-sum,1,1,7,EUR,+1,16,%s",
		"guildledger-sum,1,1,7,EUR,9223372036854775808,16,%s",
	};
	struct sum_post post;
	CHECK(sum_post_read(post_line, &post) && post.batch == 7 && post.total == 10300);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char line[256], *percent;
		snprintf(line, sizeof line, "%s", wrong[i]);
		percent = strchr(line, '%');
		snprintf(percent, 128, "%s%s", strrchr(post_line, ',') + 1,
			 strstr(wrong[i], "%s") + 2);
		CHECK(!sum_post_read(line, &post));
	}
}

int main(void)
{
	check_example();
	check_changes();
	check_same_leaf_twice();
	check_overflow();
	check_posts();
	return REPORT("test_sum_tree");
}
