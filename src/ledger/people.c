/* Roles, groups and members in the working set. */
#include <stdlib.h>
#include <string.h>

#include "ledger/books.h"

uint64_t role_permissions(const char *text)
{
	return strtoull(text, NULL, 10); /* a number beyond 64 bits is all of them */
}

static struct role *role_of(const struct guild *guild, uint64_t role_id)
{
	struct role *role = guild->roles;
	while (role && role->role_id != role_id)
		role = role->next;
	return role;
}

struct role *guild_role(const struct guild *guild, uint64_t role_id)
{
	guild_roles(guild);
	return role_of(guild, role_id);
}

struct role *books_add_role(struct books *books, struct guild *guild, uint64_t role_id)
{
	struct role **place = &guild->roles, *role = role_of(guild, role_id);
	if (role)
		return role;
	while (*place && (*place)->role_id < role_id)
		place = &(*place)->next;
	role = arena_alloc(&books->memory, sizeof *role);
	*role = (struct role){ .role_id = role_id, .name = "", .folded_name = "", .next = *place };
	*place = role;
	return role;
}

static struct role_group *group_of(const struct guild *guild, const char *folded_name)
{
	struct role_group *group = guild->groups;
	while (group && strcmp(group->folded_name, folded_name) != 0)
		group = group->next;
	return group;
}

struct role_group *guild_group(const struct guild *guild, const char *folded_name)
{
	guild_groups(guild);
	return group_of(guild, folded_name);
}

struct role_group *books_add_group(struct books *books, struct guild *guild, const char *name,
				   const char *folded_name)
{
	struct role_group **place = &guild->groups, *group = group_of(guild, folded_name);
	if (group)
		return group;
	while (*place && strcmp((*place)->folded_name, folded_name) < 0)
		place = &(*place)->next;
	group = arena_alloc(&books->memory, sizeof *group);
	*group = (struct role_group){ .name = arena_strdup(&books->memory, name),
				      .folded_name = arena_strdup(&books->memory, folded_name),
				      .next = *place };
	*place = group;
	return group;
}

struct member *books_add_member(struct books *books, struct user *user)
{
	if (!user->member)
		user->member = arena_alloc(&books->memory, sizeof *user->member);
	return user->member;
}

struct member_role *member_role(struct books *books, struct member *member, uint64_t role_id)
{
	struct member_role **place = &member->roles;
	while (*place && (*place)->role_id < role_id)
		place = &(*place)->next;
	if (!*place || (*place)->role_id != role_id) {
		struct member_role *role = arena_alloc(&books->memory, sizeof *role);
		*role = (struct member_role){ .role_id = role_id, .next = *place };
		*place = role;
	}
	return *place;
}

struct role_delivery *books_loaded_delivery(const struct books *books, uint64_t guild_id,
					    int64_t delivery)
{
	struct pair key = { guild_id, (uint64_t)delivery };
	struct role_delivery *found;
	HASH_FIND(hh, books->role_deliveries, &key, sizeof key, found);
	return found;
}

struct role_delivery *books_add_role_delivery(struct books *books, uint64_t guild_id,
					      int64_t delivery)
{
	struct role_delivery *added = arena_alloc(&books->chunk, sizeof *added);
	added->key = (struct pair){ guild_id, (uint64_t)delivery };
	HASH_ADD(hh, books->role_deliveries, key, sizeof added->key, added);
	return added;
}

struct request *books_loaded_request(const struct books *books, uint64_t guild_id, int64_t request)
{
	struct pair key = { guild_id, (uint64_t)request };
	struct request *found;
	HASH_FIND(hh, books->requests, &key, sizeof key, found);
	return found;
}

void books_add_request(struct books *books, uint64_t guild_id, int64_t request, uint64_t user_id)
{
	struct request *added = books_loaded_request(books, guild_id, request);
	if (added) {
		added->user_id = user_id;
		return;
	}
	added = arena_alloc(&books->chunk, sizeof *added);
	*added = (struct request){ .key = { guild_id, (uint64_t)request }, .user_id = user_id };
	HASH_ADD(hh, books->requests, key, sizeof added->key, added);
}

struct fetched_transaction *books_loaded_transaction(const struct books *books, uint64_t guild_id,
						     int64_t transaction)
{
	struct pair key = { guild_id, (uint64_t)transaction };
	struct fetched_transaction *found;
	HASH_FIND(hh, books->transactions_of_old, &key, sizeof key, found);
	return found;
}

struct fetched_transaction *books_add_transaction(struct books *books, uint64_t guild_id,
						  int64_t transaction)
{
	struct fetched_transaction *added = arena_alloc(&books->chunk, sizeof *added);
	added->key = (struct pair){ guild_id, (uint64_t)transaction };
	added->transaction = transaction;
	HASH_ADD(hh, books->transactions_of_old, key, sizeof added->key, added);
	return added;
}

void books_drop_transactions(struct books *books, uint64_t guild_id)
{
	struct fetched_transaction *known = books->transactions_of_old, *next;
	for (; known; known = next) {
		next = known->hh.next;
		if (known->key.guild_id == guild_id)
			HASH_DEL(books->transactions_of_old, known);
	}
}
