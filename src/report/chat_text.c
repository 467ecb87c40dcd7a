/* Texts within a code block. */
#include "report/chat_text.h"

#include <string.h>

#include "base/unicode.h"
#include "report/names.h"

const char *chat_clean(struct arena *arena, const char *text)
{
	struct buf clean = { 0 };
	text_clean(&clean, text);
	char *copy = arena_strdup(arena, buf_string(&clean));
	for (char *at = copy; (at = strchr(at, '`')); at++)
		*at = '\'';
	buf_free(&clean);
	return copy;
}

const char *chat_sentence(struct arena *arena, const char *word)
{
	char *copy = arena_strdup(arena, chat_clean(arena, word));
	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 'a' + 'A');
	return copy;
}

/* The code point at AT, of valid UTF-8, and its LENGTH in bytes. */
static uint32_t point_at(const char *at, size_t *length)
{
	const unsigned char *bytes = (const unsigned char *)at;
	*length = utf8_prefix(at, 1);
	uint32_t point = *length == 1   ? *bytes
			 : *length == 2 ? *bytes & 0x1F
			 : *length == 3 ? *bytes & 0x0F
					: *bytes & 0x07;
	for (size_t i = 1; i < *length; i++)
		point = point << 6 | (bytes[i] & 0x3F);
	return point;
}

/* Hebrew, Arabic and the like: https://www.unicode.org/reports/tr9/ (R and AL). */
static bool has_right_to_left(const char *text)
{
	size_t length;
	for (; *text; text += length) {
		uint32_t point = point_at(text, &length);
		if ((point >= 0x590 && point <= 0x8FF) || (point >= 0xFB1D && point <= 0xFDFF) ||
		    (point >= 0xFE70 && point <= 0xFEFE) ||
		    (point >= 0x10800 && point <= 0x10FFF) ||
		    (point >= 0x1E800 && point <= 0x1EFFF))
			return true;
	}
	return false;
}

void chat_isolate(struct buf *out, const char *text, bool any)
{
	static const char isolate[] =
		"\u2068\u2069"; /* its beginning and its end, three bytes each */
	bool isolated = any && has_right_to_left(text);
	buf_add(out, isolate, isolated ? 3 : 0);
	buf_text(out, text);
	buf_add(out, isolate + 3, isolated ? 3 : 0);
}

/* Up to where TEXT takes at most ROOM columns; a point at least. */
static size_t fitting(const char *text, int room)
{
	struct buf start = { 0 };
	size_t length = utf8_prefix(text, (size_t)room + 1);
	for (;;) {
		buf_clear(&start);
		buf_add(&start, text, length);
		size_t points = utf8_count(buf_string(&start));
		if (points <= 1 || text_width(buf_string(&start)) <= room)
			break;
		length = utf8_prefix(text, points - 1);
	}
	buf_free(&start);
	return length;
}

/* Where the first line of TEXT ends: at a space, where it has one in its second half. */
static size_t first_line(const char *text, int room)
{
	size_t length = fitting(text, room);
	for (size_t space = length; space >= length / 2 && text[length]; space--)
		if (text[space] == ' ')
			return space;
	return length;
}

const char *chat_wrap(struct arena *arena, const char *text, int room, bool wrap)
{
	enum { INDENT = 2 };
	struct buf out = { 0 };
	text += strspn(text, " ");
	char *rest = arena_strdup(arena, text);
	for (size_t length = strlen(rest); length && rest[length - 1] == ' '; length--)
		rest[length - 1] = '\0';
	if (text_width(rest) <= room)
		return rest;
	if (!wrap)
		shown_name_cut(&out, rest, NULL, room);
	for (int left = room; wrap && *rest; left = room - INDENT) {
		size_t length = text_width(rest) <= left ? strlen(rest) : first_line(rest, left);
		buf_text(&out, out.length ? "\n  " : "");
		buf_add(&out, rest, length);
		rest += length;
		rest += strspn(rest, " ");
	}
	const char *copy = arena_strdup(arena, buf_string(&out));
	buf_free(&out);
	return copy;
}

void chat_spaces(struct buf *out, int count)
{
	for (; count > 0; count--)
		buf_char(out, ' ');
}
