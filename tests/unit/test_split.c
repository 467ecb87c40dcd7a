/* Long text cut into messages, and permissions put together. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "check.h"
#include "discord/permissions.h"
#include "discord/split.h"

static struct arena arena;

/* Every part fits, and together they hold the same lines. */
static void check_split(const char *text, size_t points)
{
	const char **parts;
	size_t count = split_text(&arena, text, points, &parts), fences = 0;
	for (size_t i = 0; i < count; i++) {
		CHECK(utf8_count(parts[i]) <= points);
		CHECK(utf8_valid(parts[i], strlen(parts[i])));
		for (const char *at = parts[i]; (at = strstr(at, "```")); at += 3)
			fences++;
	}
	CHECK(fences % 2 == 0);
}

/* trap:16 */
static void splitting(void)
{
	const char **parts;
	CHECK(split_text(&arena, "short", 2000, &parts) == 1);
	SAME(parts[0], "short");
	CHECK(split_text(&arena, "", 2000, &parts) == 1);
	CHECK(split_text(&arena, "aaaa\nbbbb\ncccc", 14, &parts) == 1);
	CHECK(split_text(&arena, "aaaa\nbbbb\ncccc", 13, &parts) == 2);
	SAME(parts[0], "aaaa\nbbbb");
	SAME(parts[1], "cccc");
	CHECK(split_text(&arena, "```\none\ntwo\nthree\nfour\n```", 20, &parts) == 2);
	SAME(parts[0], "```\none\ntwo\n```");
	SAME(parts[1], "```\nthree\nfour\n```");
	CHECK(split_text(&arena, "```diff\none\ntwo\nthree\nfour\n```", 24, &parts) == 2);
	SAME(parts[1], "```diff\nthree\nfour\n```");
	CHECK(split_text(&arena, "one long line without an end of its own", 20, &parts) >= 2);
	SAME(parts[0], "one long line");
}

static void splitting_at_random(void)
{
	static const char *const pieces[] = {
		"a", "ñ", "🎲", " ", "\n", "```", "word", "\n\n", "x\n"
	};
	srand(7);
	for (int round = 0; round < 2000; round++) {
		struct buf text = { 0 };
		bool open = false;
		for (int i = rand() % 200; i > 0; i--) {
			int piece = rand() % 9;
			open ^= piece == 5;
			buf_text(&text, pieces[piece]);
		}
		if (open)
			buf_text(&text, "\n```");
		check_split(buf_string(&text), 40 + (size_t)(rand() % 40));
		buf_free(&text);
		arena_reset(&arena);
	}
}

static cJSON *json(const char *text)
{
	const char *why;
	return json_value(&arena, arena_strdup(&arena, text), strlen(text), &why);
}

/* trap:6 */
static void permissions(void)
{
	struct standing standing;
	const char *guild =
		"{\"id\":\"1\",\"owner_id\":\"10\",\"roles\":[{\"id\":\"1\",\"permissions\":"
		"\"1024\",\"position\":0},"
		"{\"id\":\"5\",\"permissions\":\"2048\",\"position\":3,\"tags\":{\"bot_id\":\"9\"}}"
		",{\"id\":\"6\",\"permissions\":\"65536\",\"position\":3}]}";
	standing_read_member(&arena, json("{\"roles\":[\"5\",\"6\"]}"), 9, 0, &standing);
	standing_read_guild(json(guild), &standing);
	CHECK(standing.permissions == (1024 | 2048 | 65536));
	CHECK(standing.managed_role == 5 &&
	      standing.top_role == 5); /* at equal positions the lower id ranks higher */
	CHECK(!standing_above(&standing, 3, 4) && standing_above(&standing, 3, 6) &&
	      standing_above(&standing, 2, 1) && !standing_above(&standing, 4, 99));
	CHECK(standing_in_channel(&standing, json("{}")) == (1024 | 2048 | 65536));
	/* @everyone, then roles (allow after deny), then the member */
	CHECK(standing_in_channel(&standing, json("{\"permission_overwrites\":[{\"id\":\"1\","
						  "\"type\":0,\"deny\":\"2048\",\"allow\":\"0\"}]"
						  "}")) == (1024 | 65536));
	CHECK(standing_in_channel(&standing, json("{\"permission_overwrites\":[{\"id\":\"5\","
						  "\"type\":0,\"deny\":\"65536\",\"allow\":\"0\"},"
						  "{\"id\":\"6\",\"type\":0,\"deny\":\"0\","
						  "\"allow\":\"65536\"}]}")) ==
	      (1024 | 2048 | 65536));
	CHECK(standing_in_channel(&standing, json("{\"permission_overwrites\":[{\"id\":\"9\","
						  "\"type\":1,\"deny\":\"65536\",\"allow\":\"0\"}]"
						  "}")) == (1024 | 2048));
	CHECK(standing_in_channel(&standing, json("{\"permission_overwrites\":[{\"id\":\"9\","
						  "\"type\":1,\"deny\":\"1024\",\"allow\":\"0\"}]"
						  "}")) == 0);
	/* A voice channel without Connect gives nothing but its sight; a time-out nothing but
	 * looking. */
	CHECK(standing_in_channel(&standing, json("{\"type\":2}")) == 1024);
	CHECK(permissions_lacking(&standing, json("{\"type\":2}")) & PERMISSION_CONNECT);
	CHECK(!(permissions_lacking(&standing, json("{\"type\":0}")) &
		(PERMISSION_CONNECT | PERMISSION_SEND_MESSAGES)));
	CHECK(permissions_lacking(&standing, json("{\"type\":15}")) ==
	      (PERMISSION_SEND_MESSAGES_IN_THREADS | PERMISSION_ATTACH_FILES));
	standing.timed_out = true;
	CHECK(standing_in_channel(&standing, json("{}")) == (1024 | 65536));
	/* What is no id is no role: "5n" is not 5. */
	standing_read_member(&arena,
			     json("{\"roles\":[\"5n\",\"6\",7,\"99999999999999999999\",\"\"]}"), 9,
			     0, &standing);
	CHECK(standing.role_count == 1 && standing.roles[0] == 6);
	standing_read_member(&arena, json("{\"roles\":[]}"), 10, 0, &standing);
	standing_read_guild(json(guild), &standing);
	CHECK(standing_in_channel(&standing, json("{\"permission_overwrites\":[{\"id\":\"1\","
						  "\"type\":0,\"deny\":\"1024\",\"allow\":\"0\"}]"
						  "}")) == UINT64_MAX);
}

int main(void)
{
	splitting();
	splitting_at_random();
	permissions();
	arena_free(&arena);
	return REPORT("split and permissions");
}
