/* Dates and counts at the end of a line: `from 2027-01-31`, `12 times`, `at 09:00`. They are read
 * from the right, so that a memo before them keeps its own words. */
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "command/parsing.h"

enum { MAX_TIMES = 9999, MAX_GRACE = 366 };

/* What the words from AT on, before END, are read for. */
struct looking {
	struct parsing *parsing;
	size_t at, end;
	const char *value; /* of the argument; NULL: it is the clause, and was refused */
};

static const struct word *word_of(const struct looking *looking, size_t steps)
{
	size_t at = looking->at + steps;
	const struct word *word = &looking->parsing->words.list[at];
	return at < looking->end && !word->quoted ? word : NULL;
}

static const char *folded(const struct looking *looking, size_t steps)
{
	const struct word *word = word_of(looking, steps);
	return word ? text_fold(looking->parsing->arena, word->text) : "";
}

bool is_one_of(const char *text, const char *words)
{
	size_t length = strlen(text);
	for (const char *at = words; length && (at = strstr(at, text)); at += length)
		if ((at == words || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

/* Each returns how many words the clause has; 0: the words are none. */

static size_t read_date(struct looking *looking)
{
	const struct word *word = word_of(looking, 1);
	enum date_reading reading =
		word ? date_of(looking->parsing, word->text, &looking->value) : NO_DATE;
	if (reading == NO_DATE)
		return 0;
	if (reading != DATE_OK) {
		fail_date(looking->parsing, word, word->text, reading);
		looking->value = NULL;
	}
	return 2;
}

static size_t read_from(struct looking *looking)
{
	return is_one_of(folded(looking, 0), "from desde") ? read_date(looking) : 0;
}

static size_t read_until(struct looking *looking)
{
	return is_one_of(folded(looking, 0), "until hasta") ? read_date(looking) : 0;
}

static size_t read_times(struct looking *looking)
{
	const char *number = folded(looking, 0);
	size_t length = strlen(number);
	if (!length || strspn(number, "0123456789") != length ||
	    !is_one_of(without_end(looking->parsing->arena, folded(looking, 1)), "times time veces "
										 "vez"))
		return 0; /* `12 times.` in a memo would go on for ever */
	int times = number_at_start(number, MAX_TIMES);
	if (times < 1 || times > MAX_TIMES)
		fail_line(looking->parsing, word_of(looking, 0), "number_expected",
			  arena_printf(looking->parsing->arena,
				       tr(looking->parsing->command->lang,
					  N_("Write a number of times from 1 to %d.")),
				       MAX_TIMES));
	else
		looking->value = arena_printf(looking->parsing->arena, "%d", times);
	return 2;
}

static size_t read_at(struct looking *looking)
{
	bool spanish =
		is_one_of(folded(looking, 0), "a") && is_one_of(folded(looking, 1), "las la");
	size_t steps = spanish ? 2 : 1;
	const struct word *word = word_of(looking, steps);
	if ((!spanish && !is_one_of(folded(looking, 0), "at")) || !word ||
	    !strchr(word->text, ':') || !strspn(word->text, "0123456789"))
		return 0;
	looking->value = time_of_day(looking->parsing, word->text);
	if (!looking->value)
		fail_line(looking->parsing, word, "bad_time",
			  tr(looking->parsing->command->lang, N_("Write the time as 09:00.")));
	return steps + 1;
}

/* "14d", "2w", "14 days". */
static size_t read_grace(struct looking *looking)
{
	const char *text = folded(looking, 1), *unit = text + strspn(text, "0123456789");
	bool apart = !*unit;
	if (!is_one_of(folded(looking, 0), "grace gracia") || unit == text)
		return 0;
	unit = apart ? folded(looking, 2) : unit;
	bool weeks = is_one_of(unit, "w s week weeks semana semanas"),
	     days = is_one_of(unit, "d day days dia dias");
	if (apart && !weeks && !days)
		apart = false;
	int number = number_at_start(text, MAX_GRACE) * (weeks ? 7 : 1);
	if ((!weeks && !days) || number > MAX_GRACE)
		fail_line(looking->parsing, word_of(looking, 1), "bad_duration",
			  tr(looking->parsing->command->lang, N_("Write the grace period as `grace "
								 "14d`.")));
	else
		looking->value = arena_printf(looking->parsing->arena, "%d", number);
	return apart ? 3 : 2;
}

static size_t read_lose(struct looking *looking)
{
	bool begins =
		(is_one_of(folded(looking, 0), "then") && is_one_of(folded(looking, 1), "lose")) ||
		(is_one_of(folded(looking, 0), "luego") && is_one_of(folded(looking, 1), "quitar"));
	const struct word *word = word_of(looking, 2);
	const char *id = word ? mention_id(looking->parsing, word->text, "<@&") : NULL;
	if (!begins)
		return 0;
	if (id)
		looking->value = arena_printf(looking->parsing->arena, "&%s", id);
	else
		fail_at(looking->parsing, word, "role_expected",
			tr(looking->parsing->command->lang, N_("Say which role: mention it with "
							       "@.")));
	return word ? 3 : 2;
}

static size_t read_prorate(struct looking *looking)
{
	const char *value = folded(looking, 1);
	bool on = is_one_of(value, "on si"), off = is_one_of(value, "off no");
	if (!is_one_of(folded(looking, 0), "prorate prorrateo prorratear"))
		return 0;
	if (on || off)
		looking->value = on ? "on" : "off";
	else
		fail_line(looking->parsing, word_of(looking, 1), "bad_choice",
			  tr(looking->parsing->command->lang, N_("Write `prorate on` or `prorate "
								 "off`.")));
	return 2;
}

static size_t read_on(struct looking *looking)
{
	size_t used = 0;
	if (!is_one_of(folded(looking, 0), "on el los la las"))
		return 0;
	looking->value = day_of_rule(looking->parsing, looking->at + 1, looking->end, &used);
	if (!looking->value)
		fail_line(looking->parsing, word_of(looking, 1), "bad_rule",
			  tr(looking->parsing->command->lang, N_("Write the day as `on 15`, `on "
								 "mon` or `on 06-01`.")));
	return used + 1;
}

static const struct clause {
	const char *word, *key; /* in the verb's row; of the argument */
	size_t (*read)(struct looking *looking);
} clauses[] = {
	{ "from", "from", read_from },          { "until", "until", read_until },
	{ "times", "times", read_times },       { "at", "at", read_at },
	{ "grace", "grace", read_grace },       { "then lose", "lose", read_lose },
	{ "prorate", "prorate", read_prorate }, { "on", "on", read_on },
};
enum { CLAUSE_COUNT = sizeof clauses / sizeof *clauses };

bool is_given(const struct parsing *parsing, const char *key)
{
	for (size_t i = 0; i < parsing->ending_count; i++)
		if (strcmp(parsing->ending[i].key, key) == 0)
			return true;
	return command_argument(parsing->command, key);
}

void add_once(struct parsing *parsing, const struct word *word, const char *key, const char *value)
{
	if (parsing->failed || !value)
		return;
	if (is_given(parsing, key) || parsing->ending_count == MAX_ENDING)
		fail_at(parsing, word, "bad_option",
			tr(parsing->command->lang, N_("That option is given twice.")));
	else
		parsing->ending[parsing->ending_count++] = (struct argument){ key, value };
}

/* The clause of PARAMETER that the words from AT on before END begin with; in *USED its words. */
static const struct clause *clause_at(struct parsing *parsing, const struct parameter *parameter,
				      size_t at, size_t end, const char **value, size_t *used)
{
	for (const struct clause *clause = clauses; clause < clauses + CLAUSE_COUNT; clause++) {
		struct looking looking = { parsing, at, end, NULL };
		if (!has_choice(parameter->choices, clause->word))
			continue;
		*used = clause->read(&looking);
		*value = looking.value;
		if (*used)
			return clause;
	}
	return NULL;
}

size_t clause_words(struct parsing *parsing, size_t at)
{
	const struct parameter *ends = parameter_of(parsing->verb, PARAM_CLAUSES);
	const char *value;
	size_t used;
	return ends && clause_at(parsing, ends, at, parsing->words.count, &value, &used) ? used : 0;
}

/* Takes the clause that ends the line; false: none does. */
static bool take_last_clause(struct parsing *parsing, const struct parameter *parameter)
{
	struct words *words = &parsing->words;
	size_t used;
	for (size_t length = 2; length <= LONGEST_CLAUSE; length++) {
		const char *value;
		if (words->count < parsing->next + length)
			return false;
		size_t at = words->count - length;
		const struct clause *clause =
			clause_at(parsing, parameter, at, words->count, &value, &used);
		if (!clause || used != length)
			continue;
		words->count = at;
		add_once(parsing, &words->list[at], clause->key, value);
		return true;
	}
	return false;
}

/* PARAM_DAY: takes the date that ends the line. */
static void take_last_day(struct parsing *parsing, const struct parameter *parameter)
{
	struct words *words = &parsing->words;
	const struct word *word =
		words->count > parsing->next ? &words->list[words->count - 1] : NULL;
	const char *date, *text = word ? without_end(parsing->arena, word->text) : "";
	enum date_reading reading = word && !word->quoted ? date_of(parsing, text, &date) : NO_DATE;
	if (reading == NO_DATE)
		return;
	if (reading != DATE_OK) {
		fail_date(parsing, word, text, reading);
		return;
	}
	words->count--;
	add_once(parsing, word, parameter->key, date);
}

void read_ending(struct parsing *parsing)
{
	const struct parameter *extras = parameter_of(parsing->verb, PARAM_EXTRAS),
			       *ends = parameter_of(parsing->verb, PARAM_CLAUSES),
			       *day = parameter_of(parsing->verb, PARAM_DAY);
	size_t count = parsing->words.count;
	if (!extras && !ends && !day)
		return;
	if (parsing->words.more) {
		fail_at(parsing, NULL, "too_many_arguments",
			tr(parsing->command->lang, N_("That is too much for one command.")));
		return;
	}
	while (!parsing->failed && ((extras && take_last_option(parsing, extras)) ||
				    (ends && take_last_clause(parsing, ends))))
		;
	if (day && !parsing->failed)
		take_last_day(parsing, day);
	if (parsing->words.count < count)
		parsing->memo_end = parsing->words.list[parsing->words.count - 1].end;
}

void add_ending(struct parsing *parsing)
{
	while (parsing->ending_count && !parsing->failed) {
		const struct argument *argument = &parsing->ending[--parsing->ending_count];
		add_argument(parsing, argument->key, argument->value);
	}
}

/* What may come between clauses where no memo follows: options, `into hall`. */
static void read_others(struct parsing *parsing)
{
	const struct parameter *extras = parameter_of(parsing->verb, PARAM_EXTRAS),
			       *near = parameter_of(parsing->verb, PARAM_NEAR_ACCOUNT);
	if (extras)
		read_extras(parsing, extras);
	if (near && !is_given(parsing, near->key))
		read_parameter(parsing, near);
}

/* The day of dues is one of their period. */
static void check_day(struct parsing *parsing)
{
	static const struct {
		const char *period, *days[LANG_COUNT];
	} examples[] = { { "weekly", { "mon", "lun" } },
			 { "monthly", { "15", "15" } },
			 { "quarterly", { "15", "15" } },
			 { "yearly", { "06-01", "06-01" } } };
	const char *period = command_argument(parsing->command, "period"), *day = NULL;
	for (size_t i = 0; i < parsing->ending_count; i++)
		if (strcmp(parsing->ending[i].key, "on") == 0)
			day = parsing->ending[i].value;
	for (size_t i = 0; day && period && i < sizeof examples / sizeof *examples; i++) {
		const char *example = examples[i].days[parsing->command->lang];
		bool digits = *example >= '0' && *example <= '9',
		     fits = digits == (*day >= '0' && *day <= '9') &&
			    !strchr(example, '-') == !strchr(day, '-');
		if (strcmp(examples[i].period, period) == 0 && !fits)
			fail_line(parsing, NULL, "bad_rule",
				  arena_printf(parsing->arena,
					       tr(parsing->command->lang, N_("Write the day as `on "
									     "%s`.")),
					       example));
	}
}

void read_clauses(struct parsing *parsing, const struct parameter *parameter)
{
	const char *value;
	size_t used, before = parsing->next;
	do {
		const struct clause *clause =
			clause_at(parsing, parameter, before, parsing->words.count, &value, &used);
		if (clause) {
			add_once(parsing, words_peek(parsing), clause->key, value);
			parsing->next += used;
		} else {
			read_others(parsing);
		}
	} while (!parsing->failed && words_peek(parsing) && parsing->next > before &&
		 (before = parsing->next));
	check_day(parsing);
}
