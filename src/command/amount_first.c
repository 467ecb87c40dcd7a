/* `5 @bob`: in which order amount and person come. */
#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"

static bool word_is_mention(struct parsing *parsing, const struct word *word)
{
	return word && !word->quoted && user_mention(parsing, word->text);
}

/* Whether the next words are an amount, perhaps with its currency, and behind them a member: how
 * many words the amount has; 0: no. */
static size_t amount_before_member(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing);
	size_t at = 0;
	if (!word || word->quoted || word_is_mention(parsing, word))
		return 0;
	if (is_unit_ahead(parsing, word, words_peek_at(parsing, 1)))
		at++;
	else if (!money_begins(parsing->arena, word->text))
		return 0;
	size_t words = ++at;
	while ((word = words_peek_at(parsing, at)) && !word->quoted &&
	       !word_is_mention(parsing, word) && money_begins(parsing->arena, word->text))
		at++; /* a number with spaces in it, to be refused as one */
	if (word_is_mention(parsing, word))
		return words;
	const char *bare =
		word && !word->quoted ? currency_bare_word(parsing->arena, word->text) : "";
	bool currency = currency_is_plain(parsing->arena, bare) || currency_code_shaped(bare);
	return currency && word_is_mention(parsing, words_peek_at(parsing, at + 1)) ? words : 0;
}

/* The line with MEMBER moved before AMOUNT, which is further ahead. */
static const char *member_first(struct parsing *parsing, const struct word *amount,
				const struct word *member)
{
	const char *behind = member->end;
	while (text_space(behind))
		behind += text_space(behind);
	const char *moved = arena_printf(parsing->arena, "%s %.*s", member->text,
					 (int)(member->start - amount->start), amount->start);
	return line_with(parsing, amount->start, behind, moved, NULL);
}

/* `5 k <@12>`: the member is mentioned, but not directly behind the amount, the next word. */
static bool fail_member_apart(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing), *member = NULL;
	for (size_t at = 1; !member && (member = words_peek_at(parsing, at)); at++)
		member = word_is_mention(parsing, member) ? member : NULL;
	if (!member)
		return false;
	parsing->next++;
	enum behind kind = what_is_behind(parsing);
	parsing->next--;
	if (kind == BEHIND_FACTOR)
		fail_at(parsing, words_peek_at(parsing, 1), "multiplied_amount",
			tr(parsing->command->lang, N_("Write the amount with all its digits.")));
	else
		fail_line(parsing, words_peek_at(parsing, 1), "member_apart",
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("Write the member before the "
								     "amount: %s")),
				       member_first(parsing, word, member)));
	return true;
}

void check_member_missing(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing), *next = words_peek_at(parsing, 1);
	struct written_money written;
	if (!word || word->quoted || word->key || word_is_mention(parsing, word))
		return;
	bool digits = *word->text && strspn(word->text, "0123456789.,") == strlen(word->text);
	bool amount = strspn(word->text, "0123456789") &&
		      money_read(parsing->arena, word->text, false, &written) == AMOUNT_OK;
	if (!digits && (!amount || (next && money_begins(parsing->arena, next->text))))
		return;
	if (fail_member_apart(parsing))
		return;
	fail_line(parsing, word, "missing_member",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang,
				  parsing->verb->id == VERB_PAY || parsing->verb->id == VERB_EVERY
					  ? N_("Say whom you pay: mention them, e.g. %s")
				  : parsing->verb->id == VERB_REQUEST
					  ? N_("Say whom you ask: mention them, e.g. %s")
					  : N_("Say who: mention them, e.g. %s")),
			       line_with(parsing, word->start, word->start, "@ana ", NULL)));
}

size_t read_amount_first(struct parsing *parsing, const struct parameter *parameter)
{
	if (parameter->kind != PARAM_ACCOUNT || !parameter[1].key ||
	    (parameter[1].kind != PARAM_AMOUNT && parameter[1].kind != PARAM_LIMIT))
		return 0;
	/* `move`: two accounts, whose names may be anything */
	const struct parameter *first = parsing->verb->parameters;
	if (parameter != first + (first->kind == PARAM_PAYEES))
		return 0;
	if (!amount_before_member(parsing)) {
		check_member_missing(parsing);
		return 0;
	}
	parsing->member_follows = true;
	read_amount_parameter(parsing, &parameter[1]);
	const struct word *word = words_peek(parsing);
	if (!parsing->failed && !word_is_mention(parsing, word)) {
		if (what_is_behind(parsing) == BEHIND_CURRENCY) {
			add_argument(parsing, parameter[2].key, word->text);
			parsing->next++;
		} else {
			fail_split(parsing, parsing->amount, false);
		}
	}
	parsing->member_follows = false;
	if (!parsing->failed)
		read_parameter(parsing, parameter);
	if (parsing->failed)
		return 3;
	if (command_argument(parsing->command, parameter[2].key))
		check_behind_currency(parsing, command_argument(parsing->command, parameter[2].key),
				      parameter[3].key != NULL);
	else
		read_currency_parameter(parsing, &parameter[2]);
	return 3;
}
