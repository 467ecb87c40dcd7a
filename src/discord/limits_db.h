/* Rows of limits.db, and its transactions. Private to limits.c; times are Unix milliseconds of the
 * wall clock. */
#ifndef DISCORD_LIMITS_DB_H
#define DISCORD_LIMITS_DB_H

#include "discord/limits.h"
#include "record/dm_pace.h"

/* Something held back: of kind "token", "global", "edge" (id 0), of a route ("GET /channels/{}")
 * with its subject, or told. */
struct held {
	char kind[80];
	int64_t until, set_at;
	int failures, http;
	int64_t code;
};
struct bucket {
	int remaining;
	int64_t reset_at, set_at;
	bool known;
};

/* All processes of a token see one state: everything between these is one transaction. HOW is
 * COMMIT or ROLLBACK. */
void limits_begin(struct limits *limits);
void limits_end(struct limits *limits, const char *how);

/* "GET /channels/{}/messages", which names buckets and latches. */
void limits_route_name(const struct route *route, char name[80]);
/* The kind of hold on a channel's embeds: its messages without them go on. */
#define HOLD_OF_EMBEDS "embeds"
/* The kind of hold on the direct messages to a person who takes none. */
#define HOLD_OF_RECIPIENT "recipient"
/* What holds ROUTE back, at most MOST_HOLDS; returns how many. */
enum { MOST_HOLDS = 6 };
int limits_find_holds(struct limits *limits, const struct route *route,
		      struct held held[MOST_HOLDS]);
bool limits_find_hold(struct limits *limits, const char *kind, uint64_t id, int64_t *until,
		      int64_t *set_at);
void limits_put_hold(struct limits *limits, const char *kind, uint64_t id, int64_t wait,
		     int failures, const struct refusal *refusal, int64_t now);
void limits_drop_hold(struct limits *limits, const char *kind, uint64_t id);
void limits_drop_holds(struct limits *limits); /* all of the token */

/* ROUTE NULL: what all routes share. */
bool limits_find_bucket(struct limits *limits, const struct route *route, struct bucket *bucket);
void limits_put_bucket(struct limits *limits, const struct route *route,
		       const struct bucket *bucket, const char *hash);

/* Direct messages that nobody asked for; zeros: none yet. */
struct openings limits_find_openings(struct limits *limits);
void limits_put_openings(struct limits *limits, const struct openings *openings);
struct known_sent limits_find_known_sent(struct limits *limits);
void limits_put_known_sent(struct limits *limits, const struct known_sent *sent);
/* Where USER_ID is written to; 0: not known. *USED: since when it counts as used. */
uint64_t limits_find_channel(struct limits *limits, uint64_t user_id, int64_t *used);
void limits_put_channel(struct limits *limits, uint64_t user_id, uint64_t channel_id, int64_t now);
void limits_drop_channel(struct limits *limits, uint64_t user_id);
/* Drops those that were not used since BEFORE. */
void limits_drop_old_channels(struct limits *limits, int64_t before);

/* One more of NAME ("answers" by HTTP status, "limited" by scope). */
void limits_count(struct limits *limits, const char *name, const char *label);
void limits_add_invalid(struct limits *limits, int64_t now);
/* *COUNT of the last ten minutes; returns the minute of the oldest. */
int64_t limits_oldest_invalid(struct limits *limits, int64_t now, int *count);

#endif
