/* Discord's objects as records: a guild, a role, a member. */
#ifndef DISCORD_OBJECTS_H
#define DISCORD_OBJECTS_H

#include "discord/permissions.h"
#include "record/record.h"

/* Texts of the records belong to JSON, roles to ARENA. BOT: its standing in that guild, read from
 * JSON, too. */
void guild_from_discord(const cJSON *json, const struct standing *bot, struct guild_record *guild);
void role_from_discord(const cJSON *json, uint64_t guild_id, struct role_record *role);
/* False for a bot, and for what has no name or id. */
bool member_from_discord(struct arena *arena, const cJSON *json, uint64_t guild_id,
			 struct member_record *member);

#endif
