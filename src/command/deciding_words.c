/* Deciding words: small talk such as ok decides nothing. */
#include "command/deciding_words.h"

#include <string.h>

#include "base/unicode.h"
#include "command/lexer.h"
#include "command/verbs.h"

/* LANG_COUNT: the word is of both languages. */
static const struct deciding_word {
	const char *word;
	enum verb_id verb;
	enum lang lang;
} deciding_words[] = {
	{ "yes", VERB_ACCEPT, LANG_EN },       { "accept", VERB_ACCEPT, LANG_EN },
	{ "confirm", VERB_ACCEPT, LANG_EN },   { "approve", VERB_APPROVE, LANG_EN },
	{ "si", VERB_ACCEPT, LANG_ES },        { "aceptar", VERB_ACCEPT, LANG_ES },
	{ "confirmar", VERB_ACCEPT, LANG_ES }, { "aprobar", VERB_APPROVE, LANG_ES },
	{ "no", VERB_DECLINE, LANG_COUNT },    { "decline", VERB_DECLINE, LANG_EN },
	{ "declinar", VERB_DECLINE, LANG_ES }, { "reject", VERB_REJECT, LANG_EN },
	{ "rechazar", VERB_REJECT, LANG_ES },  { "cancel", VERB_CANCEL, LANG_EN },
	{ "cancelar", VERB_CANCEL, LANG_ES },
};

/* "yes!", "sí.", "no, thanks": the word without the punctuation at its end; not of a question. */
static const struct deciding_word *deciding_word_of(struct arena *arena, const char *text)
{
	const char *folded = text_fold(arena, text);
	size_t length = strlen(folded);
	while (length && strchr(".,!;", folded[length - 1]))
		length--;
	for (size_t i = 0; i < sizeof deciding_words / sizeof *deciding_words; i++)
		if (strlen(deciding_words[i].word) == length &&
		    memcmp(deciding_words[i].word, folded, length) == 0)
			return &deciding_words[i];
	return NULL;
}

static bool takes_reason(const struct deciding_word *word)
{
	return word->verb != VERB_ACCEPT && word->verb != VERB_APPROVE;
}

/* Whether NUMBERS, "41 42", hold TEXT. */
static bool is_among(const char *numbers, const char *text)
{
	size_t length = strlen(text), each;
	for (const char *at = numbers; *at; at += each + (at[each] == ' ')) {
		each = strcspn(at, " ");
		if (length == each && memcmp(at, text, each) == 0)
			return true;
	}
	return false;
}

static void set_numbers(struct command *command, const char *numbers)
{
	for (size_t i = 0; i < command->argument_count; i++) {
		struct argument *argument = &command->arguments[i];
		if (strcmp(argument->key, "n") == 0 || strcmp(argument->key, "who") == 0)
			argument->value = numbers;
	}
	command_add_argument(command, "reply", "1");
}

enum parse_result deciding_reply(struct arena *arena, const char *text, const char *numbers,
				 bool prefixed, const char *prefix, struct command *command)
{
	struct words words;
	lexer_run(arena, text, &words);
	const struct deciding_word *decision = words.count && !words.list[0].quoted
						       ? deciding_word_of(arena, words.list[0].text)
						       : NULL;
	const struct word *behind = words.count > 1 ? &words.list[1] : NULL;
	if (!decision || (behind && !takes_reason(decision)))
		return PARSE_UNKNOWN;
	if (behind && prefixed && strpbrk(behind->text, "#0123456789<"))
		return PARSE_UNKNOWN; /* `!decline 41` is whole */
	const char *reason = behind ? behind->start : "";
	if (behind && is_among(numbers, behind->text)) {
		numbers = arena_strdup(arena, behind->text);
		reason = words.count > 2 ? words.list[2].start : "";
	}
	if (decision->lang != LANG_COUNT)
		command->lang = decision->lang;
	/* read as the command that it means */
	const char *verb = verb_table[decision->verb].words[command->lang];
	const char *line = arena_printf(arena, "%.*s %.*s %s", (int)strcspn(verb, "|"), verb,
					(int)strcspn(numbers, " "), numbers, reason);
	enum parse_result result = command_parse(arena, line, prefix, command);
	if (result == PARSE_COMMAND)
		set_numbers(command, numbers);
	return result;
}
