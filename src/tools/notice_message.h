/* Several notices to one member as one message. */
#ifndef TOOLS_NOTICE_MESSAGE_H
#define TOOLS_NOTICE_MESSAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "command/verbs.h"

/* The newest of COUNT LINES, oldest first, and behind them how many more there are, with the line
 * that shows them, which is VERB's. LANG is the language's name and PREFIX the guild's (NULL: en,
 * !). From ARENA. */
const char *notice_message(struct arena *arena, const char *lang, const char *prefix,
			   const char *const *lines, size_t count, enum verb_id verb);

#endif
