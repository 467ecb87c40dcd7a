/* Fuzz target: an interaction as Discord sends it, and what gl-choices answers. A record comes out
 * only for a member of a community, can be read, and is the interaction's own; an answer is JSON
 * within Discord's limits. The second line is what gl-choices printed. */
#include "fuzz.h"

#include "interaction/handling.h"
#include "record/query.h"

/* Discord's, of one list or form. */
enum { MOST_CHOICES = 25, MOST_FIELDS = 5, LONGEST_ID = 100, LONGEST_LABEL = 45 };

static void check_line(struct arena *arena, const cJSON *json, const struct buf *line)
{
	const char *why = NULL;
	REQUIRE(line->length && line->bytes[line->length - 1] == '\n');
	REQUIRE(!memchr(line->bytes, '\n', line->length - 1));
	REQUIRE(utf8_valid(line->bytes, line->length));
	struct record record;
	const char *copy = arena_copy(arena, line->bytes, line->length - 1);
	REQUIRE(record_read(arena, copy, line->length - 1, &record, &why));
	REQUIRE(record.type == RECORD_COMMAND || record.type == RECORD_REJECT);
	uint64_t id = 0, guild = 0, user = 0;
	REQUIRE(json_id(json, "id", &id) && record.command.message_id == id);
	REQUIRE(json_id(json, "guild_id", &guild) && record.command.guild_id == guild);
	REQUIRE(json_id(json_get(json_get(json, "member"), "user"), "id", &user));
	REQUIRE(record.command.author.id == user && record.command.author.identified);
	REQUIRE(!record.command.author.owner && record.command.source == SOURCE_INTERACTION);
	REQUIRE(record.type != RECORD_REJECT || record.command.private_reply);
}

static void check_query(struct arena *arena, const struct buf *line)
{
	const char *why = NULL;
	struct query query;
	REQUIRE(record_read_query(arena, arena_copy(arena, line->bytes, line->length - 1),
				  line->length - 1, &query, &why));
	REQUIRE(query.guild_id && query.author.id && query.verb);
}

static void check_answer(struct arena *arena, const struct buf *json)
{
	const char *why = NULL;
	const cJSON *read = json_object(arena, arena_copy(arena, json->bytes, json->length),
					json->length, &why),
		    *data = json_get(read, "data"), *choice, *label,
		    *choices = json_get(data, "choices"),
		    *components = json_get(data, "components");
	REQUIRE(read);
	REQUIRE(cJSON_GetArraySize(choices) <= MOST_CHOICES);
	REQUIRE(cJSON_GetArraySize(components) <= MOST_FIELDS);
	cJSON_ArrayForEach(choice, choices)
	{
		size_t length = utf8_count(json_text(choice, "name"));
		REQUIRE(length >= 1 && length <= 100);
	}
	cJSON_ArrayForEach(label, components)
	{
		const char *id = json_text(json_get(label, "component"), "custom_id");
		REQUIRE(id && utf8_count(id) <= LONGEST_ID);
		REQUIRE(utf8_count(json_text(label, "label")) <= LONGEST_LABEL);
	}
}

static void check_offer(struct arena *arena, const cJSON *json, const char *offer)
{
	struct buf answer = { 0 };
	if (interaction_offer(arena, json, offer, strlen(offer), &answer))
		check_answer(arena, &answer);
	buf_free(&answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	char *at = arena_copy(&arena, (const char *)data, size), *end = at + size;
	char *line = fuzz_line(&at, end), *offer = fuzz_line(&at, end);
	const char *why = NULL, *text = NULL;
	const cJSON *json = line ? json_value(&arena, line, strlen(line), &why) : NULL;
	if (json && cJSON_IsObject(json)) {
		switch (interaction_handle(&arena, json, 0, &out, &text)) {
		case INTERACTION_TELL: REQUIRE(text && *text && !out.length); break;
		case INTERACTION_SHOW: check_answer(&arena, &out); break;
		case INTERACTION_APPLY: check_line(&arena, json, &out); break;
		case INTERACTION_ASK: check_query(&arena, &out); break;
		}
		if (offer)
			check_offer(&arena, json, offer);
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
