/* Decimal notations told apart by their separators; what could be read in two ways is refused. */
#include "command/amount.h"

#include <string.h>

#include "base/unicode.h"

static const char *const codes[] = {
	"",
	"bad_amount",
	"ambiguous_amount",
	"bad_grouping",
	"negative_amount",
	"zero_amount",
	"currency_sign",
	"exponent",
	"foreign_digits",
	"too_many_digits",
	"split_number",
	"multiplied_amount",
};

const char *amount_error_code(enum amount_error error)
{
	return codes[error];
}

struct shape {
	size_t digits, dots, commas;
	const char *last; /* separator */
};

static enum amount_error unexpected(const char *at)
{
	size_t length;
	switch (text_kind(at, &length)) {
	case TEXT_CURRENCY_SIGN: return AMOUNT_CURRENCY_SIGN;
	case TEXT_NUMBER: return AMOUNT_FOREIGN_DIGITS;
	default: return AMOUNT_NONE;
	}
}

static enum amount_error measure(const char *text, struct shape *shape)
{
	for (const char *at = text; *at; at++) {
		if (*at >= '0' && *at <= '9')
			shape->digits++;
		else if (*at == '.' || *at == ',') {
			*(*at == '.' ? &shape->dots : &shape->commas) += 1;
			shape->last = at;
		} else if ((*at == 'e' || *at == 'E') && shape->digits)
			return AMOUNT_EXPONENT;
		else if (shape->digits &&
			 (*at == '\'' || strncmp(at, "’", 3) == 0 || text_space(at)))
			return AMOUNT_SPLIT;
		else
			return unexpected(at);
	}
	if (!shape->digits)
		return AMOUNT_NONE;
	return shape->digits > AMOUNT_MAX_DIGITS ? AMOUNT_TOO_LONG : AMOUNT_OK;
}

/* Whether TEXT up to END is one to three digits, the first of them no zero, and then groups of
 * three behind SEPARATOR. */
static bool grouped(const char *text, const char *end, char separator)
{
	size_t digits = 0;
	bool first = true;
	if (*text == '0')
		return false;
	for (; text < end; text++) {
		if (*text == separator) {
			if (!digits || (!first && digits != 3))
				return false;
			first = false;
			digits = 0;
		} else if (++digits > 3) {
			return false;
		}
	}
	return !first && digits == 3;
}

/* Finds the decimal separator; NULL when there are no decimals. */
static enum amount_error find_decimals(const char *text, const struct shape *shape,
				       const char **decimals)
{
	const char *end = text + strlen(text);
	*decimals = NULL;
	if (!shape->last)
		return AMOUNT_OK;
	if (shape->dots + shape->commas == 1) {
		*decimals = shape->last;
		if (!shape->last[1])
			return AMOUNT_NONE;
		/* nobody groups behind a 0 */
		if (end - shape->last != 4 || shape->last == text ||
		    (*text == '0' && shape->last == text + 1))
			return AMOUNT_OK;
		return *text == '0' ? AMOUNT_GROUPING : AMOUNT_AMBIGUOUS;
	}
	char last = *shape->last, other = last == '.' ? ',' : '.';
	size_t last_count = last == '.' ? shape->dots : shape->commas;
	if (shape->dots && shape->commas) { /* 1.234,50 */
		*decimals = shape->last;
		return last_count == 1 && shape->last[1] && grouped(text, shape->last, other)
			       ? AMOUNT_OK
			       : AMOUNT_GROUPING;
	}
	return grouped(text, end, last) ? AMOUNT_OK : AMOUNT_GROUPING; /* 1.234.567 */
}

static const char *canonical(struct arena *arena, const char *text, const char *decimals,
			     bool negative, bool *zero)
{
	char *copy = arena_alloc_raw(arena, strlen(text) + 3), *to = copy;
	bool started = false;
	*zero = true;
	if (negative)
		*to++ = '-';
	for (const char *at = text; *at; at++) {
		if (at == decimals) {
			if (!started)
				*to++ = '0';
			started = true;
			*to++ = '.';
		} else if (*at >= '0' && *at <= '9') {
			*zero &= *at == '0';
			if (!started && *at == '0')
				continue; /* leading zeros */
			started = true;
			*to++ = *at;
		}
	}
	if (!started)
		*to++ = '0';
	*to = '\0';
	return copy;
}

enum amount_error amount_read(struct arena *arena, const char *text, bool signed_ok,
			      const char **decimal)
{
	struct shape shape = { 0 };
	const char *decimals;
	bool zero, negative = *text == '-' ||
			      strncmp(text, "\xe2\x88\x92", 3) == 0; /* U+2212, the true minus */
	if (negative)
		text += *text == '-' ? 1 : 3;
	enum amount_error error = measure(text, &shape);
	if (error == AMOUNT_OK && negative && !signed_ok)
		error = AMOUNT_NEGATIVE;
	if (error == AMOUNT_OK)
		error = find_decimals(text, &shape, &decimals);
	if (error != AMOUNT_OK)
		return error;
	*decimal = canonical(arena, text, decimals, negative, &zero);
	return zero && !signed_ok ? AMOUNT_ZERO : AMOUNT_OK;
}
