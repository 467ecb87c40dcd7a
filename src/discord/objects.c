/* Discord's objects read. https://discord.com/developers/docs/resources/guild */
#include "discord/objects.h"

#include <string.h>

#include "base/instant.h"

void guild_from_discord(const cJSON *json, const struct standing *bot, struct guild_record *guild)
{
	const char *locale = json_text(json, "preferred_locale");
	*guild = (struct guild_record){ .guild_id = bot->guild_id,
					.name = json_text(json, "name"),
					.lang = locale && strncmp(locale, "es", 2) == 0 ? "es"
											: "en",
					.bot_id = bot->user_id,
					.bot_role_id = bot->managed_role,
					.bot_top_role = bot->top_role,
					.bot_position = bot->top_position };
	json_id(json, "owner_id", &guild->owner_id);
}

void role_from_discord(const cJSON *json, uint64_t guild_id, struct role_record *role)
{
	*role = (struct role_record){ .guild_id = guild_id,
				      .name = json_text(json, "name"),
				      .permissions = json_text(json, "permissions"),
				      .position = json_integer(json, "position", 0),
				      .managed = json_true(json, "managed") };
	json_id(json, "id", &role->role_id);
	role->name = role->name ? role->name : "";
	role->permissions = role->permissions ? role->permissions : "0";
}

bool member_from_discord(struct arena *arena, const cJSON *json, uint64_t guild_id,
			 struct member_record *member)
{
	const cJSON *user = json_get(json, "user");
	const char *joined = json_text(json, "joined_at"), *name = json_text(user, "global_name");
	struct standing standing;
	*member = (struct member_record){ .guild_id = guild_id,
					  .name = name ? name : json_text(user, "username"),
					  .nick = json_text(json, "nick"),
					  .pending = json_true(json, "pending") };
	standing_read_member(arena, json, 0, 0, &standing);
	member->roles = standing.roles;
	member->role_count = standing.role_count;
	if (joined)
		instant_parse(zone_utc(), joined, &member->joined_at);
	return member->name && json_id(user, "id", &member->user_id) && !json_true(user, "bot");
}
