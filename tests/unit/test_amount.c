/* Amounts in four notations. */
#include "check.h"
#include "command/amount.h"

static struct arena arena;

static void reads(const char *text, const char *wanted)
{
	const char *decimal = NULL;
	CHECK(amount_read(&arena, text, false, &decimal) == AMOUNT_OK);
	SAME(decimal, wanted);
}

static void refuses(const char *text, enum amount_error wanted)
{
	const char *decimal;
	enum amount_error got = amount_read(&arena, text, false, &decimal);
	if (got != wanted)
		printf("'%s': %s\n", text, amount_error_code(got));
	CHECK(got == wanted);
}

int main(void)
{
	const char *decimal;
	reads("12.50", "12.50");
	reads("12,50", "12.50");
	reads("1.234,50", "1234.50");
	reads("1,234.50", "1234.50");
	reads("1.234.567", "1234567");
	reads("1,234,567.8", "1234567.8");
	reads("1.234.567,8", "1234567.8");
	reads("5", "5");
	reads("1234", "1234");
	reads("0012", "12");
	reads(".5", "0.5");
	reads(",25", "0.25");
	reads("0.01", "0.01");
	reads("0.500", "0.500"); /* nobody groups behind a 0 */
	reads("0,001", "0.001");
	reads(".500", "0.500");
	reads("1.2345", "1.2345");
	reads("1.0000", "1.0000");
	refuses("1.234", AMOUNT_AMBIGUOUS);
	refuses("1,234", AMOUNT_AMBIGUOUS);
	refuses("0,123,456", AMOUNT_GROUPING); /* groups do not begin with 0 */
	refuses("0.000,25", AMOUNT_GROUPING);
	refuses("01,234.50", AMOUNT_GROUPING);
	refuses("012.345", AMOUNT_GROUPING);
	refuses("00.500", AMOUNT_GROUPING);
	refuses("1'000", AMOUNT_SPLIT);
	refuses("1\xe2\x80\x99"
		"000",
		AMOUNT_SPLIT);
	refuses("1 000", AMOUNT_SPLIT);
	refuses("1\xc2\xa0"
		"000",
		AMOUNT_SPLIT);
	refuses("1\xe2\x80\xaf"
		"000",
		AMOUNT_SPLIT);
	refuses("1\xe2\x80\x89"
		"000",
		AMOUNT_SPLIT);
	refuses("12345.678", AMOUNT_AMBIGUOUS);
	refuses("1,23,4.5", AMOUNT_GROUPING);
	refuses("1.234,567,8", AMOUNT_GROUPING);
	refuses("12.34.567", AMOUNT_GROUPING);
	refuses("1234.567,50", AMOUNT_GROUPING);
	refuses("1,234.", AMOUNT_GROUPING);
	refuses("12.", AMOUNT_NONE);
	refuses(".", AMOUNT_NONE);
	refuses("", AMOUNT_NONE);
	refuses("five", AMOUNT_NONE);
	refuses("+5", AMOUNT_NONE);
	refuses("5x", AMOUNT_NONE);
	refuses("-5", AMOUNT_NEGATIVE);
	refuses("\xe2\x88\x92"
		"5",
		AMOUNT_NEGATIVE);
	refuses("0", AMOUNT_ZERO);
	refuses("0,00", AMOUNT_ZERO);
	refuses("5\xe2\x82\xac", AMOUNT_CURRENCY_SIGN);
	refuses("$5", AMOUNT_CURRENCY_SIGN);
	refuses("1e3", AMOUNT_EXPONENT);
	refuses("\xd9\xa5", AMOUNT_FOREIGN_DIGITS);
	refuses("\xef\xbc\x95", AMOUNT_FOREIGN_DIGITS);
	refuses("1234567890123456789012345678901", AMOUNT_TOO_LONG);
	CHECK(amount_read(&arena, "-20", true, &decimal) == AMOUNT_OK);
	SAME(decimal, "-20");
	CHECK(amount_read(&arena, "0", true, &decimal) == AMOUNT_OK);
	arena_free(&arena);
	return REPORT("amount");
}
