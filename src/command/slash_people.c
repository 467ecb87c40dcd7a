/* What a slash command says of people, accounts and roles, as words of a line. */
#include "command/slash_people.h"

#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/money.h"
#include "command/parsing.h"
#include "command/suggest.h"

void slash_add_word(struct slashing *slashing, const char *text)
{
	buf_char(slashing->line, ' ');
	buf_text(slashing->line, text);
}

void slash_add_in_quotes(struct slashing *slashing, const char *text)
{
	buf_char(slashing->line, ' ');
	add_quoted(slashing->line, text);
}

const char *slash_mention_of(struct slashing *slashing, enum slash_type type, const char *id)
{
	uint64_t number;
	bool everyone = type == SLASH_ROLE && snowflake_parse(id, &number) &&
			number == slashing->command->guild_id;
	return everyone ? (slashing->command->lang == LANG_ES ? "todos" : "everyone")
			: arena_printf(slashing->arena, "<%s%s>",
				       type == SLASH_USER   ? "@"
				       : type == SLASH_ROLE ? "@&"
							    : "#",
				       id);
}

void slash_add_account(struct slashing *slashing, const char *text)
{
	const char *trimmed = slash_trimmed(slashing->arena, text);
	if (slash_is_mention(trimmed))
		slash_add_word(slashing, trimmed);
	else
		slash_add_in_quotes(slashing, text);
}

void slash_add_payees(struct slashing *slashing, const char *text)
{
	struct words *words = arena_alloc(slashing->arena, sizeof *words);
	lexer_run(slashing->arena, text, words);
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		const char *bare = slash_without_commas(slashing->arena, word->text),
			   *folded = text_fold(slashing->arena, bare);
		bool all = strcmp(folded, "everyone") == 0 || strcmp(folded, "@everyone") == 0 ||
			   strcmp(folded, "todos") == 0;
		if (!word->quoted && (all || slash_is_mention(bare)))
			slash_add_word(slashing, bare);
		else
			slash_add_in_quotes(slashing, word->quoted ? word->text : bare);
	}
	if (words->more)
		slash_refuse_value(slashing, "too_many", text, slashing->option);
}

void slash_add_targets(struct slashing *slashing, const char *text)
{
	struct words *words = arena_alloc(slashing->arena, sizeof *words);
	lexer_run(slashing->arena, text, words);
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->list[i];
		bool plain = !word->quoted && (slash_is_mention(word->text) ||
					       money_begins(slashing->arena, word->text));
		if (plain)
			slash_add_word(slashing, word->text);
		else
			slash_add_in_quotes(slashing, word->text);
	}
	if (words->more)
		slash_refuse_value(slashing, "too_many", text, slashing->option);
}

void slash_add_shares(struct slashing *slashing, const char *text)
{
	struct words *words = arena_alloc(slashing->arena, sizeof *words);
	lexer_run(slashing->arena, text, words);
	for (size_t i = 0; i < words->count && !slashing->failed; i++) {
		const struct word *word = &words->list[i];
		bool mention = strncmp(word->start, "<@", 2) == 0 ||
			       strncmp(word->start, "@everyone", 9) == 0;
		size_t length = (size_t)(word->end - word->start);
		if (mention)
			buf_char(slashing->line, ' ');
		if ((!mention && (!i || !strchr(":=xX0123456789", *word->start))) ||
		    memchr(word->start, '"', length) || words->more)
			slash_refuse_value(slashing, "bad_option", text, slashing->option);
		else
			buf_add(slashing->line, word->start, length);
	}
}

void slash_add_role_list(struct slashing *slashing, const char *text)
{
	if (strchr(text, '"'))
		slash_refuse_value(slashing, "role_expected", text, slashing->option);
	else
		slash_add_word(slashing, text);
}
