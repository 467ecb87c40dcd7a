/* The grammar: finding the verb, then reading its parameters one by one. */
#include "command/parse.h"

#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"
#include "command/suggest.h"

/* `history 5`: an optional person is left out when a number stands in their place and a number may
 * follow. */
static bool is_left_out(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = peek(parsing);
	return word && !word->quoted && parameter->optional && parameter->kind == PARAM_ACCOUNT &&
	       parameter[1].key && parameter[1].kind == PARAM_NUMBER &&
	       strspn(word->text, "0123456789") == strlen(word->text);
}

static enum parse_result read_parameters(struct parsing *parsing)
{
	if (parsing->words.unclosed_quote) {
		fail_at(parsing, &parsing->words.list[parsing->words.count - 1], "unclosed_quote",
			tr(parsing->command->lang, N_("A quote is opened and never closed.")));
		return PARSE_REJECT;
	}
	check_one_command(parsing);
	for (const struct parameter *parameter = parsing->verb->parameters;
	     parameter->key && !parsing->failed;) {
		size_t read = read_amount_first(parsing, parameter);
		if (!read && !parsing->failed && !is_left_out(parsing, parameter))
			read_parameter(parsing, parameter);
		parameter += read ? read : 1;
	}
	if (!parsing->failed && peek(parsing))
		fail_surplus(parsing, peek(parsing));
	return parsing->failed ? PARSE_REJECT : PARSE_COMMAND;
}

/* A first word that only begins verbs: `batch` without saying what. */
static enum parse_result reject_half_verb(struct parsing *parsing, const char *list)
{
	const struct word *second = parsing->words.count > 1 ? &parsing->words.list[1] : NULL;
	fail_at(parsing, second, "incomplete_verb",
		arena_printf(parsing->arena, tr(parsing->command->lang, N_("Say which: %s.")),
			     list));
	return PARSE_REJECT;
}

enum parse_result command_parse(struct arena *arena, const char *text, const char *prefix,
				struct command *command)
{
	struct parsing parsing = { .arena = arena, .command = command, .prefix = prefix };
	size_t used;
	const char *list;
	lex(arena, text, &parsing.words);
	parsing.verb = find_verb(arena, &parsing.words, 0, &used, &command->lang);
	if (parsing.verb) {
		command->verb = parsing.verb->name;
		parsing.next = used;
		return read_parameters(&parsing);
	}
	if (!parsing.words.count) {
		fail_at(&parsing, NULL, "empty",
			tr(command->lang, N_("Write a command, such as `help`.")));
		return PARSE_UNKNOWN;
	}
	const char *first = text_fold(arena, parsing.words.list[0].text);
	if (!parsing.words.list[0].quoted && (list = verbs_beginning(arena, first, &command->lang)))
		return reject_half_verb(&parsing, list);
	const char *near = verb_suggestion(arena, first, command->lang);
	fail_at(&parsing, &parsing.words.list[0], "unknown_verb",
		near ? arena_printf(arena,
				    tr(command->lang, N_("There is no such command. Did you mean "
							 "`%s`?")),
				    near)
		     : tr(command->lang, N_("There is no such command.")));
	return PARSE_UNKNOWN;
}
