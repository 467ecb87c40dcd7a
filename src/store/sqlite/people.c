/* From the database into the working set: roles and those who wear them. */
#include "store/sqlite/people.h"

#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"

void load_guild_roles(struct store *store, struct books *books, uint64_t guild_id)
{
	struct guild *guild = books_guild(books, guild_id);
	if (!guild || guild->has_roles)
		return;
	guild->has_roles = true;
	sqlite3_stmt *row = store_for_ids(store, LOAD_ROLES, guild_id, 0);
	while (store_step(store, row)) {
		struct role *role = books_add_role(books, guild, (uint64_t)sqlite3_column_int64(row, 0));
		role->name = arena_strdup(&books->memory, column_text(row, 1));
		role->folded_name = text_fold(&books->memory, role->name);
		role->position = sqlite3_column_int64(row, 2);
		role->managed = sqlite3_column_int(row, 3);
		role->administrator = sqlite3_column_int64(row, 4) != 0;
	}
	row = store_for_ids(store, LOAD_GROUPS, guild_id, 0);
	while (store_step(store, row)) {
		struct role_group *group = books_add_group(books, guild, column_text(row, 1), column_text(row, 0));
		group->most = sqlite3_column_int64(row, 2);
		group->registered = sqlite3_column_int(row, 3);
		group->needs_role = (uint64_t)sqlite3_column_int64(row, 4);
		group->fee = sqlite3_column_int64(row, 5);
		memcpy(group->currency, column_text(row, 6), strnlen(column_text(row, 6), CURRENCY_SIZE - 1));
	}
	row = store_for_ids(store, LOAD_OFFERS, guild_id, 0);
	while (store_step(store, row))
		books_add_role(books, guild, (uint64_t)sqlite3_column_int64(row, 0))->group = guild_group(guild, column_text(row, 1));
}

static void load_roles_of(struct store *store, struct books *books, struct user *user)
{
	struct member *member = user->member;
	sqlite3_stmt *row = store_for_ids(store, LOAD_MEMBER_ROLES, user->key.guild_id, user->key.id);
	while (store_step(store, row))
		member_role(books, member, (uint64_t)sqlite3_column_int64(row, 0))->worn = true;
	row = store_for_ids(store, LOAD_WANTED_ROLES, user->key.guild_id, user->key.id);
	while (store_step(store, row)) {
		struct member_role *role = member_role(books, member, (uint64_t)sqlite3_column_int64(row, 0));
		role->decided = true;
		role->wanted = sqlite3_column_int(row, 1);
		role->granted = sqlite3_column_int(row, 2);
		role->until = sqlite3_column_int64(row, 3);
		role->fee_transaction = sqlite3_column_int64(row, 4);
	}
	row = store_for_ids(store, LOAD_WAITING_ROLES, user->key.guild_id, user->key.id);
	while (store_step(store, row)) {
		struct member_role *role = member_role(books, member, (uint64_t)sqlite3_column_int64(row, 0));
		*(sqlite3_column_int(row, 1) ? &role->adding : &role->removing) += 1;
	}
}

void load_member(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct user *user = books_user(books, guild_id, user_id);
	if (!user || user->member)
		return;
	struct member *member = books_add_member(books, user);
	sqlite3_stmt *row = store_for_ids(store, LOAD_MEMBER, guild_id, user_id);
	if (store_step(store, row)) {
		member->known = true;
		member->pending = sqlite3_column_int(row, 0);
		member->left = sqlite3_column_int(row, 1);
	}
	load_roles_of(store, books, user);
	row = store_for_ids(store, LOAD_REGISTRATION, guild_id, user_id);
	if (!store_step(store, row))
		return;
	user->registration = arena_alloc(&books->memory, sizeof *user->registration);
	*user->registration = (struct registration){ .request = sqlite3_column_int64(row, 0), .requested_at = sqlite3_column_int64(row, 1),
						     .state = arena_strdup(&books->memory, column_text(row, 2)) };
}

void load_role_delivery(struct store *store, struct books *books, uint64_t guild_id, int64_t delivery)
{
	if (!books_role_delivery(books, guild_id, delivery)) {
		books_add_role_delivery(books, guild_id, delivery);
		store_fetch_delivery(store, books, guild_id, delivery);
	}
}

void store_fetch_delivery(struct store *store, struct books *books, uint64_t guild_id, int64_t delivery)
{
	struct role_delivery *found = books_role_delivery(books, guild_id, delivery);
	sqlite3_stmt *row = store_for_ids(store, LOAD_ROLE_DELIVERY, guild_id, (uint64_t)delivery);
	if (!store_step(store, row))
		return;
	found->exists = true;
	found->adds = strcmp(column_text(row, 0), "role_add") == 0;
	found->user_id = (uint64_t)sqlite3_column_int64(row, 1);
	found->role_id = (uint64_t)sqlite3_column_int64(row, 2);
	if (column_text(row, 3))
		snowflake_parse(column_text(row, 3), &found->channel_id);
	found->message_id = (uint64_t)sqlite3_column_int64(row, 4);
	if (column_text(row, 5))
		lang_from_name(column_text(row, 5), &found->lang);
}

void load_request(struct store *store, struct books *books, uint64_t guild_id, int64_t request)
{
	if (books_request(books, guild_id, request))
		return;
	sqlite3_stmt *row = store_for_ids(store, LOAD_REQUEST, guild_id, (uint64_t)request);
	books_add_request(books, guild_id, request, store_step(store, row) ? (uint64_t)sqlite3_column_int64(row, 0) : 0);
}
