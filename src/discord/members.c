/* Members and owners, each looked up once. */
#include "discord/members.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/hash.h"
#include "discord/permissions.h"

enum { UNKNOWN_MEMBER = 10007, UNKNOWN_USER = 10013 };

struct pair_key {
	uint64_t guild_id, user_id;
};
struct known_member {
	struct pair_key key;
	struct members *members;
	struct membership membership;
	UT_hash_handle hh;
};
struct known_guild {
	uint64_t guild_id, owner_id;
	struct members *members;
	bool known, postponed;
	int lookups;
	UT_hash_handle hh;
};
struct members {
	struct discord *discord;
	int most_lookups;
	struct arena arena;
	struct known_member *known;
	struct known_guild *guilds;
	guild_heard *heard; /* NULL: nobody listens */
	void *heard_context;
};

struct members *members_start(struct discord *discord, int most_lookups)
{
	struct members *members = calloc(1, sizeof *members);
	if (!members)
		fail(EX_OSERR, "out of memory");
	members->discord = discord;
	members->most_lookups = most_lookups;
	return members;
}

void members_listen(struct members *members, guild_heard *heard, void *context)
{
	members->heard = heard;
	members->heard_context = context;
}

bool members_asked_guild(const struct members *members, uint64_t guild_id)
{
	const struct known_guild *guild;
	HASH_FIND(hh, members->guilds, &guild_id, sizeof guild_id, guild);
	return guild;
}

void members_free(struct members *members)
{
	HASH_CLEAR(hh, members->known);
	HASH_CLEAR(hh, members->guilds);
	arena_free(&members->arena);
	free(members);
}

static void take_member(void *context, const struct answer *answer)
{
	struct known_member *known = context;
	struct membership *membership = &known->membership;
	struct standing standing;
	bool whole = answer->status == ANSWER_OK && member_is_whole(answer->json);
	if (whole) {
		standing_read_member(&known->members->arena, answer->json, known->key.user_id,
				     discord_now(known->members->discord), &standing);
		membership->member = !json_true(answer->json, "pending") && !standing.timed_out;
		membership->roles = standing.roles;
		membership->role_count = standing.role_count;
	}
	bool left = answer->http == 404 &&
		    (answer->code == UNKNOWN_MEMBER || answer->code == UNKNOWN_USER);
	membership->postponed = answer->no_turn || answer->http == 429;
	membership->known = whole || left;
}

static void take_guild(void *context, const struct answer *answer)
{
	struct known_guild *guild = context;
	guild->postponed = answer->no_turn || answer->http == 429;
	guild->known =
		answer->status == ANSWER_OK && json_id(answer->json, "owner_id", &guild->owner_id);
	if (guild->known && guild->members->heard && guild_is_whole(answer->json))
		guild->members->heard(guild->members->heard_context, answer->json);
}

static struct known_guild *want_guild(struct members *members, uint64_t guild_id)
{
	struct known_guild *guild;
	HASH_FIND(hh, members->guilds, &guild_id, sizeof guild_id, guild);
	if (guild)
		return guild;
	guild = arena_alloc(&members->arena, sizeof *guild);
	guild->guild_id = guild_id;
	guild->members = members;
	HASH_ADD(hh, members->guilds, guild_id, sizeof guild->guild_id, guild);
	discord_call(members->discord, &(struct route){ .id = ROUTE_GUILD, .ids = { guild_id } },
		     NULL, true, take_guild, guild);
	return guild;
}

void members_want(struct members *members, uint64_t guild_id, uint64_t user_id)
{
	struct pair_key key = { guild_id, user_id };
	struct known_member *known;
	struct known_guild *guild = want_guild(members, guild_id);
	HASH_FIND(hh, members->known, &key, sizeof key, known);
	if (known || (members->most_lookups && guild->lookups >= members->most_lookups))
		return;
	guild->lookups++;
	known = arena_alloc(&members->arena, sizeof *known);
	known->key = key;
	known->members = members;
	HASH_ADD(hh, members->known, key, sizeof known->key, known);
	discord_call(members->discord,
		     &(struct route){ .id = ROUTE_MEMBER, .ids = { guild_id, user_id } }, NULL,
		     true, take_member, known);
}

struct membership members_find(const struct members *members, uint64_t guild_id, uint64_t user_id)
{
	struct pair_key key = { guild_id, user_id };
	const struct known_member *known;
	const struct known_guild *guild;
	HASH_FIND(hh, members->known, &key, sizeof key, known);
	HASH_FIND(hh, members->guilds, &guild_id, sizeof guild_id, guild);
	struct membership membership =
		known ? known->membership : (struct membership){ .postponed = true };
	membership.postponed |= !guild || guild->postponed;
	membership.known &= guild && guild->known;
	membership.owner = membership.member && guild && guild->owner_id == user_id;
	return membership;
}
