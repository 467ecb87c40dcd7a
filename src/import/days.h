/* Days as lists write them, with digits alone: one place says which of them a calendar has. */
#ifndef IMPORT_DAYS_H
#define IMPORT_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/calendar.h"

/* COUNT digits at AT, at most 18. */
bool digits_number(const char *at, size_t count, int64_t *number);
/* 1980 to 2079, as SWIFT reads years of two digits (User Handbook, format YYMMDD). */
int year_of_two_digits(int year);
/* False for a day that no calendar has, or of a year before 1900 or after 2199: no bank writes that
 * but by mistake. */
bool day_of_parts(int64_t year, int64_t month, int64_t day, int64_t *result);

/* YYMMDD, YYYYMMDD and YYYY-MM-DD at AT, whatever is behind. False where they are not there. */
bool short_day(const char *at, int64_t *day);
bool long_day(const char *at, int64_t *day);
bool dashed_day(const char *at, int64_t *day);

#endif
