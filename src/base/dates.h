/* Days of the Gregorian calendar as numbers: 0 is 1970-01-01. Arithmetic knows no zones. */
#ifndef BASE_DATES_H
#define BASE_DATES_H

#include <stdbool.h>
#include <stdint.h>

#define NO_DAY INT64_MIN
#define FIRST_DAY INT64_C(-719162) /* 0001-01-01 */
#define LAST_DAY INT64_C(2932896)  /* 9999-12-31 */
enum { DAY_SECONDS = 24 * 3600, DAY_LENGTH = 10, DAY_TEXT_SIZE = 16 };

struct date {
	int year, month, day; /* 1 to 9999, 1 to 12, 1 to 31 */
};
int64_t day_of_date(struct date date); /* which must exist */
struct date date_of_day(int64_t day);  /* FIRST_DAY to LAST_DAY */
int weekday_of_day(int64_t day);       /* 0 is Monday */
bool is_leap_year(int year);
int days_of_month(int year, int month);
/* "2027-03-01", and nothing else: a date that exists, of the years 1 to 9999. */
bool day_parse(const char *text, int64_t *day);
/* Returns TEXT, which is empty when DAY is beyond these years. */
char *day_format(int64_t day, char text[DAY_TEXT_SIZE]);

/* NUMBER in COUNT digits at AT; returns what is behind it. By hand: strftime() and snprintf() take
 * ten times as long. */
char *write_digits(char *at, int number, int count);

/* A quotient rounded down; REST is what is left of it, which is never negative. */
int64_t divide_down(int64_t number, int64_t by, int64_t *rest);

#endif
