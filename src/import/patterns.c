/* Runs the automaton of many patterns over a text. Where it can be in after which bytes is kept as
 * states with a table of what follows; they are made when a text first needs them. */
#include "import/patterns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "base/hash.h"
#include "import/pattern_nodes.h"

enum { STATES_MOST = 4096, END_OF_TEXT = 256, BYTES = 257, PLACES_OF_STATE = 128 };

/* What is before or behind a place of the text. */
enum edge { EDGE_TEXT, EDGE_LINE, EDGE_WORD, EDGE_OTHER };

/* The nodes that the automaton goes on from, besides the beginnings of all patterns, and the match
 * nodes it came through. Sorted. */
struct state {
	uint32_t places, count; /* of patterns.places */
	uint32_t hash;
	uint8_t before; /* enum edge */
	bool matches;
	uint16_t next[BYTES]; /* of a byte, or of the end: index + 1; 0: not known yet */
};

struct patterns {
	struct node_list list;
	uint16_t *starts; /* of each pattern */
	uint32_t start_count, start_room;
	struct state *states; /* the first: at the beginning of a text */
	uint32_t state_count, state_room, most_states;
	uint16_t *places;
	uint32_t place_count, place_room;
	uint16_t *table; /* index + 1, by hash */
	uint32_t table_size;
	/* While a state is made. */
	uint32_t *seen, turn; /* by node: the turn in which it was reached */
	uint16_t *stack, *found;
	uint32_t found_count;
	uint32_t *kept; /* by node: the turn in which it became part of the state */
};

struct patterns *patterns_new(void)
{
	struct patterns *patterns = calloc(1, sizeof *patterns);
	if (!patterns)
		memory_out(sizeof *patterns);
	patterns->most_states = STATES_MOST;
	return patterns;
}

static void forget_states(struct patterns *patterns)
{
	patterns->state_count = patterns->place_count = 0;
	if (patterns->table)
		memset(patterns->table, 0, patterns->table_size * sizeof *patterns->table);
}

static void drop_scratch(struct patterns *patterns)
{
	free(patterns->seen);
	free(patterns->stack);
	free(patterns->found);
	free(patterns->kept);
	patterns->seen = patterns->kept = NULL;
	patterns->stack = patterns->found = NULL;
	forget_states(patterns);
}

void patterns_free(struct patterns *patterns)
{
	if (!patterns)
		return;
	drop_scratch(patterns);
	free(patterns->list.nodes);
	free(patterns->list.sets);
	free(patterns->starts);
	free(patterns->states);
	free(patterns->places);
	free(patterns->table);
	free(patterns);
}

size_t patterns_size(const struct patterns *patterns)
{
	return patterns->list.count;
}

void patterns_keep(struct patterns *patterns, unsigned count)
{
	patterns->most_states = count < 16 ? 16 : count > STATES_MOST ? STATES_MOST : count;
	forget_states(patterns);
}

static void *grown(void *memory, uint32_t *room, uint32_t least, size_t size)
{
	uint32_t wanted = *room ? *room : 16;
	while (wanted < least)
		wanted *= 2;
	if (wanted == *room)
		return memory;
	void *moved = realloc(memory, wanted * size);
	if (!moved)
		memory_out(wanted * size);
	*room = wanted;
	return moved;
}

bool patterns_add(struct patterns *patterns, const char *text, uint32_t number,
		  char why[PATTERN_WHY_SIZE])
{
	uint16_t start;
	if (strlen(text) > PATTERN_LONGEST) {
		snprintf(why, PATTERN_WHY_SIZE, "it is longer than 1 KiB");
		return false;
	}
	if (!pattern_compile(&patterns->list, text, number, &start, why))
		return false;
	patterns->starts = grown(patterns->starts, &patterns->start_room, patterns->start_count + 1,
				 sizeof *patterns->starts);
	patterns->starts[patterns->start_count++] = start;
	drop_scratch(patterns);
	return true;
}

size_t pattern_fold(char *folded, const char *text, size_t length)
{
	char *to = folded;
	for (const char *end = text + length; text < end;) {
		unsigned char c = (unsigned char)*text;
		if (c < 0x80) {
			*to++ = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
			text++;
			continue;
		}
		ucs4_t point;
		int bytes = u8_mbtouc(&point, (const uint8_t *)text, (size_t)(end - text));
		int put = u8_uctomb((uint8_t *)to, uc_tolower(point), 2 * bytes);
		to += put > 0 ? put : 0;
		text += bytes;
	}
	*to = '\0';
	return (size_t)(to - folded);
}

static enum edge edge_of(const struct patterns *patterns, unsigned byte)
{
	if (byte == END_OF_TEXT)
		return EDGE_TEXT;
	if (byte == '\n')
		return patterns->list.has_line_edges ? EDGE_LINE : EDGE_OTHER;
	bool word = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
		    byte == '_';
	return word && patterns->list.has_word_edges ? EDGE_WORD : EDGE_OTHER;
}

static bool holds(enum node_assertion assertion, enum edge before, enum edge behind)
{
	bool from = before == EDGE_WORD, to = behind == EDGE_WORD;
	switch (assertion) {
	case LINE_BEGIN: return before == EDGE_TEXT || before == EDGE_LINE;
	case LINE_END: return behind == EDGE_TEXT || behind == EDGE_LINE;
	case WORD_EDGE: return from != to;
	case NO_WORD_EDGE: return from == to;
	case WORD_BEGIN: return !from && to;
	case WORD_END: return from && !to;
	}
	return false;
}

/* Where the automaton is by reading BYTE in NODE; -1: nowhere. */
static int behind(const struct patterns *patterns, const struct node *node, unsigned byte)
{
	bool reads = node->kind == NODE_BYTES
			     ? byte >= node->low && byte <= node->high
			     : byte != END_OF_TEXT &&
				       byte_set_has(&patterns->list.sets[node->other], byte);
	return reads ? node->next : -1;
}

static void keep(struct patterns *patterns, int place)
{
	if (place < 0 || patterns->kept[place] == patterns->turn)
		return;
	patterns->kept[place] = patterns->turn;
	patterns->found[patterns->found_count++] = (uint16_t)place;
}

/* Follows all that begins at PLACE and reads no byte, and keeps what is behind BYTE. */
static void follow(struct patterns *patterns, uint16_t place, enum edge before, unsigned byte)
{
	enum edge next = edge_of(patterns, byte);
	uint32_t count = 0;
	patterns->stack[count++] = place;
	while (count) {
		place = patterns->stack[--count];
		const struct node *node = &patterns->list.nodes[place];
		if (patterns->seen[place] == patterns->turn)
			continue;
		patterns->seen[place] = patterns->turn;
		switch (node->kind) {
		case NODE_MATCH: keep(patterns, place); break;
		case NODE_ASSERT:
			if (holds(node->low, before, next))
				patterns->stack[count++] = node->next;
			break;
		case NODE_SPLIT:
			patterns->stack[count++] = node->other;
			/* fall through */
		case NODE_EMPTY: patterns->stack[count++] = node->next; break;
		default: keep(patterns, behind(patterns, node, byte));
		}
	}
}

static void make_scratch(struct patterns *patterns)
{
	size_t nodes = patterns->list.count;
	if (!patterns->table) {
		patterns->table_size = 2 * STATES_MOST;
		patterns->table = calloc(patterns->table_size, sizeof *patterns->table);
	}
	patterns->seen = calloc(nodes, sizeof *patterns->seen);
	patterns->kept = calloc(nodes, sizeof *patterns->kept);
	patterns->found = calloc(nodes, sizeof *patterns->found);
	/* A node is pushed once by each that goes on to it: at most two each. */
	patterns->stack = calloc(2 * nodes + 1, sizeof *patterns->stack);
	if (!patterns->seen || !patterns->kept || !patterns->found || !patterns->stack ||
	    !patterns->table)
		memory_out(nodes);
}

static bool is_state(const struct patterns *patterns, const struct state *state, enum edge before)
{
	return state->before == before && state->count == patterns->found_count &&
	       memcmp(patterns->places + state->places, patterns->found,
		      state->count * sizeof *patterns->found) == 0;
}

static int compare_places(const void *one, const void *other)
{
	return *(const uint16_t *)one - *(const uint16_t *)other;
}

static void remember(struct patterns *patterns, struct state *state)
{
	uint32_t mask = patterns->table_size - 1, slot = state->hash & mask;
	while (patterns->table[slot])
		slot = (slot + 1) & mask;
	patterns->table[slot] = (uint16_t)(state - patterns->states + 1);
}

/* A new state of the places found. */
static struct state *add_state(struct patterns *patterns, uint32_t hash, enum edge before)
{
	patterns->states = grown(patterns->states, &patterns->state_room, patterns->state_count + 1,
				 sizeof *patterns->states);
	patterns->places =
		grown(patterns->places, &patterns->place_room,
		      patterns->place_count + patterns->found_count, sizeof *patterns->places);
	struct state *state = &patterns->states[patterns->state_count++];
	memset(state, 0, sizeof *state);
	*state = (struct state){ .places = patterns->place_count,
				 .count = patterns->found_count,
				 .hash = hash,
				 .before = (uint8_t)before };
	memcpy(patterns->places + state->places, patterns->found,
	       state->count * sizeof *patterns->found);
	patterns->place_count += state->count;
	for (uint32_t i = 0; i < patterns->found_count; i++)
		state->matches |= patterns->list.nodes[patterns->found[i]].kind == NODE_MATCH;
	remember(patterns, state);
	return state;
}

/* The state of the places found, behind a byte with the edge BEFORE. */
static uint32_t state_of(struct patterns *patterns, enum edge before)
{
	qsort(patterns->found, patterns->found_count, sizeof *patterns->found, compare_places);
	uint32_t hash =
		hash_bytes(patterns->found, patterns->found_count * sizeof *patterns->found) * 4 +
		before;
	uint32_t mask = patterns->table_size - 1;
	for (uint32_t slot = hash & mask; patterns->table[slot]; slot = (slot + 1) & mask) {
		uint32_t index = patterns->table[slot] - 1U;
		if (patterns->states[index].hash == hash &&
		    is_state(patterns, &patterns->states[index], before))
			return index;
	}
	return (uint32_t)(add_state(patterns, hash, before) - patterns->states);
}

static uint32_t first_state(struct patterns *patterns)
{
	patterns->found_count = 0;
	return state_of(patterns, EDGE_TEXT);
}

/* The state behind BYTE in the state at INDEX. */
static uint32_t step(struct patterns *patterns, uint32_t index, unsigned byte)
{
	enum edge before = patterns->states[index].before;
	patterns->found_count = 0;
	if (++patterns->turn == 0) {
		memset(patterns->seen, 0, patterns->list.count * sizeof *patterns->seen);
		memset(patterns->kept, 0, patterns->list.count * sizeof *patterns->kept);
		patterns->turn = 1;
	}
	for (uint32_t i = 0; i < patterns->start_count; i++)
		follow(patterns, patterns->starts[i], before, byte);
	for (uint32_t i = 0; i < patterns->states[index].count; i++) {
		uint16_t place = patterns->places[patterns->states[index].places + i];
		if (patterns->list.nodes[place].kind != NODE_MATCH)
			follow(patterns, place, before, byte);
	}
	bool full = patterns->state_count >= patterns->most_states ||
		    patterns->place_count + patterns->found_count >
			    patterns->most_states * PLACES_OF_STATE;
	if (full) {
		uint32_t count = patterns->found_count;
		forget_states(patterns);
		first_state(patterns);
		patterns->found_count = count;
	}
	uint32_t next = state_of(patterns, edge_of(patterns, byte));
	if (!full)
		patterns->states[index].next[byte] = (uint16_t)(next + 1);
	return next;
}

static void tell_matches(const struct patterns *patterns, const struct state *state,
			 uint64_t *found)
{
	for (uint32_t i = 0; i < state->count; i++) {
		const struct node *node =
			&patterns->list.nodes[patterns->places[state->places + i]];
		if (node->kind == NODE_MATCH)
			found[node->number / 64] |= UINT64_C(1) << (node->number & 63);
	}
}

void patterns_find(struct patterns *patterns, const char *text, size_t length, uint64_t *found)
{
	if (!patterns->start_count)
		return;
	if (!patterns->seen)
		make_scratch(patterns);
	if (!patterns->state_count)
		first_state(patterns);
	uint32_t index = 0;
	for (size_t i = 0; i <= length; i++) {
		unsigned byte = i < length ? (unsigned char)text[i] : END_OF_TEXT;
		uint16_t next = patterns->states[index].next[byte];
		index = next ? next - 1U : step(patterns, index, byte);
		if (patterns->states[index].matches)
			tell_matches(patterns, &patterns->states[index], found);
	}
}
