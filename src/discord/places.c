/* Guilds and channels to choose from. */
#include "discord/places.h"

#include <unistd.h>

#include "base/output.h"
#include "discord/permissions.h"
#include "record/record.h"

enum { GUILDS_PER_PAGE = 200 };

struct listing {
	struct discord *discord;
	uint64_t guild_id, after, bot_id;
	struct standing standing; /* of the bot in the guild */
	struct arena arena;       /* of its roles */
	bool whole;
	struct buf out;
};

static void take_guilds(void *context, const struct answer *answer);

static void ask_guilds(struct listing *listing)
{
	struct route route = { .id = ROUTE_MY_GUILDS,
			       .after = listing->after,
			       .limit = GUILDS_PER_PAGE };
	discord_call(listing->discord, &route, NULL, true, take_guilds, listing);
}

static void take_guilds(void *context, const struct answer *answer)
{
	struct listing *listing = context;
	const cJSON *guild;
	uint64_t before = listing->after;
	int received = 0;
	if (answer->status != ANSWER_OK || !cJSON_IsArray(answer->json))
		return;
	cJSON_ArrayForEach(guild, answer->json)
	{
		struct place_record place = { .name = json_text(guild, "name") };
		received++;
		if (!json_id(guild, "id", &place.guild_id) || !place.name)
			continue;
		listing->after = place.guild_id > listing->after ? place.guild_id : listing->after;
		record_write_place(&listing->out, &place);
	}
	if (received == GUILDS_PER_PAGE && listing->after > before)
		ask_guilds(listing);
	else
		listing->whole = true;
}

bool places_list_guilds(struct discord *discord)
{
	struct listing listing = { .discord = discord };
	ask_guilds(&listing);
	discord_run(discord);
	buf_flush(&listing.out, STDOUT_FILENO);
	buf_free(&listing.out);
	return listing.whole;
}

static void take_channels(void *context, const struct answer *answer)
{
	struct listing *listing = context;
	const cJSON *channel;
	if (answer->status != ANSWER_OK || !cJSON_IsArray(answer->json))
		return;
	cJSON_ArrayForEach(channel, answer->json)
	{
		struct place_record place = { .guild_id = listing->guild_id,
					      .name = json_text(channel, "name") };
		if (!json_id(channel, "id", &place.channel_id) || !place.name)
			continue;
		place.kind = channel_kind(json_integer(channel, "type", -1));
		place.position = json_integer(channel, "position", 0);
		place.lacks = channel_lacks(&listing->standing, channel);
		record_write_place(&listing->out, &place);
	}
	listing->whole = true;
}

static void ask(struct listing *listing, enum route_id id, uint64_t user_id, answer_callback *take)
{
	struct route route = { .id = id, .ids = { listing->guild_id, user_id } };
	discord_call(listing->discord, &route, NULL, true, take, listing);
}

static void take_guild(void *context, const struct answer *answer)
{
	struct listing *listing = context;
	if (answer->status != ANSWER_OK || !guild_is_whole(answer->json))
		return;
	standing_read_guild(answer->json, &listing->standing);
	ask(listing, ROUTE_GUILD_CHANNELS, 0, take_channels);
}

static void take_member(void *context, const struct answer *answer)
{
	struct listing *listing = context;
	if (answer->status != ANSWER_OK || !member_is_whole(answer->json))
		return;
	standing_read_member(&listing->arena, answer->json, listing->bot_id,
			     discord_now(listing->discord), &listing->standing);
	ask(listing, ROUTE_GUILD, 0, take_guild);
}

static void take_me(void *context, const struct answer *answer)
{
	struct listing *listing = context;
	if (answer->status == ANSWER_OK && json_id(answer->json, "id", &listing->bot_id))
		ask(listing, ROUTE_MEMBER, listing->bot_id, take_member);
}

bool places_list_channels(struct discord *discord, uint64_t guild_id)
{
	struct listing listing = { .discord = discord, .guild_id = guild_id };
	discord_call(discord, &(struct route){ .id = ROUTE_ME }, NULL, true, take_me, &listing);
	discord_run(discord);
	buf_flush(&listing.out, STDOUT_FILENO);
	buf_free(&listing.out);
	arena_free(&listing.arena);
	return listing.whole;
}
