/* Inviting the bot to a guild. */
#ifndef DISCORD_INVITE_H
#define DISCORD_INVITE_H

#include "discord/discord.h"

/* Appends the link by which an admin invites the bot with the permissions it needs, to GUILD_ID (0:
 * the admin chooses). https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow */
void invite_link(struct buf *out, uint64_t application_id, uint64_t guild_id);
/* The application's id; 0 when Discord does not tell. */
uint64_t invite_application(struct discord *discord);

#endif
