/* Names in their parts, sorted; what begins alike is a group. A name with an empty part (":", "a:")
 * has no parts, and a group of one is none. */
#include "report/category_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "report/names.h"

enum { MOST_PARTS = 24 }; /* names have 40 letters */

struct node {
	const struct category *category;
	const char *parts[MOST_PARTS], *folded[MOST_PARTS], *key;
	int count;
};
struct tree {
	const struct feeding *feeding;
	const struct periods *periods;
	struct arena arena;
	bool people; /* they see the last part of a name, set in */
};

static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length && *text == ' ') {
		text++;
		length--;
	}
	while (length && text[length - 1] == ' ')
		length--;
	return arena_copy(arena, text, length);
}

/* False: NAME has no parts. */
static bool split(struct arena *arena, const char *name, struct node *node)
{
	for (node->count = 0; node->count < MOST_PARTS; node->count++) {
		size_t length = strcspn(name, ":");
		const char *part = trimmed(arena, name, length);
		if (!*part)
			return false;
		node->parts[node->count] = part;
		if (!name[length]) {
			node->count++;
			return true;
		}
		name += length + 1;
	}
	return false;
}

/* The mark between two parts sorts before all letters, so that groups lie together. */
static void read_node(struct arena *arena, const struct category *category, struct node *node)
{
	struct buf key = { 0 };
	node->category = category;
	if (!split(arena, category->name, node)) {
		node->parts[0] = category->name;
		node->count = 1;
	}
	for (int i = 0; i < node->count; i++) {
		node->folded[i] = text_fold(arena, node->parts[i]);
		buf_text(&key, i ? "\1" : "");
		buf_text(&key, node->folded[i]);
	}
	node->key = arena_strdup(arena, buf_string(&key));
	buf_free(&key);
}

static int compare_nodes(const void *one, const void *other)
{
	const struct node *a = one, *b = other;
	int order = strcmp(a->key, b->key);
	int64_t first = a->category->figures->account, second = b->category->figures->account;
	return order ? order : (first > second) - (first < second);
}

/* Parts FROM up to TO of the node's name, LEVEL deep in the tree. */
static const char *joined(struct tree *tree, const struct node *node, int from, int to, int level)
{
	struct buf name = { 0 };
	for (int i = 0; tree->people && i < level; i++)
		buf_text(&name, "· "); /* HTML and Discord show no spaces there */
	for (int i = tree->people ? from : 0; i < to; i++) {
		buf_text(&name, i > (tree->people ? from : 0) ? ":" : "");
		buf_text(&name, node->parts[i]);
	}
	const char *copy = arena_strdup(&tree->arena, buf_string(&name));
	buf_free(&name);
	return copy;
}

/* The account's own line. Its label keeps the number that tells it from others. */
static bool give_leaf(struct tree *tree, const struct node *node, int depth, int level)
{
	struct figures figures = *node->category->figures;
	figures.level = level;
	if (tree->people && level) {
		const char *label = figures.name, *name = label_name(label);
		int from = depth < node->count ? depth : node->count - 1;
		figures.name = arena_printf(&tree->arena, "%.*s%s", (int)(name - label), label,
					    joined(tree, node, from, node->count, level));
	}
	return figures_give(tree->feeding, tree->periods, &figures);
}

static bool give_group(struct tree *tree, const struct node *nodes, size_t count, int depth,
		       int end, int level)
{
	struct figures sum = *nodes->category->figures;
	sum.account = 0;
	sum.level = level;
	sum.name = joined(tree, nodes, depth, end, level);
	for (size_t i = 1; i < count; i++)
		for (int p = 0; p < tree->periods->count; p++)
			sum.amounts[p] += nodes[i].category->figures->amounts[p];
	return figures_give(tree->feeding, tree->periods, &sum);
}

static bool alike(const struct node *one, const struct node *other, int part)
{
	return one->count > part && other->count > part &&
	       strcmp(one->folded[part], other->folded[part]) == 0;
}

/* Nodes that have their first DEPTH parts in common. No deeper than a name has parts. */
static bool give_nodes(struct tree *tree, const struct node *nodes, size_t count, int depth,
		       int level)
{
	for (size_t i = 0, next; i < count; i = next) {
		bool more;
		for (next = i + 1; next < count && alike(&nodes[i], &nodes[next], depth);)
			next++;
		if (next == i + 1) {
			more = give_leaf(tree, &nodes[i], depth, level);
		} else {
			int end = depth + 1;
			while (alike(&nodes[i], &nodes[next - 1], end))
				end++;
			more = give_group(tree, &nodes[i], next - i, depth, end, level) &&
			       give_nodes(tree, &nodes[i], next - i, end, level + 1);
		}
		if (!more)
			return false;
	}
	return true;
}

bool categories_give(const struct feeding *feeding, const struct periods *periods,
		     const struct category *categories, size_t count)
{
	struct tree tree = { .feeding = feeding,
			     .periods = periods,
			     .people = feeding->form == FORM_PEOPLE || feeding->form == FORM_CHAT };
	struct node *nodes = arena_alloc(&tree.arena, (count + 1) * sizeof *nodes);
	for (size_t i = 0; i < count; i++)
		read_node(&tree.arena, &categories[i], &nodes[i]);
	qsort(nodes, count, sizeof *nodes, compare_nodes);
	bool more = give_nodes(&tree, nodes, count, 0, 0);
	arena_free(&tree.arena);
	return more;
}
