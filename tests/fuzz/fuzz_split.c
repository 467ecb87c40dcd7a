/* Fuzz target: long answers cut into messages of Discord's. Each fits, is text, is recognised again
 * as the part it is; and nothing but white space and the fences that are closed and opened again is
 * added or lost. */
#include "fuzz.h"

#include "discord/payload.h"
#include "discord/split.h"

/* TEXT without white space and fences: what a reader reads. */
static char *essence(struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text), *to = out;
	for (const char *at = out; *at;) {
		if (strncmp(at, "```", 3) == 0)
			at += 3;
		else if (strchr(" \t\r\n", *at))
			at++;
		else
			*to++ = *at++;
	}
	*to = '\0';
	return out;
}

static void check_message(struct arena *arena, const struct delivery *delivery,
			  const struct message_parts *parts, size_t index)
{
	const char *why, *json = message_json(arena, delivery, parts, index, MESSAGE_BARE, true);
	cJSON *body = json_object(arena, json, strlen(json), &why);
	REQUIRE(body && strcmp(json_text(body, "content"), parts->texts[index]) == 0);
	REQUIRE(utf8_count(parts->texts[index]) <= MESSAGE_POINTS);
	const cJSON *mentions = json_get(body, "allowed_mentions");
	REQUIRE(cJSON_IsArray(json_get(mentions, "parse")) &&
		cJSON_GetArraySize(json_get(mentions, "parse")) == 0);
	struct buf sent = { 0 };
	buf_text(&sent, "{\"author\":{\"id\":\"5\"},\"content\":");
	buf_json(&sent, parts->texts[index]);
	buf_text(&sent, "}");
	body = json_object(arena, arena_copy(arena, sent.bytes, sent.length), sent.length, &why);
	int found = message_is_part(body, 5, delivery, parts);
	REQUIRE(parts->file_count ? found < (int)parts->count
				  : found >= 0 && strcmp(essence(arena, parts->texts[found]),
							 essence(arena, parts->texts[index])) == 0);
	buf_free(&sent);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	if (size < 1)
		return 0;
	char *text = fuzz_text(&arena, data + 1, size - 1);
	const char **parts;
	if (text) {
		size_t points = 40 + data[0] % 100u,
		       count = split_text(&arena, text, points, &parts), fences = 0;
		struct buf joined = { 0 };
		for (const char *at = text; (at = strstr(at, "```")); at += 3)
			fences++;
		REQUIRE(count >= 1);
		for (size_t i = 0; i < count; i++) {
			REQUIRE(utf8_count(parts[i]) <= points &&
				utf8_valid(parts[i], strlen(parts[i])));
			buf_text(&joined, parts[i]);
			buf_char(&joined, '\n'); /* "``" and "`" of two parts make no fence */
		}
		if (fences == 0)
			REQUIRE(strcmp(essence(&arena, buf_string(&joined)),
				       essence(&arena, text)) == 0);
		buf_free(&joined);
		struct message_parts message;
		struct delivery delivery = {
			.id = 1, .kind = DELIVER_POST, .nonce = "n", .content = text
		};
		/* the same again and again, so that it is longer than a message */
		struct buf longer = { 0 };
		for (int i = 0; i < (data[0] % 8 ? 1 : data[0]); i++)
			buf_text(&longer, text);
		delivery.content = arena_copy(&arena, buf_string(&longer), longer.length);
		buf_free(&longer);
		if (!message_parts(&arena, &delivery, 3, &message))
			for (size_t i = 0; i < message.count; i++)
				check_message(&arena, &delivery, &message, i);
	}
	arena_free(&arena);
	return 0;
}
