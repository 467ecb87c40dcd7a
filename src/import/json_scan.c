/* Values of JSON, one after the other. */
#include "import/json_scan.h"

#include <stdlib.h>
#include <string.h>

/* What was read last at this depth. */
enum { NOTHING, A_COMMA, A_VALUE, AN_OPENING };

void json_scan_begin(struct json_scan *scan, struct list_source *source, struct list_taker *taker)
{
	scan->source = source;
	scan->taker = taker;
	scan->depth = 0;
	scan->line = 1;
	scan->before = NOTHING;
	scan->ended = false;
	scan->at = scan->end = 0;
	source_seek(source, 0, 1);
}

/* The next byte without taking it; -1 at the end. */
static int peek(struct json_scan *scan)
{
	if (scan->at == scan->end) {
		scan->at = 0;
		scan->end = scan->ended
				    ? 0
				    : source_read(scan->source, scan->bytes, sizeof scan->bytes);
		scan->ended = !scan->end;
		if (scan->ended)
			return -1;
	}
	return (unsigned char)scan->bytes[scan->at];
}

static enum json_event refuse(struct json_scan *scan, const char *what)
{
	if (peek(scan) < 0)
		list_fault(scan->taker, FAULT_TRUNCATED, scan->line,
			   "the list ends inside of a value: download it again");
	else
		list_fault(scan->taker, FAULT_NOT_A_LIST, scan->line,
			   "it is not JSON: %s; download the list again", what);
	return JSON_REFUSED;
}

static void skip_blanks(struct json_scan *scan)
{
	int byte;
	while ((byte = peek(scan)) == ' ' || byte == '\t' || byte == '\r' || byte == '\n') {
		scan->line += byte == '\n';
		scan->at++;
	}
}

static void keep(char word[JSON_WORD_SIZE], size_t *length, bool *cut, char byte)
{
	if (*length < JSON_WORD_SIZE - 1)
		word[(*length)++] = byte;
	else
		*cut = true;
}

/* What is behind a backslash. Characters beyond ASCII are in no word that is looked for here: they
 * are kept as a question mark. */
static bool take_escape(struct json_scan *scan, char *byte)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	int next = peek(scan);
	if (next < 0)
		return false;
	scan->at++;
	const char *at = next ? strchr(from, next) : NULL;
	if (at) {
		*byte = to[at - from];
		return true;
	}
	char digits[5] = "", *end;
	for (int i = 0; next == 'u' && i < 4; i++) {
		if (peek(scan) < 0)
			return false;
		digits[i] = scan->bytes[scan->at++];
		if (!strchr("0123456789abcdefABCDEF", digits[i]) || !digits[i])
			return false;
	}
	unsigned long code = strtoul(digits, &end, 16);
	*byte = code >= ' ' && code < 0x7f ? (char)code : '?';
	return next == 'u';
}

/* A string, whose quote was taken. */
static bool take_string(struct json_scan *scan, char word[JSON_WORD_SIZE], bool *cut)
{
	size_t length = 0;
	int byte;
	*cut = false;
	while ((byte = peek(scan)) != '"') {
		char kept = (char)byte;
		if (byte < ' ') /* the end, too */
			return false;
		scan->at++;
		if (byte == '\\' && !take_escape(scan, &kept))
			return false;
		keep(word, &length, cut, kept);
	}
	scan->at++;
	word[length] = '\0';
	return true;
}

/* Digits, and how many. */
static size_t take_digits(struct json_scan *scan, size_t *length)
{
	size_t count = 0;
	int byte;
	while ((byte = peek(scan)) >= '0' && byte <= '9') {
		keep(scan->text, length, &scan->cut, (char)byte);
		scan->at++;
		count++;
	}
	return count;
}

static bool take_one(struct json_scan *scan, size_t *length, const char *any)
{
	int byte = peek(scan);
	if (byte <= 0 || !strchr(any, byte))
		return false;
	keep(scan->text, length, &scan->cut, (char)byte);
	scan->at++;
	return true;
}

/* A number, or a word. */
static enum json_event take_bare(struct json_scan *scan)
{
	static const char *const words[] = {
		"true", "false", "null", "NaN", "Infinity", "-Infinity"
	};
	size_t length = 0;
	bool good = true;
	scan->cut = false;
	take_one(scan, &length, "-");
	if (peek(scan) >= '0' && peek(scan) <= '9') {
		bool zero = peek(scan) == '0';
		good = take_digits(scan, &length) == 1 || !zero;
		if (take_one(scan, &length, "."))
			good &= take_digits(scan, &length) > 0;
		if (take_one(scan, &length, "eE")) {
			take_one(scan, &length, "+-");
			good &= take_digits(scan, &length) > 0;
		}
		scan->text[length] = '\0';
		return good ? JSON_NUMBER : refuse(scan, "a number is none");
	}
	while (take_one(scan, &length, "abcdefghijklmnopqrstuvwxyzINTFY"))
		;
	scan->text[length] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(scan->text, words[i]) == 0)
			return JSON_OTHER;
	return refuse(scan, "a value was expected");
}

static enum json_event begin(struct json_scan *scan, bool is_array)
{
	scan->at++;
	if (scan->depth == JSON_DEEPEST) {
		list_fault(scan->taker, FAULT_NOT_A_LIST, scan->line,
			   "values nested deeper than 16: no bot writes its balances so");
		return JSON_REFUSED;
	}
	scan->levels[scan->depth].is_array = is_array;
	*scan->levels[scan->depth++].key = '\0';
	scan->before = AN_OPENING;
	return JSON_BEGIN;
}

static enum json_event end(struct json_scan *scan)
{
	scan->at++;
	scan->depth--;
	scan->before = A_VALUE;
	return JSON_END;
}

/* The key in front of a value of an object, with its colon. */
static bool take_key(struct json_scan *scan)
{
	bool cut;
	if (peek(scan) != '"')
		return false;
	scan->at++;
	struct json_level *level = &scan->levels[scan->depth - 1];
	if (!take_string(scan, level->key, &cut))
		return false;
	if (cut) /* of no name that is looked for */
		*level->key = '\0';
	skip_blanks(scan);
	if (peek(scan) != ':')
		return false;
	scan->at++;
	skip_blanks(scan);
	return true;
}

static enum json_event take_value(struct json_scan *scan)
{
	int byte = peek(scan);
	if (byte == '{' || byte == '[')
		return begin(scan, byte == '[');
	scan->before = A_VALUE;
	if (byte != '"')
		return take_bare(scan);
	scan->at++;
	return take_string(scan, scan->text, &scan->cut) ? JSON_STRING
							 : refuse(scan, "a string is none");
}

enum json_event json_scan_next(struct json_scan *scan)
{
	skip_blanks(scan);
	if (!scan->depth)
		return peek(scan) < 0 ? JSON_FINISHED : take_value(scan);
	bool is_array = scan->levels[scan->depth - 1].is_array;
	if (peek(scan) == (is_array ? ']' : '}') && scan->before != A_COMMA)
		return end(scan);
	if (scan->before == A_VALUE) {
		if (peek(scan) != ',')
			return refuse(scan, "a comma or a closing bracket was expected");
		scan->at++;
		scan->before = A_COMMA;
		skip_blanks(scan);
	}
	if (!is_array && !take_key(scan))
		return refuse(scan, "a name in quotes and a colon were expected");
	return take_value(scan);
}
