/* Names of months and weekdays. */
#include "base/calendar_words.h"

const char *month_name(enum lang lang, int month)
{
	static const char *const names[] = { N_("January"), N_("February"), N_("March"),
					     N_("April"),   N_("May"),      N_("June"),
					     N_("July"),    N_("August"),   N_("September"),
					     N_("October"), N_("November"), N_("December") };
	return tr(lang, names[month - 1]);
}

const char *weekday_name(enum lang lang, int weekday)
{
	static const char *const names[] = { N_("Monday"),   N_("Tuesday"), N_("Wednesday"),
					     N_("Thursday"), N_("Friday"),  N_("Saturday"),
					     N_("Sunday") };
	return tr(lang, names[weekday]);
}
