/* Effective permissions: roles first, then the channel's overwrites. */
#include "discord/permissions.h"

#include <stdlib.h>

#include "base/instant.h"
#include "record/record.h"

static uint64_t bits(const cJSON *object, const char *key)
{
	const char *text =
		json_text(object, key); /* a decimal string: more bits than a double holds */
	return text ? strtoull(text, NULL, 10) : 0;
}

bool guild_is_whole(const cJSON *guild)
{
	const char *name = json_text(guild, "name");
	const cJSON *role;
	uint64_t guild_id, owner_id, id;
	bool everyone = false;
	if (!name || !*name || !json_id(guild, "id", &guild_id) ||
	    !json_id(guild, "owner_id", &owner_id))
		return false;
	cJSON_ArrayForEach(role, json_get(guild, "roles"))
	{
		if (!json_id(role, "id", &id) || !json_text(role, "name") ||
		    !json_text(role, "permissions") || !cJSON_IsNumber(json_get(role, "position")))
			return false;
		everyone |= id == guild_id;
	}
	return everyone;
}

bool member_is_whole(const cJSON *member)
{
	uint64_t id;
	return cJSON_IsArray(json_get(member, "roles")) &&
	       json_id(json_get(member, "user"), "id", &id);
}

static bool has_role(const struct standing *standing, uint64_t role_id)
{
	for (size_t i = 0; i < standing->role_count; i++)
		if (standing->roles[i] == role_id)
			return true;
	return false;
}

bool standing_above(const struct standing *standing, int64_t position, uint64_t role_id)
{
	/* At equal positions the lower id ranks higher. */
	return position < standing->top_position ||
	       (position == standing->top_position && role_id > standing->top_role);
}

static bool is_timed_out(const cJSON *member, int64_t now)
{
	const char *timeout =
		json_text(member, "communication_disabled_until"); /* may lie in the past */
	int64_t until = 0;
	return timeout && instant_parse(zone_utc(), timeout, &until) && until > now;
}

void standing_read_member(struct arena *arena, const cJSON *member, uint64_t user_id, int64_t now,
			  struct standing *standing)
{
	const cJSON *role, *list = json_get(member, "roles");
	*standing = (struct standing){ .user_id = user_id, .timed_out = is_timed_out(member, now) };
	standing->roles = arena_alloc(arena, sizeof *standing->roles *
						     ((size_t)cJSON_GetArraySize(list) + 1));
	cJSON_ArrayForEach(role, list) if (cJSON_IsString(role) &&
					   snowflake_parse(role->valuestring,
							   &standing->roles[standing->role_count]))
		standing->role_count++;
}

void standing_read_guild(const cJSON *guild, struct standing *standing)
{
	const cJSON *role;
	uint64_t owner_id = 0, id;
	json_id(guild, "id", &standing->guild_id);
	json_id(guild, "owner_id", &owner_id);
	cJSON_ArrayForEach(role, json_get(guild, "roles"))
	{
		uint64_t bot_id;
		if (!json_id(role, "id", &id) ||
		    (id != standing->guild_id && !has_role(standing, id)))
			continue;
		standing->permissions |= bits(role, "permissions");
		int64_t position = json_integer(role, "position", 0);
		if (id != standing->guild_id &&
		    (!standing->top_role || !standing_above(standing, position, id))) {
			standing->top_position = position;
			standing->top_role = id;
		}
		if (json_id(json_get(role, "tags"), "bot_id", &bot_id) &&
		    bot_id == standing->user_id)
			standing->managed_role = id;
	}
	standing->everything =
		owner_id == standing->user_id || standing->permissions & PERMISSION_ADMINISTRATOR;
}

uint64_t standing_in_channel(const struct standing *standing, const cJSON *channel)
{
	const cJSON *overwrite;
	uint64_t permissions = standing->permissions, id, allow = 0, deny = 0, own_allow = 0,
		 own_deny = 0;
	if (standing->everything)
		return UINT64_MAX;
	cJSON_ArrayForEach(overwrite, json_get(channel, "permission_overwrites"))
	{
		if (!json_id(overwrite, "id", &id))
			continue;
		bool of_member = json_integer(overwrite, "type", 0) == 1;
		if (of_member && id == standing->user_id) {
			own_allow = bits(overwrite, "allow");
			own_deny = bits(overwrite, "deny");
		} else if (!of_member &&
			   id == standing->guild_id) { /* @everyone comes before all other roles */
			permissions =
				(permissions & ~bits(overwrite, "deny")) | bits(overwrite, "allow");
		} else if (!of_member && has_role(standing, id)) {
			allow |= bits(overwrite, "allow");
			deny |= bits(overwrite, "deny");
		}
	}
	permissions = (((permissions & ~deny) | allow) & ~own_deny) | own_allow;
	bool voice = channel_kind(json_integer(channel, "type", 0)) == CHANNEL_OF_VOICE;
	if (!(permissions & PERMISSION_VIEW_CHANNEL))
		return 0;
	/* implies all but seeing that it is there */
	if (voice && !(permissions & PERMISSION_CONNECT))
		permissions &= PERMISSION_VIEW_CHANNEL;
	if (standing->timed_out)
		permissions &= PERMISSION_VIEW_CHANNEL | PERMISSION_READ_MESSAGE_HISTORY |
			       PERMISSION_CONNECT;
	if (!(permissions & PERMISSION_SEND_MESSAGES)) /* implies these */
		permissions &= ~(PERMISSION_ATTACH_FILES | PERMISSION_EMBED_LINKS);
	return permissions;
}

/* What the bot needs in a channel of TYPE to read, answer and attach files. */
static uint64_t permissions_needed(int64_t type)
{
	uint64_t needed = PERMISSIONS_OF_A_CHANNEL;
	switch (channel_kind(type)) {
	case CHANNEL_OF_VOICE: return needed | PERMISSION_CONNECT;
	case CHANNEL_OF_THREADS:
		return (needed & ~PERMISSION_SEND_MESSAGES) | PERMISSION_SEND_MESSAGES_IN_THREADS;
	default: return needed;
	}
}

uint64_t permissions_lacking(const struct standing *standing, const cJSON *channel)
{
	return permissions_needed(json_integer(channel, "type", 0)) &
	       ~standing_in_channel(standing, channel);
}

unsigned permissions_lacks(uint64_t allowed, int64_t type)
{
	static const struct {
		uint64_t permission;
		enum channel_lack lack;
	} lacks[] = {
		{ PERMISSION_VIEW_CHANNEL, LACKS_VIEW },
		{ PERMISSION_SEND_MESSAGES, LACKS_SEND },
		{ PERMISSION_SEND_MESSAGES_IN_THREADS, LACKS_SEND_IN_THREADS },
		{ PERMISSION_READ_MESSAGE_HISTORY, LACKS_HISTORY },
		{ PERMISSION_ATTACH_FILES, LACKS_FILES },
		{ PERMISSION_CONNECT, LACKS_CONNECT },
	};
	uint64_t missing = allowed & PERMISSION_ADMINISTRATOR ? 0
							      : permissions_needed(type) & ~allowed;
	unsigned found = 0;
	for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++)
		if (missing & lacks[i].permission)
			found |= lacks[i].lack;
	return found;
}

unsigned channel_lacks(const struct standing *standing, const cJSON *channel)
{
	return permissions_lacks(standing_in_channel(standing, channel),
				 json_integer(channel, "type", 0)) |
	       (standing->timed_out ? LACKS_TIME : 0);
}

void permissions_name(struct buf *out, uint64_t permissions, enum lang lang)
{
	static const struct {
		uint64_t bit;
		const char *name;
	} names[] = {
		{ PERMISSION_VIEW_CHANNEL, N_("View Channel") },
		{ PERMISSION_SEND_MESSAGES, N_("Send Messages") },
		{ PERMISSION_READ_MESSAGE_HISTORY, N_("Read Message History") },
		{ PERMISSION_ATTACH_FILES, N_("Attach Files") },
		{ PERMISSION_EMBED_LINKS, N_("Embed Links") },
		{ PERMISSION_ADD_REACTIONS, N_("Add Reactions") },
		{ PERMISSION_MANAGE_ROLES, N_("Manage Roles") },
		{ PERMISSION_SEND_MESSAGES_IN_THREADS, N_("Send Messages in Threads") },
		{ PERMISSION_CONNECT, N_("Connect") },
	};
	size_t start = out->length;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (permissions & names[i].bit)
			buf_printf(out, "%s%s", out->length > start ? ", " : "",
				   tr(lang, names[i].name));
}
