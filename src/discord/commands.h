/* The slash commands of guilds: what is registered there against what the verb table asks for. */
#ifndef DISCORD_COMMANDS_H
#define DISCORD_COMMANDS_H

#include "base/buf.h"
#include "discord/discord.h"

/* What differs in a guild: names, with ", " between; "" for none. From the arena that was given. */
struct command_changes {
	const char *added, *changed;
	const char *unknown; /* slash commands that are none of ours: those of another version, or
				of a program that shares the application */
	const char *others; /* of users and messages ("Pay…" in a member's menu): never touched */
	size_t added_count, changed_count, unknown_count;
};

/* Compares two lists of commands, REGISTERED as Discord gives it with_localizations. What Discord
 * says of a command that we leave to it counts only where it is not Discord's default, so that what
 * was written once is not written again. */
void commands_compare(struct arena *arena, const cJSON *registered, const cJSON *wanted,
		      struct command_changes *changes);
/* Appends the body of a PUT: the commands of WANTED (a JSON array, slash_write()), and those of
 * REGISTERED that must stay, since a PUT replaces all of every type: without REMOVE also slash
 * commands that are none of ours. Returns how many slash commands that are. */
size_t commands_body(struct arena *arena, const cJSON *registered, const char *wanted, bool remove,
		     struct buf *body);

enum command_sync {
	COMMANDS_SAME,   /* nothing is to be written */
	COMMANDS_DIFFER, /* and nothing was written: it was only looked at */
	COMMANDS_WRITTEN,
	COMMANDS_TOO_MANY, /* with those that must stay there would be more than Discord takes */
	COMMANDS_FAILED    /* Discord refused, or did not answer: told on stderr */
};
typedef void commands_callback(void *context, uint64_t guild_id, enum command_sync result,
			       const struct command_changes *changes);

struct commands_order {
	bool write;  /* what differs; else it is only looked at */
	bool remove; /* also what is unknown */
};

/* What the application is, of the bot's token. False where Discord does not tell. */
struct commands_application {
	uint64_t id;
	bool has_endpoint; /* interactions arrive somewhere: without an Interactions Endpoint URL
			      every slash command fails */
};
bool commands_application(struct discord *discord, struct commands_application *application);

/* Asks for the commands of each of the COUNT GUILDS, writes by ORDER, and tells the result of each,
 * CHANGES being what differed before. One GET a guild, and one PUT where something differs. */
void commands_sync(struct discord *discord, uint64_t application_id, const uint64_t *guilds,
		   size_t count, const struct commands_order *order, commands_callback *tell,
		   void *context);

#endif
