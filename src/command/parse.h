/* Text of a command into a command or reject record: what gl-parse and gl-command share. */
#ifndef COMMAND_PARSE_H
#define COMMAND_PARSE_H

#include "base/arena.h"
#include "record/record.h"

enum parse_result {
	PARSE_COMMAND, /* verb and arguments are filled in */
	PARSE_UNKNOWN, /* the first word is no verb of either language; error_* hold a "did you
			  mean" */
	PARSE_REJECT,  /* a verb, but something is wrong with it; error_code, error_detail,
			  error_hint are filled in */
};

/* Parses TEXT (valid UTF-8, after the prefix or mention was taken off) into COMMAND: lang
 * (COMMAND->lang is the default), verb, arguments or error. PREFIX is for usage hints. Texts live
 * in ARENA. */
enum parse_result command_parse(struct arena *arena, const char *text, const char *prefix,
				struct command *command);

/* TEXT with a space behind its first word where a mention follows at once: `pay<@12> 5`. From
 * ARENA, or TEXT itself. */
const char *command_apart(struct arena *arena, const char *text);

/* Of a TEXT that is PARSE_UNKNOWN: whether its first word, of four letters or more, is a typing
 * error, so that with the verb that is meant the whole line is a command; and no other bot's word.
 * COMMAND then is a reject, a near miss, which shows the line to type. */
bool command_near_miss(struct arena *arena, const char *text, const char *prefix,
		       struct command *command);

#endif
