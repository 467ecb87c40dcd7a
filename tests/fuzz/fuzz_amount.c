/* Fuzz target: amounts. What is read is canonical, is read again as itself, and its minor units
 * print as the same number. */
#include "fuzz.h"

#include "base/decimal.h"
#include "command/money.h"

/* TEXT without zeros that mean nothing. */
static void shorten(char *text)
{
	char *digits = text + (*text == '-');
	size_t zeros, length;
	if (*digits == '.') { /* ".5" is "0.5" */
		memmove(digits + 1, digits, strlen(digits) + 1);
		*digits = '0';
	}
	zeros = strspn(digits, "0");
	if (digits[zeros] < '0' || digits[zeros] > '9')
		zeros -= zeros > 0;
	memmove(digits, digits + zeros, strlen(digits + zeros) + 1);
	if (!strchr(digits, '.'))
		return;
	for (length = strlen(text); text[length - 1] == '0'; length--)
		text[length - 1] = '\0';
	if (text[length - 1] == '.')
		text[length - 1] = '\0';
}

/* With a currency on either side the number is read as it is without one; what could be either of
 * two says so by a comma. */
static void check_money(struct arena *arena, const char *text, bool signed_ok,
			enum amount_error alone, const char *decimal)
{
	struct written_money money, behind;
	enum amount_error error = money_read(arena, text, signed_ok, &money);
	REQUIRE(error != AMOUNT_OK || (*money.amount && (!money.unit || *money.unit)));
	REQUIRE(alone != AMOUNT_OK ||
		(error == AMOUNT_OK && !money.unit && strcmp(money.amount, decimal) == 0));
	if (error != AMOUNT_OK || money.unit)
		return;
	REQUIRE((alone == AMOUNT_AMBIGUOUS) == (strchr(money.amount, ',') != NULL));
	REQUIRE(money_read(arena, arena_printf(arena, "%sEUR", text), signed_ok, &behind) ==
		AMOUNT_OK);
	REQUIRE(strcmp(behind.unit, "EUR") == 0 && strcmp(behind.amount, money.amount) == 0);
	if (strchr(money.amount, ','))
		REQUIRE(strcmp(money_reading(arena, money.amount, false),
			       money_reading(arena, money.amount, true)) != 0);
}

static void check_minor(struct arena *arena, const char *decimal)
{
	for (int scale = 0; scale <= DECIMAL_MAX_SCALE; scale++) {
		int64_t minor = 77, again;
		char text[DECIMAL_TEXT_SIZE];
		if (decimal_to_minor(decimal, scale, &minor) != DECIMAL_OK) {
			REQUIRE(minor == 77);
			continue;
		}
		REQUIRE(decimal_to_minor(decimal_from_minor(minor, scale, text), scale, &again) ==
				DECIMAL_OK &&
			again == minor);
		char *short_text = arena_strdup(arena, text),
		     *short_decimal = arena_printf(arena, "%s0", decimal);
		short_decimal[strlen(decimal)] = '\0'; /* room for a zero */
		shorten(short_text);
		shorten(short_decimal);
		if (minor)
			REQUIRE(strcmp(short_text, short_decimal) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	char *text = fuzz_text(&arena, data, size);
	if (size >= 9) {
		int64_t minor, again;
		char printed[DECIMAL_TEXT_SIZE];
		memcpy(&minor, data, sizeof minor);
		int scale = data[8] % (DECIMAL_MAX_SCALE + 1);
		enum decimal_error error =
			decimal_to_minor(decimal_from_minor(minor, scale, printed), scale, &again);
		REQUIRE(error == DECIMAL_OK && again == minor);
	}
	for (int signed_ok = 0; text && signed_ok < 2; signed_ok++) {
		const char *decimal = NULL, *again;
		enum amount_error error = amount_read(&arena, text, signed_ok, &decimal);
		check_money(&arena, text, signed_ok, error, decimal);
		if (error != AMOUNT_OK)
			continue;
		const char *digits = decimal + (*decimal == '-');
		size_t whole = strspn(digits, "0123456789"),
		       part = digits[whole] == '.' ? strspn(digits + whole + 1, "0123456789") : 0;
		REQUIRE(signed_ok || *decimal != '-');
		REQUIRE(whole >= 1 && digits[whole + (part ? part + 1 : 0)] == '\0' &&
			whole + part <= AMOUNT_MAX_DIGITS + 1); /* ".5" is "0.5" */
		REQUIRE(strspn(digits, "0.") < strlen(digits) || signed_ok);
		/* else "1.000" is ambiguous once more */
		if (amount_read(&arena, decimal, signed_ok, &again) == AMOUNT_OK)
			REQUIRE(strcmp(decimal, again) == 0);
		else
			REQUIRE(part == 3 || whole + part > AMOUNT_MAX_DIGITS);
		check_minor(&arena, decimal);
	}
	if (text)
		check_minor(&arena, text);
	arena_free(&arena);
	return 0;
}
