/* gl-fetch: the messages after each channel's cursor. Talks to Discord; never sees the books. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/options.h"
#include "discord/reading.h"
#include "tools/network.h"
#include "tools/wrong_clock.h"

enum { KEY_SINCE = 1, KEY_RATE, KEY_NEW };
enum { NOT_GIVEN = -1, FIRST_ROOM = 64, BACKFILL_DEADLINE_MS = 3600 * 1000, HIGHEST_RATE = 1000 };

struct options {
	struct discord_options discord;
	struct reading_options reading;
};
struct channels {
	struct channel_record *records;
	size_t count, room;
	struct arena arena;
};

static const struct argp_option option_list[] = {
	{ "since", KEY_SINCE, "TIME", 0,
	  "read all channels from this time on, whatever their cursors (deadline then: an hour)",
	  0 },
	{ "rate", KEY_RATE, "N", 0,
	  "look at N guilds a second at most, over all runs; what is left comes first in the next",
	  0 },
	{ "new", KEY_NEW, NULL, 0, "only channels with a message that is newer than their cursor",
	  0 },

	{ 0 },
};

static int rate_of(const char *text)
{
	char *end;
	long rate = strtol(text, &end, 10);
	if (*end || end == text || rate < 1 || rate > HIGHEST_RATE)
		fail(EX_USAGE, "--rate takes 1 to %d, not '%s'", HIGHEST_RATE, text);
	return (int)rate;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_SINCE:
		options->reading.since = snowflake_at(option_time(zone_machine(), "--since", arg));
		if (!options->reading.since)
			options->reading.since = 1; /* the beginning of all time */
		break;
	case KEY_RATE: options->reading.rate = rate_of(arg); break;
	case KEY_NEW: options->reading.only_new = true; break;
	case ARGP_KEY_ARG:
		argp_error(state, "channels are read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void add_channel(struct channels *channels, const struct channel_record *channel)
{
	if (channels->count == channels->room) {
		channels->room = channels->room ? channels->room * 2 : FIRST_ROOM;
		channels->records =
			reallocarray(channels->records, channels->room, sizeof *channels->records);
		if (!channels->records)
			fail(EX_OSERR, "out of memory: %zu channels could not be held",
			     channels->room);
	}
	channels->records[channels->count++] = *channel;
}

/* A channel record that is one, but for its fields: a setting of the guild is broken. It concerns
 * nobody else, so it fails the run once an hour only. Anything else is no input for this tool. */
static bool is_broken_channel(struct arena *arena, const char *line, size_t length,
			      uint64_t *guild_id)
{
	const char *why, *type;
	const cJSON *json = json_object(arena, arena_copy(arena, line, length), length, &why);
	type = json_text(json, "type");
	return type && strcmp(type, "channel") == 0 && json_id(json, "guild_id", guild_id);
}

static int refuse_line(struct discord *discord, struct arena *arena, const struct lines *lines,
		       const char *line, size_t length, const char *why)
{
	uint64_t guild_id;
	if (is_broken_channel(arena, line, length, &guild_id) &&
	    !discord_tell(discord, "unreadable", guild_id))
		return EX_OK;
	log_line(LOG_ERROR, "line-refused", "line %ju: %s; this channel is not read", lines->number,
		 why);
	return EX_DATAERR;
}

static int read_channels(struct discord *discord, struct channels *channels)
{
	struct lines lines = { .fd = STDIN_FILENO };
	size_t length;
	int exit_code = EX_OK;
	for (char *line; (line = lines_next(&lines, &length));) {
		struct record record;
		const char *why;
		if (!record_read(&channels->arena, arena_copy(&channels->arena, line, length),
				 length, &record, &why)) {
			int refused =
				refuse_line(discord, &channels->arena, &lines, line, length, why);
			exit_code = refused ? refused : exit_code;
		} else if (record.type == RECORD_CHANNEL) {
			add_channel(channels, &record.channel);
		}
	}
	lines_free(&lines);
	return exit_code;
}

static int by_guild(const void *a, const void *b)
{
	const struct channel_record *left = a, *right = b;
	if (left->guild_id != right->guild_id)
		return left->guild_id < right->guild_id ? -1 : 1;
	return left->channel_id < right->channel_id ? -1 : left->channel_id > right->channel_id;
}

int main(int argc, char **argv)
{
	struct options options = { .discord.deadline_ms = NOT_GIVEN };
	struct channels channels = { 0 };
	options_parse(
		argc, argv, option_list, parse, "",
		"Print the messages after the cursor of each channel record on stdin, oldest "
		"first.",
		"Exit codes: 0 all read; " NETWORK_EXIT_CODES,
		(const struct option_child[]){ { &network_options, &options.discord }, { 0 } },
		&options);
	if (options.discord.deadline_ms == NOT_GIVEN)
		options.discord.deadline_ms =
			options.reading.since ? BACKFILL_DEADLINE_MS : DEFAULT_DEADLINE_MS;
	options.reading.patience_ms = options.discord.patience_ms;
	options.reading.progress = options.reading.since && isatty(STDERR_FILENO);
	struct discord *discord = discord_open(&options.discord);
	int exit_code = read_channels(discord, &channels);
	if (channels.count)
		qsort(channels.records, channels.count, sizeof *channels.records, by_guild);
	if (channels.count) {
		int code = reading_run(discord, channels.records, channels.count, &options.reading);
		exit_code = code ? code : exit_code;
	}
	if (!exit_code)
		exit_code = discord_exit_code(discord);
	note_wrong_clock(discord);
	discord_close(discord);
	arena_free(&channels.arena);
	free(channels.records);
	return exit_code;
}
