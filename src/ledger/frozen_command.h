/* A command that waits for approval or confirmation, as its row keeps it. */
#ifndef LEDGER_FROZEN_COMMAND_H
#define LEDGER_FROZEN_COMMAND_H

#include "ledger/books.h"
#include "ledger/waiting.h"
#include "record/record.h"

/* The arguments of COMMAND as canonical JSON: keys sorted, no white space. From the chunk's arena.
 */
const char *frozen_arguments(struct books *books, const struct command *command);
/* Among them the files that came with the command: evidence_text(). No verb has that argument. */
#define EVIDENCE_KEY "evidence"
/* The command that ROW keeps, as if whoever asked for it gave it: its verb and arguments; the rest
 * (id, channel, time, language) is that of LIKE. Texts belong to ARENA and to ROW. */
void thaw_command(struct arena *arena, const struct waiting *row, const struct command *like,
		  struct command *command);

/* The line of a bank's list that ROW keeps, of those that wait to be told from what is booked;
 * NULL: it keeps none. From ARENA. */
const struct import_line *frozen_line(struct arena *arena, const struct waiting *row);

#endif
