/* gl-identify: who the author of a command is now, asked of Discord; or offline, looked up in a
 * roster. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "command/named_channel.h"
#include "command/verbs.h"
#include "discord/members.h"
#include "discord/self.h"
#include "tools/line_filter.h"
#include "tools/network.h"
#include "tools/roster.h"

enum { KEY_ROSTER = 1 };
enum {
	LINES_AT_ONCE = 500,
	PATIENCE_MS = 10,
	MOST_LOOKUPS = 100, /* of one guild, for each second of patience: about two of what Discord
			       allows in all */
	/* Older commands are not kept waiting by a lookup that fails: they are refused, and their
	   authors told so. */
	PATIENCE_WITH_DISCORD_MS = 10 * 60 * 1000,
};

struct options {
	const char *roster;
	struct discord_options discord;
};

static const struct argp_option option_list[] = {
	{ "roster", KEY_ROSTER, "FILE", 0,
	  "look authors up in these guild and member records instead of asking Discord", 0 },

	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_ROSTER: options->roster = arg; break;
	case ARGP_KEY_ARG:
		argp_error(state, "records are read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static bool needs_identity(const struct record *record)
{
	return (record->type == RECORD_COMMAND || record->type == RECORD_REJECT) &&
	       record->command.source == SOURCE_DISCORD;
}

static void write_line(struct buf *out, const struct record *record, const char *line,
		       size_t length)
{
	if (needs_identity(record) && record->type == RECORD_COMMAND) {
		record_write_command(out, &record->command);
	} else if (needs_identity(record)) {
		record_write_reject(out, &record->command);
	} else { /* not ours to change */
		buf_add(out, line, length);
		buf_char(out, '\n');
	}
}

static bool identify_offline(void *context, struct arena *arena, const char *line, size_t length,
			     struct buf *out, const char **why)
{
	struct record record;
	if (!record_read(arena, line, length, &record, why))
		return false;
	if (needs_identity(&record))
		roster_identify(context, record.command.guild_id, &record.command.author);
	write_line(out, &record, line, length);
	return true;
}

/* A guild of which no more is printed: what follows a command must not overtake it. */
struct stopped_guild {
	uint64_t guild_id;
	UT_hash_handle hh;
};
struct held_line {
	struct record record;
	const char *line;
	size_t length;
};
struct identifying {
	struct discord *discord;
	struct members *members;
	struct self *self;
	struct arena arena;
	struct held_line held[LINES_AT_ONCE];
	size_t count;
	struct buf out;
	struct arena stopped_arena;
	struct stopped_guild *stopped;
};

static bool is_stopped(const struct identifying *identifying, uint64_t guild_id)
{
	struct stopped_guild *found;
	HASH_FIND(hh, identifying->stopped, &guild_id, sizeof guild_id, found);
	return found;
}

static void stop_guild(struct identifying *identifying, const struct command *command)
{
	struct stopped_guild *guild = arena_alloc(&identifying->stopped_arena, sizeof *guild);
	guild->guild_id = command->guild_id;
	HASH_ADD(hh, identifying->stopped, guild_id, sizeof guild->guild_id, guild);
	log_trace(command->message_id);
	log_line(LOG_WARN, "author-unknown",
		 "guild %ju: Discord did not tell who an author is: that command and what follows "
		 "wait for the next run",
		 command->guild_id);
	log_trace(0);
}

/* The guild whose order a record is part of; 0: of none. */
static uint64_t guild_in_order(const struct record *record)
{
	bool of_message = record->type == RECORD_COMMAND || record->type == RECORD_REJECT ||
			  record->type == RECORD_SKIP;
	return of_message ? record->command.guild_id : 0;
}

/* Whether it may depend on which roles there are and where the bot's own one ranks. */
static bool is_about_roles(const struct command *command)
{
	const char *value = command_setting_value(command);
	const struct verb *verb = verb_named(command->verb);
	return verb && (verb_needs_roles_of_now(verb) || (value && strncmp(value, "<@&", 3) == 0));
}

/* False: not known, and worth asking again with the next run. */
static bool identify(const struct identifying *identifying, struct command *command)
{
	struct membership who =
		members_find(identifying->members, command->guild_id, command->author.id);
	bool waits = discord_now(identifying->discord) - snowflake_time(command->message_id) <=
		     PATIENCE_WITH_DISCORD_MS;
	uint64_t channel = command_names_channel(command);
	command->channel_count = 0;
	if (channel)
		command->channels[command->channel_count++] =
			self_channel(identifying->self, command->guild_id, channel);
	bool unseen = channel && command->channels[0].state == CHANNEL_UNKNOWN;
	if (who.postponed || (unseen && self_postponed(identifying->self, command->guild_id)))
		return false; /* it was not even asked: however old */
	if (!who.known || (unseen && waits))
		return !waits;
	command->author.identified = true;
	command->author.member = who.member;
	command->author.owner = who.owner;
	command->author.roles = who.roles;
	command->author.role_count = who.role_count;
	return true;
}

/* Whether what Discord shows of the bot in its guild goes with a command. */
static bool is_about_roles_or_channel(const struct record *record)
{
	return record->type == RECORD_COMMAND &&
	       (is_about_roles(&record->command) || command_names_channel(&record->command));
}

static bool is_asked_for(const struct identifying *identifying, const struct record *record)
{
	return needs_identity(record) && !is_stopped(identifying, record->command.guild_id);
}

/* Looks up all authors of the held lines at once, then prints the lines in their order. */
static void release(void *context)
{
	struct identifying *identifying = context;
	for (size_t i = 0; i < identifying->count; i++) {
		const struct record *record = &identifying->held[i].record;
		if (is_asked_for(identifying, record) && is_about_roles_or_channel(record))
			self_want(identifying->self, record->command.guild_id,
				  command_names_channel(&record->command));
	}
	for (size_t i = 0; i < identifying->count; i++) {
		const struct record *record = &identifying->held[i].record;
		if (is_asked_for(identifying, record))
			members_want(identifying->members, record->command.guild_id,
				     record->command.author.id);
	}
	discord_run(identifying->discord);
	for (size_t i = 0; i < identifying->count; i++) {
		struct held_line *held = &identifying->held[i];
		bool theirs = needs_identity(&held->record);
		if (is_stopped(identifying, guild_in_order(&held->record)))
			continue;
		if (theirs && !identify(identifying, &held->record.command)) {
			stop_guild(identifying, &held->record.command);
			continue;
		}
		if (theirs && held->record.type == RECORD_COMMAND &&
		    is_about_roles(&held->record.command))
			self_write_roster(identifying->self, held->record.command.guild_id,
					  &identifying->out);
		write_line(&identifying->out, &held->record, held->line, held->length);
	}
	identifying->count = 0;
	arena_reset(&identifying->arena);
	buf_flush(&identifying->out, STDOUT_FILENO);
}

static int identify_online(const struct discord_options *options)
{
	struct identifying *identifying = calloc(1, sizeof *identifying);
	struct lines lines = { .fd = STDIN_FILENO,
			       .patience_ms = PATIENCE_MS,
			       .on_idle = release,
			       .idle_context = identifying };
	int exit_code = EX_OK;
	const char *why;
	size_t length;
	if (!identifying)
		fail(EX_OSERR, "out of memory");
	identifying->discord = discord_open(options);
	identifying->members = members_start(
		identifying->discord, (int)((options->patience_ms * MOST_LOOKUPS + 999) / 1000));
	identifying->self = self_start(identifying->discord, identifying->members);
	for (char *line; (line = lines_next(&lines, &length));) {
		struct held_line *held = &identifying->held[identifying->count];
		*held = (struct held_line){ .line = arena_copy(&identifying->arena, line, length),
					    .length = length };
		if (!record_read(&identifying->arena, held->line, length, &held->record, &why)) {
			log_line(LOG_ERROR, "line-refused", "line %ju%s: %s; it was left out",
				 lines.number, lines.torn ? " (torn at the end of the input)" : "",
				 why);
			exit_code = EX_DATAERR;
		} else if (++identifying->count == LINES_AT_ONCE) {
			release(identifying);
		}
	}
	release(identifying);
	if (identifying->stopped || !exit_code)
		exit_code = discord_exit_code(identifying->discord);
	if (identifying->stopped && !exit_code)
		exit_code = EX_TEMPFAIL;
	self_free(identifying->self);
	members_free(identifying->members);
	discord_close(identifying->discord);
	HASH_CLEAR(hh, identifying->stopped);
	arena_free(&identifying->stopped_arena);
	arena_free(&identifying->arena);
	buf_free(&identifying->out);
	lines_free(&lines);
	free(identifying);
	return exit_code;
}

int main(int argc, char **argv)
{
	struct options options = { .discord.deadline_ms = DEFAULT_DEADLINE_MS };
	options_parse(
		argc, argv, option_list, parse, "",
		"Add to each command on stdin who its author is: roles, member, owner.",
		"Exit codes: 0 all lines read; 66 no roster there; " NETWORK_EXIT_CODES,
		(const struct option_child[]){ { &network_options, &options.discord }, { 0 } },
		&options);
	if (!options.roster)
		return identify_online(&options.discord);
	struct roster *roster = roster_read(options.roster);
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	return filter_run(identify_offline, roster);
}
