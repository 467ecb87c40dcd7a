/* A command's record as a line that reads as the same record. */
#include <string.h>

#include "base/arena.h"
#include "check.h"
#include "command/parse.h"
#include "command/verbs.h"

static struct arena arena;

static struct command parsed(const char *line, enum lang lang)
{
	struct command command = { .lang = lang };
	if (command_parse(&arena, line, "", &command) != PARSE_COMMAND)
		command.verb = command.error_code ? command.error_code : "none";
	return command;
}

/* LINE of COMMAND with its own amount and memo. */
static const char *written(const struct command *command)
{
	struct buf out = { 0 };
	const char *amount = command_argument(command, "amount"),
		   *unit = command_argument(command, "unit");
	if (!unit)
		unit = command_argument(command, "currency");
	amount = arena_printf(&arena, "%s%s%s", amount, unit ? " " : "", unit ? unit : "");
	bool whole = command_line(&out, command, verb_named(command->verb), "", amount,
				  command_argument(command, "memo"));
	const char *copy = whole ? arena_strdup(&arena, buf_string(&out)) : "none";
	buf_free(&out);
	return copy;
}

/* Whether the line that COMMAND is written as means all that it means, and no more. */
static void reads_the_same(const char *line)
{
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct command command = parsed(line, (enum lang)lang);
		CHECK(verb_named(command.verb));
		if (!verb_named(command.verb))
			continue;
		command.lang = (enum lang)lang; /* in the other language, too */
		const char *again = written(&command);
		struct command other = parsed(again, (enum lang)lang);
		SAME(other.verb, command.verb);
		CHECK(other.argument_count == command.argument_count);
		for (size_t i = 0; i < command.argument_count; i++) {
			const char *key = command.arguments[i].key,
				   *value = command_argument(&other, key);
			if (strcmp(key, "unit") == 0 && !value)
				value = command_argument(&other, "currency");
			SAME(value ? value : again, command.arguments[i].value);
		}
	}
}

static void each_verb_with_an_amount(void)
{
	static const char *const lines[] = {
		"pay <@12> 5 \"a pizza\"",
		"pay \"main hall\" 5 EUR",
		"pay <@12> <@&601> everyone dues \"main hall\" 5 EUR each \"thanks to all\"",
		"pay <@12> <@13> 5 split",
		"deposit <@12> 5 \"in cash\"",
		"request <@12> <@&601> 12.50 due=2027-03-01 \"a pizza\"",
		"split 60 EUR <@12>:2 <@13> <@&601>=12.50 without me due=2027-03-01 \"a dinner\"",
		"split 60 <@12>:33.33% <@13>:30% \"a dinner\"",
		"charge <@&601> 5 into=\"main hall\" due=2027-03-01 \"a t-shirt\"",
		"hold 50 EUR <@12> to \"main hall\" \"key deposit\" until 2027-01-10",
		"hold 50 till \"key deposit\"",
		"capture 44 20 to hall",
		"accept 41 5 \"my part\"",
		"every day pay <@12> 1 \"a memo\"",
		"every 10 days pay <@12> 1 \"a memo\" from 2027-02-25 12 times",
		"every friday pay <@&602> dues 10 EUR from wages short=owe \"a memo\"",
		"every 2 weeks on mon,thu pay <@12> 1 short=retry:3d \"a memo\" until 2027-03-01 "
		"at 9:05",
		"every month on 31 pay <@12> 1 \"a memo\"",
		"every 3 months on second monday pay <@12> 1 short=skip",
		"every last friday pay <@12> 1",
		"every year on 02-29 pay <@12> 1",
		"every month pay <@12> 1",
		"dues <@&601> 5 EUR monthly on 15 into \"main hall\" prorate off grace 14d then "
		"lose <@&602> from "
		"2027-01-01 until 2028-01-01",
		"dues everyone 5 weekly on mon",
		"budget events 300 monthly carry",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		reads_the_same(lines[i]);
}

static void another_amount_and_memo(void)
{
	struct command command = parsed("pay <@12> <@&601> 5 pizza", LANG_EN);
	struct buf out = { 0 };
	CHECK(command_line(&out, &command, &verb_table[VERB_PAY], "!", "5.00 EUR each", "a \"b\""));
	SAME(buf_string(&out), "!pay <@12> <@&601> 5.00 EUR each \"a \\\"b\\\"\"");
	buf_free(&out);
	command = parsed("requests", LANG_EN);
	CHECK(!command_line(&out, &command, &verb_table[VERB_REQUESTS], "!", "5", NULL));
	SAME(buf_string(&out), "");
	buf_free(&out);
}

int main(void)
{
	each_verb_with_an_amount();
	another_amount_and_memo();
	arena_free(&arena);
	return REPORT("command line");
}
