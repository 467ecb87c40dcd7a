/* Roles, groups and members in the working set. */
#include "ledger/people.h"

#include <stdlib.h>
#include <string.h>

uint64_t role_permissions(const char *text)
{
	return strtoull(text, NULL, 10); /* a number beyond 64 bits is all of them */
}

struct role *guild_loaded_role(const struct guild *guild, uint64_t role_id)
{
	struct role *role = guild->roles;
	while (role && role->role_id != role_id)
		role = role->next;
	return role;
}

struct role *books_add_role(struct books *books, struct guild *guild, uint64_t role_id)
{
	struct role **place = &guild->roles, *role = guild_loaded_role(guild, role_id);
	if (role)
		return role;
	while (*place && (*place)->role_id < role_id)
		place = &(*place)->next;
	role = arena_alloc(&books->memory, sizeof *role);
	*role = (struct role){ .role_id = role_id, .name = "", .folded_name = "", .next = *place };
	*place = role;
	return role;
}

struct role_group *guild_loaded_group(const struct guild *guild, const char *folded_name)
{
	struct role_group *group = guild->groups;
	while (group && strcmp(group->folded_name, folded_name) != 0)
		group = group->next;
	return group;
}

struct role_group *books_add_group(struct books *books, struct guild *guild, const char *name,
				   const char *folded_name)
{
	struct role_group **place = &guild->groups, *group = guild_loaded_group(guild, folded_name);
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
