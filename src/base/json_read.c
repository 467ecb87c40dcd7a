/* What cJSON reads, into its own nodes, in one pass: strings in one piece of memory, UTF-8 checked
 * where it occurs, nodes by the dozen. Anything that is not plain is left to cJSON (json.c), so
 * that no line is accepted here that it refuses, and none is refused here. tests/fuzz compares the
 * two. */
#include "base/json_read.h"

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { NODES_AT_ONCE = 24, DEEPEST = CJSON_NESTING_LIMIT, MOST_DIGITS = 15 };

struct reader {
	struct arena *arena;
	const char *at, *end;
	char *text; /* where the next string goes: decoded, none is longer than it was */
	cJSON *nodes;
	int nodes_left, depth;
};

static cJSON *new_node(struct reader *reader)
{
	if (!reader->nodes_left) {
		reader->nodes = arena_alloc(reader->arena, NODES_AT_ONCE * sizeof *reader->nodes);
		reader->nodes_left = NODES_AT_ONCE;
	}
	reader->nodes_left--;
	return reader->nodes++;
}

/* cJSON takes all controls for white space. */
static void skip_white(struct reader *reader)
{
	while (reader->at < reader->end && (unsigned char)*reader->at <= ' ')
		reader->at++;
}

static bool take(struct reader *reader, char wanted)
{
	skip_white(reader);
	if (reader->at == reader->end || *reader->at != wanted)
		return false;
	reader->at++;
	return true;
}

/* Copies up to the next quote, backslash or byte above ASCII: eight bytes at once, of which those
 * behind that one are written over later.
 * https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord */
static void copy_plain(struct reader *reader)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones * 0x80;
	const char *at = reader->at;
	char *to = reader->text;
	while (reader->end - at >= 8) {
		uint64_t bytes;
		memcpy(&bytes, at, sizeof bytes);
		memcpy(to, &bytes, sizeof bytes);
		bytes = le64toh(bytes);
		uint64_t quote = bytes ^ (ones * '"'), backslash = bytes ^ (ones * '\\'),
			 found = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
				  bytes) &
				 high;
		int plain = found ? __builtin_ctzll(found) / 8 : 8;
		at += plain;
		to += plain;
		if (found) {
			reader->at = at;
			reader->text = to;
			return;
		}
	}
	while (at < reader->end && *at != '"' && *at != '\\' && !((unsigned char)*at & 0x80))
		*to++ = *at++;
	reader->at = at;
	reader->text = to;
}

static int hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit = (char)(digit | 0x20);
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* The four digits of an escape at AT; -1: there are none. */
static int32_t hex_unit(const char *at, const char *end)
{
	int32_t unit = 0;
	if (end - at < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(at[i]);
		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

static char *write_utf8(char *to, uint32_t point)
{
	int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
	static const unsigned char first[] = { 0x00, 0xc0, 0xe0, 0xf0 };
	*to++ = (char)(first[more] | point >> (6 * more));
	for (int shift = 6 * (more - 1); shift >= 0; shift -= 6)
		*to++ = (char)(0x80 | (point >> shift & 0x3f));
	return to;
}

/* Behind "\u". A character of two units has a pair of them; NUL is no character of a text. */
static bool read_unicode(struct reader *reader)
{
	int32_t unit = hex_unit(reader->at, reader->end), low;
	if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
		return false;
	reader->at += 4;
	uint32_t point = (uint32_t)unit;
	if (unit >= 0xd800 && unit <= 0xdbff) {
		if (reader->end - reader->at < 6 || memcmp(reader->at, "\\u", 2) != 0)
			return false;
		low = hex_unit(reader->at + 2, reader->end);
		if (low < 0xdc00 || low > 0xdfff)
			return false;
		reader->at += 6;
		point = 0x10000 + ((uint32_t)(unit & 0x3ff) << 10 | (uint32_t)(low & 0x3ff));
	}
	reader->text = write_utf8(reader->text, point);
	return true;
}

/* Behind a backslash. */
static bool read_escape(struct reader *reader)
{
	static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
	if (reader->at == reader->end)
		return false;
	char name = *reader->at++;
	if (name == 'u')
		return read_unicode(reader);
	const char *found = memchr(names, name, sizeof names - 1);
	if (found)
		*reader->text++ = meant[found - names];
	return found;
}

/* A run of bytes above ASCII: whole characters, since ASCII is around it. */
static bool read_above_ascii(struct reader *reader)
{
	size_t length = 1;
	while (reader->at + length < reader->end && (unsigned char)reader->at[length] & 0x80)
		length++;
	if (!utf8_valid(reader->at, length))
		return false;
	memcpy(reader->text, reader->at, length);
	reader->text += length;
	reader->at += length;
	return true;
}

/* Behind the opening quote; NULL: not to be read here. */
static char *read_string(struct reader *reader)
{
	char *string = reader->text;
	for (;;) {
		copy_plain(reader);
		if (reader->at == reader->end)
			return NULL;
		if (*reader->at == '"')
			break;
		if (*reader->at != '\\') {
			if (!read_above_ascii(reader))
				return NULL;
			continue;
		}
		reader->at++;
		if (!read_escape(reader))
			return NULL;
	}
	reader->at++;
	*reader->text++ = '\0';
	return string;
}

/* A whole number of few digits, which is the same in any arithmetic; cJSON and strtod() read all
 * others. */
static bool read_number(struct reader *reader, cJSON *node)
{
	bool negative = *reader->at == '-';
	const char *from = reader->at += negative;
	int64_t number = 0;
	for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
		if (reader->at - from == MOST_DIGITS)
			return false;
		number = number * 10 + (*reader->at - '0');
	}
	if (reader->at == from || (negative && !number) ||
	    (reader->at < reader->end && *reader->at && strchr(".eE+-", *reader->at)))
		return false;
	number = negative ? -number : number;
	node->type = cJSON_Number;
	node->valuedouble = (double)number;
	node->valueint = number > INT32_MAX   ? INT32_MAX
			 : number < INT32_MIN ? INT32_MIN
					      : (int)number;
	return true;
}

static bool read_word(struct reader *reader, cJSON *node)
{
	static const struct {
		const char *word;
		size_t length;
		int type;
	} words[] = { { "null", 4, cJSON_NULL },
		      { "false", 5, cJSON_False },
		      { "true", 4, cJSON_True } };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if ((size_t)(reader->end - reader->at) >= words[i].length &&
		    memcmp(reader->at, words[i].word, words[i].length) == 0) {
			reader->at += words[i].length;
			node->type = words[i].type;
			node->valueint = words[i].type == cJSON_True;
			return true;
		}
	return false;
}

static bool read_value(struct reader *reader, cJSON *node);

/* Behind the opening bracket. */
static bool read_members(struct reader *reader, cJSON *node, bool object)
{
	char close = object ? '}' : ']';
	cJSON *last = NULL;
	node->type = object ? cJSON_Object : cJSON_Array;
	if (reader->depth == DEEPEST)
		return false;
	if (take(reader, close))
		return true;
	reader->depth++;
	do {
		cJSON *member = new_node(reader);
		if (object && (!take(reader, '"') || !(member->string = read_string(reader)) ||
			       !take(reader, ':')))
			return false;
		if (!read_value(reader, member))
			return false;
		*(last ? &last->next : &node->child) = member;
		member->prev = last;
		last = member;
	} while (take(reader, ','));
	node->child->prev = last; /* as cJSON finds the end */
	reader->depth--;
	return take(reader, close);
}

static bool read_value(struct reader *reader, cJSON *node)
{
	skip_white(reader);
	if (reader->at == reader->end)
		return false;
	switch (*reader->at) {
	case '{':
	case '[': return read_members(reader, node, *reader->at++ == '{');
	case '"':
		reader->at++;
		node->type = cJSON_String;
		node->valuestring = read_string(reader);
		return node->valuestring;
	case 't':
	case 'f':
	case 'n': return read_word(reader, node);
	default:
		return (*reader->at == '-' || (*reader->at >= '0' && *reader->at <= '9')) &&
		       read_number(reader, node);
	}
}

cJSON *json_read_object(struct arena *arena, const char *line, size_t length)
{
	struct reader reader = { .arena = arena, .at = line, .end = line + length };
	if (!take(&reader, '{') || memchr(line, '\0', length))
		return NULL;
	reader.text = arena_alloc_raw(arena, length + sizeof(uint64_t));
	cJSON *object = new_node(&reader);
	if (!read_members(&reader, object, true))
		return NULL;
	skip_white(&reader);
	return reader.at == reader.end ? object : NULL;
}
