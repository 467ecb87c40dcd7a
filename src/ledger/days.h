/* Days as commands name them and answers show them. */
#ifndef LEDGER_DAYS_H
#define LEDGER_DAYS_H

#include "base/calendar.h"
#include "ledger/verb_support.h"

/* The local day of the command. */
int64_t day_of_command(const struct verb_context *context);
/* The argument KEY, "2027-03-01", as a day; NO_DAY where it is not given. False after a refusal: it
 * is no date, or one before today. */
bool read_coming_day(struct verb_context *context, const char *key, int64_t *day);
/* "01/03/2027", in the reader's form, from the chunk's arena; format_short_day() is "01/03". */
const char *format_day(const struct verb_context *context, int64_t day);
const char *format_short_day(const struct verb_context *context, int64_t day);

#endif
