/* An amount and its currency as one word has both, and what people call currencies. */
#include "check.h"
#include "command/currency_words.h"
#include "command/money.h"

static struct arena arena;

static void reads(const char *text, const char *amount, const char *unit)
{
	struct written_money written;
	enum amount_error error = money_read(&arena, text, true, &written);
	if (error != AMOUNT_OK)
		printf("'%s': %s\n", text, amount_error_code(error));
	CHECK(error == AMOUNT_OK);
	if (error != AMOUNT_OK)
		return;
	SAME(written.amount, amount);
	SAME(written.unit ? written.unit : "-", unit);
}

static void refuses(const char *text, enum amount_error wanted)
{
	struct written_money written;
	enum amount_error got = money_read(&arena, text, false, &written);
	if (got != wanted)
		printf("'%s': %s\n", text, amount_error_code(got));
	CHECK(got == wanted);
}

static void numbers_and_units_are_told_apart(void)
{
	reads("5", "5", "-");
	reads("5€", "5", "€");
	reads("€5", "5", "€");
	reads("5eur", "5", "eur");
	reads("EUR5,50", "5.50", "EUR");
	reads("5 EUR", "5", "EUR"); /* in an option's quotes */
	reads("US$1,234.50", "1234.50", "US$");
	reads("-5€", "-5", "€");
	reads("€-5", "-5", "€");
	reads("-€5", "-5", "€");
	reads("\xe2\x88\x92"
	      "5",
	      "-5", "-");
	reads("5.000", "5,000", "-"); /* thousands or decimals: a comma says so */
	reads("5,000KWD", "5,000", "KWD");
	reads("-1.234", "-1,234", "-");
	reads("0.500", "0.500", "-");
	reads("1.234.567KWD", "1234567", "KWD");
	reads("5gold", "5", "gold");
}

static void what_is_no_amount_says_why(void)
{
	refuses("5x", AMOUNT_NONE);
	refuses("5\xe2\x80\x93", AMOUNT_NONE);
	refuses("5,-", AMOUNT_NONE);
	refuses("+5", AMOUNT_NONE);
	refuses("1_000", AMOUNT_NONE);
	refuses("0x10", AMOUNT_NONE);
	refuses("$5 USD", AMOUNT_NONE);
	refuses("five", AMOUNT_NONE);
	refuses("\xf0\x9f\x8d\x95"
		"5",
		AMOUNT_NONE);
	refuses("5\xf0\x9f\x8d\x95", AMOUNT_NONE);
	refuses("", AMOUNT_NONE);
	refuses("5k", AMOUNT_MULTIPLIED);
	refuses("1,5mil", AMOUNT_MULTIPLIED);
	refuses("5cents", AMOUNT_MULTIPLIED);
	refuses("1e3", AMOUNT_EXPONENT);
	refuses("\xef\xbc\x91\xef\xbc\x90", AMOUNT_FOREIGN_DIGITS);
	refuses("1 000", AMOUNT_SPLIT);
	refuses("1'000\xe2\x82\xac", AMOUNT_SPLIT);
	refuses("-5\xe2\x82\xac", AMOUNT_NEGATIVE);
}

static void names_mean_codes(const char *word, const char *codes)
{
	SAME(currency_codes(&arena, word) ? currency_codes(&arena, word) : "-", codes);
}

static void words_of_the_list_are_currencies_and_others_are_not(void)
{
	static const char *const everyday[] = { "try", "all",   "top", "pen", "won", "real",
						"bob", "lunch", "",    "x",   NULL };
	names_mean_codes("€", "EUR");
	names_mean_codes("Euros", "EUR");
	names_mean_codes("DÓLARES", currency_codes(&arena, "$"));
	names_mean_codes("¤", ""); /* a sign that nobody listed */
	for (const char *const *word = everyday; *word; word++)
		names_mean_codes(*word, "-");
	CHECK(currency_codes_have(currency_codes(&arena, "$"), "mxn") &&
	      !currency_codes_have(currency_codes(&arena, "$"), "MX"));
	CHECK(!currency_codes_have("", "EUR") && !currency_codes_have("EUR", ""));
	CHECK(currency_is_plain(&arena, "TRY") && currency_is_plain(&arena, "usd") &&
	      !currency_is_plain(&arena, "try") && !currency_is_plain(&arena, "AB"));
	SAME(currency_bare_word(&arena, "(USD),"), "USD");
	SAME(currency_bare_word(&arena, "€."), "€");
	SAME(currency_bare_word(&arena, "--"), "");
}

/* A code that begins with a digit is one unless it reads as an amount. */
static void codes_can_be_named(void)
{
	static const char *const good[] = { "EUR", "3DX",  "PTS",        "G0LD", "2ND",
					    "AB",  "MARS", "ABCDEFGHIJ", NULL };
	static const char *const bad[] = { "55",   "1E3",  "1E",    "10K",         "5EUR", "000PTS",
					   "2MIL", "MIL",  "CENTS", "K",           "MM",   "NONE",
					   "X3",   "KEUR", "A",     "ABCDEFGHIJK", NULL };
	for (const char *const *code = good; *code; code++)
		CHECK(currency_code_can_be_named(&arena, *code));
	for (const char *const *code = bad; *code; code++)
		CHECK(!currency_code_can_be_named(&arena, *code));
}

int main(void)
{
	numbers_and_units_are_told_apart();
	what_is_no_amount_says_why();
	words_of_the_list_are_currencies_and_others_are_not();
	codes_can_be_named();
	arena_free(&arena);
	return REPORT("money");
}
