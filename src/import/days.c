/* Digits to days. */
#include "import/days.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 };

bool digits_number(const char *at, size_t count, int64_t *number)
{
	int64_t value = 0;
	for (size_t i = 0; i < count; i++) {
		if (at[i] < '0' || at[i] > '9')
			return false;
		value = value * 10 + (at[i] - '0');
	}
	*number = value;
	return true;
}

int year_of_two_digits(int year)
{
	return year + (year >= 80 ? 1900 : 2000);
}

bool day_of_parts(int64_t year, int64_t month, int64_t day, int64_t *result)
{
	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
	    day > days_of_month((int)year, (int)month))
		return false;
	*result = day_of_date((struct date){ (int)year, (int)month, (int)day });
	return true;
}

/* The year in YEAR_DIGITS, then month and day, with DASHES of that many characters before each. */
static bool read_day(const char *at, size_t year_digits, size_t dashes, int64_t *day)
{
	int64_t year, month, of_month;
	if (!digits_number(at, year_digits, &year))
		return false;
	at += year_digits;
	if ((dashes && *at != '-') || !digits_number(at + dashes, 2, &month))
		return false;
	at += dashes + 2;
	if ((dashes && *at != '-') || !digits_number(at + dashes, 2, &of_month))
		return false;
	return day_of_parts(year_digits == 2 ? year_of_two_digits((int)year) : year, month,
			    of_month, day);
}

bool short_day(const char *at, int64_t *day)
{
	return read_day(at, 2, 0, day);
}

bool long_day(const char *at, int64_t *day)
{
	return read_day(at, 4, 0, day);
}

bool dashed_day(const char *at, int64_t *day)
{
	return read_day(at, 4, 1, day);
}
