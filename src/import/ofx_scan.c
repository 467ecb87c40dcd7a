/* Tags of OFX and their values. */
#include "import/ofx_scan.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "import/marked.h"

/* Longer than any of the few bytes that are looked at together: "<![CDATA[", "&#x10FFFF;". */
enum { LOOK_AHEAD = 16 };

void ofx_scan_begin(struct ofx_scan *scan, struct list_source *source, struct list_taker *taker)
{
	scan->source = source;
	scan->taker = taker;
	scan->line = 1;
	scan->at = scan->end = 0;
	scan->ended = scan->refused = false;
	buf_clear(&scan->value);
	source_seek(source, 0, 1);
}

void ofx_scan_free(struct ofx_scan *scan)
{
	buf_free(&scan->value);
}

static void refuse(struct ofx_scan *scan, enum list_fault fault, uint64_t line, const char *message)
{
	if (!scan->refused)
		list_fault(scan->taker, fault, line, "%s", message);
	scan->refused = true;
	scan->at = scan->end;
	scan->ended = true;
}

static uint64_t count_lines(const char *from, const char *to)
{
	uint64_t count = 0;
	while ((from = memchr(from, '\n', (size_t)(to - from)))) {
		from++;
		count++;
	}
	return count;
}

/* Makes at least COUNT bytes lie at AT, unless the list ends before. Returns how many do. */
static size_t look(struct ofx_scan *scan, size_t count)
{
	size_t have = scan->end - scan->at;
	if (have >= count || scan->ended)
		return have;
	memmove(scan->bytes, scan->bytes + scan->at, have);
	scan->at = 0;
	scan->end = have;
	while (scan->end < count) {
		size_t got = source_read(scan->source, scan->bytes + scan->end,
					 sizeof scan->bytes - scan->end);
		const char *from = scan->bytes + scan->end;
		const char *nul = memchr(from, '\0', got);
		scan->end += got;
		scan->ended = got == 0;
		if (nul)
			refuse(scan, FAULT_NUL,
			       scan->line + count_lines(scan->bytes + scan->at, nul),
			       "a byte of zero: the list is damaged or is not text; download it "
			       "again");
		if (scan->ended)
			break;
	}
	return scan->end - scan->at;
}

static bool begins(struct ofx_scan *scan, const char *word)
{
	size_t length = strlen(word);
	return look(scan, length) >= length &&
	       strncasecmp(scan->bytes + scan->at, word, length) == 0;
}

static void skip(struct ofx_scan *scan, size_t count)
{
	scan->line += count_lines(scan->bytes + scan->at, scan->bytes + scan->at + count);
	scan->at += count;
}

/* Whether a tag begins at AT: the "<" of a text that forgot to say &lt; is none. */
static bool is_tag(struct ofx_scan *scan)
{
	if (look(scan, 2) < 2)
		return false;
	unsigned char next = (unsigned char)scan->bytes[scan->at + 1];
	return scan->bytes[scan->at] == '<' &&
	       (isalpha(next) || next == '/' || next == '!' || next == '?');
}

static void add(struct ofx_scan *scan, const char *bytes, size_t length)
{
	if (!scan->value.length) /* however many blanks there are between two tags */
		while (length && isspace((unsigned char)*bytes))
			bytes++, length--;
	if (scan->value.length + length > MARKED_LONGEST)
		refuse(scan, FAULT_TOO_LONG, scan->place,
		       "a value longer than 64 KiB: this is no list of a bank; download it again");
	else if (length)
		buf_add(&scan->value, bytes, length);
}

/* Up to and with the word END; KEPT: it belongs to the value. */
static void skip_until(struct ofx_scan *scan, const char *end, bool kept)
{
	while (!begins(scan, end) && look(scan, 1)) {
		if (kept)
			add(scan, scan->bytes + scan->at, 1);
		skip(scan, scan->at < scan->end);
	}
	skip(scan, look(scan, strlen(end)) >= strlen(end) ? strlen(end) : 0);
}

/* Comments and the like, where one begins at AT. False: there is none. */
static bool skip_markup(struct ofx_scan *scan, bool in_value)
{
	if (begins(scan, "<!--"))
		skip_until(scan, "-->", false);
	else if (begins(scan, "<![CDATA[")) {
		skip(scan, 9);
		skip_until(scan, "]]>", in_value);
	} else if (begins(scan, "<?"))
		skip_until(scan, "?>", false);
	else if (begins(scan, "<!DOCTYPE") || begins(scan, "<!ENTITY"))
		refuse(scan, FAULT_DOCTYPE, scan->line,
		       "a DOCTYPE, which no bank's list needs and which can be used to attack "
		       "programs: it is not read; download the list again");
	else if (begins(scan, "<!"))
		skip_until(scan, ">", false);
	else
		return false;
	return true;
}

static void add_character(struct ofx_scan *scan, unsigned long code)
{
	char bytes[4];
	size_t length;
	if (code < 0x80) {
		bytes[0] = code < ' ' ? ' ' : (char)code;
		length = 1;
	} else if (code < 0x800) {
		bytes[0] = (char)(0xc0 | code >> 6);
		bytes[1] = (char)(0x80 | (code & 0x3f));
		length = 2;
	} else if (code < 0x10000) {
		bytes[0] = (char)(0xe0 | code >> 12);
		bytes[1] = (char)(0x80 | (code >> 6 & 0x3f));
		bytes[2] = (char)(0x80 | (code & 0x3f));
		length = 3;
	} else {
		bytes[0] = (char)(0xf0 | code >> 18);
		bytes[1] = (char)(0x80 | (code >> 12 & 0x3f));
		bytes[2] = (char)(0x80 | (code >> 6 & 0x3f));
		bytes[3] = (char)(0x80 | (code & 0x3f));
		length = 4;
	}
	add(scan, bytes, length);
}

/* OFX 2.2, 2.3.2.1: &lt; &gt; &amp;, &nbsp; in 1.x; XML has the two quotes, too, and numbers. */
static bool entity(const char *name, unsigned long *code)
{
	static const struct {
		const char *name;
		unsigned long code;
	} entities[] = { { "amp", '&' },  { "lt", '<' },   { "gt", '>' },
			 { "nbsp", ' ' }, { "quot", '"' }, { "apos", '\'' } };
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strcasecmp(name, entities[i].name) == 0) {
			*code = entities[i].code;
			return true;
		}
	if (*name != '#')
		return false;
	bool hex = name[1] == 'x' || name[1] == 'X';
	const char *digits = name + 1 + hex;
	char *end;
	if (!isxdigit((unsigned char)*digits))
		return false;
	*code = strtoul(digits, &end, hex ? 16 : 10);
	return !*end && *code && *code <= 0x10ffff && !(*code >= 0xd800 && *code <= 0xdfff);
}

/* An "&" at AT: what it means, or itself where it means nothing. */
static void add_entity(struct ofx_scan *scan)
{
	char name[LOOK_AHEAD] = "";
	size_t have = look(scan, LOOK_AHEAD), length = 0;
	const char *at = scan->bytes + scan->at;
	unsigned long code;
	while (length + 1 < have && length < sizeof name - 1 &&
	       (isalnum((unsigned char)at[length + 1]) || at[length + 1] == '#')) {
		name[length] = at[length + 1];
		length++;
	}
	if (length + 1 < have && at[length + 1] == ';' && entity(name, &code)) {
		scan->at += length + 2;
		add_character(scan, code);
	} else {
		scan->at++;
		add(scan, "&", 1);
	}
}

/* The bytes up to the next "<" or "&". */
static void take_run(struct ofx_scan *scan, bool in_value)
{
	const char *from = scan->bytes + scan->at, *end = scan->bytes + scan->end, *at = from;
	while (at < end && *at != '<' && *at != '&')
		scan->line += *at++ == '\n';
	scan->at += (size_t)(at - from);
	if (in_value)
		add(scan, from, (size_t)(at - from));
}

/* Up to the next tag. */
static void take_text(struct ofx_scan *scan, bool in_value)
{
	while (look(scan, 1)) {
		char here = scan->bytes[scan->at];
		if (here == '<' && is_tag(scan)) {
			if (!skip_markup(scan, in_value))
				return;
		} else if (here == '&' && in_value) {
			add_entity(scan);
		} else if (here == '<' || here == '&') {
			if (in_value)
				add(scan, &here, 1);
			scan->at += scan->at < scan->end;
		} else {
			take_run(scan, in_value);
		}
	}
}

/* What is behind a tag's name, up to its ">". */
static void skip_rest(struct ofx_scan *scan)
{
	char before = ' ';
	for (size_t length = 0; look(scan, 1) && scan->bytes[scan->at] != '>'; length++) {
		if (length > MARKED_LONGEST)
			refuse(scan, FAULT_TOO_LONG, scan->place,
			       "a tag longer than 64 KiB: this is no list of a bank; download it "
			       "again");
		else
			before = scan->bytes[scan->at];
		skip(scan, scan->at < scan->end);
	}
	scan->empty = before == '/';
	skip(scan, look(scan, 1) ? 1 : 0);
}

static void take_name(struct ofx_scan *scan)
{
	size_t length = 0;
	while (look(scan, 1)) {
		unsigned char here = (unsigned char)scan->bytes[scan->at];
		if (!isalnum(here) && here != '.' && here != '_' && here != '-')
			break;
		if (length < sizeof scan->name - 1)
			scan->name[length++] = (char)toupper(here);
		scan->at++;
	}
	scan->name[length] = '\0';
}

enum ofx_token ofx_scan_next(struct ofx_scan *scan)
{
	take_text(scan, false);
	if (scan->refused)
		return OFX_REFUSED;
	if (!look(scan, 1))
		return OFX_FINISHED;
	scan->place = scan->line;
	scan->at++;
	bool closes = scan->bytes[scan->at] == '/';
	scan->at += closes;
	take_name(scan);
	skip_rest(scan);
	buf_clear(&scan->value);
	if (!closes && !scan->empty && !scan->refused)
		take_text(scan, true);
	while (scan->value.length &&
	       isspace((unsigned char)scan->value.bytes[scan->value.length - 1]))
		scan->value.bytes[--scan->value.length] = '\0';
	return scan->refused ? OFX_REFUSED : closes ? OFX_CLOSE : OFX_OPEN;
}
