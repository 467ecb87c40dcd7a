/* From Discord's array to lines. */
#include "discord/page.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "command/setting_rows.h"

static struct message_page *new_page(size_t room)
{
	struct message_page *page = calloc(1, sizeof *page);
	if (!page)
		fail(EX_OSERR, "out of memory");
	page->messages = arena_alloc(&page->arena, sizeof *page->messages * (room + 1));
	return page;
}

static int by_id(const void *a, const void *b)
{
	uint64_t left = ((const struct page_message *)a)->id,
		 right = ((const struct page_message *)b)->id;
	return left < right ? -1 : left > right;
}

static bool was_seen(const struct channel_record *channel, uint64_t id)
{
	for (size_t i = 0; i < channel->seen_count; i++)
		if (channel->seen[i] == id)
			return true;
	return false;
}

static bool is_empty(const cJSON *message, const char *key)
{
	return cJSON_GetArraySize(json_get(message, key)) == 0;
}

static bool is_of_a_person(const cJSON *message, uint64_t bot_id)
{
	const cJSON *author = json_get(message, "author");
	int64_t type = json_integer(message, "type", -1);
	uint64_t author_id = 0;
	json_id(author, "id", &author_id);
	return (type == 0 || type == 19) && author_id != bot_id && !json_true(author, "bot") &&
	       !json_text(message, "webhook_id");
}

/* What comes empty without the Message Content intent; a poll is left out.
 * https://discord.com/developers/docs/resources/message#message-object */
static bool has_content(const cJSON *message)
{
	const char *content = json_text(message, "content");
	return (content && *content) || !is_empty(message, "attachments") ||
	       !is_empty(message, "embeds") || !is_empty(message, "components") ||
	       json_get(message, "poll");
}

/* Whether something else than words is what this message is about: a sticker, a forward, a theme,
 * an invitation to a game. What is on the list every message may have. */
static bool is_explained(const cJSON *message)
{
	static const char *const ordinary[] = { "type",
						"content",
						"mentions",
						"mention_roles",
						"mention_channels",
						"attachments",
						"embeds",
						"timestamp",
						"edited_timestamp",
						"flags",
						"components",
						"id",
						"channel_id",
						"guild_id",
						"author",
						"pinned",
						"mention_everyone",
						"tts",
						"nonce",
						"position",
						"message_reference",
						"referenced_message",
						"thread",
						"reactions",
						"member",
						"application_id" };
	const cJSON *item;
	cJSON_ArrayForEach(item, message)
	{
		size_t i = 0;
		while (i < sizeof ordinary / sizeof *ordinary &&
		       strcmp(item->string, ordinary[i]) != 0)
			i++;
		if (i == sizeof ordinary / sizeof *ordinary && !cJSON_IsNull(item) &&
		    !((cJSON_IsArray(item) || cJSON_IsObject(item)) && !item->child))
			return true;
	}
	return false;
}

/* Whether it mentions the bot, or its role: then content is given without the intent, too. */
static bool mentions_bot(const cJSON *message, const struct channel_record *channel)
{
	const cJSON *item;
	uint64_t id;
	cJSON_ArrayForEach(item,
			   json_get(message, "mentions")) if (json_id(item, "id", &id) &&
							      id == channel->bot_id) return true;
	cJSON_ArrayForEach(
		item,
		json_get(message, "mention_roles")) if (cJSON_IsString(item) &&
							snowflake_parse(item->valuestring, &id) &&
							id == channel->bot_role_id) return true;
	return false;
}

static void judge_content(struct message_page *page, const cJSON *message,
			  const struct channel_record *channel)
{
	if (!is_of_a_person(message, channel->bot_id))
		return;
	if (has_content(message))
		page->heard |= !mentions_bot(message, channel);
	else
		page->blank |= !is_explained(message);
}

/* What the message that MESSAGE replies to names, and still waits. */
static void add_waiting(struct buf *line, const struct channel_record *channel,
			const cJSON *message)
{
	uint64_t replied;
	if (!json_id(json_get(message, "message_reference"), "message_id", &replied))
		return;
	for (size_t i = 0; i < channel->waiting_count; i++) {
		const struct waiting_message *waiting = &channel->waiting[i];
		if (waiting->message_id != replied)
			continue;
		buf_text(line, ",\"waiting\":[");
		for (size_t j = 0; j < waiting->count; j++)
			buf_printf(line, "%s\"%ju\"", j ? "," : "", waiting->numbers[j]);
		buf_char(line, ']');
		return;
	}
}

static const char *to_line(struct message_page *page, const struct channel_record *channel,
			   const cJSON *message)
{
	struct buf line = { 0 };
	uint64_t id;
	char *text = json_print(&page->arena, message);
	buf_add(&line, text, strlen(text) - 1); /* without the closing brace */
	if (!json_get(message, "guild_id"))
		buf_printf(&line, ",\"guild_id\":\"%ju\"", channel->guild_id);
	buf_text(&line, ",\"gl\":{\"prefix\":");
	buf_json(&line, setting_text(SETTING_PREFIX, channel->prefix));
	if (channel->bot_id)
		buf_printf(&line, ",\"bot_id\":\"%ju\"", channel->bot_id);
	if (channel->bot_role_id)
		buf_printf(&line, ",\"bot_role_id\":\"%ju\"", channel->bot_role_id);
	if (channel->lang) {
		buf_text(&line, ",\"lang\":");
		buf_json(&line, channel->lang);
	}
	if (channel->restored && json_id(message, "id", &id) && id <= channel->restored)
		buf_text(&line, ",\"late\":true");
	add_waiting(&line, channel, message);
	buf_text(&line, "}}\n");
	const char *copy = arena_copy(&page->arena, line.bytes, line.length);
	buf_free(&line);
	return copy;
}

struct message_page *page_read(const cJSON *messages, const struct channel_record *channel,
			       uint64_t after)
{
	size_t size = (size_t)cJSON_GetArraySize(messages), kept = 0;
	struct message_page *page = new_page(size);
	const cJSON *message;
	page->received = size;
	cJSON_ArrayForEach(message, messages)
	{
		uint64_t id, channel_id;
		if (!json_id(message, "id", &id) || !json_id(message, "channel_id", &channel_id) ||
		    channel_id != channel->channel_id || id <= after)
			continue;
		if (!was_seen(channel, id)) {
			judge_content(page, message, channel);
			page->messages[page->count++] =
				(struct page_message){ id, to_line(page, channel, message) };
		}
	}
	qsort(page->messages, page->count, sizeof *page->messages, by_id);
	for (size_t i = 0; i < page->count; i++)
		if (!kept || page->messages[i].id != page->messages[kept - 1].id)
			page->messages[kept++] = page->messages[i];
	page->count = kept;
	return page;
}

struct message_page *page_skipping_to(const struct channel_record *channel, uint64_t message_id)
{
	struct message_page *page = new_page(1);
	struct buf line = { 0 };
	record_write_skip(&line, &(struct command){ .guild_id = channel->guild_id,
						    .channel_id = channel->channel_id,
						    .message_id = message_id });
	page->messages[page->count++] =
		(struct page_message){ message_id,
				       arena_copy(&page->arena, line.bytes, line.length) };
	buf_free(&line);
	return page;
}

void page_free(struct message_page *page)
{
	arena_free(&page->arena);
	free(page);
}
