/* What the options of slash commands are called, and what completes them. Private to the room. */
#ifndef COMMAND_SLASH_ROWS_H
#define COMMAND_SLASH_ROWS_H

#include "command/slash.h"

/* An option by the key of its argument or the word of the grammar; the same wherever it is
 * used, unless the verb has a row of its own. */
struct slash_row {
	const char *key;
	enum verb_id verb;            /* VERB_COUNT: of any */
	const char *name[LANG_COUNT]; /* NULL: that of the parameter */
	const char *description;      /* to be translated */
	enum slash_source source;
};

/* Never NULL: a missing row is a mistake of the program, which ends it. */
const struct slash_row *slash_row(const struct verb *verb, const char *key);

/* The description of a command that only has subcommands, to be translated: of its first English
 * word. Never NULL either. */
const char *slash_group_description(const char *command);
/* How a choice is shown in LANG, with its accents: the word as it is where it has none. */
const char *slash_choice_shown(const char *word, enum lang lang);

#endif
