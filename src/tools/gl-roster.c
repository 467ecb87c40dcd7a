/* gl-roster: a guild, its roles and its members as records; also where the bot could work.
 * Talks to Discord; never sees the books. */
#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/options.h"
#include "discord/places.h"
#include "discord/roster.h"
#include "tools/network.h"
#include "tools/records_in.h"
#include "tools/shared_options.h"

enum { KEY_GUILDS = 1, KEY_CHANNELS, ROSTER_DEADLINE_MS = 60000 };

struct options {
	struct shared_options shared;
	bool guilds, channels;
	struct discord_options discord;
};

static const struct argp_option option_list[] = {
	{ "guilds", KEY_GUILDS, NULL, 0,
	  "instead: the guilds that the bot is in, as places to choose from", 0 },
	{ "channels", KEY_CHANNELS, NULL, 0,
	  "instead: the channels of --guild, with what the bot lacks there", 0 },

	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	struct options *options = state->input;
	switch (key) {
	case KEY_GUILDS: options->guilds = true; break;
	case KEY_CHANNELS: options->channels = true; break;
	case ARGP_KEY_END:
		if (options->guilds && (options->channels || options->shared.guild_id))
			argp_error(state, "--guilds takes no other guild and no channels");
		if (options->channels && !options->shared.guild_id)
			argp_error(state, "--channels needs --guild ID");
		break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void add_known(void *roster, const struct record *record)
{
	roster_add_known(roster, record);
}

static int sync_roster(struct discord *discord, uint64_t guild_id)
{
	struct roster_sync *roster = roster_start(discord);
	int exit_code = EX_OK;
	if (guild_id)
		roster_add_guild(roster, guild_id);
	else
		exit_code = records_in(add_known, roster);
	bool whole = roster_run(roster);
	if (!exit_code)
		exit_code = discord_exit_code(discord);
	if (!exit_code && !whole)
		exit_code = EX_TEMPFAIL;
	roster_free(roster);
	return exit_code;
}

static int list_places(struct discord *discord, const struct options *options)
{
	bool whole = options->guilds ? places_list_guilds(discord)
				     : places_list_channels(discord, options->shared.guild_id);
	int exit_code = discord_exit_code(discord);
	return exit_code || whole ? exit_code : EX_TEMPFAIL;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "all of this guild, instead of what changed "
						       "against the records on stdin",
				   .discord.deadline_ms = ROSTER_DEADLINE_MS };
	options_parse(argc, argv, option_list, parse, "",
		      "Print the guild, role and member records that differ from those on stdin "
		      "(gl-channels --roster), as Discord has them now.",
		      "The deadline is 60 seconds unless given.\nExit codes: 0 "
		      "printed; " NETWORK_EXIT_CODES,
		      (const struct option_child[]){ { &guild_option, &options.shared },
						     { &network_options, &options.discord },
						     { 0 } },
		      &options);
	struct discord *discord = discord_open(&options.discord);
	bool places = options.guilds || options.channels;
	int exit_code = places ? list_places(discord, &options)
			       : sync_roster(discord, options.shared.guild_id);
	discord_close(discord);
	return exit_code;
}
