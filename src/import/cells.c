/* Amounts in cells. Nothing is guessed: a mark that may mean two things is refused. */
#include "import/cells.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"
#include "base/unicode.h"
#include "import/number.h"

enum { LONGEST_WORD = 24, SHOWN = 40 };

/* A cell taken apart. */
struct amount_parts {
	char number[NUMBER_LONGEST + 1]; /* digits and marks; a blank is ' ' */
	size_t length;
	bool number_ended;
	bool negative, open;
};

static const struct currency_sign signs_known[] = {
	{ "€", "EUR" },  { "£", "GBP" }, { "R$", "BRL" }, { "₹", "INR" },
	{ "zł", "PLN" }, { "₴", "UAH" }, { "₺", "TRY" },
};

static int refuse(char why[CELL_WHY_SIZE], int fault, const char *what, const char *text)
{
	struct buf shown = { 0 };
	text_clean(&shown, text);
	const char *clean = buf_string(&shown);
	size_t length = utf8_prefix(clean, SHOWN);
	snprintf(why, CELL_WHY_SIZE, "\"%.*s%s\" %s", (int)length, clean, clean[length] ? "…" : "",
		 what);
	buf_free(&shown);
	return fault;
}

char *cell_trim(char *text)
{
	size_t space;
	while ((space = text_space(text)))
		text += space;
	char *end = text + strlen(text), *at = end;
	while (at > text) {
		do
			at--;
		while (at > text && ((unsigned char)*at & 0xc0) == 0x80);
		if (!text_space(at))
			break;
		end = at;
	}
	*end = '\0';
	return text;
}

static const char *code_of_sign(const struct amount_rules *rules, const char *word)
{
	for (size_t i = 0; i < rules->sign_count; i++)
		if (strcasecmp(rules->signs[i].sign, word) == 0)
			return rules->signs[i].code;
	for (size_t i = 0; i < sizeof signs_known / sizeof *signs_known; i++)
		if (strcmp(signs_known[i].sign, word) == 0)
			return signs_known[i].code;
	return NULL;
}

static bool is_code(const char *word)
{
	for (int i = 0; i < 3; i++)
		if (!((word[i] | 32) >= 'a' && (word[i] | 32) <= 'z'))
			return false;
	return word[3] == '\0';
}

int cell_currency(const struct amount_rules *rules, const char *text, char code[LIST_CURRENCY_SIZE],
		  char why[CELL_WHY_SIZE])
{
	const char *known = code_of_sign(rules, text);
	if (!known && !is_code(text))
		return refuse(why, FAULT_CURRENCY,
			      "is no currency: a code such as EUR is wanted; say what the sign "
			      "means by \"#gl currency SIGN CODE\" in the rules",
			      text);
	if (!known)
		known = text;
	for (int i = 0; i < 3; i++)
		code[i] = (char)(known[i] & ~32);
	code[3] = '\0';
	return CELL_OK;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A word beside the number: one that means nothing, DR, or a currency. */
static int take_word(const struct amount_rules *rules, struct amount_parts *parts, const char *word,
		     const char *text, char code[LIST_CURRENCY_SIZE], char why[CELL_WHY_SIZE])
{
	for (size_t i = 0; i < rules->word_count; i++)
		if (strcasecmp(rules->words[i], word) == 0) {
			parts->negative ^= strcasecmp(word, "DR") == 0;
			return CELL_OK;
		}
	char said[LIST_CURRENCY_SIZE];
	if (cell_currency(rules, word, said, why) != CELL_OK) {
		if (strcmp(word, "$") == 0 && *code)
			return CELL_OK;
		return refuse(why, strcmp(word, "$") == 0 ? FAULT_CURRENCY : FAULT_AMOUNT,
			      "has a word or sign that is not known: say \"#gl strip WORD\", or "
			      "\"#gl currency SIGN CODE\", in the rules",
			      text);
	}
	if (*code && strcmp(code, said) != 0)
		return refuse(why, FAULT_CURRENCY, "is in another currency than the line says",
			      text);
	memcpy(code, said, sizeof said);
	return CELL_OK;
}

/* Whether the blank of LENGTH bytes at AT is between digits of one number. */
static bool is_group_blank(const struct amount_parts *parts, const char *at, size_t length)
{
	return parts->length && is_digit(parts->number[parts->length - 1]) && is_digit(at[length]);
}

/* The bytes of the apostrophe that Swiss banks write between thousands, 1’234.50; 0: none. */
static size_t curly_apostrophe(const char *at)
{
	static const char apostrophe[] = "’";
	return strncmp(at, apostrophe, sizeof apostrophe - 1) == 0 ? sizeof apostrophe - 1 : 0;
}

/* The bytes at AT that belong to a word, at most LONGEST_WORD. */
static size_t word_length(const char *at)
{
	size_t length = 0;
	while (length < LONGEST_WORD && at[length] && !strchr("0123456789.,'+-()", at[length]) &&
	       !text_space(at + length) && strncmp(at + length, "−", 3) != 0 &&
	       !curly_apostrophe(at + length)) {
		do
			length++;
		while (((unsigned char)at[length] & 0xc0) == 0x80);
	}
	return length;
}

/* Takes what is at AT; returns how many bytes, 0 where it belongs to no amount. */
static size_t take_sign_or_digit(struct amount_parts *parts, const char *at)
{
	size_t space = text_space(at), curly = curly_apostrophe(at);
	bool inside = is_digit(*at) || curly || (*at && strchr(".,'", *at)) ||
		      (space && is_group_blank(parts, at, space));
	if (inside) {
		if (parts->number_ended || parts->length == NUMBER_LONGEST)
			return 0;
		parts->number[parts->length++] = (char)(space ? ' ' : curly ? '\'' : *at);
		return space + curly ? space + curly : 1;
	}
	parts->number_ended = parts->length > 0;
	if (space)
		return space;
	size_t minus = *at == '-' ? 1 : strncmp(at, "−", 3) == 0 ? 3 : 0;
	if (minus || *at == '(')
		parts->negative = !parts->negative;
	if (*at == '(' || *at == ')') {
		if (parts->open == (*at == '('))
			return 0;
		parts->open = *at == '(';
		return 1;
	}
	return *at == '+' ? 1 : minus;
}

static int take_apart(const struct amount_rules *rules, const char *text,
		      struct amount_parts *parts, char code[LIST_CURRENCY_SIZE],
		      char why[CELL_WHY_SIZE])
{
	for (const char *at = text; *at;) {
		size_t word = word_length(at);
		if (!word) {
			size_t taken = take_sign_or_digit(parts, at);
			if (!taken)
				return refuse(why, FAULT_AMOUNT, "is no amount", text);
			at += taken;
			continue;
		}
		char copy[LONGEST_WORD + 4] = "";
		memcpy(copy, at, word);
		parts->number_ended = parts->length > 0;
		int fault = take_word(rules, parts, copy, text, code, why);
		if (fault != CELL_OK)
			return fault;
		at += word;
	}
	if (!parts->length || parts->open)
		return refuse(why, FAULT_AMOUNT,
			      parts->length ? "has a ( without its )" : "is no amount", text);
	return CELL_OK;
}

/* Where the decimal mark of NUMBER is; its length: nowhere; -1: it cannot be known. */
static int decimal_place(const char *number, char mark, const char **what)
{
	const char *point = strrchr(number, '.'), *comma = strrchr(number, ',');
	int length = (int)strlen(number);
	if (mark) {
		const char *at = strchr(number, mark);
		return at ? (int)(at - number) : length;
	}
	const char *last = !point || (comma && comma > point) ? comma : point;
	if (!last)
		return length;
	if (point && comma)
		return (int)(last - number);
	if (strchr(number, *last) != last)
		return length; /* twice: groups */
	if (number + length - last == 4) {
		*what = "may be thousands or decimals: say \"decimal-mark ,\" or \"decimal-mark "
			".\" in the rules";
		return -1;
	}
	return (int)(last - number);
}

/* The digits of NUMBER as decimal_to_minor() reads them: no more behind the mark than SCALE. */
static bool plain_decimal(const char *number, int place, int scale, char decimal[NUMBER_SIZE])
{
	return (int)strlen(number) - place - 1 <= scale &&
	       number_plain(number, (size_t)place, false, decimal);
}

int list_cell_amount(const struct amount_rules *rules, const char *text,
		     char code[LIST_CURRENCY_SIZE], int64_t *amount, char why[CELL_WHY_SIZE])
{
	struct amount_parts parts = { 0 };
	char decimal[NUMBER_SIZE];
	const char *what = "has a mark out of place, or more decimals than the currency: see "
			   "\"decimal-mark\" in the rules";
	int fault = take_apart(rules, text, &parts, code, why);
	if (fault != CELL_OK)
		return fault;
	int scale = list_scale(code),
	    place = decimal_place(parts.number, rules->decimal_mark, &what);
	if (place < 0 || !plain_decimal(parts.number, place, scale, decimal))
		return refuse(why, FAULT_AMOUNT, what, text);
	if (decimal_to_minor(decimal, scale, amount) != DECIMAL_OK)
		return refuse(why, FAULT_AMOUNT, "is too large", text);
	if (parts.negative)
		*amount = -*amount;
	return CELL_OK;
}
