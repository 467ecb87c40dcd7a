/* Records that lack something, or hold something else than they should: each is refused with the
 * key that is wrong; none is half read. */
#include <stdlib.h>

#include "check.h"
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

int main(void)
{
	commands();
	too_many_arguments();
	people();
	deliveries();
	messages();
	arena_free(&arena);
	return REPORT("records");
}
