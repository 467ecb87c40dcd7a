/* Amounts, times and months as a reader of the language writes them. */
#include "site/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar_words.h"
#include "base/instant.h"

enum { GROUP = 3, HOUR = 60 * 60 * 1000, DAY = 24 * HOUR };
#define MINUS "\u2212"

void figure_amount(struct buf *out, enum lang lang, wide minor, int scale)
{
	char text[DECIMAL_TEXT_SIZE];
	const char *digits = decimal_from_minor(minor, scale, text);
	const char *group = lang == LANG_ES ? "." : ",", *point = lang == LANG_ES ? "," : ".";
	if (*digits == '-') {
		buf_text(out, MINUS);
		digits++;
	}
	size_t whole = strcspn(digits, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % GROUP == 0)
			buf_text(out, group);
		buf_char(out, digits[i]);
	}
	if (digits[whole])
		buf_printf(out, "%s%s", point, digits + whole + 1);
}

/* The two digits at TEXT. */
static int two_digits(const char *text)
{
	return (text[0] - '0') * 10 + text[1] - '0';
}

void figure_month_after(const char *date, int months, char day[FIGURE_DAY_SIZE])
{
	int number = (two_digits(date) * 100 + two_digits(date + 2)) * 12 + two_digits(date + 5) -
		     1 + months;
	snprintf(day, FIGURE_DAY_SIZE, "%04d-%02d-01", number / 12, number % 12 + 1);
}

const char *figure_month(enum lang lang, const char *date)
{
	return month_name(lang, (two_digits(date + 5) + 11) % 12 + 1);
}

void figure_day(struct buf *out, enum lang lang, const char *date)
{
	if (lang == LANG_ES)
		buf_printf(out, "%.2s/%.2s/%.4s", date + 8, date + 5, date);
	else
		buf_printf(out, "%d %.3s %.4s", two_digits(date + 8), figure_month(lang, date),
			   date);
}

void figure_time(struct buf *out, enum lang lang, const struct zone *zone, int64_t unix_ms)
{
	char text[INSTANT_TEXT_SIZE];
	instant_format_local(zone, unix_ms, text);
	figure_day(out, lang, text);
	buf_text(out, text + strlen("2026-09-26"));
}

void figure_age(struct buf *out, enum lang lang, int64_t ms)
{
	unsigned long hours = ms < 0 ? 0 : (unsigned long)(ms / HOUR);
	unsigned long days = ms < 0 ? 0 : (unsigned long)(ms / DAY);
	if (hours == 0)
		buf_text(out, tr(lang, N_("less than an hour ago")));
	else if (days < 2)
		buf_printf(out, trn(lang, "%lu hour ago", "%lu hours ago", hours), hours);
	else
		buf_printf(out, trn(lang, "%lu day ago", "%lu days ago", days), days);
}
