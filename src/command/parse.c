/* The grammar: finding the verb, then reading its parameters one by one. */
#include "command/parse.h"

#include <string.h>

#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/parsing.h"
#include "command/suggest.h"

static void read_one_or_several(struct parsing *parsing)
{
	parsing->several = names_several(parsing);
	if (!parsing->several)
		check_one_amount(parsing);
}

/* `history 5`: an optional person is left out when a number is in their place and a number may
 * follow. Of pay, either one account is read or several. */
static bool is_left_out(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	if (verb_takes(parsing->verb, PARAM_EACH) &&
	    parameter->kind == (parsing->several ? PARAM_ACCOUNT : PARAM_PAYEES))
		return true;
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
	if (!parsing->failed)
		read_ending(parsing);
	if (!parsing->failed && verb_takes(parsing->verb, PARAM_EACH))
		read_one_or_several(parsing);
	for (const struct parameter *parameter = parsing->verb->parameters;
	     parameter->key && !parsing->failed && !parsing->complete;) {
		bool left_out = is_left_out(parsing, parameter);
		size_t read = left_out ? 0 : read_amount_first(parsing, parameter);
		if (!read && !parsing->failed && !left_out)
			read_parameter(parsing, parameter);
		parameter += read ? read : 1;
	}
	if (!parsing->failed && words_peek(parsing))
		fail_surplus(parsing, words_peek(parsing));
	add_ending(parsing);
	return parsing->failed ? PARSE_REJECT : PARSE_COMMAND;
}

/* A first word that only begins verbs: `batch` without saying what. */
static enum parse_result reject_half_verb(struct parsing *parsing, const char *folded)
{
	const struct word *second = parsing->words.count > 1 ? &parsing->words.list[1] : NULL;
	enum lang lang = parsing->command->lang;
	struct buf list = { 0 };
	help_examples_beginning(&list, folded, lang, parsing->prefix);
	fail_line(parsing, second, "incomplete_verb",
		  arena_printf(parsing->arena, tr(lang, N_("Say which: %s.")), buf_string(&list)));
	buf_free(&list);
	return PARSE_REJECT;
}

static enum parse_result reject_unknown(struct parsing *parsing, const char *folded)
{
	struct command *command = parsing->command;
	enum lang lang = command->lang;
	const struct verb *near = verb_suggestion(folded, &lang);
	if (!near) {
		fail_unknown_verb(parsing, &parsing->words.list[0]);
		return PARSE_UNKNOWN;
	}
	command->lang = lang;
	fail_line(parsing, &parsing->words.list[0], "unknown_verb",
		  arena_printf(parsing->arena,
			       tr(lang, N_("There is no such command. Did you mean %s?")),
			       arena_printf(parsing->arena, "`%s%s`", parsing->prefix,
					    help_rows[near->id].example[lang])));
	return PARSE_UNKNOWN;
}

/* `!remind me in 5 minutes`: a reminder of another bot with the same prefix. */
static bool is_for_another_bot(const struct parsing *parsing, size_t first)
{
	const struct word *word = first < parsing->words.count ? &parsing->words.list[first] : NULL;
	return parsing->verb->id == VERB_REMIND && word && !word->quoted &&
	       !strpbrk(word->text, "#0123456789");
}

const char *command_apart(struct arena *arena, const char *text)
{
	const char *at = text, *verb;
	size_t length;
	while (text_space(at))
		at += text_space(at);
	for (verb = at; text_kind(at, &length) == TEXT_LETTER;)
		at += length;
	return at > verb && (*at == '@' || strncmp(at, "<@", 2) == 0)
		       ? arena_printf(arena, "%.*s %s", (int)(at - text), text, at)
		       : text;
}

enum parse_result command_parse(struct arena *arena, const char *text, const char *prefix,
				struct command *command)
{
	struct parsing parsing = { .arena = arena, .command = command, .prefix = prefix };
	size_t used;
	lexer_run(arena, command_apart(arena, text), &parsing.words);
	parsing.verb = find_verb(arena, &parsing.words, 0, &used, &command->lang);
	if (parsing.verb) {
		command->verb = parsing.verb->name;
		parsing.next = used;
		return read_parameters(&parsing) == PARSE_COMMAND ? PARSE_COMMAND
		       : is_for_another_bot(&parsing, used)       ? PARSE_UNKNOWN
								  : PARSE_REJECT;
	}
	if (!parsing.words.count) {
		fail_at(&parsing, NULL, "empty",
			arena_printf(arena,
				     tr(command->lang, N_("Write a command, such as `%s%s`.")),
				     prefix, verb_table[VERB_HELP].words[command->lang]));
		return PARSE_UNKNOWN;
	}
	const struct word *first = &parsing.words.list[0];
	const char *folded = text_fold(arena, without_end(arena, first->text));
	if (!first->quoted && verbs_begin(folded, &command->lang))
		return reject_half_verb(&parsing, folded);
	return reject_unknown(&parsing, folded);
}
