/* One command a message: a second one is never taken for a memo. */
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"
#include "command/suggest.h"

/* The verb that the words from AT on begin with, the first of them as TEXT; NULL: none. */
static const struct verb *verb_at(struct parsing *parsing, const char *text, size_t at)
{
	enum lang lang = parsing->command->lang;
	size_t used;
	const char *second = at + 1 < parsing->words.count
				     ? text_fold(parsing->arena, parsing->words.list[at + 1].text)
				     : NULL;
	return verb_match(text_fold(parsing->arena, text), second, &used, &lang);
}

/* Whether a command begins at word AT: anywhere with the prefix and a verb; on a line of its own
 * with the prefix and any word, where the prefix is no letters that words begin with, and without
 * it or behind a mention when the verb books an amount. */
static bool begins_command(struct parsing *parsing, size_t at)
{
	const struct word *word = &parsing->words.list[at];
	const char *prefix = parsing->prefix;
	size_t length = strlen(prefix), step;
	const struct verb *verb;
	if (word->quoted)
		return false;
	if (length && strncmp(word->text, prefix, length) == 0 && word->text[length]) {
		if (verb_at(parsing, word->text + length, at))
			return true;
		return word->begins_line && text_kind(prefix, &step) == TEXT_OTHER &&
		       text_kind(word->text + length, &step) == TEXT_LETTER;
	}
	if (!word->begins_line)
		return false;
	if (mention_id(parsing, word->text, "<@&") || user_mention(parsing, word->text)) {
		if (++at == parsing->words.count)
			return false;
		word = &parsing->words.list[at];
	}
	verb = verb_at(parsing, word->text, at);
	return verb && (verb_takes(verb, PARAM_AMOUNT) || verb_takes(verb, PARAM_LIMIT));
}

void check_one_command(struct parsing *parsing)
{
	for (size_t at = parsing->next; at < parsing->words.count; at++)
		if (begins_command(parsing, at)) {
			fail_line(
				parsing, &parsing->words.list[at], "two_commands",
				tr(parsing->command->lang,
				   N_("One command per message: nothing was done. Send each as a message of its own; if the rest is part of the memo, put the memo in quotes.")));
			return;
		}
}
