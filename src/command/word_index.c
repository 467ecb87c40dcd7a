/* A hash table with open addressing: filled once, then only read. */
#include "command/word_index.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/fail.h"

static unsigned char lower(char letter)
{
	unsigned char byte = (unsigned char)letter;
	return byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte - 'A' + 'a') : byte;
}

/* FNV-1a, without the case of ASCII's letters: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t hash_word(int list, const char *word, size_t length)
{
	uint32_t hash = 2166136261U ^ (uint32_t)list;
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ lower(word[i])) * 16777619U;
	return hash;
}

static bool is(const struct word_slot *slot, int list, const char *word, size_t length)
{
	return slot->length == length && slot->list == list &&
	       strncasecmp(slot->word, word, length) == 0;
}

/* The place of WORD, or the free one where it belongs. */
static size_t place_of(const struct word_index *index, int list, const char *word, size_t length)
{
	size_t at = hash_word(list, word, length);
	while (index->slots[at %= WORD_INDEX_SLOTS].word &&
	       !is(&index->slots[at], list, word, length))
		at++;
	return at;
}

void word_index_add(struct word_index *index, int list, const char *words, size_t value)
{
	size_t length;
	for (const char *at = words; *at; at += length + (at[length] == ' ')) {
		length = strcspn(at, " ");
		struct word_slot *slot = &index->slots[place_of(index, list, at, length)];
		if (slot->word)
			continue;
		if (++index->count > WORD_INDEX_SLOTS / 2 || length > UINT8_MAX ||
		    list >= WORD_INDEX_LISTS)
			fail(EX_SOFTWARE, "the index of words is too small for '%s'", at);
		*slot = (struct word_slot){ .word = at,
					    .length = (uint8_t)length,
					    .list = (uint8_t)list,
					    .value = (uint16_t)value };
		index->begins[lower(*at)] |= (uint8_t)(1U << list);
	}
}

int word_index_find(const struct word_index *index, int list, const char *word)
{
	/* most words begin with none of the list's, and are not even measured */
	return index->begins[lower(*word)] & 1U << list
		       ? word_index_find_part(index, list, word, strlen(word))
		       : -1;
}

int word_index_find_part(const struct word_index *index, int list, const char *word, size_t length)
{
	if (!length || length > UINT8_MAX || !(index->begins[lower(*word)] & 1U << list))
		return -1;
	const struct word_slot *slot = &index->slots[place_of(index, list, word, length)];
	return slot->word ? slot->value : -1;
}
