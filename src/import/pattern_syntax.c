/* The syntax of patterns: an extended regular expression to the nodes of an automaton. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "base/memory.h"
#include "import/pattern_nodes.h"

enum { DEEPEST = 50, MOST_TIMES = 1000 };

/* One pattern being read. */
struct syntax {
	struct node_list *list;
	const char *at;
	char *why;
	unsigned depth;
	uint32_t nodes_before;
};

static const struct part nothing = { -1, -1 };

static void *larger(void *memory, uint32_t *room, size_t size)
{
	*room = *room ? *room * 2 : 64;
	void *moved = realloc(memory, *room * size);
	if (!moved)
		memory_out(*room * size);
	return moved;
}

int node_add(struct node_list *list, enum node_kind kind)
{
	if (list->count == NODES_MOST)
		return -1;
	if (list->count == list->room)
		list->nodes = larger(list->nodes, &list->room, sizeof *list->nodes);
	list->nodes[list->count] = (struct node){ .kind = (uint8_t)kind };
	return (int)list->count++;
}

int node_add_set(struct node_list *list, const struct byte_set *set)
{
	uint32_t index = 0;
	while (index < list->set_count && memcmp(&list->sets[index], set, sizeof *set) != 0)
		index++;
	if (index == list->set_count) {
		if (list->set_count == list->set_room)
			list->sets = larger(list->sets, &list->set_room, sizeof *list->sets);
		list->sets[list->set_count++] = *set;
	}
	int node = node_add(list, NODE_SET);
	if (node >= 0)
		list->nodes[node].other = (uint16_t)index;
	return node;
}

struct part part_join(struct node_list *list, struct part one, struct part other)
{
	if (one.first < 0 || other.first < 0)
		return nothing;
	list->nodes[one.last].next = (uint16_t)other.first;
	return (struct part){ one.first, other.last };
}

struct part part_either(struct node_list *list, struct part one, struct part other)
{
	int split = node_add(list, NODE_SPLIT), end = node_add(list, NODE_EMPTY);
	if (one.first < 0 || other.first < 0 || split < 0 || end < 0)
		return nothing;
	list->nodes[split].next = (uint16_t)one.first;
	list->nodes[split].other = (uint16_t)other.first;
	list->nodes[one.last].next = list->nodes[other.last].next = (uint16_t)end;
	return (struct part){ split, end };
}

static struct part part_bytes(struct node_list *list, unsigned low, unsigned high)
{
	int node = node_add(list, NODE_BYTES);
	if (node < 0)
		return nothing;
	list->nodes[node].low = (uint8_t)low;
	list->nodes[node].high = (uint8_t)high;
	return (struct part){ node, node };
}

struct part part_character(struct node_list *list, uint32_t point)
{
	uint8_t bytes[6];
	int length = u8_uctomb(bytes, uc_tolower(point), sizeof bytes);
	struct part part = part_bytes(list, bytes[0], bytes[0]);
	for (int i = 1; i < length; i++)
		part = part_join(list, part, part_bytes(list, bytes[i], bytes[i]));
	return part;
}

/* COUNT bytes of which the first is from LOW to HIGH: https://www.rfc-editor.org/rfc/rfc3629 */
static struct part part_sequence(struct node_list *list, unsigned low, unsigned high, int count)
{
	struct part part = part_bytes(list, low, high);
	while (--count)
		part = part_join(list, part, part_bytes(list, 0x80, 0xbf));
	return part;
}

struct part part_any(struct node_list *list)
{
	struct byte_set ascii = { 0 };
	for (unsigned byte = 1; byte < 0x80; byte++)
		if (byte != '\n')
			byte_set_add(&ascii, byte);
	int node = node_add_set(list, &ascii);
	struct part part = { node, node };
	for (int count = 2; count <= 4; count++) {
		static const unsigned lows[] = { 0xc2, 0xe0, 0xf0 }, highs[] = { 0xdf, 0xef, 0xf4 };
		part = part_either(list, part,
				   part_sequence(list, lows[count - 2], highs[count - 2], count));
	}
	return part;
}

static struct part refuse(struct syntax *syntax, const char *why)
{
	if (!*syntax->why)
		snprintf(syntax->why, PATTERN_WHY_SIZE, "%s", why);
	return nothing;
}

static struct part either(struct syntax *syntax);

static struct part assertion(struct syntax *syntax, enum node_assertion kind)
{
	int node = node_add(syntax->list, NODE_ASSERT);
	if (node < 0)
		return nothing;
	syntax->list->nodes[node].low = (uint8_t)kind;
	if (kind == LINE_BEGIN || kind == LINE_END)
		syntax->list->has_line_edges = true;
	else
		syntax->list->has_word_edges = true;
	return (struct part){ node, node };
}

/* What is behind a backslash. */
static struct part escaped(struct syntax *syntax)
{
	static const char words[] = "bB<>";
	static const enum node_assertion kinds[] = { WORD_EDGE, NO_WORD_EDGE, WORD_BEGIN,
						     WORD_END };
	char c = *syntax->at;
	const char *word = c ? strchr(words, c) : NULL;
	if (word) {
		syntax->at++;
		return assertion(syntax, kinds[word - words]);
	}
	if (c >= '1' && c <= '9')
		return refuse(syntax, "back-references (\\1) are not read: write the pattern out");
	if (c <= ' ' || c == 0x7f || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'))
		return refuse(syntax, "a \\ stands only before punctuation: write [0-9] for \\d, "
				      "[[:space:]] for \\s, [[:alnum:]_] for \\w");
	syntax->at++;
	return part_character(syntax->list, (uint32_t)c);
}

static struct part group(struct syntax *syntax)
{
	if (*syntax->at == '?')
		return refuse(syntax, "groups that begin with (? are not read: write (…)");
	if (++syntax->depth > DEEPEST)
		return refuse(syntax, "groups in more than 50 groups are not read");
	struct part part = either(syntax);
	syntax->depth--;
	if (part.first < 0)
		return part;
	if (*syntax->at != ')')
		return refuse(syntax, "a ( without its ): write \\( for the character");
	syntax->at++;
	return part;
}

/* One character, or what is written for one. */
static struct part atom(struct syntax *syntax)
{
	ucs4_t point;
	char c = *syntax->at;
	if (syntax->list->count - syntax->nodes_before > NODES_OF_PATTERN)
		return refuse(syntax, "it is too large: fewer or smaller {m,n}");
	if (c == '*' || c == '+' || c == '?' || c == '{')
		return refuse(syntax, "* + ? { without what they repeat: write \\ before them for "
				      "the character");
	int length = u8_strmbtouc(&point, (const uint8_t *)syntax->at);
	if (length <= 0)
		return refuse(syntax, "it is not UTF-8");
	syntax->at += length;
	switch (c) {
	case '(': return group(syntax);
	case '[': return part_brackets(syntax->list, &syntax->at, syntax->why);
	case '.': return part_any(syntax->list);
	case '^': return assertion(syntax, LINE_BEGIN);
	case '$': return assertion(syntax, LINE_END);
	case '\\': return escaped(syntax);
	default: return part_character(syntax->list, point);
	}
}

/* PART as often as one likes; not at all only where NONE_OK. */
static struct part repeated(struct node_list *list, struct part part, bool none_ok)
{
	int split = node_add(list, NODE_SPLIT), end = node_add(list, NODE_EMPTY);
	if (part.first < 0 || split < 0 || end < 0)
		return nothing;
	list->nodes[part.last].next = (uint16_t)split;
	list->nodes[split].next = (uint16_t)part.first;
	list->nodes[split].other = (uint16_t)end;
	return (struct part){ none_ok ? split : part.first, end };
}

static struct part empty(struct node_list *list)
{
	int node = node_add(list, NODE_EMPTY);
	return (struct part){ node, node };
}

/* A number of at most MOST_TIMES at *AT; -1: none, or a larger one. */
static int times(const char **at)
{
	int number = -1;
	for (; **at >= '0' && **at <= '9'; (*at)++) {
		number = (number < 0 ? 0 : number) * 10 + (**at - '0');
		if (number > MOST_TIMES)
			return -1;
	}
	return number;
}

/* What is from ATOM_AT, of which PART was made, as often as {m,n} says: it is read again for
 * each time. */
static struct part counted(struct syntax *syntax, struct part part, const char *atom_at)
{
	const char *behind = syntax->at + 1;
	int least = times(&behind), most = least;
	if (least >= 0 && *behind == ',') {
		behind++;
		most = *behind == '}' ? MOST_TIMES + 1 : times(&behind);
	}
	if (*behind != '}' || least < 0 || most < least || most == 0)
		return refuse(syntax, "repetitions are {m}, {m,} or {m,n} of at most 1000: write "
				      "\\{ for the character");
	behind++;
	bool without_end = most > MOST_TIMES;
	struct part whole = empty(syntax->list);
	for (int i = 0; i < (without_end ? least + 1 : most) && whole.first >= 0; i++) {
		if (i > 0) {
			syntax->at = atom_at;
			part = atom(syntax);
		}
		if (i >= least && part.first >= 0)
			part = without_end ? repeated(syntax->list, part, true)
					   : part_either(syntax->list, part, empty(syntax->list));
		whole = part_join(syntax->list, whole, part);
	}
	syntax->at = behind;
	return whole;
}

/* An atom and how often it comes. */
static struct part piece(struct syntax *syntax)
{
	const char *atom_at = syntax->at;
	struct part part = atom(syntax);
	for (bool again = false; part.first >= 0; again = true) {
		char c = *syntax->at;
		if (c != '*' && c != '+' && c != '?' && c != '{')
			break;
		if (again)
			return refuse(syntax, "two of * + ? { behind each other: put the first in "
					      "a group");
		if (c == '{') {
			part = counted(syntax, part, atom_at);
			continue;
		}
		syntax->at++;
		part = c == '?' ? part_either(syntax->list, part, empty(syntax->list))
				: repeated(syntax->list, part, c == '*');
	}
	return part;
}

static struct part sequence(struct syntax *syntax)
{
	struct part part = empty(syntax->list);
	while (part.first >= 0 && *syntax->at && *syntax->at != '|' && *syntax->at != ')')
		part = part_join(syntax->list, part, piece(syntax));
	return part;
}

static struct part either(struct syntax *syntax)
{
	struct part part = sequence(syntax);
	while (part.first >= 0 && *syntax->at == '|') {
		syntax->at++;
		part = part_either(syntax->list, part, sequence(syntax));
	}
	return part;
}

bool pattern_compile(struct node_list *list, const char *text, uint32_t number, uint16_t *start,
		     char why[PATTERN_WHY_SIZE])
{
	struct syntax syntax = { list, text, why, 0, list->count };
	why[0] = '\0';
	struct part part = either(&syntax);
	if (part.first >= 0 && *syntax.at == ')')
		part = refuse(&syntax, "a ) without its (: write \\) for the character");
	int match = part.first < 0 ? -1 : node_add(list, NODE_MATCH);
	if (match < 0) {
		list->count = syntax.nodes_before;
		refuse(&syntax, "the patterns are too large together");
		return false;
	}
	list->nodes[part.last].next = (uint16_t)match;
	list->nodes[match].number = number;
	*start = (uint16_t)part.first;
	return true;
}
