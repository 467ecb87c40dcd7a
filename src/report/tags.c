/* Finding tags in hostile text. */
#include "report/tags.h"

#include <stdbool.h>
#include <string.h>

#include "base/unicode.h"

/* An accent by itself, behind its letter (U+0300 to U+036F); its bytes, or 0. */
static size_t accent_at(const char *at)
{
	unsigned char first = (unsigned char)at[0], second = first ? (unsigned char)at[1] : 0;
	return (first == 0xCC && second >= 0x80) || (first == 0xCD && second && second <= 0xAF) ? 2
												: 0;
}

/* How long the tag is that begins at AT; 0: there is none. */
static size_t tag_length(const char *at)
{
	size_t end = 0, length;
	bool letter = false;
	for (size_t i = 0; at[i]; i += length) {
		enum text_kind kind = text_kind(at + i, &length);
		size_t accent = end ? accent_at(at + i) : 0;
		if (text_space(at + i)) /* letters that show nothing, too */
			break;
		if (kind == TEXT_LETTER || kind == TEXT_NUMBER || accent) {
			letter |= kind == TEXT_LETTER;
			length = accent ? accent : length;
			end = i + length;
		} else if (at[i] != '-' && at[i] != '_') {
			break;
		}
	}
	return letter ? end : 0;
}

/* Whether a "#" behind BEFORE, which ends at AT, begins a word: not in a mention, an address or a
 * word. */
static bool begins_word(const char *text, const char *at)
{
	const char *before = at;
	size_t length;
	if (at == text)
		return true;
	do
		before--;
	while (before > text && ((unsigned char)*before & 0xC0) == 0x80);
	if (strchr("<&/#=", *before))
		return false;
	enum text_kind kind = text_kind(before, &length);
	return text_space(before) || (kind != TEXT_LETTER && kind != TEXT_NUMBER);
}

const char *next_tag(const char **at, size_t *length)
{
	const char *text = *at;
	for (const char *sign = text; (sign = strchr(sign, '#')); sign++) {
		*length = begins_word(text, sign) ? tag_length(sign + 1) : 0;
		if (!*length)
			continue;
		*at = sign + 1 + *length;
		return sign + 1;
	}
	*at = text + strlen(text);
	return NULL;
}
