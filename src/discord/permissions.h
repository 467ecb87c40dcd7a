/* What the bot may do where: Discord's permission bits put together.
 * https://discord.com/developers/docs/topics/permissions */
#ifndef DISCORD_PERMISSIONS_H
#define DISCORD_PERMISSIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"

#define PERMISSION_ADD_REACTIONS (UINT64_C(1) << 6)
#define PERMISSION_VIEW_CHANNEL (UINT64_C(1) << 10)
#define PERMISSION_SEND_MESSAGES (UINT64_C(1) << 11)
#define PERMISSION_EMBED_LINKS (UINT64_C(1) << 14)
#define PERMISSION_ATTACH_FILES (UINT64_C(1) << 15)
#define PERMISSION_READ_MESSAGE_HISTORY (UINT64_C(1) << 16)
#define PERMISSION_CONNECT (UINT64_C(1) << 20)
#define PERMISSION_MANAGE_ROLES (UINT64_C(1) << 28)
#define PERMISSION_SEND_MESSAGES_IN_THREADS (UINT64_C(1) << 38)
#define PERMISSION_ADMINISTRATOR (UINT64_C(1) << 3)
/* What the invite asks for; never ADMINISTRATOR. */
#define PERMISSIONS_WANTED                                                                    \
	(PERMISSION_ADD_REACTIONS | PERMISSION_VIEW_CHANNEL | PERMISSION_SEND_MESSAGES |      \
	 PERMISSION_EMBED_LINKS | PERMISSION_ATTACH_FILES | PERMISSION_READ_MESSAGE_HISTORY | \
	 PERMISSION_MANAGE_ROLES | PERMISSION_SEND_MESSAGES_IN_THREADS)
/* Without these a channel cannot be served. */
#define PERMISSIONS_OF_A_CHANNEL                                                                \
	(PERMISSION_VIEW_CHANNEL | PERMISSION_SEND_MESSAGES | PERMISSION_READ_MESSAGE_HISTORY | \
	 PERMISSION_ATTACH_FILES)

/* Whether GUILD, Discord's object, is all there: a name, an owner, and roles with @everyone among
 * them. Where it is not, nothing follows from what it lacks.
 * https://discord.com/developers/docs/resources/guild#guild-object */
bool guild_is_whole(const cJSON *guild);
/* Whether MEMBER lists its roles and names its user. */
bool member_is_whole(const cJSON *member);

/* A member's standing in a guild. */
struct standing {
	uint64_t guild_id, user_id;
	uint64_t *roles; /* without @everyone */
	size_t role_count;
	uint64_t permissions; /* of the guild, before any channel's overwrites */
	bool everything;      /* owner or ADMINISTRATOR */
	bool timed_out;       /* may only look, until its time-out ends */
	int64_t top_position; /* of the highest role; 0: @everyone only */
	uint64_t top_role;
	uint64_t managed_role; /* the one whose tags name this member as its bot; 0: none */
};

/* Puts it together from Discord's objects: first the member, as it is at NOW (Unix milliseconds),
 * then the guild. Memory from ARENA. */
void standing_read_member(struct arena *arena, const cJSON *member, uint64_t user_id, int64_t now,
			  struct standing *standing);
void standing_read_guild(const cJSON *guild, struct standing *standing);
/* Asks Discord for both; DONE gets NULL when they are not to be had, or not whole. STANDING lives
 * until DONE returns. */
struct discord;
typedef void standing_done(void *context, const struct standing *standing);
void standing_ask(struct discord *discord, uint64_t guild_id, uint64_t user_id, standing_done *done,
		  void *context);
/* The permissions in CHANNEL, an object with permission_overwrites and type. */
uint64_t standing_in_channel(const struct standing *standing, const cJSON *channel);
/* Those that are missing there for the bot to read, answer and attach files, as its type needs
 * them. */
uint64_t permissions_lacking(const struct standing *standing, const cJSON *channel);
/* The same as bits of enum channel_lack, which records name; a time-out is one, too. */
unsigned channel_lacks(const struct standing *standing, const cJSON *channel);
/* The same of the permissions that the bot has in a channel of Discord's TYPE, without a time-out.
 */
unsigned permissions_lacks(uint64_t allowed, int64_t type);
/* Whether ROLE (position and id) ranks below the member's highest: only then it can be handed out.
 */
bool standing_above(const struct standing *standing, int64_t position, uint64_t role_id);
/* "View Channel, Send Messages", as Discord's client names the bits of PERMISSIONS in LANG.
 * Appends. */
void permissions_name(struct buf *out, uint64_t permissions, enum lang lang);

#endif
