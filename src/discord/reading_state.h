/* The state of a run of reading, shared by listing.c (which channels of a guild), reading.c (their
 * pages) and reading_run.c (which guilds, and when). Private to them. */
#ifndef DISCORD_READING_STATE_H
#define DISCORD_READING_STATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "discord/page.h"
#include "discord/reading.h"

/* A message may surface late: for this long a channel is looked at again, and its last_message_id
 * is not believed. */
enum { SETTLE_MS = 15000 };

enum feed_state {
	FEED_READING,
	FEED_DONE,    /* nothing more, or not to be had: others need not wait for it */
	FEED_STOPPED, /* for this run: what is later in the guild's other channels must wait for the
			 next, too */
};

struct feed { /* a channel or thread with something to read */
	struct reading *reading;
	struct guild_reading *guild;
	struct channel_record channel;
	uint64_t after;     /* of the next page */
	uint64_t last;      /* last_message_id, which may name a deleted message */
	const char *listed; /* the channel object, as JSON, for its permissions; NULL: a thread */
	enum feed_state state;
	bool whole;       /* read to its end */
	bool asking;      /* a page is under way */
	bool shortened;   /* the guild's share was used up before it was read to its end */
	uint64_t printed; /* its last message that was */
	STAILQ_HEAD(, message_page) pages;
	int page_count;
	struct feed *next;
};

struct guild_reading {
	struct reading *reading;
	uint64_t guild_id;
	int64_t turn; /* when a run had time for it last, where one had not for all */
	const struct channel_record *channels;
	size_t count;
	bool listed;
	bool postponed; /* it could not even be listed: a limit, or the end of the run, came first
			 */
	int unreadable; /* channels of it that cannot be read */
	int under_way;  /* calls for it */
	int64_t begun;  /* when it was asked for, by our clock */
	bool mentions_only; /* it reads no content but of mentions: the intent does not concern it
			     */
	bool open;
	int64_t more_pages; /* that it may still take in this run */
	struct feed *feeds;
	struct arena arena; /* of its feeds */
};

struct reading {
	struct discord *discord;
	const struct reading_options *options;
	/* What follows, which listing.c and reading.c need not know: a guild's channels are
	 * listed; something of a guild came, or nothing of it is under way. */
	void (*begin)(struct guild_reading *guild);
	void (*go_on)(struct guild_reading *guild);
	struct guild_reading *guilds; /* by their turn */
	size_t guild_count, opened, postponed;
	bool spread; /* there are more guilds than the rate allows */
	int open;
	struct buf out;
	uint64_t printed;
	enum { INTENT_UNKNOWN, INTENT_ASKED, INTENT_ON, INTENT_OFF } intent;
	bool intent_off; /* Discord said so itself */
	int exit_code;
};

/* Asks for the channels of GUILD, and for its threads where they are read; each that has news
 * becomes a feed. Then reading->begin(). */
void listing_ask(struct guild_reading *guild);
/* Whether the guilds of this run have shares of it. */
bool reading_has_shares(const struct reading *reading);
/* What Discord will not give is not read: the run must not end as if it were. The calls know of
 * permissions themselves. */
void note_unread(struct reading *reading, const struct answer *answer);
/* Asks for the first pages of the feeds of GUILD; reading->go_on() follows, each time something
 * came. */
void reading_begin(struct guild_reading *guild);
/* Prints the messages of GUILD that none can come before any more. */
void reading_merge(struct guild_reading *guild);
/* Whether what GUILD has read must not be printed (or: not yet), since its content may have been
 * left out. */
bool reading_withheld(const struct guild_reading *guild);
/* The first message of FEED that was read and not printed; 0: none is there. */
uint64_t reading_unprinted(const struct feed *feed);
/* Whether people's messages came blank, and none with words that only the intent gives: they are
 * not believed, whatever the application's flags say, and wait for the next run with their cursor.
 */
bool reading_is_dark(const struct feed *feed);

#endif
