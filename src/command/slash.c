/* Each verb of the table as a slash command: its parameters become options by their kinds. */
#include "command/slash.h"

#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/unicode.h"
#include "command/report_names.h"
#include "command/slash_order.h"
#include "command/slash_rows.h"

/* A verb while its options are collected, in the order of the grammar. */
struct forming {
	struct arena *arena;
	struct slash_verb *slash;
};

static struct slash_option *option_of_argument(struct slash_verb *slash, const char *argument)
{
	for (size_t i = 0; i < slash->option_count; i++)
		if (strcmp(slash->options[i].argument, argument) == 0)
			return &slash->options[i];
	return NULL;
}

/* TEXT in LANG as a sentence begins: texts that begin it are in ASCII. */
static const char *sentence(struct arena *arena, enum lang lang, const char *text)
{
	char *copy = arena_strdup(arena, tr(lang, text));
	if (*copy >= 'a' && *copy <= 'z')
		*copy = (char)(*copy - 'a' + 'A');
	return copy;
}

/* Adds the option of ROW_KEY, called as the parameter where the row has no name; the argument that
 * it becomes is ARGUMENT. */
static struct slash_option *add_option(struct forming *forming, const struct parameter *parameter,
				       const char *row_key, const char *argument,
				       enum slash_type type)
{
	struct slash_verb *slash = forming->slash;
	const struct slash_row *row = slash_row(slash->verb, row_key);
	if (slash->option_count == SLASH_MOST_OPTIONS)
		fail(EX_SOFTWARE, "the verb '%s' has too many options", slash->verb->name);
	struct slash_option *option = &slash->options[slash->option_count++];
	*option = (struct slash_option){ .type = type,
					 .argument = argument,
					 .parameter = parameter,
					 .source = type == SLASH_STRING || type == SLASH_INTEGER
							   ? row->source
							   : SLASH_NOTHING,
					 .least = type == SLASH_INTEGER };
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		option->name[lang] = row->name[lang] ? row->name[lang] : parameter->name[lang];
		option->description[lang] =
			sentence(forming->arena, (enum lang)lang, row->description);
	}
	return option;
}

static struct slash_option *add_plain(struct forming *forming, const struct parameter *parameter,
				      enum slash_type type)
{
	struct slash_option *option =
		add_option(forming, parameter, parameter->key, parameter->key, type);
	option->required = !parameter->optional;
	return option;
}

static void add_choice(struct forming *forming, struct slash_option *option, const char *english,
		       const char *spanish)
{
	for (size_t i = 0; i < option->choice_count; i++)
		if (strcmp(option->choices[i].value, english) == 0)
			return; /* another Spanish word for it */
	if (!option->choices)
		option->choices =
			arena_alloc(forming->arena, SLASH_MOST_OPTIONS * sizeof *option->choices);
	if (option->choice_count == SLASH_MOST_OPTIONS)
		fail(EX_SOFTWARE, "the option '%s' has too many choices", option->name[LANG_EN]);
	option->choices[option->choice_count++] =
		(struct slash_choice){ english,
				       { slash_choice_shown(english, LANG_EN),
					 slash_choice_shown(spanish, LANG_ES) } };
}

static void add_choices(struct forming *forming, struct slash_option *option,
			const char *const (*choices)[LANG_COUNT])
{
	size_t count = 0;
	while (choices[count][0])
		count++;
	if (count > SLASH_MOST_OPTIONS && option->source != SLASH_NOTHING)
		return; /* they are completed instead */
	for (size_t i = 0; i < count; i++)
		add_choice(forming, option, choices[i][LANG_EN], choices[i][LANG_ES]);
}

static void add_choice_option(struct forming *forming, const struct parameter *parameter)
{
	struct slash_option *option = add_plain(forming, parameter, SLASH_STRING);
	add_choices(forming, option, parameter->choices);
	if (forming->slash->verb->id == VERB_ROLE_GROUP) /* any number: these are common */
		for (const char *number = "2\0003\0004\0005\0"; *number; number += 2)
			add_choice(forming, option, number, number);
}

/* A member to choose; where accounts can be meant, too, one of both is needed. */
static void add_account(struct forming *forming, const struct parameter *parameter)
{
	const char *shown = parameter->name[LANG_EN];
	bool member = *shown == '@', account = !member || strchr(shown, '|') || parameter->optional;
	if (!member) {
		struct slash_option *option = add_plain(forming, parameter, SLASH_STRING);
		option->source = SLASH_ACCOUNTS;
		return;
	}
	const char *row = strcmp(parameter->key, "to") == 0 ? "to" : "who";
	bool several = verb_takes(forming->slash->verb, PARAM_EACH);
	struct slash_option *option = add_option(
		forming, parameter, row, several ? "to|payees" : parameter->key, SLASH_USER);
	option->required = !account;
	if (account)
		add_option(forming, parameter, "account", parameter->key, SLASH_STRING)->source =
			SLASH_ACCOUNTS;
}

/* Several: one member to choose, and more as text. Payments to a role are what an office or a
 * schedule makes. */
static void add_payees(struct forming *forming, const struct parameter *parameter)
{
	const struct verb *verb = forming->slash->verb;
	if (verb_takes(verb, PARAM_ACCOUNT)) { /* pay: its member is the parameter behind */
		add_option(forming, parameter, "others", "to|payees", SLASH_STRING);
		return;
	}
	add_option(forming, parameter, "who", parameter->key, SLASH_USER);
	if (verb_of_office(verb) || verb->traits & TRAIT_RECURS)
		add_option(forming, parameter, "members-with", parameter->key, SLASH_ROLE);
	else /* an expense is claimed of an account */
		add_option(forming, parameter, "claimed", parameter->key, SLASH_STRING);
	add_option(forming, parameter, "others", parameter->key, SLASH_STRING);
}

/* The key of the argument that WORD of PARAM_EXTRAS or PARAM_CLAUSES becomes. */
static const char *argument_of_word(const struct parameter *parameter, const char *word)
{
	if (strcmp(word, "then lose") == 0)
		return "lose";
	/* `from=wages` of every; `from 2027-01-31` */
	return parameter->kind == PARAM_EXTRAS && strcmp(word, "from") == 0 ? "account" : word;
}

static void add_words(struct forming *forming, const struct parameter *parameter)
{
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *word = parameter->choices[i][LANG_EN],
			   *argument = argument_of_word(parameter, word);
		enum slash_type type = strcmp(argument, "lose") == 0    ? SLASH_ROLE
				       : strcmp(argument, "times") == 0 ? SLASH_INTEGER
									: SLASH_STRING;
		if (option_of_argument(forming->slash, argument))
			continue;
		struct slash_option *option =
			add_option(forming, parameter, argument, argument, type);
		option->word = word;
		if (strcmp(argument, "prorate") == 0) {
			add_choice(forming, option, "on", "si");
			add_choice(forming, option, "off", "no");
		}
	}
}

/* What has words of its own beside its key=value. */
static void add_report_options(struct forming *forming, const struct parameter *parameter)
{
	add_option(forming, parameter, "who", "account", SLASH_USER);
	add_option(forming, parameter, "last", "last", SLASH_STRING);
	add_option(forming, parameter, "chart", "chart", SLASH_BOOLEAN);
	add_option(forming, parameter, "csv", "csv", SLASH_BOOLEAN);
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *word = parameter->choices[i][LANG_EN];
		bool number = strcmp(word, "batch") == 0 || strcmp(word, "limit") == 0 ||
			      strcmp(word, "months") == 0;
		struct slash_option *option = add_option(forming, parameter, word, word,
							 number ? SLASH_INTEGER : SLASH_STRING);
		option->word = word;
		for (int c = 0; strcmp(word, "compare") == 0 && comparison_words[c][0]; c++)
			add_choice(forming, option, comparison_words[c][LANG_EN],
				   comparison_words[c][LANG_ES]);
	}
	add_option(forming, parameter, "schedule", "schedule", SLASH_INTEGER);
}

static void add_statement_options(struct forming *forming, const struct parameter *parameter)
{
	add_option(forming, parameter, "period", "period|last", SLASH_STRING);
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *word = parameter->choices[i][LANG_EN];
		add_option(forming, parameter, word, word, SLASH_STRING)->word = word;
	}
	add_option(forming, parameter, "csv", "csv", SLASH_BOOLEAN);
}

static void add_key_values(struct forming *forming, const struct parameter *parameter)
{
	enum verb_id verb = forming->slash->verb->id;
	if (verb == VERB_REPORT) {
		add_report_options(forming, parameter);
		return;
	}
	if (verb == VERB_STATEMENT) {
		add_statement_options(forming, parameter);
		return;
	}
	if (parameter->kind == PARAM_ROLES)
		add_option(forming, parameter, "roles", parameter->key, SLASH_STRING);
	for (size_t i = 0; parameter->choices[i][0]; i++) {
		const char *word = parameter->choices[i][LANG_EN];
		struct slash_option *option =
			add_option(forming, parameter, word, word, SLASH_STRING);
		option->word = word;
		if (strcmp(word, "difference") == 0)
			add_choice(forming, option, "book", "apuntar");
	}
	if (verb == VERB_BATCH_CLOSE)
		add_option(forming, parameter, "count", "count:", SLASH_STRING);
}

static void add_memo(struct forming *forming, const struct parameter *parameter)
{
	const char *shown = parameter->name[LANG_EN];
	bool reason = strcmp(shown, "reason") == 0;
	struct slash_option *option = add_option(forming, parameter, reason ? "reason" : "memo",
						 parameter->key, SLASH_STRING);
	/* `dues exempt @ana off`: what ends the command before it makes it superfluous. */
	bool behind_flag =
		parameter > forming->slash->verb->parameters && parameter[-1].kind == PARAM_FLAG;
	option->required = !parameter->optional && !behind_flag;
	option->longest = SLASH_LONGEST_TEXT;
}

static void add_value(struct forming *forming, const struct parameter *parameter)
{
	add_option(forming, parameter, parameter->key, parameter->key, SLASH_STRING)->longest =
		SLASH_LONGEST_TEXT;
	add_option(forming, parameter, "channel", parameter->key, SLASH_CHANNEL);
	add_option(forming, parameter, "value-role", parameter->key, SLASH_ROLE);
}

static void add_role(struct forming *forming, const struct parameter *parameter)
{
	bool completed = slash_row(forming->slash->verb, "role")->source != SLASH_NOTHING;
	add_plain(forming, parameter, completed ? SLASH_STRING : SLASH_ROLE);
}

static void add_request(struct forming *forming, const struct parameter *parameter)
{
	add_option(forming, parameter, "n", parameter->key, SLASH_INTEGER);
	add_option(forming, parameter, "who", parameter->key, SLASH_USER);
}

static void add_parameter(struct forming *forming, const struct parameter *parameter)
{
	switch (parameter->kind) {
	case PARAM_ACCOUNT: add_account(forming, parameter); break;
	case PARAM_USER: add_plain(forming, parameter, SLASH_USER); break;
	case PARAM_ROLE: add_plain(forming, parameter, SLASH_ROLE); break;
	case PARAM_ROLE_NAME: add_role(forming, parameter); break;
	case PARAM_REQUEST: add_request(forming, parameter); break;
	case PARAM_NUMBER:
	case PARAM_TRANSACTION: add_plain(forming, parameter, SLASH_INTEGER); break;
	case PARAM_CURRENCY:
		add_option(forming, parameter, parameter->key, "unit|currency", SLASH_STRING);
		break;
	case PARAM_EACH:
	case PARAM_CHOICE: add_choice_option(forming, parameter); break;
	case PARAM_FLAG: add_plain(forming, parameter, SLASH_BOOLEAN); break;
	case PARAM_NEAR_USER: add_plain(forming, parameter, SLASH_USER); break;
	case PARAM_NEAR_ACCOUNT:
		if (parameter->choices)
			add_plain(forming, parameter, SLASH_STRING)->word =
				parameter->choices[0][LANG_EN];
		break;
	case PARAM_MEMO: add_memo(forming, parameter); break;
	case PARAM_VALUE: add_value(forming, parameter); break;
	case PARAM_OPTIONS:
	case PARAM_ROLES: add_key_values(forming, parameter); break;
	case PARAM_PAYEES: add_payees(forming, parameter); break;
	case PARAM_SHARES:
		add_option(forming, parameter, "who", parameter->key, SLASH_STRING)->required =
			true;
		break;
	case PARAM_TARGETS:
		add_option(forming, parameter, "targets", parameter->key, SLASH_STRING)->required =
			true;
		break;
	case PARAM_EXTRAS:
	case PARAM_CLAUSES: add_words(forming, parameter); break;
	case PARAM_AMOUNT:
	case PARAM_LIMIT:
	case PARAM_ALLOWANCE:
	case PARAM_PART:
	case PARAM_RECEIPT:
	case PARAM_NAME:
	case PARAM_SETTING:
	case PARAM_VERB:
	case PARAM_HELP:
	case PARAM_DAY:
	case PARAM_RULE: add_plain(forming, parameter, SLASH_STRING); break;
	}
}

/* Whether a verb has the first word of VERB, which has two, as its whole name: Discord lets no
 * command be one and have subcommands. */
static bool is_a_verb(struct arena *arena, const char *first, size_t length)
{
	const struct verb *verb = verb_named(arena_copy(arena, first, length));
	return verb && slash_has(verb);
}

static void name_command(struct arena *arena, struct slash_verb *slash)
{
	const struct verb *verb = slash->verb;
	bool joined = is_a_verb(arena, verb->name, strcspn(verb->name, " "));
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *words = lang == LANG_EN ? verb->name : verb->words[lang];
		size_t all = strcspn(words, "|"), first = strcspn(words, " |");
		char *name = arena_copy(arena, words, all);
		slash->subcommand[lang] = NULL;
		if (first < all) {
			name[first] = joined ? '-' : '\0';
			slash->subcommand[lang] = joined ? NULL : name + first + 1;
		}
		slash->command[lang] = name;
		slash->description[lang] = sentence(arena, (enum lang)lang, verb->summary);
	}
}

bool slash_has(const struct verb *verb)
{
	return !(verb->traits & TRAITS_UNTYPED);
}

bool slash_is_private(const struct verb *verb)
{
	return verb->traits & (TRAIT_ASKS | TRAIT_ANSWERS_ALONE | TRAIT_QUIET);
}

const struct slash_verb *slash_verb(struct arena *arena, const struct verb *verb)
{
	struct slash_verb *slash = arena_alloc(arena, sizeof *slash);
	struct forming forming = { arena, slash };
	slash->verb = verb;
	name_command(arena, slash);
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		add_parameter(&forming, parameter);
	if (slash_is_private(verb))
		add_option(&forming, NULL, SLASH_PUBLIC, SLASH_PUBLIC, SLASH_BOOLEAN);
	slash_sort_options(arena, slash);
	return slash;
}

const struct verb *slash_verb_named(struct arena *arena, const char *command,
				    const char *subcommand)
{
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		struct slash_verb slash = { .verb = verb };
		if (!slash_has(verb) || *verb->name != *command)
			continue;
		name_command(arena, &slash);
		const char *second = slash.subcommand[LANG_EN];
		if (strcmp(slash.command[LANG_EN], command) == 0 &&
		    (second ? subcommand && strcmp(second, subcommand) == 0 : !subcommand))
			return verb;
	}
	return NULL;
}

const struct slash_option *slash_option_named(const struct slash_verb *slash, const char *name)
{
	for (size_t i = 0; i < slash->option_count; i++)
		if (strcmp(slash->options[i].name[LANG_EN], name) == 0)
			return &slash->options[i];
	return NULL;
}
