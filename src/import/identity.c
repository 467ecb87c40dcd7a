/* The key of a line, and its id. */
#include "import/identity.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/fail.h"
#include "base/format.h"
#include "base/unicode.h"

enum { KEY_CHARACTERS = 26, BITS_A_CHARACTER = 5, RUN_SIZE = 256 };

/* The character of the ASCII letter or digit C in a key; NUL: it is none. */
static char folded_ascii(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '\0';
}

/* Appends to OUT what is kept of LENGTH bytes of UTF-8 in upper case. */
static void keep_letters(struct buf *out, const uint8_t *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		ucs4_t point;
		int step = u8_mbtouc(&point, text + at, length - at);
		if (uc_is_general_category_withtable(point,
						     UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_Nd))
			buf_add(out, (const char *)text + at, (size_t)step);
		at += (size_t)step;
	}
}

/* The same of a run of characters beyond ASCII, not folded yet. What such a run becomes does not
 * depend on what is around it: a mark that belongs to a letter before it goes anyway. */
static void fold_run(struct buf *out, const char *run, size_t length)
{
	uint8_t split_here[RUN_SIZE], upper_here[RUN_SIZE];
	size_t split_length = sizeof split_here, upper_length = sizeof upper_here;
	uint8_t *split =
		u8_normalize(UNINORM_NFKD, (const uint8_t *)run, length, split_here, &split_length);
	uint8_t *upper =
		split ? u8_toupper(split, split_length, NULL, NULL, upper_here, &upper_length)
		      : NULL;
	if (!upper)
		fail(EX_OSERR, "out of memory while folding a text");
	keep_letters(out, upper, upper_length);
	if (upper != upper_here)
		free(upper);
	if (split != split_here)
		free(split);
}

char *line_fold(struct arena *arena, const char *text)
{
	size_t length = strlen(text);
	char *plain = arena_alloc_raw(arena, length + 1), *to = plain;
	const char *at = text;
	for (; *at && !((unsigned char)*at & 0x80); at++)
		if ((*to = folded_ascii(*at)))
			to++;
	*to = '\0';
	if (!*at)
		return plain;
	struct buf out = { 0 };
	buf_add(&out, plain, (size_t)(to - plain));
	while (*at) {
		size_t run = 0;
		char c;
		while ((unsigned char)at[run] & 0x80)
			run++;
		if (run)
			fold_run(&out, at, run);
		for (at += run; *at && !((unsigned char)*at & 0x80); at++)
			if ((c = folded_ascii(*at)))
				buf_char(&out, c);
	}
	char *folded = arena_copy(arena, out.bytes ? out.bytes : "", out.length);
	buf_free(&out);
	return folded;
}

bool line_has_reference(const struct list_line *line)
{
	return line->promised && !list_names_nothing(line->reference, strlen(line->reference));
}

static void add_amount(struct buf *out, int64_t amount)
{
	if (amount < 0)
		buf_char(out, '-');
	buf_unsigned(out, amount < 0 ? -(uint64_t)amount : (uint64_t)amount);
}

void line_key(struct digest *key, struct arena *arena, const char *books_account,
	      const struct list_line *line)
{
	struct buf text = { 0 };
	char day[DAY_TEXT_SIZE];
	bool member = *line->member_id, reference = line_has_reference(line);
	buf_text(&text, "gl-line,1,");
	buf_text(&text, text_fold(arena, books_account));
	buf_char(&text, ',');
	buf_text(&text, line->currency);
	buf_char(&text, ',');
	if (!member)
		buf_text(&text, day_format(line->day, day));
	buf_char(&text, ',');
	if (!member)
		add_amount(&text, line->amount);
	buf_text(&text, member ? ",m," : reference ? ",r," : ",t,");
	buf_text(&text, member      ? line->member_id
			: reference ? line->reference
				    : line_fold(arena, line->text));
	digest_of(key, text.bytes, text.length);
	buf_free(&text);
}

/* The first KEY_CHARACTERS of KEY in base 32. */
static void add_base32(char *to, const struct digest *key)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned bits = 0, held = 0;
	const unsigned char *byte = key->bytes;
	for (int i = 0; i < KEY_CHARACTERS; i++) {
		if (held < BITS_A_CHARACTER) {
			bits = bits << 8 | *byte++;
			held += 8;
		}
		held -= BITS_A_CHARACTER;
		*to++ = alphabet[bits >> held & 31];
	}
	*to = '\0';
}

char *line_id_key(const struct digest *key, char text[LINE_ID_KEY_SIZE])
{
	add_base32(mempcpy(text, "imp:", 4), key);
	return text;
}

char *list_id(struct arena *arena, const char *books_account, const char *sha256, size_t number,
	      int64_t since, bool cross, char text[LIST_ID_SIZE])
{
	char day[DAY_TEXT_SIZE];
	struct digest digest;
	const char *words =
		arena_printf(arena, "gl-list,1,%s,%s,%zu,%s,%d", text_fold(arena, books_account),
			     sha256, number, since == NO_DAY ? "" : day_format(since, day), cross);
	digest_of(&digest, words, strlen(words));
	add_base32(mempcpy(text, "list:", 5), &digest);
	return text;
}

char *line_id(const struct digest *key, uint64_t occurrence, char text[LINE_ID_SIZE])
{
	char digits[FORMAT_NUMBER_SIZE], *end = digits + sizeof digits,
					 *from = format_digits(end, occurrence);
	line_id_key(key, text);
	char *to = text + strlen(text);
	*to++ = '.';
	*(char *)mempcpy(to, from, (size_t)(end - from)) = '\0';
	return text;
}
