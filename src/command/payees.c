/* WHO…: whom a command is for, where it may be several. */
#include <string.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"

enum { MAX_PAYEES = 100 };

static bool is_everyone(struct parsing *parsing, const struct word *word)
{
	unsigned char first = (unsigned char)*word->text;
	if (word->quoted || (first < 0x80 && !strchr("@EeTt", first)))
		return false; /* as a rule: folding costs more than all else here */
	return names_everyone(parsing, word->text);
}

/* "@1", "&1" of a mention, "everyone"; NULL: WORD is none of these. */
static const char *people_of(struct parsing *parsing, const struct word *word)
{
	const char *role;
	if (word->quoted)
		return NULL;
	role = mention_id(parsing, word->text, "<@&");
	return role                         ? arena_printf(parsing->arena, "&%s", role)
	       : is_everyone(parsing, word) ? "everyone"
					    : user_mention(parsing, word->text);
}

/* Whether each or split is at word AT, of a verb that takes it. */
static bool each_at(struct parsing *parsing, size_t at)
{
	const struct parameter *parameter = parameter_of(parsing->verb, PARAM_EACH);
	size_t used;
	return parameter && choice_at(parsing, parameter->choices, at, parsing->words.count, &used);
}

static bool is_plain_currency(struct parsing *parsing, size_t at)
{
	const struct word *word = &parsing->words.list[at];
	return at < parsing->words.count && !word->quoted &&
	       currency_is_plain(parsing->arena, currency_bare_word(parsing->arena, word->text));
}

static bool begins_amount(struct parsing *parsing, size_t at)
{
	const struct word *list = parsing->words.list, *word = &list[at];
	const struct word *next = at + 1 < parsing->words.count ? &list[at + 1] : NULL;
	if (word->quoted || people_of(parsing, word) || strchr("@<&", *word->text))
		return false;
	if (money_begins(parsing->arena, word->text))
		return true;
	/* `events 5 each`, `events 5 EUR`: an account; only PTS, in capitals, is surely a currency
	 * then */
	return is_unit_ahead(parsing, word, next) &&
	       (is_plain_currency(parsing, at) ||
		(!each_at(parsing, at + 2) && !is_plain_currency(parsing, at + 2)));
}

/* "dues", `"main hall"`; NULL after a refusal. */
static const char *name_of(struct parsing *parsing, const struct word *word)
{
	enum lang lang = parsing->command->lang;
	if (fail_glued(parsing, word))
		return NULL;
	if (*word->text == '@' && !word->quoted)
		fail_line(parsing, word, "mention_expected",
			  tr(lang, N_("That is not a mention yet: choose the member from the list "
				      "that appears when you type @.")));
	else if (!*word->text || strchr("@&<", *word->text) || strchr(word->text, '"'))
		fail_at(parsing, word, "account_expected",
			tr(lang, N_("Write a member as a mention, or an account by its name.")));
	else
		return word->text[strcspn(word->text, " \t\r\n")]
			       ? arena_printf(parsing->arena, "\"%s\"", word->text)
			       : word->text;
	return NULL;
}

static void fail_too_many(struct parsing *parsing, const struct word *word)
{
	fail_line(parsing, word, "too_many",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("One command names at most %d people "
							     "or roles.")),
			       MAX_PAYEES));
}

void read_payees(struct parsing *parsing, const struct parameter *parameter)
{
	struct buf list = { 0 };
	const struct word *word;
	check_member_missing(parsing);
	for (size_t count = 0; !parsing->failed && (word = words_peek(parsing)) &&
			       (!count || !begins_amount(parsing, parsing->next));
	     count++, parsing->next++) {
		const char *who = people_of(parsing, word);
		who = who ? who : name_of(parsing, word);
		if (count == MAX_PAYEES)
			fail_too_many(parsing, word);
		else if (who)
			buf_printf(&list, "%s%s", list.length ? " " : "", who);
	}
	if (!parsing->failed && list.length)
		add_argument(parsing, parameter->key,
			     arena_strdup(parsing->arena, buf_string(&list)));
	buf_free(&list);
}

/* The words from the next one on that are before the amount: how many, and how many of them are
 * mentions. False: there is no amount. */
static bool words_before_amount(struct parsing *parsing, size_t *count, size_t *mentions)
{
	size_t at = parsing->next;
	*count = *mentions = 0;
	for (; at < parsing->words.count && (at == parsing->next || !begins_amount(parsing, at));
	     at++) {
		const struct word *word = &parsing->words.list[at];
		++*count;
		*mentions += !word->quoted && strncmp(word->text, "<@", 2) == 0;
	}
	return at < parsing->words.count;
}

/* Behind the amount at AT and its currency: the words that are one sum. */
static size_t behind_sum(struct parsing *parsing, size_t at)
{
	const struct word *list = parsing->words.list;
	at += !money_begins(parsing->arena, list[at].text); /* EUR 5 */
	at++;
	return at + is_plain_currency(parsing, at);
}

bool names_several(struct parsing *parsing)
{
	const struct word *word = words_peek(parsing);
	size_t count, mentions;
	if (!word || begins_amount(parsing, parsing->next))
		return false;
	if (!word->quoted && (mention_id(parsing, word->text, "<@&") || is_everyone(parsing, word)))
		return true;
	bool amount = words_before_amount(parsing, &count, &mentions);
	if (mentions > 1)
		return true;
	return amount && count > 1 && each_at(parsing, behind_sum(parsing, parsing->next + count));
}

void read_each(struct parsing *parsing, const struct parameter *parameter)
{
	size_t used;
	const char *each =
		choice_at(parsing, parameter->choices, parsing->next, parsing->words.count, &used);
	if (!parsing->several || !each || command_argument(parsing->command, parameter->key))
		return;
	add_argument(parsing, parameter->key, each);
	parsing->next += used;
}

/* Whether what recurs is for several, as far as the line says. */
static bool recurs_for_several(const struct parsing *parsing)
{
	const char *payees = command_argument(parsing->command, "payees");
	return payees && (*payees == '&' || strcmp(payees, "everyone") == 0 || strchr(payees, ' '));
}

static void fail_split_schedule(struct parsing *parsing, size_t words)
{
	enum lang lang = parsing->command->lang;
	const struct word *first = words_peek(parsing), *last = words_peek_at(parsing, words - 1);
	fail_line(parsing, first, "bad_option",
		  arena_printf(parsing->arena,
			       tr(lang, N_("A schedule pays the amount to each person. Write %s.")),
			       line_with(parsing, first->start, last->end,
					 lang == LANG_ES ? "cada uno" : "each", NULL)));
}

void skip_each(struct parsing *parsing)
{
	const struct parameter *each = parameter_of(&verb_table[VERB_PAY], PARAM_EACH),
			       *from = parameter_of(parsing->verb, PARAM_NEAR_ACCOUNT);
	size_t count = parsing->words.count, used, more;
	const char *said = choice_at(parsing, each->choices, parsing->next, count, &used);
	if (!said)
		return;
	size_t behind = parsing->next + used;
	bool account = from && choice_at(parsing, from->choices, behind, count, &more) &&
		       !clause_words(parsing, behind);
	if (!recurs_for_several(parsing) && !account)
		return; /* a memo's first word */
	if (recurs_for_several(parsing) && strcmp(said, "split") == 0)
		fail_split_schedule(parsing, used);
	else
		parsing->next = behind;
}

/* Whether the words of one sum, FROM up to TO, are those from AT on. */
static bool is_same_sum(struct parsing *parsing, size_t from, size_t to, size_t at)
{
	const struct word *list = parsing->words.list;
	for (; from < to; from++, at++)
		if (at >= parsing->words.count || strcmp(list[from].text, list[at].text) != 0)
			return false;
	return true;
}

void check_one_amount(struct parsing *parsing)
{
	const struct word *list = parsing->words.list;
	size_t first = parsing->next, at = first + 1, count = parsing->words.count, last = 0;
	if (first >= count || !people_of(parsing, &list[first]) || at >= count ||
	    !begins_amount(parsing, at))
		return;
	size_t behind = behind_sum(parsing, at);
	const char *who = list[first].text;
	for (size_t next = behind; next < count && people_of(parsing, &list[next]) &&
				   is_same_sum(parsing, at, behind, next + 1);
	     next = last) {
		who = arena_printf(parsing->arena, "%s %s", who, list[next].text);
		last = next + 1 + behind - at;
	}
	if (!last)
		return;
	const char *sum = arena_copy(parsing->arena, list[at].start,
				     (size_t)(list[behind - 1].end - list[at].start)),
		   *each = parsing->command->lang == LANG_ES ? "cada uno" : "each";
	fail_line(parsing, &list[behind], "surplus",
		  arena_printf(parsing->arena,
			       tr(parsing->command->lang, N_("One payment has one amount. Write "
							     "%s.")),
			       line_with(parsing, list[first].start, list[last - 1].end,
					 arena_printf(parsing->arena, "%s %s %s", who, sum, each),
					 NULL)));
}
