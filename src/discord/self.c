/* The bot's member, the guild and its channels, kept until all of them are there. */
#include "discord/self.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/hash.h"
#include "discord/objects.h"
#include "discord/permissions.h"

struct self_guild {
	uint64_t guild_id;
	struct self *self;
	struct standing standing;
	bool known;     /* STANDING has the bot's roles */
	bool ranked;    /* STANDING has all */
	bool postponed; /* something of it was not asked: a limit, or the end of the run, came first
			 */
	bool channels_asked, told;
	const cJSON *json, *channels; /* Discord's objects; NULL: not here */
	UT_hash_handle hh;
};
struct self {
	struct discord *discord;
	struct members *members;
	struct arena arena;
	struct self_guild *guilds;
	uint64_t bot_id;
	bool asked, postponed; /* who the bot is */
};

static struct self_guild *find_guild(const struct self *self, uint64_t guild_id)
{
	struct self_guild *guild;
	HASH_FIND(hh, self->guilds, &guild_id, sizeof guild_id, guild);
	return guild;
}

/* A copy that stays. */
static const cJSON *keep(struct self *self, const cJSON *json)
{
	const char *why;
	char *text = json_print(&self->arena, json);
	return json_value(&self->arena, text, strlen(text), &why);
}

static void hear_guild(void *context, const cJSON *json)
{
	struct self *self = context;
	uint64_t guild_id = 0;
	json_id(json, "id", &guild_id);
	struct self_guild *guild = find_guild(self, guild_id);
	if (guild && !guild->json)
		guild->json = keep(self, json);
}

struct self *self_start(struct discord *discord, struct members *members)
{
	struct self *self = calloc(1, sizeof *self);
	if (!self)
		fail(EX_OSERR, "out of memory");
	self->discord = discord;
	self->members = members;
	members_listen(members, hear_guild, self);
	return self;
}

void self_free(struct self *self)
{
	HASH_CLEAR(hh, self->guilds);
	arena_free(&self->arena);
	free(self);
}

static bool had_no_turn(const struct answer *answer)
{
	return answer->no_turn || answer->http == 429;
}

static void take_member(void *context, const struct answer *answer)
{
	struct self_guild *guild = context;
	struct self *self = guild->self;
	guild->postponed |= had_no_turn(answer);
	guild->known = answer->status == ANSWER_OK && member_is_whole(answer->json);
	if (guild->known)
		standing_read_member(&self->arena, answer->json, self->bot_id,
				     discord_now(self->discord), &guild->standing);
}

static void ask_member(struct self_guild *guild)
{
	struct route route = { .id = ROUTE_MEMBER,
			       .ids = { guild->guild_id, guild->self->bot_id } };
	discord_call(guild->self->discord, &route, NULL, true, take_member, guild);
}

static void take_me(void *context, const struct answer *answer)
{
	struct self *self = context;
	self->postponed = had_no_turn(answer);
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &self->bot_id))
		return;
	for (struct self_guild *guild = self->guilds; guild; guild = guild->hh.next)
		ask_member(guild);
}

static void take_channels(void *context, const struct answer *answer)
{
	struct self_guild *guild = context;
	guild->postponed |= had_no_turn(answer);
	if (answer->status == ANSWER_OK && cJSON_IsArray(answer->json))
		guild->channels = keep(guild->self, answer->json);
}

static void take_guild(void *context, const struct answer *answer)
{
	struct self_guild *guild = context;
	guild->postponed |= had_no_turn(answer);
	if (answer->status == ANSWER_OK && guild_is_whole(answer->json))
		hear_guild(guild->self, answer->json);
}

void self_want(struct self *self, uint64_t guild_id, bool channels)
{
	struct self_guild *guild = find_guild(self, guild_id);
	if (!guild) {
		guild = arena_alloc(&self->arena, sizeof *guild);
		*guild = (struct self_guild){ .guild_id = guild_id, .self = self };
		HASH_ADD(hh, self->guilds, guild_id, sizeof guild->guild_id, guild);
		if (self->bot_id)
			ask_member(guild);
		/* before anybody listened for it */
		if (members_asked_guild(self->members, guild_id))
			discord_call(self->discord,
				     &(struct route){ .id = ROUTE_GUILD, .ids = { guild_id } },
				     NULL, true, take_guild, guild);
	}
	if (!self->asked)
		discord_call(self->discord, &(struct route){ .id = ROUTE_ME }, NULL, true, take_me,
			     self);
	if (channels && !guild->channels_asked)
		discord_call(self->discord,
			     &(struct route){ .id = ROUTE_GUILD_CHANNELS, .ids = { guild_id } },
			     NULL, true, take_channels, guild);
	self->asked = true;
	guild->channels_asked |= channels;
}

/* Puts the bot's standing together; false where something is missing. */
static bool rank(struct self_guild *guild)
{
	if (!guild || !guild->known || !guild->json)
		return false;
	if (!guild->ranked)
		standing_read_guild(guild->json, &guild->standing);
	guild->ranked = true;
	return true;
}

bool self_postponed(const struct self *self, uint64_t guild_id)
{
	const struct self_guild *guild = find_guild(self, guild_id);
	return self->postponed || (guild && guild->postponed);
}

struct channel_fact self_channel(struct self *self, uint64_t guild_id, uint64_t id)
{
	struct channel_fact fact = { .id = id, .state = CHANNEL_UNKNOWN };
	struct self_guild *guild = find_guild(self, guild_id);
	const cJSON *channel;
	uint64_t listed;
	if (!rank(guild) || !guild->channels)
		return fact;
	fact.state = CHANNEL_UNSEEN;
	cJSON_ArrayForEach(channel, guild->channels)
	{
		if (!json_id(channel, "id", &listed) || listed != id ||
		    !json_id(channel, "guild_id", &fact.guild_id))
			continue;
		fact.state = CHANNEL_SEEN;
		fact.type = json_integer(channel, "type", 0);
		fact.lacks = channel_lacks(&guild->standing, channel);
	}
	return fact;
}

void self_write_roster(struct self *self, uint64_t guild_id, struct buf *out)
{
	struct self_guild *guild = find_guild(self, guild_id);
	struct guild_record record;
	const cJSON *role;
	if (!rank(guild) || guild->told)
		return;
	guild->told = true;
	cJSON_ArrayForEach(role, json_get(guild->json, "roles"))
	{
		struct role_record seen;
		role_from_discord(role, guild_id, &seen);
		record_write_role(out, &seen);
	}
	guild_from_discord(guild->json, &guild->standing, &record);
	record_write_guild(out, &record);
}
