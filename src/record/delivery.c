/* Records between the books and Discord: channels to read, posts, deliveries and what became of
 * them. From and to JSON. */
#include <string.h>

#include "base/instant.h"
#include "record/reading.h"

const char *const delivery_kind_names[] = { "reply",    "post",        "dm", "reaction",
					    "role_add", "role_remove", NULL };

void record_write_id_list(struct buf *out, const char *key, const uint64_t *ids, size_t count)
{
	buf_printf(out, ",\"%s\":[", key);
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s\"%ju\"", i ? "," : "", ids[i]);
	buf_char(out, ']');
}

static void write_id(struct buf *out, const char *key, uint64_t id)
{
	if (id)
		buf_printf(out, ",\"%s\":\"%ju\"", key, id);
}

static void write_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_printf(out, ",\"%s\":", key);
	buf_json(out, text);
}

static void write_time(struct buf *out, const char *key, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	if (time)
		write_text(out, key, instant_format(time, text));
}

bool record_read_id_list(struct arena *arena, const cJSON *list, uint64_t **ids, size_t *count)
{
	const cJSON *item;
	*ids = arena_alloc(arena, sizeof **ids * ((size_t)cJSON_GetArraySize(list) + 1));
	cJSON_ArrayForEach(item, list) if (!cJSON_IsString(item) ||
					   !snowflake_parse(item->valuestring,
							    &(*ids)[(*count)++])) return false;
	return true;
}

/* The guild and the ids of its outbox. */
static bool read_outbox_ids(struct arena *arena, const cJSON *json, uint64_t *guild_id, int64_t *id,
			    int64_t **with, size_t *with_count, const char **why)
{
	uint64_t *others, number;
	if (!record_need_id(arena, json, "guild_id", guild_id, why) ||
	    !record_need_id(arena, json, "id", &number, why))
		return false;
	if (!record_read_id_list(arena, json_get(json, "with"), &others, with_count)) {
		*why = "\"with\" holds something that is no id";
		return false;
	}
	*id = (int64_t)number;
	*with = arena_alloc(arena, sizeof **with * (*with_count + 1));
	for (size_t i = 0; i < *with_count; i++)
		(*with)[i] = (int64_t)others[i];
	return true;
}

static void write_outbox_ids(struct buf *out, const char *type, uint64_t guild_id, int64_t id,
			     const int64_t *with, size_t with_count)
{
	buf_printf(out, "{\"type\":\"%s\",\"guild_id\":\"%ju\",\"id\":\"%jd\"", type, guild_id, id);
	for (size_t i = 0; i < with_count; i++)
		buf_printf(out, "%s\"%jd\"%s", i ? "," : ",\"with\":[", with[i],
			   i + 1 == with_count ? "]" : "");
}

static bool read_waiting(struct arena *arena, const cJSON *list, struct channel_record *channel)
{
	const cJSON *item;
	channel->waiting = arena_alloc(arena, sizeof *channel->waiting *
						      ((size_t)cJSON_GetArraySize(list) + 1));
	cJSON_ArrayForEach(item, list)
	{
		struct waiting_message *message = &channel->waiting[channel->waiting_count++];
		if (!json_id(item, "message", &message->message_id) ||
		    !record_read_id_list(arena, json_get(item, "n"), &message->numbers,
					 &message->count))
			return false;
	}
	return true;
}

static void write_waiting(struct buf *out, const struct channel_record *channel)
{
	buf_text(out, ",\"waiting\":[");
	for (size_t i = 0; i < channel->waiting_count; i++) {
		const struct waiting_message *message = &channel->waiting[i];
		buf_printf(out, "%s{\"message\":\"%ju\"", i ? "," : "", message->message_id);
		record_write_id_list(out, "n", message->numbers, message->count);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

bool record_read_channel(struct arena *arena, const cJSON *json, struct channel_record *channel,
			 const char **why)
{
	if (!record_need_id(arena, json, "guild_id", &channel->guild_id, why) ||
	    !record_need_id(arena, json, "channel_id", &channel->channel_id, why))
		return false;
	if (!json_id(json, "after", &channel->after)) {
		*why = "\"after\" is missing or no id (a string of decimal digits)";
		return false;
	}
	channel->cursor = channel->after;
	json_id(json, "cursor", &channel->cursor);
	json_id(json, "bot_id", &channel->bot_id);
	json_id(json, "bot_role_id", &channel->bot_role_id);
	json_id(json, "threads_since", &channel->threads_since);
	json_id(json, "restored", &channel->restored);
	channel->thread = json_true(json, "thread");
	channel->mentions_only = json_true(json, "mentions_only");
	channel->prefix = json_text(json, "prefix");
	channel->lang = json_text(json, "lang");
	if (!record_read_id_list(arena, json_get(json, "seen"), &channel->seen,
				 &channel->seen_count)) {
		*why = "\"seen\" holds something that is no id";
		return false;
	}
	if (!read_waiting(arena, json_get(json, "waiting"), channel)) {
		*why = "\"waiting\" holds something without \"message\", an id, and \"n\", "
		       "numbers";
		return false;
	}
	return true;
}

void record_write_channel(struct buf *out, const struct channel_record *channel)
{
	buf_printf(out,
		   "{\"type\":\"channel\",\"guild_id\":\"%ju\",\"channel_id\":\"%ju\",\"after\":"
		   "\"%ju\",\"cursor\":\"%ju\"",
		   channel->guild_id, channel->channel_id, channel->after, channel->cursor);
	write_text(out, "prefix", channel->prefix);
	write_id(out, "bot_id", channel->bot_id);
	write_id(out, "bot_role_id", channel->bot_role_id);
	write_text(out, "lang", channel->lang);
	write_id(out, "threads_since", channel->threads_since);
	write_id(out, "restored", channel->restored);
	if (channel->thread)
		buf_text(out, ",\"thread\":true");
	if (channel->mentions_only)
		buf_text(out, ",\"mentions_only\":true");
	if (channel->seen_count)
		record_write_id_list(out, "seen", channel->seen, channel->seen_count);
	if (channel->waiting_count)
		write_waiting(out, channel);
	buf_text(out, "}\n");
}

bool record_read_files(const cJSON *list, struct file *files, size_t *count, const char **why)
{
	const cJSON *item;
	if (list && (!cJSON_IsArray(list) || cJSON_GetArraySize(list) > MAX_FILES)) {
		*why = "\"files\" is no list of at most 10";
		return false;
	}
	cJSON_ArrayForEach(item, list)
	{
		struct file file = { json_text(item, "name"), json_text(item, "media_type"),
				     json_text(item, "base64") };
		if (!file.name || !file.media_type || !file.base64) {
			*why = "\"files\" holds one without name, media_type or base64";
			return false;
		}
		files[(*count)++] = file;
	}
	return true;
}

void record_write_files(struct buf *out, const struct file *files, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_text(out, i ? ",{\"name\":" : ",\"files\":[{\"name\":");
		buf_json(out, files[i].name);
		write_text(out, "media_type", files[i].media_type);
		write_text(out, "base64", files[i].base64);
		buf_text(out, i + 1 == count ? "}]" : "}");
	}
}

bool record_read_post(struct arena *arena, const cJSON *json, struct post *post, const char **why)
{
	struct file files[MAX_FILES];
	size_t file_count = 0;
	const char *time = json_text(json, "time");
	post->content = json_text(json, "content");
	if (!post->content)
		post->content = "";
	if (!time || !instant_parse(zone_utc(), time, &post->time))
		*why = "\"time\" is missing or no RFC 3339 time";
	else if (record_read_files(json_get(json, "files"), files, &file_count, why) &&
		 !file_count && !*post->content)
		*why = "it has neither \"content\" nor \"files\"";
	if (file_count)
		post->files = json_print(arena, json_get(json, "files"));
	return !*why && record_need_id(arena, json, "guild_id", &post->guild_id, why) &&
	       (!json_get(json, "channel_id") ||
		record_need_id(arena, json, "channel_id", &post->channel_id, why)) &&
	       record_need_id(arena, json, "message_id", &post->message_id, why);
}

void record_write_post(struct buf *out, const struct post *post)
{
	buf_text(out, "{\"type\":\"post\"");
	write_id(out, "message_id", post->message_id);
	write_id(out, "guild_id", post->guild_id);
	if (post->channel_id)
		write_id(out, "channel_id", post->channel_id);
	write_time(out, "time", post->time);
	write_text(out, "content", post->content);
	if (post->files)
		buf_printf(out, ",\"files\":%s", post->files);
	buf_text(out, "}\n");
}

static bool read_kind(const char *name, enum delivery_kind *kind)
{
	for (int i = 0; name && delivery_kind_names[i]; i++)
		if (strcmp(name, delivery_kind_names[i]) == 0) {
			*kind = (enum delivery_kind)i;
			return true;
		}
	return false;
}

bool record_read_delivery(struct arena *arena, const cJSON *json, struct delivery *delivery,
			  const char **why)
{
	bool needs_channel;
	delivery->nonce = json_text(json, "nonce");
	delivery->content = json_text(json, "content");
	delivery->attempt = json_integer(json, "attempt", 1);
	delivery->uncertain = json_true(json, "uncertain");
	delivery->neutral = json_true(json, "neutral");
	delivery->paced = json_true(json, "paced");
	const char *marked = json_text(json, "marked");
	if (marked)
		instant_parse(zone_utc(), marked, &delivery->marked);
	json_id(json, "channel_id", &delivery->channel_id);
	json_id(json, "reply_to", &delivery->reply_to);
	json_id(json, "user_id", &delivery->user_id);
	json_id(json, "role_id", &delivery->role_id);
	json_id(json, "after", &delivery->after);
	delivery->entry = json_text(json, "entry");
	if (delivery->entry && delivery->reply_to)
		json_id(json, "restored", &delivery->restored);
	record_take_appearance(json_get(json, "embed"), json_get(json, "button"),
			       &delivery->appearance);
	record_take_buttons(arena, json, &delivery->appearance);
	if (!read_outbox_ids(arena, json, &delivery->guild_id, &delivery->id, &delivery->with,
			     &delivery->with_count, why))
		return false;
	if (!record_read_id_list(arena, json_get(json, "pings"), &delivery->pings,
				 &delivery->ping_count) ||
	    delivery->ping_count > MAX_PINGS) {
		*why = "\"pings\" is no list of at most 50 ids";
		return false;
	}
	if (!read_kind(json_text(json, "kind"), &delivery->kind)) {
		*why = "\"kind\" is none of reply, post, dm, reaction, role_add, role_remove";
		return false;
	}
	needs_channel = delivery->kind == DELIVER_REPLY || delivery->kind == DELIVER_POST ||
			delivery->kind == DELIVER_REACTION;
	if (!delivery->nonce || !*delivery->nonce || strlen(delivery->nonce) > 22)
		*why = "\"nonce\" is missing or longer than 22 characters"; /* Discord's 25, less
									       "-12" for parts */
	else if (needs_channel ? !delivery->channel_id : !delivery->user_id)
		*why = needs_channel ? "\"channel_id\" is missing" : "\"user_id\" is missing";
	else if (delivery->kind == DELIVER_REACTION &&
		 (!delivery->reply_to || !delivery->content || !*delivery->content))
		*why = "a reaction needs \"reply_to\" and an emoji as \"content\"";
	else if (delivery->kind >= DELIVER_ROLE_ADD && !delivery->role_id)
		*why = "\"role_id\" is missing";
	return !*why && record_read_files(json_get(json, "files"), delivery->files,
					  &delivery->file_count, why);
}

void record_write_delivery(struct buf *out, const struct delivery *delivery)
{
	write_outbox_ids(out, "delivery", delivery->guild_id, delivery->id, delivery->with,
			 delivery->with_count);
	write_text(out, "kind", delivery_kind_names[delivery->kind]);
	write_text(out, "nonce", delivery->nonce);
	write_id(out, "channel_id", delivery->channel_id);
	write_id(out, "reply_to", delivery->reply_to);
	write_id(out, "user_id", delivery->user_id);
	write_id(out, "role_id", delivery->role_id);
	write_id(out, "after", delivery->after);
	write_id(out, "restored", delivery->restored);
	write_text(out, "entry", delivery->entry);
	write_text(out, "content", delivery->content);
	record_write_appearance(out, &delivery->appearance);
	record_write_buttons(out, &delivery->appearance);
	if (delivery->ping_count)
		record_write_id_list(out, "pings", delivery->pings, delivery->ping_count);
	record_write_files(out, delivery->files, delivery->file_count);
	write_time(out, "marked", delivery->marked);
	if (delivery->neutral)
		buf_text(out, ",\"neutral\":true");
	if (delivery->paced)
		buf_text(out, ",\"paced\":true");
	buf_printf(out, ",\"attempt\":%jd,\"uncertain\":%s}\n", delivery->attempt,
		   delivery->uncertain ? "true" : "false");
}

static bool is_delivered_status(const char *status)
{
	static const char *const all[] = { "sent", "retry", "refused", "failed" };
	for (size_t i = 0; status && i < sizeof all / sizeof *all; i++)
		if (strcmp(all[i], status) == 0)
			return true;
	return false;
}

bool record_read_delivered(struct arena *arena, const cJSON *json, struct delivered *delivered,
			   const char **why)
{
	const cJSON *error = json_get(json, "error");
	const char *not_before = json_text(json, "not_before");
	delivered->status = json_text(json, "status");
	delivered->uncertain = json_true(json, "uncertain");
	delivered->untried = json_true(json, "untried");
	delivered->withdrawn = json_true(json, "withdrawn");
	delivered->error_http = (int)json_integer(error, "http", 0);
	delivered->error_code = json_integer(error, "code", 0);
	delivered->error_message = json_text(error, "message");
	json_id(json, "discord_id", &delivered->discord_id);
	if (!is_delivered_status(delivered->status))
		*why = "\"status\" is none of sent, retry, refused, failed";
	else if (not_before && !instant_parse(zone_utc(), not_before, &delivered->not_before))
		*why = "\"not_before\" is no RFC 3339 time";
	return !*why && read_outbox_ids(arena, json, &delivered->guild_id, &delivered->id,
					&delivered->with, &delivered->with_count, why);
}

void record_write_delivered(struct buf *out, const struct delivered *delivered)
{
	write_outbox_ids(out, "delivered", delivered->guild_id, delivered->id, delivered->with,
			 delivered->with_count);
	write_text(out, "status", delivered->status);
	write_id(out, "discord_id", delivered->discord_id);
	if (delivered->error_message) {
		buf_printf(out, ",\"error\":{\"http\":%d,\"code\":%jd", delivered->error_http,
			   delivered->error_code);
		write_text(out, "message", delivered->error_message);
		buf_char(out, '}');
	}
	write_time(out, "not_before", delivered->not_before);
	if (delivered->uncertain)
		buf_text(out, ",\"uncertain\":true");
	if (delivered->untried)
		buf_text(out, ",\"untried\":true");
	if (delivered->withdrawn)
		buf_text(out, ",\"withdrawn\":true");
	buf_text(out, "}\n");
}
