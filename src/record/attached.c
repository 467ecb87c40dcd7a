/* Files that came with a command, from and to JSON. */
#include "record/attached.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record/reading.h"

const char *const unkept_names[] = { "too_many", "too_large",   "member_day", "guild_day",
				     "too_late", "gone",        "broken",     "address",
				     "no_room",  "unreachable", NULL };

/* A name of RFC 6838, section 4.2, of at most 60 characters. */
static size_t type_name(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+";
	size_t length = strspn(text, letters);
	return length <= 60 && (*text >= 'a' || (*text >= '0' && *text <= '9')) ? length : 0;
}

static bool is_media_type(const char *text)
{
	size_t type = type_name(text), subtype = 0;
	if (type && text[type] == '/')
		subtype = type_name(text + type + 1);
	return subtype && !text[type + 1 + subtype];
}

const char *media_type_of(struct arena *arena, const char *text)
{
	size_t length = text ? strcspn(text, "; \t") : 0;
	if (!length || length >= MEDIA_TYPE_SIZE)
		return UNKNOWN_MEDIA_TYPE;
	char *type = arena_copy(arena, text, length);
	for (char *c = type; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return is_media_type(type) ? type : UNKNOWN_MEDIA_TYPE;
}

static bool is_hash(const char *text)
{
	return strlen(text) == SHA256_TEXT_SIZE - 1 &&
	       strspn(text, "0123456789abcdef") == SHA256_TEXT_SIZE - 1;
}

static int64_t size_in(const cJSON *item)
{
	int64_t size = json_integer(item, "size", -1);
	return size >= 0 && size <= LARGEST_ATTACHED ? size : -1;
}

static void take_attachment(struct arena *arena, const cJSON *item, const char *type_key,
			    struct attached *attached)
{
	const char *url = json_text(item, "url");
	if (attached->attachment_count == MAX_ATTACHED) {
		attached->more = true;
		return;
	}
	attached->attachments[attached->attachment_count++] = (struct attachment){
		.url = url && strlen(url) <= LONGEST_ATTACHMENT_URL ? url : "",
		.size = size_in(item),
		.media_type = media_type_of(arena, json_text(item, type_key)),
	};
}

static struct attached *take_attachments(struct arena *arena, const cJSON *list,
					 const char *type_key)
{
	const cJSON *item;
	if (!cJSON_IsArray(list) || !list->child)
		return NULL;
	struct attached *attached = arena_alloc(arena, sizeof *attached);
	for (item = list->child; item; item = item->next)
		take_attachment(arena, item, type_key, attached);
	return attached;
}

const struct attached *attached_of_message(struct arena *arena, const cJSON *json)
{
	return take_attachments(arena, json_get(json, "attachments"), "content_type");
}

static bool read_evidence(const cJSON *list, struct attached *attached)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		const char *hash = json_text(item, "sha256"), *type = json_text(item, "media_type");
		int64_t size = size_in(item);
		if (attached->evidence_count == MAX_ATTACHED || !hash || !is_hash(hash) || !type ||
		    !is_media_type(type) || size < 0)
			return false;
		attached->evidence[attached->evidence_count++] =
			(struct evidence){ hash, size, type };
	}
	return true;
}

static bool read_unkept(const cJSON *list, struct attached *attached)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, list)
	{
		const char *why = json_text(item, "why");
		int64_t file = json_integer(item, "file", 0);
		int reason = 0;
		while (why && unkept_names[reason] && strcmp(unkept_names[reason], why) != 0)
			reason++;
		if (attached->unkept_count == MAX_ATTACHED || !why || !unkept_names[reason] ||
		    file < 1 || file > MAX_ATTACHED + 1)
			return false;
		attached->unkept[attached->unkept_count++] =
			(struct unkept){ file, (enum unkept_why)reason };
	}
	return true;
}

bool record_read_attached(struct arena *arena, const cJSON *json, struct command *command,
			  const char **why)
{
	const cJSON *evidence = json_get(json, "evidence"), *unkept = json_get(json, "unkept");
	struct attached *attached =
		take_attachments(arena, json_get(json, "attachments"), "media_type");
	if (!attached && (evidence || unkept))
		attached = arena_alloc(arena, sizeof *attached);
	command->attached = attached;
	if (!attached || (read_evidence(evidence, attached) && read_unkept(unkept, attached)))
		return true;
	*why = "\"evidence\" or \"unkept\" holds too much, or what is no file: \"sha256\", "
	       "\"size\" and \"media_type\", or \"file\" and \"why\"";
	return false;
}

static void write_attachments(struct buf *out, const struct attached *attached)
{
	for (size_t i = 0; i < attached->attachment_count; i++) {
		const struct attachment *file = &attached->attachments[i];
		buf_text(out, i ? ",{\"url\":" : ",\"attachments\":[{\"url\":");
		buf_json(out, file->url);
		if (file->size >= 0)
			buf_printf(out, ",\"size\":%jd", file->size);
		buf_text(out, ",\"media_type\":");
		buf_json(out, file->media_type);
		buf_char(out, '}');
	}
	if (attached->more) /* an eleventh, which nobody fetches */
		buf_text(out, ",{\"url\":\"\",\"media_type\":\"" UNKNOWN_MEDIA_TYPE "\"}");
	if (attached->attachment_count)
		buf_char(out, ']');
}

void record_write_attached(struct buf *out, const struct command *command)
{
	const struct attached *attached = command->attached;
	if (!attached)
		return;
	write_attachments(out, attached);
	for (size_t i = 0; i < attached->evidence_count; i++) {
		const struct evidence *file = &attached->evidence[i];
		buf_printf(out, "%s{\"sha256\":\"%s\",\"size\":%jd,\"media_type\":",
			   i ? "," : ",\"evidence\":[", file->sha256, file->size);
		buf_json(out, file->media_type);
		buf_char(out, '}');
	}
	buf_text(out, attached->evidence_count ? "]" : "");
	for (size_t i = 0; i < attached->unkept_count; i++)
		buf_printf(out, "%s{\"file\":%jd,\"why\":\"%s\"}", i ? "," : ",\"unkept\":[",
			   attached->unkept[i].file, unkept_names[attached->unkept[i].why]);
	buf_text(out, attached->unkept_count ? "]" : "");
}

const char *evidence_text(struct arena *arena, const struct attached *attached)
{
	struct buf text = { 0 };
	for (size_t i = 0; attached && i < attached->evidence_count; i++)
		buf_printf(&text, "%s%s %jd %s", i ? " " : "", attached->evidence[i].sha256,
			   attached->evidence[i].size, attached->evidence[i].media_type);
	const char *copy = text.length ? arena_strdup(arena, buf_string(&text)) : NULL;
	buf_free(&text);
	return copy;
}

bool evidence_read(struct arena *arena, const char *text, struct attached *attached)
{
	char hash[SHA256_TEXT_SIZE], type[MEDIA_TYPE_SIZE];
	int64_t size;
	int used;
	for (; *text; text += used + (text[used] == ' ')) {
		used = 0;
		if (attached->evidence_count == MAX_ATTACHED ||
		    sscanf(text, "%64s %13jd %127s%n", hash, &size, type, &used) != 3 || !used ||
		    !is_hash(hash) || !is_media_type(type) || size < 0 || size > LARGEST_ATTACHED)
			return false;
		attached->evidence[attached->evidence_count++] =
			(struct evidence){ arena_strdup(arena, hash), size,
					   arena_strdup(arena, type) };
	}
	return attached->evidence_count > 0;
}
