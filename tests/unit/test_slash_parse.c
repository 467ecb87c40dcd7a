/* What is chosen in a slash command is the command that text would be. */
#include <stdlib.h>

#include "base/arena.h"
#include "check.h"
#include "command/slash.h"

enum { MAX_VALUES = 12 };
static const uint64_t guild = 900;
static struct arena arena;

/* The arguments of COMMAND in the order of their keys, or its mistake. */
static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct argument *)a)->key, ((const struct argument *)b)->key);
}

static const char *told(struct command *command, enum parse_result result)
{
	const char *text = command->verb ? command->verb : "(none)";
	if (result != PARSE_COMMAND)
		return arena_printf(&arena, "%s", command->error_code);
	qsort(command->arguments, command->argument_count, sizeof *command->arguments, by_key);
	for (size_t i = 0; i < command->argument_count; i++)
		text = arena_printf(&arena, "%s %s=[%s]", text, command->arguments[i].key,
				    command->arguments[i].value);
	return text;
}

/* CHOSEN is "name=value|name=value": of /PATH, "batch close". */
static const char *slashed(enum lang lang, const char *path, const char *chosen,
			   struct command *command)
{
	struct slash_value values[MAX_VALUES];
	size_t count = 0;
	char *copy = arena_strdup(&arena, chosen), *save = NULL;
	for (char *at = strtok_r(copy, "|", &save); at; at = strtok_r(NULL, "|", &save)) {
		char *equals = strrchr(at, '=');
		if (strncmp(at, "count:", 6) != 0)
			equals = strchr(at, '=');
		*equals = '\0';
		values[count++] = (struct slash_value){ .name = at, .value = equals + 1 };
	}
	char *name = arena_strdup(&arena, path), *space = strchr(name, ' ');
	if (space)
		*space++ = '\0';
	const struct verb *verb = slash_verb_named(&arena, name, space);
	*command = (struct command){ .lang = lang, .guild_id = guild };
	if (!verb)
		return "no such command";
	return told(command, slash_parse(&arena, verb, values, count, "!", command));
}

static const char *typed(enum lang lang, const char *text)
{
	struct command command = { .lang = lang, .guild_id = guild };
	return told(&command, command_parse(&arena, text, "!", &command));
}

/* What is chosen is what TEXT, in English, says; also for who has Spanish. */
#define SAYS(path, chosen, text)                                                       \
	do {                                                                           \
		struct command command_;                                               \
		SAME(slashed(LANG_EN, path, chosen, &command_), typed(LANG_EN, text)); \
		SAME(slashed(LANG_ES, path, chosen, &command_), typed(LANG_EN, text)); \
		CHECK(!command_.error_code && command_.lang == LANG_ES);               \
	} while (0)
#define REFUSES(path, chosen, code)                                    \
	do {                                                           \
		struct command command_;                               \
		SAME(slashed(LANG_EN, path, chosen, &command_), code); \
		CHECK(command_.error_hint);                            \
		SAME(slashed(LANG_ES, path, chosen, &command_), code); \
	} while (0)

static void money_is_what_text_says(void)
{
	SAYS("pay", "to=12|amount=12,50", "pay <@12> 12,50");
	SAYS("pay", "to=12|amount=12.50|memo=pizza", "pay <@12> 12.50 \"pizza\"");
	SAYS("pay", "to=12|amount=12.50|memo=euros extra 5", "pay <@12> 12.50 \"euros extra 5\"");
	SAYS("pay", "to=12|amount=5|currency=EUR|memo=x", "pay <@12> 5EUR x");
	SAYS("pay", "to=12|amount=5|currency=coins", "pay <@12> 5coins");
	SAYS("pay", "to=12|amount=5|currency=V2|memo=x", "pay <@12> V2 5 x");
	SAYS("pay", "to=12|amount=5 €", "pay <@12> 5€");
	SAYS("pay", "to=12|amount=USD 5|memo=a", "pay <@12> 5USD a");
	SAYS("pay", "to=12|amount=5,000|currency=KWD", "pay <@12> 5,000KWD");
	SAYS("pay", "to=12|others=<@13> <@&7>|amount=5|several=each|memo=x",
	     "pay <@12> <@13> <@&7> 5 each x");
	SAYS("pay", "to=12|others=hall|amount=5|several=split", "pay <@12> hall 5 split");
	SAYS("pay", "to=12|others=<@13>, \"main hall\"|amount=5|several=each|currency=EUR",
	     "pay <@12> <@13> \"main hall\" 5EUR each");
	SAYS("deposit", "member=12|amount=20|memo=cash", "deposit <@12> 20 \"cash\"");
	SAYS("withdraw", "member=12|amount=20|currency=EUR|memo=cash",
	     "withdraw <@12> 20EUR \"cash\"");
	SAYS("move", "from=till|to=main bank|amount=100|memo=takings",
	     "move till \"main bank\" 100 \"takings\"");
	SAYS("move", "from=<@12>|to=5|amount=100|currency=EUR|memo=x", "move <@12> \"5\" 100EUR x");
	SAYS("reverse", "number=12|reason=wrong amount", "reverse 12 wrong amount");
	SAYS("hold", "amount=50|member=12|reason=key", "hold 50 <@12> \"key\"");
	SAYS("hold", "amount=50|currency=coins|account=hall|to=bank|reason=key|until=2027-01-31",
	     "hold 50coins hall to=bank until=2027-01-31 key");
	SAYS("capture", "number=44|amount=20|to=the bank", "capture 44 20 to \"the bank\"");
	SAYS("capture", "number=44", "capture 44");
	SAYS("release", "number=44|reason=done", "release 44 \"done\"");
	SAYS("account limit", "account=<@12>|limit=-50|currency=EUR", "account limit <@12> -50EUR");
	SAYS("account limit", "account=bar|limit=none", "account limit bar none");
	SAYS("account limit", "account=bar|limit=none|currency=EUR", "account limit bar none EUR");
	SAYS("account open", "name=The bar|kind=income|floor=-5",
	     "account open \"The bar\" income floor=-5");
	SAYS("account freeze", "account=<@!12>", "account freeze <@12>");
	SAYS("undo", "memo=wrong person", "undo wrong person");
}

static void requests_are_what_text_says(void)
{
	SAYS("request", "member=12|amount=12.50|memo=pizza", "request <@12> 12.50 \"pizza\"");
	SAYS("request", "account=events|amount=12.50|memo=ice", "request events 12.50 \"ice\"");
	SAYS("request", "member=12|others=<@13>|amount=5|memo=a|due=2027-03-01",
	     "request <@12> <@13> 5 due=2027-03-01 \"a\"");
	SAYS("split", "amount=60|members=<@12> <@13>|memo=dinner", "split 60 <@12> <@13> dinner");
	SAYS("split",
	     "amount=60|currency=coins|members=<@12> :2 <@13> x3 <@14>=5 <@15>: "
	     "4|without-me=true|memo=d|due=2027-03-01",
	     "split 60coins <@12>:2 <@13>x3 <@14>=5 <@15>:4 without me due=2027-03-01 d");
	SAYS("charge", "role=7|amount=5|reason=shirt", "charge <@&7> 5 \"shirt\"");
	SAYS("charge", "role=900|amount=5|reason=shirt|into=events|due=2027-03-01",
	     "charge everyone 5 \"shirt\" into=events due=2027-03-01");
	SAYS("accept", "number=41", "accept 41");
	SAYS("accept", "number=41|amount=20|reason=rest later", "accept 41 20 \"rest later\"");
	SAYS("accept", "number=41|amount=20 EUR|reason=5", "accept 41 20EUR \"5\"");
	SAYS("accept", "number=41|reason=5", "accept 41 \"5\"");
	SAYS("decline", "number=41|reason=paid already", "decline 41 paid already");
	SAYS("cancel", "number=41", "cancel 41");
	SAYS("remind", "number=41", "remind 41");
	SAYS("requests", "", "requests");
	SAYS("requests", "member=12|public=true", "requests <@12>");
	SAYS("approve", "number=41|always=true", "approve 41 always");
	SAYS("approve", "number=41|always=false|reason=fine", "approve 41 fine");
	SAYS("approve", "member=12", "approve <@12>");
	SAYS("reject", "member=12|reason=who?", "reject <@12> who?");
}

static void schedules_are_what_text_says(void)
{
	SAYS("every", "often=month|member=12|amount=20|memo=rent",
	     "every month pay <@12> 20 \"rent\"");
	SAYS("every",
	     "often=2 weeks on mon,thu|role=7|amount=20|currency=coins|account=wages|memo=work"
	     "|from=2027-01-31|times=12|at=09:00|short=retry:3d",
	     "every 2 weeks on mon,thu pay <@&7> 20coins from wages \"work\" short=retry:3d "
	     "from 2027-01-31 12 times at 09:00");
	SAYS("every", "often=last friday|member=12|amount=1|until=2027-12-31",
	     "every last friday pay <@12> 1 until=2027-12-31");
	SAYS("schedules", "", "schedules");
	SAYS("schedule pause", "number=3|reason=holiday", "schedule pause 3 holiday");
	SAYS("schedule show", "number=3", "schedule show 3");
	SAYS("dues", "", "dues");
	SAYS("dues", "role=7|amount=5|period=monthly", "dues <@&7> 5 monthly");
	SAYS("dues",
	     "role=7|amount=5|currency=EUR|period=monthly|into=club|on=15|prorate=off|grace=14 days"
	     "|lose=7|from=2027-01-31|until=2027-12-31",
	     "dues <@&7> 5EUR monthly into club on 15 prorate off grace 14d then lose <@&7> from "
	     "2027-01-31 until=2027-12-31");
	SAYS("dues-exempt", "member=12|reason=student|until=2027-06-30",
	     "dues exempt <@12> student until=2027-06-30");
	SAYS("dues-exempt", "member=12|off=true", "dues exempt <@12> off");
	SAYS("statement-monthly", "value=on", "statement monthly on");
	SAYS("budget", "", "budget");
	SAYS("budget", "account=events|amount=300|currency=coins|period=monthly|carry=true",
	     "budget events 300coins monthly carry");
	SAYS("budget", "account=events|amount=none", "budget events none");
	SAYS("limits", "member=12|day=100 EUR|ceiling=none",
	     "limits <@12> day=\"100 EUR\" ceiling=none");
	SAYS("limits", "", "limits");
}

static void questions_are_what_text_says(void)
{
	SAYS("balance", "", "balance");
	SAYS("balance", "public=true", "balance");
	SAYS("balance", "member=12", "balance <@12>");
	SAYS("balance", "account=5", "balance \"5\"");
	SAYS("history", "count=5", "history 5");
	SAYS("history", "account=till|count=5", "history till 5");
	SAYS("statement", "period=30d|csv=true", "statement 30d csv");
	SAYS("statement", "period=2026-11", "statement 2026-11");
	SAYS("statement", "from=2026-11-01|to=2026-11-30",
	     "statement from=2026-11-01 to=2026-11-30");
	SAYS("report", "report=activity|last=30d", "report activity 30d");
	SAYS("report", "report=trial-balance|member=12|lines=5|chart=true|csv=true",
	     "report trial-balance <@12> limit=5 chart csv");
	SAYS("report", "report=dues|schedule=3", "report dues 3");
	SAYS("report", "report=log|command=batch close|status=ok",
	     "report log verb=\"batch close\" status=ok");
	SAYS("report", "report=journal|batch=3|account=main till|currency=EUR|from=2026-11-01",
	     "report journal batch=3 account=\"main till\" currency=EUR from=2026-11-01");
	SAYS("top", "count=5", "top 5");
	SAYS("transaction", "number=12", "transaction 12");
	SAYS("verify", "receipt=12-7K3M9QXZ", "verify 12-7K3M9QXZ");
	SAYS("help", "about=batch close", "help batch close");
	SAYS("help", "about=money", "help money");
	SAYS("why", "member=12|command=pay", "why <@12> pay");
	SAYS("notices", "value=dm", "notices dm");
	SAYS("notices", "block=12", "notices block <@12>");
	SAYS("notices", "unblock=12", "notices unblock <@12>");
	SAYS("hidden", "value=on", "hidden on");
	SAYS("register", "member=12", "register <@12>");
	SAYS("whoami", "", "whoami");
	SAYS("forget", "member=12", "forget <@12>");
}

static void offices_are_what_text_says(void)
{
	SAYS("batch open", "", "batch open");
	SAYS("batch close", "", "batch close");
	SAYS("batch close", "counted=till=100 bank=20EUR|difference=book",
	     "batch close difference=book till=100 bank=20EUR");
	SAYS("batch close",
	     "count:till=340.50|count:till=USD=40|count:main bank=uncounted|count:box=",
	     "batch close till=340.50 till=40USD \"main bank\"=uncounted");
	SAYS("batch list", "count=5", "batch list 5");
	SAYS("batch show", "number=3", "batch show 3");
	SAYS("permit", "role=7|permit=teller", "permit <@&7> teller");
	SAYS("permit", "role=900|permit=none", "permit everyone none");
	SAYS("config", "", "config");
	SAYS("config", "setting=language|value=en", "config language en");
	SAYS("config", "setting=channel|channel=77|value=on", "config channel <#77> on");
	SAYS("config", "setting=registration.role|role=7", "config registration.role <@&7>");
	SAYS("role take", "role=Blue team", "role take Blue team");
	SAYS("role take", "role=<@&7>", "role take <@&7>");
	SAYS("role grant", "member=12|role=7|until=7d", "role grant <@12> <@&7> 7d");
	SAYS("role group", "name=Teams|size=one|roles=<@&7> <@&8>|needs=registered|fee=5 EUR",
	     "role group Teams one <@&7> <@&8> needs=registered fee=\"5 EUR\"");
	SAYS("role group", "name=Teams|size=3|roles=<@&7>", "role group Teams 3 <@&7>");
	SAYS("role who", "role=900", "role who everyone");
}

/* Trap 19: money is text. */
static void amounts_are_refused_as_in_text(void)
{
	static const char *const amounts[] = {
		"0.1",   "12,50", "1.234,50", "1,234.50",
		"1e3",   "１２",  "1.234",    "-5",
		"0",     "5 000", "1'000",    "5k",
		"cinco", "5,",    "1.2.3",    "99999999999999999999"
	};
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
		struct command command;
		const char *got = slashed(
			LANG_EN, "deposit",
			arena_printf(&arena, "member=12|amount=%s|memo=x", amounts[i]), &command);
		SAME(got,
		     typed(LANG_EN, arena_printf(&arena, "deposit <@12> %s \"x\"", amounts[i])));
	}
}

/* A value says nothing beyond its own option. */
static void no_value_reaches_another_option(void)
{
	SAYS("pay", "to=12|amount=5 each", "pay <@12> 5each"); /* a currency that is none */
	REFUSES("pay", "to=12|amount=5 <@13>", "bad_amount");
	REFUSES("pay", "to=12|amount=5|currency=EUR each", "currency_expected");
	REFUSES("pay", "to=12|amount=5 EUR|currency=USD", "second_currency");
	REFUSES("pay", "to=12|amount=\"5", "bad_amount");
	SAYS("pay", "to=12|others=<@13> 7 USD|amount=5|several=each",
	     "pay <@12> <@13> \"7\" \"USD\" 5 each"); /* accounts that are none */
	REFUSES("accept", "number=41|amount=5 000|reason=x", "bad_option");
	REFUSES("every", "often=month pay <@13> 100|member=12|amount=1", "bad_rule");
	REFUSES("every", "often=month pagar 100|member=12|amount=1", "bad_rule");
	REFUSES("every", "often=month|member=12|amount=1|memo=x|from=tomorrow", "bad_option");
	REFUSES("every", "often=month|member=12|amount=1|memo=x|at=9 until 2027-01-01", "bad_option");
	REFUSES("every", "often=month|member=12|amount=1|memo=x|until=\"", "bad_time");
	REFUSES("dues", "role=7|amount=5|period=monthly|grace=14d until 2027-01-01", "surplus");
	REFUSES("split", "amount=60|members=<@12> hall|memo=d", "bad_option");
	REFUSES("split", "amount=60|members=<@12> without me|memo=d", "bad_option");
	REFUSES("split", "amount=60|members=<@12> 5|memo=d", "bad_option");
	REFUSES("role group", "name=T|size=one|roles=<@&7> fee=5", "surplus");
	REFUSES("report", "report=activity|last=till", "bad_option");
	REFUSES("report", "report=activity|last=30d chart", "surplus");
	REFUSES("statement", "period=30d csv", "surplus");
	REFUSES("batch close", "counted=till=5 difference=book", "surplus");
	REFUSES("batch close", "count:till=5 bank=7", "currency_expected");
	REFUSES("batch close", "counted=till=\"5", "unclosed_quote");
	REFUSES("budget", "account=events", "missing_argument");
	REFUSES("budget", "amount=5|period=monthly", "bad_amount");
	REFUSES("hold", "amount=5|reason=key", "missing_argument");
	REFUSES("why", "member=12|command=pay now", "surplus");
}

/* What a client that was tampered with sends. */
static void what_does_not_fit_an_option_is_refused(void)
{
	REFUSES("pay", "to=ana|amount=5", "bad_option");
	REFUSES("pay", "to=0|amount=5", "bad_option");
	REFUSES("pay", "amount=5", "missing_argument");
	REFUSES("pay", "to=12", "missing_argument");
	REFUSES("pay", "to=12|amount= ", "missing_argument");
	REFUSES("pay", "to=12|to=13|amount=5", "bad_option");
	REFUSES("pay", "to=12|amount=5|colour=red", "bad_option");
	REFUSES("pay", "to=12|amount=5|count:till=5", "bad_option");
	REFUSES("pay", "to=12|amount=5|several=all", "bad_choice");
	REFUSES("balance", "member=12|account=till", "surplus");
	REFUSES("balance", "public=maybe", "bad_option");
	REFUSES("approve", "member=12|number=4", "surplus");
	REFUSES("approve", "", "missing_argument");
	REFUSES("accept", "number=-4", "number_expected");
	REFUSES("accept", "number=4.5", "number_expected");
	REFUSES("accept", "number=1e3", "number_expected");
	REFUSES("notices", "block=12|value=dm", "surplus");
	REFUSES("approve", "number=4|always=true|reason=x", "bad_option");
	REFUSES("request", "amount=5|memo=x", "missing_argument");
	struct slash_value role = { "to", "7", SLASH_ROLE }; /* trap 25 */
	struct command command = { .lang = LANG_EN };
	CHECK(slash_parse(&arena, verb_named("pay"), &role, 1, "!", &command) == PARSE_REJECT);
	SAME(command.error_code, "bad_option");
}

/* Trap 20: a memo is one line, whatever it holds. */
static void a_memo_stays_a_memo(void)
{
	SAYS("pay", "to=12|amount=5|memo=a \"quoted\" \\ one",
	     "pay <@12> 5 \"a \\\"quoted\\\" \\\\ one\"");
	SAYS("pay", "to=12|amount=5|memo=!pay <@13> 5", "pay <@12> 5 \"!pay <@13> 5\"");
	SAYS("pay", "to=12|amount=5|memo=two\n!pay <@13> 5", "pay <@12> 5 \"two !pay <@13> 5\"");
	SAYS("pay", "to=12|amount=5|memo=until 2027-01-01", "pay <@12> 5 \"until 2027-01-01\"");
	SAYS("every", "often=month|member=12|amount=5|memo=until 2027-01-01 12 times",
	     "every month pay <@12> 5 \"until 2027-01-01 12 times\"");
	SAYS("request", "member=12|amount=5|memo=due=2027-01-01",
	     "request <@12> 5 \"due=2027-01-01\"");
	char *longest = arena_strdup(&arena, "to=12|amount=5|memo="), text[1000];
	memset(text, 'x', 201);
	text[201] = '\0';
	REFUSES("pay", arena_printf(&arena, "%s%s", longest, text), "memo_too_long");
}

int main(void)
{
	money_is_what_text_says();
	requests_are_what_text_says();
	schedules_are_what_text_says();
	questions_are_what_text_says();
	offices_are_what_text_says();
	amounts_are_refused_as_in_text();
	no_value_reaches_another_option();
	what_does_not_fit_an_option_is_refused();
	a_memo_stays_a_memo();
	arena_free(&arena);
	return REPORT("slash_parse");
}
