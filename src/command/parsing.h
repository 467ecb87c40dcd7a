/* What the grammar's two files share while one command is parsed. Private to the room. */
#ifndef COMMAND_PARSING_H
#define COMMAND_PARSING_H

#include "command/lexer.h"
#include "command/verbs.h"
#include "record/record.h"

struct parsing {
	struct arena *arena;
	struct command *command;
	const struct verb *verb;
	const char *prefix;
	struct words words;
	size_t next; /* word */
	bool failed;
};

/* The next word, or NULL at the end. */
struct word *peek(struct parsing *parsing);
/* Makes the command a reject with CODE, HINT and the usage of its verb; WORD, where there is one, is shown with its
 * position. Only the first mistake counts. */
void fail_at(struct parsing *parsing, const struct word *word, const char *code, const char *hint);
/* The verb that begins at word FIRST, in either language; *USED tells how many words it takes, *LANG whose they are. */
const struct verb *find_verb(struct arena *arena, const struct words *words, size_t first, size_t *used, enum lang *lang);
/* Reads what PARAMETER takes from the words into the command's arguments, or fails. */
void read_parameter(struct parsing *parsing, const struct parameter *parameter);

#endif
