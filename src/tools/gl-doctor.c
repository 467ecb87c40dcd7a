/* gl-doctor: what is wrong, and what to do about it. Reads the books in one process and asks
 * Discord in another. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/unicode.h"
#include "discord/invite.h"
#include "discord/limits_look.h"
#include "tools/interaction_checks.h"
#include "tools/network.h"
#include "tools/open_books.h"
#include "tools/service_checks.h"
#include "tools/doctor_checks.h"
#include "tools/finding_print.h"
#include "tools/shared_options.h"

enum { KEY_DB = 1, KEY_GUILD, KEY_INVITE, KEY_LANG, DOCTOR_DEADLINE_MS = 30000, MANY_REFUSED = 40 };

struct options {
	struct shared_options shared;
	bool invite;
	struct discord_options discord;
	struct findings findings;
};

static const struct argp_option option_list[] = {
	{ "invite", KEY_INVITE, NULL, 0,
	  "print the link by which an admin invites the bot, and nothing else", 0 },

	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	struct options *options = state->input;
	switch (key) {
	case KEY_INVITE: options->invite = true; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static int print_invite(struct discord *discord, uint64_t guild_id)
{
	struct buf link = { 0 };
	uint64_t id = invite_application(discord);
	if (id) {
		invite_link(&link, id, guild_id);
		printf("%s\n", buf_string(&link));
	}
	buf_free(&link);
	return id ? EX_OK : SEVERITY_BROKEN;
}

/* What gl-fetch saw last: it alone reads messages. */
static void take_figure(void *context, const char *name, const char *label, int64_t value)
{
	struct books_facts *facts = context;
	uint64_t guild_id;
	if (strcmp(name, "intent_off") != 0 || !value || !snowflake_parse(label, &guild_id))
		return;
	for (size_t i = 0; i < facts->guild_count; i++)
		facts->guilds[i].blank |= facts->guilds[i].guild_id == guild_id;
}

static const char *named(const char *option, const char *variable)
{
	const char *value = option ? option : getenv(variable);
	return value && *value ? value : NULL;
}

/* Asks Discord. Its tools' own words on stderr would say all of it once more, in English. */
static void examine_discord(struct options *options, struct books_facts *facts)
{
	log_hush(false);
	struct discord *discord = discord_open(&options->discord);
	discord_forgive(discord); /* whoever asks the doctor may have fixed what was refused */
	limits_look(discord_state(discord), instant_now(), take_figure, facts);
	struct expectations expected = { .lang = options->shared.lang,
					 .guilds = facts->guilds,
					 .guild_count = facts->guild_count,
					 .channels = facts->channels,
					 .channel_count = facts->channel_count,
					 .handed_out_roles = facts->handed_out_roles,
					 .handed_out_count = facts->handed_out_count,
					 .endpoint_url = named(NULL, "GL_INTERACTIONS_URL"),
					 .public_key = named(NULL, "GL_PUBLIC_KEY") };
	checkup_run(discord, &expected, finding_print, &options->findings);
	int refused = discord_invalid_requests(discord);
	if (refused >= MANY_REFUSED) {
		struct buf text = { 0 };
		buf_printf(&text,
			   tr(options->shared.lang, N_("Discord refused %d requests within ten "
						       "minutes, and bans an address at 10000")),
			   refused);
		finding_print(&options->findings, SEVERITY_WARNING,
			      tr(options->shared.lang, N_("refusals")), buf_string(&text),
			      tr(options->shared.lang, N_("fix what is BROKEN above; the count "
							  "restarts by itself")));
		buf_free(&text);
	}
	discord_close(discord);
}

static int examine(struct options *options)
{
	struct books_facts facts = { 0 };
	options->findings.lang = options->shared.lang;
	struct place place = { .name = named(NULL, "GL_NAME"),
			       .db = named(options->shared.db, "GL_DB"),
			       .state = named(options->discord.state, "GL_STATE"),
			       .token_file = options->discord.token_file,
			       .lang = options->shared.lang };
	check_timers(&place, finding_print, &options->findings);
	bool room = check_disk(&place, finding_print, &options->findings);
	bool owned = check_owner(&place, finding_print, &options->findings);
	check_files(&place, finding_print, &options->findings);
	if (named(NULL, "GL_INTERACTIONS_URL"))
		check_interactions(named(NULL, "GL_INTERACTION_COUNTS"), options->shared.lang,
				   finding_print, &options->findings);
	check_books(options->shared.db, options->shared.guild_id, options->shared.lang,
		    !room || !owned, &facts, finding_print, &options->findings);
	fflush(stdout);
	/* limits.db must be written before Discord is asked; root can where the ticks cannot. */
	if (check_token(&place, finding_print, &options->findings) && room &&
	    (owned || geteuid() == 0))
		examine_discord(options, &facts);
	arena_free(&facts.arena);
	return (int)options->findings.worst;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.lang_doc = "of the findings (default: as $LANG says, "
						      "else en)",
				   .discord.deadline_ms = DOCTOR_DEADLINE_MS };
	const char *language = getenv("LANG");
	options.shared.lang = language && strncmp(language, "es", 2) == 0 ? LANG_ES : LANG_EN;
	options_parse(argc, argv, option_list, parse, "",
		      "Look at token, intents, permissions, roles, clock, books and timers; say "
		      "what is wrong and how to fix it.",
		      "What Discord refused before is asked anew. The deadline is 30 seconds "
		      "unless given.\n"
		      "Exit codes: 0 all is well; 1 there are warnings; 2 something is broken; 64 "
		      "usage; with --invite, 66 or 78: there is no token.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &lang_option, &options.shared },
						     { &network_options, &options.discord },
						     { 0 } },
		      &options);
	options.shared.guild_id = chosen_guild(&options.shared);
	if (!options.invite)
		return examine(&options);
	struct discord *discord = discord_open(&options.discord);
	discord_forgive(discord);
	int exit_code = print_invite(discord, options.shared.guild_id);
	discord_close(discord);
	return exit_code;
}
