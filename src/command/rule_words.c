/* How often something recurs: `every 2 weeks on mon,thu`, `cada mes el último viernes`. */
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/parsing.h"

enum { WEEK_DAYS = 7, MAX_EVERY = 999, LAST_DAY = 31 };

static const char *const weekdays[WEEK_DAYS] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* What is read of a rule, word by word. */
struct rule {
	struct parsing *parsing;
	size_t at, end; /* words */
	long every;
	const char *unit;      /* "day", …; NULL: none yet */
	unsigned days;         /* bit 0 is Monday */
	const char *nth, *day; /* "last", "fri" of it; of months a day, of years "02-29" */
};

/* Of the weekday FOLDED: 0 is Monday; -1: it is none. */
static int weekday_number(const char *folded)
{
	static const char *const names[WEEK_DAYS] = {
		" mon monday mondays lun lunes ",
		" tue tues tuesday tuesdays mar martes ",
		" wed wednesday wednesdays mie miercoles ",
		" thu thur thurs thursday thursdays jue jueves ",
		" fri friday fridays vie viernes ",
		" sat saturday saturdays sab sabado sabados ",
		" sun sunday sundays dom domingo domingos ",
	};
	size_t length = strlen(folded);
	for (int day = 0; length && day < WEEK_DAYS; day++)
		for (const char *at = names[day]; (at = strstr(at, folded)); at += length)
			if (at[-1] == ' ' && at[length] == ' ')
				return day;
	return -1;
}

const char *weekday_of(const char *folded)
{
	int day = strchr(folded, ' ') ? -1 : weekday_number(folded);
	return day < 0 ? NULL : weekdays[day];
}

static const char *ordinal_of(const char *folded)
{
	static const char *const ordinals[][2] = {
		{ "first", "first" },   { "second", "second" },  { "third", "third" },
		{ "fourth", "fourth" }, { "last", "last" },      { "primer", "first" },
		{ "primero", "first" }, { "segundo", "second" }, { "tercer", "third" },
		{ "tercero", "third" }, { "cuarto", "fourth" },  { "ultimo", "last" },
		{ "1st", "first" },     { "2nd", "second" },     { "3rd", "third" },
		{ "4th", "fourth" },
	};
	for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
		if (strcmp(ordinals[i][0], folded) == 0)
			return ordinals[i][1];
	return NULL;
}

static const char *unit_of(const char *folded)
{
	static const char *const units[][2] = {
		{ "day", "day" },      { "days", "day" },     { "dia", "day" },
		{ "dias", "day" },     { "week", "week" },    { "weeks", "week" },
		{ "semana", "week" },  { "semanas", "week" }, { "month", "month" },
		{ "months", "month" }, { "mes", "month" },    { "meses", "month" },
		{ "year", "year" },    { "years", "year" },   { "ano", "year" },
		{ "anos", "year" },
	};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(units[i][0], folded) == 0)
			return units[i][1];
	return NULL;
}

static const char *folded_at(const struct rule *rule, size_t steps)
{
	const struct word *word = &rule->parsing->words.list[rule->at + steps];
	return rule->at + steps < rule->end && !word->quoted
		       ? text_fold(rule->parsing->arena, word->text)
		       : "";
}

static bool is_day_word(const char *folded)
{
	return strcmp(folded, "day") == 0 || strcmp(folded, "dia") == 0;
}

/* "31" of 31, 31st; NULL: no day of months. Above 31 *TOO_MANY. */
static const char *day_number(struct parsing *parsing, const char *folded, bool *too_many)
{
	size_t digits = strspn(folded, "0123456789");
	const char *rest = folded + digits;
	bool ends = !*rest || strcmp(rest, "st") == 0 || strcmp(rest, "nd") == 0 ||
		    strcmp(rest, "rd") == 0 || strcmp(rest, "th") == 0 || strcmp(rest, "o") == 0;
	if (!digits || !ends)
		return NULL;
	int day = number_at_start(folded, LAST_DAY);
	*too_many = day > LAST_DAY;
	return day >= 1 && day <= LAST_DAY ? arena_printf(parsing->arena, "%d", day) : NULL;
}

static bool fail_rule(struct rule *rule, const char *hint)
{
	fail_line(rule->parsing, &rule->parsing->words.list[rule->at], "bad_rule",
		  tr(rule->parsing->command->lang, hint));
	return false;
}

/* `mon,thu`, `mon, thu and fri`, up to the rule's end. */
static bool read_weekdays(struct rule *rule)
{
	for (; rule->at < rule->end; rule->at++) {
		char *text = arena_strdup(rule->parsing->arena, folded_at(rule, 0)), *rest = NULL;
		if (!*text)
			return false;
		if (strcmp(text, "and") == 0 || strcmp(text, "y") == 0 || strcmp(text, ",") == 0)
			continue;
		for (char *name = strtok_r(text, ",", &rest); name;
		     name = strtok_r(NULL, ",", &rest)) {
			int day = weekday_number(name);
			if (day < 0)
				return false;
			rule->days |= 1U << day;
		}
	}
	return rule->days;
}

/* `last friday`, `last day`, from the ordinal on. */
static bool read_nth(struct rule *rule)
{
	const char *nth = ordinal_of(folded_at(rule, 0)), *what = folded_at(rule, 1);
	const char *day = weekday_of(what);
	if (nth && strcmp(nth, "last") == 0 && is_day_word(what))
		rule->day = "31";
	else if (nth && day)
		rule->nth = nth, rule->day = day;
	else
		return day || weekday_of(folded_at(rule, 0))
			       ? fail_rule(rule, N_("Choose first, second, third, fourth or last."))
			       : false;
	rule->at += 2;
	return rule->at == rule->end;
}

static bool read_month_day(struct rule *rule)
{
	const char *text = folded_at(rule, 0);
	bool too_many = false;
	if (is_day_word(text))
		text = folded_at(rule, 1), rule->at++;
	rule->day = day_number(rule->parsing, text, &too_many);
	if (too_many)
		return fail_rule(rule, N_("A month has at most 31 days: `on 31` is the last day of "
					  "shorter months."));
	if (rule->day) {
		rule->at++;
		return rule->at == rule->end;
	}
	return read_nth(rule);
}

static bool read_year_day(struct rule *rule)
{
	const struct word *word = &rule->parsing->words.list[rule->at];
	enum date_reading reading = month_day_of(rule->parsing, word->text, &rule->day);
	if (reading == DATE_UNCLEAR || reading == DATE_WRONG)
		fail_date(rule->parsing, word, word->text, reading);
	rule->at++;
	return reading == DATE_OK && rule->at == rule->end;
}

/* What is behind `on`. */
static bool read_day(struct rule *rule)
{
	if (strcmp(rule->unit, "week") == 0)
		return read_weekdays(rule);
	if (strcmp(rule->unit, "month") == 0)
		return read_month_day(rule);
	return strcmp(rule->unit, "year") == 0 && read_year_day(rule);
}

static bool is_on(const char *folded)
{
	static const char *const words[] = { "on", "el", "la", "los", "las" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], folded) == 0)
			return true;
	return false;
}

/* The rule from its first word on. */
static bool read_words(struct rule *rule)
{
	const char *first = folded_at(rule, 0);
	size_t digits = strspn(first, "0123456789");
	bool number = digits && !first[digits];
	rule->every = number ? number_at_start(first, MAX_EVERY) : 1;
	rule->at += number;
	if (rule->every < 1 || rule->every > MAX_EVERY)
		return fail_rule(rule, N_("Write a whole number from 1 to 999."));
	rule->unit = unit_of(folded_at(rule, 0));
	bool one_day =
		weekday_of(folded_at(rule, 1)) && weekday_number(first) < 0 && !strchr(first, ',');
	if (!rule->unit && !number && (ordinal_of(first) || one_day)) {
		rule->unit = "month";
		return read_nth(rule);
	}
	if (!rule->unit) {
		rule->unit = "week";
		return !number && read_weekdays(rule);
	}
	rule->at++;
	if (rule->at == rule->end)
		return true;
	if (!is_on(folded_at(rule, 0)))
		return false;
	rule->at++;
	if (rule->at < rule->end && strcmp(folded_at(rule, 0), "the") == 0)
		rule->at++;
	return rule->at < rule->end && read_day(rule);
}

static const char *canonical(const struct rule *rule)
{
	struct arena *arena = rule->parsing->arena;
	const char *days = "";
	for (int day = 0; day < WEEK_DAYS; day++)
		if (rule->days & 1U << day)
			days = arena_printf(arena, "%s%s%s", days, *days ? "," : "", weekdays[day]);
	if (*days)
		return arena_printf(arena, "%ld %s %s", rule->every, rule->unit, days);
	if (rule->nth)
		return arena_printf(arena, "%ld %s %s %s", rule->every, rule->unit, rule->nth,
				    rule->day);
	return rule->day ? arena_printf(arena, "%ld %s %s", rule->every, rule->unit, rule->day)
			 : arena_printf(arena, "%ld %s", rule->every, rule->unit);
}

/* The word pay, in either language, from the next one on; the end where there is none. */
static size_t find_pay(struct parsing *parsing)
{
	size_t at = parsing->next, used;
	for (; at < parsing->words.count; at++) {
		enum lang lang = parsing->command->lang;
		const struct verb *verb =
			find_verb(parsing->arena, &parsing->words, at, &used, &lang);
		if (verb && verb->id == VERB_PAY)
			break;
	}
	return at;
}

/* The word that begins what is paid, where pay itself is not written; the end: none. */
static const struct word *payee_word(struct parsing *parsing)
{
	for (size_t at = parsing->next; at < parsing->words.count; at++)
		if (strncmp(parsing->words.list[at].text, "<@", 2) == 0)
			return &parsing->words.list[at];
	return NULL;
}

/* The line with WORDS in place of the rule, from the next word up to TO. */
static void fail_often(struct parsing *parsing, const char *to, const char *words)
{
	const struct word *next = words_peek(parsing);
	fail_line(parsing, next, "bad_rule",
		  arena_printf(parsing->arena, tr(parsing->command->lang, N_("Say how often: %s.")),
			       line_with(parsing, next->start, to, words, NULL)));
}

/* The example's line, where nothing of what was written can be used. */
static void fail_with_example(struct parsing *parsing)
{
	enum lang lang = parsing->command->lang;
	fail_line(parsing, NULL, "bad_rule",
		  arena_printf(parsing->arena, tr(lang, N_("Say how often: %s.")),
			       arena_printf(parsing->arena, "`%s%s`", parsing->prefix,
					    help_rows[parsing->verb->id].example[lang])));
}

void read_rule(struct parsing *parsing, const struct parameter *parameter)
{
	size_t pay = find_pay(parsing), first = parsing->next;
	const char *month = parsing->command->lang == LANG_ES ? "mes " : "month ";
	struct rule rule = { .parsing = parsing, .at = first, .end = pay };
	const struct word *payee = payee_word(parsing);
	if (pay == parsing->words.count) {
		const char *with_pay =
			arena_printf(parsing->arena, "%s%s ", month,
				     parsing->command->lang == LANG_ES ? "pagar" : "pay");
		if (payee)
			fail_often(parsing, payee->start, with_pay);
		else
			fail_with_example(parsing);
	} else if (pay > first && read_words(&rule)) {
		add_argument(parsing, parameter->key, canonical(&rule));
		parsing->next = pay + 1;
	} else if (!parsing->failed) {
		fail_often(parsing, parsing->words.list[pay].start, month);
	}
}

const char *day_of_rule(struct parsing *parsing, size_t at, size_t end, size_t *used)
{
	struct rule rule = { .parsing = parsing, .at = at, .end = end };
	const char *text = folded_at(&rule, 0), *date = NULL;
	bool too_many = false;
	*used = 1;
	if (weekday_of(text))
		return weekday_of(text);
	if (ordinal_of(text) && strcmp(ordinal_of(text), "last") == 0 &&
	    is_day_word(folded_at(&rule, 1))) {
		*used = 2;
		return "31";
	}
	enum date_reading reading = month_day_of(parsing, text, &date);
	if (reading == DATE_OK)
		return date;
	if (reading != NO_DATE) {
		fail_date(parsing, &parsing->words.list[at], text, reading);
		return NULL;
	}
	date = day_number(parsing, text, &too_many);
	if (too_many)
		fail_rule(&rule, N_("A month has at most 31 days: `on 31` is the last day of "
				    "shorter "
				    "months."));
	return date;
}

void fail_no_period(struct parsing *parsing, const struct word *word)
{
	enum lang lang = parsing->command->lang;
	const char *last = parsing->words.list[parsing->words.count - 1].end,
		   *at = word ? word->start : last, *text = lang == LANG_ES ? "mensual" : "monthly";
	fail_line(parsing, word, "bad_rule",
		  arena_printf(parsing->arena, tr(lang, N_("Say how often: %s.")),
			       line_with(parsing, at, at,
					 arena_printf(parsing->arena, word ? "%s " : " %s", text),
					 NULL)));
}
