/* Words, decimals and texts that all formats of lists share. */
#include "import/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/unicode.h"

static const char *const fault_words[LIST_FAULTS] = {
	[FAULT_ENCODING] = "encoding",
	[FAULT_NUL] = "nul",
	[FAULT_TOO_LONG] = "too-long",
	[FAULT_TRUNCATED] = "truncated",
	[FAULT_COLUMN] = "column",
	[FAULT_DATE] = "date",
	[FAULT_AMBIGUOUS_DATE] = "ambiguous-date",
	[FAULT_AMOUNT] = "amount",
	[FAULT_CURRENCY] = "currency",
	[FAULT_ACCOUNT] = "account",
	[FAULT_COUNT] = "count",
	[FAULT_BALANCE] = "balance",
	[FAULT_SCHEMA] = "schema",
	[FAULT_DOCTYPE] = "doctype",
	[FAULT_DUPLICATE] = "duplicate",
	[FAULT_NO_TABLE] = "no-table",
	[FAULT_NOT_A_LIST] = "not-a-list",
	[FAULT_RULES] = "rules",
};

const char *list_fault_word(enum list_fault fault)
{
	return fault_words[fault];
}

void list_fault(struct list_taker *taker, enum list_fault fault, uint64_t place, const char *format,
		...)
{
	struct buf message = { 0 };
	va_list args;
	va_start(args, format);
	buf_vprintf(&message, format, args);
	va_end(args);
	taker->fault(taker, fault, place, buf_string(&message));
	buf_free(&message);
}

void list_warn(struct list_taker *taker, uint64_t place, const char *format, ...)
{
	struct buf message = { 0 };
	va_list args;
	va_start(args, format);
	buf_vprintf(&message, format, args);
	va_end(args);
	taker->warn(taker, place, buf_string(&message));
	buf_free(&message);
}

/* The currencies of ISO 4217 (list one, 2024) whose minor unit is not a hundredth, funds and metals
 * left out. */
static const struct {
	char code[sizeof(uint32_t)];
	int scale;
} scales[] = {
	{ "BHD", 3 }, { "BIF", 0 }, { "CLF", 4 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 },
	{ "IQD", 3 }, { "ISK", 0 }, { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 },
	{ "KWD", 3 }, { "LYD", 3 }, { "OMR", 3 }, { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 },
	{ "UGX", 0 }, { "UYI", 0 }, { "UYW", 4 }, { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 },
	{ "XOF", 0 }, { "XPF", 0 },
};

/* Asked several times a line, so codes are compared as numbers. */
int list_scale(const char *currency)
{
	uint32_t sought = 0, code;
	if (strlen(currency) >= sizeof sought)
		return 2;
	memcpy(&sought, currency, strlen(currency));
	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
		memcpy(&code, scales[i].code, sizeof code);
		if (code == sought)
			return scales[i].scale;
	}
	return 2;
}

/* Whether every byte of TEXT stays as it is, blanks apart. */
static bool is_plain(const char *text)
{
	for (; *text; text++)
		if ((*text < ' ' || *text == 0x7f) && !(*text >= '\t' && *text <= '\r'))
			return false;
	return true;
}

/* Appends TEXT without the controls that are no blanks: those of ASCII, and U+0080 to U+009F. */
static void without_controls(struct buf *buf, const char *text)
{
	for (; *text; text++) {
		unsigned char here = (unsigned char)*text, next = (unsigned char)text[1];
		size_t control = here < ' ' || here == 0x7f    ? 1
				 : here == 0xc2 && next < 0xa0 ? 2
							       : 0;
		if (!control || text_space(text))
			buf_char(buf, *text);
		else
			text += control - 1;
	}
}

const char *list_text(struct arena *arena, const char *text)
{
	struct buf cleaned = { 0 }, kept = { 0 };
	if (!is_plain(text)) {
		without_controls(&kept, text);
		text_clean(&cleaned, buf_string(&kept));
		text = buf_string(&cleaned);
	}
	char *copy = arena_alloc_raw(arena, strlen(text) + 1), *end = copy;
	bool blank = false;
	while (*text) {
		size_t space = text_space(text);
		if (space) {
			blank = end > copy;
			text += space;
			continue;
		}
		if (blank)
			*end++ = ' ';
		blank = false;
		do /* a character, whose other bytes are never blanks */
			*end++ = *text++;
		while (((unsigned char)*text & 0xc0) == 0x80);
	}
	*end = '\0';
	buf_free(&cleaned);
	buf_free(&kept);
	return copy;
}

const char *who_and_what(struct arena *arena, const char *who, const char *what)
{
	who = list_text(arena, who);
	what = list_text(arena, what);
	if (!*who || !*what)
		return *who ? who : what;
	return arena_printf(arena, "%s | %s", who, what);
}

bool list_names_nothing(const char *reference, size_t length)
{
	static const char *const nothing[] = { "NONREF", "NOTPROVIDED", "NOT PROVIDED" };
	size_t zeros = 0;
	while (zeros < length && strchr("0 \t\r\n", reference[zeros]))
		zeros++;
	for (size_t i = 0; zeros < length && i < sizeof nothing / sizeof *nothing; i++)
		if (strlen(nothing[i]) == length && strncasecmp(reference, nothing[i], length) == 0)
			return true;
	return zeros == length;
}

struct list_line list_line_at(uint64_t place)
{
	return (struct list_line){ .place = place,
				   .reference = "",
				   .structured = "",
				   .text = "",
				   .party = "",
				   .purpose = "",
				   .account = "",
				   .member_id = "" };
}
