/* Reading each kind of parameter; every mistake has its code, its place and its fix. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/parsing.h"
#include "command/receipt_code.h"
#include "command/suggest.h"

enum { MEMO_POINTS = 200 };

/* `<@12>5` and `<@12>,`: with a space behind the mention, and without the punctuation. */
static bool fail_glued(struct parsing *parsing, const struct word *word)
{
	const char *end = strchr(word->text, '>');
	if (word->quoted || !end || !end[1] ||
	    !user_mention(parsing,
			  arena_copy(parsing->arena, word->text, (size_t)(end + 1 - word->text))))
		return false;
	const char *rest = end + 1 + strspn(end + 1, ".,;:");
	const char *parted = arena_printf(parsing->arena, "%.*s%s%s", (int)(end + 1 - word->text),
					  word->text, *rest ? " " : "", rest);
	fail_line(parsing, word, "space_expected",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("Put a space behind the member, and "
							     "nothing else: %s")),
			       line_with(parsing, word->start, word->end, parted, NULL)));
	return true;
}

static void read_account(struct parsing *parsing, const struct parameter *parameter,
			 const struct word *word)
{
	enum lang lang = parsing->command->lang;
	const char *user = word->quoted ? NULL : user_mention(parsing, word->text);
	if (fail_glued(parsing, word))
		return;
	if (user)
		add_argument(parsing, parameter->key, user);
	else if (mention_id(parsing, word->text, "<@&"))
		fail_line(parsing, word, "role_for_user",
			  tr(lang, N_("That is a role, not a person: choose the member from the "
				      "list "
				      "that appears when you type @.")));
	else if (parameter->kind == PARAM_USER)
		fail_at(parsing, word, "user_expected",
			tr(lang, N_("Write the member as a mention (@name).")));
	else if (*word->text == '@' && !word->quoted)
		fail_line(parsing, word, "mention_expected",
			  tr(lang, N_("That is not a mention yet: choose the member from the list "
				      "that appears when you type @.")));
	else if (!*word->text || *word->text == '<')
		fail_at(parsing, word, "account_expected",
			tr(lang, N_("Write a member as a mention, or an account by its name.")));
	else
		add_argument(parsing, parameter->key, word->text);
}

static void read_role(struct parsing *parsing, const struct parameter *parameter,
		      const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&"),
		   *folded = text_fold(parsing->arena, word->text);
	if (id)
		add_argument(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	else if (strcmp(folded, "everyone") == 0 || strcmp(folded, "@everyone") == 0 ||
		 strcmp(folded, "todos") == 0)
		add_argument(parsing, parameter->key, "everyone");
	else
		fail_at(parsing, word, "role_expected",
			tr(parsing->command->lang, N_("Write the role as a mention (@Role), or "
						      "`everyone`.")));
}

static void read_number(struct parsing *parsing, const struct parameter *parameter,
			const struct word *word)
{
	const char *digits = word->text + (*word->text == '#');
	size_t length = strlen(digits);
	if (length && length <= 18 && strspn(digits, "0123456789") == length &&
	    strspn(digits, "0") != length)
		add_argument(parsing, parameter->key, digits);
	else
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

static void read_choice(struct parsing *parsing, const struct parameter *parameter,
			const struct word *word)
{
	const char *choice = choice_named(parsing, parameter->choices, word->text);
	if (choice)
		add_argument(parsing, parameter->key, choice);
	else
		fail_choice(parsing, word, "bad_choice", parameter->choices);
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
	const struct word *word = words_peek(parsing);
	bool alone =
		word && word->quoted && !word->key && parsing->next + 1 == parsing->words.count;
	if (!word)
		return;
	const char *memo = squeeze(parsing->arena, alone ? word->text : word->start);
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

/* A role's name may have several words: all that is left, unless a parameter follows. */
static void read_role_name(struct parsing *parsing, const struct parameter *parameter,
			   const struct word *word)
{
	const char *id = mention_id(parsing, word->text, "<@&"),
		   *folded = text_fold(parsing->arena, word->text);
	bool last = !parameter[1].key, everyone = strcmp(folded, "everyone") == 0 ||
						  strcmp(folded, "@everyone") == 0 ||
						  strcmp(folded, "todos") == 0;
	if (id) {
		add_argument(parsing, parameter->key, arena_printf(parsing->arena, "&%s", id));
	} else if (everyone) {
		add_argument(parsing, parameter->key, "everyone");
	} else if (user_mention(parsing, word->text)) {
		fail_at(parsing, word, "user_for_role",
			tr(parsing->command->lang, N_("That is a person, not a role: write the "
						      "role as a mention (@Role) or by its "
						      "name.")));
	} else if (word->quoted || !last) {
		add_argument(parsing, parameter->key, word->text);
	} else {
		add_argument(parsing, parameter->key, squeeze(parsing->arena, word->start));
		parsing->next = parsing->words.count - 1;
	}
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

static const char *missing_hint(struct parsing *parsing, const struct parameter *parameter)
{
	enum lang lang = parsing->command->lang;
	switch (parameter->kind) {
	case PARAM_LIMIT:
	case PARAM_AMOUNT: return tr(lang, N_("The amount is missing."));
	case PARAM_ACCOUNT:
		if (parsing->verb->id == VERB_PAY)
			return tr(lang, N_("Say whom you pay: mention them with @."));
		if (strcmp(parameter->key, "who") == 0)
			return tr(lang, N_("Say who: mention them with @."));
		break;
	case PARAM_ROLE:
	case PARAM_ROLE_NAME: return tr(lang, N_("Say which role: mention it with @."));
	case PARAM_USER: return tr(lang, N_("Say who: mention them with @."));
	case PARAM_CHOICE:
		if (parsing->verb->id == VERB_REPORT)
			return tr(lang, N_("Say which report."));
		break;
	default: break;
	}
	return arena_printf(parsing->arena, tr(lang, N_("“%s” is missing.")),
			    parameter->name[lang]);
}

void read_parameter(struct parsing *parsing, const struct parameter *parameter)
{
	const struct word *word = words_peek(parsing);
	switch (parameter->kind) {
	case PARAM_CURRENCY: read_currency_parameter(parsing, parameter); return;
	case PARAM_OPTIONS: read_options(parsing, parameter); return;
	case PARAM_ROLES: read_role_list(parsing, parameter); return;
	case PARAM_VALUE:
	case PARAM_MEMO:
		read_memo(parsing, parameter);
		if (!word && !parameter->optional &&
		    !command_argument(parsing->command, "currency"))
			fail_at(parsing, NULL, "missing_memo",
				tr(parsing->command->lang, N_("Say what it is for: a memo is "
							      "needed at the end.")));
		return;
	default: break;
	}
	if (!word) {
		if (!parameter->optional)
			fail_at(parsing, NULL, "missing_argument",
				missing_hint(parsing, parameter));
		return;
	}
	switch (parameter->kind) {
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
