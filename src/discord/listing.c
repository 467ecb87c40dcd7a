/* Which channels and threads of a guild have news, from where they are read, and which cannot be.
 */
#include "discord/reading_state.h"

#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"

enum { MOST_SAID = 20 };

void note_unread(struct reading *reading, const struct answer *answer)
{
	if (answer->status == ANSWER_FAILED && answer->http != 401 && answer->http != 403 &&
	    !reading->exit_code)
		reading->exit_code = answer->http == 404 ? EX_NOPERM : EX_TEMPFAIL;
}

bool reading_has_shares(const struct reading *reading)
{
	return reading->guild_count > 1 && reading->options->patience_ms &&
	       !reading->options->since;
}

/* Where the run before ended with its share, and its last message is the cursor, so that all of it
 * was applied: as long as a message could surface among those, the channel waits, lest each run
 * looks again at more and more of them; then once again, and from there on. */
static void follow_backlog(struct feed *feed)
{
	struct discord *discord = feed->reading->discord;
	uint64_t cursor = feed->channel.cursor;
	int64_t at = reading_has_shares(feed->reading)
			     ? discord_backlog(discord, feed->channel.channel_id, cursor)
			     : 0;
	int64_t settled = snowflake_time(cursor) + SETTLE_MS;
	if (at && (at >= settled || discord_now(discord) < settled)) {
		feed->after = feed->channel.after = cursor;
		feed->state = at >= settled ? FEED_READING : FEED_STOPPED;
		feed->shortened = feed->state == FEED_STOPPED;
	}
}

static void add_source(struct guild_reading *guild, const struct channel_record *channel,
		       uint64_t last, const cJSON *listed)
{
	struct reading *reading = guild->reading;
	uint64_t since = reading->options->since;
	bool recent = !reading->options->only_new &&
		      snowflake_time(channel->cursor) + SETTLE_MS > discord_now(reading->discord);
	if (!since && last == channel->cursor && !recent)
		return;
	if (!since && !last)
		return; /* a channel without any message */
	struct feed *feed = arena_alloc(&guild->arena, sizeof *feed);
	*feed = (struct feed){ .reading = reading,
			       .guild = guild,
			       .channel = *channel,
			       .last = last,
			       .next = guild->feeds };
	if (since) {
		feed->channel.after = since - 1;
		feed->channel.cursor = since - 1;
		feed->channel.seen_count = 0;
	}
	feed->after = feed->channel.after;
	follow_backlog(feed);
	feed->listed = listed ? json_print(&guild->arena, listed) : NULL;
	STAILQ_INIT(&feed->pages);
	guild->feeds = feed;
}

static const struct channel_record *find_channel(const struct guild_reading *guild,
						 uint64_t channel_id, bool thread)
{
	for (size_t i = 0; i < guild->count; i++)
		if (guild->channels[i].channel_id == channel_id &&
		    guild->channels[i].thread == thread)
			return &guild->channels[i];
	return NULL;
}

static void take_threads(void *context, const struct answer *answer)
{
	struct guild_reading *guild = context;
	const cJSON *thread;
	guild->under_way--;
	note_unread(guild->reading, answer);
	cJSON_ArrayForEach(thread, json_get(answer->json, "threads"))
	{
		uint64_t id, parent_id, last = 0;
		if (!json_id(thread, "id", &id) || !json_id(thread, "parent_id", &parent_id))
			continue;
		const struct channel_record *parent = find_channel(guild, parent_id, false),
					    *known = find_channel(guild, id, true);
		if (!parent || !parent->threads_since)
			continue;
		struct channel_record record = *parent;
		json_id(thread, "last_message_id", &last);
		record.channel_id = id;
		record.after = known                            ? known->after
			       : parent->threads_since > id - 1 ? parent->threads_since
								: id - 1;
		record.cursor = known ? known->cursor : record.after;
		record.seen = known ? known->seen : NULL;
		record.seen_count = known ? known->seen_count : 0;
		add_source(guild, &record, last, NULL);
	}
	if (!guild->under_way)
		guild->reading->begin(guild);
}

/* Once an hour, and of the first few of a guild: an admin may have named hundreds. Those that are
 * left out are counted. */
static void say_unreadable(struct guild_reading *guild, const struct channel_record *channel,
			   const char *what, const char *why)
{
	struct reading *reading = guild->reading;
	if (channel->thread || ++guild->unreadable > MOST_SAID ||
	    !discord_tell(reading->discord, what, channel->channel_id))
		return;
	log_line(LOG_ERROR, "channel-hidden", "channel %ju %s", channel->channel_id, why);
	reading->exit_code = EX_NOPERM;
}

/* Asking a category or a forum for messages is refused; what is written in a forum is in its
 * threads. */
static bool has_messages(struct guild_reading *guild, const struct channel_record *channel,
			 const cJSON *listed)
{
	enum channel_kind kind = channel_kind(json_integer(listed, "type", 0));
	if (kind == CHANNEL_OF_THREADS && !channel->threads_since)
		say_unreadable(guild, channel, "kind",
			       "is a forum, where people write in threads only: write `config "
			       "threads on`, or `config channel #channel off`");
	else if (kind == CHANNEL_WITHOUT_MESSAGES)
		say_unreadable(guild, channel, "kind",
			       "is a category or something like it, where nobody can write: write "
			       "`config channel #channel off`");
	return kind == CHANNEL_OF_TEXT || kind == CHANNEL_OF_VOICE;
}

static void note_channels(struct guild_reading *guild, const cJSON *channels)
{
	for (size_t i = 0; i < guild->count; i++) {
		const struct channel_record *channel = &guild->channels[i];
		const cJSON *listed = NULL, *one;
		uint64_t id, last = 0;
		cJSON_ArrayForEach(one, channels) if (json_id(one, "id", &id) &&
						      id == channel->channel_id) listed = one;
		if (!listed) {
			say_unreadable(guild, channel, "hidden",
				       "is gone, or hidden from the bot: give its role View "
				       "Channel there, or write `config channel #channel off`");
		} else if (has_messages(guild, channel, listed)) {
			json_id(listed, "last_message_id", &last);
			add_source(guild, channel, last, listed);
		}
	}
}

static void take_channels(void *context, const struct answer *answer)
{
	struct guild_reading *guild = context;
	guild->under_way--;
	guild->listed = answer->status == ANSWER_OK && cJSON_IsArray(answer->json);
	guild->postponed = answer->no_turn;
	guild->reading->postponed += guild->postponed;
	note_unread(guild->reading, answer);
	if (answer->status == ANSWER_OK && !guild->listed && !guild->reading->exit_code)
		guild->reading->exit_code = EX_TEMPFAIL; /* an answer without a list says of no
							    channel that it is gone */
	if (guild->listed)
		note_channels(guild, answer->json);
	if (!guild->under_way)
		guild->reading->begin(guild);
}

void listing_ask(struct guild_reading *guild)
{
	bool threads = false;
	for (size_t i = 0; i < guild->count; i++) {
		threads |= guild->channels[i].threads_since;
		guild->mentions_only |= guild->channels[i].mentions_only;
	}
	struct discord *discord = guild->reading->discord;
	guild->under_way = threads ? 2 : 1;
	guild->begun = instant_now();
	discord_call(discord,
		     &(struct route){ .id = ROUTE_GUILD_CHANNELS, .ids = { guild->guild_id } },
		     NULL, true, take_channels, guild);
	if (threads)
		discord_call(
			discord,
			&(struct route){ .id = ROUTE_ACTIVE_THREADS, .ids = { guild->guild_id } },
			NULL, true, take_threads, guild);
}
