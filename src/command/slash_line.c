/* What was chosen in a slash command, as the line of text that says it: so the grammar reads and
 * refuses it as it does text. A value that could say more than its option is in quotes or refused;
 * what comes out is compared with what was chosen. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/money.h"
#include "command/parsing.h"
#include "command/slash_people.h"
#include "command/slash_words.h"
#include "command/suggest.h"

/* The value of OPTION; NULL: it was not chosen, is blank or false. */
static const char *chosen(const struct slashing *slashing, const struct slash_option *option)
{
	for (size_t i = 0; i < slashing->count; i++)
		if (strcmp(slashing->values[i].name, option->name[LANG_EN]) == 0)
			return slash_given(&slashing->values[i], option) ? slashing->values[i].value
									 : NULL;
	return NULL;
}

static const char *value_named(const struct slashing *slashing, const char *name)
{
	const struct slash_option *option = slash_option_named(slashing->slash, name);
	return option ? chosen(slashing, option) : NULL;
}

/* `12.50` with the currency at it: the one that was chosen, else what is written beside it. */
static void add_money(struct slashing *slashing, const char *text, const char *currency)
{
	const char *sum = slash_sum(slashing, text, currency);
	if (!slash_is_one_word(sum) && !currency)
		slash_add_in_quotes(slashing, sum);
	else if (!slashing->failed)
		slash_add_word(slashing, sum);
}

/* CHOICE, one of the parameter's in English, as the asker's language has it. */
static const char *choice_word(const struct slashing *slashing, const struct parameter *parameter,
			       const char *choice)
{
	for (size_t i = 0; parameter->choices && parameter->choices[i][0]; i++)
		if (strcmp(parameter->choices[i][LANG_EN], choice) == 0)
			return parameter->choices[i][slashing->command->lang];
	return choice;
}

/* TEXT as it is where the grammar reads words, in quotes where it holds anything else. */
static void add_words_only(struct slashing *slashing, const char *text)
{
	const char *trimmed = slash_trimmed(slashing->arena, text);
	if (slash_is_words(trimmed))
		slash_add_word(slashing, trimmed);
	else
		slash_add_in_quotes(slashing, trimmed);
}

/* A rule ends at the word pay, which follows. */
static void add_rule(struct slashing *slashing, const char *text)
{
	struct words *words = arena_alloc(slashing->arena, sizeof *words);
	enum lang lang = slashing->command->lang;
	size_t used;
	lexer_run(slashing->arena, text, words);
	for (size_t i = 0; i < words->count; i++) {
		const struct verb *verb = verb_match(
			text_fold(slashing->arena, words->list[i].text), NULL, &used, &lang);
		if (verb && verb->id == VERB_PAY)
			slash_refuse_value(slashing, "bad_rule", text, slashing->option);
	}
	if (!slash_is_words(text) || words->more)
		slash_refuse_value(slashing, "bad_rule", text, slashing->option);
	slash_add_word(slashing, slash_trimmed(slashing->arena, text));
	slash_add_word(slashing, slashing->command->lang == LANG_ES ? "pagar" : "pay");
}

/* `due="2027-03-01"`. */
static void add_key_value(struct slashing *slashing, const char *text)
{
	const struct slash_option *option = slashing->option;
	slash_add_word(slashing, choice_word(slashing, option->parameter, option->word));
	buf_char(slashing->line, '=');
	if (strcmp(option->word, "difference") == 0)
		buf_text(slashing->line, slashing->command->lang == LANG_ES ? "apuntar" : text);
	else
		add_quoted(slashing->line, slash_trimmed(slashing->arena, text));
}

/* `until 2027-03-01`, `12 times`. */
static void add_clause(struct slashing *slashing, const char *text)
{
	const struct slash_option *option = slashing->option;
	const char *word = choice_word(slashing, option->parameter, option->word);
	bool is_day = strcmp(option->argument, "on") == 0; /* mon; all else begins with a digit */
	if (option->type == SLASH_ROLE) {
		slash_add_word(slashing, word);
		slash_add_word(slashing, slash_mention_of(slashing, option->type, text));
	} else if (option->type == SLASH_INTEGER) {
		slash_add_word(slashing, text);
		slash_add_word(slashing, word);
	} else if (slash_is_words(text) &&
		   (option->choice_count || is_day || strspn(text, "0123456789"))) {
		bool no = option->choice_count && slashing->command->lang == LANG_ES;
		slash_add_word(slashing, word);
		slash_add_word(slashing, !no ? slash_trimmed(slashing->arena, text)
					 : strcmp(text, "on") == 0 ? "si"
								   : "no");
	} else {
		slash_refuse_value(slashing, "bad_option", text, option);
	}
}

/* What a report or a statement takes without a key. */
static void add_bare_option(struct slashing *slashing, const char *text)
{
	const struct slash_option *option = slashing->option;
	if (option->type == SLASH_USER)
		slash_add_word(slashing, slash_mention_of(slashing, option->type, text));
	else if (option->type == SLASH_BOOLEAN)
		slash_add_word(slashing, option->argument);
	else if (slash_is_words(text))
		slash_add_word(slashing, slash_trimmed(slashing->arena, text));
	else
		slash_refuse_value(slashing, "bad_time", text, option);
}

/* PARAM_OPTIONS and PARAM_ROLES. */
static void add_option(struct slashing *slashing, const char *text)
{
	const struct slash_option *option = slashing->option;
	if (option->word)
		add_key_value(slashing, text);
	else if (option->parameter->kind == PARAM_ROLES)
		slash_add_role_list(slashing, text);
	else if (strcmp(option->argument, SLASH_COUNTS) == 0)
		slash_add_word(slashing, text); /* key=value words, as text has them */
	else
		add_bare_option(slashing, text);
}

/* One option, in quotes where its kind may hold anything. */
static void add_text(struct slashing *slashing, const char *text)
{
	const struct parameter *parameter = slashing->option->parameter;
	switch (parameter->kind) {
	case PARAM_CHOICE:
	case PARAM_EACH: add_words_only(slashing, choice_word(slashing, parameter, text)); break;
	case PARAM_FLAG:
		slash_add_word(slashing, choice_word(slashing, parameter, slash_flag(parameter)));
		break;
	case PARAM_VERB:
	case PARAM_HELP: add_words_only(slashing, text); break;
	case PARAM_NUMBER:
	case PARAM_TRANSACTION:
	case PARAM_REQUEST: slash_add_word(slashing, text); break;
	case PARAM_NEAR_ACCOUNT:
		slash_add_word(slashing, choice_word(slashing, parameter, slashing->option->word));
		slash_add_account(slashing, text);
		break;
	case PARAM_ACCOUNT:
	case PARAM_ROLE_NAME: slash_add_account(slashing, text); break;
	case PARAM_RULE: add_rule(slashing, text); break;
	case PARAM_DAY: add_words_only(slashing, text); break;
	case PARAM_SHARES: slash_add_shares(slashing, text); break;
	case PARAM_TARGETS: slash_add_targets(slashing, text); break;
	case PARAM_PAYEES:
		if (slashing->option->source == SLASH_ACCOUNTS)
			slash_add_account(slashing, text);
		else
			slash_add_payees(slashing, text);
		break;
	case PARAM_AMOUNT:
	case PARAM_LIMIT:
	case PARAM_ALLOWANCE:
	case PARAM_PART: add_money(slashing, text, value_named(slashing, "currency")); break;
	case PARAM_CURRENCY: break; /* at its amount */
	case PARAM_EXTRAS: add_key_value(slashing, text); break;
	case PARAM_CLAUSES: add_clause(slashing, text); break;
	case PARAM_OPTIONS:
	case PARAM_ROLES: add_option(slashing, text); break;
	default: slash_add_in_quotes(slashing, text); break;
	}
}

static void add_chosen(struct slashing *slashing, const struct slash_option *option)
{
	const char *value = chosen(slashing, option);
	enum parameter_kind kind = option->parameter->kind;
	if (!value || slashing->failed)
		return;
	slashing->option = option;
	bool mention = option->type == SLASH_USER || option->type == SLASH_ROLE;
	if (mention && kind == PARAM_NEAR_USER)
		slash_add_word(slashing, choice_word(slashing, option->parameter,
						     slash_flag(option->parameter)));
	if (mention && kind != PARAM_CLAUSES)
		slash_add_word(slashing, slash_mention_of(slashing, option->type, value));
	else
		add_text(slashing, value);
}

/* A channel, a role and text of a setting are one value. */
static void add_setting_value(struct slashing *slashing, const struct parameter *parameter)
{
	struct buf value = { 0 };
	static const enum slash_type order[] = { SLASH_CHANNEL, SLASH_ROLE, SLASH_STRING };
	for (size_t turn = 0; turn < sizeof order / sizeof *order; turn++)
		for (size_t i = 0; i < slashing->slash->option_count; i++) {
			const struct slash_option *option = &slashing->slash->options[i];
			const char *text =
				option->parameter == parameter && option->type == order[turn]
					? chosen(slashing, option)
					: NULL;
			if (text)
				buf_printf(
					&value, "%s%s", value.length ? " " : "",
					option->type == SLASH_STRING
						? text
						: slash_mention_of(slashing, option->type, text));
		}
	if (value.length)
		slash_add_in_quotes(slashing, buf_string(&value));
	buf_free(&value);
}

/* Fields of a form: one account each. */
static void add_counts(struct slashing *slashing)
{
	for (size_t i = 0; i < slashing->count && !slashing->failed; i++) {
		const struct slash_value *value = &slashing->values[i];
		if (!slash_is_count(slashing->slash->verb, value->name) ||
		    !*slash_trimmed(slashing->arena, value->value))
			continue;
		const char *account = value->name + strlen(SLASH_COUNTS);
		const char *equals = strchr(account, '=');
		size_t length = equals ? (size_t)(equals - account) : strlen(account);
		slash_add_in_quotes(slashing, arena_copy(slashing->arena, account, length));
		buf_char(slashing->line, '=');
		const char *sum = slash_sum(slashing, value->value, equals ? equals + 1 : NULL);
		if (!slash_is_one_word(sum))
			slash_refuse_value(slashing, "bad_amount", value->value, NULL);
		else
			buf_text(slashing->line, sum);
	}
}

static void add_parameter(struct slashing *slashing, const struct parameter *parameter)
{
	const struct slash_verb *slash = slashing->slash;
	/* `pay`: whom it is for at first, then the others */
	bool several = verb_takes(slash->verb, PARAM_EACH);
	const struct parameter *others = several ? parameter_of(slash->verb, PARAM_PAYEES) : NULL;
	if (parameter->kind == PARAM_VALUE) {
		add_setting_value(slashing, parameter);
		return;
	}
	if (parameter == others)
		return;
	for (size_t i = 0; i < slash->option_count; i++)
		if (slash->options[i].parameter == parameter)
			add_chosen(slashing, &slash->options[i]);
	for (size_t i = 0; i < slash->option_count; i++)
		if (others && parameter->kind == PARAM_ACCOUNT &&
		    slash->options[i].parameter == others)
			add_chosen(slashing, &slash->options[i]);
	if (parameter->kind == PARAM_OPTIONS)
		add_counts(slashing);
}

/* What ends a line comes behind the memo. */
static bool is_ending(const struct parameter *parameter)
{
	return parameter->kind == PARAM_EXTRAS || parameter->kind == PARAM_CLAUSES;
}

static void add_line(struct slashing *slashing)
{
	const struct verb *verb = slashing->slash->verb;
	const char *words = verb->words[slashing->command->lang];
	buf_add(slashing->line, words, strcspn(words, "|"));
	for (int ending = 0; ending < 2; ending++)
		for (const struct parameter *parameter = verb->parameters; parameter->key;
		     parameter++)
			if (is_ending(parameter) == ending)
				add_parameter(slashing, parameter);
}

bool slash_line(struct arena *arena, const struct verb *verb, const struct slash_value *values,
		size_t count, struct command *command, struct buf *line)
{
	struct slashing slashing = { .arena = arena,
				     .slash = slash_verb(arena, verb),
				     .values = values,
				     .count = count,
				     .command = command,
				     .line = line };
	command->verb = verb->name;
	slash_check_values(&slashing);
	if (!slashing.failed)
		add_line(&slashing);
	return !slashing.failed;
}

enum parse_result slash_parse(struct arena *arena, const struct verb *verb,
			      const struct slash_value *values, size_t count, const char *prefix,
			      struct command *command)
{
	struct buf line = { 0 };
	enum lang lang = command->lang;
	enum parse_result result = PARSE_REJECT;
	if (slash_line(arena, verb, values, count, command, &line) &&
	    command_parse(arena, arena_strdup(arena, buf_string(&line)), prefix, command) ==
		    PARSE_COMMAND) {
		struct slashing slashing = { .arena = arena,
					     .slash = slash_verb(arena, verb),
					     .values = values,
					     .count = count,
					     .command = command };
		slash_check_arguments(&slashing);
		result = slashing.failed ? PARSE_REJECT : PARSE_COMMAND;
	}
	command->lang = lang;
	buf_free(&line);
	return result;
}
