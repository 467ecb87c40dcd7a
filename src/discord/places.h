/* Where the bot could work: the guilds that it is in, and a guild's channels with what it lacks in
 * each. For setting up. */
#ifndef DISCORD_PLACES_H
#define DISCORD_PLACES_H

#include "discord/discord.h"

/* Asks Discord and prints a place record to stdout for each. False where the list is not whole;
 * what Discord refused is in discord_exit_code(). */
bool places_list_guilds(struct discord *discord);
bool places_list_channels(struct discord *discord, uint64_t guild_id);

#endif
