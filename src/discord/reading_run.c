/* Which guilds are read, and when: some side by side, the next where one ends, and each for its
 * share of the run. */
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "discord/reading_state.h"

/* What one guild may take of a run that reads several, for each second of patience: pages beyond
 * the first of each channel. */
enum { GUILDS_AT_ONCE = 16, MORE_PAGES = 4 };

static size_t split_guilds(struct reading *reading, const struct channel_record *channels,
			   size_t count)
{
	struct guild_reading *guild = NULL, *next = reading->guilds;
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || channels[i].guild_id != channels[i - 1].guild_id)
			*(guild = next++) = (struct guild_reading){
				.reading = reading,
				.guild_id = channels[i].guild_id,
				.channels = &channels[i],
				.turn = discord_turn(reading->discord, channels[i].guild_id),
				.more_pages = reading->options->patience_ms * MORE_PAGES / 1000,
			};
		guild->count++;
	}
	return (size_t)(next - reading->guilds);
}

/* Since when, in milliseconds, something of FEED waits to be read. Where nothing could be read,
 * Discord's newest message is all that is known of what waits. */
static int64_t lag_of(const struct feed *feed)
{
	uint64_t head = reading_unprinted(feed), reached = head ? head - 1 : feed->after;
	if (reached >= feed->last || (feed->whole && !head))
		return 0;
	return discord_now(feed->reading->discord) -
	       snowflake_time(reached > feed->channel.after ? reached : feed->last);
}

/* Once an hour: nobody may speak there for long, and then it is so at each tick. */
static void say_dark(struct reading *reading, const struct feed *feed)
{
	if (!discord_tell(reading->discord, "blank", feed->channel.channel_id))
		return;
	log_line(LOG_ERROR, "blank-messages",
		 "channel %ju: all messages of people come without their content, although the "
		 "Message Content intent is on. They are read once Discord gives it. Switch the "
		 "intent off and on again (developer portal, the application, Bot, Privileged "
		 "Gateway Intents), or let members mention the bot and set `config reading "
		 "mentions`",
		 feed->channel.channel_id);
	reading->exit_code = EX_NOPERM;
}

static void note_reading(const struct guild_reading *guild)
{
	struct reading *reading = guild->reading;
	bool dark = false;
	int64_t most = 0;
	for (const struct feed *feed = guild->feeds; feed; feed = feed->next) {
		most = lag_of(feed) > most ? lag_of(feed) : most;
		if (!reading_is_dark(feed) || reading->intent != INTENT_ON)
			continue;
		dark = true;
		say_dark(reading, feed);
	}
	if (guild->listed && !reading->options->since)
		discord_note_read(reading->discord, guild->guild_id, most,
				  reading->intent_off || dark);
}

static void close_guild(struct guild_reading *guild)
{
	note_reading(guild);
	for (struct feed *feed = guild->feeds; feed; feed = feed->next) {
		if (feed->shortened && feed->printed)
			discord_note_backlog(guild->reading->discord, feed->channel.channel_id,
					     feed->printed, guild->begun);
		for (struct message_page *page; (page = STAILQ_FIRST(&feed->pages));) {
			STAILQ_REMOVE_HEAD(&feed->pages, queue);
			page_free(page);
		}
	}
	guild->feeds = NULL;
	guild->open = false;
	guild->reading->open--;
	arena_free(&guild->arena);
}

/* As many guilds as may be read at once; the next where one ends. */
static void open_guilds(struct reading *reading)
{
	while (reading->open < GUILDS_AT_ONCE && reading->opened < reading->guild_count &&
	       reading->postponed < GUILDS_AT_ONCE && !discord_out_of_time(reading->discord)) {
		struct guild_reading *guild = &reading->guilds[reading->opened++];
		guild->open = true;
		reading->open++;
		listing_ask(guild);
	}
}

/* Prints what can be, and ends where nothing of GUILD is under way any more: then the next guild is
 * read. */
static void go_on(struct guild_reading *guild)
{
	bool asked = guild->reading->intent == INTENT_ASKED;
	reading_merge(guild);
	if (guild->under_way || (asked && reading_withheld(guild)))
		return;
	buf_flush(&guild->reading->out, STDOUT_FILENO);
	close_guild(guild);
	open_guilds(guild->reading);
}

static int by_turn(const void *a, const void *b)
{
	const struct guild_reading *left = a, *right = b;
	if (left->turn != right->turn)
		return left->turn < right->turn ? -1 : 1;
	return left->guild_id < right->guild_id ? -1 : left->guild_id > right->guild_id;
}

/* Those that this run had no time for come first in the next one. */
static void note_turns(struct reading *reading)
{
	size_t left = reading->guild_count - reading->opened + reading->postponed;
	int why = discord_exit_code(reading->discord);
	bool unread = left && why != EX_NOPERM; /* no run gets to them before an admin has acted */
	if (unread)
		log_line(LOG_WARN, "guilds-unread",
			 "this run did not get to %zu of %zu guilds: they come first in the next "
			 "one",
			 left, reading->guild_count);
	if (unread && !reading->exit_code)
		reading->exit_code = EX_TEMPFAIL;
	if (!unread && !reading->spread)
		return;
	for (size_t i = 0; i < reading->opened; i++)
		if (!reading->guilds[i].postponed)
			discord_note_turn(reading->discord, reading->guilds[i].guild_id);
}

/* Leaves those whose turn was last to the next run where the rate does not allow all of them. */
static void keep_rate(struct reading *reading)
{
	int rate = reading->options->rate;
	size_t most =
		rate ? (size_t)discord_take_looks(reading->discord, (int)reading->guild_count, rate)
		     : reading->guild_count;
	reading->spread = most < reading->guild_count;
	reading->guild_count = most;
}

int reading_run(struct discord *discord, const struct channel_record *channels, size_t count,
		const struct reading_options *options)
{
	struct reading reading = {
		.discord = discord, .options = options, .begin = reading_begin, .go_on = go_on
	};
	reading.guilds = calloc(count + 1, sizeof *reading.guilds);
	if (!reading.guilds)
		fail(EX_OSERR, "out of memory");
	reading.guild_count = split_guilds(&reading, channels, count);
	qsort(reading.guilds, reading.guild_count, sizeof *reading.guilds, by_turn);
	keep_rate(&reading);
	open_guilds(&reading);
	discord_run(discord);
	note_turns(&reading);
	if (options->progress && reading.printed)
		fprintf(stderr, "\n");
	buf_free(&reading.out);
	free(reading.guilds);
	return reading.exit_code;
}
