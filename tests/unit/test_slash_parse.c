/* What is chosen in a slash command is the command that text would be. */
#include "slashed.h"

static void money_is_what_text_says(void)
{
	SAYS("pay", "to=12|amount=12,50", "pay <@12> 12,50");
	SAYS("pay", "to=12|amount=12.50|memo=pizza", "pay <@12> 12.50 \"pizza\"");
	SAYS("pay", "to=12|amount=12.50|memo=euros extra 5", "pay <@12> 12.50 \"euros extra 5\"");
	SAYS("pay", "to=12|amount=5|currency=EUR|memo=x", "pay <@12> 5EUR x");
	SAYS("pay", "to=12|amount=5|currency=coins", "pay <@12> 5coins");
	SAYS("pay", "to=12|amount=5|currency=V2|memo=x", "pay <@12> V2 5 x");
	SAYS("pay", "to=12|amount=5 €", "pay <@12> 5€");
	SAYS("pay", "to=12|amount=€ 5", "pay <@12> 5€");
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

/* Money is text. */
/* interaction-trap:19 */
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

int main(void)
{
	money_is_what_text_says();
	requests_are_what_text_says();
	schedules_are_what_text_says();
	questions_are_what_text_says();
	offices_are_what_text_says();
	amounts_are_refused_as_in_text();
	arena_free(&arena);
	return REPORT("slash_parse");
}
