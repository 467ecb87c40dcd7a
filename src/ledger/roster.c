/* What gl-roster saw of a guild, its roles and its members, taken into the books. */
#include <string.h>

#include "ledger/deciding.h"

/* Keeps an id as a setting; false when it is known or not given. */
static bool keep_id(struct books *books, struct guild *guild, const char *key, uint64_t id)
{
	const char *text = arena_printf(&books->chunk, "%llu", (unsigned long long)id);
	if (!id || strcmp(guild_setting(guild, key, ""), text) == 0)
		return false;
	guild_set(books, guild, key, text);
	return true;
}

static bool apply_guild(struct books *books, struct guild *guild, const struct guild_record *seen)
{
	bool bot = keep_id(books, guild, "bot.id", seen->bot_id), role = keep_id(books, guild, "bot.role", seen->bot_role_id);
	if (strcmp(guild->name, seen->name) == 0 && guild->owner_id == seen->owner_id)
		return bot || role;
	guild->name = arena_strdup(&books->memory, seen->name);
	guild->owner_id = seen->owner_id;
	guild->dirty = true;
	return true;
}

static bool apply_role(struct books *books, const struct role_record *seen)
{
	struct detail_row *row = books_detail(books, seen->gone ? DETAIL_ROLE_GONE : DETAIL_ROLE, seen->guild_id, seen->role_id);
	row->text = seen->name;
	row->other_text = seen->permissions;
	row->number = seen->position;
	row->flag = seen->managed;
	return true;
}

static bool apply_member(struct books *books, const struct member_record *seen)
{
	struct user *user = books_user(books, seen->guild_id, seen->user_id);
	if (!user->name || strcmp(user->name, seen->name) != 0)
		books_name_user(books, user, seen->name);
	struct detail_row *row = books_detail(books, DETAIL_MEMBER, seen->guild_id, seen->user_id);
	row->text = seen->nick;
	row->number = seen->joined_at;
	row->flag = seen->pending;
	row->other_flag = seen->left;
	books_detail(books, DETAIL_MEMBER_ROLES_GONE, seen->guild_id, seen->user_id);
	for (size_t i = 0; i < seen->role_count; i++)
		books_detail(books, DETAIL_MEMBER_ROLE, seen->guild_id, seen->user_id)->other_id = seen->roles[i];
	return true;
}

bool apply_roster(struct books *books, struct guild *guild, const struct record *record)
{
	switch (record->type) {
	case RECORD_GUILD: return apply_guild(books, guild, &record->guild);
	case RECORD_ROLE: return apply_role(books, &record->role);
	case RECORD_MEMBER: return apply_member(books, &record->member);
	default: return false;
	}
}
