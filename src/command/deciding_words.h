/* `yes`, `no because…`, `cancel` as a reply to a message of ours: a decision about what it names.
 */
#ifndef COMMAND_DECIDING_WORDS_H
#define COMMAND_DECIDING_WORDS_H

#include "command/parse.h"

/* Reads TEXT, a reply to a message that names what waits by the NUMBERS ("41 42"), into COMMAND, as
 * command_parse() does. PREFIXED: TEXT was addressed to the bot, so that a verb with a number is a
 * command of its own. PARSE_UNKNOWN, and COMMAND is as it was, when TEXT is more than such a word
 * and, behind a no, its reason. */
enum parse_result deciding_reply(struct arena *arena, const char *text, const char *numbers,
				 bool prefixed, const char *prefix, struct command *command);

#endif
