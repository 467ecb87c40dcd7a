/* What people call currencies, in English and Spanish. A word that is also an everyday one (try,
 * all, top, pen, won, real, bob, ves) is a currency only in capitals, where three to five of them
 * are always one. */
#include "command/currency_words.h"

#include <string.h>
#include <strings.h>

#include "base/unicode.h"
#include "command/word_index.h"

static const struct {
	const char *words, *codes;
} names[] = {
	/* words folded, parted by spaces */
	{ "€ eur euro euros 💶", "EUR" },
	{ "$ dollar dollars dolar dolares buck bucks 💵", "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP "
							 "COP UYU DOP CUP" },
	{ "usd us$ usd$ u$s u$d", "USD" },
	{ "cad ca$ c$ can$", "CAD" },
	{ "aud au$ a$", "AUD" },
	{ "nzd nz$", "NZD" },
	{ "sgd s$ sg$", "SGD" },
	{ "hkd hk$", "HKD" },
	{ "twd nt$", "TWD" },
	{ "mxn mx$ mex$", "MXN" },
	{ "ars ar$", "ARS" },
	{ "clp clp$", "CLP" },
	{ "cop col$", "COP" },
	{ "uyu $u", "UYU" },
	{ "dop rd$", "DOP" },
	{ "peso pesos", "MXN ARS CLP COP UYU DOP CUP PHP" },
	{ "₱ php", "PHP" },
	{ "brl r$ reais reales", "BRL" },
	{ "£ pound pounds libra libras quid 💷", "GBP EGP GIP FKP" },
	{ "gbp", "GBP" },
	{ "¥ ￥ 💴", "JPY CNY" },
	{ "jpy yen yenes jp¥ 円", "JPY" },
	{ "cny rmb yuan yuanes renminbi cn¥ 元", "CNY" },
	{ "chf", "CHF" },
	{ "franc francs francos", "CHF XAF XOF XPF" },
	{ "kr corona coronas krona kronor krone kroner", "SEK NOK DKK ISK CZK" },
	{ "sek", "SEK" },
	{ "nok", "NOK" },
	{ "dkk", "DKK" },
	{ "isk", "ISK" },
	{ "czk kc", "CZK" },
	{ "pln zl zloty zlotys", "PLN" },
	{ "huf forint forints florin florines", "HUF" },
	{ "₽ rub rublo rublos ruble rubles rouble roubles", "RUB" },
	{ "₴ uah grivna grivnas hryvnia hryvnias", "UAH" },
	{ "₺ lira liras", "TRY LBP SYP" },
	{ "leu lei", "RON MDL" },
	{ "dirham dirhams", "AED MAD" },
	{ "ringgit ringgits", "MYR" },
	{ "quetzales", "GTQ" },
	{ "lempira lempiras", "HNL" },
	{ "pavos", "EUR USD" },
	{ "satoshi satoshis sats", "SATS SAT" },
	{ "₹ inr", "INR" },
	{ "₨ rupee rupees rupia rupias rupiah rupiahs", "INR PKR LKR NPR MUR IDR" },
	{ "₩ krw", "KRW KPW" },
	{ "₪ ils shekel shekels", "ILS" },
	{ "₫ vnd", "VND" },
	{ "฿ thb baht bahts", "THB" },
	{ "₦ ngn naira nairas", "NGN" },
	{ "₡ crc colones", "CRC" },
	{ "₲ pyg guarani guaranies", "PYG" },
	{ "₵ ghs cedi cedis", "GHS" },
	{ "₸ kzt tenge", "KZT" },
	{ "₾", "GEL" },
	{ "zar rand rands", "ZAR" },
	{ "soles", "PEN" },
	{ "bolivar bolivares", "VES VED VEF BOB" },
	{ "kwd", "KWD" },
	{ "bhd", "BHD" },
	{ "omr", "OMR" },
	{ "jod", "JOD" },
	{ "tnd", "TND" },
	{ "dinar dinars dinares", "KWD BHD JOD TND DZD IQD LYD RSD" },
	{ "₿ btc xbt bitcoin bitcoins", "BTC XBT" },
	{ "eth ether", "ETH" },
	{ "usdt tether", "USDT" },
	{ "usdc", "USDC" },
	{ "point points punto puntos pts ptos", "PTS" },
};
static const char multipliers[] =
	"k m mm mil miles mill mills millon millones million millions mio mln billon billones "
	"billion billions bn trillion trillions grand thousand thousands hundred hundreds cientos "
	"dozen dozens docena docenas percent pct c cent cents centimo centimos centavo centavos ct "
	"cts ¢ penny pennies pence";
/* What joins two numbers to one amount: "5 con 50", "5 x 3". */
static const char joins[] = "x y por con and times plus minus mas menos or o to";
static const char fractions[] = "half medio media";
static const char everyday[] = "mars mils"; /* no m of ARS or ILS */
/* Whose currency it is, before its name or behind it: "US dollars", "pesos mexicanos". */
static const struct {
	const char *words, *code;
} owners[] = {
	/* folded, parted by spaces */
	{ "us usa american americanos estadounidenses", "USD" },
	{ "canadian canadienses", "CAD" },
	{ "australian australianos", "AUD" },
	{ "neozelandeses", "NZD" },
	{ "mexican mexicanos", "MXN" },
	{ "argentine argentinos", "ARS" },
	{ "chilean chilenos", "CLP" },
	{ "colombian colombianos", "COP" },
	{ "uruguayan uruguayos", "UYU" },
	{ "dominican dominicanos", "DOP" },
	{ "cuban cubanos", "CUP" },
	{ "philippine filipinos", "PHP" },
	{ "sterling esterlinas british britanicas", "GBP" },
	{ "egyptian egipcias", "EGP" },
	{ "turkish turcas", "TRY" },
	{ "swiss suizos", "CHF" },
	{ "indian indias", "INR" },
};
static const char *const owners_of_two[][2] = { { "hong kong", "HKD" },
						{ "new zealand", "NZD" },
						{ "new taiwan", "TWD" } };
/* What may be between an amount and its currency: "1.000 de euros", "5 in dollars". */
static const char fillers[] = "de en in of";

/* Whether LIST, words parted by spaces, holds WORD. */
static bool holds(const char *list, const char *word)
{
	size_t length = strlen(word), step;
	for (const char *at = list; length && *at; at += step + (at[step] == ' ')) {
		step = strcspn(at, " ");
		if (step == length && strncasecmp(at, word, length) == 0)
			return true;
	}
	return false;
}

enum list { NAMES, MULTIPLIERS, JOINS, FRACTIONS, EVERYDAY, OWNERS, FILLERS };

/* All of these words by their lists; NAMES and OWNERS mean a row of their tables. */
static const struct word_index *all_words(void)
{
	static struct word_index words;
	if (words.count)
		return &words;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		word_index_add(&words, NAMES, names[i].words, i);
	for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
		word_index_add(&words, OWNERS, owners[i].words, i);
	word_index_add(&words, MULTIPLIERS, multipliers, 0);
	word_index_add(&words, JOINS, joins, 0);
	word_index_add(&words, FRACTIONS, fractions, 0);
	word_index_add(&words, EVERYDAY, everyday, 0);
	word_index_add(&words, FILLERS, fillers, 0);
	return &words;
}

/* What WORD means in LIST; -1: it is not there. */
static int find(enum list list, const char *word)
{
	return word_index_find(all_words(), list, word);
}

static bool is_in(enum list list, const char *word)
{
	return find(list, word) >= 0;
}

const char *currency_bare_word(struct arena *arena, const char *word)
{
	const char *from = NULL, *to = NULL;
	size_t length;
	enum text_kind kind;
	for (const char *at = word; (kind = text_kind(at, &length)) != TEXT_END; at += length)
		if (kind != TEXT_OTHER) {
			from = from ? from : at;
			to = at + length;
		}
	return from ? arena_copy(arena, from, (size_t)(to - from)) : "";
}

const char *currency_codes(struct arena *arena, const char *word)
{
	const char *folded = text_fold(arena, word);
	size_t length;
	int row = find(NAMES, folded),
	    as_written = strcmp(folded, word) == 0 ? row : find(NAMES, word);
	if (row < 0 || (as_written >= 0 && as_written < row))
		row = as_written; /* folding makes ￥ another sign */
	if (row >= 0)
		return names[row].codes;
	for (const char *at = word; *at; at += length)
		if (text_kind(at, &length) != TEXT_CURRENCY_SIGN)
			return NULL;
	return *word ? "" : NULL;
}

bool currency_codes_have(const char *codes, const char *code)
{
	return holds(codes, code);
}

bool currency_is_of_banks(struct arena *arena, const char *code)
{
	const char *codes = currency_codes(arena, code);
	return strlen(code) == 3 && strcmp(code, "PTS") != 0 && codes &&
	       currency_codes_have(codes, code);
}

static bool is_letter(char letter)
{
	return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

bool currency_code_shaped(const char *word)
{
	size_t length = 0, letters = 0;
	for (; word[length]; length++) {
		letters += is_letter(word[length]);
		if (!is_letter(word[length]) && (word[length] < '0' || word[length] > '9'))
			return false;
	}
	return letters && length >= CURRENCY_CODE_SHORTEST && length <= CURRENCY_CODE_LONGEST;
}

static bool is_capitals(const char *word)
{
	size_t length = 0;
	while (word[length] >= 'A' && word[length] <= 'Z')
		length++;
	return length >= 3 && length <= 5 && !word[length];
}

bool currency_is_plain(struct arena *arena, const char *word)
{
	return is_capitals(word) || currency_codes(arena, word);
}

bool currency_reads_as_number(struct arena *arena, const char *word)
{
	const char *rest = word + strspn(word, "0123456789");
	if (rest == word)
		return false;
	bool exponent = (*rest == 'e' || *rest == 'E') &&
			strspn(rest + 1, "0123456789") == strlen(rest + 1);
	return !*rest || exponent || currency_is_plain(arena, rest) ||
	       currency_is_multiplier(arena, rest);
}

static const char *skip_signs(const char *at)
{
	size_t length;
	while (text_kind(at, &length) == TEXT_OTHER)
		at += length;
	return at;
}

/* "mil-euros", "k€", "eurocents": a multiplier and a currency as one word, in either order. */
static bool is_multiplied_currency(struct arena *arena, const char *folded)
{
	enum { LONGEST = 40 }; /* bytes; the list has no two words that are longer together */
	size_t length;
	if (strlen(folded) > LONGEST)
		return false;
	for (const char *at = folded; *at; at += length) {
		text_kind(at, &length);
		const char *tail = skip_signs(at);
		size_t head_length = (size_t)(at - folded);
		bool before = word_index_find_part(all_words(), MULTIPLIERS, folded, head_length) >=
			      0,
		     behind = is_in(MULTIPLIERS, tail);
		if (!before && !behind) /* as a rule */
			continue;
		const char *head = arena_copy(arena, folded, head_length);
		bool joined = before && strcmp(head, "c") != 0 && currency_codes(arena, tail);
		bool sign = text_kind(head, &(size_t){ 0 }) == TEXT_CURRENCY_SIGN;
		if (joined ||
		    (behind && (sign || strlen(tail) >= 3) && currency_codes(arena, head)))
			return true;
	}
	return false;
}

bool currency_is_multiplier(struct arena *arena, const char *word)
{
	const char *folded = text_fold(arena, word), *digits = folded + (*folded == 'x');
	if (is_capitals(word) || is_in(EVERYDAY, folded) ||
	    (currency_codes(arena, word) && !is_in(MULTIPLIERS, folded)))
		return false;
	if (digits > folded && *digits && strspn(digits, "0123456789.,") == strlen(digits))
		return true; /* x3 */
	return is_in(MULTIPLIERS, folded) || is_multiplied_currency(arena, folded);
}

bool currency_joins(struct arena *arena, const char *word)
{
	return !is_capitals(word) && is_in(JOINS, text_fold(arena, word));
}

bool currency_is_fraction(struct arena *arena, const char *word)
{
	return is_in(FRACTIONS, text_fold(arena, word));
}

const char *currency_owner(struct arena *arena, const char *word, const char *next, size_t *words)
{
	const char *folded = text_fold(arena, word);
	const char *both = arena_printf(arena, "%s %s", folded, text_fold(arena, next));
	for (size_t i = 0; i < sizeof owners_of_two / sizeof *owners_of_two; i++)
		if (strcmp(both, owners_of_two[i][0]) == 0) {
			*words = 2;
			return owners_of_two[i][1];
		}
	int row = find(OWNERS, folded);
	*words = row >= 0;
	return row >= 0 ? owners[row].code : NULL;
}

bool currency_is_filler(struct arena *arena, const char *word)
{
	return is_in(FILLERS, text_fold(arena, word));
}

/* "20$" and "2k€" name one, too. */
static bool names_currency(struct arena *arena, const char *word)
{
	const char *bare = currency_bare_word(arena, word),
		   *name = bare + strspn(bare, "0123456789.,");
	size_t head = currency_head(arena, name);
	name = head ? arena_copy(arena, name, head) : name;
	return *name && (currency_codes(arena, name) || (is_capitals(name) && strlen(name) == 3) ||
			 is_multiplied_currency(arena, text_fold(arena, name)));
}

bool currency_is_named_in(struct arena *arena, const char *text)
{
	enum { FIRST_WORDS = 4 };
	size_t length;
	for (int i = 0; i < FIRST_WORDS && *text && *text != '"'; i++, text += length) {
		length = strcspn(text, " \t\n");
		if (length && names_currency(arena, arena_copy(arena, text, length)))
			return true;
		length += strspn(text + length, " \t\n");
	}
	return false;
}

size_t currency_head(struct arena *arena, const char *word)
{
	size_t length, head = 0;
	while (text_kind(word + head, &length) != TEXT_OTHER && length)
		head += length;
	return word[head] && *skip_signs(word + head) &&
			       currency_is_plain(arena, arena_copy(arena, word, head))
		       ? head
		       : 0;
}

bool currency_code_can_be_named(struct arena *arena, const char *code)
{
	const char *folded = text_fold(arena, code);
	return currency_code_shaped(code) && !currency_reads_as_number(arena, code) &&
	       strcmp(folded, "none") != 0 && strcmp(folded, "ninguno") != 0 &&
	       !currency_is_multiplier(arena, folded);
}
