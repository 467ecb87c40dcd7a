/* What an outcome becomes as an answer: for whom, what happens to the message that was pressed, and
 * that nothing in an outcome, whoever wrote it, makes an answer that Discord does not take. With
 * `print COUNT SEED` it prints answers of random outcomes, for a check against Discord's
 * description (tests/bats/buttons.bats). */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/unicode.h"
#include "check.h"
#include "interaction/answer.h"
#include "record/record.h"

static struct arena arena;
static uint64_t state;

static uint64_t draw(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

/* The answer's JSON, also of one with files. */
static const cJSON *answer_of(const char *asked, const char *record, const char *outcome)
{
	const char *why, *media_type = NULL;
	struct buf body = { 0 };
	const cJSON *json = json_object(&arena, asked, strlen(asked), &why);
	if (!json ||
	    !interaction_answer(&arena, json, (struct json_line){ record, strlen(record) },
				(struct json_line){ outcome, strlen(outcome) }, &body, &media_type))
		return NULL;
	char *text = arena_strdup(&arena, buf_string(&body));
	buf_free(&body);
	if (media_type) {
		text = strstr(text, "\r\n\r\n") + 4;
		*strstr(text, "\r\n") = '\0';
	}
	return json_value(&arena, text, strlen(text), &why);
}

#define PERSON                                                                              \
	"\"id\":\"1576000000000000000\",\"locale\":\"en-GB\",\"member\":{\"user\":{\"id\":" \
	"\"12\"}}"
#define COMMAND "{\"type\":2," PERSON ",\"data\":{\"name\":\"pay\"}}"
#define PRESS(id, flags)                                                                           \
	"{\"type\":3," PERSON ",\"data\":{\"custom_id\":\"" id "\"},\"message\":{\"flags\":" flags \
	",\"content\":\"@ana asks you.\",\"components\":[{\"type\":1,\"components\":[{"            \
	"\"type\":2,\"custom_id\":\"" id "\",\"label\":\"Accept *12.50*\"}]}]}}"
#define PUBLIC "{\"type\":\"command\"}"
#define PRIVATE "{\"type\":\"command\",\"private\":true}"
#define PRESSED "{\"type\":\"command\",\"pressed\":true}"
#define PRESSED_PRIVATELY "{\"type\":\"command\",\"pressed\":true,\"private\":true}"
#define OUTCOME(status, rest) "{\"type\":\"outcome\",\"status\":\"" status "\"" rest "}"

static const cJSON *data_of(const cJSON *answer)
{
	return json_get(answer, "data");
}
static int64_t type_of(const cJSON *answer)
{
	return json_integer(answer, "type", 0);
}
static bool is_private(const cJSON *answer)
{
	return json_integer(data_of(answer), "flags", 0) & 64;
}

static void who_reads_it(void)
{
	static const char paid[] = OUTCOME("ok", ",\"text\":\"Paid.\""),
			  refused[] = OUTCOME("rejected", ",\"code\":\"x\",\"text\":\"No.\"");
	CHECK(!is_private(answer_of(COMMAND, PUBLIC, paid)));
	CHECK(is_private(answer_of(COMMAND, PRIVATE, paid)));
	static const char *const refusals[] = { "rejected", "denied", "skipped", "failed", "busy" };
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const char *outcome = arena_printf(
			&arena, "{\"type\":\"outcome\",\"status\":\"%s\",\"text\":\"No.\"}",
			refusals[i]);
		CHECK(is_private(answer_of(COMMAND, PUBLIC, outcome)));
		CHECK(is_private(answer_of(PRESS("1:yes:41", "0"), PRESSED, outcome)));
	}
	/* what comes a second time is for whom it was the first time */
	CHECK(!is_private(answer_of(COMMAND, PUBLIC, OUTCOME("duplicate", ",\"text\":\"Paid.\""))));
	CHECK(is_private(answer_of(COMMAND, PUBLIC,
				   OUTCOME("duplicate", ",\"code\":\"x\",\"text\":\"No.\""))));
	CHECK(is_private(answer_of(COMMAND, "", paid))); /* nobody said that it is for all */
	CHECK(!answer_of(COMMAND, PUBLIC, "{\"type\":\"outcome\"}"));
	CHECK(!answer_of(COMMAND, PUBLIC, "nonsense"));
	SAME(json_text(data_of(answer_of(COMMAND, PUBLIC, refused)), "content"), "No.");
}

static void pressed_messages_say_what_was_decided(void)
{
	static const char done[] = OUTCOME("ok", ",\"text\":\"Paid 12.50 EUR to @ana.\"");
	const cJSON *answer = answer_of(PRESS("1:yes:41", "0"), PRESSED, done);
	CHECK(type_of(answer) == 7);
	SAME(json_text(data_of(answer), "content"),
	     "@ana asks you.\n<@12> chose “Accept \\*12.50\\*” on <t:1795818080:f>:\nPaid 12.50 "
	     "EUR to @ana.");
	CHECK(cJSON_IsArray(json_get(data_of(answer), "components")) &&
	      !cJSON_GetArraySize(json_get(data_of(answer), "components")));
	/* what still waits keeps its buttons */
	answer = answer_of(PRESS("1:yes:41-43", "0"), PRESSED,
			   OUTCOME("ok", ",\"text\":\"Paid.\",\"buttons\":[{\"id\":\"1:yes:41-43\","
					 "\"label\":\"Accept\",\"style\":3}]"));
	CHECK(cJSON_GetArraySize(json_get(data_of(answer), "components")) == 1);
	/* a refusal changes nothing that others see */
	answer = answer_of(PRESS("1:yes:41", "0"), PRESSED,
			   OUTCOME("rejected", ",\"code\":\"already_decided\",\"text\":\"Late.\""));
	CHECK(type_of(answer) == 4 && is_private(answer));
	SAME(json_text(data_of(answer), "content"), "Late.");
	/* nor does an answer for one person's eyes, but in a message that only they see */
	answer = answer_of(PRESS("1:yes:41", "0"), PRESSED_PRIVATELY, done);
	CHECK(type_of(answer) == 4 && is_private(answer));
	CHECK(type_of(answer_of(PRESS("1:yes:41", "64"), PRESSED_PRIVATELY, done)) == 7);
	/* pages turn in one's own message, and open one below what all see */
	CHECK(type_of(answer_of(PRESS("1:page:history:12:10:10", "64"), PRESSED_PRIVATELY, done)) ==
	      7);
	answer = answer_of(PRESS("1:page:history:12:10:10", "0"), PRESSED_PRIVATELY, done);
	CHECK(type_of(answer) == 4 && is_private(answer));
	/* a role that was chosen leaves the list as it is */
	answer = answer_of(PRESS("1:role:0", "0"), PRESSED_PRIVATELY, done);
	CHECK(type_of(answer) == 4 && is_private(answer));
	/* no words: nobody is left without an answer */
	CHECK(json_text(data_of(answer_of(PRESS("1:yes:41", "0"), PRESSED, OUTCOME("skipped", ""))),
			"content"));
}

/* interaction-trap:35 */
static void nobody_is_pinged_but_by_id(void)
{
	static const char hostile[] =
		OUTCOME("ok", ",\"text\":\"Paid: @everyone <@13> <@&5>\",\"pings\":[\"13\"]");
	const cJSON *mentions =
		json_get(data_of(answer_of(COMMAND, PUBLIC, hostile)), "allowed_mentions");
	CHECK(cJSON_GetArraySize(json_get(mentions, "users")) == 1);
	static const char *const asked[] = { COMMAND, PRESS("1:yes:41", "0"),
					     PRESS("1:page:history:1:10:10", "64") },
				 *const records[] = { PUBLIC, PRIVATE, PRESSED, PRESSED_PRIVATELY,
						      "" },
				 *const statuses[] = { "ok", "rejected", "busy", "duplicate" };
	for (int i = 0; i < 3 * 5 * 4; i++) {
		const char *outcome = arena_printf(&arena,
						   "{\"type\":\"outcome\",\"status\":\"%s\","
						   "\"text\":\"x @everyone "
						   "<@13>\",\"pings\":[\"13\"]}",
						   statuses[i % 4]);
		const cJSON *answer = answer_of(asked[i / 20], records[i / 4 % 5], outcome);
		mentions = json_get(data_of(answer), "allowed_mentions");
		const cJSON *parse = json_get(mentions, "parse");
		CHECK(cJSON_IsArray(parse) && !cJSON_GetArraySize(parse));
		CHECK(!json_get(mentions, "users") ||
		      (type_of(answer) == 4 && !is_private(answer)));
	}
}

static void too_long_for_a_message(void)
{
	struct buf text = { 0 };
	for (int i = 0; i < 3000; i++)
		buf_text(&text, i % 40 == 39 ? "\\n" : "ñ");
	const char *media_type = NULL, *why, asked[] = COMMAND;
	const char *outcome =
		arena_printf(&arena, OUTCOME("ok", ",\"text\":\"%s\""), buf_string(&text));
	struct buf body = { 0 };
	CHECK(interaction_answer(&arena, json_object(&arena, asked, strlen(asked), &why),
				 (struct json_line){ PUBLIC, strlen(PUBLIC) },
				 (struct json_line){ outcome, strlen(outcome) }, &body,
				 &media_type));
	CHECK(media_type && strncmp(media_type, "multipart/form-data; boundary=", 30) == 0);
	CHECK(strstr(buf_string(&body), "name=\"files[0]\"; filename=\"answer.txt\""));
	CHECK(strstr(buf_string(&body), "name=\"payload_json\""));
	const char *boundary = media_type ? media_type + 30 : "none";
	CHECK(strncmp(buf_string(&body), "--", 2) == 0 && strstr(buf_string(&body), boundary));
	buf_free(&body);
	buf_free(&text);
}

/* The media type of the answer to an outcome with two files of BYTES together, and what it says. */
static const char *with_files(size_t bytes, const char **text)
{
	const char *media_type = NULL, *why, asked[] = COMMAND;
	char *first;
	struct buf body = { 0 }, outcome = { 0 };
	size_t letters = bytes / 2 / 3 * 4; /* of base64 */
	char *base64 = arena_alloc(&arena, letters + 1);
	memset(base64, 'A', letters);
	base64[letters] = '\0';
	buf_text(&outcome, "{\"type\":\"outcome\",\"status\":\"ok\",\"text\":\"Here.\",\"files\":"
			   "[");
	for (int i = 0; i < 2; i++)
		buf_printf(&outcome,
			   "%s{\"name\":\"%d.csv\",\"media_type\":\"text/csv\",\"base64\":"
			   "\"%s\"}",
			   i ? "," : "", i, base64);
	buf_text(&outcome, "]}");
	CHECK(interaction_answer(&arena, json_object(&arena, asked, strlen(asked), &why),
				 (struct json_line){ PUBLIC, strlen(PUBLIC) },
				 (struct json_line){ outcome.bytes, outcome.length }, &body,
				 &media_type));
	first = arena_strdup(&arena, buf_string(&body));
	if (media_type) {
		first = strstr(first, "\r\n\r\n") + 4;
		*strstr(first, "\r\n") = '\0';
	}
	*text = json_text(data_of(json_value(&arena, first, strlen(first), &why)), "content");
	buf_free(&outcome);
	buf_free(&body);
	return media_type;
}

/* Discord takes no response with more than about 150 kB of files. */
/* interaction-trap:37 */
static void files_beyond_what_discord_takes_are_left_out(void)
{
	static const size_t fits[] = { 6, 60000, 100 * 1024 - 4 },
			    too_much[] = { 100 * 1024 + 6, 150000, 1000000 };
	const char *text;
	for (size_t i = 0; i < 3; i++) {
		CHECK(with_files(fits[i], &text));
		SAME(text, "Here.");
		CHECK(!with_files(too_much[i], &text)); /* and the answer is there, and says so */
		SAME(text, "Here.\nThe file is too long for this answer: ask for less, or write "
			   "the command as a message.");
	}
}

/* Text that somebody could have written, of up to POINTS code points, as JSON. */
static void add_random_text(struct buf *out, size_t points)
{
	static const char *const pieces[] = { "a",  "ñ",     "💸",       "\n",        "```",
					      "**", "<@13>", "<t:1:f>", "@everyone", "\"",
					      "\\", " ",     "é",       "](x)" };
	struct buf text = { 0 };
	for (size_t count = draw(points + 1); count; count--)
		buf_text(&text, pieces[draw(draw(3) ? 3 : sizeof pieces / sizeof *pieces)]);
	buf_json(out, buf_string(&text));
	buf_free(&text);
}

static void add_random_buttons(struct buf *out)
{
	for (uint64_t i = 0, count = draw(14); i < count; i++) {
		buf_text(out, i ? ",{\"id\":" : ",\"buttons\":[{\"id\":");
		add_random_text(out, draw(4) ? 20 : 130);
		buf_text(out, ",\"label\":");
		add_random_text(out, draw(4) ? 20 : 120);
		buf_printf(out, ",\"style\":%d}%s", (int)draw(6), i + 1 == count ? "]" : "");
	}
	for (uint64_t i = 0, count = draw(6); i < count; i++) {
		buf_printf(out,
			   "%s{\"id\":\"1:role:%d\",\"placeholder\":", i ? "," : ",\"menus\":[",
			   (int)i);
		add_random_text(out, 200);
		for (uint64_t k = 0, options = draw(30); k < options; k++) {
			buf_printf(out,
				   "%s{\"value\":\"%d\",\"label\":", k ? "," : ",\"options\":[",
				   (int)k);
			add_random_text(out, 130);
			buf_text(out, k + 1 == options ? "}]" : "}");
		}
		buf_text(out, i + 1 == count ? "}]" : "}");
	}
}

static const char *random_outcome(void)
{
	static const char *const statuses[] = { "ok",        "ok",      "ok",  "rejected",
						"duplicate", "skipped", "busy" };
	struct buf out = { 0 };
	buf_printf(&out, "{\"type\":\"outcome\",\"status\":\"%s\"", statuses[draw(7)]);
	if (draw(10)) {
		buf_text(&out, ",\"text\":");
		add_random_text(&out, draw(3) ? 60 : 6000);
	}
	if (draw(2)) {
		buf_text(&out, ",\"appearance\":{\"title\":");
		add_random_text(&out, 300);
		buf_printf(&out, ",\"color\":%d", (int)draw(1 << 25));
		if (draw(2)) {
			buf_text(&out, ",\"url\":\"https://example.org/x\",\"label\":");
			add_random_text(&out, 100);
		}
		buf_char(&out, '}');
	}
	for (uint64_t i = 0, count = draw(3) ? 0 : draw(51); i < count; i++)
		buf_printf(&out, "%s\"%d\"%s", i ? "," : ",\"pings\":[", (int)i + 1,
			   i + 1 == count ? "]" : "");
	add_random_buttons(&out);
	if (!draw(4))
		buf_text(&out, ",\"files\":[{\"name\":\"a b/ñ.csv\",\"media_type\":\"text/csv\","
			       "\"base64\":\"YSxi\"}]");
	buf_char(&out, '}');
	const char *copy = arena_copy(&arena, out.bytes, out.length);
	buf_free(&out);
	return copy;
}

static const char *random_press(void)
{
	static const char *const ids[] = {
		"1:yes:41", "1:no:41-43",       "1:page:history:12:10:10",
		"1:role:0", "1:chart:balances", "1:pause:3"
	};
	struct buf out = { 0 };
	buf_printf(&out,
		   "{\"type\":3," PERSON ",\"data\":{\"custom_id\":\"%s\"},\"message\":{\"flags\":"
		   "%d,\"content\":",
		   ids[draw(6)], draw(2) ? 64 : 0);
	add_random_text(&out, draw(2) ? 50 : 2000);
	buf_text(&out, ",\"components\":[]}}");
	const char *copy = arena_copy(&arena, out.bytes, out.length);
	buf_free(&out);
	return copy;
}

static const cJSON *random_answer(void)
{
	static const char *const records[] = { PUBLIC, PRIVATE, PRESSED, PRESSED_PRIVATELY };
	bool press = draw(2);
	return answer_of(press ? random_press() : COMMAND, records[draw(2) + (press ? 2 : 0)],
			 random_outcome());
}

/* interaction-trap:34 */
static void answers_are_always_whole(uint64_t seed)
{
	state = seed;
	for (int i = 0; i < 400; i++) {
		const cJSON *answer = random_answer(), *data = data_of(answer), *embed;
		const char *content = json_text(data, "content"),
			   *shown = content ? content + strspn(content, " \t\r\n") : "";
		bool good = content && utf8_count(content) <= 2000 &&
			    cJSON_GetArraySize(json_get(data, "components")) <= 5 &&
			    (*shown || json_get(data, "embeds"));
		cJSON_ArrayForEach(embed, json_get(data, "embeds"))
		{
			const char *title = json_text(embed, "title"),
				   *text = json_text(embed, "description");
			good &= title && text && *title && *text && utf8_count(title) <= 256 &&
				utf8_count(text) <= 4096;
		}
		CHECK(good);
		if (!good)
			printf("seed %ju, answer %d\n", seed, i);
		arena_reset(&arena);
	}
}

static void print_answers(int count, uint64_t seed)
{
	state = seed;
	while (count--) {
		printf("%s\n", json_print(&arena, random_answer()));
		arena_reset(&arena);
	}
}

int main(int argc, char **argv)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 20261129;
	if (argc == 4 && strcmp(argv[1], "print") == 0) {
		print_answers(atoi(argv[2]), strtoull(argv[3], NULL, 10));
		return 0;
	}
	who_reads_it();
	pressed_messages_say_what_was_decided();
	nobody_is_pinged_but_by_id();
	too_long_for_a_message();
	files_beyond_what_discord_takes_are_left_out();
	answers_are_always_whole(seed);
	arena_free(&arena);
	return REPORT("answer");
}
