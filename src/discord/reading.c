/* The pages of channels that have news, and the merge. */
#include "discord/feeds.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "discord/page.h"
#include "discord/permissions.h"

enum { PAGES_AHEAD = 2, FLUSH_BYTES = 64 * 1024 };
#define FLAG_MESSAGE_CONTENT (INT64_C(3) << 18) /* either bit: https://discord.com/developers/docs/resources/application */

static void ask_page(struct feed *feed);

static uint64_t first_unprinted(const struct feed *feed)
{
	const struct page *page = STAILQ_FIRST(&feed->pages);
	return page ? page->messages[page->next].id : 0;
}

/* Whether people's messages came blank, and none with words that only the intent gives: they are not believed, whatever the application's
 * flags say, and wait for the next run with their cursor. */
static bool is_dark(const struct feed *feed)
{
	const struct page *page;
	bool blank = false, heard = feed->channel.mentions_only;
	STAILQ_FOREACH(page, &feed->pages, queue) {
		blank |= page->blank;
		heard |= page->heard;
	}
	return blank && !heard;
}

static uint64_t head_of(const struct feed *feed)
{
	return is_dark(feed) ? 0 : first_unprinted(feed);
}

/* The feed whose next message comes next; NULL when one must be waited for, or none is left. */
static struct feed *earliest(const struct reading *reading)
{
	struct feed *first = NULL;
	uint64_t barrier = UINT64_MAX;
	for (struct feed *feed = reading->feeds; feed; feed = feed->next) {
		uint64_t head = head_of(feed);
		if (!head && feed->state == FEED_READING && !is_dark(feed))
			return NULL;
		if (!head && feed->state == FEED_STOPPED && feed->after < barrier)
			barrier = feed->after;
		if (head && (!first || head < head_of(first)))
			first = feed;
	}
	return first && head_of(first) <= barrier ? first : NULL;
}

static void print_next(struct reading *reading, struct feed *feed)
{
	struct page *page = STAILQ_FIRST(&feed->pages);
	buf_text(&reading->out, page->messages[page->next++].line);
	reading->printed++;
	if (reading->out.length > FLUSH_BYTES)
		buf_flush(&reading->out, STDOUT_FILENO);
	if (page->next < page->count)
		return;
	STAILQ_REMOVE_HEAD(&feed->pages, queue);
	feed->page_count--;
	page_free(page);
	ask_page(feed);
}

static void show_progress(const struct reading *reading, const struct feed *feed)
{
	char time[INSTANT_TEXT_SIZE];
	if (reading->options->progress)
		fprintf(stderr, "\r%llu messages read, up to %s", (unsigned long long)reading->printed, instant_format(snowflake_time(feed->after), time));
}

static void merge(struct reading *reading)
{
	struct feed *feed;
	if (reading->intent == INTENT_ASKED || reading->intent == INTENT_OFF)
		return;
	while ((feed = earliest(reading)))
		print_next(reading, feed);
}

static void take_intent(void *context, const struct answer *answer)
{
	struct reading *reading = context;
	bool on = answer->status == ANSWER_OK && json_integer(answer->json, "flags", 0) & FLAG_MESSAGE_CONTENT;
	reading->intent = on ? INTENT_ON : INTENT_OFF;
	if (!on && answer->status == ANSWER_OK) {
		log_line(LOG_ERROR, "no-message-content", "messages come without their content: the Message Content intent is off. Nothing was read. Switch it on "
			 "(developer portal, the application, Bot, Privileged Gateway Intents), or let members mention the bot and set `config reading mentions`");
		reading->intent_off = true;
		reading->exit_code = EX_NOPERM;
	}
	merge(reading);
}

static void check_intent(struct feed *feed, const struct page *page)
{
	struct reading *reading = feed->reading;
	if (!page->blank || feed->channel.mentions_only || reading->intent != INTENT_UNKNOWN)
		return;
	reading->intent = INTENT_ASKED;
	discord_call(reading->discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true, take_intent, reading);
}

static void add_page(struct feed *feed, struct page *page)
{
	if (!page->count) {
		page_free(page);
		return;
	}
	STAILQ_INSERT_TAIL(&feed->pages, page, queue);
	feed->page_count++;
}

static bool settled(const struct feed *feed)
{
	return snowflake_time(feed->last) + SETTLE_MS < discord_now(feed->reading->discord);
}

/* The channel's last message is behind the cursor's next step and did not come: it was deleted. Without this the channel
 * would look unread for ever. */
static void skip_to_last(struct feed *feed)
{
	if (feed->last > feed->channel.cursor && settled(feed))
		add_page(feed, page_skipping_to(&feed->channel, feed->last));
}

/* Nothing came although there should be something: Discord answers so, too, where Read Message History is missing. */
static void judge_history(void *context, const struct standing *standing)
{
	struct feed *feed = context;
	struct arena arena = { 0 };
	const char *why;
	char *listed = arena_strdup(&arena, feed->listed);
	uint64_t here = standing ? standing_in_channel(standing, json_value(&arena, listed, strlen(listed), &why)) : 0;
	arena_free(&arena);
	feed->state = FEED_DONE;
	feed->whole = here & PERMISSION_READ_MESSAGE_HISTORY;
	if (feed->whole) {
		skip_to_last(feed);
	} else if (standing) {
		log_line(LOG_ERROR, "no-history", "channel %llu: there are messages, but the bot may not read them; give its role Read Message History there",
			 (unsigned long long)feed->channel.channel_id);
		feed->reading->exit_code = EX_NOPERM;
	}
	merge(feed->reading);
}

static void finish(struct feed *feed, const struct page *page)
{
	bool nothing = feed->after == feed->channel.after && !page->received;
	feed->state = FEED_DONE;
	feed->whole = !nothing || feed->last <= feed->channel.cursor;
	if (!nothing) {
		if (feed->after < feed->last)
			skip_to_last(feed);
	} else if (settled(feed) && feed->last > feed->channel.cursor && feed->channel.bot_id && feed->listed &&
		   discord_tell(feed->reading->discord, "history", feed->channel.channel_id)) {
		feed->state = FEED_READING;
		feed->asking = true;
		standing_ask(feed->reading->discord, feed->channel.guild_id, feed->channel.bot_id, judge_history, feed);
	}
}

static void take_page(void *context, const struct answer *answer)
{
	struct feed *feed = context;
	struct reading *reading = feed->reading;
	feed->asking = false;
	if (answer->status != ANSWER_OK) {
		bool stopped = answer->status == ANSWER_LATER && discord_out_of_time(reading->discord);
		feed->state = stopped ? FEED_STOPPED : FEED_DONE;
		note_unread(reading, answer);
		merge(reading);
		return;
	}
	struct page *page = page_read(answer->json, &feed->channel, feed->after);
	uint64_t before = feed->after;
	const cJSON *message;
	cJSON_ArrayForEach(message, answer->json) { /* the highest, wherever it stands */
		uint64_t id;
		if (json_id(message, "id", &id) && id > feed->after)
			feed->after = id;
	}
	check_intent(feed, page);
	if (page->received < PAGE_LIMIT || feed->after >= feed->last || feed->after == before)
		finish(feed, page);
	add_page(feed, page);
	show_progress(reading, feed);
	ask_page(feed);
	merge(reading);
}

static void ask_page(struct feed *feed)
{
	struct reading *reading = feed->reading;
	if (feed->state != FEED_READING || feed->asking || feed->page_count >= PAGES_AHEAD || reading->intent == INTENT_OFF)
		return;
	feed->asking = true;
	struct route route = { .id = ROUTE_MESSAGES, .ids = { feed->channel.channel_id }, .after = feed->after, .limit = PAGE_LIMIT };
	discord_call(reading->discord, &route, NULL, true, take_page, feed);
}

/* Since when, in milliseconds, something of FEED waits to be read. Where nothing could be read, Discord's newest message is all that
 * is known of what waits. */
static int64_t lag_of(const struct feed *feed)
{
	uint64_t head = first_unprinted(feed), reached = head ? head - 1 : feed->after;
	if (reached >= feed->last || (feed->whole && !head))
		return 0;
	return discord_now(feed->reading->discord) - snowflake_time(reached > feed->channel.after ? reached : feed->last);
}

/* Once an hour: nobody may speak there for long, and then it is so at each tick. */
static void say_dark(struct reading *reading, const struct feed *feed)
{
	if (!discord_tell(reading->discord, "blank", feed->channel.channel_id))
		return;
	log_line(LOG_ERROR, "blank-messages", "channel %llu: all messages of people come without their content, although the Message Content intent is on. They are read once "
		 "Discord gives it. Switch the intent off and on again (developer portal, the application, Bot, Privileged Gateway Intents), or let members mention the bot and set "
		 "`config reading mentions`", (unsigned long long)feed->channel.channel_id);
	reading->exit_code = EX_NOPERM;
}

static void note_reading(struct reading *reading, const struct guild_reading *guild)
{
	bool dark = false;
	int64_t most = 0;
	for (const struct feed *feed = reading->feeds; feed; feed = feed->next) {
		if (feed->channel.guild_id != guild->guild_id)
			continue;
		most = lag_of(feed) > most ? lag_of(feed) : most;
		if (!is_dark(feed) || reading->intent != INTENT_ON)
			continue;
		dark = true;
		say_dark(reading, feed);
	}
	if (guild->listed && !reading->options->since)
		discord_note_read(reading->discord, guild->guild_id, most, reading->intent_off || dark);
}

int reading_run(struct discord *discord, const struct channel_record *channels, size_t count, const struct reading_options *options)
{
	struct reading reading = { .discord = discord, .options = options };
	struct guild_reading *guilds = arena_alloc(&reading.arena, sizeof *guilds * (count + 1));
	size_t guild_count = listing_split(&reading, channels, count, guilds);
	for (size_t i = 0; i < guild_count; i++)
		listing_ask(&guilds[i]);
	discord_run(discord);
	for (struct feed *feed = reading.feeds; feed; feed = feed->next)
		ask_page(feed);
	discord_run(discord);
	merge(&reading);
	buf_flush(&reading.out, STDOUT_FILENO);
	if (options->progress && reading.feeds)
		fprintf(stderr, "\n");
	for (size_t i = 0; i < guild_count; i++)
		note_reading(&reading, &guilds[i]);
	for (struct feed *feed = reading.feeds; feed; feed = feed->next)
		for (struct page *page; (page = STAILQ_FIRST(&feed->pages));) {
			STAILQ_REMOVE_HEAD(&feed->pages, queue);
			page_free(page);
		}
	buf_free(&reading.out);
	arena_free(&reading.arena);
	return reading.exit_code;
}
