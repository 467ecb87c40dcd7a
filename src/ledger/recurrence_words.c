/* The rule of what recurs, as people say it. */
#include "base/calendar_words.h"
#include "ledger/recurrence.h"

/* "each month", "every second week", "every 3 years" */
static void add_every(struct buf *out, enum lang lang, const struct recurrence *recurrence)
{
	static const char *const each[] = { N_("each day"), N_("each week"), N_("each month"),
					    N_("each year") };
	static const char *const second[] = { N_("every second day"), N_("every second week"),
					      N_("every second month"), N_("every second year") };
	if (recurrence->every <= 2) {
		buf_text(out, tr(lang, (recurrence->every == 1 ? each : second)[recurrence->unit]));
		return;
	}
	switch (recurrence->unit) {
	case RECURS_DAY: buf_printf(out, tr(lang, N_("every %d days")), recurrence->every); break;
	case RECURS_WEEK: buf_printf(out, tr(lang, N_("every %d weeks")), recurrence->every); break;
	case RECURS_MONTH:
		buf_printf(out, tr(lang, N_("every %d months")), recurrence->every);
		break;
	case RECURS_YEAR: buf_printf(out, tr(lang, N_("every %d years")), recurrence->every); break;
	}
}

/* "Monday, Wednesday and Friday" */
static void add_weekdays(struct buf *out, enum lang lang, unsigned days)
{
	int left = __builtin_popcount(days);
	for (int weekday = 0; left; weekday++) {
		if (!(days >> weekday & 1))
			continue;
		buf_text(out, weekday_name(lang, weekday));
		left--;
		if (left)
			buf_text(out, left == 1 ? tr_of(lang, N_("between days| and "))
						: tr_of(lang, N_("between days|, ")));
	}
}

static void add_weekly(struct buf *out, enum lang lang, const struct recurrence *recurrence)
{
	bool one = (recurrence->days & (recurrence->days - 1)) == 0;
	struct buf days = { 0 };
	add_weekdays(&days, lang, recurrence->days);
	if (one && recurrence->every == 1) {
		buf_printf(out, tr(lang, N_("each %s")), buf_string(&days));
	} else {
		add_every(out, lang, recurrence);
		buf_char(out, ' ');
		buf_printf(out, tr(lang, N_("on %s")), buf_string(&days));
	}
	buf_free(&days);
}

/* "31st"; in Spanish "31" */
static void add_ordinal(struct buf *out, enum lang lang, int number)
{
	static const char *const endings[] = { "th", "st", "nd", "rd" };
	int digit = number % 10;
	buf_unsigned(out, (unsigned)number);
	if (lang == LANG_EN)
		buf_text(out, endings[digit > 3 || number / 10 == 1 ? 0 : digit]);
}

static void add_monthly(struct buf *out, enum lang lang, const struct recurrence *recurrence)
{
	enum { DAYS_OF_FEBRUARY = 28 };
	struct buf day = { 0 };
	add_every(out, lang, recurrence);
	buf_char(out, ' ');
	if (recurrence->nth) {
		const char *weekday = weekday_name(lang, recurrence->weekday);
		buf_printf(out,
			   recurrence->nth < 0    ? tr(lang, N_("on the last %s"))
			   : recurrence->nth == 1 ? tr(lang, N_("on the first %s"))
			   : recurrence->nth == 2 ? tr(lang, N_("on the second %s"))
			   : recurrence->nth == 3 ? tr(lang, N_("on the third %s"))
						  : tr(lang, N_("on the fourth %s")),
			   weekday);
	} else {
		add_ordinal(&day, lang, recurrence->day);
		if (recurrence->day > DAYS_OF_FEBRUARY)
			buf_printf(out, tr(lang, N_("on the %s (the last day of shorter months)")),
				   buf_string(&day));
		else
			buf_printf(out, tr(lang, N_("on the %s")), buf_string(&day));
	}
	buf_free(&day);
}

static void add_yearly(struct buf *out, enum lang lang, const struct recurrence *recurrence)
{
	add_every(out, lang, recurrence);
	buf_char(out, ' ');
	buf_printf(out,
		   recurrence->month == 2 && recurrence->day == 29
			   ? tr(lang, N_("on %d %s (the 28th in common years)"))
			   : tr(lang, N_("on %d %s")),
		   recurrence->day, month_name(lang, recurrence->month));
}

void recurrence_words(struct buf *out, enum lang lang, const struct recurrence *recurrence)
{
	switch (recurrence->unit) {
	case RECURS_DAY: add_every(out, lang, recurrence); break;
	case RECURS_WEEK: add_weekly(out, lang, recurrence); break;
	case RECURS_MONTH: add_monthly(out, lang, recurrence); break;
	case RECURS_YEAR: add_yearly(out, lang, recurrence); break;
	}
}
