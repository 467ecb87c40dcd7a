/* What a slash command may hold, and what is refused of it: a client that was tampered with, or
 * knows an older form of the command, sends anything. */
#include "command/slash_words.h"

#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/help_rows.h"

/* TEXT without white space around it, nor any of the bytes of SIGNS. */
static const char *without_around(struct arena *arena, const char *text, const char *signs)
{
	const char *end;
	while (text_space(text) || (*text && strchr(signs, *text)))
		text += text_space(text) ? text_space(text) : 1;
	end = text;
	for (const char *at = text; *at;) {
		size_t space = text_space(at);
		if (!space && !strchr(signs, *at))
			end = at + 1;
		at += space ? space : 1;
	}
	return arena_copy(arena, text, (size_t)(end - text));
}

const char *slash_trimmed(struct arena *arena, const char *text)
{
	return without_around(arena, text, "");
}

const char *slash_without_commas(struct arena *arena, const char *text)
{
	return without_around(arena, text, ",;");
}

bool slash_given(const struct slash_value *value, const struct slash_option *option)
{
	const char *text = value->value;
	while (text_space(text))
		text += text_space(text);
	return *text && (option->type != SLASH_BOOLEAN || strcmp(value->value, "true") == 0);
}

bool slash_is_mention(const char *text)
{
	const char *digits = strncmp(text, "<@", 2) == 0 ? text + 2 : "";
	digits += *digits == '&' || *digits == '!';
	size_t length = strspn(digits, "0123456789");
	return length && strcmp(digits + length, ">") == 0;
}

bool slash_is_words(const char *text)
{
	size_t length;
	for (const char *at = text; *at; at += length) {
		enum text_kind kind = text_kind(at, &length);
		if (text_space(at))
			length = text_space(at);
		else if (kind != TEXT_LETTER && kind != TEXT_NUMBER && !strchr("-,.:/", *at))
			return false;
	}
	return true;
}

bool slash_is_count(const struct verb *verb, const char *name)
{
	return verb->id == VERB_BATCH_CLOSE &&
	       strncmp(name, SLASH_COUNTS, strlen(SLASH_COUNTS)) == 0 && name[strlen(SLASH_COUNTS)];
}

const char *slash_flag(const struct parameter *parameter)
{
	return parameter->choices[0][LANG_EN];
}

void slash_refuse_value(struct slashing *slashing, const char *code, const char *value,
			const struct slash_option *option)
{
	struct command *command = slashing->command;
	enum lang lang = command->lang;
	if (slashing->failed)
		return;
	slashing->failed = true;
	struct buf clean = { 0 };
	text_markdown(&clean, arena_copy(slashing->arena, value, utf8_prefix(value, 40)));
	command->error_code = code;
	command->error_detail =
		arena_printf(slashing->arena, tr(lang, N_("“%s”")), buf_string(&clean));
	command->error_hint =
		option ? arena_printf(slashing->arena,
				      tr(lang, N_("“%s” does not fit the option `%s`: %s.")),
				      buf_string(&clean), option->name[lang],
				      option->description[lang])
		       : arena_printf(slashing->arena, tr(lang, N_("“%s” does not fit there.")),
				      buf_string(&clean));
	buf_free(&clean);
}

/* HINT has the place of one list of options. */
static void refuse(struct slashing *slashing, const char *code, const char *hint)
{
	if (slashing->failed)
		return;
	slashing->failed = true;
	slashing->command->error_code = code;
	slashing->command->error_hint = hint;
}

/* Whether TEXT has anything that is no digit, separator or minus: a currency, say. */
static bool has_letters(const char *text)
{
	size_t length;
	for (const char *at = text; *at; at += length) {
		enum text_kind kind = text_kind(at, &length);
		if (kind == TEXT_LETTER || kind == TEXT_CURRENCY_SIGN)
			return true;
	}
	return false;
}

/* Whether TEXT can be a currency beside an amount: a code such as V2, or a sign. 2PTS is an amount,
 * and so is €2: with another number beside it nobody knows which is meant. */
static bool is_unit(const char *text)
{
	size_t length;
	bool code = text_kind(text, &length) == TEXT_LETTER, number = false;
	for (const char *at = text; *at; at += length)
		number |= text_kind(at, &length) == TEXT_NUMBER;
	return code || (has_letters(text) && !number);
}

static bool has_space(const char *text)
{
	while (*text && !text_space(text))
		text++;
	return *text;
}

bool slash_is_one_word(const char *text)
{
	return !has_space(text) && !text[strcspn(text, "\"\\=<")];
}

/* "12.50EUR" of "12.50 EUR" and "EUR 12.50"; else TEXT. */
static const char *joined(struct arena *arena, const char *text)
{
	const char *gap = text, *behind;
	while (*gap && !text_space(gap))
		gap++;
	for (behind = gap; text_space(behind);)
		behind += text_space(behind);
	const char *first = arena_copy(arena, text, (size_t)(gap - text));
	bool before = has_letters(first);
	if (!*behind || has_space(behind) || before == has_letters(behind) ||
	    !is_unit(before ? first : behind))
		return text;
	return before ? arena_printf(arena, "%s%s", behind, first)
		      : arena_printf(arena, "%s%s", first, behind);
}

const char *slash_sum(struct slashing *slashing, const char *text, const char *currency)
{
	struct arena *arena = slashing->arena;
	enum lang lang = slashing->command->lang;
	const char *sum = joined(arena, slash_trimmed(arena, text)),
		   *folded = text_fold(arena, sum);
	const char *unit = currency ? slash_trimmed(arena, currency) : "";
	bool none = strcmp(folded, "none") == 0 || strcmp(folded, "ninguno") == 0;
	if (!*unit)
		return sum;
	if (!slash_is_words(unit) && !has_letters(unit))
		slash_refuse_value(slashing, "currency_expected", unit, NULL);
	if (!slash_is_one_word(unit))
		slash_refuse_value(slashing, "currency_expected", unit, NULL);
	if (has_letters(sum) && !none)
		refuse(slashing, "second_currency",
		       tr(lang, N_("The currency is written twice; write it once, such as 12.50 "
				   "EUR.")));
	if (!none && !slash_is_one_word(sum))
		slash_refuse_value(slashing, "bad_amount", sum, slashing->option);
	/* V2 at an amount would be a number; before it, it is none */
	return none                                ? arena_printf(arena, "%s %s", sum, unit)
	       : unit[strcspn(unit, "0123456789")] ? arena_printf(arena, "%s %s", unit, sum)
						   : arena_printf(arena, "%s%s", sum, unit);
}

static bool is_id(const char *text)
{
	uint64_t id;
	return snowflake_parse(text, &id) && id;
}

static bool is_choice(const struct slash_option *option, const char *value)
{
	for (size_t i = 0; i < option->choice_count; i++)
		if (strcmp(option->choices[i].value, value) == 0)
			return true;
	return !option->choice_count;
}

static void check_value(struct slashing *slashing, const struct slash_value *value,
			const struct slash_option *option)
{
	const char *text = value->value;
	size_t length = strlen(text);
	switch (option->type) {
	case SLASH_USER:
	case SLASH_ROLE:
	case SLASH_CHANNEL:
		if (!is_id(text))
			slash_refuse_value(slashing, "bad_option", text, option);
		break;
	case SLASH_INTEGER:
		if (!length || length > 18 || strspn(text, "0123456789") != length ||
		    strspn(text, "0") == length)
			slash_refuse_value(slashing, "number_expected", text, option);
		break;
	case SLASH_BOOLEAN:
		if (strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
			slash_refuse_value(slashing, "bad_option", text, option);
		break;
	default:
		if (!is_choice(option, text))
			slash_refuse_value(slashing, "bad_choice", text, option);
		break;
	}
	if (value->type && value->type != option->type)
		slash_refuse_value(slashing, "bad_option", text, option);
}

static bool is_twice(const struct slashing *slashing, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(slashing->values[i].name, slashing->values[at].name) == 0)
			return true;
	return false;
}

static bool is_given(const struct slashing *slashing, const struct slash_option *option)
{
	for (size_t i = 0; i < slashing->count; i++)
		if (strcmp(slashing->values[i].name, option->name[LANG_EN]) == 0)
			return slash_given(&slashing->values[i], option);
	return false;
}

/* Names of the options of PARAMETER, and in *GIVEN how many of them were chosen; the others of
 * `pay`, too, are whom it is for. */
static const char *options_of(struct slashing *slashing, const struct parameter *parameter,
			      size_t *given)
{
	const char *names = "";
	*given = 0;
	for (size_t i = 0; i < slashing->slash->option_count; i++) {
		const struct slash_option *option = &slashing->slash->options[i];
		if (option->parameter != parameter)
			continue;
		*given += is_given(slashing, option);
		names = arena_printf(slashing->arena, "%s%s`%s`", names, *names ? ", " : "",
				     option->name[slashing->command->lang]);
	}
	return names;
}

/* What is one thing to the grammar has one option chosen, where it is needed. */
static void check_parameter(struct slashing *slashing, const struct parameter *parameter)
{
	enum lang lang = slashing->command->lang;
	size_t given;
	const char *names = options_of(slashing, parameter, &given);
	bool one = parameter->kind == PARAM_ACCOUNT || parameter->kind == PARAM_REQUEST;
	if (one && given > 1)
		refuse(slashing, "surplus",
		       arena_printf(slashing->arena, tr(lang, N_("Choose only one of %s.")),
				    names));
	else if (*names && !given && !parameter->optional && parameter->kind != PARAM_MEMO)
		refuse(slashing, "missing_argument",
		       strchr(names, ',') ? arena_printf(slashing->arena,
							 tr(lang, N_("Choose one of %s.")), names)
					  : arena_printf(slashing->arena,
							 tr(lang, N_("“%s” is missing.")), names));
}

void slash_check_values(struct slashing *slashing)
{
	const struct verb *verb = slashing->slash->verb;
	for (size_t i = 0; i < slashing->count; i++) {
		const struct slash_value *value = &slashing->values[i];
		const struct slash_option *option =
			slash_option_named(slashing->slash, value->name);
		if (is_twice(slashing, i) || (!option && !slash_is_count(verb, value->name)))
			slash_refuse_value(slashing, "bad_option", value->name, NULL);
		else if (option)
			check_value(slashing, value, option);
	}
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		check_parameter(slashing, parameter);
}

/* Whether KEY is one of "to|payees", or begins with "count:". */
static bool is_of(const char *keys, const char *key)
{
	size_t length;
	if (strcmp(keys, SLASH_COUNTS) == 0)
		return strncmp(key, keys, strlen(keys)) == 0;
	for (const char *at = keys; *at; at += length + (at[length] == '|')) {
		length = strcspn(at, "|");
		if (strlen(key) == length && memcmp(at, key, length) == 0)
			return true;
	}
	return false;
}

static bool is_money(enum parameter_kind kind)
{
	return kind == PARAM_AMOUNT || kind == PARAM_LIMIT || kind == PARAM_ALLOWANCE ||
	       kind == PARAM_PART || kind == PARAM_OPTIONS || kind == PARAM_ROLES;
}

/* Whether one of the options that were chosen becomes the argument KEY; an amount may bring its
 * currency with it. */
static bool is_expected(const struct slashing *slashing, const char *key)
{
	for (size_t i = 0; i < slashing->count; i++) {
		const struct slash_value *value = &slashing->values[i];
		const struct slash_option *option =
			slash_option_named(slashing->slash, value->name);
		if (!option ? is_of(SLASH_COUNTS, key)
			    : slash_given(value, option) && option->parameter &&
				      (is_of(option->argument, key) ||
				       (is_money(option->parameter->kind) &&
					strcmp(key, "unit") == 0)))
			return true;
	}
	return false;
}

static bool is_there(const struct command *command, const char *keys)
{
	for (size_t i = 0; i < command->argument_count; i++)
		if (is_of(keys, command->arguments[i].key))
			return true;
	return false;
}

void slash_check_arguments(struct slashing *slashing)
{
	const struct command *command = slashing->command;
	for (size_t i = 0; i < slashing->count; i++) {
		const struct slash_value *value = &slashing->values[i];
		const struct slash_option *option =
			slash_option_named(slashing->slash, value->name);
		if (option && option->parameter && slash_given(value, option) &&
		    !is_there(command, option->argument))
			slash_refuse_value(slashing, "bad_option", value->value, option);
	}
	for (size_t i = 0; i < command->argument_count; i++)
		if (!is_expected(slashing, command->arguments[i].key))
			slash_refuse_value(slashing, "surplus", command->arguments[i].value, NULL);
}
