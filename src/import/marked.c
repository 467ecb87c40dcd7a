/* Amounts, references and texts of fields that OFX and camt mark. */
#include "import/marked.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/decimal.h"
#include "import/number.h"

const char *marked_reference(struct arena *arena, const char *text)
{
	const char *clean = list_text(arena, text);
	return list_names_nothing(clean, strlen(clean)) ? "" : clean;
}

/* The canonical form of TEXT: a minus or none, digits, and a point only before digits. Returns how
 * many digits are behind the mark, or -1 where it is no amount. */
static int canonical(const char *text, char digits[1 + NUMBER_SIZE])
{
	bool negative = *text == '-';
	text += negative || *text == '+';
	size_t length = strlen(text), place = strcspn(text, ".,");
	bool fits = length + negative + !place <= NUMBER_LONGEST;
	if (!fits || !length || (length == 1 && !place) || strspn(text, "0123456789") != place ||
	    strpbrk(text + place + (place < length), ".,"))
		return -1;
	if (negative)
		*digits++ = '-';
	if (!number_plain(text, place, true, digits))
		return -1;
	return place < length ? (int)(length - place) - 1 : 0;
}

const char *marked_amount(const char *text, const char *currency, bool strict, int64_t *amount)
{
	char digits[1 + NUMBER_SIZE];
	int scale = list_scale(currency), behind = canonical(text, digits);
	if (behind < 0)
		return "it must be digits with at most one mark, \".\" or \",\", before the "
		       "decimals";
	if (strict && behind == 3 && scale < 3)
		return "three digits behind the mark may be thousands: write it without groups, "
		       "with two decimals";
	switch (decimal_to_minor(digits, scale, amount)) {
	case DECIMAL_OK: return NULL;
	case DECIMAL_PRECISION: return "it has more decimals than the currency";
	case DECIMAL_OVERFLOW: return "it is too large";
	default: return "it is no amount";
	}
}

const char *marked_head(const char *head, size_t length, char text[MARKED_HEAD_SIZE])
{
	const char *encoding = NULL;
	size_t at = 0, step = 1, kept = 0;
	if (length >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	else if (length >= 2 &&
		 (memcmp(head, "\xff\xfe", 2) == 0 || memcmp(head, "\xfe\xff", 2) == 0))
		at = 2;
	if (length >= at + 4 && !head[at] != !head[at + 1]) { /* a byte of each letter is zero */
		step = 2;
		encoding = head[at] ? "UTF-16LE" : "UTF-16BE";
		at += !head[at];
	}
	while (at < length && isspace((unsigned char)head[at]))
		at += step;
	for (; at < length && kept < MARKED_HEAD_SIZE - 1; at += step)
		text[kept++] = head[at] ? head[at] : '?';
	text[kept] = '\0';
	return encoding;
}

bool marked_currency(const char *text, char currency[LIST_CURRENCY_SIZE])
{
	for (int i = 0; i < 3; i++) {
		if (!isascii(text[i]) || !isalpha(text[i]))
			return false;
		currency[i] = (char)toupper(text[i]);
	}
	currency[3] = '\0';
	return !text[3];
}
