/* The number and the currency of one word told apart. */
#include "command/money.h"

#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"

#define DIGITS "0123456789"

/* The bytes of a minus at AT, ASCII's or U+2212; 0: none. */
static size_t minus_at(const char *at)
{
	return *at == '-' ? 1 : strncmp(at, "\xe2\x88\x92", 3) == 0 ? 3 : 0;
}

static const char *skip_spaces(const char *at)
{
	while (text_space(at))
		at += text_space(at);
	return at;
}

/* Behind the letters and signs at AT that a currency's name could be made of. */
static const char *behind_name(const char *at)
{
	size_t length;
	for (enum text_kind kind;
	     (kind = text_kind(at, &length)) == TEXT_LETTER || kind == TEXT_CURRENCY_SIGN;)
		at += length;
	return at;
}

/* Behind the last digit or separator of the number at AT; what is between its digits and is none of
 * them is the number's mistake. */
static const char *behind_number(const char *at)
{
	const char *end = at + strspn(at, DIGITS ".,");
	for (const char *more = end; *more;) {
		size_t length;
		if (text_kind(more, &length) == TEXT_NUMBER)
			end = more + length + strspn(more + length, ".,");
		more += length;
	}
	return end;
}

struct parts {
	const char *minus, *before, *number, *after;
};

/* TEXT as [minus] [name] [minus] number [name]; only between a name and the number may be spaces.
 */
static struct parts part(struct arena *arena, const char *text)
{
	const char *at = text;
	size_t minus = minus_at(at);
	struct parts parts = { .minus = minus ? "-" : "", .before = "", .after = "" };
	at += minus;
	const char *name_end = behind_name(at),
		   *number = name_end > at ? skip_spaces(name_end) : at;
	if (name_end > at) {
		parts.before = arena_copy(arena, at, (size_t)(name_end - at));
		if (!minus && (minus = minus_at(number))) {
			parts.minus = "-";
			number = number + minus;
		}
	}
	const char *end = behind_number(number);
	parts.number = arena_copy(arena, number, (size_t)(end - number));
	parts.after = arena_strdup(arena, *skip_spaces(end) ? skip_spaces(end) : end);
	return parts;
}

bool money_begins(struct arena *arena, const char *text)
{
	struct parts parts = part(arena, text);
	const char *digits = parts.number + strspn(parts.number, ".,");
	return *digits >= '0' && *digits <= '9' &&
	       (!*parts.before || currency_is_plain(arena, parts.before));
}

/* What is wrong with an amount that something other than a currency's name is written at. */
static enum amount_error misfit(struct arena *arena, const struct parts *parts)
{
	const char *rest = parts->after;
	if (*parts->before || !*rest)
		return AMOUNT_NONE;
	if ((*rest == 'e' || *rest == 'E') && strspn(rest + 1, DIGITS) == strlen(rest + 1) &&
	    rest[1])
		return AMOUNT_EXPONENT;
	return currency_is_multiplier(arena, rest) ? AMOUNT_MULTIPLIED : AMOUNT_NONE;
}

static bool is_unit(struct arena *arena, const char *name)
{
	return *behind_name(name) == '\0' && !currency_is_multiplier(arena, name) &&
	       (currency_is_plain(arena, name) || currency_code_shaped(name));
}

enum amount_error money_read(struct arena *arena, const char *text, bool signed_ok,
			     struct written_money *written)
{
	struct parts parts = part(arena, text);
	const char *decimal;
	*written = (struct written_money){ .number = arena_printf(arena, "%s%s", parts.minus,
								  parts.number) };
	const char *unit = *parts.before ? parts.before : *parts.after ? parts.after : NULL;
	if (*parts.before && *parts.after)
		return AMOUNT_NONE;
	if (*parts.number && unit && !is_unit(arena, unit))
		return misfit(arena, &parts);
	enum amount_error error = amount_read(arena, written->number, signed_ok, &decimal);
	if (error == AMOUNT_AMBIGUOUS)
		decimal = arena_printf(arena, "%.*s,%s", (int)strcspn(written->number, ".,"),
				       written->number,
				       written->number + strcspn(written->number, ".,") + 1);
	else if (error != AMOUNT_OK)
		return error;
	written->amount = decimal;
	written->unit = unit;
	return AMOUNT_OK;
}

const char *money_reading(struct arena *arena, const char *amount, bool decimals)
{
	size_t whole = strcspn(amount, ",");
	return arena_printf(arena, "%.*s%s%s", (int)whole, amount, decimals ? "." : "",
			    amount + whole + (amount[whole] == ','));
}

const char *money_in_language(struct arena *arena, enum lang lang, const char *decimal)
{
	char *copy = arena_strdup(arena, decimal), *dot = strchr(copy, '.');
	if (dot && lang == LANG_ES)
		*dot = ',';
	return copy;
}
