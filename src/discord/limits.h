/* What Discord allows and has refused, kept over runs in limits.db: every network tool of a token
 * shares it. https://discord.com/developers/docs/topics/rate-limits */
#ifndef DISCORD_LIMITS_H
#define DISCORD_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "discord/route.h"

struct limits;

/* Opens or creates limits.db in FOLDER. TOKEN_KEY as of token_key(). Exits with a sysexits code
 * when it cannot. Times here are Unix milliseconds of the wall clock, given by the caller. */
struct limits *limits_open(const char *folder, const char *token_key);
/* Makes FOLDER and those above it, mode 0700, where they are missing; exits when it cannot. */
void limits_make_folder(const char *folder);
void limits_close(struct limits *limits);

/* Why a request must not be sent before UNTIL. */
enum hold_reason {
	HOLD_NONE,
	HOLD_BUCKET,
	HOLD_GLOBAL,
	HOLD_INVALID_REQUESTS,
	HOLD_EDGE,
	HOLD_TOKEN,
	HOLD_SUBJECT,
	HOLD_RECIPIENT,
	HOLD_PACE /* this minute's share of new direct messages is used up, or this second's of
		     others */
};
struct hold {
	enum hold_reason reason;
	int64_t until;
	int http; /* of what was refused; 0: nothing was */
	int64_t code;
	bool provisional; /* only until the answer to the request under way tells more */
};

/* Whether ROUTE may be called at NOW: then it counts as called. Otherwise *HOLD says why not and
 * until when. */
bool limits_take(struct limits *limits, const struct route *route, int64_t now, struct hold *hold);

/* What an answer said about limits; -1 where it said nothing. */
struct limit_headers {
	int remaining;
	int64_t reset_after_ms, retry_after_ms;
	bool global, shared;
	char bucket[40]; /* empty: none */
};
struct refusal {
	int http;       /* the status; 0: no answer came */
	int64_t code;   /* Discord's; 0: none */
	bool from_edge; /* no JSON came: a proxy before Discord refused it */
};
/* Whether what ROUTE is about was refused, and not allowed since. */
bool limits_refused(struct limits *limits, const struct route *route);
/* Keeps what the answer to ROUTE said. Returns how long this very request should wait, in
 * milliseconds (0: it need not). */
int64_t limits_note(struct limits *limits, const struct route *route,
		    const struct limit_headers *headers, const struct refusal *refusal,
		    int64_t now);

/* No answer came to ROUTE, so that none tells of its limit: the next one may go. */
void limits_note_silence(struct limits *limits, const struct route *route, int64_t now);

/* The channel of direct messages with USER_ID, which was opened in one of the last months; 0: none
 * is known. */
uint64_t limits_channel(struct limits *limits, uint64_t user_id, int64_t now);
/* Keeps it; CHANNEL_ID 0: what was kept is none any more. */
void limits_note_channel(struct limits *limits, uint64_t user_id, uint64_t channel_id, int64_t now);

/* True at most once an hour for the same WHAT and ID. */
bool limits_tell(struct limits *limits, const char *what, uint64_t id, int64_t now);
/* Forgets the latch of the token and of all that was refused to it: an admin has acted. */
void limits_forgive(struct limits *limits);

/* 401, 403 and 429 (but not of scope shared) within the last ten minutes; Discord bans an address
 * at 10,000. */
int limits_invalid_requests(struct limits *limits, int64_t now);
/* How long ago what is still unread of a guild was written (0: nothing is), and whether its
 * messages come without content. */
void limits_note_read(struct limits *limits, uint64_t guild_id, int64_t lag, bool intent_off,
		      int64_t now);
/* When a guild last had its turn in a run whose time was too short for all; 0: never. */
int64_t limits_turn(struct limits *limits, uint64_t guild_id);
void limits_note_turn(struct limits *limits, uint64_t guild_id, int64_t now);
/* How many of WANT guilds may be looked at now, where RATE a second may over all runs; what was not
 * used is kept for three seconds. They count as looked at. */
int limits_take_looks(struct limits *limits, int want, int rate, int64_t now);
/* When a run that had only a share of the channel's messages, up to PRINTED, began; 0: none did. AT
 * is by Discord's clock. */
int64_t limits_backlog(struct limits *limits, uint64_t channel_id, uint64_t printed);
void limits_note_backlog(struct limits *limits, uint64_t channel_id, uint64_t printed, int64_t at);
/* At this many the tools stop by themselves: a tenth of what Discord allows. Much less would let
 * one guild, whose members have closed their direct messages, stop those of all others. */
enum { MOST_INVALID_REQUESTS = 1000 };
/* At this many no direct message goes any more: however many members have closed theirs, the
 * answers in channels go on. */
enum { MOST_BEFORE_MESSAGES_WAIT = MOST_INVALID_REQUESTS / 2 };

#endif
