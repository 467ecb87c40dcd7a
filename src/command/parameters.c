/* Reading each kind of parameter: numbers, choices, memos and names of verbs here, the others in
 * the files beside. Every mistake has its code, its place and its fix. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/money.h"
#include "command/parsing.h"
#include "command/receipt_code.h"
#include "command/suggest.h"

enum { MEMO_POINTS = 200 };

/* The digits of `12`, `#12`, `n.º 12`: *USED becomes how many words they are. */
static const char *number_of(struct parsing *parsing, const struct word *word, size_t *used)
{
	static const char *const signs[] = { "n.o", "no.", "n.°", "n°", "no", "num.", "#" };
	const char *folded = text_fold(parsing->arena, word->text);
	*used = 1;
	for (size_t i = 0; !word->quoted && i < sizeof signs / sizeof *signs; i++) {
		const struct word *next = words_peek_at(parsing, 1);
		size_t length = strlen(signs[i]);
		if (strncmp(folded, signs[i], length) != 0)
			continue;
		*used = folded[length] || !next || next->quoted ? 1 : 2;
		return *used == 2 ? next->text : folded + length;
	}
	return word->text;
}

static void read_number(struct parsing *parsing, const struct parameter *parameter,
			const struct word *word)
{
	size_t used;
	const char *digits = number_of(parsing, word, &used);
	size_t length = strlen(digits);
	if (length && length <= 18 && strspn(digits, "0123456789") == length &&
	    strspn(digits, "0") != length) {
		add_argument(parsing, parameter->key, digits);
		parsing->next += used - 1;
	} else
		fail_at(parsing, word, "number_expected",
			tr(parsing->command->lang, N_("Write a whole number from 1 here.")));
}

static void read_receipt(struct parsing *parsing, const struct parameter *parameter,
			 const struct word *word)
{
	struct receipt_code code;
	char text[RECEIPT_TEXT_SIZE];
	if (receipt_code_read(word->text, &code))
		add_argument(parsing, parameter->key,
			     arena_strdup(parsing->arena, receipt_code_write(&code, text)));
	else
		fail_at(parsing, word, "receipt_expected",
			tr(parsing->command->lang, N_("That is not a receipt code: write the "
						      "transaction's number, a hyphen and eight "
						      "letters or digits, such as 12-7K3M9QXZ.")));
}

/* Whether the next words begin what comes behind PARAMETER: a choice is missing then. */
static bool begins_later(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	for (parameter++; parameter->key; parameter++)
		if (choice_at(parsing, parameter->choices, parsing->next, parsing->words.count,
			      &used))
			return true;
	return false;
}

static void read_choice(struct parsing *parsing, const struct parameter *parameter,
			const struct word *word)
{
	const char *choice = choice_named(parsing, parameter->choices, word->text);
	if (choice)
		add_argument(parsing, parameter->key, choice);
	else if (parameter->optional == WITH_FIRST && begins_later(parsing, parameter))
		fail_no_period(parsing, word);
	else
		fail_choice(parsing, word, "bad_choice", parameter->choices);
}

const char *squeeze_spaces(struct arena *arena, const char *text)
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
	const struct word *word = words_peek(parsing);
	bool alone =
		word && word->quoted && !word->key && parsing->next + 1 == parsing->words.count;
	check_memo(parsing, parsing->unclear_word ? parsing->behind_amount : parsing->next);
	if (!word || parsing->failed)
		return;
	const char *source = parsing->memo_end
				     ? arena_copy(parsing->arena, word->start,
						  (size_t)(parsing->memo_end - word->start))
				     : word->start;
	const char *memo = squeeze_spaces(parsing->arena, alone ? word->text : source);
	size_t points = utf8_count(memo);
	parsing->next = parsing->words.count;
	if (points > MEMO_POINTS)
		fail_at(parsing, word, "memo_too_long",
			arena_printf(parsing->arena,
				     tr(parsing->command->lang, N_("That text has %zu characters; "
								   "200 are allowed.")),
				     points));
	else if (points)
		add_argument(parsing, parameter->key, memo);
}

/* Directly before a memo it must end the line, else it begins the memo. */
static void read_flag(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	if (!choice_at(parsing, parameter->choices, parsing->next, parsing->words.count, &used))
		return;
	bool memo = parameter[1].key && parameter[1].kind == PARAM_MEMO;
	if (memo && parsing->next + used < parsing->words.count)
		return;
	add_argument(parsing, parameter->key, "1");
	parsing->next += used;
	parsing->complete |= memo;
}

static void read_request(struct parsing *parsing, const struct parameter *parameter,
			 const struct word *word)
{
	const char *user = user_mention(parsing, word->text);
	if (user)
		add_argument(parsing, parameter->key, user);
	else
		read_number(parsing, parameter, word);
}

/* "one", "any", "none", or how many. */
static void read_size(struct parsing *parsing, const struct parameter *parameter,
		      const struct word *word)
{
	const char *choice = choice_named(parsing, parameter->choices, word->text);
	if (choice)
		add_argument(parsing, parameter->key, choice);
	else
		read_number(parsing, parameter, word);
}

const struct verb *find_verb(struct arena *arena, const struct words *words, size_t first,
			     size_t *used, enum lang *lang)
{
	size_t left = words->count - first;
	if (!left || words->list[first].quoted)
		return NULL;
	const char *one = text_fold(arena, words->list[first].text);
	const char *second = left > 1 ? text_fold(arena, words->list[first + 1].text) : NULL;
	const struct verb *verb = verb_match(one, second, used, lang);
	if (verb)
		return verb;
	/* `balance.`, `batch status?` */
	second = second ? without_end(arena, second) : NULL;
	verb = verb_match(one, second, used, lang);
	return verb ? verb : verb_match(without_end(arena, one), NULL, used, lang);
}

static void read_verb_name(struct parsing *parsing, const struct parameter *parameter,
			   const struct word *word)
{
	size_t used;
	enum lang lang = parsing->command->lang;
	const struct verb *verb =
		find_verb(parsing->arena, &parsing->words, parsing->next, &used, &lang);
	const char *folded = text_fold(parsing->arena, word->text);
	enum help_topic topic = parameter->kind == PARAM_HELP && !word->quoted
					? help_topic_called(folded)
					: TOPIC_COUNT;
	if (verb) {
		add_argument(parsing, parameter->key, verb->name);
		parsing->next += used - 1;
		return;
	}
	if (topic != TOPIC_COUNT) {
		add_argument(parsing, parameter->key, help_topic_name(parsing->arena, topic));
		return;
	}
	verb = verb_suggestion(folded, &lang);
	const char *near = verb ? arena_copy(parsing->arena, verb->words[lang],
					     strcspn(verb->words[lang], "|"))
				: NULL;
	if (near)
		fail_line(parsing, word, "unknown_verb",
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("There is no such command. "
								     "Did you mean %s?")),
				       line_with(parsing, word->start, word->end, near, NULL)));
	else
		fail_unknown_verb(parsing, word);
}

/* Of a number that is missing: what lists it. */
static const char *number_hint(struct parsing *parsing, enum verb_id lister)
{
	enum lang lang = parsing->command->lang;
	return arena_printf(parsing->arena, tr(lang, N_("Write its number; `%s%s` lists them.")),
			    parsing->prefix, verb_table[lister].words[lang]);
}

static const char *missing_hint(struct parsing *parsing, const struct parameter *parameter)
{
	enum lang lang = parsing->command->lang;
	switch (parameter->kind) {
	case PARAM_LIMIT:
	case PARAM_ALLOWANCE:
	case PARAM_AMOUNT: return tr(lang, N_("The amount is missing."));
	case PARAM_ACCOUNT:
		if (parsing->verb->id == VERB_PAY)
			return tr(lang, N_("Say whom you pay: mention them with @."));
		if (strcmp(parameter->key, "who") == 0 || parsing->verb->id == VERB_HOLD)
			return tr(lang, N_("Say who: mention them with @."));
		break;
	case PARAM_ROLE:
	case PARAM_ROLE_NAME: return tr(lang, N_("Say which role: mention it with @."));
	case PARAM_USER: return tr(lang, N_("Say who: mention them with @."));
	case PARAM_PAYEES:
		return parsing->verb->id == VERB_EVERY
			       ? tr(lang, N_("Say whom you pay: mention them with @."))
			       : tr(lang, N_("Say whom you ask: mention them with @."));
	case PARAM_REQUEST: return number_hint(parsing, VERB_REQUESTS);
	case PARAM_NUMBER:
		if (strcmp(parameter->key, "year") == 0)
			return tr(lang, N_("Say which year."));
		return number_hint(parsing, strcmp(parameter->key, "schedule") == 0
						    ? VERB_SCHEDULES
						    : VERB_REQUESTS);
	case PARAM_CHOICE:
		if (parsing->verb->id == VERB_REPORT)
			return tr(lang, N_("Say which report."));
		break;
	default: break;
	}
	return arena_printf(parsing->arena, tr(lang, N_("“%s” is missing.")),
			    parameter->name[lang]);
}

/* `!request @me 5`: the rule says that nobody asks themselves, which comes first. */
static bool asks_oneself(const struct parsing *parsing)
{
	const char *payees = command_argument(parsing->command, "payees");
	uint64_t id;
	return payees && *payees == '@' && snowflake_parse(payees + 1, &id) && id &&
	       id == parsing->command->author.id;
}

/* `!approve 41 5`: a reason that is an amount was meant as a part, which approve does not take. */
static void check_part(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing), *first = parsing->words.list;
	const char *accept = verb_table[VERB_ACCEPT].words[parsing->command->lang];
	if (parsing->verb->id != VERB_APPROVE || !word || word->quoted ||
	    parsing->next + 1 < parsing->words.count || !money_begins(parsing->arena, word->text))
		return;
	fail_line(parsing, word, "surplus",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("To pay a part, write %s.")),
			       line_with(parsing, first->start, first->end,
					 arena_copy(parsing->arena, accept, strcspn(accept, "|")),
					 NULL)));
}

static void read_text(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	check_part(parsing);
	if (!parsing->failed)
		read_memo(parsing, parameter);
	if (!word && !parameter->optional && !command_argument(parsing->command, "currency") &&
	    !asks_oneself(parsing))
		fail_at(parsing, NULL, "missing_memo",
			tr(parsing->command->lang, N_("Say what it is for: a memo is "
						      "needed at the end.")));
}

/* Kinds that look at the next words by themselves, also where there is none. */
static bool read_phrase(struct parsing *parsing, const struct parameter *parameter)
{
	switch (parameter->kind) {
	case PARAM_CURRENCY:
		if (parameter[1].key &&
		    (parameter[1].kind == PARAM_ACCOUNT || parameter[1].kind == PARAM_SHARES))
			read_currency_before_who(parsing, parameter);
		else
			read_currency_parameter(parsing, parameter);
		break;
	case PARAM_OPTIONS: read_options(parsing, parameter); break;
	case PARAM_ROLES: read_role_list(parsing, parameter); break;
	case PARAM_VALUE:
	case PARAM_MEMO: read_text(parsing, parameter); break;
	case PARAM_EACH: read_each(parsing, parameter); break;
	case PARAM_NEAR_ACCOUNT: read_near_account(parsing, parameter); break;
	case PARAM_NEAR_USER: read_near_user(parsing, parameter); break;
	case PARAM_FLAG: read_flag(parsing, parameter); break;
	case PARAM_EXTRAS: read_extras(parsing, parameter); break;
	case PARAM_CLAUSES:
		if (!verb_takes(parsing->verb, PARAM_MEMO))
			read_clauses(parsing, parameter);
		break;
	case PARAM_DAY: break; /* read_ending() took it */
	case PARAM_SHARES: read_shares(parsing, parameter); break;
	case PARAM_RULE: read_rule(parsing, parameter); break;
	case PARAM_TARGETS: read_targets(parsing, parameter); break;
	default: return false;
	}
	return true;
}

static void fail_missing(struct parsing *parsing, const struct parameter *parameter)
{
	bool needed = !parameter->optional ||
		      (parameter->optional == WITH_FIRST && parsing->command->argument_count);
	if (needed && parameter->kind == PARAM_CHOICE && parameter->optional == WITH_FIRST)
		fail_no_period(parsing, NULL);
	else if (needed)
		fail_at(parsing, NULL, "missing_argument", missing_hint(parsing, parameter));
}

void read_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	if (read_phrase(parsing, parameter))
		return;
	if (!word) {
		fail_missing(parsing, parameter);
		return;
	}
	switch (parameter->kind) {
	case PARAM_PAYEES: read_payees(parsing, parameter); return;
	case PARAM_PART: read_part(parsing, parameter); return;
	case PARAM_ALLOWANCE:
		parsing->complete = read_no_limit(parsing, parameter, word->text);
		if (parsing->complete)
			break;
		read_amount_parameter(parsing, parameter);
		return;
	case PARAM_ACCOUNT:
	case PARAM_USER: read_account(parsing, parameter, word); break;
	case PARAM_ROLE: read_role(parsing, parameter, word); break;
	case PARAM_ROLE_NAME: read_role_name(parsing, parameter, word); break;
	case PARAM_REQUEST: read_request(parsing, parameter, word); break;
	case PARAM_AMOUNT: read_amount_parameter(parsing, parameter); return;
	case PARAM_LIMIT:
		parsing->amount = word;
		if (read_no_limit(parsing, parameter, word->text))
			break;
		read_amount_parameter(parsing, parameter);
		return;
	case PARAM_NUMBER:
	case PARAM_TRANSACTION: read_number(parsing, parameter, word); break;
	case PARAM_RECEIPT: read_receipt(parsing, parameter, word); break;
	case PARAM_CHOICE:
		if (parsing->verb->id == VERB_ROLE_GROUP)
			read_size(parsing, parameter, word);
		else
			read_choice(parsing, parameter, word);
		break;
	case PARAM_HELP:
	case PARAM_VERB: read_verb_name(parsing, parameter, word); break;
	default: add_argument(parsing, parameter->key, word->text); break;
	}
	parsing->next++;
}
