/* Asking for the commands of guilds, and writing what differs. */
#include <string.h>

#include "base/fail.h"
#include "command/slash.h"
#include "discord/commands.h"

struct syncing {
	struct discord *discord;
	uint64_t application_id;
	const struct commands_order *order;
	commands_callback *tell;
	void *context;
	struct buf wanted;
};

/* A guild whose commands are being asked for. */
struct synced_commands {
	struct syncing *syncing;
	uint64_t guild_id;
	struct arena arena;
	struct command_changes changes;
	struct buf body;
	struct payload payload;
};

static void take_application(void *context, const struct answer *answer)
{
	struct commands_application *application = context;
	if (answer->status != ANSWER_OK || !json_id(answer->json, "id", &application->id))
		return;
	const char *url = json_text(answer->json, "interactions_endpoint_url");
	application->has_endpoint = url && *url;
}

bool commands_application(struct discord *discord, struct commands_application *application)
{
	*application = (struct commands_application){ 0 };
	discord_call(discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application, application);
	discord_run(discord);
	return application->id;
}

static void tell(struct synced_commands *guild, enum command_sync result)
{
	struct syncing *syncing = guild->syncing;
	syncing->tell(syncing->context, guild->guild_id, result, &guild->changes);
}

static void take_written(void *context, const struct answer *answer)
{
	tell(context, answer->status == ANSWER_OK ? COMMANDS_WRITTEN : COMMANDS_FAILED);
}

static struct route commands_route(const struct synced_commands *guild, enum route_id id)
{
	return (struct route){ .id = id,
			       .ids = { guild->syncing->application_id, guild->guild_id },
			       .guild_id = guild->guild_id };
}

static void write_commands(struct synced_commands *guild, const cJSON *registered)
{
	struct syncing *syncing = guild->syncing;
	size_t count = commands_body(&guild->arena, registered, buf_string(&syncing->wanted),
				     syncing->order->remove, &guild->body);
	if (count > SLASH_MOST_COMMANDS) {
		tell(guild, COMMANDS_TOO_MANY);
		return;
	}
	struct route route = commands_route(guild, ROUTE_COMMANDS_SET);
	guild->payload.json = buf_string(&guild->body);
	discord_call(syncing->discord, &route, &guild->payload, true, take_written, guild);
}

static void take_registered(void *context, const struct answer *answer)
{
	struct synced_commands *guild = context;
	const struct syncing *syncing = guild->syncing;
	const char *why;
	if (answer->status != ANSWER_OK || !cJSON_IsArray(answer->json)) {
		tell(guild, COMMANDS_FAILED);
		return;
	}
	char *text = arena_strdup(&guild->arena, buf_string(&syncing->wanted));
	commands_compare(&guild->arena, answer->json,
			 json_value(&guild->arena, text, strlen(text), &why), &guild->changes);
	bool differs = guild->changes.added_count || guild->changes.changed_count ||
		       (syncing->order->remove && guild->changes.unknown_count);
	if (!differs)
		tell(guild, COMMANDS_SAME);
	else if (syncing->order->write)
		write_commands(guild, answer->json);
	else
		tell(guild, COMMANDS_DIFFER);
}

void commands_sync(struct discord *discord, uint64_t application_id, const uint64_t *guilds,
		   size_t count, const struct commands_order *order, commands_callback *tell_result,
		   void *context)
{
	struct arena arena = { 0 };
	struct syncing syncing = { .discord = discord,
				   .application_id = application_id,
				   .order = order,
				   .tell = tell_result,
				   .context = context };
	struct synced_commands *all = arena_alloc(&arena, (count + 1) * sizeof *all);
	slash_write(&syncing.wanted);
	for (size_t i = 0; i < count; i++) {
		all[i] = (struct synced_commands){ .syncing = &syncing, .guild_id = guilds[i] };
		struct route route = commands_route(&all[i], ROUTE_COMMANDS);
		discord_call(discord, &route, NULL, true, take_registered, &all[i]);
	}
	discord_run(discord);
	for (size_t i = 0; i < count; i++) {
		arena_free(&all[i].arena);
		buf_free(&all[i].body);
	}
	buf_free(&syncing.wanted);
	arena_free(&arena);
}
