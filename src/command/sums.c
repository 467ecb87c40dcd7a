/* Amounts in commands: what names their currency, on either side; what is wrong with them. */
#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"

/* `5,`: TEXT without the punctuation at its end, where it is an amount then; NULL otherwise. */
static const char *amount_without_end(struct parsing *parsing, const char *text)
{
	const char *rest = without_end(parsing->arena, text);
	struct written_money written;
	return strlen(rest) < strlen(text) &&
			       money_read(parsing->arena, rest, true, &written) == AMOUNT_OK
		       ? rest
		       : NULL;
}

/* `$USD`, `$5USD`: whether nothing but two names of currencies is in TEXT, and perhaps a number. */
static bool names_two(struct parsing *parsing, const char *text)
{
	size_t length, digits;
	const char *rest = text;
	while (text_kind(rest, &length) == TEXT_CURRENCY_SIGN)
		rest += length;
	digits = strspn(rest, "0123456789.,");
	return rest > text && currency_is_plain(parsing->arena, rest + digits);
}

static const char *no_amount_hint(struct parsing *parsing, const char *text)
{
	enum lang lang = parsing->command->lang;
	if (names_two(parsing, text))
		return tr(lang, N_("The currency is written twice; write it once, such as 12.50 "
				   "EUR."));
	return strpbrk(text, "0123456789")
		       ? tr(lang, N_("That is not an amount; write it like 12.50."))
		       : tr(lang, N_("The amount is missing."));
}

static const char *amount_hint(struct parsing *parsing, enum amount_error error, const char *text)
{
	enum lang lang = parsing->command->lang;
	switch (error) {
	case AMOUNT_GROUPING:
		return tr(lang, N_("The thousands separators are in the wrong places; write "
				   "1234.50, 1,234.50 or 1.234,50."));
	case AMOUNT_NEGATIVE:
		return tr(lang, N_("Amounts have no minus; the command says which way the money "
				   "goes."));
	case AMOUNT_ZERO: return tr(lang, N_("The amount must be more than zero."));
	case AMOUNT_MULTIPLIED:
	case AMOUNT_EXPONENT: return tr(lang, N_("Write the amount with all its digits."));
	case AMOUNT_FOREIGN_DIGITS: return tr(lang, N_("Use the digits 0 to 9."));
	case AMOUNT_TOO_LONG: return tr(lang, N_("That amount has too many digits."));
	default: return no_amount_hint(parsing, text);
	}
}

/* What TEXT, of WORD, says of money, or fails. */
static bool read_written(struct parsing *parsing, const struct word *word, const char *text,
			 bool signed_ok, struct written_money *written)
{
	enum amount_error error = money_read(parsing->arena, text, signed_ok, written);
	const char *rest =
		error == AMOUNT_NONE && !word->key ? amount_without_end(parsing, text) : NULL;
	if (rest)
		fail_line(parsing, word, amount_error_code(error),
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("Leave out the sign behind "
								     "the amount: %s")),
				       line_with(parsing, word->start, word->end, rest,
						 verb_takes(parsing->verb, PARAM_MEMO)
							 ? memo_to_quote(parsing, 0)
							 : NULL)));
	else if (error == AMOUNT_SPLIT)
		fail_split(parsing, word, !word->key && verb_takes(parsing->verb, PARAM_MEMO));
	else if (error != AMOUNT_OK)
		fail_at(parsing, word, amount_error_code(error), amount_hint(parsing, error, text));
	return error == AMOUNT_OK;
}

/* "5,000" where nothing says which it is; ends with the lines to copy. */
void check_ambiguous(struct parsing *parsing, const struct word *word, const char *key,
		     const char *amount)
{
	enum lang lang = parsing->command->lang;
	if (!strchr(amount, ','))
		return;
	const char *whole = money_reading(parsing->arena, amount, false),
		   *decimals = money_reading(parsing->arena, amount, true);
	bool before_memo =
		!word->key && !parsing->member_follows && verb_takes(parsing->verb, PARAM_MEMO);
	const char *memo = before_memo ? memo_to_quote(parsing, 0) : NULL, *hint;
	const char *one = line_with(parsing, word->start, word->end,
				    arena_printf(parsing->arena, "%s%s", key, whole), memo);
	size_t length = strlen(decimals);
	if (decimals[length - 1] == '0') {
		decimals = money_in_language(parsing->arena, parsing->command->lang,
					     arena_copy(parsing->arena, decimals, length - 1));
		hint = arena_printf(
			parsing->arena, tr(lang, N_("Is that %s or %s? Write %s or %s.")), whole,
			decimals, one,
			line_with(parsing, word->start, word->end,
				  arena_printf(parsing->arena, "%s%s", key, decimals), memo));
	} else {
		hint = arena_printf(parsing->arena,
				    tr(lang, N_("That can be read in two ways. Write %s; if those "
						"are three decimals, add the currency's code.")),
				    one);
	}
	fail_line(parsing, word, amount_error_code(AMOUNT_AMBIGUOUS), hint);
}

bool is_unit_ahead(struct parsing *parsing, const struct word *word, const struct word *next)
{
	const char *bare =
		word && !word->quoted ? currency_bare_word(parsing->arena, word->text) : "";
	struct written_money written;
	if (!*bare || !next || next->quoted || money_begins(parsing->arena, bare) ||
	    !money_begins(parsing->arena, next->text) ||
	    (!currency_is_plain(parsing->arena, bare) && !currency_code_shaped(bare)))
		return false;
	return money_read(parsing->arena, next->text, true, &written) != AMOUNT_OK || !written.unit;
}

bool read_no_limit(struct parsing *parsing, const struct parameter *parameter, const char *text)
{
	const char *folded = text_fold(parsing->arena, text);
	if (strcmp(folded, "none") != 0 && strcmp(folded, "ninguno") != 0)
		return false;
	add_argument(parsing, parameter->key, "none");
	return true;
}

/* `hold @bob 50 key`: the amount comes first. */
static bool fail_who_first(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *who = words_peek(parsing), *amount = words_peek_at(parsing, 1);
	if (parameter != parsing->verb->parameters || strncmp(who->text, "<@", 2) != 0 ||
	    who->quoted || !amount || amount->quoted || !money_begins(parsing->arena, amount->text))
		return false;
	fail_line(parsing, who, amount_error_code(AMOUNT_NONE),
		  arena_printf(
			  parsing->arena,
			  tr(parsing->command->lang, N_("Write the amount first: %s")),
			  line_with(parsing, who->start, amount->end,
				    arena_printf(parsing->arena, "%s %s", amount->text, who->text),
				    NULL)));
	return true;
}

void read_amount_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing), *unit = NULL;
	struct written_money written;
	if (fail_who_first(parsing, parameter))
		return;
	if (is_unit_ahead(parsing, word, words_peek_at(parsing, 1))) {
		unit = word;
		parsing->next++;
		word = words_peek(parsing);
	}
	parsing->amount = word;
	parsing->next++;
	if (!read_written(parsing, word, word->text, parameter->kind == PARAM_LIMIT, &written))
		return;
	add_argument(parsing, parameter->key, written.amount);
	if (unit)
		add_argument(parsing, "unit", currency_bare_word(parsing->arena, unit->text));
	else if (written.unit)
		add_argument(parsing, "unit", written.unit);
}

void check_behind_currency(struct parsing *parsing, const char *currency, bool memo)
{
	static const char *const names[] = { [BEHIND_NUMBER] = "number",
					     [BEHIND_FACTOR] = "factor",
					     [BEHIND_SIGN] = "sign",
					     [BEHIND_MENTION] = "mention" };
	enum behind kind = what_is_behind_currency(parsing);
	bool plain =
		currency_is_plain(parsing->arena, currency_bare_word(parsing->arena, currency));
	if (plain)
		check_behind(parsing, kind, memo);
	else if (kind != BEHIND_MEMO && kind != BEHIND_CURRENCY)
		add_argument(parsing, "behind", names[kind]);
}

/* Whether the verb takes a memo behind PARAMETER. */
static bool memo_follows(const struct parameter *parameter)
{
	while (parameter->key && parameter->kind != PARAM_MEMO)
		parameter++;
	return parameter->key;
}

/* Whether the next words are read as a parameter behind PARAMETER, so that they name no currency:
 * each, monthly, `from wages`. */
static bool is_next_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	for (parameter++; parameter->key; parameter++) {
		enum parameter_kind kind = parameter->kind;
		bool words = kind == PARAM_CHOICE || kind == PARAM_FLAG ||
			     kind == PARAM_NEAR_ACCOUNT || (kind == PARAM_EACH && parsing->several);
		if (!words || !choice_at(parsing, parameter->choices, parsing->next,
					 parsing->words.count, &used))
			continue;
		const char *behind = bare_at(parsing, used);
		if (kind != PARAM_NEAR_ACCOUNT || !currency_codes(parsing->arena, behind))
			return true;
	}
	return false;
}

/* `5 daily`: where a choice must follow, a word that is no currency for sure is one only with that
 * choice behind it. */
static bool is_no_choice(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	size_t used;
	return word && parameter[1].key && parameter[1].kind == PARAM_CHOICE &&
	       !currency_is_plain(parsing->arena, bare_at(parsing, 0)) &&
	       !choice_at(parsing, parameter[1].choices, parsing->next + 1, parsing->words.count,
			  &used);
}

/* Behind each nothing belongs to the amount any more but its currency. */
static void read_currency_behind_each(struct parsing *parsing, const struct parameter *parameter)
{
	const char *amount = command_argument(parsing->command, "amount");
	if (command_argument(parsing->command, parameter->key))
		return;
	if (words_peek(parsing) && what_is_behind(parsing) == BEHIND_CURRENCY)
		add_argument(parsing, parameter->key, take_currency_word(parsing));
	else if (amount && !command_argument(parsing->command, "unit"))
		check_ambiguous(parsing, parsing->amount, "", amount);
}

static void read_currency_behind(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	if (command_argument(parsing->command, "each")) {
		read_currency_behind_each(parsing, parameter);
		return;
	}
	if (word && (is_next_parameter(parsing, parameter) || is_no_choice(parsing, parameter)))
		word = NULL;
	bool memo = memo_follows(parameter);
	enum behind kind = word ? what_is_behind(parsing) : BEHIND_MEMO;
	const char *amount = command_argument(parsing->command, "amount")
				     ? command_argument(parsing->command, "amount")
				     : command_argument(parsing->command, parameter[-1].key);
	bool unit = command_argument(parsing->command, "unit");
	struct currency_phrase phrase =
		word && memo && !unit ? currency_phrase(parsing, 0) : (struct currency_phrase){ 0 };
	bool named = kind == BEHIND_SIGN ||
		     (phrase.longer &&
		      (kind == BEHIND_MEMO || (kind == BEHIND_CURRENCY && phrase.code)));
	if (phrase.words && named) {
		fail_currency(parsing, &phrase);
		return;
	}
	if (amount && kind != BEHIND_CURRENCY && !unit &&
	    (kind == BEHIND_MEMO || !names_another_currency(parsing)))
		check_ambiguous(parsing, parsing->amount, "", amount);
	if (kind == BEHIND_CURRENCY) {
		parsing->unclear_word = !currency_is_plain(
			parsing->arena, currency_bare_word(parsing->arena, word->text));
		parsing->behind_amount = parsing->next;
		add_argument(parsing, parameter->key, take_currency_word(parsing));
		check_behind_currency(parsing, command_argument(parsing->command, parameter->key),
				      memo);
	} else if (word) {
		check_behind(parsing, kind, memo);
	}
}

void read_currency_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	bool recurs = verb_takes(parsing->verb, PARAM_RULE);
	if (parsing->several && verb_takes(parsing->verb, PARAM_EACH))
		read_each(parsing, parameter_of(parsing->verb, PARAM_EACH));
	if (recurs)
		skip_each(parsing);
	if (!parsing->failed)
		read_currency_behind(parsing, parameter);
	if (recurs && !parsing->failed && command_argument(parsing->command, parameter->key))
		skip_each(parsing);
}

void read_amount_option(struct parsing *parsing, const struct word *word, const char *key,
			bool signed_ok, bool unit_in_key)
{
	struct written_money written;
	if (!read_written(parsing, word, word->value, signed_ok, &written))
		return;
	parsing->next++; /* to look at what is behind */
	const struct word *next = words_peek(parsing);
	const char *unit = written.unit;
	enum behind kind = next && !next->key ? what_is_behind(parsing) : BEHIND_MEMO;
	bool taken = !unit && kind == BEHIND_CURRENCY && !mention_id(parsing, next->text, "<@&");
	if (taken)
		unit = currency_bare_word(parsing->arena, next->text);
	else if (kind == BEHIND_NUMBER)
		fail_split(parsing, word, false);
	if (!taken)
		parsing->next--;
	if (!unit)
		check_ambiguous(parsing, word,
				arena_printf(parsing->arena,
					     "%.*s=", (int)strcspn(word->start, "="), word->start),
				written.amount);
	add_argument(parsing,
		     unit && unit_in_key ? arena_printf(parsing->arena, "%s=%s", key, unit) : key,
		     written.amount);
	if (unit && !unit_in_key)
		add_argument(parsing, "unit", unit);
}

void read_currency_before_who(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing), *next = words_peek_at(parsing, 1);
	const char *bare = bare_at(parsing, 0),
		   *amount = command_argument(parsing->command, "amount");
	bool mention = next && !next->quoted && strncmp(next->text, "<@", 2) == 0,
	     people = parameter[1].kind == PARAM_SHARES;
	enum behind kind = word && !word->quoted ? what_is_behind(parsing) : BEHIND_MEMO;
	if (word && !word->quoted && *bare && !money_begins(parsing->arena, word->text) &&
	    (currency_is_plain(parsing->arena, bare) ||
	     (people && mention && currency_code_can_be_named(parsing->arena, bare)))) {
		add_argument(parsing, parameter->key, take_currency_word(parsing));
		return;
	}
	bool factor = kind == BEHIND_FACTOR || currency_is_multiplier(parsing->arena, bare);
	if (kind == BEHIND_NUMBER)
		fail_split(parsing, parsing->amount, false);
	else if (factor && mention)
		fail_at(parsing, word, "multiplied_amount",
			tr(parsing->command->lang, N_("Write the amount with all its digits.")));
	parsing->member_follows = true;
	if (!parsing->failed && amount && !command_argument(parsing->command, "unit"))
		check_ambiguous(parsing, parsing->amount, "", amount);
	parsing->member_follows = false;
}

void read_part(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	bool unit_ahead = is_unit_ahead(parsing, word, words_peek_at(parsing, 1)) &&
			  currency_is_plain(parsing->arena, bare_at(parsing, 0));
	if (word->quoted || (!unit_ahead && !money_begins(parsing->arena, word->text)))
		return;
	read_amount_parameter(parsing, parameter);
	const char *bare = bare_at(parsing, 0);
	if (parsing->failed)
		return;
	bool unit = command_argument(parsing->command, "unit");
	if (!unit && *bare && currency_is_plain(parsing->arena, bare)) {
		add_argument(parsing, "unit", bare);
		parsing->next++;
	} else if (words_peek(parsing)) {
		enum behind kind = what_is_behind(parsing);
		if (!unit)
			check_ambiguous(parsing, parsing->amount, "",
					command_argument(parsing->command, parameter->key));
		if (kind != BEHIND_MENTION)
			check_behind(parsing, kind, memo_follows(parameter));
	} else if (!unit) {
		check_ambiguous(parsing, parsing->amount, "",
				command_argument(parsing->command, parameter->key));
	}
}
