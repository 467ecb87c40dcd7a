/* Words like key=value, and what is beside them: counted amounts, filters of reports,
 * conditions of role groups. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"
#include "command/report_names.h"

/* Whether KEY, which WORD means, is one of the options and not given before. */
static bool is_new_option(struct parsing *parsing, const struct parameter *parameter,
			  const struct word *word, const char *key)
{
	if (!key)
		fail_choice(parsing, word, "bad_option", parameter->choices);
	else if (command_argument(parsing->command, key))
		fail_at(parsing, word, "bad_option",
			tr(parsing->command->lang, N_("That option is given twice.")));
	else
		return true;
	return false;
}

static void read_group_option(struct parsing *parsing, const struct parameter *parameter,
			      const struct word *word)
{
	const char *key = choice_named(parsing, parameter->choices, word->key),
		   *role = mention_id(parsing, word->value, "<@&");
	const char *folded = text_fold(parsing->arena, word->value);
	if (!is_new_option(parsing, parameter, word, key))
		return;
	if (strcmp(key, "fee") == 0)
		read_amount_option(parsing, word, key, false, false);
	else if (role)
		add_argument(parsing, key, arena_printf(parsing->arena, "&%s", role));
	else if (strcmp(folded, "registered") == 0 || strcmp(folded, "registrado") == 0)
		add_argument(parsing, key, "registered");
	else
		fail_at(parsing, word, "role_expected",
			tr(parsing->command->lang, N_("Write the role as a mention (@Role), or "
						      "`registered`.")));
}

void read_role_list(struct parsing *parsing, const struct parameter *parameter)
{
	struct buf list = { 0 };
	for (const struct word *word; (word = words_peek(parsing)) && !parsing->failed;
	     parsing->next++) {
		const char *id = word->quoted ? NULL : mention_id(parsing, word->text, "<@&");
		if (word->key)
			read_group_option(parsing, parameter, word);
		else if (id)
			buf_printf(&list, "%s&%s", list.length ? " " : "", id);
		else
			fail_at(parsing, word, "role_expected",
				tr(parsing->command->lang, N_("Write each role as a mention "
							      "(@Role): names are not unique.")));
	}
	if (parsing->words.more && !parsing->failed) /* never half a list */
		fail_surplus(parsing, &parsing->words.list[MAX_WORDS - 1]);
	if (list.length && !parsing->failed)
		add_argument(parsing, parameter->key,
			     arena_strdup(parsing->arena, buf_string(&list)));
	buf_free(&list);
}

/* `caja=sin-contar`, and the same as two words: gives the argument, and takes the second word. */
static bool read_uncounted(struct parsing *parsing, const struct word *word, const char *key)
{
	const struct word *next = words_peek_at(parsing, 1);
	if (word_is_uncounted(parsing->arena, word->value)) {
		add_argument(parsing, key, UNCOUNTED);
		return true;
	}
	if (!next || next->quoted || next->key ||
	    !word_is_uncounted(parsing->arena,
			       arena_printf(parsing->arena, "%s %s", word->value, next->text)))
		return false;
	add_argument(parsing, key, UNCOUNTED);
	parsing->next++;
	return true;
}

static void read_close_option(struct parsing *parsing, const struct word *word)
{
	const char *key = text_fold(parsing->arena, word->key),
		   *value = text_fold(parsing->arena, word->value);
	/* no account's name has one: it parts the name from its currency */
	if (strchr(word->key, '=')) {
		fail_at(parsing, word, "account_expected",
			tr(parsing->command->lang, N_("Write a member as a mention, or an account "
						      "by its name.")));
	} else if (strcmp(key, "difference") != 0 && strcmp(key, "diferencia") != 0) {
		const char *user = user_mention(parsing, word->key);
		const char *count =
			arena_printf(parsing->arena, "count:%s", user ? user : word->key);
		if (!read_uncounted(parsing, word, count))
			read_amount_option(parsing, word, count, true, true);
	} else if (command_argument(parsing->command, "difference")) {
		fail_at(parsing, word, "bad_option",
			tr(parsing->command->lang, N_("That option is given twice.")));
	} else if (strcmp(value, "book") == 0 || strcmp(value, "apuntar") == 0 ||
		   strcmp(value, "asentar") == 0) {
		add_argument(parsing, "difference", "book");
	} else {
		fail_at(parsing, word, "bad_option",
			tr(parsing->command->lang, N_("The difference can only be booked: write "
						      "`difference=book`.")));
	}
}

/* Whether ONE and OTHER name the same currency. */
static bool is_same_currency(struct parsing *parsing, const char *one, const char *other)
{
	const char *codes = currency_codes(parsing->arena, one),
		   *others = currency_codes(parsing->arena, other);
	return strcmp(text_fold(parsing->arena, one), text_fold(parsing->arena, other)) == 0 ||
	       (codes && others && strcmp(codes, others) == 0);
}

/* All limits of one command are of one currency: its argument is there once. */
static void read_limit_option(struct parsing *parsing, const struct word *word, const char *key)
{
	struct parameter parameter = { .key = key };
	struct command *command = parsing->command;
	const char *unit = command_argument(command, "unit");
	if (read_no_limit(parsing, &parameter, word->value))
		return;
	read_amount_option(parsing, word, key, false, false);
	const struct argument *last = &command->arguments[command->argument_count - 1];
	if (parsing->failed || !unit || strcmp(last->key, "unit") != 0 || last->value == unit)
		return;
	if (is_same_currency(parsing, unit, last->value))
		command->argument_count--;
	else
		fail_at(parsing, word, "bad_option",
			tr(command->lang, N_("One command sets limits in one currency.")));
}

/* Of dues a number is a schedule's, or a year. */
static const char *number_for_report(const char *report, const char *digits)
{
	const char *key = report_name_of(report)->number;
	bool year = strlen(digits) == 4 && strcmp(digits, "1900") >= 0;
	if (strcmp(key, "schedule") == 0 || strcmp(key, "period") == 0)
		return year ? "period" : strcmp(key, "period") == 0 ? "limit" : key;
	return key;
}

/* What a word without a key means to a report: "30d" how long, a number its batch or how many
 * lines, "2026" or "2026-11" its time, "chart", "csv", "compare", else the account. */
static const char *meaning_for_report(struct parsing *parsing, const struct word *word)
{
	static const char *const extras[][LANG_COUNT] = {
		{ "chart", "grafico" }, { "csv", "csv" }, { "compare", "comparar" }, { NULL, NULL }
	};
	const char *report = command_argument(parsing->command, "name"), *extra;
	int64_t duration;
	if (word->quoted)
		return "account";
	if (strlen(word->text) <= 18 && *word->text &&
	    strspn(word->text, "0123456789") == strlen(word->text))
		return number_for_report(report, word->text);
	if (is_month_or_year(word->text) && strcmp(report_name_of(report)->number, "period") == 0)
		return "period";
	if (duration_parse(text_fold(parsing->arena, word->text), &duration))
		return "last";
	extra = choice_named(parsing, extras, word->text);
	return extra ? extra : "account";
}

/* "30 days" is meant as one duration, not as a number of lines and an account: "30d". NULL: it is
 * none. */
static const char *spelled_duration(struct parsing *parsing, const struct word *word)
{
	static const char *const units[] = { "hour",   "hours",   "hora", "horas", "day",
					     "days",   "dia",     "dias", "week",  "weeks",
					     "semana", "semanas", NULL };
	const struct word *next = parsing->next + 1 < parsing->words.count ? word + 1 : NULL;
	const char *folded =
		next && !next->quoted && !next->key ? text_fold(parsing->arena, next->text) : "";
	bool number = *word->text && strspn(word->text, "0123456789") == strlen(word->text);
	for (const char *const *unit = units; number && *unit; unit++)
		if (strcmp(*unit, folded) == 0)
			return arena_printf(parsing->arena, "%s%c", word->text, **unit);
	return NULL;
}

static void read_bare_report_word(struct parsing *parsing, const struct word *word)
{
	const char *key = meaning_for_report(parsing, word),
		   *user = user_mention(parsing, word->text);
	enum lang lang = parsing->command->lang;
	const char *duration = spelled_duration(parsing, word);
	if (duration)
		fail_line(
			parsing, word, "bad_duration",
			arena_printf(parsing->arena,
				     tr(lang, N_("Write the duration as one word: %s")),
				     line_with(parsing, word->start, word[1].end, duration, NULL)));
	else if (*word->text == '@' && !word->quoted)
		fail_line(parsing, word, "mention_expected",
			  tr(lang, N_("That is not a mention yet: choose the member from the list "
				      "that appears when you type @.")));
	else if (command_argument(parsing->command, key))
		fail_at(parsing, word, "bad_option",
			tr(parsing->command->lang, N_("There is no such option here, or it is "
						      "given twice.")));
	else if (strcmp(key, "compare") == 0)
		add_argument(parsing, key, comparison_words[0][LANG_EN]);
	else
		add_argument(parsing, key, user ? user : word->text);
}

/* compare=year, by its English name. */
static void read_comparison(struct parsing *parsing, const struct word *word)
{
	const char *name = choice_named(parsing, comparison_words, word->value);
	enum lang lang = parsing->command->lang;
	if (name)
		add_argument(parsing, "compare", name);
	else
		fail_at(parsing, word, "bad_option",
			tr(lang, N_("Compare with the period before, the same days of the year "
				    "before, or month by month: compare=before, compare=year or "
				    "compare=months.")));
}

static void read_report_option(struct parsing *parsing, const struct parameter *parameter,
			       const struct word *word)
{
	const char *key = choice_named(parsing, parameter->choices, word->key);
	int64_t time;
	if (!is_new_option(parsing, parameter, word, key))
		return;
	bool is_time = strcmp(key, "from") == 0 || strcmp(key, "to") == 0 || strcmp(key, "at") == 0;
	bool is_number = strcmp(key, "batch") == 0 || strcmp(key, "limit") == 0 ||
			 strcmp(key, "months") == 0;
	const char *user = strcmp(key, "account") == 0 ? user_mention(parsing, word->value) : NULL;
	if (is_time && !instant_parse(zone_utc(), word->value, &time))
		fail_at(parsing, word, "bad_time",
			tr(parsing->command->lang, N_("Write a day, such as 2026-11-24.")));
	else if (is_number && (!*word->value || strlen(word->value) > 18 ||
			       strspn(word->value, "0123456789") != strlen(word->value)))
		fail_at(parsing, word, "number_expected",
			tr(parsing->command->lang, N_("Write a whole number from 1 here.")));
	else if (strcmp(key, "compare") == 0)
		read_comparison(parsing, word);
	else
		add_argument(parsing, key, user ? user : word->value);
}

/* Whether NAME, of a count, is surely no account's: a number, a sign, what follows an amount. */
static bool is_no_account(struct parsing *parsing, const char *name)
{
	const char *bare = currency_bare_word(parsing->arena, name);
	size_t length;
	return money_begins(parsing->arena, name) || text_kind(bare, &length) != TEXT_LETTER ||
	       currency_is_plain(parsing->arena, bare) ||
	       currency_is_multiplier(parsing->arena, bare);
}

/* `till 100`, `"till=40 USD"`: the option that WORD and the one behind it were meant as; NULL:
 * none. */
static const char *meant_option(struct parsing *parsing, const struct word *word,
				const struct word **last)
{
	const struct word *next = words_peek_at(parsing, 1);
	const char *equals = strchr(word->text, '=');
	size_t name = equals ? (size_t)(equals - word->text) : strlen(word->text);
	*last = word;
	if (parsing->verb->id == VERB_ACCOUNT_OPEN) /* the floor alone can be meant */
		return money_begins(parsing->arena, word->text)
			       ? arena_printf(parsing->arena, "%s=%s",
					      parsing->command->lang == LANG_ES ? "minimo"
										: "floor",
					      word->text)
			       : NULL;
	if (parsing->verb->id != VERB_BATCH_CLOSE ||
	    (is_no_account(parsing, arena_copy(parsing->arena, word->text, name)) &&
	     !user_mention(parsing, word->text)))
		return NULL;
	const char *quote = memchr(word->text, ' ', name) ? "\"" : "";
	if (equals)
		return arena_printf(parsing->arena, "%s%.*s%s=\"%s\"", quote, (int)name, word->text,
				    quote, equals + 1);
	bool amount = next && !next->key && money_begins(parsing->arena, next->text);
	*last = next;
	return amount ? arena_printf(parsing->arena, "%s%s%s=%s", quote, word->text, quote,
				     next->text)
		      : NULL; /* never an amount that nobody counted */
}

static void fail_option_expected(struct parsing *parsing, const struct word *word)
{
	const struct word *last;
	const char *meant = meant_option(parsing, word, &last);
	if (meant)
		fail_line(parsing, word, "option_expected",
			  arena_printf(parsing->arena,
				       tr(parsing->command->lang, N_("Write it with an equals "
								     "sign: %s")),
				       line_with(parsing, word->start, last->end, meant, NULL)));
	else
		fail_surplus(parsing, word);
}

void read_options(struct parsing *parsing, const struct parameter *parameter)
{
	if (parsing->verb->id == VERB_STATEMENT) {
		read_period_words(parsing, parameter);
		return;
	}
	for (const struct word *word; (word = words_peek(parsing)) && !parsing->failed;
	     parsing->next++) {
		const char *key =
			word->key ? choice_named(parsing, parameter->choices, word->key) : NULL;
		if (parsing->verb->id == VERB_REPORT && !word->key)
			read_bare_report_word(parsing, word);
		else if (!word->key)
			fail_option_expected(parsing, word);
		else if (parsing->verb->id == VERB_BATCH_CLOSE)
			read_close_option(parsing, word);
		else if (parsing->verb->id == VERB_REPORT)
			read_report_option(parsing, parameter, word);
		else if (parsing->verb->id == VERB_LIMITS) {
			if (is_new_option(parsing, parameter, word, key))
				read_limit_option(parsing, word, key);
		} else if (is_new_option(parsing, parameter, word, key) &&
			   !read_no_limit(parsing, parameter, word->value))
			read_amount_option(parsing, word, parameter->key, true, false);
	}
}
