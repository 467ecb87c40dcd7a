/* The pages of channels that have news, and the merge: one guild. */
#include "discord/reading_state.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "discord/permissions.h"

enum { PAGES_AHEAD = 2, FLUSH_BYTES = 64 * 1024 };
#define FLAG_MESSAGE_CONTENT \
	(INT64_C(3)          \
	 << 18) /* either bit: https://discord.com/developers/docs/resources/application */

static void ask_page(struct feed *feed);

uint64_t reading_unprinted(const struct feed *feed)
{
	const struct message_page *page = STAILQ_FIRST(&feed->pages);
	return page ? page->messages[page->next].id : 0;
}

bool reading_is_dark(const struct feed *feed)
{
	const struct message_page *page;
	bool blank = false, heard = feed->channel.mentions_only;
	STAILQ_FOREACH(page, &feed->pages, queue)
	{
		blank |= page->blank;
		heard |= page->heard;
	}
	return blank && !heard;
}

/* The message of FEED that may be printed next; 0: none. */
static uint64_t head_of(const struct feed *feed)
{
	return reading_is_dark(feed) ? 0 : reading_unprinted(feed);
}

/* The feed of GUILD whose next message comes next; NULL when one must be waited for, or none is
 * left. */
static struct feed *earliest(const struct guild_reading *guild)
{
	struct feed *first = NULL;
	uint64_t barrier = UINT64_MAX;
	for (struct feed *feed = guild->feeds; feed; feed = feed->next) {
		uint64_t head = head_of(feed);
		if (!head && reading_is_dark(feed)) /* it waits by itself, maybe for days */
			continue;
		if (!head && feed->state == FEED_READING)
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
	struct message_page *page = STAILQ_FIRST(&feed->pages);
	feed->printed = page->messages[page->next].id;
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
		fprintf(stderr, "\r%ju messages read, up to %s", reading->printed,
			instant_format(snowflake_time(feed->after), time));
}

bool reading_withheld(const struct guild_reading *guild)
{
	return !guild->mentions_only &&
	       (guild->reading->intent == INTENT_ASKED || guild->reading->intent == INTENT_OFF);
}

void reading_merge(struct guild_reading *guild)
{
	struct reading *reading = guild->reading;
	struct feed *feed;
	if (reading_withheld(guild))
		return;
	while ((feed = earliest(guild)))
		print_next(reading, feed);
}

static void take_intent(void *context, const struct answer *answer)
{
	struct reading *reading = context;
	bool on = answer->status == ANSWER_OK &&
		  json_integer(answer->json, "flags", 0) & FLAG_MESSAGE_CONTENT;
	reading->intent = on ? INTENT_ON : INTENT_OFF;
	if (!on && answer->status == ANSWER_OK) {
		log_line(LOG_ERROR, "no-message-content",
			 "messages come without their content: the Message Content intent is off. "
			 "Nothing was read. Switch it on (developer portal, the application, Bot, "
			 "Privileged Gateway Intents), or let members mention the bot and set "
			 "`config reading mentions`");
		reading->intent_off = true;
		reading->exit_code = EX_NOPERM;
	}
	for (size_t i = 0; i < reading->opened; i++)
		if (reading->guilds[i].open)
			reading->go_on(&reading->guilds[i]);
}

static void check_intent(struct feed *feed, const struct message_page *page)
{
	struct reading *reading = feed->reading;
	if (!page->blank || feed->channel.mentions_only || reading->intent != INTENT_UNKNOWN)
		return;
	reading->intent = INTENT_ASKED;
	discord_call(reading->discord, &(struct route){ .id = ROUTE_APPLICATION }, NULL, true,
		     take_intent, reading);
}

static void add_page(struct feed *feed, struct message_page *page)
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

/* The channel's last message is behind the cursor's next step and did not come: it was deleted.
 * Without this the channel would look unread for ever. */
static void skip_to_last(struct feed *feed)
{
	if (feed->last > feed->channel.cursor && settled(feed))
		add_page(feed, page_skipping_to(&feed->channel, feed->last));
}

/* Nothing came although there should be something: Discord answers so, too, where Read Message
 * History is missing. */
static void judge_history(void *context, const struct standing *standing)
{
	struct feed *feed = context;
	struct arena arena = { 0 };
	feed->guild->under_way--;
	const char *why;
	char *listed = arena_strdup(&arena, feed->listed);
	uint64_t here = standing ? standing_in_channel(standing, json_value(&arena, listed,
									    strlen(listed), &why))
				 : 0;
	arena_free(&arena);
	feed->state = FEED_DONE;
	feed->whole = here & PERMISSION_READ_MESSAGE_HISTORY;
	if (feed->whole) {
		skip_to_last(feed);
	} else if (standing) {
		log_line(LOG_ERROR, "no-history",
			 "channel %ju: there are messages, but the bot may not read them; give "
			 "its role Read Message History there",
			 feed->channel.channel_id);
		feed->reading->exit_code = EX_NOPERM;
	}
	feed->reading->go_on(feed->guild);
}

static void finish(struct feed *feed, const struct message_page *page)
{
	bool nothing = feed->after == feed->channel.after && !page->received;
	feed->state = FEED_DONE;
	feed->whole = !nothing || feed->last <= feed->channel.cursor;
	if (!nothing) {
		if (feed->after < feed->last)
			skip_to_last(feed);
	} else if (settled(feed) && feed->last > feed->channel.cursor && feed->channel.bot_id &&
		   feed->listed &&
		   discord_tell(feed->reading->discord, "history", feed->channel.channel_id)) {
		feed->state = FEED_READING;
		feed->asking = true;
		feed->guild->under_way++;
		standing_ask(feed->reading->discord, feed->channel.guild_id, feed->channel.bot_id,
			     judge_history, feed);
	}
}

/* Not read further in this run. Whether others may go on beyond it: a channel that fails stops only
 * itself, a limit the guild. */
static void leave(struct feed *feed, const struct answer *answer)
{
	bool limited = answer->status == ANSWER_LATER && (answer->no_turn || answer->http == 429);
	bool late = answer->status == ANSWER_LATER && discord_out_of_time(feed->reading->discord);
	feed->state = limited || late ? FEED_STOPPED : FEED_DONE;
	note_unread(feed->reading, answer);
}

static void add_messages(struct feed *feed, const struct answer *answer)
{
	struct message_page *page = page_read(answer->json, &feed->channel, feed->after);
	uint64_t before = feed->after;
	const cJSON *message;
	cJSON_ArrayForEach(message, answer->json)
	{ /* the highest, wherever it is in the list */
		uint64_t id;
		if (json_id(message, "id", &id) && id > feed->after)
			feed->after = id;
	}
	check_intent(feed, page);
	if (page->received < PAGE_LIMIT || feed->after >= feed->last || feed->after == before)
		finish(feed, page);
	add_page(feed, page);
	show_progress(feed->reading, feed);
}

static void take_page(void *context, const struct answer *answer)
{
	struct feed *feed = context;
	feed->asking = false;
	feed->guild->under_way--;
	if (answer->status == ANSWER_OK) {
		add_messages(feed, answer);
		ask_page(feed);
	} else {
		leave(feed, answer);
	}
	feed->reading->go_on(feed->guild);
}

/* The first new page of a channel is no part of the share, or the messages of other channels could
 * not be put in their order; nor is what is only looked at again. */
static bool has_share(const struct feed *feed)
{
	const struct reading *reading = feed->reading;
	bool free_of_it = !reading_has_shares(reading) || feed->after <= feed->channel.cursor;
	return free_of_it || feed->guild->more_pages-- > 0;
}

static void ask_page(struct feed *feed)
{
	struct reading *reading = feed->reading;
	if (feed->state != FEED_READING || feed->asking || feed->page_count >= PAGES_AHEAD ||
	    (reading->intent == INTENT_OFF && !feed->guild->mentions_only))
		return;
	if (!has_share(feed)) {
		feed->state = FEED_STOPPED;
		feed->shortened = true;
		return;
	}
	feed->asking = true;
	feed->guild->under_way++;
	struct route route = { .id = ROUTE_MESSAGES,
			       .ids = { feed->channel.channel_id },
			       .guild_id = feed->channel.guild_id,
			       .after = feed->after,
			       .limit = PAGE_LIMIT };
	discord_call(reading->discord, &route, NULL, true, take_page, feed);
}

void reading_begin(struct guild_reading *guild)
{
	for (struct feed *feed = guild->feeds; feed; feed = feed->next)
		ask_page(feed);
	guild->reading->go_on(guild);
}
