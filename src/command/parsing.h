/* What the grammar's files share while one command is parsed. Private to the room. */
#ifndef COMMAND_PARSING_H
#define COMMAND_PARSING_H

#include "command/lexer.h"
#include "command/verbs.h"
#include "record/record.h"

/* Arguments that were read from the end of the line: they follow the others in the record. */
enum { MAX_ENDING = 8 };

struct parsing {
	struct arena *arena;
	struct command *command;
	const struct verb *verb;
	const char *prefix;
	struct words words;
	size_t next;               /* word */
	const struct word *amount; /* the word that the amount was read from */
	bool member_follows; /* behind the amount that is being read comes whom it is for: no memo
				yet */
	struct argument ending[MAX_ENDING];
	size_t ending_count;
	const char *memo_end; /* in the source, where the ending begins; NULL: there is none */
	bool several;         /* pay: to several, as PARAM_PAYEES */
	bool unclear_word;    /* the word taken for a currency may begin the memo: */
	size_t behind_amount; /* it */
	bool complete;        /* nothing may follow what was read */
	bool failed;
};

/* The next word, or NULL at the end. */
struct word *words_peek(struct parsing *parsing);
/* Makes the command a reject with CODE, HINT and an example of its verb; WORD, where there is one,
 * is shown with its position. Only the first mistake counts. */
void fail_at(struct parsing *parsing, const struct word *word, const char *code, const char *hint);
/* The verb that begins at word FIRST, in either language; *USED tells how many words it takes,
 * *LANG whose they are. */
const struct verb *find_verb(struct arena *arena, const struct words *words, size_t first,
			     size_t *used, enum lang *lang);
/* Adds an argument, or fails when there are too many. */
void add_argument(struct parsing *parsing, const char *key, const char *value);
/* "<@1>", "<@!1>", "<@&1>" or "<#1>": the digits, when WORD is a mention that begins with OPENING;
 * NULL otherwise. */
const char *mention_id(struct parsing *parsing, const char *word, const char *opening);
/* "@1" when WORD mentions a user; NULL otherwise. */
const char *user_mention(struct parsing *parsing, const char *word);
/* The same as fail_at(), for hints that show a line to copy: no example follows. */
void fail_line(struct parsing *parsing, const struct word *word, const char *code,
	       const char *hint);
/* Refuses WORD, which is no verb and near to none. */
void fail_unknown_verb(struct parsing *parsing, const struct word *word);
/* Refuses WORD and what is behind it: more than the verb takes. */
void fail_surplus(struct parsing *parsing, const struct word *word);
/* The word STEPS behind the next one, or NULL when the text ends before. */
struct word *words_peek_at(struct parsing *parsing, size_t steps);
/* TEXT without the punctuation at its end. */
const char *without_end(struct arena *arena, const char *text);
/* The English form of one of CHOICES, either language; NULL: none. */
const char *choice_named(struct parsing *parsing, const char *const (*choices)[LANG_COUNT],
			 const char *text);
/* Refuses WORD, which is none of CHOICES, and lists them. */
void fail_choice(struct parsing *parsing, const struct word *word, const char *code,
		 const char *const (*choices)[LANG_COUNT]);
/* All words that are left: PARAM_OPTIONS, PARAM_ROLES. */
void read_options(struct parsing *parsing, const struct parameter *parameter);
/* "2026" or "2026-11". */
bool is_month_or_year(const char *text);
void read_period_words(struct parsing *parsing, const struct parameter *parameter);
void read_role_list(struct parsing *parsing, const struct parameter *parameter);
/* Reads what PARAMETER takes from the words into the command's arguments, or fails. */
void read_parameter(struct parsing *parsing, const struct parameter *parameter);

/* Lines to copy, as spans of code with the prefix before them: what was written, with TEXT in place
 * of the source from FROM up to TO, and all from MEMO on, a place behind that, in quotes (NULL:
 * nothing). */
const char *line_with(struct parsing *parsing, const char *from, const char *to, const char *text,
		      const char *memo);
/* What was written, with all from MEMO on in quotes. */
const char *line_with_memo(struct parsing *parsing, const char *memo) __attribute__((nonnull(2)));
/* Appends TEXT in quotes, as the lexer reads them. */
void add_quoted(struct buf *line, const char *text);

/* What a word directly behind an amount and its currency would be, were it no memo. */
enum behind {
	BEHIND_MEMO,
	BEHIND_CURRENCY /* perhaps: the ledger knows */,
	BEHIND_NUMBER,
	BEHIND_FACTOR /* mil, cents, % */,
	BEHIND_SIGN,
	BEHIND_MENTION
};
/* Of the next word, and of those behind it where it is nothing but punctuation. */
enum behind what_is_behind(struct parsing *parsing);
/* The same where a currency was taken already: another one there is BEHIND_SIGN. */
enum behind what_is_behind_currency(struct parsing *parsing);
/* The next word, taken for a currency. Of "EUR/mes" that is the name alone, and the rest becomes
 * the next word. */
const char *take_currency_word(struct parsing *parsing);
/* Refuses what is directly behind the amount, of this KIND, where it could be meant as part of it.
 * MEMO: the verb takes one. */
void check_behind(struct parsing *parsing, enum behind kind, bool memo);
/* Refuses a number that spaces or apostrophes part, whose first word is AMOUNT and whose others
 * come next, with its readings to copy. */
void fail_split(struct parsing *parsing, const struct word *amount, bool memo);
/* The word STEPS behind the next one, without the punctuation around it; "": there is none, or it
 * is quoted. */
const char *bare_at(struct parsing *parsing, size_t steps);
/* The words, AT on from the next one, that name the currency of the amount before them: what to
 * write instead (NULL: nobody can tell which it is), how many words (0: they name none), and
 * whether they are more than its one name. */
struct currency_phrase {
	const char *code;
	size_t words;
	bool longer;
};
struct currency_phrase currency_phrase(struct parsing *parsing, size_t at);
/* Refuses such words, with the line that has the code. */
void fail_currency(struct parsing *parsing, const struct currency_phrase *phrase);
/* Whether a currency is named in the next words, and none at the amount: a line that has them as a
 * memo would book another. */
bool names_another_currency(struct parsing *parsing);
/* Where the memo begins, GROUPS words from the next one on, when it must be in quotes lest it be
 * read as part of the amount; NULL: it need not. */
const char *memo_to_quote(struct parsing *parsing, size_t groups);

/* The same where a currency is named by then, WORDS on. */
const char *memo_behind_currency(struct parsing *parsing, size_t words);

/* "none", in either language, as a limit: the argument of PARAMETER; false when TEXT is another
 * word. */
bool read_no_limit(struct parsing *parsing, const struct parameter *parameter, const char *text);
/* PARAM_AMOUNT, PARAM_LIMIT: the next words as an amount, with a currency at it or before it: the
 * arguments KEY and "unit". */
void read_amount_parameter(struct parsing *parsing, const struct parameter *parameter);
/* PARAM_CURRENCY: the word behind the amount, "currency", where it could be one; and what is then
 * behind both. */
void read_currency_parameter(struct parsing *parsing, const struct parameter *parameter);
/* Whether WORD is no amount but could name the currency of the one behind it: `EUR 5`, `€ 5`. */
bool is_unit_ahead(struct parsing *parsing, const struct word *word, const struct word *next);
/* Whether the word that was taken for the currency is surely one: then what is behind it is
 * directly behind both. Otherwise the ledger, which knows whether the guild has a currency of that
 * name, must be told what is behind. */
void check_behind_currency(struct parsing *parsing, const char *currency, bool memo);
/* `5 @bob`: where the amount comes before the person, reads both; how many parameters were read: 0,
 * none. */
size_t read_amount_first(struct parsing *parsing, const struct parameter *parameter);
/* The amount of the option WORD (key=value, the next word) and the currency at it or behind it: the
 * argument KEY, and "unit" for the currency; UNIT_IN_KEY: "KEY=CURRENCY" is the argument, so that
 * an account can be counted in several. */
void read_amount_option(struct parsing *parsing, const struct word *word, const char *key,
			bool signed_ok, bool unit_in_key);
/* The month: dates, ends of lines, payees, rules of dates. */

/* How many of the unquoted words from AT on (an index of WORDS), before END, are those of PHRASE,
 * of one word or several; 0: they are others. */
size_t phrase_at(struct parsing *parsing, size_t at, size_t end, const char *phrase);
/* The one of CHOICES, phrases of either language, that the words from AT on before END begin with:
 * its English form, and in *USED its words, the most that fit; NULL: none. */
const char *choice_at(struct parsing *parsing, const char *const (*choices)[LANG_COUNT], size_t at,
		      size_t end, size_t *used);
/* Whether one of CHOICES is NAME in English. */
bool has_choice(const char *const (*choices)[LANG_COUNT], const char *name);

enum date_reading {
	NO_DATE,
	DATE_OK,
	DATE_UNCLEAR, /* 01/03/2027 in English */
	DATE_WRONG,   /* written as a date, but there is no such day */
};
/* "2027-03-01" of TEXT, 2027-03-01 or 31/01/2027, in *DATE, from the arena. Of DATE_UNCLEAR that is
 * its reading as day and month. */
enum date_reading date_of(struct parsing *parsing, const char *text, const char **date);
/* The same without a year, of a rule: "02-29". */
enum date_reading month_day_of(struct parsing *parsing, const char *text, const char **date);
/* Refuses WORD, whose date TEXT was read as READING, which is not DATE_OK. */
void fail_date(struct parsing *parsing, const struct word *word, const char *text,
	       enum date_reading reading);
/* "09:00" of TEXT, 9:00; NULL: it is no time. From the arena. */
const char *time_of_day(struct parsing *parsing, const char *text);
/* Whether TEXT, folded, could be meant as part of a date: a month, a weekday, tomorrow, a number.
 */
bool is_like_date(const char *text);

/* PARAM_EXTRAS, PARAM_CLAUSES and PARAM_DAY at the end of the line, before anything else is read:
 * those words are taken away. */
void read_ending(struct parsing *parsing);
/* Adds what read_ending() read to the command's arguments. */
void add_ending(struct parsing *parsing);
/* The English name of the option that WORD is; NULL: it is none of PARAMETER's, a PARAM_EXTRAS. */
const char *option_of(struct parsing *parsing, const struct parameter *parameter,
		      const struct word *word);
/* Takes the option that ends the line; false: none does. */
bool take_last_option(struct parsing *parsing, const struct parameter *parameter);
/* Whether the argument KEY was read already, or is added at the end. */
bool is_given(const struct parsing *parsing, const char *key);
/* Adds the argument KEY, of WORD, at the end; refuses it where it is given twice. VALUE NULL: it
 * was refused already. */
void add_once(struct parsing *parsing, const struct word *word, const char *key, const char *value);
/* Whether TEXT is one of WORDS, which spaces part. */
bool is_one_of(const char *text, const char *words);
/* PARAM_EXTRAS: the next words that are such. */
void read_extras(struct parsing *parsing, const struct parameter *parameter);
/* PARAM_CLAUSES of a verb without a memo: all words that are left. */
void read_clauses(struct parsing *parsing, const struct parameter *parameter);
enum { LONGEST_CLAUSE = 4 /* words */ };
/* How many words the clause of the verb has that begins with the word AT; 0: none does, or it was
 * refused as such. */
size_t clause_words(struct parsing *parsing, size_t at);
/* Refuses a memo, the words from FIRST on, that could hold a clause or an option. */
void check_memo(struct parsing *parsing, size_t first);

/* "mon" of any name of a weekday, folded; NULL: none. */
const char *weekday_of(const char *folded);
/* PARAM_RULE. */
void read_rule(struct parsing *parsing, const struct parameter *parameter);
/* DAY of dues in the words from AT on before END: "15", "mon", "06-01"; in *USED how many they are.
 * NULL: none. */
const char *day_of_rule(struct parsing *parsing, size_t at, size_t end, size_t *used);
/* Refuses a rule that is missing in dues and budgets, before WORD (NULL: at the end). */
void fail_no_period(struct parsing *parsing, const struct word *word);

/* PARAM_ACCOUNT, PARAM_USER, PARAM_ROLE and PARAM_ROLE_NAME, whose word is WORD; of a name of
 * several words it is the first. */
void read_account(struct parsing *parsing, const struct parameter *parameter,
		  const struct word *word);
void read_role(struct parsing *parsing, const struct parameter *parameter, const struct word *word);
void read_role_name(struct parsing *parsing, const struct parameter *parameter,
		    const struct word *word);
/* PARAM_NEAR_ACCOUNT, PARAM_NEAR_USER, where the next words are that: `to hall`, `block @ana`. */
void read_near_account(struct parsing *parsing, const struct parameter *parameter);
void read_near_user(struct parsing *parsing, const struct parameter *parameter);
/* Whether TEXT means all members. */
bool names_everyone(struct parsing *parsing, const char *text);
/* TEXT with one space for each run of white space, and none at its ends. */
const char *squeeze_spaces(struct arena *arena, const char *text);

/* Whether pay names several: then PARAM_PAYEES is read instead of PARAM_ACCOUNT. */
bool names_several(struct parsing *parsing);
void read_payees(struct parsing *parsing, const struct parameter *parameter);
void read_shares(struct parsing *parsing, const struct parameter *parameter);
/* PARAM_TARGETS. */
void read_targets(struct parsing *parsing, const struct parameter *parameter);
/* PARAM_EACH, where it is not read yet. */
void read_each(struct parsing *parsing, const struct parameter *parameter);
/* The word each behind the amount of what recurs, which says nothing new: the amount is for each
 * anyway. Of one payee it is the memo's, unless an account follows. Fails where the amount is to be
 * split. */
void skip_each(struct parsing *parsing);
/* `pay @a 5 @b 5`: refuses it with the one line for both. */
void check_one_amount(struct parsing *parsing);
/* Refuses an amount, the next word, where members should be mentioned first; where it is surely
 * none of an account's name. */
void check_member_missing(struct parsing *parsing);
/* Refuses a mention that something is glued to; false: WORD is none. */
bool fail_glued(struct parsing *parsing, const struct word *word);
/* "@1" of a mention, "name" of an account, in an option or behind a word like from; NULL after a
 * refusal. */
const char *account_or_member(struct parsing *parsing, const struct word *word, const char *text);
/* PARAM_PART. */
void read_part(struct parsing *parsing, const struct parameter *parameter);
/* PARAM_CURRENCY where a member or account comes next, not the memo. */
void read_currency_before_who(struct parsing *parsing, const struct parameter *parameter);
/* Refuses TEXT, an amount of WORD with one separator and three digits; KEY: what is before it
 * there. */
void check_ambiguous(struct parsing *parsing, const struct word *word, const char *key,
		     const char *amount);

/* Refuses a message that holds a second command. */
void check_one_command(struct parsing *parsing);

/* The number that the digits at the start of TEXT are; MOST + 1 where it is larger than MOST, which
 * is below 100,000. */
static inline int number_at_start(const char *text, int most)
{
	int number = 0;
	for (; *text >= '0' && *text <= '9' && number <= most; text++)
		number = number * 10 + (*text - '0');
	return number <= most ? number : most + 1;
}

#endif
