/* Dues: what members with a role are asked for on dates of a rule. Private to the ledger. */
#ifndef LEDGER_DUES_H
#define LEDGER_DUES_H

#include "ledger/schedules.h"
#include "ledger/verb_support.h"
#include "ledger/waiting.h"

/* Whose wearers are asked: a role, 0 everyone. */
uint64_t wearers_of_dues(const struct guild *guild, const struct schedule *schedule);

/* The last of the reminders that come before the open row costs its role; NO_DAY: it costs none,
 * or no reminder comes before. */
int64_t last_reminder(const struct verb_context *context, const struct schedule *schedule,
		      const struct waiting *row);
/* What the payer is told of an open row on DAY, in the words of WORDS. */
const char *reminder_text(struct verb_context *words, const struct waiting *row, int64_t day);

/* The payer of a row that cost a role, and is over now: they get the role back, unless another such
 * row is open, or somebody decided about the role since. */
void return_role(struct verb_context *context, const struct waiting *row);
/* Where the author just paid such a row, and got the role: a sentence that says so; NULL: no. */
const char *returned_role(struct verb_context *context, const struct waiting *row);

#endif
