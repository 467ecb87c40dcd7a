/* Reading the channels of some guilds: one request tells which have anything new; those are paged
 * forward and their messages merged, oldest first. */
#ifndef DISCORD_READING_H
#define DISCORD_READING_H

#include "discord/discord.h"
#include "record/record.h"

struct reading_options {
	uint64_t since; /* read every channel from this snowflake on, whatever its cursor; 0: from
			   the cursor */
	int64_t patience_ms; /* how long a guild may keep others waiting: its share of the run
				follows from it; 0: no share */
	int rate;      /* guilds a second that may be looked at over all runs; 0: any number */
	bool only_new; /* channels whose newest message is the cursor are not looked at again */
	bool progress; /* tell on stderr how far it is */
};

/* Reads CHANNELS (COUNT, of any number of guilds, which must lie together by guild; their texts
 * live on) and prints messages and skips to stdout, each guild's in snowflake order, those of
 * several guilds as they come. With patience, a run that reads several guilds takes a share of
 * each: the first new page of every channel and some more; what is left comes with the next run.
 * With a rate, those that were looked at last are left for the next run. Returns EX_OK; EX_TEMPFAIL
 * when time or limits kept some from being read; or EX_NOPERM when it stopped because the Message
 * Content intent is off: then nothing of the guilds that were open was printed. */
int reading_run(struct discord *discord, const struct channel_record *channels, size_t count,
		const struct reading_options *options);

#endif
