/* A hash table with open addressing: filled once, then only read. */
#include "command/word_index.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/fail.h"

/* FNV-1a, without the case of ASCII's letters: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t hash_word(int list, const char *word, size_t length)
{
	uint32_t hash = 2166136261U ^ (uint32_t)list;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)word[i];
		if (byte >= 'A' && byte <= 'Z')
			byte = (unsigned char)(byte - 'A' + 'a');
		hash = (hash ^ byte) * 16777619U;
	}
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
		if (++index->count > WORD_INDEX_SLOTS / 2 || length > UINT8_MAX)
			fail(EX_SOFTWARE, "the index of words is too small for '%s'", at);
		*slot = (struct word_slot){ .word = at,
					    .length = (uint8_t)length,
					    .list = (uint8_t)list,
					    .value = (uint16_t)value };
	}
}

int word_index_find(const struct word_index *index, int list, const char *word)
{
	return word_index_find_part(index, list, word, strlen(word));
}

int word_index_find_part(const struct word_index *index, int list, const char *word, size_t length)
{
	if (length > UINT8_MAX)
		return -1;
	const struct word_slot *slot = &index->slots[place_of(index, list, word, length)];
	return slot->word ? slot->value : -1;
}
