/* The dates of a rule, and the rule as a record's text. */
#include "ledger/recurrence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_EVERY = 999, DAYS_OF_WEEK = 7, MONTHS_OF_YEAR = 12 };

const char *const recurrence_unit_names[] = { "day", "week", "month", "year", NULL };
static const char *const weekday_words[] = {
	"mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL
};
static const char *const nth_words[] = { "last", "first", "second", "third", "fourth", NULL };
enum { NTH_LAST = -1 };

/* The place of the word of LENGTH bytes at TEXT in NAMES; -1: it is none of them. */
static int place_of(const char *const *names, const char *text, size_t length)
{
	for (int i = 0; names[i]; i++)
		if (strlen(names[i]) == length && memcmp(names[i], text, length) == 0)
			return i;
	return -1;
}

/* A number without a zero before it, of 1 to MOST, and *TEXT behind it; 0: there is none. */
static int read_count(const char **text, int most)
{
	int number = 0;
	if (**text == '0')
		return 0;
	for (; **text >= '0' && **text <= '9' && number <= most; (*text)++)
		number = number * 10 + (**text - '0');
	return number <= most ? number : 0;
}

/* "mon,thu" */
static bool read_weekdays(const char *text, struct recurrence *recurrence)
{
	for (;; text++) {
		size_t length = strcspn(text, ",");
		int weekday = place_of(weekday_words, text, length);
		if (weekday < 0)
			return false;
		recurrence->days |= 1U << weekday;
		text += length;
		if (!*text)
			return true;
	}
}

/* "31", "last fri" */
static bool read_day_of_month(const char *text, struct recurrence *recurrence)
{
	size_t length = strcspn(text, " ");
	int nth = place_of(nth_words, text, length);
	if (nth < 0)
		return (recurrence->day = read_count(&text, 31)) && !*text;
	recurrence->nth = nth ? nth : NTH_LAST;
	text += length;
	recurrence->weekday = *text ? place_of(weekday_words, text + 1, strlen(text + 1)) : -1;
	return recurrence->weekday >= 0;
}

/* "02-29": a day that some year has. */
static bool read_day_of_year(const char *text, struct recurrence *recurrence)
{
	char date[DAY_TEXT_SIZE];
	int64_t day;
	if (strlen(text) != strlen("02-29"))
		return false;
	snprintf(date, sizeof date, "2000-%.5s", text);
	if (!day_parse(date, &day))
		return false;
	recurrence->month = date_of_day(day).month;
	recurrence->day = date_of_day(day).day;
	return true;
}

static void take_anchor_day(struct recurrence *recurrence)
{
	struct date date = date_of_day(recurrence->anchor);
	switch (recurrence->unit) {
	case RECURS_DAY: return;
	case RECURS_WEEK: recurrence->days = 1U << weekday_of_day(recurrence->anchor); return;
	case RECURS_YEAR: recurrence->month = date.month; /* fallthrough */
	case RECURS_MONTH: recurrence->day = date.day;
	}
}

bool recurrence_read(const char *text, int64_t anchor, struct recurrence *recurrence)
{
	struct recurrence read = { .anchor = anchor };
	read.every = read_count(&text, MOST_EVERY);
	if (!read.every || *text++ != ' ')
		return false;
	size_t length = strcspn(text, " ");
	int unit = place_of(recurrence_unit_names, text, length);
	if (unit < 0)
		return false;
	read.unit = (enum recurrence_unit)unit;
	text += length;
	bool good = true;
	if (!*text)
		take_anchor_day(&read);
	else
		good = read.unit == RECURS_WEEK    ? read_weekdays(text + 1, &read)
		       : read.unit == RECURS_MONTH ? read_day_of_month(text + 1, &read)
		       : read.unit == RECURS_YEAR  ? read_day_of_year(text + 1, &read)
						   : false;
	if (good)
		*recurrence = read;
	return good;
}

char *recurrence_text(const struct recurrence *recurrence, char text[RECURRENCE_TEXT_SIZE])
{
	size_t size = RECURRENCE_TEXT_SIZE;
	int used = snprintf(text, size, "%d %s", recurrence->every,
			    recurrence_unit_names[recurrence->unit]);
	if (recurrence->unit == RECURS_YEAR)
		snprintf(text + used, size - (size_t)used, " %02d-%02d", recurrence->month,
			 recurrence->day);
	else if (recurrence->unit == RECURS_MONTH && recurrence->day)
		snprintf(text + used, size - (size_t)used, " %d", recurrence->day);
	else if (recurrence->unit == RECURS_MONTH)
		snprintf(text + used, size - (size_t)used, " %s %s",
			 nth_words[recurrence->nth == NTH_LAST ? 0 : recurrence->nth],
			 weekday_words[recurrence->weekday]);
	const char *before = " ";
	for (int weekday = 0; weekday < DAYS_OF_WEEK; weekday++)
		if (recurrence->days >> weekday & 1) {
			used += snprintf(text + used, size - (size_t)used, "%s%s", before,
					 weekday_words[weekday]);
			before = ",";
		}
	return text;
}

/* Days, weeks and months are numbered through all years. A rule has dates in each STEP-th stretch
 * from that of its anchor on: in the days, weeks or months whose number is FIRST plus a multiple of
 * STEP. */
struct phase {
	int64_t first, step;
};

static int64_t week_of_day(int64_t day)
{
	return (day - weekday_of_day(day) + 3) / DAYS_OF_WEEK; /* Mondays: a whole quotient */
}

static int64_t month_number(int64_t day, int month)
{
	struct date date = date_of_day(day);
	return date.year * MONTHS_OF_YEAR + (month ? month : date.month) - 1;
}

static int64_t stretch_of(const struct recurrence *recurrence, int64_t day)
{
	return recurrence->unit == RECURS_DAY    ? day
	       : recurrence->unit == RECURS_WEEK ? week_of_day(day)
						 : month_number(day, 0);
}

static struct phase phase_of(const struct recurrence *recurrence)
{
	if (recurrence->unit == RECURS_YEAR)
		return (struct phase){ month_number(recurrence->anchor, recurrence->month),
				       (int64_t)recurrence->every * MONTHS_OF_YEAR };
	return (struct phase){ stretch_of(recurrence, recurrence->anchor), recurrence->every };
}

/* The rule's one date in the month of NUMBER. */
static int64_t day_in_month(const struct recurrence *recurrence, int64_t number)
{
	int year = (int)(number / MONTHS_OF_YEAR), month = (int)(number % MONTHS_OF_YEAR) + 1;
	int last = days_of_month(year, month);
	int64_t first = day_of_date((struct date){ year, month, 1 });
	if (!recurrence->nth)
		return first + (recurrence->day < last ? recurrence->day : last) - 1;
	int to_weekday =
		    (recurrence->weekday - weekday_of_day(first) + DAYS_OF_WEEK) % DAYS_OF_WEEK,
	    weeks = recurrence->nth == NTH_LAST ? (last - 1 - to_weekday) / DAYS_OF_WEEK
						: recurrence->nth - 1;
	return first + to_weekday + weeks * DAYS_OF_WEEK;
}

/* The rule's first date in a stretch of its phase that is after DAY, or with LATEST its last one
 * that is not; NO_DAY: there is none in it. */
static int64_t day_in_stretch(const struct recurrence *recurrence, int64_t stretch, int64_t day,
			      bool latest)
{
	int64_t found = NO_DAY;
	if (recurrence->unit == RECURS_WEEK) {
		int64_t monday = stretch * DAYS_OF_WEEK - 3;
		for (int i = 0; i < DAYS_OF_WEEK; i++) {
			int weekday = latest ? DAYS_OF_WEEK - 1 - i : i;
			if (recurrence->days >> weekday & 1 && (monday + weekday <= day) == latest)
				return monday + weekday;
		}
		return NO_DAY;
	}
	found = recurrence->unit == RECURS_DAY ? stretch : day_in_month(recurrence, stretch);
	return (found <= day) == latest ? found : NO_DAY;
}

/* The stretch of the rule's phase that has DAY, or else the one before it. */
static int64_t stretch_before(const struct recurrence *recurrence, const struct phase *phase,
			      int64_t day)
{
	int64_t apart = stretch_of(recurrence, day) - phase->first, rest = apart % phase->step;
	return phase->first + apart - rest - (rest < 0 ? phase->step : 0);
}

static int64_t within_years(int64_t day)
{
	return day < FIRST_DAY || day > LAST_DAY ? NO_DAY : day;
}

int64_t recurrence_after(const struct recurrence *recurrence, int64_t day)
{
	if (day >= LAST_DAY)
		return NO_DAY;
	if (day < FIRST_DAY - 1)
		day = FIRST_DAY - 1;
	struct phase phase = phase_of(recurrence);
	int64_t found, stretch = stretch_before(recurrence, &phase, day + 1);
	while ((found = day_in_stretch(recurrence, stretch, day, false)) == NO_DAY)
		stretch += phase.step;
	return within_years(found);
}

int64_t recurrence_until(const struct recurrence *recurrence, int64_t day)
{
	if (day < FIRST_DAY)
		return NO_DAY;
	if (day > LAST_DAY)
		day = LAST_DAY;
	struct phase phase = phase_of(recurrence);
	int64_t found, stretch = stretch_before(recurrence, &phase, day);
	while ((found = day_in_stretch(recurrence, stretch, day, true)) == NO_DAY)
		stretch -= phase.step;
	return within_years(found);
}

bool recurrence_has(const struct recurrence *recurrence, int64_t day)
{
	return recurrence_until(recurrence, day) == day && day != NO_DAY;
}
