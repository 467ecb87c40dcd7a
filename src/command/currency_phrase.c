/* The words behind an amount that name its currency: "US dollars", "dólares americanos", "de
 * euros". They become its code, never a memo: the line to copy would book another currency. */
#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/parsing.h"

const char *bare_at(struct parsing *parsing, size_t steps)
{
	const struct word *word = words_peek_at(parsing, steps);
	return word && !word->quoted ? currency_bare_word(parsing->arena, word->text) : "";
}

/* Whether the word STEPS on is nothing but punctuation: "5 - USD". */
static bool is_empty_at(struct parsing *parsing, size_t steps)
{
	const struct word *word = words_peek_at(parsing, steps);
	return word && !word->quoted && !*bare_at(parsing, steps) && !strpbrk(word->text, "%<@");
}

/* The codes of the currency that WORD names; NULL: it names none. */
static const char *codes_of(struct parsing *parsing, const char *word)
{
	return *word ? currency_codes(parsing->arena, word) : NULL;
}

/* CODE, where a currency of these CODES can be it. */
static const char *fitting(const char *codes, const char *code)
{
	return code && currency_codes_have(codes, code) ? code : NULL;
}

struct currency_phrase currency_phrase(struct parsing *parsing, size_t at)
{
	size_t from = at, owner_words;
	while (is_empty_at(parsing, from))
		from++;
	bool filler = currency_is_filler(parsing->arena, bare_at(parsing, from));
	from += filler;
	const char *word = bare_at(parsing, from), *codes = codes_of(parsing, word), *code;
	if (codes) {
		code = currency_owner(parsing->arena, bare_at(parsing, from + 1),
				      bare_at(parsing, from + 2), &owner_words);
		return (struct currency_phrase){ code ? fitting(codes, code) : word,
						 from + 1 + owner_words - at, code || from > at };
	}
	if (!*word)
		return (struct currency_phrase){ 0 };
	code = currency_owner(parsing->arena, word, bare_at(parsing, from + 1), &owner_words);
	codes = codes_of(parsing, bare_at(parsing, from + (owner_words ? owner_words : 1)));
	bool other = currency_is_multiplier(parsing->arena, word) ||
		     text_kind(word, &(size_t){ 0 }) == TEXT_NUMBER;
	if (!codes || (!owner_words && (filler || other)))
		return (struct currency_phrase){ 0 };
	return (struct currency_phrase){ fitting(codes, code),
					 from + (owner_words ? owner_words : 1) + 1 - at, true };
}

bool names_another_currency(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing);
	return word && !command_argument(parsing->command, "unit") &&
	       !command_argument(parsing->command, "currency") &&
	       currency_is_named_in(parsing->arena, word->start);
}
