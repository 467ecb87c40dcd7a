/* Fuzz target: what Discord's API sends as JSON: pages of messages, members, roles, a guild, a
 * channel. Whatever comes, the lines that leave are records in rising order, above the cursor, and
 * none is there twice. */
#include "fuzz.h"

#include "discord/members.h"
#include "discord/objects.h"
#include "discord/page.h"
#include "discord/permissions.h"
#include "discord/refusal.h"

static void check_page(struct arena *arena, const cJSON *json)
{
	uint64_t seen[] = { 1190000000000000007 };
	struct channel_record channel = { .guild_id = 1000,
					  .channel_id = 2000,
					  .seen = seen,
					  .seen_count = 1,
					  .prefix = "!",
					  .lang = "es",
					  .bot_id = 999,
					  .bot_role_id = 998 };
	struct message_page *page = page_read(json, &channel, 5);
	uint64_t before = 5;
	REQUIRE(page->count <= page->received);
	for (size_t i = 0; i < page->count; i++) {
		const char *line = page->messages[i].line, *why;
		size_t length = strlen(line);
		REQUIRE(page->messages[i].id > before && page->messages[i].id != seen[0]);
		before = page->messages[i].id;
		REQUIRE(length && line[length - 1] == '\n' && !memchr(line, '\n', length - 1));
		cJSON *message =
			json_object(arena, arena_copy(arena, line, length - 1), length - 1, &why);
		REQUIRE(message && json_text(json_get(message, "gl"), "prefix") &&
			json_get(message, "guild_id"));
	}
	page_free(page);
}

static void check_line(struct arena *arena, const struct buf *line, enum record_type type)
{
	struct record record;
	const char *why = NULL;
	char *copy = arena_copy(arena, line->bytes, line->length - 1);
	if (!record_read(arena, copy, line->length - 1, &record, &why))
		fprintf(stderr, "%s: %s", why, line->bytes);
	REQUIRE(!why && record.type == type);
}

static void check_entity(struct arena *arena, const cJSON *json)
{
	struct role_record role = { 0 };
	struct member_record member = { 0 };
	struct standing standing = { .guild_id = 1000, .user_id = 11 };
	struct buf line = { 0 };
	role_from_discord(json, 1000, &role);
	if (role.role_id && role.name) {
		record_write_role(&line, &role);
		check_line(arena, &line, RECORD_ROLE);
	}
	buf_clear(&line);
	if (member_from_discord(arena, json, 1000, &member) && member.user_id && member.name) {
		record_write_member(&line, &member);
		check_line(arena, &line, RECORD_MEMBER);
	}
	standing_read_member(arena, json, 11, 1700000000000, &standing);
	standing_read_guild(json, &standing);
	standing_in_channel(&standing, json);
	buf_clear(&line);
	refusal_message(&line, json);
	REQUIRE(line.length && utf8_valid(line.bytes, line.length));
	permissions_name(&line, standing.permissions, LANG_ES);
	buf_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	const char *why;
	cJSON *json = json_value(&arena, arena_copy(&arena, (const char *)data, size), size, &why);
	if (json) {
		const cJSON *item;
		check_page(&arena, json);
		check_entity(&arena, json);
		cJSON_ArrayForEach(item, json) check_entity(&arena, item);
	}
	arena_free(&arena);
	return 0;
}
