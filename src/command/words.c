/* What reads of one word: its mistakes said, mentions, choices. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/parsing.h"

struct word *words_peek(struct parsing *parsing)
{
	return words_peek_at(parsing, 0);
}

struct word *words_peek_at(struct parsing *parsing, size_t steps)
{
	return parsing->next + steps < parsing->words.count
		       ? &parsing->words.list[parsing->next + steps]
		       : NULL;
}

void fail_line(struct parsing *parsing, const struct word *word, const char *code, const char *hint)
{
	struct command *command = parsing->command;
	if (parsing->failed)
		return;
	parsing->failed = true;
	command->error_code = code;
	command->error_hint = hint;
	if (word) {
		struct buf clean = { 0 };
		text_markdown(&clean,
			      arena_copy(parsing->arena, word->text, utf8_prefix(word->text, 40)));
		command->error_detail = arena_printf(parsing->arena, tr(command->lang, N_("“%s”")),
						     buf_string(&clean));
		buf_free(&clean);
	}
}

/* A line that works follows. */
void fail_at(struct parsing *parsing, const struct word *word, const char *code, const char *hint)
{
	struct command *command = parsing->command;
	struct buf text = { 0 };
	if (parsing->failed)
		return;
	fail_line(parsing, word, code, hint);
	buf_text(&text, hint);
	if (parsing->verb) {
		buf_char(&text, ' ');
		buf_printf(&text, tr(command->lang, N_("For example: `%s%s`")), parsing->prefix,
			   help_rows[parsing->verb->id].example[command->lang]);
	}
	command->error_hint = arena_strdup(parsing->arena, buf_string(&text));
	buf_free(&text);
}

void fail_unknown_verb(struct parsing *parsing, const struct word *word)
{
	enum lang lang = parsing->command->lang;
	const char *help = verb_table[VERB_HELP].words[lang];
	fail_line(parsing, word, "unknown_verb",
		  arena_printf(parsing->arena,
			       tr(lang, N_("There is no such command. `%s%s` shows them.")),
			       parsing->prefix, help));
}

void fail_surplus(struct parsing *parsing, const struct word *word)
{
	struct buf rest = { 0 };
	text_markdown(&rest, arena_copy(parsing->arena, word->start, utf8_prefix(word->start, 40)));
	fail_at(parsing, NULL, "surplus",
		arena_printf(parsing->arena,
			     tr(parsing->command->lang, N_("There are extra words at the end: "
							   "“%s”.")),
			     buf_string(&rest)));
	buf_free(&rest);
}

void add_argument(struct parsing *parsing, const char *key, const char *value)
{
	if (!command_add_argument(parsing->command, key, value))
		fail_at(parsing, NULL, "too_many_arguments",
			tr(parsing->command->lang, N_("That is too much for one command.")));
}

/* "<@1>", "<@!1>", "<@&1>" or "<#1>": the digits, when WORD is a mention that begins with OPENING.
 */
const char *mention_id(struct parsing *parsing, const char *word, const char *opening)
{
	size_t skip = strlen(opening), digits;
	uint64_t id;
	if (strncmp(word, opening, skip) != 0)
		return NULL;
	digits = strspn(word + skip, "0123456789");
	if (strcmp(word + skip + digits, ">") != 0)
		return NULL;
	const char *text = arena_copy(parsing->arena, word + skip, digits);
	return snowflake_parse(text, &id) && id ? text : NULL; /* Discord gives nothing the id 0 */
}

const char *user_mention(struct parsing *parsing, const char *word)
{
	const char *id = mention_id(parsing, word, "<@!");
	if (!id)
		id = mention_id(parsing, word, "<@");
	return id ? arena_printf(parsing->arena, "@%s", id) : NULL;
}

const char *without_end(struct arena *arena, const char *text)
{
	static const char *const signs[] = { ".", ",", ";", ":", "!", "?", "…", "–", "—", "-" };
	size_t length = strlen(text), sign;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		sign = strlen(signs[i]);
		if (length < sign || memcmp(text + length - sign, signs[i], sign) != 0)
			continue;
		length -= sign;
		i = (size_t)-1; /* from the first again */
	}
	return arena_copy(arena, text, length);
}

const char *choice_named(struct parsing *parsing, const char *const (*choices)[LANG_COUNT],
			 const char *text)
{
	const char *folded = text_fold(parsing->arena, text);
	/* The asker's language goes first: “balance” is one report in English and another in
	 * Spanish. */
	for (int turn = 0; turn < LANG_COUNT; turn++) {
		int lang = turn == 0 ? (int)parsing->command->lang : !parsing->command->lang;
		for (size_t i = 0; choices[i][0]; i++)
			if (strcmp(choices[i][lang], folded) == 0)
				return choices[i][LANG_EN];
	}
	return NULL;
}

void fail_choice(struct parsing *parsing, const struct word *word, const char *code,
		 const char *const (*choices)[LANG_COUNT])
{
	struct buf list = { 0 };
	for (size_t i = 0; choices[i][0]; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", choices[i][parsing->command->lang]);
	fail_at(parsing, word, code,
		arena_printf(parsing->arena,
			     tr(parsing->command->lang, N_("Unknown option; choose one of %s.")),
			     buf_string(&list)));
	buf_free(&list);
}

size_t phrase_at(struct parsing *parsing, size_t at, size_t end, const char *phrase)
{
	size_t count = 0, length;
	for (; *phrase; phrase += length + (phrase[length] == ' '), count++) {
		const struct word *word = &parsing->words.list[at + count];
		length = strcspn(phrase, " ");
		if (at + count >= end || word->quoted)
			return 0;
		const char *folded = text_fold(parsing->arena, word->text);
		if (strlen(folded) != length || memcmp(folded, phrase, length) != 0)
			return 0;
	}
	return count;
}

const char *choice_at(struct parsing *parsing, const char *const (*choices)[LANG_COUNT], size_t at,
		      size_t end, size_t *used)
{
	const char *choice = NULL;
	*used = 0;
	for (size_t i = 0; choices && choices[i][0]; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			size_t words = phrase_at(parsing, at, end, choices[i][lang]);
			if (words > *used) {
				*used = words;
				choice = choices[i][LANG_EN];
			}
		}
	return choice;
}

bool has_choice(const char *const (*choices)[LANG_COUNT], const char *name)
{
	for (size_t i = 0; choices && choices[i][0]; i++)
		if (strcmp(choices[i][LANG_EN], name) == 0)
			return true;
	return false;
}
