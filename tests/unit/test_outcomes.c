/* Outcomes of interactions from and to JSON, and what a command's record says of its answer. */
#include "check.h"
#include "record/record.h"

static struct arena arena;

static const char *round_trip(const char *line)
{
	static struct buf out;
	struct outcome outcome;
	const char *why = NULL;
	char *copy = arena_strdup(&arena, line);
	const cJSON *json = json_object(&arena, copy, strlen(copy), &why);
	buf_clear(&out);
	if (!json || !record_read_outcome(&arena, json, &outcome, &why))
		return why;
	record_write_outcome(&out, &outcome);
	return buf_string(&out);
}

static void outcomes(void)
{
	static const char whole[] =
		"{\"type\":\"outcome\",\"message_id\":\"9223372036854775807\",\"verb\":\"pay\","
		"\"status\":\"ok\",\"transaction\":\"2\",\"batch\":\"1\",\"transactions\":3,"
		"\"receipt\":\"2-AAA\",\"text\":\"Paid\\n“5”\",\"waiting\":[\"7\",\"8\"],"
		"\"appearance\":{\"title\":\"Payment\",\"color\":1,\"label\":\"View\","
		"\"url\":\"https://example.org/\"},\"pings\":[\"12\",\"13\"],"
		"\"files\":[{\"name\":\"a.csv\",\"media_type\":\"text/"
		"csv\",\"base64\":\"YQ==\"}]}\n";
	static const char refused[] = "{\"type\":\"outcome\",\"message_id\":\"1\",\"verb\":"
				      "\"pay\",\"status\":\"busy\",\"code\":\"busy\"}\n";
	SAME(round_trip(whole), whole);
	SAME(round_trip(refused), refused);
	SAME(round_trip("{\"type\":\"outcome\"}"), "\"status\" is missing");
	SAME(round_trip("{\"status\":\"ok\",\"pings\":[12]}"), "\"pings\" is no list of at most 50 "
							       "ids");
	SAME(round_trip("{\"status\":\"ok\",\"files\":[{\"name\":\"a\"}]}"),
	     "\"files\" holds one without name, media_type or base64");
	/* what is no link is none */
	SAME(round_trip("{\"status\":\"ok\",\"appearance\":{\"title\":\"T\",\"color\":2,"
			"\"label\":\"x\",\"url\":\"javascript:1\"}}"),
	     "{\"type\":\"outcome\",\"status\":\"ok\",\"appearance\":{\"title\":\"T\","
	     "\"color\":2}}\n");
}

/* The flags of a command with SOURCE and MORE keys: m member, c channel's message, o others read
 * its answer, n it notifies, w owner. */
static const char *flags(const char *source, const char *more)
{
	static char text[8];
	struct record record;
	const char *why = NULL;
	char *line = arena_printf(
		&arena,
		"{\"type\":\"command\",\"message_id\":\"1300234659430400000\",\"guild_id\":\"1\","
		"\"author\":{\"id\":\"11\",\"owner\":true},\"time\":\"2026-01-01T00:00:00Z\","
		"\"lang\":\"en\",\"verb\":\"pay\",\"source\":\"%s\"%s}",
		source, more);
	if (!record_read(&arena, line, strlen(line), &record, &why))
		return why;
	const struct command *command = &record.command;
	snprintf(text, sizeof text, "%s%s%s%s%s", command_of_member(command) ? "m" : "",
		 command_is_message(command) ? "c" : "",
		 command_is_read_by_others(command) ? "o" : "",
		 command_answer_notifies(command) ? "n" : "", command->author.owner ? "w" : "");
	return text;
}

static void answers(void)
{
#define CHANNEL ",\"channel_id\":\"2000\""
	SAME(flags("discord", CHANNEL), "mconw");
	SAME(flags("discord", CHANNEL ",\"private\":true,\"pressed\":true"), "mconw");
	SAME(flags("interaction", CHANNEL), "mon");
	SAME(flags("interaction", CHANNEL ",\"private\":true"), "m");
	SAME(flags("interaction", CHANNEL ",\"pressed\":true"), "mo");
	SAME(flags("interaction", ""), "m");
	SAME(flags("operator", CHANNEL), "w");
	SAME(flags("schedule", CHANNEL), "w");
	SAME(flags("gateway", CHANNEL), "\"source\" is none of discord, operator, "
					"schedule, import, interaction");
}

int main(void)
{
	outcomes();
	answers();
	arena_free(&arena);
	return REPORT("outcomes");
}
