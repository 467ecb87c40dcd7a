/* A command's record as the line that it came from, for somebody to copy. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/parsing.h"

/* What is written, and of what. */
struct writing {
	struct buf *out;
	const struct command *command;
	enum lang lang;
	const char *amount, *memo;
};

static void add_mention(struct buf *out, const char *reference, const char *tail)
{
	size_t length = (size_t)(tail - reference);
	buf_printf(out, "<@%s%.*s>", *reference == '&' ? "&" : "", (int)length - 1, reference + 1);
	buf_text(out, tail);
}

/* "@1", "&1" with what is behind it of a share, or an account's name. */
static void add_reference(struct buf *out, const char *reference)
{
	size_t digits = strspn(reference + (*reference != 0), "0123456789");
	bool mention = (*reference == '@' || *reference == '&') && digits;
	const char *tail = reference + 1 + digits;
	if (mention && (!*tail || *tail == ':' || *tail == '='))
		add_mention(out, reference, tail);
	else if (reference[strcspn(reference, " \t\n\"")] ||
		 !utf8_is_ascii(reference, strlen(reference)))
		add_quoted(out, reference);
	else
		buf_text(out, reference);
}

/* A name with spaces is in quotes already. */
static void add_list(struct buf *out, const char *list)
{
	for (const char *at = list; *at; at += strspn(at, " ")) {
		size_t quoted = *at == '"' ? strcspn(at + 1, "\"") + 2 : 0,
		       length = quoted ? quoted : strcspn(at, " ");
		char word[64];
		if (at > list)
			buf_char(out, ' ');
		if (quoted || length >= sizeof word) {
			buf_add(out, at, strnlen(at, length));
		} else {
			memcpy(word, at, length);
			word[length] = '\0';
			add_reference(out, word);
		}
		at += strnlen(at, length);
	}
}

/* The first of CHOICES that means VALUE. */
static const char *choice_for(const struct writing *writing,
			      const char *const (*choices)[LANG_COUNT], const char *value)
{
	for (size_t i = 0; choices && choices[i][0]; i++)
		if (strcmp(choices[i][LANG_EN], value) == 0)
			return choices[i][writing->lang];
	return value;
}

/* "month on 31" of "1 month 31". */
static void add_rule(const struct writing *writing, const char *rule)
{
	static const char *const units[][2][LANG_COUNT] = {
		{ { "day", "día" }, { "days", "días" } },
		{ { "week", "semana" }, { "weeks", "semanas" } },
		{ { "month", "mes" }, { "months", "meses" } },
		{ { "year", "año" }, { "years", "años" } },
	};
	static const char *const ordinals[][LANG_COUNT] = {
		{ "first", "primer" },  { "second", "segundo" }, { "third", "tercer" },
		{ "fourth", "cuarto" }, { "last", "último" },    { NULL, NULL },
	};
	size_t number = strcspn(rule, " ");
	const char *unit = rule + number + (rule[number] == ' '), *day = unit + strcspn(unit, " ");
	bool one = number == 1 && *rule == '1';
	if (!one)
		buf_printf(writing->out, "%.*s ", (int)number, rule);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strncmp(unit, units[i][0][LANG_EN], (size_t)(day - unit)) == 0)
			buf_text(writing->out, units[i][!one][writing->lang]);
	if (*day++) {
		buf_text(writing->out, writing->lang == LANG_ES ? " el " : " on ");
		for (size_t i = 0; ordinals[i][0]; i++) {
			size_t length = strlen(ordinals[i][LANG_EN]);
			if (strncmp(day, ordinals[i][LANG_EN], length) == 0) {
				buf_text(writing->out, ordinals[i][writing->lang]);
				day += length;
			}
		}
		buf_text(writing->out, day);
	}
	buf_printf(writing->out, " %s", writing->lang == LANG_ES ? "pagar" : "pay");
}

/* " due=2027-03-01", of those that no other parameter writes. */
static void add_extras(const struct writing *writing, const struct parameter *parameter)
{
	static const char *const shortages[][LANG_COUNT] = { { "skip", "saltar" },
							     { "owe", "deber" },
							     { NULL, NULL } };
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *key = parameter->choices[i][LANG_EN],
			   *name = parameter->choices[i][writing->lang],
			   *value = command_argument(writing->command, key);
		bool shortage = strcmp(key, "short") == 0, due = strcmp(key, "due") == 0,
		     near = parameter[-1].kind == PARAM_NEAR_ACCOUNT && parameter[-1].choices;
		if (!value || (!shortage && !due && (near || strcmp(key, "into") != 0)))
			continue;
		buf_printf(writing->out, " %s=", name);
		if (shortage && strncmp(value, "retry:", 6) == 0)
			buf_printf(writing->out, "%s:%sd",
				   writing->lang == LANG_ES ? "reintentar" : "retry", value + 6);
		else if (shortage)
			buf_text(writing->out, choice_for(writing, shortages, value));
		else
			add_reference(writing->out, value);
	}
}

static void add_clauses(const struct writing *writing, const struct parameter *parameter)
{
	static const char *const switches[][LANG_COUNT] = { { "on", "si" },
							    { "off", "no" },
							    { NULL, NULL } };
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *word = parameter->choices[i][LANG_EN],
			   *name = parameter->choices[i][writing->lang];
		bool lose = strcmp(word, "then lose") == 0, times = strcmp(word, "times") == 0;
		const char *value = command_argument(writing->command, lose ? "lose" : word);
		if (!value)
			continue;
		buf_printf(writing->out, " %s ", times ? value : name);
		if (times)
			buf_text(writing->out, name);
		else if (strcmp(word, "grace") == 0)
			buf_printf(writing->out, "%sd", value);
		else
			add_reference(writing->out, choice_for(writing, switches, value));
	}
}

/* Whether the kind can be written, as far as its value is there. */
static bool is_known(enum parameter_kind kind)
{
#define BIT(kind) (UINT64_C(1) << (kind))
	static const uint64_t known =
		BIT(PARAM_ACCOUNT) | BIT(PARAM_USER) | BIT(PARAM_ROLE) | BIT(PARAM_NUMBER) |
		BIT(PARAM_AMOUNT) | BIT(PARAM_LIMIT) | BIT(PARAM_CURRENCY) | BIT(PARAM_MEMO) |
		BIT(PARAM_CHOICE) | BIT(PARAM_PAYEES) | BIT(PARAM_SHARES) | BIT(PARAM_EACH) |
		BIT(PARAM_PART) | BIT(PARAM_ALLOWANCE) | BIT(PARAM_NEAR_ACCOUNT) | BIT(PARAM_FLAG) |
		BIT(PARAM_RULE) | BIT(PARAM_EXTRAS) | BIT(PARAM_CLAUSES) | BIT(PARAM_DAY);
	return known & BIT(kind);
#undef BIT
}

static bool is_amount(enum parameter_kind kind)
{
	return kind == PARAM_AMOUNT || kind == PARAM_LIMIT || kind == PARAM_PART ||
	       kind == PARAM_ALLOWANCE;
}

static bool can_be_rebuilt(const struct verb *verb)
{
	bool amount = false;
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		amount |= is_amount(parameter->kind);
		if (!is_known(parameter->kind))
			return false;
	}
	return amount;
}

/* VALUE, which is there, of PARAMETER. */
static void add_value(const struct writing *writing, const struct parameter *parameter,
		      const char *value)
{
	struct buf *out = writing->out;
	switch (parameter->kind) {
	case PARAM_PAYEES:
	case PARAM_SHARES: add_list(out, value); break;
	case PARAM_EACH:
	case PARAM_CHOICE: buf_text(out, choice_for(writing, parameter->choices, value)); break;
	case PARAM_NEAR_ACCOUNT:
		buf_printf(out, "%s ", parameter->choices[0][writing->lang]);
		add_reference(out, value);
		break;
	case PARAM_FLAG: buf_text(out, parameter->choices[0][writing->lang]); break;
	case PARAM_RULE: add_rule(writing, value); break;
	default: add_reference(out, value); break;
	}
}

static void add_parameter(const struct writing *writing, const struct parameter *parameter)
{
	const char *value = command_argument(writing->command, parameter->key);
	enum parameter_kind kind = parameter->kind;
	if (kind == PARAM_EXTRAS) {
		add_extras(writing, parameter);
	} else if (kind == PARAM_CLAUSES) {
		add_clauses(writing, parameter);
	} else if (kind == PARAM_MEMO) {
		if (!writing->memo)
			return;
		buf_char(writing->out, ' ');
		add_quoted(writing->out, writing->memo);
	} else if (is_amount(kind)) {
		buf_printf(writing->out, " %s", writing->amount);
	} else if (value && kind != PARAM_CURRENCY &&
		   (kind != PARAM_NEAR_ACCOUNT || parameter->choices)) {
		buf_char(writing->out, ' ');
		add_value(writing, parameter, value);
	}
}

bool command_line(struct buf *out, const struct command *command, const struct verb *verb,
		  const char *prefix, const char *amount, const char *memo)
{
	struct writing writing = { out, command, command->lang, amount, memo };
	if (!can_be_rebuilt(verb))
		return false;
	buf_text(out, prefix);
	buf_add(out, verb->words[command->lang], strcspn(verb->words[command->lang], "|"));
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		add_parameter(&writing, parameter);
	return true;
}
