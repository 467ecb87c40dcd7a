/* The questions of gl-doctor on the bot itself, and what the answers mean: its token, its
 * application, the clock. */
#include "discord/checkup_state.h"

#include "base/instant.h"
#include "base/unicode.h"
#include "discord/refusal.h"

enum { CLOCK_DRIFT_MS = 5000, CLOCK_BROKEN_MS = 60000, CLOCK_WRONG_MS = 600000 };
/* Either bit:
 * https://discord.com/developers/docs/resources/application#application-object-application-flags */
#define FLAG_GUILD_MEMBERS (INT64_C(3) << 14)
#define FLAG_MESSAGE_CONTENT (INT64_C(3) << 18)

static void check_clock(struct checkup *checkup, const struct answer *answer)
{
	int64_t drift = answer->date_ms ? instant_now() - answer->date_ms : 0,
		size = drift < 0 ? -drift : drift;
	bool wrong = size > CLOCK_WRONG_MS; /* tools/wrong_clock.c */
	enum severity severity = size > CLOCK_BROKEN_MS  ? SEVERITY_BROKEN
				 : size > CLOCK_DRIFT_MS ? SEVERITY_WARNING
							 : SEVERITY_OK;
	checkup_find(checkup, severity, checkup_words(checkup, N_("clock")),
		     severity ? checkup_words(checkup, N_("let this machine keep time: timedatectl "
							  "set-ntp true"))
			      : NULL,
		     wrong ? N_("this machine's clock is %jd s away from Discord's; until it is "
				"right, nothing that is due is booked")
		     : severity ? N_("this machine's clock is %jd s away from Discord's")
				: N_("agrees with Discord's (%jd s)"),
		     (drift / 1000));
}

static void take_bot(void *context, const struct answer *answer)
{
	struct checkup *checkup = context;
	const char *name = json_text(answer->json, "username");
	struct buf clean = { 0 };
	if (answer->http == 401) {
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("token")),
			     checkup_words(checkup, refusal_fix(401, 0)),
			     N_("Discord does not accept it"));
		return;
	}
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &checkup->bot_id)) {
		checkup_find_refusal(checkup, checkup_words(checkup, N_("token")), answer);
		return;
	}
	text_clean(&clean, name ? name : "?");
	checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("token")), NULL,
		     N_("belongs to the bot %s (%ju)"), buf_string(&clean), checkup->bot_id);
	check_clock(checkup, answer);
	buf_free(&clean);
}

static bool all_mentions_only(const struct expectations *expected)
{
	for (size_t i = 0; i < expected->channel_count; i++)
		if (!expected->channels[i].mentions_only)
			return false;
	return expected->channel_count;
}

static void check_intents(struct checkup *checkup, int64_t flags)
{
	const char *where = checkup_words(checkup, N_("developer portal, the application, Bot, "
						      "Privileged Gateway Intents"));
	if (flags & FLAG_MESSAGE_CONTENT)
		checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("message content")),
			     NULL, N_("the intent is on: the bot reads what members write"));
	else if (all_mentions_only(checkup->expected))
		checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("message content")),
			     NULL,
			     N_("the intent is off, and the guild reads mentions only: members "
				"begin with a mention of the bot"));
	else
		checkup_find(checkup, SEVERITY_BROKEN,
			     checkup_words(checkup, N_("message content")), where,
			     N_("the intent is off: Discord sends messages without their "
				"text. Switch it on, or set `config reading mentions`"));
	if (flags & FLAG_GUILD_MEMBERS)
		checkup_find(checkup, SEVERITY_OK, checkup_words(checkup, N_("server members")),
			     NULL, N_("the intent is on: the roster comes by pages"));
	else
		checkup_find(checkup, SEVERITY_WARNING,
			     checkup_words(checkup, N_("server members")), where,
			     N_("the intent is off: known members are asked for one by one, others "
				"stay unknown until they write"));
}

static void take_application(void *context, const struct answer *answer)
{
	struct checkup *checkup = context;
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &checkup->application_id)) {
		checkup_find_refusal(checkup, checkup_words(checkup, N_("application")), answer);
		return;
	}
	const char *endpoint = json_text(answer->json, "interactions_endpoint_url");
	checkup->has_endpoint = endpoint && *endpoint;
	check_intents(checkup, json_integer(answer->json, "flags", 0));
	checkup_endpoint(checkup, answer->json);
	if (json_true(answer->json, "bot_public"))
		checkup_find(checkup, SEVERITY_WARNING, checkup_words(checkup, N_("public bot")),
			     checkup_words(checkup, N_("developer portal, the application, Bot: "
						       "untick Public Bot")),
			     N_("anybody can add the bot to a guild of theirs"));
	if (json_true(answer->json, "bot_require_code_grant"))
		checkup_find(checkup, SEVERITY_BROKEN, checkup_words(checkup, N_("code grant")),
			     checkup_words(checkup, N_("developer portal, the application, Bot: "
						       "untick Requires OAuth2 Code Grant")),
			     N_("the invite link cannot work while a code grant is required"));
}

enum severity checkup_run(struct discord *discord, const struct expectations *expected,
			  finding_callback *tell, void *context)
{
	struct checkup checkup = {
		.discord = discord, .expected = expected, .tell = tell, .context = context
	};
	discord_call(discord, &(struct route){ .id = ROUTE_ME }, NULL, true, take_bot, &checkup);
	discord_run(discord);
	if (!checkup.bot_id)
		return checkup.worst; /* nothing else can be asked */
	discord_call(discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application, &checkup);
	discord_run(discord);
	checkup_address(&checkup);
	/* one after another: findings of a guild stay together */
	for (size_t i = 0; i < expected->guild_count; i++) {
		checkup_guild(&checkup, &expected->guilds[i]);
		checkup_commands(&checkup, expected->guilds[i].guild_id);
	}
	return checkup.worst;
}
