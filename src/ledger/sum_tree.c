/* The Merkle sum tree: leaves, padding, nodes, the line that is posted. */
#include "ledger/sum_tree.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

enum { LONGEST_LINE = 320, LONGEST_LABEL = 128 };

/* HMAC-SHA-256(seed, "guildledger-sum,1,GUILD,BATCH,CUR,REST"). Its inner state after the scope is
 * the same for all members. */
struct chance {
	crypto_auth_hmacsha256_state scope;
};

static void begin_chance(struct chance *chance, const struct sum_scope *scope,
			 const struct digest *seed)
{
	char label[LONGEST_LABEL];
	int length = snprintf(label, sizeof label, "guildledger-sum,1,%" PRIu64 ",%" PRId64 ",%s,",
			      scope->guild_id, scope->batch, scope->currency);
	crypto_auth_hmacsha256_init(&chance->scope, seed->bytes, sizeof seed->bytes);
	crypto_auth_hmacsha256_update(&chance->scope, (const unsigned char *)label, (size_t)length);
}

static void take_chance(const struct chance *chance, struct digest *out, const char *rest)
{
	crypto_auth_hmacsha256_state state = chance->scope;
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)rest, strlen(rest));
	crypto_auth_hmacsha256_final(&state, out->bytes);
}

/* The first part of AMOUNT: the first 16 bytes, big-endian, modulo AMOUNT + 1. */
static int64_t first_part(const struct digest *chance, int64_t amount)
{
	unsigned __int128 number = 0;
	for (int i = 0; i < 16; i++)
		number = number << 8 | chance->bytes[i];
	return (int64_t)(number % ((unsigned __int128)amount + 1));
}

static int64_t held(const struct sum_member *member)
{
	return member->amount > 0 ? member->amount : 0;
}

/* Both parts of MEMBER. */
static void part_leaves(const struct chance *chance, const struct sum_member *member,
			struct sum_leaf leaves[SUM_PARTS])
{
	char rest[64];
	struct digest split;
	snprintf(rest, sizeof rest, "%" PRIu64 ",split", member->user_id);
	take_chance(chance, &split, rest);
	for (int part = 1; part <= SUM_PARTS; part++) {
		int64_t first = first_part(&split, held(member));
		struct sum_leaf *leaf = &leaves[part - 1];
		*leaf = (struct sum_leaf){ .user_id = member->user_id,
					   .part = part,
					   .amount = part == 1 ? first : held(member) - first };
		snprintf(rest, sizeof rest, "%" PRIu64 ",salt,%d", member->user_id, part);
		take_chance(chance, &leaf->salt, rest);
	}
}

void sum_leaf_of(const struct sum_scope *scope, const struct digest *seed,
		 const struct sum_member *member, int part, struct sum_leaf *leaf)
{
	struct chance chance;
	struct sum_leaf leaves[SUM_PARTS];
	begin_chance(&chance, scope, seed);
	part_leaves(&chance, member, leaves);
	*leaf = leaves[part - 1];
}

static int leaf_line(char line[LONGEST_LINE], const struct sum_scope *scope,
		     const struct sum_leaf *leaf)
{
	char salt[DIGEST_TEXT_SIZE];
	return snprintf(line, LONGEST_LINE,
			"guildledger-sum-leaf,1,%" PRIu64 ",%" PRId64 ",%s,%" PRIu64 ",%d,%" PRId64
			",%s\n",
			scope->guild_id, scope->batch, scope->currency, leaf->user_id, leaf->part,
			leaf->amount, digest_text(&leaf->salt, salt));
}

void sum_leaf_write(struct buf *out, const struct sum_scope *scope, const struct sum_leaf *leaf)
{
	char line[LONGEST_LINE];
	int length = leaf_line(line, scope, leaf);
	buf_add(out, line, (size_t)length);
}

/* SHA-256(MARK || LINE). */
static void hash_marked(unsigned char mark, const char *line, size_t length, struct digest *hash)
{
	crypto_hash_sha256_state state;
	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, &mark, 1);
	crypto_hash_sha256_update(&state, (const unsigned char *)line, length);
	crypto_hash_sha256_final(&state, hash->bytes);
}

void sum_leaf_hash(const char *line, size_t length, struct digest *hash)
{
	hash_marked(0, line, length, hash);
}

bool sum_node_above(const struct sum_node *left, const struct sum_node *right,
		    struct sum_node *above)
{
	char line[LONGEST_LINE], texts[2][DIGEST_TEXT_SIZE];
	int length = snprintf(line, sizeof line, "%" PRId64 ",%s,%" PRId64 ",%s\n", left->sum,
			      digest_text(&left->hash, texts[0]), right->sum,
			      digest_text(&right->hash, texts[1]));
	if (__builtin_add_overflow(left->sum, right->sum, &above->sum))
		return false;
	hash_marked(1, line, (size_t)length, &above->hash);
	return true;
}

static void add_leaf(struct sum_tree *tree, size_t at, const struct sum_leaf *leaf)
{
	char line[LONGEST_LINE];
	int length = leaf_line(line, &tree->scope, leaf);
	tree->nodes[at].sum = leaf->amount;
	sum_leaf_hash(line, (size_t)length, &tree->nodes[at].hash);
}

/* The leaf of zero that fills place AT; NUMBER counts them from 1. */
static void add_pad(struct sum_tree *tree, const struct chance *chance, size_t at, size_t number)
{
	char line[LONGEST_LINE], rest[64], text[DIGEST_TEXT_SIZE];
	struct digest salt;
	snprintf(rest, sizeof rest, "pad,%zu", number);
	take_chance(chance, &salt, rest);
	int length = snprintf(line, sizeof line,
			      "guildledger-sum-pad,1,%" PRIu64 ",%" PRId64 ",%s,%zu,0,%s\n",
			      tree->scope.guild_id, tree->scope.batch, tree->scope.currency, number,
			      digest_text(&salt, text));
	tree->nodes[at].sum = 0;
	sum_leaf_hash(line, (size_t)length, &tree->nodes[at].hash);
}

static int by_hash(const void *left, const void *right)
{
	return memcmp(((const struct sum_node *)left)->hash.bytes,
		      ((const struct sum_node *)right)->hash.bytes, sizeof(struct digest));
}

static void fill_leaves(struct sum_tree *tree, const struct sum_member *members, size_t count)
{
	struct chance chance;
	struct sum_leaf parts[SUM_PARTS];
	size_t at = 0;
	begin_chance(&chance, &tree->scope, &tree->seed);
	for (size_t i = 0; i < count; i++) {
		part_leaves(&chance, &members[i], parts);
		for (int part = 0; part < SUM_PARTS; part++)
			add_leaf(tree, at++, &parts[part]);
	}
	for (size_t pads = 1; at < tree->leaves; pads++)
		add_pad(tree, &chance, at++, pads);
	qsort(tree->nodes, tree->leaves, sizeof *tree->nodes, by_hash);
}

static bool fill_nodes(struct sum_tree *tree)
{
	struct sum_node *below = tree->nodes, *above = below + tree->leaves;
	for (size_t width = tree->leaves; width > 1; width /= 2) {
		for (size_t i = 0; i < width; i += 2)
			if (!sum_node_above(&below[i], &below[i + 1], above++))
				return false;
		below += width;
	}
	return true;
}

bool sum_tree_build(struct sum_tree *tree, const struct sum_scope *scope, const struct digest *seed,
		    const struct sum_member *members, size_t count)
{
	*tree = (struct sum_tree){ .scope = *scope, .seed = *seed, .leaves = 2 };
	while (tree->leaves < SUM_PARTS * count)
		tree->leaves *= 2;
	for (size_t i = 0; i < count; i++)
		if (members[i].amount < 0 &&
		    __builtin_sub_overflow(tree->debts, members[i].amount, &tree->debts))
			return false;
	tree->nodes = calloc(2 * tree->leaves - 1, sizeof *tree->nodes);
	if (!tree->nodes)
		fail(EX_OSERR, "out of memory: the sum of %zu members", count);
	fill_leaves(tree, members, count);
	if (fill_nodes(tree))
		return true;
	sum_tree_free(tree);
	return false;
}

void sum_tree_free(struct sum_tree *tree)
{
	free(tree->nodes);
	tree->nodes = NULL;
}

struct sum_post sum_tree_post(const struct sum_tree *tree)
{
	const struct sum_node *root = &tree->nodes[2 * tree->leaves - 2];
	struct sum_post post = { .guild_id = tree->scope.guild_id,
				 .batch = tree->scope.batch,
				 .total = root->sum,
				 .leaves = tree->leaves };
	snprintf(post.currency, sizeof post.currency, "%s", tree->scope.currency);
	digest_text(&root->hash, post.root);
	return post;
}

void sum_post_write(struct buf *out, const struct sum_post *post)
{
	buf_printf(out, "guildledger-sum,1,%" PRIu64 ",%" PRId64 ",%s,%" PRId64 ",%" PRIu64 ",%s\n",
		   post->guild_id, post->batch, post->currency, post->total, post->leaves,
		   post->root);
}

void sum_debts_write(struct buf *out, const struct sum_scope *scope, int64_t debts)
{
	buf_printf(out, "guildledger-debts,1,%" PRIu64 ",%" PRId64 ",%s,%" PRId64 "\n",
		   scope->guild_id, scope->batch, scope->currency, debts);
}

bool sum_post_read(const char *line, struct sum_post *post)
{
	struct buf again = { 0 };
	int end = 0;
	memset(post, 0, sizeof *post);
	bool read = sscanf(line,
			   "guildledger-sum,1,%20" SCNu64 ",%19" SCNd64 ",%12[A-Z0-9],%19" SCNd64
			   ",%20" SCNu64 ",%64[0-9a-f]%n",
			   &post->guild_id, &post->batch, post->currency, &post->total,
			   &post->leaves, post->root, &end) == 6 &&
		    end && !line[end] && post->total >= 0 && post->batch > 0 &&
		    strlen(post->root) == DIGEST_TEXT_SIZE - 1;
	if (read) {
		sum_post_write(&again, post);
		read = again.length == strlen(line) + 1 &&
		       memcmp(buf_string(&again), line, again.length - 1) == 0;
	}
	buf_free(&again);
	return read && post->leaves >= 2 && !(post->leaves & (post->leaves - 1));
}

const char *sum_amount_read(const char *text, int64_t *amount)
{
	size_t digits = strspn(text, "0123456789");
	*amount = 0;
	if (!digits || (digits > 1 && *text == '0'))
		return NULL;
	for (size_t i = 0; i < digits; i++)
		if (__builtin_mul_overflow(*amount, 10, amount) ||
		    __builtin_add_overflow(*amount, text[i] - '0', amount))
			return NULL;
	return text + digits;
}
