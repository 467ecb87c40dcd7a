/* Who a user is in a guild now: asked once a run. */
#ifndef DISCORD_MEMBERS_H
#define DISCORD_MEMBERS_H

#include "discord/discord.h"

struct membership {
	bool known;     /* false: Discord did not tell, for now */
	bool postponed; /* not asked: a limit, the run's time, or its guild's share of lookups came
			   first */
	bool member;    /* in the guild, past its screening, not timed out */
	bool owner;
	uint64_t *roles; /* without @everyone */
	size_t role_count;
};

struct members;
/* At most MOST_LOOKUPS users of one guild are asked for; 0: all. */
struct members *members_start(struct discord *discord, int most_lookups);
void members_free(struct members *members);
/* HEARD gets each guild, Discord's object, that is asked for and comes whole; it lives until HEARD
 * returns. */
typedef void guild_heard(void *context, const cJSON *guild);
void members_listen(struct members *members, guild_heard *heard, void *context);
/* Whether the guild was asked for in this run. */
bool members_asked_guild(const struct members *members, uint64_t guild_id);
/* Asks for a user of a guild unless that was done, or its guild has had all its lookups; the answer
 * is there after discord_run(). */
void members_want(struct members *members, uint64_t guild_id, uint64_t user_id);
/* What is known; belongs to MEMBERS. The user must have been wanted. */
struct membership members_find(const struct members *members, uint64_t guild_id, uint64_t user_id);

#endif
