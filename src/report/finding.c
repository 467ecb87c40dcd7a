/* What a chart has found, in words. */
#include "report/finding.h"

#include <string.h>
#include <time.h>

static const char *const months[] = { N_("short|Jan"), N_("short|Feb"), N_("short|Mar"),
				      N_("short|Apr"), N_("short|May"), N_("short|Jun"),
				      N_("short|Jul"), N_("short|Aug"), N_("short|Sep"),
				      N_("short|Oct"), N_("short|Nov"), N_("short|Dec") };

void finding_amount(struct buf *out, enum lang lang, wide minor, int scale, const char *unit)
{
	char text[DECIMAL_TEXT_SIZE];
	decimal_from_minor(minor < 0 ? -minor : minor, scale, text);
	size_t whole = strcspn(text, ".");
	if (minor < 0)
		buf_text(out, "−");
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			buf_char(out, lang == LANG_ES ? '.' : ',');
		buf_char(out, text[i]);
	}
	if (text[whole])
		buf_printf(out, "%c%s", lang == LANG_ES ? ',' : '.', text + whole + 1);
	if (unit)
		buf_printf(out, " %s", unit);
}

void finding_date(struct buf *out, enum lang lang, int64_t seconds, bool year)
{
	struct tm tm;
	time_t at = seconds;
	gmtime_r(&at, &tm);
	buf_printf(out, "%d %s", tm.tm_mday, tr_of(lang, months[tm.tm_mon]));
	if (year)
		buf_printf(out, " %d", tm.tm_year + 1900);
}

void finding_month(struct buf *out, enum lang lang, int64_t seconds)
{
	struct tm tm;
	time_t at = seconds;
	gmtime_r(&at, &tm);
	buf_text(out, tr_of(lang, months[tm.tm_mon]));
}

void finding_on(struct buf *out, enum lang lang, int64_t seconds)
{
	struct buf date = { 0 };
	finding_date(&date, lang, seconds, true);
	buf_printf(out, tr(lang, N_("on %s")), buf_string(&date));
	buf_free(&date);
}

void finding_change(struct buf *out, enum lang lang, wide first, wide last, const char *difference,
		    const char *when)
{
	static const wide countable = (wide)1 << 110; /* what can be multiplied */
	wide change = last - first, size = change < 0 ? -change : change;
	wide hundredths =
		first > 0 && last >= 0 && size < countable ? (size * 200 / first + 1) / 2 : 0;
	buf_text(out, ", ");
	if (!change)
		buf_printf(out, tr(lang, N_("as much as %s")), when);
	else if (hundredths < 1 || hundredths > 300)
		buf_printf(out,
			   change > 0 ? tr(lang, N_("%s more than %s"))
				      : tr(lang, N_("%s less than %s")),
			   difference, when);
	else
		buf_printf(out,
			   change > 0 ? tr(lang, N_("%d %% more than %s"))
				      : tr(lang, N_("%d %% less than %s")),
			   (int)hundredths, when);
}
