/* A guild, its roles and its members as Discord has them, against what is known: only what changed
 * is printed. */
#ifndef DISCORD_ROSTER_H
#define DISCORD_ROSTER_H

#include "discord/discord.h"
#include "record/record.h"

struct roster_sync;
struct roster_sync *roster_start(struct discord *discord);
void roster_free(struct roster_sync *roster);
/* Asks for this guild, too. */
void roster_add_guild(struct roster_sync *roster, uint64_t guild_id);
/* A guild, role or member record as the books know it; their guild is asked for, too. */
void roster_add_known(struct roster_sync *roster, const struct record *record);
/* Asks Discord and prints to stdout a record for each guild, role and member that is new or
 * changed. Members are listed where the Server Members intent is on, else the known ones are asked
 * for one by one; those who are gone come as left. An answer that is not whole (a guild without
 * @everyone, a list of members without the bot) is set aside: nothing that it lacks is gone. False
 * then. */
bool roster_run(struct roster_sync *roster);

#endif
