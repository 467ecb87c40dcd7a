/* gl-apply when the prefetch forgets everything: no record is set aside, and the books are what
 * they would be. This program has a prefetch of its own that asks for the guild only. */
#include <stdlib.h>
#include <string.h>

#include "apply/chunk.h"
#include "base/fail.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "check.h"

void ledger_references(struct books *books, const struct record *record)
{
	struct guild *guild = books_loaded_guild(books, ledger_guild_of(record));
	if (!guild || !guild->requested_this_chunk)
		books_want(books, WANTED_GUILD, ledger_guild_of(record), 0, NULL);
	if (guild)
		guild->requested_this_chunk = true;
}

bool ledger_refers_back(const struct books *of, const struct record *record)
{
	(void)of;
	return record->type == RECORD_OTHER;
}

static void found(struct store *store)
{
	struct init_record init = { .guild_id = 1000,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	struct books books;
	books_start(&books);
	store_begin(store);
	books_want(&books, WANTED_GUILD, 1000, 0, NULL);
	store_load(store, &books);
	CHECK(ledger_init_guild(&books, &init, "{\"type\":\"init\",\"guild_id\":\"1000\"}"));
	store_write(store, &books);
	store_commit(store);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
}

static const char *const records[] = {
	"{\"type\":\"role\",\"guild_id\":\"1000\",\"role_id\":\"501\",\"name\":\"Red\","
	"\"position\":1,"
	"\"managed\":false,\"permissions\":\"0\"}",
	"11 register {}",
	"12 register {}",
	"10 deposit {\"who\":\"@11\",\"amount\":\"50\",\"memo\":\"cash\"}",
	"11 pay {\"to\":\"@12\",\"amount\":\"5\",\"memo\":\"lunch\"}",
	"11 pay {\"to\":\"@13\",\"amount\":\"5\"}", /* of whom the books never heard */
	"10 account open {\"name\":\"Bank\",\"kind\":\"asset\"}",
	"10 account open {\"name\":\"Bank\",\"kind\":\"asset\"}",
	"10 move {\"from\":\"till\",\"to\":\"Bank\",\"amount\":\"20\",\"memo\":\"safe\"}",
	"10 role group {\"name\":\"colours\",\"most\":\"one\",\"roles\":\"&501\",\"fee\":\"3\"}",
	"11 role take {\"role\":\"&501\"}",
	"10 reverse {\"transaction\":\"2\",\"reason\":\"wrong\"}",
	"10 reverse {\"transaction\":\"2\",\"reason\":\"again\"}",
	"10 reverse {\"transaction\":\"99\",\"reason\":\"none\"}",
};

/* "11 account open {…}": user, verb and arguments. */
static const char *line_of(struct arena *arena, const char *text, int number)
{
	const char *verb = strchr(text, ' ') + 1, *arguments = strchr(text, '{');
	if (*text == '{')
		return text;
	return arena_printf(arena,
			    "{\"type\":\"command\",\"message_id\":\"%ju\",\"channel_id\":\"2000\","
			    "\"guild_id\":"
			    "\"1000\",\"author\":{\"id\":\"%.2s\",\"name\":\"u%.2s\",\"roles\":[],"
			    "\"identified\":true,"
			    "\"member\":true,\"owner\":%s},\"time\":\"2024-10-27T23:06:42.000Z\","
			    "\"lang\":\"en\",\"source\":\"discord\","
			    "\"verb\":\"%.*s\","
			    "\"args\":%s}",
			    ((310000000000 + (uint64_t)number) << 22), text, text,
			    strncmp(text, "10", 2) == 0 ? "true" : "false",
			    (int)(arguments - verb - 1), verb, arguments);
}

static bool add_log(void *context, const struct value *values)
{
	buf_printf(context, "%s %s\n", values[3].text,
		   values[4].kind == VALUE_TEXT ? values[4].text : "-");
	return true;
}

/* The log, all records in chunks of SIZE. */
static const char *log_by(int size, struct buf *log)
{
	struct store *store = store_temporary();
	struct binding bindings[] = { bind_integer(":guild", 1000), bind_integer(":from", 2),
				      bind_integer(":to", 99) };
	struct arena arena = { 0 };
	const char *why = NULL;
	found(store);
	struct chunk *chunk = chunk_start(store, NULL, size, 1 << 20);
	chunk_silence(chunk);
	struct verdict now = { .rules = RULES_NOW };
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		const char *line = line_of(&arena, records[i], (int)i);
		CHECK(chunk_add(chunk, line, strlen(line), &now, &why));
	}
	store = chunk_finish(chunk);
	buf_clear(log);
	store_query(store, "forget rows", bindings, 3, add_log, log);
	store_close(store);
	arena_free(&arena);
	return buf_string(log);
}

int main(void)
{
	static const char wanted[] = "ok -\nok -\nok -\nok -\nok -\nrejected unknown_user\nok -\n"
				     "rejected name_taken\nok -\nok -\nok -\nok -\n"
				     "rejected already_reversed\nrejected unknown_transaction\n";
	struct buf log = { 0 };
	log_start("late-load", "warn");
	unsetenv("GL_STRICT_PREFETCH");
	SAME(log_by(1, &log), wanted);
	SAME(log_by(3, &log), wanted);
	SAME(log_by(100, &log), wanted);
	buf_free(&log);
	return REPORT("loaded late");
}
