/* A pattern as an automaton that may be in several places at once: between patterns.c, which runs
 * it, and pattern_syntax.c, which makes it. */
#ifndef IMPORT_PATTERN_NODES_H
#define IMPORT_PATTERN_NODES_H

#include "import/patterns.h"

enum node_kind {
	NODE_BYTES,  /* one byte, from LOW to HIGH */
	NODE_SET,    /* one byte of the set OTHER */
	NODE_EMPTY,  /* on to NEXT */
	NODE_SPLIT,  /* on to NEXT and to OTHER */
	NODE_ASSERT, /* on to NEXT where LOW (enum node_assertion) holds */
	NODE_MATCH,  /* the pattern NUMBER was found */
};
enum node_assertion { LINE_BEGIN, LINE_END, WORD_EDGE, NO_WORD_EDGE, WORD_BEGIN, WORD_END };

struct node {
	uint8_t kind, low, high;
	uint16_t next, other;
	uint32_t number;
};

struct byte_set {
	uint64_t bits[4];
};

enum { NODES_MOST = 65535, NODES_OF_PATTERN = 8192 };

struct node_list {
	struct node *nodes;
	struct byte_set *sets;
	uint32_t count, room, set_count, set_room;
	bool has_line_edges, has_word_edges;
};

static inline bool byte_set_has(const struct byte_set *set, unsigned byte)
{
	return set->bits[byte >> 6] >> (byte & 63) & 1;
}
static inline void byte_set_add(struct byte_set *set, unsigned byte)
{
	set->bits[byte >> 6] |= UINT64_C(1) << (byte & 63);
}

/* Appends the nodes of TEXT and puts the first in *START; false, and WHY, where it is no pattern.
 */
bool pattern_compile(struct node_list *list, const char *text, uint32_t number, uint16_t *start,
		     char why[PATTERN_WHY_SIZE]);

/* A node of KIND, or -1 where there are too many. For pattern_syntax.c and pattern_brackets.c. */
int node_add(struct node_list *list, enum node_kind kind);
/* A node for one byte of SET; -1: too many. */
int node_add_set(struct node_list *list, const struct byte_set *set);

/* A part of a pattern: from its first node to its last, which goes on to what comes next. */
struct part {
	int first, last; /* -1: there are too many nodes */
};
struct part part_join(struct node_list *list, struct part one, struct part other);
struct part part_either(struct node_list *list, struct part one, struct part other);
/* Any one character but a line feed. */
struct part part_any(struct node_list *list);
/* The character POINT. */
struct part part_character(struct node_list *list, uint32_t point);
/* What is behind "[": *AT is moved behind "]". A first of -1 where WHY was written. */
struct part part_brackets(struct node_list *list, const char **at, char why[PATTERN_WHY_SIZE]);

#endif
