/* gl-roster: a guild, its roles and its members as records. Talks to Discord; never sees the books. */
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/options.h"
#include "discord/roster.h"
#include "tools/network.h"

enum { KEY_GUILD = 1, ROSTER_DEADLINE_MS = 60000 };

struct options { uint64_t guild_id; struct discord_options discord; };

static const struct argp_option option_list[] = {
	{ "guild", KEY_GUILD, "ID", 0, "all of this guild, instead of what changed against the records on stdin", 0 },
	NETWORK_OPTIONS,
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	if (network_option(key, arg, &options->discord))
		return 0;
	switch (key) {
	case KEY_GUILD: options->guild_id = option_id("--guild", arg); break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static int read_known(struct roster_sync *roster)
{
	struct arena arena = { 0 };
	struct lines lines = { .fd = STDIN_FILENO };
	size_t length;
	int exit_code = EX_OK;
	for (char *line; (line = lines_next(&lines, &length)); arena_reset(&arena)) {
		struct record record;
		const char *why;
		if (record_read(&arena, line, length, &record, &why)) {
			roster_add_known(roster, &record);
		} else {
			log_line(LOG_ERROR, "line-refused", "line %llu: %s; it was left out", (unsigned long long)lines.number, why);
			exit_code = EX_DATAERR;
		}
	}
	arena_free(&arena);
	lines_free(&lines);
	return exit_code;
}

int main(int argc, char **argv)
{
	struct options options = { .discord.deadline_ms = ROSTER_DEADLINE_MS };
	options_parse(argc, argv, option_list, parse, "", "Print the guild, role and member records that differ from those on stdin "
		      "(gl-channels --roster), as Discord has them now.",
		      "The deadline is 60 seconds unless given.\nExit codes: 0 printed; " NETWORK_EXIT_CODES, &options);
	struct discord *discord = discord_open(&options.discord);
	struct roster_sync *roster = roster_start(discord);
	int exit_code = EX_OK;
	if (options.guild_id)
		roster_add_guild(roster, options.guild_id);
	else
		exit_code = read_known(roster);
	bool whole = roster_run(roster);
	if (!exit_code)
		exit_code = discord_exit_code(discord);
	if (!exit_code && !whole)
		exit_code = EX_TEMPFAIL;
	roster_free(roster);
	discord_close(discord);
	return exit_code;
}
