/* Decimals: text to minor units and back, exactly or not at all. */
#include "base/decimal.h"
#include "base/localized.h"
#include "check.h"

static void reads(const char *text, int scale, int64_t wanted)
{
	int64_t minor = 42;
	CHECK(decimal_to_minor(text, scale, &minor) == DECIMAL_OK);
	CHECK(minor == wanted);
}

static void refuses(const char *text, int scale, enum decimal_error wanted)
{
	int64_t minor = 42;
	CHECK(decimal_to_minor(text, scale, &minor) == wanted);
	CHECK(minor == 42);
}

/* Totals beyond 64 bits: as text and back, and with decimals. */
static void check_wide(void)
{
	static const char *const good[] = { "0",
					    "-1",
					    "9223372036854775808",
					    "-9223372036854775809",
					    "170141183460469231731687303715884105727",
					    "-170141183460469231731687303715884105728" };
	static const char *const bad[] = { "",
					   "-",
					   "1.0",
					   "+1",
					   " 1",
					   "12a",
					   "170141183460469231731687303715884105728",
					   "-170141183460469231731687303715884105729" };
	char text[DECIMAL_TEXT_SIZE];
	wide number = 7;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(wide_from_text(good[i], &number));
		SAME(decimal_from_minor(number, 0, text), good[i]);
	}
	SAME(decimal_from_minor(number, 9, text), "-170141183460469231731687303715.884105728");
	number = 7;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!wide_from_text(bad[i], &number) && number == 7);
}

static void what_people_read_is_in_their_form(void)
{
	char text[LOCALIZED_SIZE];
	SAME(localized_amount(LANG_ES, 123450, 2, text), "1.234,50");
	SAME(localized_amount(LANG_EN, 123450, 2, text), "1,234.50");
	SAME(localized_amount(LANG_ES, -99999, 2, text), "-999,99");
	SAME(localized_amount(LANG_ES, 5, 3, text), "0,005");
	SAME(localized_amount(LANG_ES, 1234567, 0, text), "1234567");
	SAME(localized_amount(LANG_ES, INT64_MIN, 2, text), "-92.233.720.368.547.758,08");
	SAME(localized_day("2026-09-26 10:12", DAY_SHORT, text), "26/09");
	SAME(localized_day("2026-09-26", DAY_YEAR, text), "26/09/26");
	SAME(localized_day("2026-09-26", DAY_LONG, text), "26/09/2026");
	SAME(localized_day("total", DAY_LONG, text), "");
}

int main(void)
{
	what_people_read_is_in_their_form();
	check_wide();
	char text[DECIMAL_TEXT_SIZE];
	reads("12.50", 2, 1250);
	reads("12.5", 2, 1250);
	reads("12", 0, 12);
	reads("-0.01", 2, -1);
	reads("0.100", 1, 1);
	reads("92233720368547758.07", 2, INT64_MAX);
	reads("-92233720368547758.08", 2, INT64_MIN);
	refuses("92233720368547758.08", 2, DECIMAL_OVERFLOW);
	refuses("-92233720368547758.09", 2, DECIMAL_OVERFLOW);
	refuses("99999999999999999999999999999999", 0, DECIMAL_OVERFLOW);
	refuses("12.505", 2, DECIMAL_PRECISION);
	refuses("0.1", 0, DECIMAL_PRECISION);
	refuses("", 2, DECIMAL_SYNTAX);
	refuses("-", 2, DECIMAL_SYNTAX);
	refuses("1.", 2, DECIMAL_SYNTAX);
	refuses("1.2.3", 2, DECIMAL_SYNTAX);
	refuses("1,5", 2, DECIMAL_SYNTAX);
	refuses("1e5", 2, DECIMAL_SYNTAX);
	refuses("1", 10, DECIMAL_SYNTAX);
	SAME(decimal_from_minor(1250, 2, text), "12.50");
	SAME(decimal_from_minor(-1, 2, text), "-0.01");
	SAME(decimal_from_minor(0, 0, text), "0");
	SAME(decimal_from_minor(0, 9, text), "0.000000000");
	SAME(decimal_from_minor(INT64_MIN, 2, text), "-92233720368547758.08");
	SAME(decimal_from_minor(INT64_MAX, 0, text), "9223372036854775807");
	for (int scale = 0; scale <= DECIMAL_MAX_SCALE; scale++)
		for (int64_t value = -100003; value <= 100003; value += 331) {
			int64_t back = 0;
			CHECK(decimal_to_minor(decimal_from_minor(value, scale, text), scale,
					       &back) == DECIMAL_OK &&
			      back == value);
		}
	int64_t sum = 7;
	CHECK(!checked_add(INT64_MAX, 1, &sum) && sum == 7);
	CHECK(checked_add(INT64_MAX, -1, &sum) && sum == INT64_MAX - 1);
	return REPORT("decimal");
}
