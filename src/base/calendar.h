/* Days of the Gregorian calendar as numbers: 0 is 1970-01-01. Arithmetic knows no zones; what a
 * zone's clocks show is asked for by name. */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/zone.h"

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

/* The day that the clocks of ZONE show at UNIX_MS, and the minute of that day. */
int64_t day_at(const struct zone *zone, int64_t unix_ms);
int minute_at(const struct zone *zone, int64_t unix_ms);
/* The first moment, in Unix milliseconds, at which the clocks of ZONE show MINUTE (0 to 1439) of
 * DAY; where the clocks jump over it, the moment of the jump. */
int64_t day_instant(const struct zone *zone, int64_t day, int minute);

#endif
