/* Words of several lists, found at once: lists that are read word by word cost a payment more than
 * all its rules. */
#ifndef COMMAND_WORD_INDEX_H
#define COMMAND_WORD_INDEX_H

#include <stddef.h>
#include <stdint.h>

enum {
	WORD_INDEX_SLOTS = 2048, /* a power of two, at least twice the words */
	WORD_INDEX_LISTS = 8
};

struct word_index {
	struct word_slot {
		const char *word; /* NULL: free */
		uint8_t length, list;
		uint16_t value;
	} slots[WORD_INDEX_SLOTS];
	uint8_t begins[256]; /* the lists that have a word with this first byte, a bit each */
	size_t count;
};

/* Adds WORDS, parted by spaces, to LIST, below WORD_INDEX_LISTS; each means VALUE there, unless it
 * means one already. The text stays the caller's. Exits with EX_SOFTWARE when the index is half
 * full. */
void word_index_add(struct word_index *index, int list, const char *words, size_t value);
/* What WORD, in any case of A to Z, means in LIST; -1: it is not in the list. */
int word_index_find(const struct word_index *index, int list, const char *word);
/* The same for the first LENGTH bytes of WORD. */
int word_index_find_part(const struct word_index *index, int list, const char *word, size_t length);

#endif
