/* The link of an invitation, and the application that it names. */
#include "discord/invite.h"

#include "discord/permissions.h"

void invite_link(struct buf *out, uint64_t application_id, uint64_t guild_id)
{
	buf_printf(out,
		   "https://discord.com/oauth2/authorize?client_id=%ju&scope=bot&permissions=%ju",
		   application_id, PERMISSIONS_WANTED);
	if (guild_id)
		buf_printf(out, "&guild_id=%ju&disable_guild_select=true", guild_id);
}

static void take_application_id(void *context, const struct answer *answer)
{
	if (answer->status == ANSWER_OK)
		json_id(answer->json, "id", context);
}

uint64_t invite_application(struct discord *discord)
{
	uint64_t id = 0;
	discord_call(discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_application_id, &id);
	discord_run(discord);
	return id;
}
