/* Approvals without a second person, schedules that do not go on, notices that reach nobody, books
 * that are on their way. */
#include "tools/month_checks.h"

#include <string.h>

#include "base/instant.h"
#include "tools/channels.h"
#include "tools/due_dates.h"

enum { HOUR_MS = 60 * 60 * 1000 };

/* By the words of the query "doctor month"; TEXT takes the guild and a number. */
static const struct month_fact {
	const char *what;
	enum severity severity;
	const char *subject, *text, *fix;
} facts[] = {
	{ "no-threshold", SEVERITY_OK, N_("approvals"),
	  N_("guild %ju: one treasurer alone can move any amount (%jd of them)"),
	  N_("`config approval.over AMOUNT` asks for a second treasurer above that amount") },
	{ "one-treasurer", SEVERITY_WARNING, N_("approvals"),
	  N_("guild %ju: nobody can approve what the only treasurer asks for (treasurers: %jd)"),
	  N_("give a second member a role with the permit treasurer") },
	{ "payroll-owner", SEVERITY_WARNING, N_("schedules"),
	  N_("guild %ju: payrolls whose owner is no longer a treasurer: %jd"),
	  N_("gl-report schedules lists them; a treasurer stops each with `schedule stop N` or "
	     "makes a new one") },
	{ "paused", SEVERITY_WARNING, N_("schedules"),
	  N_("guild %ju: schedules that paused after failing: %jd"),
	  N_("gl-report schedules says why; `schedule resume N` resumes it") },
	{ "late", SEVERITY_WARNING, N_("schedules"),
	  N_("guild %ju: something has been due for hours: %jd"),
	  N_("see that the timer guildledger-tick runs gl-due; with `batch.policy manual` open a "
	     "batch") },
	{ "moving", SEVERITY_BROKEN, N_("books"),
	  N_("guild %ju: its books have been on their way here for minutes: %jd"),
	  N_("run gl-db move again with the same two places: it goes on where it was") },
	{ "guards", SEVERITY_WARNING, N_("books"),
	  N_("guild %ju: guards for which the server has no triggers: %jd"),
	  N_("gl-verify finds what they would refuse: keep its timer enabled") },
	{ "closed-messages", SEVERITY_WARNING, N_("notices"),
	  N_("guild %ju: members who want direct messages but do not accept any: %jd"),
	  N_("they allow direct messages of this server in its privacy settings") },
};

static void print_fact(struct buf *out, uint64_t guild_id, const char *what, int64_t number)
{
	buf_printf(out,
		   "{\"type\":\"month\",\"guild_id\":\"%ju\",\"what\":\"%s\",\"number\":%jd}\n",
		   guild_id, what, number);
}

static bool take_fact(void *context, const struct value *values)
{
	print_fact(context, id_of(&values[0]), value_words(&values[1]), values[2].integer);
	return true;
}

static void take_late(void *context, uint64_t guild_id, int64_t since)
{
	int64_t hours = (instant_now() - since) / HOUR_MS;
	if (hours >= 1)
		print_fact(context, guild_id, "late", hours);
}

void month_facts(struct store *store, uint64_t guild_id, struct buf *out)
{
	struct binding guild = bind_id(":guild", guild_id);
	struct binding bindings[] = { guild, bind_integer(":now", instant_now()) };
	store_query(store, "doctor month", &guild, 1, take_fact, out);
	store_query(store, "doctor places", bindings, 2, take_fact, out);
	due_dates(store, guild_id, instant_now(), take_late, out);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* FACTS has them all; msgfmt --check holds \
							the translations to them */
bool tell_month_fact(const cJSON *json, enum lang lang, finding_callback *tell, void *context)
{
	const char *type = json_text(json, "type"), *what = json_text(json, "what");
	struct buf text = { 0 };
	uint64_t guild_id = 0;
	if (!type || strcmp(type, "month") != 0 || !what)
		return false;
	json_id(json, "guild_id", &guild_id);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
		if (strcmp(facts[i].what, what) != 0)
			continue;
		buf_printf(&text, tr(lang, facts[i].text), guild_id,
			   json_integer(json, "number", 0));
		tell(context, facts[i].severity, tr(lang, facts[i].subject), buf_string(&text),
		     tr(lang, facts[i].fix));
	}
	buf_free(&text);
	return true;
}
#pragma GCC diagnostic pop
