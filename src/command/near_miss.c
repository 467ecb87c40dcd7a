/* A first word that is no verb but nearly one, where what follows it fits that verb:
 * a typing error. */
#include <string.h>

#include "base/unicode.h"
#include "command/other_bots.h"
#include "command/parse.h"
#include "command/parsing.h"
#include "command/suggest.h"

enum { FEWEST_LETTERS = 4, LETTERS_FOR_TWO = 6 };

/* How many letters WORD has; 0: it has something else, too. */
static size_t letters_of(const char *word)
{
	size_t letters = 0, length;
	for (; *word; word += length, letters++)
		if (text_kind(word, &length) != TEXT_LETTER)
			return 0;
	return letters;
}

/* What is tried: the line with another first word. */
struct trial {
	struct parsing parsing;
	const char *line;
	struct command command;
};

/* A word that is understood and no longer taught: a hint has the one that help shows. */
static const char *word_to_show(const char *verb_word)
{
	return strcmp(verb_word, "revertir") == 0 ? "anular" : verb_word;
}

/* `!schedul 3`: a first word of two-word verbs; with only a number behind it, the show is meant. */
static bool fits(void *context, const char *verb_word)
{
	struct trial *trial = context;
	struct parsing *parsing = &trial->parsing;
	const struct word *first = &parsing->words.list[0];
	const char *text = arena_printf(parsing->arena, "%s%s", verb_word, first->end);
	trial->command = *parsing->command;
	if (command_parse(parsing->arena, text, parsing->prefix, &trial->command) != PARSE_COMMAND)
		return *first->end && strcmp(verb_word, "schedule") == 0
			       ? fits(context, "schedule show")
		       : *first->end && strcmp(verb_word, "programado") == 0
			       ? fits(context, "programado ver")
			       : false;
	trial->line = line_with(parsing, first->start, first->end, word_to_show(verb_word), NULL);
	return true;
}

bool command_near_miss(struct arena *arena, const char *text, const char *prefix,
		       struct command *command)
{
	struct trial trial = { .parsing = {
				       .arena = arena, .command = command, .prefix = prefix } };
	text = command_apart(arena, text);
	lexer_run(arena, text, &trial.parsing.words);
	const struct word *first = trial.parsing.words.count ? &trial.parsing.words.list[0] : NULL;
	if (!first || first->quoted)
		return false;
	const char *folded = text_fold(arena, first->text);
	size_t letters = letters_of(folded);
	if (letters < FEWEST_LETTERS || is_of_other_bots(folded) ||
	    !verbs_near(arena, folded, command->lang, letters < LETTERS_FOR_TWO ? 1 : 2, fits,
			&trial))
		return false;
	command->lang = trial.command.lang;
	command->error_code = "unknown_verb";
	command->near_miss = true;
	command->error_detail = NULL;
	command->error_hint = arena_printf(
		arena, tr(command->lang, N_("There is no such command. Did you mean %s?")),
		trial.line);
	return true;
}
