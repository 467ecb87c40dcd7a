/* What a debt is called: "Dues of February", "your dues of February". */
#ifndef LEDGER_DEBT_WORDS_H
#define LEDGER_DEBT_WORDS_H

#include "ledger/schedules.h"
#include "ledger/verb_support.h"
#include "ledger/waiting.h"

/* All in the language of CONTEXT's command, from the chunk's arena. The row's schedule must be
 * loaded. */

/* The period of dues that begins on DAY: "February", "the week of 01/02", "2027"; with the year
 * where it is another than that of the record. */
const char *dues_period(const struct verb_context *context, const struct schedule *schedule,
			int64_t day);
/* "Dues of February"; of what a schedule left owed its memo. */
const char *debt_title(const struct verb_context *context, const struct waiting *row);
/* Of a row of dues, as a sentence begins: "Dues of February", "La cuota de febrero". */
const char *dues_subject(const struct verb_context *context, const struct waiting *row);
/* The same within a sentence: "dues of February"; MINE: to whom owes it, "your dues of February".
 */
const char *debt_label(const struct verb_context *context, const struct waiting *row, bool mine);
#endif
