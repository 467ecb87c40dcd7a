/* Synchronising a guild's people and roles. */
#include "discord/roster.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/hash.h"
#include "base/output.h"
#include "discord/objects.h"
#include "discord/permissions.h"

enum { MEMBERS_PER_PAGE = 1000, UNKNOWN_MEMBER = 10007, UNKNOWN_USER = 10013 };
#define FLAG_GUILD_MEMBERS \
	(INT64_C(3)        \
	 << 14) /* either bit: https://discord.com/developers/docs/resources/application */

struct entity_key {
	uint64_t guild_id, id;
	int type;
	int pad;
};
struct known { /* a record as the books have it */
	struct entity_key key;
	const char *line, *name;
	bool left, seen, forgotten;
	UT_hash_handle hh;
};
struct synced_guild {
	struct roster_sync *roster;
	uint64_t guild_id, after;
	bool bot_listed, torn; /* TORN: a page of members was not whole */
	struct standing bot;   /* its roles, and the position of the highest */
	struct synced_guild *next;
};
struct asked_member {
	struct synced_guild *guild;
	struct known *known;
};

struct roster_sync {
	struct discord *discord;
	struct arena arena;
	struct known *known;
	struct synced_guild *guilds;
	uint64_t bot_id;
	bool may_list;
	bool set_aside;
	struct buf out;
};

struct roster_sync *roster_start(struct discord *discord)
{
	struct roster_sync *roster = calloc(1, sizeof *roster);
	if (!roster)
		fail(EX_OSERR, "out of memory");
	roster->discord = discord;
	return roster;
}

void roster_free(struct roster_sync *roster)
{
	HASH_CLEAR(hh, roster->known);
	arena_free(&roster->arena);
	buf_free(&roster->out);
	free(roster);
}

void roster_add_guild(struct roster_sync *roster, uint64_t guild_id)
{
	for (const struct synced_guild *guild = roster->guilds; guild; guild = guild->next)
		if (guild->guild_id == guild_id)
			return;
	struct synced_guild *guild = arena_alloc(&roster->arena, sizeof *guild);
	*guild = (struct synced_guild){ .roster = roster,
					.guild_id = guild_id,
					.next = roster->guilds };
	roster->guilds = guild;
}

static void write_entity(struct buf *out, const struct record *record)
{
	if (record->type == RECORD_GUILD)
		record_write_guild(out, &record->guild);
	else if (record->type == RECORD_ROLE)
		record_write_role(out, &record->role);
	else
		record_write_member(out, &record->member);
}

static struct entity_key key_of(const struct record *record)
{
	struct entity_key key = { .type = (int)record->type };
	key.guild_id = record->type == RECORD_GUILD  ? record->guild.guild_id
		       : record->type == RECORD_ROLE ? record->role.guild_id
						     : record->member.guild_id;
	key.id = record->type == RECORD_GUILD  ? 0
		 : record->type == RECORD_ROLE ? record->role.role_id
					       : record->member.user_id;
	return key;
}

static struct known *find_known(const struct roster_sync *roster, const struct record *record)
{
	struct entity_key key = key_of(record);
	struct known *known;
	HASH_FIND(hh, roster->known, &key, sizeof key, known);
	return known;
}

void roster_add_known(struct roster_sync *roster, const struct record *record)
{
	struct buf line = { 0 };
	if (record->type != RECORD_GUILD && record->type != RECORD_ROLE &&
	    record->type != RECORD_MEMBER)
		return;
	struct known *known = find_known(roster, record);
	if (!known) {
		known = arena_alloc(&roster->arena, sizeof *known);
		known->key = key_of(record);
		HASH_ADD(hh, roster->known, key, sizeof known->key, known);
	}
	/* else no line that comes is the same */
	if (record->type != RECORD_MEMBER || !record->member.recheck)
		write_entity(&line, record);
	known->line = arena_copy(&roster->arena, buf_string(&line), line.length);
	if (record->type != RECORD_GUILD)
		known->name = arena_strdup(&roster->arena, record->type == RECORD_ROLE
								   ? record->role.name
								   : record->member.name);
	known->left = record->type == RECORD_MEMBER && record->member.left;
	known->forgotten = record->type == RECORD_MEMBER && record->member.forgotten;
	buf_free(&line);
	roster_add_guild(roster, key_of(record).guild_id);
}

/* Prints the record unless the books have it so. */
static void tell(struct roster_sync *roster, const struct record *record)
{
	struct known *known = find_known(roster, record);
	size_t start = roster->out.length;
	write_entity(&roster->out, record);
	if (known)
		known->seen = true;
	if (known && strcmp(known->line, roster->out.bytes + start) == 0) {
		roster->out.length = start;
		roster->out.bytes[start] = '\0';
	}
	if (roster->out.length > 64 * 1024)
		buf_flush(&roster->out, STDOUT_FILENO);
}

static void set_aside(struct synced_guild *guild, const char *what)
{
	log_line(LOG_WARN, "incomplete-answer",
		 "guild %ju: Discord's answer is incomplete (%s); it was set aside, nothing "
		 "counts as gone, and the next run asks again",
		 guild->guild_id, what);
	guild->roster->set_aside = true;
}

static int by_role(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

static void tell_member(struct roster_sync *roster, uint64_t guild_id, const cJSON *json)
{
	struct arena arena = { 0 };
	struct record record = { .type = RECORD_MEMBER };
	if (member_from_discord(&arena, json, guild_id, &record.member)) {
		qsort(record.member.roles, record.member.role_count, sizeof *record.member.roles,
		      by_role); /* as the books list them */
		const struct known *known = find_known(roster, &record);
		if (known && known->forgotten) {
			record.member.name = known->name;
			record.member.nick = NULL;
			record.member.forgotten = true;
		}
		tell(roster, &record);
	}
	arena_free(&arena);
}

static void tell_left(struct roster_sync *roster, struct known *known)
{
	struct record record = { .type = RECORD_MEMBER,
				 .member = { .guild_id = known->key.guild_id,
					     .user_id = known->key.id,
					     .name = known->name,
					     .left = true } };
	if (!known->left)
		tell(roster, &record);
}

static void ask_members(struct synced_guild *guild);

static void take_one(void *context, const struct answer *answer)
{
	struct asked_member *asked = context;
	struct roster_sync *roster = asked->guild->roster;
	if (answer->status == ANSWER_OK && !member_is_whole(answer->json))
		set_aside(asked->guild, "a member without roles");
	else if (answer->status == ANSWER_OK)
		tell_member(roster, asked->guild->guild_id, answer->json);
	else if (answer->http == 404 &&
		 (answer->code == UNKNOWN_MEMBER || answer->code == UNKNOWN_USER))
		tell_left(roster, asked->known);
}

static void ask_one_by_one(struct synced_guild *guild)
{
	struct roster_sync *roster = guild->roster;
	for (struct known *known = roster->known; known; known = known->hh.next) {
		if (known->key.guild_id != guild->guild_id || known->key.type != RECORD_MEMBER)
			continue;
		struct asked_member *asked = arena_alloc(&roster->arena, sizeof *asked);
		*asked = (struct asked_member){ guild, known };
		discord_call(roster->discord,
			     &(struct route){ .id = ROUTE_MEMBER,
					      .ids = { guild->guild_id, known->key.id } },
			     NULL, true, take_one, asked);
	}
}

static void take_listed(struct synced_guild *guild, const cJSON *member)
{
	uint64_t id = 0;
	bool whole = member_is_whole(member);
	json_id(json_get(member, "user"), "id", &id);
	guild->after = id > guild->after ? id : guild->after;
	guild->bot_listed |= id == guild->roster->bot_id;
	guild->torn |= !whole;
	if (whole)
		tell_member(guild->roster, guild->guild_id, member);
}

static void tell_those_who_left(struct synced_guild *guild)
{
	for (struct known *known = guild->roster->known; known; known = known->hh.next)
		if (known->key.guild_id == guild->guild_id && known->key.type == RECORD_MEMBER &&
		    !known->seen)
			tell_left(guild->roster, known);
}

static void take_page(void *context, const struct answer *answer)
{
	struct synced_guild *guild = context;
	const cJSON *member;
	uint64_t before = guild->after;
	int received = 0;
	if (answer->status != ANSWER_OK) {
		if (answer->http == 403)
			ask_one_by_one(guild);
		return;
	}
	cJSON_ArrayForEach(member, answer->json)
	{
		received++;
		take_listed(guild, member);
	}
	if (received == MEMBERS_PER_PAGE && guild->after > before)
		ask_members(guild);
	else if (guild->torn || !guild->bot_listed || received == MEMBERS_PER_PAGE)
		set_aside(guild, guild->torn         ? "a member without roles"
				 : guild->bot_listed ? "the same members again"
						     : "a list of members without the bot");
	else
		tell_those_who_left(guild);
}

static void ask_members(struct synced_guild *guild)
{
	struct route route = { .id = ROUTE_MEMBERS,
			       .ids = { guild->guild_id },
			       .after = guild->after,
			       .limit = MEMBERS_PER_PAGE };
	discord_call(guild->roster->discord, &route, NULL, true, take_page, guild);
}

static void tell_roles(struct synced_guild *guild, const cJSON *roles)
{
	struct roster_sync *roster = guild->roster;
	const cJSON *json;
	cJSON_ArrayForEach(json, roles)
	{
		struct record record = { .type = RECORD_ROLE };
		role_from_discord(json, guild->guild_id, &record.role);
		tell(roster, &record);
	}
	for (struct known *known = roster->known; known; known = known->hh.next)
		if (known->key.guild_id == guild->guild_id && known->key.type == RECORD_ROLE &&
		    !known->seen)
			tell(roster, &(struct record){ .type = RECORD_ROLE,
						       .role = { .guild_id = guild->guild_id,
								 .role_id = known->key.id,
								 .name = known->name,
								 .permissions = "0",
								 .gone = true } });
}

static void take_guild(void *context, const struct answer *answer)
{
	struct synced_guild *guild = context;
	struct roster_sync *roster = guild->roster;
	struct record record = { .type = RECORD_GUILD };
	if (answer->status != ANSWER_OK)
		return;
	if (!guild_is_whole(answer->json)) {
		set_aside(guild, "no @everyone, or no owner");
		return;
	}
	standing_read_guild(answer->json, &guild->bot);
	guild_from_discord(answer->json, &guild->bot, &record.guild);
	tell_roles(guild, json_get(answer->json, "roles"));
	tell(roster, &record);
	if (roster->may_list)
		ask_members(guild);
	else
		ask_one_by_one(guild);
}

static void take_bot_member(void *context, const struct answer *answer)
{
	struct synced_guild *guild = context;
	if (answer->status == ANSWER_OK && !member_is_whole(answer->json)) {
		set_aside(guild, "the bot without roles");
		return;
	}
	standing_read_member(
		&guild->roster->arena, answer->status == ANSWER_OK ? answer->json : NULL,
		guild->roster->bot_id, discord_now(guild->roster->discord), &guild->bot);
	discord_call(guild->roster->discord,
		     &(struct route){ .id = ROUTE_GUILD, .ids = { guild->guild_id } }, NULL, true,
		     take_guild, guild);
}

static void take_bot(void *context, const struct answer *answer)
{
	struct roster_sync *roster = context;
	json_id(answer->json, "id", &roster->bot_id);
}

static void take_application(void *context, const struct answer *answer)
{
	struct roster_sync *roster = context;
	roster->may_list = json_integer(answer->json, "flags", 0) & FLAG_GUILD_MEMBERS;
}

bool roster_run(struct roster_sync *roster)
{
	discord_call(roster->discord, &(struct route){ .id = ROUTE_ME }, NULL, true, take_bot,
		     roster);
	discord_call(roster->discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application, roster);
	discord_run(roster->discord);
	if (!roster->bot_id)
		return true; /* why is on stderr */
	for (struct synced_guild *guild = roster->guilds; guild; guild = guild->next)
		discord_call(roster->discord,
			     &(struct route){ .id = ROUTE_MEMBER,
					      .ids = { guild->guild_id, roster->bot_id } },
			     NULL, true, take_bot_member, guild);
	discord_run(roster->discord);
	buf_flush(&roster->out, STDOUT_FILENO);
	return !roster->set_aside;
}
