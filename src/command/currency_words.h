/* The one list of what people call currencies: codes, signs and names, in any case. Which of them a
 * guild has, the ledger knows. */
#ifndef COMMAND_CURRENCY_WORDS_H
#define COMMAND_CURRENCY_WORDS_H

#include <stdbool.h>

#include "base/arena.h"

enum { CURRENCY_CODE_SHORTEST = 2, CURRENCY_CODE_LONGEST = 10 };

/* WORD without the punctuation around it: "(USD)," is "USD", "€." is "€"; what is nothing but
 * punctuation is "". From ARENA. */
const char *currency_bare_word(struct arena *arena, const char *word);
/* The codes that WORD, bare, is a name of: "EUR" of "eur", "€" and "Euros", "USD CAD …" of "$". ""
 * for a currency sign that is not listed: it is the sign of some other currency. NULL: it is no
 * name of a currency. */
const char *currency_codes(struct arena *arena, const char *word);
/* Whether CODES, as of currency_codes(), hold CODE, in any case. */
bool currency_codes_have(const char *codes, const char *code);
/* Whether banks transfer the guild's currency CODE: it is on the list with three letters, as ISO
 * 4217 has them, and is not the points of this program. */
bool currency_is_of_banks(struct arena *arena, const char *code);
/* Whether WORD is 2 to 10 letters A to Z and digits, with a letter among them, in any case: a
 * guild's code could be. */
bool currency_code_shaped(const char *word);
/* Whether nobody can mean anything but a currency by WORD, bare: it is on the list, or three to
 * five capitals. */
bool currency_is_plain(struct arena *arena, const char *word);
/* Whether WORD, which begins with a digit, reads as an amount, so that it cannot be a code: 55,
 * 1E3, 10K, 5EUR, 000PTS. */
bool currency_reads_as_number(struct arena *arena, const char *word);
/* Whether WORD, bare, makes another amount of the number before it, unless it is a guild's code:
 * mil, million, k, cents, x3, and as one word with a currency: k€, mil-euros, eurocents. Three to
 * five capitals are a currency. */
bool currency_is_multiplier(struct arena *arena, const char *word);
/* Whether WORD, bare, joins the number before it to one behind it: x, por, con, y, and. */
bool currency_joins(struct arena *arena, const char *word);
/* Whether WORD, bare, is a number that behind such a word belongs to the amount: half, media. */
bool currency_is_fraction(struct arena *arena, const char *word);
/* The code of the country that WORD, bare, or WORD and NEXT say a currency is of: "USD" of "US" and
 * "americanos", "HKD" of "Hong Kong"; in *WORDS how many those are. NULL: of none. */
const char *currency_owner(struct arena *arena, const char *word, const char *next, size_t *words);
/* Whether WORD, bare, may be between an amount and its currency: de, en, in, of. */
bool currency_is_filler(struct arena *arena, const char *word);
/* Whether one of the first words of TEXT, up to what is in quotes, names a currency: what is
 * directly behind an amount would then be booked as another one, were it quoted as a memo. */
bool currency_is_named_in(struct arena *arena, const char *text);
/* The bytes of the currency's name that WORD, bare, begins with where signs and more follow it:
 * "EUR/mes", "euro's"; 0: there is none. */
size_t currency_head(struct arena *arena, const char *word);
/* Whether a guild's currency may have this CODE: `3 55`, `3 000PTS` and `3 MIL` are other amounts,
 * whatever currencies there are, and NONE is no limit. */
bool currency_code_can_be_named(struct arena *arena, const char *code);

#endif
