/* From Discord's array to lines. */
#include "discord/page.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

static struct page *new_page(size_t room)
{
	struct page *page = calloc(1, sizeof *page);
	if (!page)
		fail(EX_OSERR, "out of memory");
	page->messages = arena_alloc(&page->arena, sizeof *page->messages * (room + 1));
	return page;
}

static int by_id(const void *a, const void *b)
{
	uint64_t left = ((const struct page_message *)a)->id, right = ((const struct page_message *)b)->id;
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

/* Whether this looks like a person's message that Discord blanked: without the Message Content intent content, embeds,
 * attachments and components come empty and a poll is left out. */
static bool is_blank(const cJSON *message, uint64_t bot_id)
{
	const cJSON *author = json_get(message, "author");
	const char *content = json_text(message, "content");
	int64_t type = json_integer(message, "type", -1);
	uint64_t author_id = 0;
	json_id(author, "id", &author_id);
	return (type == 0 || type == 19) && (!content || !*content) && author_id != bot_id && !json_true(author, "bot") &&
	       !json_text(message, "webhook_id") && is_empty(message, "attachments") && is_empty(message, "embeds") &&
	       is_empty(message, "components") && is_empty(message, "sticker_items") && is_empty(message, "message_snapshots") &&
	       !json_get(message, "poll");
}

static const char *to_line(struct page *page, const struct channel_record *channel, const cJSON *message)
{
	struct buf line = { 0 };
	uint64_t id;
	char *text = json_print(&page->arena, message);
	buf_add(&line, text, strlen(text) - 1); /* without the closing brace */
	if (!json_get(message, "guild_id"))
		buf_printf(&line, ",\"guild_id\":\"%llu\"", (unsigned long long)channel->guild_id);
	buf_text(&line, ",\"gl\":{\"prefix\":");
	buf_json(&line, channel->prefix ? channel->prefix : "!");
	if (channel->bot_id)
		buf_printf(&line, ",\"bot_id\":\"%llu\"", (unsigned long long)channel->bot_id);
	if (channel->bot_role_id)
		buf_printf(&line, ",\"bot_role_id\":\"%llu\"", (unsigned long long)channel->bot_role_id);
	if (channel->lang) {
		buf_text(&line, ",\"lang\":");
		buf_json(&line, channel->lang);
	}
	if (channel->restored && json_id(message, "id", &id) && id <= channel->restored)
		buf_text(&line, ",\"late\":true");
	buf_text(&line, "}}\n");
	const char *copy = arena_copy(&page->arena, line.bytes, line.length);
	buf_free(&line);
	return copy;
}

struct page *page_read(const cJSON *messages, const struct channel_record *channel, uint64_t after)
{
	size_t size = (size_t)cJSON_GetArraySize(messages), kept = 0;
	struct page *page = new_page(size);
	const cJSON *message;
	page->received = size;
	cJSON_ArrayForEach(message, messages) {
		uint64_t id, channel_id;
		if (!json_id(message, "id", &id) || !json_id(message, "channel_id", &channel_id) || channel_id != channel->channel_id || id <= after)
			continue;
		if (!was_seen(channel, id)) {
			page->blank |= is_blank(message, channel->bot_id);
			page->messages[page->count++] = (struct page_message){ id, to_line(page, channel, message) };
		}
	}
	qsort(page->messages, page->count, sizeof *page->messages, by_id);
	for (size_t i = 0; i < page->count; i++)
		if (!kept || page->messages[i].id != page->messages[kept - 1].id)
			page->messages[kept++] = page->messages[i];
	page->count = kept;
	return page;
}

struct page *page_skipping_to(const struct channel_record *channel, uint64_t message_id)
{
	struct page *page = new_page(1);
	struct buf line = { 0 };
	record_write_skip(&line, &(struct command){ .guild_id = channel->guild_id, .channel_id = channel->channel_id, .message_id = message_id });
	page->messages[page->count++] = (struct page_message){ message_id, arena_copy(&page->arena, line.bytes, line.length) };
	buf_free(&line);
	return page;
}

void page_free(struct page *page)
{
	arena_free(&page->arena);
	free(page);
}
