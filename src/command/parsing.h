/* What the grammar's files share while one command is parsed. Private to the room. */
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
/* Adds an argument, or fails when there are too many. */
void give(struct parsing *parsing, const char *key, const char *value);
/* "<@1>", "<@!1>", "<@&1>" or "<#1>": the digits, when WORD is a mention that begins with OPENING; NULL otherwise. */
const char *mention_id(struct parsing *parsing, const char *word, const char *opening);
/* "@1" when WORD mentions a user; NULL otherwise. */
const char *user_mention(struct parsing *parsing, const char *word);
/* Gives KEY the amount in TEXT, a part of WORD, or fails. */
void read_amount_word(struct parsing *parsing, const char *key, const struct word *word, const char *text, bool signed_ok);
/* The English form of one of CHOICES, either language; NULL: none. */
const char *choice_named(struct parsing *parsing, const char *const (*choices)[LANG_COUNT], const char *text);
/* All words that are left: PARAM_OPTIONS, PARAM_ROLES. */
void read_options(struct parsing *parsing, const struct parameter *parameter);
void read_role_list(struct parsing *parsing, const struct parameter *parameter);
/* Reads what PARAMETER takes from the words into the command's arguments, or fails. */
void read_parameter(struct parsing *parsing, const struct parameter *parameter);

#endif
