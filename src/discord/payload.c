/* Messages made and recognised. */
#include "discord/payload.h"

#include <sodium.h>
#include <string.h>

#include "base/unicode.h"
#include "discord/split.h"

enum {
	LARGEST_FILE = 10 * 1024 * 1024 /* Discord's, without boosts */,
	PREVIEW_POINTS = 1500,
	MENTION_POINTS = 23,
	FLAG_SUPPRESS_EMBEDS = 1 << 2
};

static const char *decode_files(struct arena *arena, const struct delivery *delivery,
				struct message_parts *parts)
{
	for (size_t i = 0; i < delivery->file_count; i++) {
		const struct file *file = &delivery->files[i];
		size_t room = strlen(file->base64) / 4 * 3 + 3, length;
		unsigned char *bytes = arena_alloc_raw(arena, room);
		if (sodium_base642bin(bytes, room, file->base64, strlen(file->base64), NULL,
				      &length, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
			return "a file is not base64";
		if (length > LARGEST_FILE)
			return "a file is larger than the 10 MiB that Discord takes";
		parts->files[parts->file_count++] =
			(struct http_file){ file->name, file->media_type, (const char *)bytes,
					    length };
	}
	return NULL;
}

/* Letters, digits, dots, dashes: what every client shows as it is. */
static const char *safe_name(struct arena *arena, const char *name)
{
	char *safe = arena_strdup(arena, *name ? name : "file");
	for (char *at = safe; *at; at++)
		if (!((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
		      (*at >= '0' && *at <= '9') || strchr("._-", *at)))
			*at = '_';
	return safe;
}

static void as_file(struct arena *arena, const char *content, size_t pings,
		    struct message_parts *parts)
{
	const char **pieces;
	parts->files[parts->file_count++] =
		(struct http_file){ "answer.txt", "text/plain; charset=utf-8", content,
				    strlen(content) };
	split_text(arena, content, PREVIEW_POINTS - pings * MENTION_POINTS, &pieces);
	parts->texts[0] = pieces[0];
	parts->count = 1;
}

/* Whether TEXT mentions the user itself: behind a backslash it is somebody's text. */
static bool mentions(const char *text, const char *mention)
{
	for (const char *at = text; (at = strstr(at, mention)); at++)
		if (at == text || at[-1] != '\\')
			return true;
	return false;
}

/* CONTENT, and behind it those whom the message pings and it does not mention. */
static const char *with_mentions(struct arena *arena, const struct delivery *delivery,
				 const char *content)
{
	struct buf text = { 0 };
	buf_text(&text, content);
	for (size_t i = 0, added = 0; i < delivery->ping_count; i++) {
		const char *mention =
			arena_printf(arena, "<@%llu>", (unsigned long long)delivery->pings[i]);
		if (mentions(content, mention))
			continue;
		buf_text(&text, added++ ? " " : text.length ? "\n" : "");
		buf_text(&text, mention);
	}
	const char *copy = arena_copy(arena, buf_string(&text), text.length);
	buf_free(&text);
	return copy;
}

const char *message_parts(struct arena *arena, const struct delivery *delivery, size_t most,
			  struct message_parts *parts)
{
	const char *content = delivery->content ? delivery->content : "";
	*parts = (struct message_parts){
		.files = arena_alloc(arena, sizeof *parts->files * (delivery->file_count + 1))
	};
	const char *problem = decode_files(arena, delivery, parts);
	if (problem)
		return problem;
	if (!*content && !parts->file_count)
		return "it says nothing";
	parts->count = split_text(arena, with_mentions(arena, delivery, content), MESSAGE_POINTS,
				  &parts->texts);
	if (parts->count > most) {
		as_file(arena, content, delivery->ping_count, parts);
		parts->texts[0] = with_mentions(arena, delivery, parts->texts[0]);
	}
	for (size_t i = 0; i < parts->file_count; i++)
		parts->files[i].name = safe_name(arena, parts->files[i].name);
	return NULL;
}

const char *message_json(struct arena *arena, const struct delivery *delivery,
			 const struct message_parts *parts, size_t index, bool referring)
{
	struct buf json = { 0 };
	bool files = parts->file_count && index + 1 == parts->count;
	buf_text(&json, "{\"content\":");
	buf_json(&json, parts->texts[index]);
	buf_printf(&json, ",\"nonce\":\"%s",
		   delivery->nonce); /* a nonce used twice would swallow the second message */
	if (index)
		buf_printf(&json, "-%zu", index);
	buf_printf(&json,
		   "\",\"enforce_nonce\":true,\"flags\":%d,\"allowed_mentions\":{\"parse\":[],",
		   FLAG_SUPPRESS_EMBEDS);
	for (size_t i = 0; i < delivery->ping_count; i++)
		buf_printf(&json, "%s\"%llu\"%s", i ? "," : "\"users\":[",
			   (unsigned long long)delivery->pings[i],
			   i + 1 == delivery->ping_count ? "]," : "");
	buf_text(&json, "\"replied_user\":false}");
	if (referring && delivery->reply_to && delivery->kind == DELIVER_REPLY)
		buf_printf(&json,
			   ",\"message_reference\":{\"message_id\":\"%llu\",\"fail_if_not_exists\":"
			   "false}",
			   (unsigned long long)delivery->reply_to);
	for (size_t i = 0; files && i < parts->file_count; i++) {
		buf_printf(&json, "%s{\"id\":\"%zu\",\"filename\":", i ? "," : ",\"attachments\":[",
			   i);
		buf_json(&json, parts->files[i].name);
		buf_text(&json, i + 1 == parts->file_count ? "}]" : "}");
	}
	buf_char(&json, '}');
	const char *copy = arena_copy(arena, json.bytes, json.length);
	buf_free(&json);
	return copy;
}

/* Discord drops white space at both ends. */
static bool same_text(const char *one, const char *other)
{
	static const char white[] = " \t\r\n";
	one += strspn(one, white);
	other += strspn(other, white);
	size_t length = strlen(one), other_length = strlen(other);
	while (length && strchr(white, one[length - 1]))
		length--;
	while (other_length && strchr(white, other[other_length - 1]))
		other_length--;
	return length == other_length && memcmp(one, other, length) == 0;
}

/* Whether MESSAGE carries another nonce than DELIVERY's, of any part. Discord need not give it
 * back. */
static bool has_other_nonce(const cJSON *message, const struct delivery *delivery)
{
	const char *nonce = json_text(message, "nonce");
	size_t length = strlen(delivery->nonce);
	return nonce && (strncmp(nonce, delivery->nonce, length) != 0 ||
			 (nonce[length] && nonce[length] != '-'));
}

int message_is_part(const cJSON *message, uint64_t own_id, const struct delivery *delivery,
		    const struct message_parts *parts)
{
	uint64_t author_id, reference = 0;
	const char *content = json_text(message, "content");
	if (!json_id(json_get(message, "author"), "id", &author_id) || author_id != own_id ||
	    !content)
		return -1;
	json_id(json_get(message, "message_reference"), "message_id", &reference);
	/* A reply whose command was deleted first has no reference. */
	if ((delivery->kind == DELIVER_REPLY && reference && reference != delivery->reply_to) ||
	    has_other_nonce(message, delivery))
		return -1;
	for (size_t i = 0; i < parts->count; i++) {
		size_t files = i + 1 == parts->count ? parts->file_count : 0;
		if (same_text(content, parts->texts[i]) &&
		    (size_t)cJSON_GetArraySize(json_get(message, "attachments")) == files)
			return (int)i;
	}
	return -1;
}
