/* Names that only look different: compared by how they look, whatever their letters are. */
#include "base/lookalike.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/unicode.h"
#include "base/utf8.h"

struct range {
	uint32_t first, last;
};
#include "base/confusables.inc"
#define COUNT(table) (sizeof(table) / sizeof *(table))

enum {
	JOINER = 0x200d,
	TEXT_STYLE = 0xfe0e,
	PICTURE_STYLE = 0xfe0f,
	KEYCAP = 0x20e3,
	FIRST_TONE = 0x1f3fb,
	LAST_TONE = 0x1f3ff
};
/* An upright stroke is "I" or "l". Case goes, so what was only one of them is marked first: none of
 * these bytes is in a skeleton otherwise. */
enum { CAPITAL_I = 1, SMALL_L = 2, STROKE = 3 };

/* The row of a table in rising order, the size of whose rows is given, that begins at POINT or last
 * before it; NULL: none. Each row begins with its code point. */
static const void *row_before(const void *table, size_t count, size_t size, uint32_t point)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		uint32_t first;
		memcpy(&first, (const char *)table + middle * size, sizeof first);
		if (first <= point)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? (const char *)table + (low - 1) * size : NULL;
}

static bool in_ranges(const struct range *ranges, size_t count, uint32_t point)
{
	const struct range *range = row_before(ranges, count, sizeof *ranges, point);
	return range && point <= range->last;
}

static bool is_picture(uint32_t point)
{
	return in_ranges(pictures, COUNT(pictures), point);
}

static bool is_white(uint32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xa0 ||
	       point == 0x1680 || (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
	       point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
}

static void add_point(struct buf *out, uint32_t point)
{
	uint8_t bytes[6];
	int length = u8_uctomb(bytes, point, sizeof bytes);
	if (length > 0)
		buf_add(out, (const char *)bytes, (size_t)length);
}

/* Between words once, at the ends never. */
static void add_between(struct buf *out, char part)
{
	if (out->length && out->bytes[out->length - 1] != part)
		buf_char(out, part);
}

static void add_look_of_ascii(struct buf *out, char sign)
{
	switch (sign) {
	case '-':
	case '_': add_between(out, '-'); break;
	case 'I': buf_char(out, CAPITAL_I); break;
	case 'l': buf_char(out, SMALL_L); break;
	case '|': buf_char(out, STROKE); break;
	default: buf_char(out, sign);
	}
}

/* POINT as it looks, its case as it is. */
static void add_look(struct buf *out, uint32_t point)
{
	const uint32_t *zero = row_before(zeros, COUNT(zeros), sizeof *zeros, point);
	typeof(&confusables[0]) row =
		row_before(confusables, COUNT(confusables), sizeof *confusables, point);
	if (point < 0x80)
		add_look_of_ascii(out, (char)point);
	else if (zero && point - *zero < 10)
		buf_char(out, (char)('0' + (point - *zero)));
	else if (!row || row->point != point)
		add_point(out, point);
	else if (strcmp(row->same, "-") == 0 || strcmp(row->same, "_") == 0 ||
		 strcmp(row->same, "|") == 0)
		add_look_of_ascii(out, *row->same);
	else
		buf_text(out, row->same);
}

static uint32_t next_point(const uint8_t **at, const uint8_t *end)
{
	ucs4_t point;
	*at += u8_mbtouc(&point, *at, (size_t)(end - *at));
	return point;
}

/* TEXT from ARENA, without PART at its end. */
static char *without_last(struct arena *arena, const struct buf *text, char part)
{
	size_t length = text->length;
	return arena_copy(arena, buf_string(text),
			  length && text->bytes[length - 1] == part ? length - 1 : length);
}

static char *without_case(struct arena *arena, const char *text, size_t length)
{
	size_t folded_length = 0;
	uint8_t *folded =
		u8_casefold((const uint8_t *)text, length, NULL, NULL, NULL, &folded_length);
	if (!folded)
		fail(EX_OSERR, "out of memory while comparing names");
	char *copy = arena_copy(arena, (const char *)folded, folded_length);
	free(folded);
	return copy;
}

/* The same for ASCII alone, which most names are: nothing is composed there, and only controls are
 * invisible. */
static char *skeleton_of_ascii(struct arena *arena, const char *text, size_t length)
{
	char *look = arena_alloc_raw(arena, length + 1), *end = look;
	for (const char *at = text; *at; at++) {
		bool between = *at == '-' || *at == '_' || is_white((unsigned char)*at);
		if (between && end > look && end[-1] != '-')
			*end++ = '-';
		if (between || *at < ' ' || *at == 0x7f)
			continue;
		*end++ = *at == 'I'                 ? (char)CAPITAL_I
			 : *at == 'l'               ? (char)SMALL_L
			 : *at == '|'               ? (char)STROKE
			 : *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a')
						    : *at;
	}
	if (end > look && end[-1] == '-')
		end--;
	*end = '\0';
	return look;
}

char *text_skeleton(struct arena *arena, const char *text)
{
	size_t length = 0;
	if (utf8_is_ascii(text, strlen(text)))
		return skeleton_of_ascii(arena, text, strlen(text));
	uint8_t *decomposed =
		u8_normalize(UNINORM_NFKD, (const uint8_t *)text, strlen(text), NULL, &length);
	struct buf out = { 0 };
	if (!decomposed)
		fail(EX_OSERR, "out of memory while comparing names");
	for (const uint8_t *at = decomposed, *end = decomposed + length; at < end;) {
		uint32_t point = next_point(&at, end);
		if (is_white(point))
			add_between(&out, '-');
		else if (!in_ranges(invisible, COUNT(invisible), point) &&
			 !uc_is_general_category_withtable(point, UC_CATEGORY_MASK_Mn))
			add_look(&out, point);
	}
	free(decomposed);
	const char *look = without_last(arena, &out, '-');
	buf_free(&out);
	return without_case(arena, look, strlen(look));
}

/* What a byte of a skeleton may be: "i", "l", a stroke; 0: only itself. */
static unsigned readings(char byte)
{
	enum { AN_I = 1, AN_L = 2, A_STROKE = 4 };
	switch (byte) {
	case 'i': return AN_I;
	case 'l': return AN_L;
	case CAPITAL_I: return AN_I | A_STROKE;
	case SMALL_L: return AN_L | A_STROKE;
	case STROKE: return AN_I | AN_L | A_STROKE;
	default: return 0;
	}
}

bool skeletons_alike(const char *one, const char *other)
{
	for (; *one && *other; one++, other++)
		if (*one != *other && !(readings(*one) & readings(*other)))
			return false;
	return *one == *other;
}

uint32_t skeleton_hash(const char *skeleton)
{
	uint32_t hash = 2166136261U; /* FNV-1a, with all of these bytes as one */
	for (; *skeleton; skeleton++)
		hash = (hash ^ (readings(*skeleton) ? 'i' : (unsigned char)*skeleton)) * 16777619U;
	return hash;
}

/* Printable ASCII with single spaces between words, as nearly all names are. */
static bool is_tidy_ascii(const char *text)
{
	char before = ' ';
	for (; *text >= ' ' && *text < 0x7f; before = *text++)
		if (*text == ' ' && before == ' ')
			return false;
	return !*text && before != ' ';
}

char *text_tidy(struct arena *arena, const char *text)
{
	struct buf out = { 0 };
	if (is_tidy_ascii(text))
		return arena_strdup(arena, text);
	for (const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text); at < end;) {
		uint32_t point = next_point(&at, end);
		if (is_white(point))
			add_between(&out, ' ');
		else
			add_point(&out, point);
	}
	char *copy = without_last(arena, &out, ' ');
	buf_free(&out);
	return copy;
}

/* A picture may have a style and a tone, and a joiner ties it to the next one; a digit's style
 * makes it a key. */
static bool ties_pictures(uint32_t point, uint32_t before, uint32_t picture, uint32_t after)
{
	if (point == JOINER)
		return picture && is_picture(after);
	return (point == PICTURE_STYLE || point == TEXT_STYLE) &&
	       (is_picture(before) || after == KEYCAP);
}

bool text_hides(const char *text)
{
	uint32_t before = 0, picture = 0;
	for (const uint8_t *at = (const uint8_t *)text, *end = at + strlen(text); at < end;) {
		uint32_t point = next_point(&at, end);
		const uint8_t *peek = at;
		uint32_t after = at < end ? next_point(&peek, end) : 0;
		if (in_ranges(invisible, COUNT(invisible), point) &&
		    !ties_pictures(point, before, picture, after))
			return true;
		if (is_picture(point))
			picture = point;
		else if (point != PICTURE_STYLE && (point < FIRST_TONE || point > LAST_TONE))
			picture = 0; /* and a joiner behind it would tie nothing */
		before = point;
	}
	return false;
}

/* Whether NAME looks as if a number stood behind it: "ana #5", with whatever white space, hash or
 * music sharp. */
static bool seems_numbered(const char *name)
{
	struct arena scratch = { 0 };
	bool plain = utf8_is_ascii(name, strlen(name)) && !strchr(name, '#');
	const char *look = plain ? "" : text_skeleton(&scratch, name);
	bool numbered = strstr(look, "-#") || strstr(look, "-♯");
	arena_free(&scratch);
	return numbered;
}

bool name_is_unclear(const char *name)
{
	struct buf clean = { 0 };
	text_clean(&clean, name);
	bool unclear = strcmp(buf_string(&clean), name) != 0 || seems_numbered(name);
	buf_free(&clean);
	return unclear;
}
