/* The connection to Discord: how it is opened, and what is asked and kept beside the calls. */
#include "discord/call_state.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/sandbox.h"
#include "discord/limits_look.h"

enum { MOST_OF_ONE_GUILD = 6 };

static char *state_folder(const char *named)
{
	const char *environment = getenv("GL_STATE"), *home = getenv("HOME");
	struct buf path = { 0 };
	if (named || (environment && *environment))
		buf_text(&path, named ? named : environment);
	else if (home && *home)
		buf_printf(&path, "%s/.local/state/guildledger", home);
	else
		fail(EX_CONFIG, "where are rate limits kept? Name a folder with --state FOLDER, or "
				"in GL_STATE");
	return path.bytes;
}

struct discord *discord_open(const struct discord_options *options)
{
	struct discord *discord = calloc(1, sizeof *discord);
	if (!discord)
		fail(EX_OSERR, "out of memory");
	const char *api = options->api ? options->api : getenv("GL_API");
	discord->api = api && *api ? api : "https://discord.com/api/v10";
	discord->api_length = strlen(discord->api);
	while (discord->api_length && discord->api[discord->api_length - 1] == '/')
		discord->api_length--;
	discord->ca_file = options->ca_file ? options->ca_file : getenv("GL_CA_FILE");
	discord->token = token_read(options->token_file);
	token_key(discord->token, discord->key);
	discord->state = state_folder(options->state);
	discord->deadline = options->deadline_ms ? instant_now() + options->deadline_ms : INT64_MAX;
	discord->patience = options->patience_ms ? options->patience_ms : INT64_MAX / 2;
	discord->waiting = turns_start(MOST_OF_ONE_GUILD);
	limits_make_folder(discord->state);
	limits_keep_mode(discord->state);
	sandbox_confine(SANDBOX_NETWORK, discord->state, discord->ca_file);
	return discord;
}

void discord_close(struct discord *discord)
{
	http_close(discord->http);
	limits_close(discord->limits);
	turns_free(discord->waiting);
	explicit_bzero(discord->token, strlen(discord->token));
	free(discord->token);
	free(discord->state);
	free(discord);
}

struct limits *discord_limits(struct discord *discord)
{
	if (!discord->limits)
		discord->limits = limits_open(discord->state, discord->key);
	return discord->limits;
}

bool discord_out_of_time(const struct discord *discord)
{
	return instant_now() >= discord->deadline;
}

int64_t discord_now(const struct discord *discord)
{
	return instant_now() + discord->clock_off;
}

bool discord_clock_off(const struct discord *discord, int64_t *ms)
{
	*ms = discord->clock_off;
	return discord->clock_seen;
}

int discord_exit_code(const struct discord *discord)
{
	return discord->exit_code;
}

const char *discord_ca_file(const struct discord *discord)
{
	return discord->ca_file;
}

const char *discord_state(const struct discord *discord)
{
	return discord->state;
}

const char *discord_api(const struct discord *discord)
{
	return discord->api;
}

void discord_forgive(struct discord *discord)
{
	limits_forgive(discord_limits(discord));
}

bool discord_tell(struct discord *discord, const char *what, uint64_t id)
{
	return limits_tell(discord_limits(discord), what, id, instant_now());
}

void discord_note_read(struct discord *discord, uint64_t guild_id, int64_t lag, bool intent_off)
{
	limits_note_read(discord_limits(discord), guild_id, lag, intent_off, instant_now());
}

int64_t discord_turn(struct discord *discord, uint64_t guild_id)
{
	return limits_turn(discord_limits(discord), guild_id);
}

void discord_note_turn(struct discord *discord, uint64_t guild_id)
{
	limits_note_turn(discord_limits(discord), guild_id, instant_now());
}

uint64_t discord_channel_of(struct discord *discord, uint64_t user_id)
{
	return limits_channel(discord_limits(discord), user_id, instant_now());
}

void discord_note_channel(struct discord *discord, uint64_t user_id, uint64_t channel_id)
{
	limits_note_channel(discord_limits(discord), user_id, channel_id, instant_now());
}

int discord_take_looks(struct discord *discord, int want, int rate)
{
	return limits_take_looks(discord_limits(discord), want, rate, instant_now());
}

int64_t discord_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed)
{
	return limits_backlog(discord_limits(discord), channel_id, printed);
}

void discord_note_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed,
			  int64_t at)
{
	limits_note_backlog(discord_limits(discord), channel_id, printed, at + discord->clock_off);
}

int discord_invalid_requests(struct discord *discord)
{
	return limits_invalid_requests(discord_limits(discord), instant_now());
}
