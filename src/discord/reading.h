/* Reading the channels of some guilds: one request tells which have anything new; those are paged forward and their
 * messages merged, oldest first. */
#ifndef DISCORD_READING_H
#define DISCORD_READING_H

#include "discord/discord.h"
#include "record/record.h"

struct reading_options {
	uint64_t since;   /* read every channel from this snowflake on, whatever its cursor; 0: from the cursor */
	bool progress;    /* tell on stderr how far it is */
};

/* Reads CHANNELS (COUNT of one or several guilds; their texts live on) and prints messages and skips to stdout, each
 * guild's in snowflake order. Returns EX_OK, or EX_NOPERM when it stopped because the Message Content intent is off:
 * then nothing of those guilds was printed. */
int reading_run(struct discord *discord, const struct channel_record *channels, size_t count, const struct reading_options *options);

#endif
