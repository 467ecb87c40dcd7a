/* Reading each kind of parameter; every mistake has its code, its place and its mend. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/amount.h"
#include "command/parsing.h"
#include "command/suggest.h"

enum { MEMO_POINTS = 200 };

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

static void give(struct parsing *parsing, const char *key, const char *value)
{
	if (!command_add_argument(parsing->command, key, value))
		fail_at(parsing, NULL, "too_many_arguments", tr(parsing->command->lang, N_("That is too much for one command.")));
}

/* "<@1>", "<@!1>", "<@&1>" or "<#1>": the digits, when WORD is a mention that begins with OPENING. */
static const char *mention_id(struct parsing *parsing, const char *word, const char *opening)
{
	size_t skip = strlen(opening), digits;
	uint64_t id;
	if (strncmp(word, opening, skip) != 0)
		return NULL;
	digits = strspn(word + skip, "0123456789");
	if (strcmp(word + skip + digits, ">") != 0)
		return NULL;
	const char *text = arena_copy(parsing->arena, word + skip, digits);
	return snowflake_parse(text, &id) ? text : NULL;
}

static const char *user_mention(struct parsing *parsing, const char *word)
{
	const char *id = mention_id(parsing, word, "<@!");
	if (!id)
		id = mention_id(parsing, word, "<@");
	return id ? arena_printf(parsing->arena, "@%s", id) : NULL;
}

static void read_account(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	enum lang lang = parsing->command->lang;
	const char *user = word->quoted ? NULL : user_mention(parsing, word->text);
	if (user)
		give(parsing, parameter->key, user);
	else if (mention_id(parsing, word->text, "<@&"))
		fail_at(parsing, word, "role_for_user", tr(lang, N_("That is a role, not a person: choose the member from the list that appears when you type @.")));
	else if (parameter->kind == PARAM_USER)
		fail_at(parsing, word, "user_expected", tr(lang, N_("Write the member as a mention (@name).")));
	else if (*word->text == '@' && !word->quoted)
		fail_at(parsing, word, "mention_expected", tr(lang, N_("That is not a mention yet: choose the member from the list that appears when you type @.")));
	else if (!*word->text || *word->text == '<')
		fail_at(parsing, word, "account_expected", tr(lang, N_("Write a member as a mention, or an account by its name.")));
	else
		give(parsing, parameter->key, word->text);
}

static void read_role(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&"), *folded = text_fold(parsing->arena, word->text);
	if (id)
		give(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	else if (strcmp(folded, "everyone") == 0 || strcmp(folded, "@everyone") == 0 || strcmp(folded, "todos") == 0)
		give(parsing, parameter->key, "everyone");
	else
		fail_at(parsing, word, "role_expected", tr(parsing->command->lang, N_("Write the role as a mention (@Role), or `everyone`.")));
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

static void read_amount(struct parsing *parsing, const char *key, const struct word *word, const char *text, bool signed_ok)
{
	const char *decimal;
	enum amount_error error = amount_read(parsing->arena, text, signed_ok, &decimal);
	if (error == AMOUNT_OK)
		give(parsing, key, decimal);
	else
		fail_at(parsing, word, amount_error_code(error), amount_hint(parsing, error, text));
}

static void read_limit(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *folded = text_fold(parsing->arena, word->text);
	if (strcmp(folded, "none") == 0 || strcmp(folded, "ninguno") == 0)
		give(parsing, parameter->key, "none");
	else
		read_amount(parsing, parameter->key, word, word->text, true);
}

/* Takes the word as a currency's code when it could be one; whether it is, the ledger knows. */
static void read_currency(struct parsing *parsing, const struct parameter *parameter)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char letters_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const struct word *word = peek(parsing);
	size_t length = word ? strlen(word->text) : 0;
	if (!word || word->quoted || length < 2 || length > 10 || !strchr(letters, *word->text) ||
	    strspn(word->text, letters_digits) != length)
		return;
	give(parsing, parameter->key, word->text);
	parsing->next++;
}

static void read_number(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *digits = word->text + (*word->text == '#');
	size_t length = strlen(digits);
	if (length && length <= 18 && strspn(digits, "0123456789") == length && strspn(digits, "0") != length)
		give(parsing, parameter->key, digits);
	else
		fail_at(parsing, word, "number_expected", tr(parsing->command->lang, N_("A whole number from 1 is expected here.")));
}

static const char *choice_named(struct parsing *parsing, const char *const (*choices)[LANG_COUNT], const char *text)
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

static void read_choice(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *choice = choice_named(parsing, parameter->choices, word->text);
	if (choice)
		give(parsing, parameter->key, choice);
	else
		fail_at(parsing, word, "bad_choice", tr(parsing->command->lang, N_("That word is none of those that fit here.")));
}

/* White space runs become one space; what else the member wrote is kept. */
static const char *squeeze(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *to = copy;
	for (const char *at = copy; *at; at++) {
		bool space = *at == ' ' || (*at >= '\t' && *at <= '\r');
		if (space && (to == copy || to[-1] == ' '))
			continue;
		*to++ = space ? ' ' : *at;
	}
	while (to > copy && to[-1] == ' ')
		to--;
	*to = '\0';
	return copy;
}

static void read_memo(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = peek(parsing);
	bool alone = word && word->quoted && !word->key && parsing->next + 1 == parsing->words.count;
	if (!word)
		return;
	const char *memo = squeeze(parsing->arena, alone ? word->text : word->start);
	size_t points = utf8_count(memo);
	parsing->next = parsing->words.count;
	if (points > MEMO_POINTS)
		fail_at(parsing, word, "memo_too_long",
			arena_printf(parsing->arena, tr(parsing->command->lang, N_("That text has %zu characters; 200 are allowed.")), points));
	else if (points)
		give(parsing, parameter->key, memo);
}

/* A role's name may have several words: all that is left, unless a parameter follows. */
static void read_role_name(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&"), *folded = text_fold(parsing->arena, word->text);
	bool last = !parameter[1].key, everyone = strcmp(folded, "everyone") == 0 || strcmp(folded, "@everyone") == 0 || strcmp(folded, "todos") == 0;
	if (id) {
		give(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	} else if (everyone) {
		give(parsing, parameter->key, "everyone");
	} else if (user_mention(parsing, word->text)) {
		fail_at(parsing, word, "user_for_role", tr(parsing->command->lang, N_("That is a person, not a role: write the role as a mention (@Role) or by its name.")));
	} else if (word->quoted || !last) {
		give(parsing, parameter->key, word->text);
	} else {
		give(parsing, parameter->key, squeeze(parsing->arena, word->start));
		parsing->next = parsing->words.count - 1;
	}
}

static void read_request(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *user = user_mention(parsing, word->text);
	if (user)
		give(parsing, parameter->key, user);
	else
		read_number(parsing, parameter, word);
}

/* "one", "any", "none", or how many. */
static void read_size(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *choice = choice_named(parsing, parameter->choices, word->text);
	if (choice)
		give(parsing, parameter->key, choice);
	else
		read_number(parsing, parameter, word);
}

static void read_group_option(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *key = choice_named(parsing, parameter->choices, word->key), *role = mention_id(parsing, word->value, "<@&");
	const char *folded = text_fold(parsing->arena, word->value);
	if (!key || command_argument(parsing->command, key))
		fail_at(parsing, word, "bad_option", tr(parsing->command->lang, N_("There is no such option here, or it is given twice.")));
	else if (strcmp(key, "fee") == 0)
		read_amount(parsing, key, word, word->value, false);
	else if (role)
		give(parsing, key, arena_printf(parsing->arena, "&%s", role));
	else if (strcmp(folded, "registered") == 0 || strcmp(folded, "registrado") == 0)
		give(parsing, key, "registered");
	else
		fail_at(parsing, word, "role_expected", tr(parsing->command->lang, N_("Write the role as a mention (@Role), or `registered`.")));
}

static void read_roles(struct parsing *parsing, const struct parameter *parameter)
{
	struct buf list = { 0 };
	for (const struct word *word; (word = peek(parsing)) && !parsing->failed; parsing->next++) {
		const char *id = word->quoted ? NULL : mention_id(parsing, word->text, "<@&");
		if (word->key)
			read_group_option(parsing, parameter, word);
		else if (id)
			buf_printf(&list, "%s&%s", list.length ? " " : "", id);
		else
			fail_at(parsing, word, "role_expected", tr(parsing->command->lang, N_("Write each role as a mention (@Role): names are not unique.")));
	}
	if (list.length && !parsing->failed)
		give(parsing, parameter->key, arena_strdup(parsing->arena, buf_string(&list)));
	buf_free(&list);
}

static void read_close_option(struct parsing *parsing, const struct word *word)
{
	const char *key = text_fold(parsing->arena, word->key), *value = text_fold(parsing->arena, word->value);
	if (strcmp(key, "difference") != 0 && strcmp(key, "diferencia") != 0) {
		const char *user = user_mention(parsing, word->key);
		read_amount(parsing, arena_printf(parsing->arena, "count:%s", user ? user : word->key), word, word->value, true);
	} else if (strcmp(value, "book") == 0 || strcmp(value, "asentar") == 0) {
		give(parsing, "difference", "book");
	} else {
		fail_at(parsing, word, "bad_option", tr(parsing->command->lang, N_("The difference can only be booked: difference=book.")));
	}
}

/* A report also takes its account or batch without a key. */
static void read_bare_report_word(struct parsing *parsing, const struct word *word)
{
	const char *user = user_mention(parsing, word->text);
	bool number = strlen(word->text) <= 18 && *word->text && strspn(word->text, "0123456789") == strlen(word->text);
	if (user)
		give(parsing, "account", user);
	else
		give(parsing, number ? "batch" : "account", word->text);
}

static void read_report_option(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	const char *key = choice_named(parsing, parameter->choices, word->key);
	int64_t time;
	if (!key || command_argument(parsing->command, key)) {
		fail_at(parsing, word, "bad_option", tr(parsing->command->lang, N_("There is no such option here, or it is given twice.")));
		return;
	}
	bool is_time = strcmp(key, "from") == 0 || strcmp(key, "to") == 0 || strcmp(key, "at") == 0;
	bool is_number = strcmp(key, "batch") == 0 || strcmp(key, "limit") == 0;
	const char *user = strcmp(key, "account") == 0 ? user_mention(parsing, word->value) : NULL;
	if (is_time && !instant_parse(word->value, &time))
		fail_at(parsing, word, "bad_time", tr(parsing->command->lang, N_("A day is expected, such as 2026-11-24.")));
	else if (is_number && (!*word->value || strlen(word->value) > 18 || strspn(word->value, "0123456789") != strlen(word->value)))
		fail_at(parsing, word, "number_expected", tr(parsing->command->lang, N_("A whole number from 1 is expected here.")));
	else
		give(parsing, key, user ? user : word->value);
}

static void read_options(struct parsing *parsing, const struct parameter *parameter)
{
	for (const struct word *word; (word = peek(parsing)) && !parsing->failed; parsing->next++) {
		if (parsing->verb->id == VERB_REPORT && !word->key)
			read_bare_report_word(parsing, word);
		else if (!word->key)
			fail_at(parsing, word, "option_expected", tr(parsing->command->lang, N_("Only words like key=value fit here.")));
		else if (parsing->verb->id == VERB_BATCH_CLOSE)
			read_close_option(parsing, word);
		else if (parsing->verb->id == VERB_REPORT)
			read_report_option(parsing, parameter, word);
		else if (choice_named(parsing, parameter->choices, word->key))
			read_amount(parsing, parameter->key, word, word->value, true);
		else
			fail_at(parsing, word, "bad_option", tr(parsing->command->lang, N_("There is no such option here, or it is given twice.")));
	}
}

const struct verb *find_verb(struct arena *arena, const struct words *words, size_t first, size_t *used, enum lang *lang)
{
	size_t left = words->count - first;
	if (!left || words->list[first].quoted)
		return NULL;
	const char *one = text_fold(arena, words->list[first].text);
	const char *second = left > 1 ? text_fold(arena, words->list[first + 1].text) : NULL;
	return verb_match(one, second, used, lang);
}

static void read_verb_name(struct parsing *parsing, const struct parameter *parameter, const struct word *word)
{
	size_t used;
	enum lang lang = parsing->command->lang;
	const struct verb *verb = find_verb(parsing->arena, &parsing->words, parsing->next, &used, &lang);
	if (verb) {
		give(parsing, parameter->key, verb->name);
		parsing->next += used - 1;
		return;
	}
	const char *near = verb_suggestion(parsing->arena, text_fold(parsing->arena, word->text), parsing->command->lang);
	fail_at(parsing, word, "unknown_verb",
		near ? arena_printf(parsing->arena, tr(parsing->command->lang, N_("There is no such command. Did you mean `%s`?")), near)
		     : tr(parsing->command->lang, N_("There is no such command.")));
}

void read_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = peek(parsing);
	switch (parameter->kind) {
	case PARAM_CURRENCY: read_currency(parsing, parameter); return;
	case PARAM_OPTIONS: read_options(parsing, parameter); return;
	case PARAM_ROLES: read_roles(parsing, parameter); return;
	case PARAM_MEMO:
		read_memo(parsing, parameter);
		if (!word && !parameter->optional && !command_argument(parsing->command, "currency"))
			fail_at(parsing, NULL, "missing_memo", tr(parsing->command->lang, N_("Say what it is for at the end.")));
		return;
	default: break;
	}
	if (!word) {
		if (!parameter->optional)
			fail_at(parsing, NULL, "missing_argument",
				arena_printf(parsing->arena, tr(parsing->command->lang, N_("“%s” is missing.")),
					     parameter->name[parsing->command->lang]));
		return;
	}
	switch (parameter->kind) {
	case PARAM_ACCOUNT:
	case PARAM_USER: read_account(parsing, parameter, word); break;
	case PARAM_ROLE: read_role(parsing, parameter, word); break;
	case PARAM_ROLE_NAME: read_role_name(parsing, parameter, word); break;
	case PARAM_REQUEST: read_request(parsing, parameter, word); break;
	case PARAM_AMOUNT: read_amount(parsing, parameter->key, word, word->text, false); break;
	case PARAM_LIMIT: read_limit(parsing, parameter, word); break;
	case PARAM_NUMBER: read_number(parsing, parameter, word); break;
	case PARAM_CHOICE:
		if (parsing->verb->id == VERB_ROLE_GROUP)
			read_size(parsing, parameter, word);
		else
			read_choice(parsing, parameter, word);
		break;
	case PARAM_VERB: read_verb_name(parsing, parameter, word); break;
	default: give(parsing, parameter->key, word->text); break;
	}
	parsing->next++;
}
