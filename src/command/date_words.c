/* Dates and times of day as people write them. What day it is today, the grammar does not know. */
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/parsing.h"

static const char *const months[] = { "January",   "February", "March",    "April",
				      "May",       "June",     "July",     "August",
				      "September", "October",  "November", "December" };

/* The next number of TEXT, of at most MOST digits; 0: there is none. */
static int number_at(const char **text, size_t most)
{
	size_t digits = strspn(*text, "0123456789");
	int number = 0;
	if (digits > most)
		return 0;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (*text)[i] - '0';
	*text += digits;
	return number;
}

struct written_date {
	int year, month, day; /* year 0: none is written */
	bool day_first;
};

/* YEAR: one belongs to it. False: TEXT is not written as a date. */
static bool read_written(const char *text, bool year, struct written_date *written)
{
	size_t first = strspn(text, "0123456789");
	char sign = text[first];
	int parts[3] = { 0 };
	size_t wanted = year ? 3 : 2;
	if (!first || (sign != '-' && sign != '/'))
		return false;
	for (size_t i = 0; i < wanted; i++) {
		parts[i] = number_at(&text, 4);
		if (i + 1 < wanted && *text++ != sign)
			return false;
	}
	bool day_first = sign == '/' && (!year || first <= 2);
	*written = (struct written_date){
		.year = year ? parts[day_first ? 2 : 0] : 0,
		.month = parts[year || day_first ? 1 : 0],
		.day = year ? parts[day_first ? 0 : 2] : parts[!day_first],
		.day_first = day_first,
	};
	return !*text && (!year || written->year >= 1000);
}

/* "2027-03-01". */
static const char *canonical(struct parsing *parsing, int year, const struct written_date *date)
{
	return arena_printf(parsing->arena, "%04d-%02d-%02d", year, date->month, date->day);
}

static bool exists(const char *date)
{
	int64_t instant;
	return instant_parse(zone_utc(), date, &instant);
}

static bool is_unclear(const struct parsing *parsing, const struct written_date *date)
{
	return date->day_first && parsing->command->lang == LANG_EN && date->day <= 12 &&
	       date->day != date->month;
}

enum date_reading date_of(struct parsing *parsing, const char *text, const char **date)
{
	struct written_date written;
	if (!read_written(text, true, &written))
		return NO_DATE;
	*date = canonical(parsing, written.year, &written);
	return !exists(*date) ? DATE_WRONG : is_unclear(parsing, &written) ? DATE_UNCLEAR : DATE_OK;
}

enum date_reading month_day_of(struct parsing *parsing, const char *text, const char **date)
{
	enum { LEAP_YEAR = 2024 };
	struct written_date written;
	if (!read_written(text, false, &written))
		return NO_DATE;
	const char *whole = canonical(parsing, LEAP_YEAR, &written);
	*date = whole + strlen("2024-");
	return !exists(whole) ? DATE_WRONG : is_unclear(parsing, &written) ? DATE_UNCLEAR : DATE_OK;
}

void fail_date(struct parsing *parsing, const struct word *word, const char *text,
	       enum date_reading reading)
{
	enum lang lang = parsing->command->lang;
	struct written_date date = { 0 };
	bool year = read_written(text, true, &date);
	if (reading != DATE_UNCLEAR) {
		fail_line(parsing, word, "bad_time",
			  year || !read_written(text, false, &date)
				  ? tr(lang, N_("Write the date as 2027-03-01."))
				  : tr(lang, N_("Write the day of the year as 02-29.")));
		return;
	}
	if (!year)
		read_written(text, false, &date);
	const char *whole = canonical(parsing, date.year, &date);
	fail_line(parsing, word, "ambiguous_date",
		  arena_printf(parsing->arena, tr(lang, N_("Is that %d %s or %d %s? Write %s.")),
			       date.day, months[date.month - 1], date.month, months[date.day - 1],
			       year ? whole : whole + strlen("2024-")));
}

const char *time_of_day(struct parsing *parsing, const char *text)
{
	const char *at = text;
	size_t digits = strspn(text, "0123456789");
	int hour = number_at(&at, 2);
	if (!digits || digits > 2 || *at++ != ':' || strspn(at, "0123456789") != 2)
		return NULL;
	int minute = number_at(&at, 2);
	return *at || hour > 23 || minute > 59
		       ? NULL
		       : arena_printf(parsing->arena, "%02d:%02d", hour, minute);
}

bool is_like_date(const char *text)
{
	static const char words[] =
		" january february march april may june july august september october november "
		"december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo "
		"abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago "
		"dic today tomorrow yesterday now later next this last end start beginning day "
		"week month year weekend summer winter spring autumn christmas easter further "
		"notice then hoy manana ayer ahora luego despues proximo proxima este esta fin "
		"final principio dia semana mes ano verano invierno primavera otono navidad ";
	if (*text >= '0' && *text <= '9')
		return true;
	if (weekday_of(text))
		return true;
	char wanted[24];
	int length = snprintf(wanted, sizeof wanted, " %s ", text);
	return *text && length > 0 && (size_t)length < sizeof wanted && strstr(words, wanted);
}
