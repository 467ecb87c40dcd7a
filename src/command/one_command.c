/* One command a message: a second one is never taken for a memo. */
#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"
#include "command/suggest.h"

static const struct word *word_at(struct parsing *parsing, size_t at)
{
	return at < parsing->words.count ? &parsing->words.list[at] : NULL;
}

static const char *bare_word(struct parsing *parsing, const char *text)
{
	return text_fold(parsing->arena, currency_bare_word(parsing->arena, text));
}

/* `pay<@12>` is a verb and a member. */
static const char *verb_word(struct parsing *parsing, const char *text)
{
	size_t letters = strcspn(text, "<@");
	return bare_word(parsing, letters ? arena_copy(parsing->arena, text, letters) : text);
}

/* The verb that the words from AT on begin with, the first of them as TEXT, without the signs
 * around them; NULL: none. */
static const struct verb *verb_at(struct parsing *parsing, const char *text, size_t at)
{
	enum lang lang = parsing->command->lang;
	size_t used;
	const struct word *next = word_at(parsing, at + 1);
	const char *second = next ? bare_word(parsing, next->text) : NULL;
	return verb_match(verb_word(parsing, text), second, &used, &lang);
}

static bool books_amount(const struct verb *verb)
{
	return verb && (verb_takes(verb, PARAM_AMOUNT) || verb_takes(verb, PARAM_LIMIT));
}

/* Whether a line that begins with VERB, its first word at AT, is a command without a prefix. Words
 * such as hold and every begin lines of a memo, too: behind them comes a mention or a number. */
static bool is_meant(struct parsing *parsing, const struct verb *verb, size_t at)
{
	const struct word *next = word_at(parsing, at + 1);
	return books_amount(verb) &&
	       (!(verb->traits & TRAIT_OF_MONTH) ||
		(next && !next->quoted &&
		 (strncmp(next->text, "<@", 2) == 0 || money_begins(parsing->arena, next->text))));
}

/* Behind the prefix in TEXT, folded, which only signs may be before: list marks, Markdown,
 * invisible characters. NULL: there is none. */
static const char *behind_prefix(struct parsing *parsing, const char *text)
{
	const char *prefix = text_fold(parsing->arena, parsing->prefix);
	size_t length = strlen(prefix), step;
	if (!length)
		return NULL;
	for (; *text; text += step) {
		if (strncmp(text, prefix, length) == 0)
			return text + length;
		if (text_kind(text, &step) != TEXT_OTHER)
			return NULL;
	}
	return NULL;
}

/* Behind the mention in TEXT, which only signs may be before; NULL: there is none. */
static const char *behind_mention(struct parsing *parsing, const char *text)
{
	size_t length;
	for (; strncmp(text, "<@", 2) != 0; text += length)
		if (text_kind(text, &length) != TEXT_OTHER)
			return NULL;
	const char *end = strchr(text, '>');
	const char *mention = end ? arena_copy(parsing->arena, text, (size_t)(end + 1 - text)) : "";
	return mention_id(parsing, mention, "<@&") || user_mention(parsing, mention) ? end + 1
										     : NULL;
}

/* What begins a line and is not yet its text: `-`, `>`, `**`, `1.`, `a)`. */
static bool is_list_mark(struct parsing *parsing, const struct word *word)
{
	const char *bare = bare_word(parsing, word->text);
	size_t length = strlen(bare), digits = strspn(bare, "0123456789");
	if (!length || word->quoted)
		return !word->quoted;
	char last = word->text[strlen(word->text) - 1];
	return (digits == length || length == 1) && (last == '.' || last == ')');
}

/* Whether a line that begins a command does so at AT, with its marks left out. */
static bool line_begins_command(struct parsing *parsing, size_t at)
{
	const struct word *word = word_at(parsing, at), *next;
	const char *rest;
	while ((next = word_at(parsing, at + 1)) && !next->begins_line && !next->quoted &&
	       is_list_mark(parsing, word)) {
		rest = behind_prefix(parsing, text_fold(parsing->arena, word->text));
		if (rest && !*bare_word(parsing, rest) && verb_at(parsing, next->text, at + 1))
			return true; /* `! pay` */
		word = next;
		at++;
	}
	const char *text = word->text;
	size_t step;
	if ((rest = behind_prefix(parsing, text_fold(parsing->arena, text))))
		return text_kind(text_fold(parsing->arena, parsing->prefix), &step) == TEXT_OTHER &&
		       text_kind(rest, &step) == TEXT_LETTER;
	if ((rest = behind_mention(parsing, text))) {
		if (!*bare_word(parsing, rest) && !(word = word_at(parsing, ++at)))
			return false;
		text = *bare_word(parsing, rest) ? rest : word->text;
	}
	return is_meant(parsing, verb_at(parsing, text, at), at);
}

/* Whether a command begins at word AT: anywhere with the prefix and a verb; on a line of its own
 * with the prefix and any word, where the prefix is no letters that words begin with, and without
 * it or behind a mention when the verb books an amount. */
static bool begins_command(struct parsing *parsing, size_t at)
{
	const struct word *word = word_at(parsing, at);
	const char *rest;
	if (word->quoted)
		return false;
	rest = behind_prefix(parsing, text_fold(parsing->arena, word->text));
	if (rest && *bare_word(parsing, rest) && verb_at(parsing, rest, at))
		return true;
	return word->begins_line && line_begins_command(parsing, at);
}

/* Whether the words before AT hold all that a payment needs: an amount, and whom it is for. */
static bool is_said_before(struct parsing *parsing, size_t at)
{
	size_t needed = 0, given = 0;
	bool amount = false;
	for (const struct parameter *parameter = parsing->verb->parameters; parameter->key;
	     parameter++)
		needed += parameter->kind == PARAM_ACCOUNT ||
			  (parameter->kind == PARAM_PAYEES && parameter->name[LANG_EN]);
	for (size_t i = parsing->next; i < at; i++) {
		const struct word *word = word_at(parsing, i);
		bool money = !word->quoted && money_begins(parsing->arena, word->text);
		bool mention = user_mention(parsing, word->text);
		amount |= money;
		given += mention ||
			 (!money && !amount && !currency_is_plain(parsing->arena, word->text));
	}
	return amount && given >= needed;
}

/* `<@13> 2 dinner` on a line behind a whole payment: nobody but the first is paid. */
static bool begins_payment(struct parsing *parsing, size_t at)
{
	const struct word *word = word_at(parsing, at), *next;
	if (!word->begins_line || !books_amount(parsing->verb) ||
	    verb_takes(parsing->verb, PARAM_SHARES) || !is_said_before(parsing, at))
		return false;
	while ((next = word_at(parsing, at + 1)) && !next->begins_line &&
	       is_list_mark(parsing, word)) {
		word = next;
		at++;
	}
	if (word->quoted)
		return false;
	if (behind_mention(parsing, word->text))
		return true;
	next = word_at(parsing, at + 1);
	return strchr(word->text, '@') && next && money_begins(parsing->arena, next->text);
}

void check_one_command(struct parsing *parsing)
{
	for (size_t at = parsing->next; at < parsing->words.count; at++)
		if (begins_command(parsing, at) || begins_payment(parsing, at)) {
			fail_line(parsing, &parsing->words.list[at], "two_commands",
				  tr(parsing->command->lang,
				     N_("One command per message: nothing was done. Send each as a "
					"message of its own; if the rest is part of the memo, put "
					"the memo in quotes.")));
			return;
		}
}
