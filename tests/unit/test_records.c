/* Records that lack something, or hold something else than they should: each is refused with the
 * key that is wrong; none is half read. */
#include <stdlib.h>

#include "check.h"
#include "base/calendar.h"
#include "record/import_record.h"
#include "record/message.h"
#include "record/record.h"

static struct arena arena;

/* PART of what is wrong with LINE; NULL: nothing is. */
static void reads_at(int line_number, const char *line, const char *part)
{
	struct record record;
	const char *why = NULL;
	char *copy = arena_strdup(&arena, line);
	bool read = record_read(&arena, copy, strlen(copy), &record, &why);
	if (read && record.type == RECORD_MESSAGE) {
		struct message message;
		read = message_read(record.json, &message, &why);
	}
	checks++;
	if (read != !part || (part && !strstr(why, part))) {
		failures++;
		printf("line %d: %s: %s\n", line_number, line, read ? "was read" : why);
	}
}
#define READS(line) reads_at(__LINE__, line, NULL)
#define REFUSES(line, part) reads_at(__LINE__, line, part)

#define IDS "\"message_id\":\"1\",\"guild_id\":\"1000\""
#define AUTHOR "\"author\":{\"id\":\"11\",\"name\":\"ana\"}"
#define TIME "\"time\":\"2026-01-01T00:00:00Z\""
#define REST "\"lang\":\"en\",\"source\":\"import\",\"verb\":\"pay\""

static void commands(void)
{
	READS("{\"type\":\"command\"," IDS "," AUTHOR "," TIME "," REST ",\"args\":{\"to\":\"@12\"}"
	      "}");
	READS("{\"type\":\"command\",\"channel_id\":\"2000\"," IDS ",\"author\":{\"id\":\"0\"}"
	      "," TIME "," REST "}");
	REFUSES("{\"type\":\"command\",\"guild_id\":\"1000\"," AUTHOR "," TIME "," REST "}",
		"\"message_id\" is missing");
	REFUSES("{\"type\":\"command\",\"message_id\":1,\"guild_id\":\"1000\"," AUTHOR "," TIME
		"," REST "}",
		"\"message_id\" is a number");
	REFUSES("{\"type\":\"command\",\"message_id\":\"0\",\"guild_id\":\"1000\"," AUTHOR "," TIME
		"," REST "}",
		"\"message_id\" is missing");
	REFUSES("{\"type\":\"command\",\"message_id\":\"1\"," AUTHOR "," TIME "," REST "}",
		"\"guild_id\" is missing");
	REFUSES("{\"type\":\"command\",\"channel_id\":\"x\"," IDS "," AUTHOR "," TIME "," REST "}",
		"\"channel_id\"");
	REFUSES("{\"type\":\"command\"," IDS "," TIME "," REST "}", "\"author\" is missing");
	REFUSES("{\"type\":\"command\"," IDS ",\"author\":{}," TIME "," REST "}", "\"id\" of "
										  "\"author\"");
	REFUSES("{\"type\":\"command\"," IDS
		",\"author\":{\"id\":\"11\",\"roles\":[\"501\",5]}," TIME "," REST "}",
		"\"roles\" holds");
	REFUSES("{\"type\":\"command\"," IDS
		",\"author\":{\"id\":\"11\",\"roles\":[\"501\",\"a\"]}," TIME "," REST "}",
		"\"roles\" holds");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," REST "}", "\"time\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR ",\"time\":\"noon\"," REST "}", "\"time\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME
		",\"source\":\"import\",\"verb\":\"pay\"}",
		"\"lang\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME
		",\"lang\":\"fr\",\"source\":\"import\",\"verb\":\"pay\"}",
		"\"lang\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME
		",\"lang\":\"en\",\"source\":\"hearsay\",\"verb\":\"pay\"}",
		"\"source\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME
		",\"lang\":\"en\",\"verb\":\"pay\"}",
		"\"source\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME
		",\"lang\":\"en\",\"source\":\"import\"}",
		"\"verb\"");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME "," REST
		",\"args\":{\"amount\":5}}",
		"\"args\" holds something");
	REFUSES("{\"type\":\"command\"," IDS "," AUTHOR "," TIME "," REST ",\"args\":[\"5\"]}",
		"\"args\" holds something");
	READS("{\"type\":\"reject\"," IDS "," AUTHOR "," TIME
	      ",\"lang\":\"es\",\"source\":\"discord\",\"error\":{\"code\":\"x\"}}");
	REFUSES("{\"type\":\"reject\"," IDS "," AUTHOR "," TIME
		",\"lang\":\"es\",\"source\":\"discord\",\"error\":{}}",
		"\"error\"");
	READS("{\"type\":\"skip\"," IDS "}");
	REFUSES("{\"type\":\"skip\",\"guild_id\":\"1\"}", "\"message_id\"");
	REFUSES("{\"guild_id\":\"1\"}", "no \"type\"");
	REFUSES("[1]", "no object");
	READS("{\"type\":\"weather\"}");
}

static void too_many_arguments(void)
{
	struct buf line = { 0 };
	for (int count = MAX_ARGUMENTS; count <= MAX_ARGUMENTS + 1; count++) {
		buf_clear(&line);
		buf_text(&line, "{\"type\":\"command\"," IDS "," AUTHOR "," TIME "," REST ",\"args"
				"\":{");
		for (int i = 0; i < count; i++)
			buf_printf(&line, "%s\"a%d\":\"x\"", i ? "," : "", i);
		buf_text(&line, "}}");
		reads_at(__LINE__, line.bytes, count > MAX_ARGUMENTS ? "too many arguments" : NULL);
	}
	buf_free(&line);
}

static void people(void)
{
	READS("{\"type\":\"guild\",\"guild_id\":\"1\",\"owner_id\":\"2\",\"name\":\"x\"}");
	REFUSES("{\"type\":\"guild\",\"guild_id\":\"1\",\"owner_id\":\"2\"}", "\"name\"");
	REFUSES("{\"type\":\"guild\",\"guild_id\":\"1\",\"name\":\"x\"}", "\"owner_id\"");
	REFUSES("{\"type\":\"guild\",\"owner_id\":\"1\",\"name\":\"x\"}", "\"guild_id\"");
	READS("{\"type\":\"role\",\"guild_id\":\"1\",\"role_id\":\"2\",\"name\":\"x\"}");
	REFUSES("{\"type\":\"role\",\"guild_id\":\"1\",\"role_id\":\"2\"}", "\"name\"");
	REFUSES("{\"type\":\"role\",\"guild_id\":\"1\",\"name\":\"x\"}", "\"role_id\"");
	REFUSES("{\"type\":\"role\",\"role_id\":\"1\",\"name\":\"x\"}", "\"guild_id\"");
	READS("{\"type\":\"member\",\"guild_id\":\"1\",\"user_id\":\"2\",\"name\":\"x\",\"roles\":["
	      "]}");
	REFUSES("{\"type\":\"member\",\"guild_id\":\"1\",\"user_id\":\"2\"}", "\"name\"");
	REFUSES("{\"type\":\"member\",\"guild_id\":\"1\",\"name\":\"x\"}", "\"user_id\"");
	REFUSES("{\"type\":\"member\",\"user_id\":\"1\",\"name\":\"x\"}", "\"guild_id\"");
	REFUSES("{\"type\":\"member\",\"guild_id\":\"1\",\"user_id\":\"2\",\"name\":\"x\",\"joined_"
		"at\":\"once\"}",
		"\"joined_at\"");
	REFUSES("{\"type\":\"member\",\"guild_id\":\"1\",\"user_id\":\"2\",\"name\":\"x\","
		"\"roles\":[7]}",
		"\"roles\"");
}

#define DELIVERY "{\"type\":\"delivery\",\"guild_id\":\"1\",\"id\":\"7\",\"nonce\":\"n\""

static void deliveries(void)
{
	READS("{\"type\":\"channel\",\"guild_id\":\"1\",\"channel_id\":\"2\",\"after\":\"0\","
	      "\"seen\":[\"3\"]}");
	REFUSES("{\"type\":\"channel\",\"guild_id\":\"1\",\"after\":\"0\"}", "\"channel_id\"");
	REFUSES("{\"type\":\"channel\",\"channel_id\":\"1\",\"after\":\"0\"}", "\"guild_id\"");
	REFUSES("{\"type\":\"channel\",\"guild_id\":\"1\",\"channel_id\":\"2\"}", "\"after\"");
	REFUSES("{\"type\":\"channel\",\"guild_id\":\"1\",\"channel_id\":\"2\",\"after\":\"0\","
		"\"seen\":[3]}",
		"\"seen\"");
	READS("{\"type\":\"post\"," IDS "," TIME ",\"content\":\"x\"}");
	READS(DELIVERY
	      ",\"kind\":\"dm\",\"user_id\":\"2\",\"content\":\"x\",\"embed\":{\"title\":"
	      "\"T\",\"color\":16777215},\"button\":{\"label\":\"b\",\"url\":\"https://x\"},"
	      "\"pings\":[\"3\",\"4\"],\"attempt\":1,\"uncertain\":false}");
	REFUSES(DELIVERY ",\"kind\":\"dm\",\"user_id\":\"2\",\"pings\":[\"x\"]}", "\"pings\"");
	REFUSES(DELIVERY ",\"kind\":\"dm\",\"user_id\":\"2\",\"pings\":[3]}", "\"pings\"");
	REFUSES("{\"type\":\"post\"," IDS ",\"content\":\"x\"}", "\"time\"");
	REFUSES("{\"type\":\"post\"," IDS ",\"time\":\"noon\",\"content\":\"x\"}", "\"time\"");
	REFUSES("{\"type\":\"post\"," IDS "," TIME "}", "neither \"content\" nor \"files\"");
	REFUSES("{\"type\":\"post\"," IDS "," TIME ",\"files\":{}}", "\"files\" is no list");
	REFUSES("{\"type\":\"post\"," IDS "," TIME ",\"files\":[1,2,3,4,5,6,7,8,9,10,11]}",
		"\"files\" is no list");
	REFUSES("{\"type\":\"post\"," IDS "," TIME
		",\"files\":[{\"name\":\"a\",\"media_type\":\"text/csv\"}]}",
		"without name, media_type or base64");
	REFUSES("{\"type\":\"post\"," IDS "," TIME ",\"files\":[{\"name\":\"a\",\"base64\":\"\"}]}",
		"without name, media_type or base64");
	REFUSES("{\"type\":\"post\"," IDS "," TIME
		",\"files\":[{\"media_type\":\"a\",\"base64\":\"\"}]}",
		"without name, media_type or base64");
	READS("{\"type\":\"post\"," IDS "," TIME ",\"files\":[{\"name\":\"a\",\"media_type\":"
	      "\"text/csv\",\"base64\":\"\"}]}");
	REFUSES("{\"type\":\"post\",\"message_id\":\"1\"," TIME ",\"content\":\"x\"}", "\"guild_"
										       "id\"");
	REFUSES("{\"type\":\"post\",\"guild_id\":\"1\"," TIME ",\"content\":\"x\"}", "\"message_"
										     "id\"");
	REFUSES("{\"type\":\"post\",\"channel_id\":5," IDS "," TIME ",\"content\":\"x\"}",
		"\"channel_id\" is a number");
	READS(DELIVERY ",\"kind\":\"post\",\"channel_id\":\"2\",\"with\":[\"8\"]}");
	REFUSES(DELIVERY ",\"kind\":\"post\",\"channel_id\":\"2\",\"with\":[8]}", "\"with\"");
	REFUSES(DELIVERY ",\"kind\":\"pigeon\",\"channel_id\":\"2\"}", "\"kind\"");
	REFUSES(DELIVERY ",\"channel_id\":\"2\"}", "\"kind\"");
	REFUSES(DELIVERY ",\"kind\":\"reply\"}", "\"channel_id\" is missing");
	REFUSES(DELIVERY ",\"kind\":\"post\"}", "\"channel_id\" is missing");
	REFUSES(DELIVERY ",\"kind\":\"reaction\",\"reply_to\":\"5\",\"content\":\"✅\"}",
		"\"channel_id\" is missing");
	REFUSES(DELIVERY ",\"kind\":\"dm\",\"content\":\"x\"}", "\"user_id\" is missing");
	READS(DELIVERY ",\"kind\":\"dm\",\"user_id\":\"11\",\"content\":\"x\"}");
	READS(DELIVERY ",\"kind\":\"reaction\",\"channel_id\":\"2\",\"reply_to\":\"5\",\"content\":"
		       "\"✅\"}");
	REFUSES(DELIVERY ",\"kind\":\"reaction\",\"channel_id\":\"2\",\"content\":\"✅\"}",
		"a reaction needs");
	REFUSES(DELIVERY ",\"kind\":\"reaction\",\"channel_id\":\"2\",\"reply_to\":\"5\"}",
		"a reaction needs");
	REFUSES(DELIVERY
		",\"kind\":\"reaction\",\"channel_id\":\"2\",\"reply_to\":\"5\",\"content\":\"\"}",
		"a reaction needs");
	REFUSES(DELIVERY ",\"kind\":\"role_add\",\"user_id\":\"11\"}", "\"role_id\" is missing");
	REFUSES(DELIVERY ",\"kind\":\"role_remove\",\"user_id\":\"11\"}", "\"role_id\" is missing");
	REFUSES(DELIVERY ",\"kind\":\"role_add\",\"role_id\":\"11\"}", "\"user_id\" is missing");
	READS(DELIVERY ",\"kind\":\"role_add\",\"user_id\":\"11\",\"role_id\":\"5\"}");
	REFUSES("{\"type\":\"delivery\",\"guild_id\":\"1\",\"id\":\"7\",\"kind\":\"post\","
		"\"channel_id\":\"2\"}",
		"\"nonce\"");
	REFUSES("{\"type\":\"delivery\",\"guild_id\":\"1\",\"id\":\"7\",\"nonce\":\"\",\"kind\":"
		"\"post\",\"channel_id\":\"2\"}",
		"\"nonce\"");
	READS("{\"type\":\"delivery\",\"guild_id\":\"1\",\"id\":\"7\",\"nonce\":"
	      "\"1234567890123456789012\",\"kind\":\"post\",\"channel_id\":\"2\"}");
	REFUSES("{\"type\":\"delivery\",\"guild_id\":\"1\",\"id\":\"7\",\"nonce\":"
		"\"12345678901234567890123\",\"kind\":\"post\",\"channel_id\":\"2\"}",
		"22 characters");
	REFUSES("{\"type\":\"delivery\",\"guild_id\":\"1\",\"nonce\":\"n\",\"kind\":\"post\","
		"\"channel_id\":\"2\"}",
		"\"id\"");
	READS("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"sent\"}");
	READS("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"retry\",\"not_"
	      "before\":\"2026-01-01T00:00:00Z\"}");
	READS("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"failed\","
	      "\"error\":{\"http\":403,\"code\":50013,\"message\":\"x\"}}");
	READS("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"refused\","
	      "\"error\":{\"http\":400,\"code\":200000,\"message\":\"x\"}}");
	READS("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"retry\","
	      "\"untried\":true}");
	REFUSES("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"lost\"}",
		"\"status\"");
	REFUSES("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\"}", "\"status\"");
	REFUSES("{\"type\":\"delivered\",\"guild_id\":\"1\",\"id\":\"7\",\"status\":\"retry\","
		"\"not_before\":\"soon\"}",
		"\"not_before\"");
	REFUSES("{\"type\":\"delivered\",\"id\":\"7\",\"status\":\"sent\"}", "\"guild_id\"");
}

static void messages(void)
{
	READS("{\"type\":0,\"id\":\"1\",\"channel_id\":\"2\",\"author\":{\"id\":\"11\"}}");
	REFUSES("{\"type\":0,\"channel_id\":\"2\",\"author\":{\"id\":\"11\"}}", "\"id\" is "
										"missing");
	REFUSES("{\"type\":0,\"id\":\"1\",\"author\":{\"id\":\"11\"}}", "\"channel_id\"");
	REFUSES("{\"type\":0,\"id\":\"1\",\"channel_id\":\"2\",\"guild_id\":5,\"author\":{\"id\":"
		"\"11\"}}",
		"\"guild_id\"");
	REFUSES("{\"type\":0,\"id\":\"1\",\"channel_id\":\"2\"}", "\"author\"");
	REFUSES("{\"type\":0,\"id\":\"1\",\"channel_id\":\"2\",\"author\":{\"id\":11}}", "\"author"
											 "\"");
	REFUSES("{\"type\":0,\"id\":\"1\",\"channel_id\":\"2\",\"author\":{\"id\":\"11\"},"
		"\"content\":5}",
		"\"content\" is no string");
}

#define LINE                                                                                     \
	"{\"type\":\"import-line\",\"guild_id\":\"1000\",\"time\":\"2026-11-02T10:00:00.000Z\"," \
	"\"lang\":\"es\",\"author\":{\"id\":\"0\",\"name\":\"ana\"},\"id\":\"imp:"               \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ.2\","                                                        \
	"\"account\":\"bank\",\"date\":\"2026-10-14\",\"amount\":\"-43.50\",\"currency\":\"EUR\""
#define LINE_END                                                                                   \
	"\"for\":[{\"by\":\"reference\",\"to\":\"42G\"},{\"by\":\"rule\",\"to\":\"@12\",\"rule\":" \
	"4},"                                                                                      \
	"{\"by\":\"rule\",\"to\":\"rent\"}]}"

/* What LINE is read as, written again. */
static const char *written_line(const char *line)
{
	struct record record;
	struct buf out = { 0 };
	const char *why = NULL, *written;
	char *copy = arena_strdup(&arena, line);
	CHECK(record_read(&arena, copy, strlen(copy), &record, &why));
	CHECK(record.type == RECORD_COMMAND && record.command.source == SOURCE_IMPORT);
	record_write_import_line(&out, record.command.line);
	written = arena_strdup(&arena, buf_string(&out));
	buf_free(&out);
	return written;
}

static void lines_of_a_bank(void)
{
	const char *whole = LINE ",\"reference\":\"00451877\",\"text\":\"RENT | OCT\","
				 "\"balance\":\"515.00\",\"doubt\":\"words\",\"beside\":"
				 "\"imp:ABCDEFGHIJKLMNOPQRSTUVWXYZ.1\"," LINE_END "\n";
	SAME(written_line(whole), whole);
	struct record record;
	const char *why = NULL;
	char *copy = arena_strdup(&arena, whole);
	CHECK(record_read(&arena, copy, strlen(copy), &record, &why));
	const struct import_line *line = record.command.line;
	CHECK(line->candidate_count == 3 && line->candidates[0].by == IMPORT_BY_REFERENCE);
	CHECK(line->candidates[1].by == IMPORT_BY_RULE_MEMBER && line->candidates[1].rule == 4);
	CHECK(line->candidates[2].by == IMPORT_BY_RULE);
	READS(LINE "}");
	REFUSES(LINE ",\"balance\":\"1,5\"}", "\"balance\"");
	REFUSES(LINE ",\"balance\":5}", "\"balance\"");
	REFUSES(LINE ",\"party\":\"ANA\"}", "\"party\"");
	REFUSES(LINE ",\"doubt\":\"words\"}", "\"beside\"");
	REFUSES(LINE ",\"doubt\":\"some\"}", "\"doubt\"");
	REFUSES(LINE ",\"for\":[{\"by\":\"guess\",\"to\":\"x\"}]}", "\"for\"");
	REFUSES(LINE ",\"for\":[{\"by\":\"id\"}]}", "\"for\"");
	REFUSES("{\"type\":\"import-line\",\"guild_id\":\"1000\"," TIME ",\"id\":\"imp:AB.1\","
		"\"account\":\"bank\",\"date\":\"2026-10-14\",\"amount\":\"1\",\"currency\":"
		"\"EUR\"}",
		"\"id\"");
	REFUSES("{\"type\":\"import-line\",\"guild_id\":\"1000\"," TIME
		",\"id\":\"imp:ABCDEFGHIJKLMNOPQRSTUVWXYZ.0\",\"account\":\"bank\","
		"\"date\":\"2026-10-14\",\"amount\":\"1\",\"currency\":\"EUR\"}",
		"\"id\"");
}

/* What is imported begins and ends with records of their own. */
static void lists_of_a_bank(void)
{
	static const char hash[] =
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	struct import_total total = { "EUR", "10.00", "43.50" };
	struct import_start start = { .guild_id = 1000,
				      .account = "bank",
				      .currency = "EUR",
				      .format = "csv",
				      .sha256 = hash,
				      .from = 20000,
				      .to = 20031,
				      .opening = "-3.00" };
	struct import_end end = { .guild_id = 1000,
				  .account = "bank",
				  .sha256 = hash,
				  .count = 6,
				  .totals = &total,
				  .total_count = 1,
				  .closing = "5.00",
				  .currency = "",
				  .author = "marta",
				  .to = NO_DAY };
	struct buf out = { 0 };
	struct record record;
	const char *why = NULL;
	record_write_import(&out, &start);
	CHECK(record_read(&arena, arena_strdup(&arena, buf_string(&out)), out.length, &record,
			  &why));
	CHECK(record.type == RECORD_IMPORT && record.import_start->to == 20031);
	SAME(record.import_start->opening, "-3.00");
	buf_clear(&out);
	record_write_import_end(&out, &end);
	CHECK(record_read(&arena, arena_strdup(&arena, buf_string(&out)), out.length, &record,
			  &why));
	CHECK(record.type == RECORD_IMPORT_END && record.import_end->count == 6);
	SAME(record.import_end->totals[0].out, "43.50");
	buf_clear(&out);
	end.currency = "EUR";
	end.to = 20031;
	record_write_import_end(&out, &end);
	CHECK(record_read(&arena, arena_strdup(&arena, buf_string(&out)), out.length, &record,
			  &why));
	CHECK(record.type == RECORD_COMMAND && record.command.source == SOURCE_IMPORT);
	SAME(record.command.verb, "reconcile");
	SAME(record.command.author.name, "marta");
	SAME(command_argument(&record.command, "day"), "2024-11-04");
	SAME(command_argument(&record.command, "balance"), "5.00");
	SAME(command_argument(&record.command, "list"), hash);
	REFUSES("{\"type\":\"import-end\",\"guild_id\":\"1000\"," TIME ",\"account\":\"bank\"}",
		"\"count\"");
	REFUSES("{\"type\":\"import\",\"guild_id\":\"1000\"," TIME ",\"account\":\"bank\","
		"\"sha256\":\"ab\"}",
		"\"sha256\"");
	buf_free(&out);
}

int main(void)
{
	commands();
	lines_of_a_bank();
	lists_of_a_bank();
	too_many_arguments();
	people();
	deliveries();
	messages();
	arena_free(&arena);
	return REPORT("records");
}
