/* The bot itself in the guilds whose commands ask for it: where it ranks, and what it may do in
 * which channel. Asked once a run. */
#ifndef DISCORD_SELF_H
#define DISCORD_SELF_H

#include "discord/members.h"
#include "record/record.h"

struct self;
/* Listens to MEMBERS, which ask for each guild anyway. */
struct self *self_start(struct discord *discord, struct members *members);
void self_free(struct self *self);

/* Asks who the bot is in the guild, and with CHANNELS for the guild's channels, unless that was
 * done. Before members_want() of that guild; the answers are there after discord_run(). */
void self_want(struct self *self, uint64_t guild_id, bool channels);
/* What channel ID is to the guild, which must have been wanted with its channels. One request a
 * guild tells, however many are named: what it does not list need not be asked for, which anybody
 * could have the bot do until Discord bans it. */
struct channel_fact self_channel(struct self *self, uint64_t guild_id, uint64_t id);
/* Whether what is not known of it was not even asked: a limit, or the end of the run, came first.
 */
bool self_postponed(const struct self *self, uint64_t guild_id);
/* Appends records of the guild and its roles as they are now, the first time in a run; nothing
 * where they are not known. */
void self_write_roster(struct self *self, uint64_t guild_id, struct buf *out);

#endif
