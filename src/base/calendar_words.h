/* Names of months and weekdays. */
#ifndef BASE_CALENDAR_WORDS_H
#define BASE_CALENDAR_WORDS_H

#include "base/i18n.h"

/* "February", "febrero"; MONTH is 1 to 12. */
const char *month_name(enum lang lang, int month);
/* "Friday", "viernes"; 0 is Monday. */
const char *weekday_name(enum lang lang, int weekday);

#endif
