/* Schedules in words. */
#ifndef LEDGER_SCHEDULE_WORDS_H
#define LEDGER_SCHEDULE_WORDS_H

#include "ledger/days.h"
#include "ledger/schedules.h"
#include "ledger/verb_support.h"

/* All in the language of CONTEXT's command, from the chunk's arena. */

/* "20.00 EUR to @ana each month on the 31st (the last day of shorter months) at 09:00", "10.00 EUR
 * from wages to each of @Helpers each Friday at 09:00". */
const char *schedule_label(struct verb_context *context, const struct schedule *schedule);
/* Those whom WHO… names: "@ana, @Helpers, events". Roles and people must be loaded. */
const char *payees_label(struct verb_context *context, const char *payees);
/* "active", "paused" … */
const char *schedule_state_label(const struct verb_context *context, enum schedule_state state);
/* Why it is paused or stopped: a word of the rules in the language, else as somebody wrote it,
 * escaped; NULL: nobody said. */
const char *schedule_reason(const struct verb_context *context, const struct schedule *schedule);
/* What the rules' word CODE for such a reason says in LANG; NULL: it is none. */
const char *schedule_reason_words(enum lang lang, const char *code);

#endif
