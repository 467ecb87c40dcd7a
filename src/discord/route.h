/* The routes of Discord's REST API that these tools call, each defined once.
 * https://discord.com/developers/docs/reference */
#ifndef DISCORD_ROUTE_H
#define DISCORD_ROUTE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum route_id {
	ROUTE_ME,             /* GET the bot's user */
	ROUTE_MY_GUILDS,      /* GET the guilds that the bot is in, by pages */
	ROUTE_APPLICATION,    /* GET the application: its flags tell the privileged intents */
	ROUTE_ENDPOINT_SET,   /* PATCH the application: where interactions go */
	ROUTE_OPEN_DM,        /* POST: the direct-message channel with a user */
	ROUTE_CHANNEL,        /* GET channel */
	ROUTE_MESSAGES,       /* GET messages of channel; newest first, always */
	ROUTE_SEND_MESSAGE,   /* POST to channel */
	ROUTE_REACT,          /* PUT on channel, message: emoji */
	ROUTE_GUILD,          /* GET guild, with its roles */
	ROUTE_GUILD_CHANNELS, /* GET guild: every channel the bot sees, with last_message_id */
	ROUTE_ACTIVE_THREADS, /* GET guild */
	ROUTE_MEMBERS,        /* GET guild; needs the GUILD_MEMBERS intent */
	ROUTE_MEMBER,         /* GET guild, user */
	ROUTE_ROLE_ADD,       /* PUT guild, user, role */
	ROUTE_ROLE_REMOVE,    /* DELETE guild, user, role */
	ROUTE_COMMANDS,       /* GET application, guild: commands with all localizations */
	ROUTE_COMMANDS_SET,   /* PUT application, guild: replaces commands of every type */
	ROUTE_COUNT
};

struct route {
	enum route_id id;
	uint64_t ids[3];   /* in the order of the path */
	const char *emoji; /* of ROUTE_REACT: "✅", or "name:id" */
	uint64_t after;    /* of the list routes; 0: none */
	int limit;         /* of the list routes; 0: the API's default */
	bool embeds;       /* of ROUTE_SEND_MESSAGE: with an embed, for which Discord asks a
			      permission of its own (Embed Links) */
	uint64_t user_id;  /* of a direct message, its channel's opening too: whom it is for */
	bool paced;        /* of ROUTE_OPEN_DM, and of ROUTE_SEND_MESSAGE into a channel that was
			      open before: for a message that nobody asked for */
	uint64_t guild_id; /* whose turn it takes, where the path does not name a guild; 0: nobody's
			      in particular */
};

const char *route_method(const struct route *route);
/* "/channels/{}/messages": with the method and the major id, what Discord limits together. */
const char *route_template(const struct route *route);
/* The id that a limit belongs to: channel, guild, or 0.
 * https://discord.com/developers/docs/topics/rate-limits */
uint64_t route_major(const struct route *route);
/* The guild in whose turn the route is called; 0: none is known. */
uint64_t route_guild(const struct route *route);
/* The id whose 403 or 404 will come again until an admin acts: the channel, the guild, the role. */
uint64_t route_subject(const struct route *route);
/* Whether a body-less request of this route must say so (Content-Length: 0). */
bool route_changes(const struct route *route);
/* Appends "/channels/1/messages?after=2&limit=100". */
void route_path(struct buf *path, const struct route *route);
/* Appends TEXT percent-encoded, all but unreserved characters (RFC 3986); at most POINTS code
 * points of it. */
void percent_encode(struct buf *out, const char *text, size_t points);

#endif
