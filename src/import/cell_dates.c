/* Days in cells, by the formats of the rules and names of months of the rules: no locale. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar_words.h"
#include "base/unicode.h"
#include "import/cells.h"
#include "import/days.h"
#include "import/patterns.h"

enum {
	LONGEST_DATE = 80,
	LONGEST_FRACTION = 12, /* digits of a second */
	SHOWN = 40
};

/* What a date is made of; 0: not said. */
struct reading {
	const char *at;
	struct date date;
};

/* At most COUNT digits; at least all of them where a number without a mark follows. */
static bool read_number(struct reading *reading, int count, bool all, int *number)
{
	int digits = 0;
	*number = 0;
	while (digits < count && isdigit((unsigned char)*reading->at)) {
		*number = *number * 10 + (*reading->at++ - '0');
		digits++;
	}
	return digits == count || (digits && !all);
}

/* The bytes that NAME and the text have in common, if that is all of NAME. */
static size_t begins(const char *text, const char *name, size_t length)
{
	return length && strncmp(text, name, length) == 0 ? length : 0;
}

static bool read_month_name(const struct date_rules *rules, struct reading *reading)
{
	size_t longest = 0;
	for (int month = 1; month <= 12; month++) {
		char english[16];
		pattern_fold(english, month_name(LANG_EN, month),
			     strlen(month_name(LANG_EN, month)));
		size_t sizes[CELL_MONTH_SETS + 2] = { begins(reading->at, english, 3),
						      begins(reading->at, english,
							     strlen(english)) };
		for (size_t set = 0; set < rules->month_set_count; set++)
			sizes[set + 2] = begins(reading->at, rules->months[set][month - 1],
						strlen(rules->months[set][month - 1]));
		for (size_t i = 0; i < rules->month_set_count + 2; i++)
			if (sizes[i] > longest) {
				longest = sizes[i];
				reading->date.month = month;
			}
	}
	reading->at += longest;
	return longest > 0;
}

static bool read_year_of_two(struct reading *reading, bool all)
{
	int year;
	if (!read_number(reading, 2, all, &year))
		return false;
	reading->date.year = year + (year < 69 ? 2000 : 1900); /* as strptime(3) */
	return true;
}

static bool read_time(struct reading *reading)
{
	int part;
	for (int i = 0; i < 3; i++) {
		if (i && *reading->at++ != ':')
			return false;
		if (!read_number(reading, 2, false, &part))
			return false;
	}
	return true;
}

/* A run of letters of any script, such as the name of a weekday or of a zone. */
static bool read_word(struct reading *reading)
{
	const char *begin = reading->at;
	while (isalpha((unsigned char)*reading->at) || (unsigned char)*reading->at >= 0x80)
		reading->at++;
	return reading->at > begin;
}

/* "+02:00", "+0200", "z": the day is the one written. */
static bool read_offset(struct reading *reading)
{
	int hours, minutes;
	if (*reading->at == 'z') {
		reading->at++;
		return true;
	}
	if (*reading->at != '+' && *reading->at != '-')
		return false;
	reading->at++;
	if (!read_number(reading, 2, true, &hours))
		return false;
	reading->at += *reading->at == ':';
	return read_number(reading, 2, true, &minutes);
}

/* The digits of a part of a second, which are too many for a number. */
static bool read_fraction(struct reading *reading)
{
	size_t digits = strspn(reading->at, "0123456789");
	reading->at += digits;
	return digits && digits <= LONGEST_FRACTION;
}

/* Those that are several others. */
static const char *conversions_of(char conversion)
{
	switch (conversion) {
	case 'D': return "%m/%d/%y";
	case 'F': return "%Y-%m-%d";
	case 'R': return "%H:%M";
	default: return NULL;
	}
}

/* What is not a number: names, and what has marks around its numbers. */
static bool is_number(char conversion)
{
	return !strchr("%bBhpPaAzZQ", conversion);
}

/* One conversion; NUMBERS: another one is right before or behind it, so that it has all its
 * digits. */
static bool read_conversion(const struct date_rules *rules, struct reading *reading,
			    char conversion, bool numbers)
{
	int passed;
	switch (conversion) {
	case 'k':
	case 'l':
		if (*reading->at == ' ')
			reading->at++;
		return read_number(reading, 2, numbers, &passed);
	case 'e':
	case 'd':
		if (conversion == 'e' && *reading->at == ' ')
			reading->at++;
		return read_number(reading, 2, numbers, &reading->date.day);
	case 'm': return read_number(reading, 2, numbers, &reading->date.month);
	case 'Y': return read_number(reading, 4, true, &reading->date.year);
	case 'y': return read_year_of_two(reading, true);
	case 'b':
	case 'B':
	case 'h': return read_month_name(rules, reading);
	case 'T': return read_time(reading);
	case 'a':
	case 'A': return read_word(reading);
	case 'z': return read_offset(reading);
	case 'Z':
		return isalpha((unsigned char)*reading->at) ? read_word(reading)
							    : read_offset(reading);
	case 'Q': return *reading->at != '.' || (reading->at++, read_fraction(reading));
	case 'P':
	case 'p':
		if ((*reading->at != 'a' && *reading->at != 'p') || reading->at[1] != 'm')
			return false;
		reading->at += 2;
		return true;
	case 'f':
	case 'q': return read_fraction(reading);
	case '%': return *reading->at++ == '%';
	default: /* H I M S */ return read_number(reading, 2, numbers, &passed);
	}
}

/* What is behind the % of a conversion and how it is padded (%-d), or in which form (%Ez). */
static const char *past_manner(const char *format)
{
	return format + (*format && strchr("-_0E", *format) ? 1 : 0);
}

/* Reads what FORMAT says, as far as it goes; the text is folded. */
static bool read_format(const struct date_rules *rules, struct reading *reading, const char *format)
{
	bool behind_number = false;
	while (*format) {
		if (*format == ' ') {
			while (*reading->at == ' ')
				reading->at++;
			format++;
			behind_number = false;
			continue;
		}
		if (*format != '%') {
			if (tolower((unsigned char)*format++) != (unsigned char)*reading->at++)
				return false;
			behind_number = false;
			continue;
		}
		format = past_manner(format + 1);
		const char conversion = *format++, *several = conversions_of(conversion);
		bool before_number =
			*format == '%' && format[1] && is_number(*past_manner(format + 1));
		if (several ? !read_format(rules, reading, several)
			    : !read_conversion(rules, reading, conversion,
					       before_number || behind_number))
			return false;
		behind_number = is_number(conversion);
	}
	return true;
}

/* Three numbers with one mark between them; ORDER such as "ymd". */
static bool read_three(struct reading *reading, const char *order)
{
	char mark = '\0';
	for (int i = 0; i < 3; i++) {
		if (i == 1)
			mark = *reading->at;
		if (i && (!strchr("-/.", mark) || !mark || *reading->at++ != mark))
			return false;
		int *part = order[i] == 'y'   ? &reading->date.year
			    : order[i] == 'm' ? &reading->date.month
					      : &reading->date.day;
		if (!read_number(reading, order[i] == 'y' ? 4 : 2, order[i] == 'y', part))
			return false;
	}
	return *reading->at == '\0';
}

static bool take_date(struct date date, int64_t *day)
{
	return day_of_parts(date.year, date.month, date.day, day);
}

static int refuse(const struct date_rules *rules, const char *text, char why[CELL_WHY_SIZE])
{
	struct buf shown = { 0 };
	text_clean(&shown, text);
	const char *clean = buf_string(&shown);
	size_t length = utf8_prefix(clean, SHOWN);
	snprintf(why, CELL_WHY_SIZE, "\"%.*s%s\" is no day as %s%s", (int)length, clean,
		 clean[length] ? "…" : "", rules->format_count ? rules->formats[0] : "2026-10-31",
		 rules->format_count ? " says" : ": say \"date-format\" in the rules");
	buf_free(&shown);
	return FAULT_DATE;
}

int cell_day(const struct date_rules *rules, const char *text, int64_t *day,
	     char why[CELL_WHY_SIZE])
{
	char folded[2 * LONGEST_DATE + 1];
	size_t length = strlen(text);
	if (length > LONGEST_DATE)
		return refuse(rules, text, why);
	pattern_fold(folded, text, length);
	for (size_t i = 0; i < rules->format_count; i++) {
		struct reading reading = { .at = folded };
		if (read_format(rules, &reading, rules->formats[i]) && !*reading.at &&
		    take_date(reading.date, day))
			return CELL_OK;
	}
	struct reading reading = { .at = folded };
	bool read = !rules->format_count && read_three(&reading, "ymd");
	if (!read && !rules->format_count && (rules->day_first || rules->month_first)) {
		reading = (struct reading){ .at = folded };
		read = read_three(&reading, rules->day_first ? "dmy" : "mdy");
	}
	return read && take_date(reading.date, day) ? CELL_OK : refuse(rules, text, why);
}

bool cell_date_format_known(const char *format, char why[CELL_WHY_SIZE])
{
	bool year = false, month = false, day = false;
	for (const char *at = strchr(format, '%'); at; at = strchr(at + 1, '%')) {
		at = past_manner(at + 1);
		if (!*at || !strchr("demyYDFbBhHIklMSTRpPfqQaAzZ%", *at)) {
			snprintf(why, CELL_WHY_SIZE,
				 "%%%c is not read in dates: %%d %%m %%y %%Y %%b and the time's "
				 "%%H "
				 "%%M %%S %%p %%z are",
				 *at ? *at : ' ');
			return false;
		}
		day |= strchr("deDF", *at) != NULL;
		month |= strchr("mbBhDF", *at) != NULL;
		year |= strchr("yYDF", *at) != NULL;
	}
	if (!year || !month || !day)
		snprintf(why, CELL_WHY_SIZE,
			 "a date's format needs a day (%%d), a month (%%m or %%b) "
			 "and a year (%%Y or %%y)");
	return year && month && day;
}
