/* What is checked before a slash command becomes a line of text, and behind it. Private to the
 * room. */
#ifndef COMMAND_SLASH_WORDS_H
#define COMMAND_SLASH_WORDS_H

#include "command/slash.h"
#include "record/record.h"

/* A slash command while it becomes a line. */
struct slashing {
	struct arena *arena;
	const struct slash_verb *slash;
	const struct slash_value *values;
	size_t count;
	struct command *command;
	struct buf *line;
	const struct slash_option *option; /* that is being written */
	bool failed;
};

/* The beginning of the arguments of what was counted, and of the fields of a form that are such. */
#define SLASH_COUNTS "count:"

/* Whether VALUE says anything of OPTION: not blank, not false. */
bool slash_given(const struct slash_value *value, const struct slash_option *option);
/* TEXT without white space around it, from ARENA; and without commas and semicolons. */
const char *slash_trimmed(struct arena *arena, const char *text);
const char *slash_without_commas(struct arena *arena, const char *text);
/* Whether TEXT is one mention of a user or a role. */
bool slash_is_mention(const char *text);
/* Whether TEXT has no more than letters, digits, spaces and what is in dates and times: nothing
 * that the lexer takes for a quote, an option or a mention. */
bool slash_is_words(const char *text);
/* Whether the lexer takes TEXT for one word, whatever is in it: white space of any script, quotes,
 * an equals sign or a mention would make it more. */
bool slash_is_one_word(const char *text);
/* Whether NAME is such a field, of VERB. */
bool slash_is_count(const struct verb *verb, const char *name);
/* The first of a parameter's choices, of which it has one. */
const char *slash_flag(const struct parameter *parameter);
/* An amount with its currency as one word: "12.50EUR" of "12.50 EUR", or of "12.50" and CURRENCY.
 * What cannot be one stays as it was written; a currency that is there twice is refused. */
const char *slash_sum(struct slashing *slashing, const char *text, const char *currency);

/* Makes the command a reject, unless it is one: CODE, and what is wrong with VALUE of OPTION (NULL:
 * nothing to say of it). */
void slash_refuse_value(struct slashing *slashing, const char *code, const char *value,
			const struct slash_option *option);
/* Names, types, choices; what is missing, and what excludes each other. */
void slash_check_values(struct slashing *slashing);
/* Whether the arguments of the command are those of the options that were chosen, no more and no
 * less: a value that changed another one's meaning is refused. */
void slash_check_arguments(struct slashing *slashing);

#endif
