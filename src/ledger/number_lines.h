/* Lines that an answer shows to decide, take back or end what waits by its number. */
#ifndef LEDGER_NUMBER_LINES_H
#define LEDGER_NUMBER_LINES_H

#include "ledger/verb_support.h"

/* VERB with NUMBER as the asker writes it: "`!accept 41`", or "`/accept number:41`" where they
 * chose a slash command or pressed a button. From the chunk's arena. */
const char *line_of_number(const struct verb_context *context, enum verb_id verb, uint64_t number);

#endif
