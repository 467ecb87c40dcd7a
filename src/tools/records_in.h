/* Records on standard input, as the tools read them that ask Discord about what the records name.
 */
#ifndef TOOLS_RECORDS_IN_H
#define TOOLS_RECORDS_IN_H

#include "record/record.h"

/* Calls TAKE with each record, whose memory is forgotten behind it. A line that is none is logged
 * with its number and left out. Returns the tool's exit code: EX_OK, or EX_DATAERR when a line was
 * left out. */
int records_in(void (*take)(void *context, const struct record *record), void *context);

#endif
