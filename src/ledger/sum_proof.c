/* Proofs of what a member holds: written, and read with mistrust. */
#include "ledger/sum_proof.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "guildledger-sum-proof 1";

/* Where the leaf with HASH is; LEAVES: nowhere. They are sorted. */
static size_t place_of(const struct sum_tree *tree, const struct digest *hash)
{
	size_t low = 0, high = tree->leaves;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(tree->nodes[middle].hash.bytes, hash->bytes, sizeof hash->bytes) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < tree->leaves && memcmp(&tree->nodes[low].hash, hash, sizeof *hash) == 0
		       ? low
		       : tree->leaves;
}

static void write_path(struct buf *out, const struct sum_tree *tree, size_t place)
{
	const struct sum_node *level = tree->nodes;
	char text[DIGEST_TEXT_SIZE];
	buf_printf(out, "at %zu\n", place);
	for (size_t width = tree->leaves; width > 1; level += width, width /= 2, place /= 2) {
		const struct sum_node *beside = &level[place ^ 1];
		buf_printf(out, "%s %" PRId64 " %s\n", place & 1 ? "left" : "right", beside->sum,
			   digest_text(&beside->hash, text));
	}
}

bool sum_proof_write(struct buf *out, const struct sum_tree *tree, const struct sum_member *member)
{
	struct sum_post post = sum_tree_post(tree);
	buf_printf(out, "%s\npost ", first_line);
	sum_post_write(out, &post);
	for (int part = 1; part <= SUM_PARTS; part++) {
		struct sum_leaf leaf;
		struct digest hash;
		struct buf line = { 0 };
		sum_leaf_of(&tree->scope, &tree->seed, member, part, &leaf);
		sum_leaf_write(&line, &tree->scope, &leaf);
		sum_leaf_hash(buf_string(&line), line.length, &hash);
		buf_text(out, "leaf ");
		buf_add(out, line.bytes, line.length);
		buf_free(&line);
		size_t place = place_of(tree, &hash);
		if (place == tree->leaves)
			return false;
		write_path(out, tree, place);
	}
	return true;
}

/* A text read line by line; each line is taken without its newline. */
struct lines {
	const char *next;
	char line[512];
};

/* NULL: there is no other, or it is longer than any line of a proof. */
static const char *next_line(struct lines *lines)
{
	const char *end = strchr(lines->next, '\n');
	size_t length = end ? (size_t)(end - lines->next) : sizeof lines->line;
	if (length >= sizeof lines->line)
		return NULL;
	memcpy(lines->line, lines->next, length);
	lines->line[length] = '\0';
	lines->next = end + 1;
	return lines->line;
}

/* What follows WORD and a space; NULL: it is another line. */
static const char *behind(const char *line, const char *word)
{
	size_t length = strlen(word);
	return line && strncmp(line, word, length) == 0 && line[length] == ' ' ? line + length + 1
									       : NULL;
}

/* The leaf whose line is TEXT, without its newline. False unless it is written as a leaf of the
 * post's own guild, batch and currency. */
static bool read_leaf(const char *text, const struct sum_post *post, struct sum_leaf *leaf)
{
	struct sum_scope scope = { post->guild_id, post->batch, post->currency };
	struct buf again = { 0 };
	const char *at = text, *end;
	char *behind_user;
	for (int commas = 0; commas < 5; commas++) {
		if (!(at = strchr(at, ',')))
			return false;
		at++;
	}
	*leaf = (struct sum_leaf){ .user_id = strtoull(at, &behind_user, 10) };
	if (behind_user == at || *behind_user != ',')
		return false;
	leaf->part = behind_user[1] - '0';
	if ((leaf->part != 1 && leaf->part != 2) || behind_user[2] != ',' ||
	    !(end = sum_amount_read(behind_user + 3, &leaf->amount)) || *end != ',' ||
	    !digest_parse(end + 1, &leaf->salt))
		return false;
	sum_leaf_write(&again, &scope, leaf);
	bool same = again.length == strlen(text) + 1 &&
		    memcmp(again.bytes, text, again.length - 1) == 0;
	buf_free(&again);
	return same;
}

static const char *climb(struct lines *lines, const struct sum_post *post, uint64_t place,
			 struct sum_node *node)
{
	for (uint64_t width = post->leaves; width > 1; width /= 2, place /= 2) {
		const char *line = next_line(lines),
			   *at = behind(line, place & 1 ? "left" : "right");
		struct sum_node beside, above;
		if (!at || !(at = sum_amount_read(at, &beside.sum)) || *at != ' ' ||
		    !digest_parse(at + 1, &beside.hash))
			return "a step is missing, or is not on the side that the place says";
		if (!(place & 1 ? sum_node_above(&beside, node, &above)
				: sum_node_above(node, &beside, &above)))
			return "a sum is beyond what a sum can be: somebody hides a negative one";
		*node = above;
	}
	return NULL;
}

/* One leaf and its path. */
static const char *read_part(struct lines *lines, const struct sum_post *post,
			     struct sum_leaf *leaf, uint64_t *place)
{
	const char *text = behind(next_line(lines), "leaf"), *at, *why, *end;
	struct sum_node node;
	char root[DIGEST_TEXT_SIZE];
	int64_t index;
	struct buf line = { 0 };
	if (!text || !read_leaf(text, post, leaf))
		return "a leaf is missing, or is not of this guild, batch and currency";
	buf_printf(&line, "%s\n", text);
	sum_leaf_hash(buf_string(&line), line.length, &node.hash);
	buf_free(&line);
	node.sum = leaf->amount;
	at = behind(next_line(lines), "at");
	if (!at || !(end = sum_amount_read(at, &index)) || *end || (uint64_t)index >= post->leaves)
		return "it does not say at which place of the tree a leaf is";
	*place = (uint64_t)index;
	if ((why = climb(lines, post, *place, &node)))
		return why;
	if (strcmp(digest_text(&node.hash, root), post->root) != 0)
		return "a leaf does not lead to the root of the post: it is not in that sum";
	return node.sum == post->total ? NULL : "a leaf does not lead to the total of the post";
}

const char *sum_proof_read(const char *text, size_t length, struct sum_proof *proof)
{
	struct lines lines = { .next = text };
	struct sum_leaf leaves[SUM_PARTS];
	uint64_t places[SUM_PARTS];
	memset(proof, 0, sizeof *proof);
	if (!length || text[length] || memchr(text, '\0', length) || text[length - 1] != '\n')
		return "it is no proof of a sum, or its end is missing";
	const char *line = next_line(&lines), *why;
	if (!line || strcmp(line, first_line) != 0)
		return "it is no proof of a sum";
	if (!(line = behind(next_line(&lines), "post")) || !sum_post_read(line, &proof->post))
		return "it does not say of which post it is";
	for (int part = 0; part < SUM_PARTS; part++)
		if ((why = read_part(&lines, &proof->post, &leaves[part], &places[part])))
			return why;
	if (*lines.next)
		return "something follows the proof";
	if (leaves[0].user_id != leaves[1].user_id || leaves[0].part != 1 || leaves[1].part != 2 ||
	    places[0] == places[1])
		return "its leaves are not the two parts of one member at two places";
	proof->user_id = leaves[0].user_id;
	if (__builtin_add_overflow(leaves[0].amount, leaves[1].amount, &proof->amount))
		return "its parts are more together than a sum can be";
	return NULL;
}
