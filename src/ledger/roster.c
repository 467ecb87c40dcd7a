/* What gl-roster saw of a guild, its roles and its members, taken into the books. */
#include <string.h>

#include "base/unicode.h"
#include "ledger/leaving.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

/* Keeps a number as a setting; false when it is known. */
static bool keep_number(struct books *books, struct guild *guild, enum setting_key key,
			uint64_t number)
{
	const char *text = arena_printf(&books->chunk, "%ju", number);
	if (strcmp(guild_setting_text(guild, key), text) == 0)
		return false;
	guild_set(books, guild, key, text);
	return true;
}

/* 0: it was not given. */
static bool keep_id(struct books *books, struct guild *guild, enum setting_key key, uint64_t id)
{
	return id && keep_number(books, guild, key, id);
}

static bool apply_guild(struct books *books, struct guild *guild, const struct guild_record *seen)
{
	bool changed = keep_id(books, guild, SETTING_BOT_ID, seen->bot_id);
	changed |= keep_id(books, guild, SETTING_BOT_ROLE, seen->bot_role_id);
	changed |= keep_id(books, guild, SETTING_BOT_TOP_ROLE, seen->bot_top_role);
	if (seen->bot_top_role)
		changed |= keep_number(books, guild, SETTING_BOT_POSITION,
				       (uint64_t)seen->bot_position);
	if (strcmp(guild->name, seen->name) == 0 && guild->owner_id == seen->owner_id)
		return changed;
	guild->name = arena_strdup(&books->memory, seen->name);
	guild->owner_id = seen->owner_id;
	guild->dirty = true;
	return true;
}

static void forget_role(struct books *books, struct guild *guild, struct role *role)
{
	struct role **place = &guild->roles;
	if (role->group)
		books_detail(books, DETAIL_OFFER_GONE, guild->guild_id, role->role_id);
	while (*place != role)
		place = &(*place)->next;
	*place = role->next;
}

/* gl-identify shows the roles as they are, changed or not. */
static bool is_known(const struct books *books, const struct guild *guild,
		     const struct role_record *seen)
{
	const struct role *role = guild_role(guild, seen->role_id);
	return books->rules >= RULES_STRICT && !seen->gone && role &&
	       role->position == seen->position && role->managed == seen->managed &&
	       role->permissions == role_permissions(seen->permissions) &&
	       strcmp(role->name, seen->name) == 0;
}

static bool apply_role(struct books *books, struct guild *guild, const struct role_record *seen)
{
	if (is_known(books, guild, seen))
		return false;
	struct detail_row *row = books_detail(books, seen->gone ? DETAIL_ROLE_GONE : DETAIL_ROLE,
					      seen->guild_id, seen->role_id);
	struct role *role = seen->gone ? guild_role(guild, seen->role_id)
				       : books_add_role(books, guild, seen->role_id);
	row->role.name = seen->name;
	row->role.permissions = seen->permissions;
	row->role.position = seen->position;
	row->role.managed = seen->managed;
	if (seen->gone && role) {
		forget_role(books, guild, role);
	} else if (role) {
		role->name = arena_strdup(&books->memory, seen->name);
		role->folded_name = text_fold(&books->memory, seen->name);
		role->position = seen->position;
		role->managed = seen->managed;
		role->permissions = role_permissions(seen->permissions);
	}
	return true;
}

static bool apply_member(struct books *books, struct guild *guild, const struct member_record *seen,
			 struct decision *decision)
{
	struct user *user = books_user(books, seen->guild_id, seen->user_id);
	bool leaves = seen->left && user->name && !user->left;
	if (!user->forgotten && (!user->name || strcmp(user->name, seen->name) != 0))
		books_name_user(books, user, seen->name);
	books_nick_user(books, user, user->forgotten ? NULL : seen->nick);
	if (user->bot != seen->bot)
		books_touch_user(books, user);
	user->bot = seen->bot;
	struct detail_row *row = books_detail(books, DETAIL_MEMBER, seen->guild_id, seen->user_id);
	row->member.nick = user->forgotten ? NULL : seen->nick;
	row->member.joined_at = seen->joined_at;
	row->member.pending = seen->pending;
	row->member.left = seen->left;
	row->member.left_at = seen->left ? guild->last_time : 0;
	books_detail(books, DETAIL_MEMBER_ROLES_GONE, seen->guild_id, seen->user_id);
	for (size_t i = 0; i < seen->role_count; i++)
		books_detail(books, DETAIL_MEMBER_ROLE, seen->guild_id, seen->user_id)->role_id =
			seen->roles[i];
	compare_member(books, guild, user, seen);
	if (leaves)
		leave_what_waits(books, guild, user, decision);
	return true;
}

bool apply_roster(struct books *books, struct guild *guild, const struct record *record,
		  struct decision *decision)
{
	bool changed;
	switch (record->type) {
	case RECORD_GUILD: changed = apply_guild(books, guild, &record->guild); break;
	case RECORD_ROLE: changed = apply_role(books, guild, &record->role); break;
	case RECORD_MEMBER: changed = apply_member(books, guild, &record->member, decision); break;
	default: return false;
	}
	return review_roles(books, guild) || changed;
}

const char *roster_line(struct books *books, const struct record *record, const char *line)
{
	const struct member_record *seen = &record->member;
	const struct user *user = record->type == RECORD_MEMBER
					  ? books_user(books, seen->guild_id, seen->user_id)
					  : NULL;
	if (!user || !user->forgotten || (!seen->nick && strcmp(seen->name, user->name) == 0))
		return line;
	struct member_record nameless = *seen;
	struct buf written = { 0 };
	nameless.name = user->name;
	nameless.nick = NULL;
	nameless.forgotten = true;
	record_write_member(&written, &nameless);
	line = arena_copy(&books->chunk, written.bytes,
			  written.length - 1); /* without the newline */
	buf_free(&written);
	return line;
}
