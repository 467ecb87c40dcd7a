/* Days of the Gregorian calendar. */
#include "base/dates.h"

#include <string.h>

/* Years are counted from March here, so that the leap day is a year's last; 400 of them always have
 * the same number of days. */
enum {
	DAYS_OF_YEAR = 365,
	DAYS_OF_4 = 4 * DAYS_OF_YEAR + 1,
	DAYS_OF_100 = 25 * DAYS_OF_4 - 1,
	DAYS_OF_400 = 4 * DAYS_OF_100 + 1,
	MARCH_OF_YEAR_0 = -719468, /* 0000-03-01 */
	DAYS_OF_5_MONTHS = 153     /* from March on, and from August on: 31 30 31 30 31 */
};

int64_t divide_down(int64_t number, int64_t by, int64_t *rest)
{
	*rest = number % by + (number % by < 0 ? by : 0);
	return (number - *rest) / by;
}

bool is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return days[month - 1] + (month == 2 && is_leap_year(year));
}

int64_t day_of_date(struct date date)
{
	bool after = date.month > 2;
	int64_t of_400, times_400 = divide_down(date.year - !after, 400, &of_400);
	int64_t month = date.month + (after ? -3 : 9); /* March is 0 */
	int64_t day = (DAYS_OF_5_MONTHS * month + 2) / 5 + date.day - 1;
	return MARCH_OF_YEAR_0 + times_400 * DAYS_OF_400 + of_400 * DAYS_OF_YEAR + of_400 / 4 -
	       of_400 / 100 + day;
}

struct date date_of_day(int64_t day)
{
	int64_t of_400, times_400 = divide_down(day - MARCH_OF_YEAR_0, DAYS_OF_400, &of_400);
	int64_t year = (of_400 - of_400 / (DAYS_OF_4 - 1) + of_400 / DAYS_OF_100 -
			of_400 / (DAYS_OF_400 - 1)) /
		       DAYS_OF_YEAR;
	int64_t rest = of_400 - (year * DAYS_OF_YEAR + year / 4 - year / 100);
	int64_t month = (5 * rest + 2) / DAYS_OF_5_MONTHS;
	bool after = month >= 10; /* January and February are of the next year */
	return (struct date){
		.year = (int)(times_400 * 400 + year + after),
		.month = (int)(month + (after ? -9 : 3)),
		.day = (int)(rest - (DAYS_OF_5_MONTHS * month + 2) / 5 + 1),
	};
}

int weekday_of_day(int64_t day)
{
	enum { THURSDAY = 3 }; /* 1970-01-01 */
	int64_t weekday;
	divide_down(day, 7, &weekday);
	return (int)((weekday + THURSDAY) % 7);
}

static bool read_number(const char *text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

bool day_parse(const char *text, int64_t *day)
{
	struct date date;
	if (strnlen(text, DAY_TEXT_SIZE) != DAY_LENGTH || text[4] != '-' || text[7] != '-' ||
	    !read_number(text, 4, &date.year) || !read_number(text + 5, 2, &date.month) ||
	    !read_number(text + 8, 2, &date.day))
		return false;
	if (!date.year || date.month < 1 || date.month > 12 || !date.day ||
	    date.day > days_of_month(date.year, date.month))
		return false;
	*day = day_of_date(date);
	return true;
}

char *write_digits(char *at, int number, int count)
{
	for (int i = count; i-- > 0; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + count;
}

char *day_format(int64_t day, char text[DAY_TEXT_SIZE])
{
	text[0] = '\0';
	if (day < FIRST_DAY || day > LAST_DAY)
		return text;
	struct date date = date_of_day(day);
	char *at = write_digits(text, date.year, 4);
	*at++ = '-';
	at = write_digits(at, date.month, 2);
	*at++ = '-';
	*write_digits(at, date.day, 2) = '\0';
	return text;
}
