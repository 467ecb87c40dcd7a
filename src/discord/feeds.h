/* What the reading of some guilds knows while it goes on. Private to reading.c and listing.c. */
#ifndef DISCORD_FEEDS_H
#define DISCORD_FEEDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "discord/page.h"
#include "discord/reading.h"

/* A message may surface late: for this long a channel is looked at again, and its last_message_id is not believed. */
enum { SETTLE_MS = 15000 };

enum feed_state {
	FEED_READING,
	FEED_DONE,    /* nothing more, or not to be had: others need not wait for it */
	FEED_STOPPED, /* out of time: what is later in other channels must wait for the next run */
};

struct feed { /* a channel or thread with something to read */
	struct reading *reading;
	struct channel_record channel;
	uint64_t after;   /* of the next page */
	uint64_t last;    /* last_message_id, which may name a deleted message */
	const char *listed; /* the channel object, as JSON, for its permissions; NULL: a thread */
	enum feed_state state;
	bool whole;       /* read to its end */
	bool asking;      /* a page is under way */
	STAILQ_HEAD(, page) pages;
	int page_count;
	struct feed *next;
};

struct guild_reading { /* a guild while its channels are listed */
	struct reading *reading;
	uint64_t guild_id;
	bool listed;
	int unreadable;
	const struct channel_record *channels;
	size_t count;
};

struct reading {
	struct discord *discord;
	const struct reading_options *options;
	struct feed *feeds;
	struct arena arena;
	struct buf out;
	uint64_t printed;
	enum { INTENT_UNKNOWN, INTENT_ASKED, INTENT_ON, INTENT_OFF } intent;
	bool intent_off; /* Discord said so itself */
	int exit_code;
};

/* Asks for the channels of GUILD, and for its threads where they are read; each that has news becomes a feed. */
void listing_ask(struct guild_reading *guild);
/* The guilds of COUNT channels, in GUILDS, which has room for as many; returns how many. */
size_t listing_split(struct reading *reading, const struct channel_record *channels, size_t count, struct guild_reading *guilds);
/* What Discord will not give is not read: the run must not end as if it were. The calls know of permissions themselves. */
void note_unread(struct reading *reading, const struct answer *answer);

#endif
