/* gl-commands: registers the verbs as slash commands of guilds, where they differ from what is
 * there. Talks to Discord; never sees the books. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/options.h"
#include "command/slash.h"
#include "discord/commands.h"
#include "tools/network.h"
#include "tools/records_in.h"
#include "tools/shared_options.h"

enum { KEY_PRINT = 1, KEY_CHECK, KEY_FORCE, COMMANDS_DEADLINE_MS = 60000, EXIT_DIFFERS = 1 };

struct options {
	struct shared_options shared;
	bool print, check, force;
	struct discord_options discord;
};

static const struct argp_option option_list[] = {
	{ "print", KEY_PRINT, NULL, 0,
	  "instead: the commands as Discord takes them, a JSON array; asks nobody", 0 },
	{ "check", KEY_CHECK, NULL, 0, "only look: 1 is the exit code where something differs", 0 },
	{ "force", KEY_FORCE, NULL, 0,
	  "remove slash commands that are none of this version, too: what admins allowed for them "
	  "is lost",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	(void)arg;
	struct options *options = state->input;
	switch (key) {
	case KEY_PRINT: options->print = true; break;
	case KEY_CHECK: options->check = true; break;
	case KEY_FORCE: options->force = true; break;
	case ARGP_KEY_END:
		if (options->print && (options->check || options->force))
			argp_error(state, "--print goes alone");
		break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The guilds to look at. */
struct guild_list {
	struct arena arena;
	uint64_t *ids;
	size_t count, size;
};

static void add_guild(struct guild_list *guilds, uint64_t id)
{
	for (size_t i = 0; i < guilds->count; i++)
		if (guilds->ids[i] == id)
			return;
	if (guilds->count == guilds->size) {
		uint64_t *old = guilds->ids;
		guilds->size = guilds->size ? guilds->size * 2 : 16;
		guilds->ids = arena_alloc(&guilds->arena, guilds->size * sizeof *guilds->ids);
		if (guilds->count)
			memcpy(guilds->ids, old, guilds->count * sizeof *old);
	}
	guilds->ids[guilds->count++] = id;
}

/* Records of roles and members are passed over. */
static void take_guild(void *guilds, const struct record *record)
{
	if (record->type == RECORD_GUILD)
		add_guild(guilds, record->guild.guild_id);
}

struct telling {
	const struct options *options;
	bool differs, failed;
};

static void print_names(const char *what, const char *names)
{
	if (*names)
		printf("  %s: %s\n", what, names);
}

static void tell_guild(void *context, uint64_t guild_id, enum command_sync result,
		       const struct command_changes *changes)
{
	static const char *const words[] = {
		[COMMANDS_SAME] = "the commands are up to date",
		[COMMANDS_DIFFER] = "the commands differ; gl-commands registers them",
		[COMMANDS_WRITTEN] = "the commands were registered",
		[COMMANDS_TOO_MANY] = ("with the commands of other programs there would be more "
				       "than Discord takes; nothing was changed"),
		[COMMANDS_FAILED] = "Discord did not take or tell the commands",
	};
	struct telling *telling = context;
	printf("%ju: %s\n", guild_id, words[result]);
	telling->differs |= result == COMMANDS_DIFFER;
	telling->failed |= result == COMMANDS_FAILED || result == COMMANDS_TOO_MANY;
	if (result == COMMANDS_FAILED)
		return;
	print_names("new", changes->added);
	print_names("changed", changes->changed);
	print_names(result == COMMANDS_WRITTEN && telling->options->force
			    ? "removed"
			    : "none of this version, and kept unless --force is given",
		    changes->unknown);
	print_names("of members' and messages' menus, left alone", changes->others);
}

static int sync_commands(const struct options *options, struct discord *discord)
{
	struct guild_list guilds = { 0 };
	struct telling telling = { .options = options };
	struct commands_application application;
	struct commands_order order = { .write = !options->check, .remove = options->force };
	int exit_code = EX_OK;
	if (options->shared.guild_id)
		add_guild(&guilds, options->shared.guild_id);
	else
		exit_code = records_in(take_guild, &guilds);
	bool known = commands_application(discord, &application);
	if (known && !application.has_endpoint)
		log_line(LOG_INFO, "no-endpoint",
			 "the application has no Interactions Endpoint URL: every slash command "
			 "would "
			 "fail, so none is registered");
	else if (known)
		commands_sync(discord, application.id, guilds.ids, guilds.count, &order, tell_guild,
			      &telling);
	arena_free(&guilds.arena);
	if (!exit_code)
		exit_code = discord_exit_code(discord);
	if (!exit_code && (telling.failed || !known))
		exit_code = EX_TEMPFAIL;
	return exit_code ? exit_code : telling.differs ? EXIT_DIFFERS : EX_OK;
}

static int print_commands(void)
{
	struct buf out = { 0 };
	slash_write(&out);
	puts(buf_string(&out));
	buf_free(&out);
	return EX_OK;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "the commands of this guild, instead of "
						       "those whose records are on stdin",
				   .discord.deadline_ms = COMMANDS_DEADLINE_MS };
	options_parse(argc, argv, option_list, parse, "",
		      "Register the verbs as slash commands of the guilds whose records are on "
		      "stdin (gl-channels --roster), where they differ from what is there.",
		      "Commands of other types stay. The deadline is 60 seconds unless given.\n"
		      "Exit codes: 0 all is as it should be; 1 with --check, something "
		      "differs; " NETWORK_EXIT_CODES,
		      (const struct option_child[]){ { &guild_option, &options.shared },
						     { &network_options, &options.discord },
						     { 0 } },
		      &options);
	if (options.print)
		return print_commands();
	struct discord *discord = discord_open(&options.discord);
	int exit_code = sync_commands(&options, discord);
	discord_close(discord);
	return exit_code;
}
