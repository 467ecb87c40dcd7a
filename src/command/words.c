/* What reads of one word: its mistakes said, mentions, amounts, choices. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/amount.h"
#include "command/parsing.h"

struct word *peek(struct parsing *parsing)
{
	return parsing->next < parsing->words.count ? &parsing->words.list[parsing->next] : NULL;
}

/* The usage of the verb closes every hint: what to write instead is the best mend. */
void fail_at(struct parsing *parsing, const struct word *word, const char *code, const char *hint)
{
	struct command *command = parsing->command;
	struct buf text = { 0 };
	if (parsing->failed)
		return;
	parsing->failed = true;
	command->error_code = code;
	if (word) {
		struct buf clean = { 0 };
		text_markdown(&clean, arena_copy(parsing->arena, word->text, utf8_prefix(word->text, 40)));
		command->error_detail = arena_printf(parsing->arena, tr(command->lang, N_("at character %zu: “%s”")), word->position,
						     buf_string(&clean));
		buf_free(&clean);
	}
	buf_text(&text, hint);
	if (parsing->verb) {
		buf_text(&text, " `");
		verb_usage(&text, parsing->verb, command->lang, parsing->prefix);
		buf_char(&text, '`');
	}
	command->error_hint = arena_strdup(parsing->arena, buf_string(&text));
	buf_free(&text);
}

void give(struct parsing *parsing, const char *key, const char *value)
{
	if (!command_add_argument(parsing->command, key, value))
		fail_at(parsing, NULL, "too_many_arguments", tr(parsing->command->lang, N_("That is too much for one command.")));
}

/* "<@1>", "<@!1>", "<@&1>" or "<#1>": the digits, when WORD is a mention that begins with OPENING. */
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

static const char *amount_hint(struct parsing *parsing, enum amount_error error, const char *text)
{
	enum lang lang = parsing->command->lang;
	size_t whole = strcspn(text, ".,");
	switch (error) {
	case AMOUNT_AMBIGUOUS:
		if (*text == '0' || whole == 0)
			return arena_printf(parsing->arena, tr(lang, N_("Three digits behind one sign can be read in two ways: write 0.%s0.")), text + whole + 1);
		return arena_printf(parsing->arena, tr(lang, N_("That can be read in two ways: write %.*s%s or %.*s.%s0.")), (int)whole, text,
				    text + whole + 1, (int)whole, text, text + whole + 1);
	case AMOUNT_GROUPING: return tr(lang, N_("The groups of digits do not fit; write 1234.50, 1,234.50 or 1.234,50."));
	case AMOUNT_NEGATIVE: return tr(lang, N_("An amount has no minus; the command says which way it goes."));
	case AMOUNT_ZERO: return tr(lang, N_("The amount must be more than zero."));
	case AMOUNT_CURRENCY_SIGN: return tr(lang, N_("Write the amount without a currency sign, and the currency's code behind it: 12.50 EUR."));
	case AMOUNT_EXPONENT: return tr(lang, N_("Write the amount out, without an exponent."));
	case AMOUNT_FOREIGN_DIGITS: return tr(lang, N_("Use the digits 0 to 9."));
	case AMOUNT_TOO_LONG: return tr(lang, N_("That amount has too many digits."));
	default: return tr(lang, N_("An amount is expected here, such as 12.50."));
	}
}

void read_amount_word(struct parsing *parsing, const char *key, const struct word *word, const char *text, bool signed_ok)
{
	const char *decimal;
	enum amount_error error = amount_read(parsing->arena, text, signed_ok, &decimal);
	if (error == AMOUNT_OK)
		give(parsing, key, decimal);
	else
		fail_at(parsing, word, amount_error_code(error), amount_hint(parsing, error, text));
}

const char *choice_named(struct parsing *parsing, const char *const (*choices)[LANG_COUNT], const char *text)
{
	const char *folded = text_fold(parsing->arena, text);
	/* The asker's language goes first: “balance” is one report in English and another in Spanish. */
	for (int turn = 0; turn < LANG_COUNT; turn++) {
		int lang = turn == 0 ? (int)parsing->command->lang : !parsing->command->lang;
		for (size_t i = 0; choices[i][0]; i++)
			if (strcmp(choices[i][lang], folded) == 0)
				return choices[i][LANG_EN];
	}
	return NULL;
}
