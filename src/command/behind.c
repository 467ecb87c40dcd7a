/* What is directly behind an amount, and what it could be meant as: never a guess, a line to copy
 * instead. */
#include <string.h>
#include <strings.h>

#include "base/unicode.h"
#include "command/currency_words.h"
#include "command/money.h"
#include "command/parsing.h"

/* A word that begins with a digit, without the punctuation around it. */
static enum behind kind_of_number(struct parsing *parsing, const char *bare)
{
	return currency_code_shaped(bare) && !currency_reads_as_number(parsing->arena, bare)
		       ? BEHIND_CURRENCY
		       : BEHIND_NUMBER;
}

/* A word that begins with signs which memos begin with, too ("=1+1"): what is behind them is a
 * number or a currency only where it is nothing else. */
static enum behind kind_behind_signs(struct parsing *parsing, const char *text, const char *bare)
{
	bool digits = *bare && strspn(bare, "0123456789.,") == strlen(bare);
	/* a channel, a heart */
	if (digits && strncmp(text, "<#", 2) != 0 && strcmp(text, "<3") != 0)
		return BEHIND_NUMBER;
	return currency_is_plain(parsing->arena, bare) ? BEHIND_CURRENCY : BEHIND_MEMO;
}

/* BEHIND_MEMO for a word that is nothing but punctuation, too: *EMPTY then. */
static enum behind kind_of_word(struct parsing *parsing, const struct word *word, bool *empty)
{
	const char *bare = currency_bare_word(parsing->arena, word->text),
		   *mention = strstr(word->text, "<@");
	size_t length, before = *bare ? (size_t)(strstr(word->text, bare) - word->text)
				      : strlen(word->text);
	enum text_kind first = text_kind(bare, &length);
	bool percent = memchr(word->text, '%', before) || strstr(word->text, "‰") == word->text;
	bool plain = strcspn(word->text, "=<>&!?^") >= before;
	*empty = first == TEXT_END && !percent && plain;
	if ((mention && mention <= word->text + before) ||
	    (before && word->text[before - 1] == '@'))
		return BEHIND_MENTION;
	if (percent)
		return BEHIND_FACTOR;
	if (!plain)
		return kind_behind_signs(parsing, word->text, bare);
	if (first == TEXT_NUMBER)
		return kind_of_number(parsing, bare);
	if (currency_codes(parsing->arena, bare) || currency_code_shaped(bare) ||
	    currency_head(parsing->arena, bare))
		return BEHIND_CURRENCY; /* or a memo, or "mil": the ledger knows whether the guild
					   has it */
	if (currency_is_multiplier(parsing->arena, bare))
		return BEHIND_FACTOR;
	return first == TEXT_CURRENCY_SIGN ? BEHIND_SIGN : BEHIND_MEMO;
}

static bool names_currency(struct parsing *parsing, const char *bare)
{
	size_t head = currency_head(parsing->arena, bare);
	return currency_codes(parsing->arena, head ? arena_copy(parsing->arena, bare, head) : bare);
}

/* What the word AT steps on, itself of KIND, is together with those behind it: "con 50", "por
 * ciento", "US dollars", "Hong Kong dollars". */
static enum behind kind_with_next(struct parsing *parsing, size_t at, enum behind kind)
{
	struct arena *arena = parsing->arena;
	const char *word = bare_at(parsing, at), *next = bare_at(parsing, at + 1),
		   *third = bare_at(parsing, at + 2), *folded = text_fold(arena, word);
	bool empty;
	if ((kind != BEHIND_MEMO && kind != BEHIND_CURRENCY) || !*word || !*next)
		return kind;
	const struct word *behind = words_peek_at(parsing, at + 1);
	bool number = kind_of_word(parsing, behind, &empty) == BEHIND_NUMBER ||
		      money_begins(arena, behind->text) || currency_is_fraction(arena, next);
	bool percent = (!strcmp(folded, "por") && !strcasecmp(next, "ciento")) ||
		       (!strcmp(folded, "per") && !strcasecmp(next, "cent"));
	if (percent || (currency_joins(arena, word) && number))
		return BEHIND_FACTOR;
	if (names_currency(parsing, word) || currency_is_plain(arena, word) ||
	    currency_is_multiplier(arena, word))
		return kind;
	bool two_words = !strcmp(folded, "hong") || !strcmp(folded, "new") ||
			 !strcmp(folded, "south") || !strcmp(folded, "costa");
	return names_currency(parsing, next) || (two_words && names_currency(parsing, third))
		       ? BEHIND_SIGN
		       : kind;
}

enum behind what_is_behind(struct parsing *parsing)
{
	const struct word *word;
	bool empty = true;
	for (size_t i = 0; (word = words_peek_at(parsing, i)) && !word->quoted; i++) {
		enum behind kind = kind_of_word(parsing, word, &empty);
		if (empty && kind == BEHIND_MEMO)
			continue;
		kind = kind_with_next(parsing, i, kind);
		const char *bare = currency_bare_word(parsing->arena, word->text);
		if (kind == BEHIND_CURRENCY && i) /* "5 - USD" */
			return names_currency(parsing, bare)                  ? BEHIND_SIGN
			       : currency_is_multiplier(parsing->arena, bare) ? BEHIND_FACTOR
									      : BEHIND_MEMO;
		return kind;
	}
	return BEHIND_MEMO;
}

enum behind what_is_behind_currency(struct parsing *parsing)
{
	enum behind kind = what_is_behind(parsing);
	if (kind == BEHIND_MEMO || kind == BEHIND_CURRENCY)
		kind = currency_owner(parsing->arena, bare_at(parsing, 0), bare_at(parsing, 1),
				      &(size_t){ 0 })
			       ? BEHIND_SIGN
			       : kind;
	if (kind != BEHIND_CURRENCY)
		return kind;
	const char *bare = currency_bare_word(parsing->arena, words_peek(parsing)->text);
	return names_currency(parsing, bare)                  ? BEHIND_SIGN
	       : currency_is_multiplier(parsing->arena, bare) ? BEHIND_FACTOR
							      : BEHIND_CURRENCY;
}

const char *take_currency_word(struct parsing *parsing)
{
	struct word *word = words_peek(parsing);
	const char *bare = currency_bare_word(parsing->arena, word->text), *text = word->text;
	size_t head = currency_head(parsing->arena, bare),
	       end = (size_t)(strstr(text, bare) - text) + head;
	if (!head) {
		parsing->next++;
		return text;
	}
	word->position += utf8_count(arena_copy(parsing->arena, text, end));
	word->start += end;
	word->text += end;
	word->key = word->value = NULL;
	return arena_copy(parsing->arena, bare, head);
}

static bool is_group(const char *text)
{
	return strspn(text, "0123456789") >= 3 && (text[3] < '0' || text[3] > '9');
}

/* Another reading of an amount and what is behind it: NUMBER instead of the words from the amount
 * to END in the source, GROUPS of which are behind it. NUMBER NULL: there is none. */
struct other_reading {
	const char *number, *end;
	size_t groups;
};

/* NUMBER without what parts its digits: apostrophes, and spaces in an option's quotes. */
static const char *unparted(struct parsing *parsing, const char *number)
{
	char *copy = arena_alloc_raw(parsing->arena, strlen(number) + 1), *to = copy;
	while (*number) {
		size_t parts = *number == '\''                ? 1
			       : strncmp(number, "’", 3) == 0 ? 3
							      : text_space(number);
		if (!parts)
			*to++ = *number;
		number += parts ? parts : 1;
	}
	*to = '\0';
	return copy;
}

/* Whether the next word follows AMOUNT at once: neither a currency nor a member is between them. */
static bool is_next_to(struct parsing *parsing, const struct word *amount)
{
	const struct word *next = words_peek(parsing);
	const char *at = amount->end;
	while (text_space(at))
		at += text_space(at);
	return next && at == next->start;
}

/* `1 000,50`: the word AMOUNT and the groups of three behind it as one number. */
static struct other_reading joined(struct parsing *parsing, const struct word *amount)
{
	const char *text = amount->value ? amount->value : amount->text,
		   *all = unparted(parsing, text);
	struct other_reading reading = { 0 };
	struct written_money written;
	const struct word *group;
	if (strcmp(all, text) != 0 && money_read(parsing->arena, all, true, &written) == AMOUNT_OK)
		reading = (struct other_reading){ all, amount->end, 0 };
	for (size_t i = 0; !strpbrk(text, ".,") && is_next_to(parsing, amount) &&
			   (group = words_peek_at(parsing, i)) && !group->quoted && !group->key &&
			   is_group(group->text);
	     i++) {
		all = arena_printf(parsing->arena, "%s%s", all, group->text);
		if (money_read(parsing->arena, all, true, &written) != AMOUNT_OK)
			break;
		reading = (struct other_reading){ all, group->end, i + 1 };
		if (strlen(group->text) > 3)
			break;
	}
	return reading;
}

/* `5 50`: five and a half, with what comes between the two as the asker writes it. */
static struct other_reading with_decimals(struct parsing *parsing, const struct word *amount)
{
	const struct word *part = words_peek(parsing);
	struct written_money written;
	if (!part || !is_next_to(parsing, amount) || strpbrk(amount->text, ".,") ||
	    strlen(part->text) != 2 || strspn(part->text, "0123456789") != 2)
		return (struct other_reading){ 0 };
	const char *number =
		money_in_language(parsing->arena, parsing->command->lang,
				  arena_printf(parsing->arena, "%s.%s", amount->text, part->text));
	bool reads = money_read(parsing->arena, number, true, &written) == AMOUNT_OK;
	return (struct other_reading){ reads ? number : NULL, part->end, 1 };
}

const char *memo_to_quote(struct parsing *parsing, size_t groups)
{
	size_t next = parsing->next;
	parsing->next += groups;
	struct word *word = words_peek(parsing), whole = word ? *word : (struct word){ 0 };
	enum behind kind = what_is_behind(parsing);
	const char *bare = word ? currency_bare_word(parsing->arena, word->text) : "";
	if (kind == BEHIND_CURRENCY &&
	    (currency_is_plain(parsing->arena, bare) || currency_head(parsing->arena, bare))) {
		take_currency_word(parsing);
		kind = what_is_behind_currency(parsing);
	}
	const char *memo =
		kind == BEHIND_MEMO || kind == BEHIND_CURRENCY ? NULL : words_peek(parsing)->start;
	parsing->next = next;
	if (word)
		*word = whole;
	return memo;
}

const char *memo_behind_currency(struct parsing *parsing, size_t words)
{
	size_t next = parsing->next;
	parsing->next += words;
	enum behind kind = what_is_behind_currency(parsing);
	const struct word *word = words_peek(parsing);
	parsing->next = next;
	return word && kind != BEHIND_MEMO && kind != BEHIND_CURRENCY ? word->start : NULL;
}

/* What is in the place of the word AMOUNT, an option's key with it. */
static const char *in_place(struct parsing *parsing, const struct word *amount, const char *number)
{
	const char *equals =
		amount->key ? memrchr(amount->start, '=', (size_t)(amount->end - amount->start))
			    : NULL;
	return equals ? arena_printf(parsing->arena, "%.*s%s", (int)(equals + 1 - amount->start),
				     amount->start, number)
		      : number;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
	"-Wformat-nonliteral" /* HINT is a literal of this file, with a %s for each */
static const char *line_hint(struct parsing *parsing, const char *hint, const char *one,
			     const char *two)
{
	return arena_printf(parsing->arena, tr(parsing->command->lang, hint), one, two);
}
#pragma GCC diagnostic pop

/* READING in place of the amount; NULL where its currency is named in words that only somebody else
 * can put right. */
static const char *line_of_reading(struct parsing *parsing, const struct word *amount,
				   const struct other_reading *reading, bool memo)
{
	const char *number = in_place(parsing, amount, reading->number);
	struct currency_phrase phrase = { 0 };
	if (!memo || !names_another_currency(parsing))
		return line_with(parsing, amount->start, reading->end, number,
				 memo ? memo_to_quote(parsing, reading->groups) : NULL);
	phrase = currency_phrase(parsing, reading->groups);
	if (!phrase.code)
		return memo_to_quote(parsing, reading->groups)
			       ? NULL
			       : line_with(parsing, amount->start, reading->end, number, NULL);
	size_t words = reading->groups + phrase.words;
	return line_with(parsing, amount->start, words_peek_at(parsing, words - 1)->end,
			 arena_printf(parsing->arena, "%s %s", number, phrase.code),
			 memo_behind_currency(parsing, words));
}

void fail_split(struct parsing *parsing, const struct word *amount, bool memo)
{
	enum lang lang = parsing->command->lang;
	const struct word *behind = words_peek(parsing);
	const char *text = amount->value ? amount->value : amount->text, *one = NULL, *two = NULL,
		   *hint = NULL;
	struct other_reading reading = joined(parsing, amount);
	memo &= !parsing->member_follows;
	if (!reading.number && memo)
		reading = with_decimals(parsing, amount);
	if (reading.number)
		one = line_of_reading(parsing, amount, &reading, memo);
	if (memo && behind && strcmp(unparted(parsing, text), text) == 0 &&
	    !names_another_currency(parsing))
		two = line_with_memo(parsing, behind->start);
	if (one && two)
		hint = line_hint(parsing, N_("That can be read in two ways. Write %s or %s."), one,
				 two);
	else if (one)
		hint = line_hint(parsing, N_("Write the amount without spaces or apostrophes: %s"),
				 one, NULL);
	else if (two)
		hint = line_hint(parsing,
				 N_("A number directly behind the amount could belong to it. If it "
				    "is part of the memo, write %s."),
				 two, NULL);
	const struct word *wrong = behind && (reading.groups || !one) ? behind : amount;
	if (hint)
		fail_line(parsing, wrong, "split_number", hint);
	else
		fail_at(parsing, wrong, "split_number",
			names_another_currency(parsing)
				? tr(lang, N_("Write the amount as one number, without spaces, and "
					      "behind it the currency's code."))
				: tr(lang, N_("Write the amount as one number, without spaces.")));
}

/* A mention behind the amount of a verb that may be for several. */
static void fail_mention(struct parsing *parsing, const struct word *word)
{
	enum lang lang = parsing->command->lang;
	if (names_another_currency(parsing))
		fail_line(parsing, word, "second_member",
			  tr(lang, N_("Mention everybody before the amount, and write the "
				      "currency's code directly behind it.")));
	else
		fail_line(parsing, word, "second_member",
			  line_hint(parsing,
				    N_("Mention everybody before the amount. If the mention is "
				       "part of the memo, write %s."),
				    line_with_memo(parsing, word->start), NULL));
}

void check_behind(struct parsing *parsing, enum behind kind, bool memo)
{
	static const struct {
		const char *code, *hint,
			*without_line; /* where the line would book another currency */
	} mistakes[] = {
		[BEHIND_FACTOR] = { "multiplied_amount",
				    N_("Write the amount with all its digits and nothing behind it "
				       "that would change it. If that is part of the memo, write "
				       "%s."),
				    N_("Write the amount with all its digits, and behind it the "
				       "currency's code.") },
		[BEHIND_SIGN] = { "second_currency",
				  N_("That could mean another currency. If it is part of the memo, "
				     "write %s."),
				  N_("That could mean another currency. Write its code directly "
				     "behind the amount, or put the memo in quotes.") },
		[BEHIND_MENTION] = { "second_member",
				     N_("One command is for one person: send one for each. If the "
					"mention is part of the memo, write %s."),
				     N_("One command is for one person: send one for each. Write "
					"the currency's code directly behind the amount.") },
	};
	const struct word *word = words_peek(parsing);
	if (kind == BEHIND_NUMBER)
		fail_split(parsing, parsing->amount, memo);
	if (memo && kind == BEHIND_MENTION && verb_takes(parsing->verb, PARAM_PAYEES))
		fail_mention(parsing, word);
	if (!memo || (kind != BEHIND_FACTOR && kind != BEHIND_SIGN && kind != BEHIND_MENTION))
		return;
	fail_line(parsing, word, mistakes[kind].code,
		  names_another_currency(parsing)
			  ? tr(parsing->command->lang, mistakes[kind].without_line)
			  : line_hint(parsing, mistakes[kind].hint,
				      line_with_memo(parsing, word->start), NULL));
}

void fail_currency(struct parsing *parsing, const struct currency_phrase *phrase)
{
	enum lang lang = parsing->command->lang;
	const struct word *word = words_peek(parsing),
			  *last = words_peek_at(parsing, phrase->words - 1);
	if (phrase->code)
		fail_line(parsing, word, "second_currency",
			  arena_printf(parsing->arena,
				       tr(lang, N_("Write the currency by its code, directly "
						   "behind the amount: %s")),
				       line_with(parsing, word->start, last->end, phrase->code,
						 memo_behind_currency(parsing, phrase->words))));
	else
		check_behind(parsing, BEHIND_SIGN, true);
}
