/* An option of a slash command says nothing beyond itself, whatever it holds. */
#include "slashed.h"

/* A value says nothing beyond its own option. */
static void no_value_reaches_another_option(void)
{
	SAYS("pay", "to=12|amount=5 each", "pay <@12> 5each"); /* a currency that is none */
	REFUSES("pay", "to=12|amount=5 <@13>", "bad_amount");
	/* two numbers are no amount and its currency, whichever of them has letters */
	REFUSES("pay", "to=12|amount=1PTS 2", "bad_amount");
	REFUSES("pay", "to=12|amount=1 2PTS", "split_number");
	REFUSES("pay", "to=12|amount=€1 2", "split_number");
	REFUSES("pay", "to=12|amount=1 2€", "split_number");
	REFUSES("accept", "number=41|amount=1PTS 2", "bad_option");
	REFUSES("pay", "to=12|amount=5|currency=EUR each", "currency_expected");
	/* white space of any script: it would be a word more */
	REFUSES("pay", "to=12|amount=5|currency=EUR\u00a0USD", "currency_expected");
	REFUSES("pay", "to=12|amount=5|currency=EUR\u3000each", "currency_expected");
	REFUSES("pay", "to=12|others=<@14>|several=split|amount=5\u00a0each\u00a0x|memo=m",
		"missing_argument");
	REFUSES("pay", "to=12|others=<@14>|several=each|amount=<@13> 5|currency=EUR", "bad_amount");
	REFUSES("pay", "to=12|amount=5 EUR|currency=USD", "second_currency");
	REFUSES("pay", "to=12|amount=\"5", "bad_amount");
	SAYS("pay", "to=12|others=<@13> 7 USD|amount=5|several=each",
	     "pay <@12> <@13> \"7\" \"USD\" 5 each"); /* accounts that are none */
	REFUSES("accept", "number=41|amount=5 000|reason=x", "bad_option");
	REFUSES("every", "often=month pay <@13> 100|member=12|amount=1", "bad_rule");
	REFUSES("every", "often=month pagar 100|member=12|amount=1", "bad_rule");
	REFUSES("every", "often=month|member=12|amount=1|memo=x|from=tomorrow", "bad_option");
	REFUSES("every", "often=month|member=12|amount=1|memo=x|at=9 until 2027-01-01",
		"bad_option");
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
	REFUSES("batch close", "difference=book|counted=difference=book", "bad_option");
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

/* A memo is one line, whatever it holds. */
/* interaction-trap:20 */
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

/* Commands with every option that goes together; those that exclude each other take turns. */
static const struct whole {
	const char *path, *chosen;
} wholes[] = {
	{ "pay", "to=12|others=<@13> hall|amount=5|currency=EUR|several=each|memo=pizza" },
	{ "pay", "to=12|amount=5|currency=EUR|memo=pizza" },
	{ "deposit", "member=12|amount=20|currency=EUR|memo=cash" },
	{ "withdraw", "member=12|amount=20|currency=EUR|memo=cash" },
	{ "move", "from=till|to=bank|amount=100|currency=EUR|memo=takings" },
	{ "reverse", "number=12|reason=wrong" },
	{ "hold", "amount=50|currency=EUR|member=12|to=bank|reason=key|until=2027-01-31" },
	{ "hold", "amount=50|currency=EUR|account=hall|to=bank|reason=key|until=2027-01-31" },
	{ "capture", "number=44|amount=20|to=bank" },
	{ "release", "number=44|reason=done" },
	{ "account limit", "account=bar|limit=-50|currency=EUR" },
	{ "account open", "name=bar|kind=income|floor=-5" },
	{ "account freeze", "account=bar" },
	{ "undo", "memo=wrong" },
	{ "request", "member=12|account=events|others=<@13>|amount=12|currency=EUR|memo=a|due=2027-"
		     "03-01" },
	{ "split", "amount=60|currency=EUR|members=<@12> "
		   "<@13>:2|without-me=true|due=2027-03-01|memo=d" },
	{ "charge", "member=12|role=7|others=<@13>|amount=5|currency=EUR|reason=s|into=events|due="
		    "2027-03-01" },
	{ "accept", "number=41|amount=20|reason=rest" },
	{ "decline", "number=41|reason=no" },
	{ "approve", "number=41|reason=yes" },
	{ "approve", "member=12|reason=yes" },
	{ "every", "often=month|member=12|role=7|others=<@13>|amount=20|currency=EUR|account=wages|"
		   "memo=work"
		   "|from=2027-01-31|until=2027-12-31|times=12|at=09:00|short=owe" },
	{ "schedule pause", "number=3|reason=holiday" },
	{ "dues", "role=7|amount=5|currency=EUR|period=monthly|into=club|on=15|prorate=off|grace="
		  "14d|lose=8"
		  "|from=2027-01-31|until=2027-12-31" },
	{ "dues-exempt", "member=12|reason=student|until=2027-06-30" },
	{ "budget", "account=events|amount=300|currency=EUR|period=monthly|carry=true" },
	{ "limits", "member=12|payment=1|day=2|week=3|month=4|ceiling=5" },
	{ "balance", "account=till|public=true" },
	{ "history", "account=till|count=5" },
	{ "history", "member=12|count=5" },
	{ "statement", "period=30d|csv=true" },
	{ "statement", "from=2026-11-01|to=2026-11-30|csv=true" },
	{ "report", "report=journal|account=till|last=30d|from=2026-11-01|to=2026-11-30|at=2026-11-"
		    "30|batch=3"
		    "|currency=EUR|lines=5|command=pay|status=ok|chart=true|csv=true" },
	{ "transaction", "number=12" },
	{ "verify", "receipt=12-7K3M9QXZ" },
	{ "help", "about=pay" },
	{ "why", "member=12|command=pay" },
	{ "notices", "value=dm" },
	{ "batch close", "difference=book|counted=till=5|count:bank=6|count:box=USD=7" },
	{ "permit", "role=7|permit=teller" },
	{ "config", "setting=channel|channel=77|value=on" },
	{ "config", "setting=registration.role|role=7" },
	{ "role take", "role=Blue" },
	{ "role grant", "member=12|role=7|until=7d" },
	{ "role group", "name=Teams|size=one|roles=<@&7> <@&8>|needs=registered|fee=5" },
};
static const char *const hostile[] = {
	"<@99>",
	"<@&99>",
	"5",
	"5 EUR",
	"5,000",
	"each",
	"cada uno",
	"pay",
	"pagar <@99> 5",
	"until 2028-01-01",
	"12 times",
	"due=2028-01-01",
	"due=\"2028-01-01\" x",
	"\"",
	"a\" b",
	"\\",
	"\\\"",
	"a\\",
	"=",
	"x=y",
	"\"x\"=y",
	"to bank",
	"from wages",
	"without me",
	"always",
	"monthly",
	"none",
	"everyone",
	"@everyone",
	"on",
	"off",
	"-",
	"«x",
	"“x",
	"x\npay <@99> 5",
	"\n",
	"short=owe",
	"on 15",
	"then lose <@&99>",
	"<@12> 7 <@13>",
	"12 12",
	"1/2",
	"EUR",
	"EUR EUR",
	"30d csv",
	"chart",
	":2",
	"x2",
	"count:till=5",
	"till=9",
	"difference=book",
	"&99",
	"@99",
	"<#99>",
	"\xe2\x80\xae"
	"5",
	"\xc2\xa0",
	"\xe2\x80\xa8"
	"x",
	"5\xe2\x80\xaf"
	"000",
};

/* Whether KEY is one of those that the option NAME becomes, "a|b". An amount brings its currency:
 * none has it as the argument "currency". */
static bool is_own(const char *path, const char *name, const char *key)
{
	char *command = arena_strdup(&arena, path), *space = strchr(command, ' ');
	if (space)
		*space++ = '\0';
	const struct slash_verb *slash =
		slash_verb(&arena, slash_verb_named(&arena, command, space));
	const struct slash_option *option = slash_option_named(slash, name);
	if (!option || strcmp(option->argument, "count:") == 0)
		return strncmp(key, "count:", 6) == 0;
	return strcmp(key, "unit") == 0 || strcmp(key, "currency") == 0 ||
	       strstr(option->argument, key);
}

/* All arguments but those of the option NAME. */
static const char *others_of(const char *path, const char *name, const struct command *command)
{
	const char *text = "";
	for (size_t i = 0; i < command->argument_count; i++)
		if (!is_own(path, name, command->arguments[i].key))
			text = arena_printf(&arena, "%s %s=[%s]", text, command->arguments[i].key,
					    command->arguments[i].value);
	return text;
}

/* CHOSEN with VALUE in place of that of the option at AT. */
static const char *with_value(const char *chosen, const char *at, const char *value)
{
	size_t name = strcspn(at, "="), rest = strcspn(at, "|");
	if (strncmp(at, "count:", 6) == 0)
		for (size_t i = name + 1; i < rest; i++)
			name = at[i] == '=' ? i : name;
	return arena_printf(&arena, "%.*s=%s%s", (int)(at + name - chosen), chosen, value,
			    at + rest);
}

static void no_value_changes_what_another_says(void)
{
	for (const struct whole *whole = wholes; whole < wholes + sizeof wholes / sizeof *wholes;
	     whole++) {
		struct command base, changed;
		slashed(LANG_EN, whole->path, whole->chosen, &base);
		CHECK(!base.error_code);
		if (base.error_code)
			printf("%s %s: %s %s\n", whole->path, whole->chosen, base.error_code,
			       base.error_hint);
		for (const char *at = whole->chosen; at;
		     at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
			const char *name = arena_copy(&arena, at, strcspn(at, "="));
			for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
				const char *chosen = with_value(whole->chosen, at, hostile[i]);
				slashed(LANG_EN, whole->path, chosen, &changed);
				if (changed.error_code ||
				    !strcmp(others_of(whole->path, name, &changed),
					    others_of(whole->path, name, &base)))
					continue;
				printf("%s %s\n", whole->path, chosen);
				SAME(others_of(whole->path, name, &changed),
				     others_of(whole->path, name, &base));
			}
		}
	}
}

int main(void)
{
	no_value_reaches_another_option();
	what_does_not_fit_an_option_is_refused();
	a_memo_stays_a_memo();
	no_value_changes_what_another_says();
	arena_free(&arena);
	return REPORT("slash_apart");
}
