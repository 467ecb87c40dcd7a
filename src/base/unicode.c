/* Unicode through libunistring; plain ASCII, the common case, takes a short way. */
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/fail.h"

size_t utf8_count(const char *text)
{
	size_t points = 0;
	for (; *text; text++)
		points += ((unsigned char)*text & 0xc0) != 0x80;
	return points;
}

size_t utf8_prefix(const char *text, size_t points)
{
	size_t at = 0;
	for (; text[at]; at++)
		if (((unsigned char)text[at] & 0xc0) != 0x80 && points-- == 0)
			break;
	return at;
}

int text_width(const char *text)
{
	size_t length = strlen(text);
	return utf8_is_ascii(text, length) ? (int)length
					   : u8_width((const uint8_t *)text, length, "UTF-8");
}

size_t text_line_break(const char *at)
{
	if (*at >= '\n' && *at <= '\r')
		return 1;
	if (strncmp(at, "\xc2\x85", 2) == 0)
		return 2;
	return strncmp(at, "\xe2\x80\xa8", 3) == 0 || strncmp(at, "\xe2\x80\xa9", 3) == 0 ? 3 : 0;
}

/* Characters that Unicode counts as letters or signs but that show as a space: Braille's empty
 * cell, Hangul's fillers. */
static bool looks_empty(ucs4_t point)
{
	return point == 0x2800 || point == 0x3164 || point == 0x115f || point == 0x1160 ||
	       point == 0xffa0;
}

size_t text_space(const char *at)
{
	ucs4_t point;
	if ((unsigned char)*at < 0x80)
		return *at == ' ' || (*at >= '\t' && *at <= '\r');
	int length = u8_strmbtouc(&point, (const uint8_t *)at);
	return length > 0 && (uc_is_property_white_space(point) || looks_empty(point))
		       ? (size_t)length
		       : 0;
}

/* The same by hand for ASCII, which most texts are. */
static enum text_kind kind_of_ascii(char byte)
{
	if (byte >= '0' && byte <= '9')
		return TEXT_NUMBER;
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
		return TEXT_LETTER;
	return !byte ? TEXT_END : byte == '$' ? TEXT_CURRENCY_SIGN : TEXT_OTHER;
}

enum text_kind text_kind(const char *at, size_t *length)
{
	if (!((unsigned char)*at & 0x80)) {
		*length = *at != '\0';
		return kind_of_ascii(*at);
	}
	ucs4_t point;
	int bytes = u8_strmbtouc(&point, (const uint8_t *)at);
	*length = bytes > 0 ? (size_t)bytes : 0;
	if (bytes <= 0)
		return TEXT_END;
	if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_N))
		return TEXT_NUMBER;
	if (uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Sc))
		return TEXT_CURRENCY_SIGN;
	return uc_is_general_category_withtable(point, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_So)
		       ? TEXT_LETTER
		       : TEXT_OTHER;
}

static char *fold_unicode(struct arena *arena, const char *text)
{
	size_t folded_length = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)text, strlen(text), NULL, UNINORM_NFKD, NULL,
				      &folded_length);
	if (!folded)
		fail(EX_OSERR, "out of memory while folding a word");
	struct buf out = { 0 };
	for (size_t at = 0; at < folded_length;) {
		ucs4_t point;
		int step = u8_mbtouc(&point, folded + at, folded_length - at);
		if (!uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Mn))
			buf_add(&out, (const char *)folded + at, (size_t)step);
		at += (size_t)step;
	}
	free(folded);
	char *copy = arena_strdup(arena, buf_string(&out));
	buf_free(&out);
	return copy;
}

char *text_fold(struct arena *arena, const char *text)
{
	size_t length = strlen(text);
	if (!utf8_is_ascii(text, length))
		return fold_unicode(arena, text);
	char *copy = arena_copy(arena, text, length);
	for (char *at = copy; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return copy;
}

/* Format characters that hide or reorder text, other than the joiners that emoji and scripts need.
 */
static bool is_hidden(ucs4_t point)
{
	return point == 0x00ad || point == 0x061c || point == 0x200b || point == 0x200e ||
	       point == 0x200f || (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
	       (point >= 0xe0000 && point <= 0xe007f);
}

static bool is_blank(ucs4_t point)
{
	return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0x2028 ||
	       point == 0x2029;
}

static void clean(struct buf *buf, const char *text, bool lines)
{
	const uint8_t *at = (const uint8_t *)text;
	size_t left = strlen(text);
	while (left) {
		size_t plain = 0; /* as most of it is */
		while (at[plain] >= 0x20 && at[plain] < 0x7f)
			plain++;
		buf_add(buf, (const char *)at, plain);
		at += plain;
		left -= plain;
		if (!left)
			break;
		ucs4_t point = *at;
		int step = point < 0x80 ? 1 : u8_mbtouc(&point, at, left);
		if (is_blank(point))
			buf_char(buf, lines && point == '\n' ? '\n' : ' ');
		else if (!is_hidden(point))
			buf_add(buf, (const char *)at, (size_t)step);
		at += step;
		left -= (size_t)step;
	}
}

void text_clean(struct buf *buf, const char *text)
{
	clean(buf, text, false);
}

void text_clean_lines(struct buf *buf, const char *text)
{
	clean(buf, text, true);
}

size_t text_not_in_xml(const char *at)
{
	static const char last[] = "\xef\xbf";
	return strncmp(at, last, 2) == 0 && (at[2] == '\xbe' || at[2] == '\xbf') ? 3 : 0;
}

/* Whether what is before AT, in TEXT, may be a host: clients make an invitation of
 * "discord.gg/…" without a scheme, too. */
static bool is_behind_host(const char *text, const char *at)
{
	const char *start = at;
	while (start > text && !strchr(" /\n", start[-1]))
		start--;
	return memchr(start, '.', (size_t)(at - start));
}

void text_markdown(struct buf *buf, const char *text)
{
	struct buf plain = { 0 };
	text_clean(&plain, text);
	for (const char *at = buf_string(&plain); *at; at++) {
		if (strchr("\\*_~|`<>#[]()@:", *at) ||
		    (*at == '/' && is_behind_host(buf_string(&plain), at)))
			buf_char(buf, '\\');
		buf_char(buf, *at);
	}
	buf_free(&plain);
}

static bool is_word_point(ucs4_t point)
{
	return uc_is_property_alphabetic(point) || (point >= '0' && point <= '9');
}

static bool is_blank_word(const char *word)
{
	while (*word && text_space(word))
		word += text_space(word);
	return !*word;
}

bool text_has_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	ucs4_t before, behind;
	if (is_blank_word(word))
		return false;
	for (const char *at = text; (at = strstr(at, word)); at++)
		if ((!u8_prev(&before, (const uint8_t *)at, (const uint8_t *)text) ||
		     !is_word_point(before)) &&
		    (!u8_next(&behind, (const uint8_t *)at + length) || !is_word_point(behind)))
			return true;
	return false;
}

void text_code(struct buf *buf, const char *text)
{
	struct buf clean = { 0 };
	text_clean(&clean, text);
	buf_char(buf, '`');
	for (const char *at = buf_string(&clean); *at; at++)
		buf_char(buf, *at == '`' ? '\'' : *at);
	buf_char(buf, '`');
	buf_free(&clean);
}
