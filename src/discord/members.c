/* Members and owners, each looked up once. */
#include "discord/members.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/instant.h"
#include "discord/permissions.h"

enum { UNKNOWN_MEMBER = 10007, UNKNOWN_USER = 10013 };

struct pair_key { uint64_t guild_id, user_id; };
struct known_member { struct pair_key key; struct members *members; struct membership membership; UT_hash_handle hh; };
struct known_guild { uint64_t guild_id, owner_id; bool known, postponed; int lookups; UT_hash_handle hh; };
struct members {
	struct discord *discord;
	int most_lookups;
	struct arena arena;
	struct known_member *known;
	struct known_guild *guilds;
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

void members_free(struct members *members)
{
	HASH_CLEAR(hh, members->known);
	HASH_CLEAR(hh, members->guilds);
	arena_free(&members->arena);
	free(members);
}

bool member_may_act(const cJSON *member, int64_t now)
{
	const char *timeout = json_text(member, "communication_disabled_until"); /* may lie in the past */
	int64_t until = 0;
	return !json_true(member, "pending") && !(timeout && instant_parse(timeout, &until) && until > now);
}

static void take_member(void *context, const struct answer *answer)
{
	struct known_member *known = context;
	struct membership *membership = &known->membership;
	struct standing standing;
	if (answer->status == ANSWER_OK && answer->json) {
		standing_read_member(&known->members->arena, answer->json, known->key.user_id, &standing);
		membership->member = member_may_act(answer->json, discord_now(known->members->discord));
		membership->roles = standing.roles;
		membership->role_count = standing.role_count;
	}
	bool left = answer->http == 404 && (answer->code == UNKNOWN_MEMBER || answer->code == UNKNOWN_USER);
	membership->postponed = answer->no_turn || answer->http == 429;
	membership->known = (answer->status == ANSWER_OK && answer->json) || left;
}

static void take_guild(void *context, const struct answer *answer)
{
	struct known_guild *guild = context;
	guild->postponed = answer->no_turn || answer->http == 429;
	guild->known = answer->status == ANSWER_OK && json_id(answer->json, "owner_id", &guild->owner_id);
}

static struct known_guild *want_guild(struct members *members, uint64_t guild_id)
{
	struct known_guild *guild;
	HASH_FIND(hh, members->guilds, &guild_id, sizeof guild_id, guild);
	if (guild)
		return guild;
	guild = arena_alloc(&members->arena, sizeof *guild);
	guild->guild_id = guild_id;
	HASH_ADD(hh, members->guilds, guild_id, sizeof guild->guild_id, guild);
	discord_call(members->discord, &(struct route){ .id = ROUTE_GUILD, .ids = { guild_id } }, NULL, true, take_guild, guild);
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
	discord_call(members->discord, &(struct route){ .id = ROUTE_MEMBER, .ids = { guild_id, user_id } }, NULL, true, take_member, known);
}

struct membership members_find(const struct members *members, uint64_t guild_id, uint64_t user_id)
{
	struct pair_key key = { guild_id, user_id };
	const struct known_member *known;
	const struct known_guild *guild;
	HASH_FIND(hh, members->known, &key, sizeof key, known);
	HASH_FIND(hh, members->guilds, &guild_id, sizeof guild_id, guild);
	struct membership membership = known ? known->membership : (struct membership){ .postponed = true };
	membership.postponed |= !guild || guild->postponed;
	membership.known &= guild && guild->known;
	membership.owner = membership.member && guild && guild->owner_id == user_id;
	return membership;
}
