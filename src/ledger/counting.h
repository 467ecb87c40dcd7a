/* What the close of a batch counts. Private to the verbs about batches. */
#ifndef LEDGER_COUNTING_H
#define LEDGER_COUNTING_H

#include "ledger/verb_support.h"

/* Refuses a close by a person who says nothing of a count, and then returns true. By schedule
 * nobody could count. */
bool refuse_without_count(struct verb_context *context);
/* Takes what the command counts, and what it says is not counted, into the decision. False after a
 * refusal. */
bool read_counted(struct verb_context *context);
/* Differences go to over/short, in each currency: one transaction for all counted accounts. False
 * after a refusal. */
bool settle_counted(struct verb_context *context);
/* Appends what each count came to: as expected, or over or short, and where that was booked. */
void add_count_results(struct verb_context *context, bool in_a_channel, struct buf *out);
/* What the close left uncounted, and holds, as ledger_not_counted() says it; NULL: nothing. */
const char *not_counted(struct verb_context *context);

#endif
