/* Messages made and recognised. */
#include "discord/payload.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "discord/components.h"
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

/* Whether MENTION in TEXT notifies: it is before any code block and not escaped, which is
 * somebody's text. */
static bool notifies(const char *text, const char *mention)
{
	const char *block = strstr(text, "```");
	for (const char *at = text; (at = strstr(at, mention)) && (!block || at < block); at++)
		if (at == text || at[-1] != '\\')
			return true;
	return false;
}

/* "<@1> <@2>" for those of DELIVERY's pings whom TEXT does not mention. */
static const char *mentions(struct arena *arena, const struct delivery *delivery, const char *text)
{
	struct buf list = { 0 };
	for (size_t i = 0; i < delivery->ping_count; i++) {
		char mention[32];
		snprintf(mention, sizeof mention, "<@%ju>", delivery->pings[i]);
		if (!notifies(text, mention))
			buf_printf(&list, "%s%s", list.length ? " " : "", mention);
	}
	const char *copy = arena_copy(arena, buf_string(&list), list.length);
	buf_free(&list);
	return copy;
}

/* TEXT, and the mentions that it lacks on a line of their own below it: in front of it, people
 * would take "You have" for theirs. */
static const char *with_mentions(struct arena *arena, const struct delivery *delivery,
				 const char *text)
{
	const char *list = mentions(arena, delivery, text);
	return *list ? arena_printf(arena, "%s%s%s", text, *text ? "\n" : "", list) : text;
}

/* An embed where the text is one. Mentions within it notify nobody, so all are outside. */
static void choose_form(struct arena *arena, const struct delivery *delivery,
			struct message_parts *parts)
{
	const char *title = delivery->appearance.title;
	if (!title || parts->count != 1 || !delivery->content ||
	    !embed_from_text(arena, delivery->content, title, &parts->embed))
		return;
	parts->embed.outside = with_mentions(arena, delivery, parts->embed.outside);
	if (utf8_count(parts->embed.outside) <= MESSAGE_POINTS)
		parts->form = MESSAGE_EMBED;
}

const char *message_parts(struct arena *arena, const struct delivery *delivery, size_t most,
			  struct message_parts *parts)
{
	const char *content =
		with_mentions(arena, delivery, delivery->content ? delivery->content : "");
	*parts = (struct message_parts){
		.files = arena_alloc(arena, sizeof *parts->files * (delivery->file_count + 1)),
		.form = components_any(&delivery->appearance) ? MESSAGE_PLAIN : MESSAGE_BARE
	};
	const char *problem = decode_files(arena, delivery, parts);
	if (problem)
		return problem;
	if (!*content && !parts->file_count)
		return "it says nothing";
	parts->count = split_text(arena, content, MESSAGE_POINTS, &parts->texts);
	if (parts->count > most)
		as_file(arena, content, delivery->ping_count, parts);
	else
		choose_form(arena, delivery, parts);
	for (size_t i = 0; i < parts->file_count; i++)
		parts->files[i].name = safe_name(arena, parts->files[i].name);
	return NULL;
}

static void add_allowed_mentions(struct buf *json, const struct delivery *delivery)
{
	buf_text(json, ",\"allowed_mentions\":{\"parse\":[],");
	for (size_t i = 0; i < delivery->ping_count; i++)
		buf_printf(json, "%s\"%ju\"%s", i ? "," : "\"users\":[", delivery->pings[i],
			   i + 1 == delivery->ping_count ? "]," : "");
	buf_text(json, "\"replied_user\":false}");
}

const char *message_json(struct arena *arena, const struct delivery *delivery,
			 const struct message_parts *parts, size_t index, enum message_form form,
			 bool referring)
{
	struct buf json = { 0 };
	bool last = index + 1 == parts->count, files = parts->file_count && last;
	buf_text(&json, "{\"content\":");
	buf_json(&json, form == MESSAGE_EMBED ? parts->embed.outside : parts->texts[index]);
	if (form == MESSAGE_EMBED) {
		buf_char(&json, ',');
		embed_write(&json, &parts->embed, delivery->appearance.color);
	}
	if (form != MESSAGE_BARE && last && components_any(&delivery->appearance)) {
		buf_char(&json, ',');
		components_write(&json, &delivery->appearance);
	}
	buf_printf(&json, ",\"nonce\":\"%s",
		   delivery->nonce); /* a nonce used twice would swallow the second message */
	if (index)
		buf_printf(&json, "-%zu", index);
	buf_text(&json, "\",\"enforce_nonce\":true");
	if (form != MESSAGE_EMBED) /* it would hide that, too */
		buf_printf(&json, ",\"flags\":%d", FLAG_SUPPRESS_EMBEDS);
	add_allowed_mentions(&json, delivery);
	if (referring && delivery->reply_to && delivery->kind == DELIVER_REPLY)
		buf_printf(&json,
			   ",\"message_reference\":{\"message_id\":\"%ju\",\"fail_if_not_exists\":"
			   "false}",
			   delivery->reply_to);
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
static const char white[] = " \t\r\n";
static bool same_text(const char *one, const char *other)
{
	one += strspn(one, white);
	other += strspn(other, white);
	size_t length = strlen(one), other_length = strlen(other);
	while (length && strchr(white, one[length - 1]))
		length--;
	while (other_length && strchr(white, other[other_length - 1]))
		other_length--;
	return length == other_length && memcmp(one, other, length) == 0;
}

/* Whether CONTENT is TEXT, or TEXT with what somebody chose below it: a message whose button was
 * pressed says that at its end. */
static bool says(const char *content, const char *text, const struct delivery *delivery)
{
	if (same_text(content, text))
		return true;
	if (!delivery->appearance.button_count)
		return false;
	text += strspn(text, white);
	content += strspn(content, white);
	size_t length = strlen(text);
	while (length && strchr(white, text[length - 1]))
		length--;
	if (strncmp(content, text, length) != 0)
		return false;
	content += length;
	size_t between = strspn(content, white);
	return (!length || between) && strncmp(content + between, "<@", 2) == 0;
}

enum { NO_NONCE = -2, OTHER_NONCE = -1 };
/* The part of DELIVERY, of COUNT parts, whose nonce MESSAGE carries. Discord need not give it back.
 */
static int part_of_nonce(const cJSON *message, const struct delivery *delivery, size_t count)
{
	const char *nonce = json_text(message, "nonce");
	size_t length = strlen(delivery->nonce);
	uint64_t part = 0;
	if (!nonce)
		return NO_NONCE;
	if (strncmp(nonce, delivery->nonce, length) != 0 ||
	    (nonce[length] &&
	     (nonce[length] != '-' || !snowflake_parse(nonce + length + 1, &part))) ||
	    part >= count)
		return OTHER_NONCE;
	return (int)part;
}

/* Whether MESSAGE, with CONTENT, is PARTS as an embed. A moderator may have removed the embed: then
 * it is known by the command that it answers, which has no other answer of that form. */
static bool is_embed(const cJSON *message, const char *content, bool refers,
		     const struct delivery *delivery, const struct message_parts *parts)
{
	const cJSON *embeds = json_get(message, "embeds"), *embed = cJSON_GetArrayItem(embeds, 0);
	const char *title = json_text(embed, "title"), *text = json_text(embed, "description");
	if (parts->form != MESSAGE_EMBED || !says(content, parts->embed.outside, delivery))
		return false;
	if (!embed)
		return refers && json_integer(message, "flags", 0) & FLAG_SUPPRESS_EMBEDS;
	return title && text && same_text(title, parts->embed.title) &&
	       same_text(text, parts->embed.description);
}

/* Whether LINE is one of TEXT's. */
static bool has_line(const char *text, const char *line)
{
	size_t length = strlen(line);
	for (const char *at = text; length && (at = strstr(at, line)); at++)
		if ((at == text || at[-1] == '\n') && (!at[length] || at[length] == '\n'))
			return true;
	return false;
}

int message_is_part(const cJSON *message, uint64_t own_id, const struct delivery *delivery,
		    const struct message_parts *parts)
{
	uint64_t author_id, reference = 0;
	const char *content = json_text(message, "content");
	if (!json_id(json_get(message, "author"), "id", &author_id) || author_id != own_id ||
	    !content)
		return -1;
	if (delivery->kind == DELIVER_DM && delivery->entry && has_line(content, delivery->entry))
		return 0;
	int by_nonce = part_of_nonce(message, delivery, parts->count);
	if (by_nonce != NO_NONCE)
		return by_nonce;
	json_id(json_get(message, "message_reference"), "message_id", &reference);
	/* A reply whose command was deleted first has no reference. */
	if (delivery->kind == DELIVER_REPLY && reference && reference != delivery->reply_to)
		return -1;
	bool refers = delivery->kind == DELIVER_REPLY && reference;
	for (size_t i = 0; i < parts->count; i++) {
		size_t files = i + 1 == parts->count ? parts->file_count : 0;
		if ((says(content, parts->texts[i], delivery) ||
		     is_embed(message, content, refers, delivery, parts)) &&
		    (size_t)cJSON_GetArraySize(json_get(message, "attachments")) == files)
			return (int)i;
	}
	return -1;
}
