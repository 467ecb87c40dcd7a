/* From the log to books: the beginning of each guild, then every record in its order. */
#include "apply/replay.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/progress.h"
#include "ledger/ledger.h"
#include "apply/chunk.h"
#include "ledger/lookups.h"

enum { RECORDS = 4096, BYTES = 16 * 1024 * 1024 };

struct replay {
	const struct replay_request *request;
	struct store *store; /* the temporary books */
	struct chunk *chunk;
	bool broken;
};

static void tell(const struct replay *replay, int64_t guild_id, int64_t seq, const char *why)
{
	replay->request->fault(replay->request->context, guild_id, seq, why);
}

/* What gl-db init did. */
static bool found(struct replay *replay, struct arena *arena, const char *line, enum rules rules)
{
	const char *why;
	const cJSON *json = json_object(arena, line, strlen(line), &why);
	struct init_record init = { 0 };
	struct books books;
	if (!json || !json_id(json, "guild_id", &init.guild_id) ||
	    !json_id(json, "owner_id", &init.owner_id) || !(init.name = json_text(json, "name")) ||
	    !(init.currency = json_text(json, "currency")) ||
	    !(init.timezone = json_text(json, "timezone")) || !json_text(json, "lang") ||
	    lang_from_name(json_text(json, "lang"), &init.lang) < 0)
		return false;
	init.scale = (int)json_integer(json, "scale", 0);
	books_start(&books);
	books.rules = rules;
	store_begin(replay->store);
	books_want(&books, WANTED_GUILD, init.guild_id, 0, NULL);
	store_load(replay->store, &books);
	bool fresh = ledger_init_guild(&books, &init, line);
	store_write(replay->store, &books);
	store_commit(replay->store);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	return fresh;
}

static bool take_beginning(void *context, const struct value *values)
{
	struct replay *replay = context;
	struct arena arena = { 0 };
	if (!found(replay, &arena, values[1].text, (enum rules)values[2].integer)) {
		tell(replay, values[0].integer, 1,
		     "the first row does not say how the books began");
		replay->broken = true;
	}
	arena_free(&arena);
	return true;
}

/* An operator may have had a failed delivery tried again (gl-outbox --retry), of which the log has
 * no row: that a second result came says so. */
static void allow_again(struct replay *replay, const char *line)
{
	struct arena arena = { 0 };
	struct record record;
	const char *why;
	if (record_read(&arena, line, strlen(line), &record, &why) &&
	    record.type == RECORD_DELIVERED) {
		struct binding bindings[] = { { ":guild",
						{ .kind = VALUE_INTEGER,
						  .integer = (int64_t)record.delivered.guild_id } },
					      bind_integer(":delivery", record.delivered.id) };
		chunk_commit(replay->chunk);
		store_begin(replay->store);
		if (store_change(replay->store, "outbox retry", bindings, 2))
			chunk_reload(replay->chunk);
		store_commit(replay->store);
	}
	arena_free(&arena);
}

static bool replay_row(void *context, const struct value *values)
{
	struct replay *replay = context;
	const char *why;
	if (values[1].integer == 1)
		return true; /* the beginning */
	if (strcmp(values[2].text, "delivered") == 0)
		allow_again(replay, values[3].text);
	struct verdict verdict = { .rules = (enum rules)values[4].integer,
				   .replayed = true,
				   .failed = strcmp(values[5].text, "failed") == 0,
				   .code = values[6].kind == VALUE_TEXT ? values[6].text : NULL,
				   .text = values[7].text };
	if (!chunk_add(replay->chunk, values[3].text, strlen(values[3].text), &verdict, &why)) {
		struct buf text = { 0 };
		buf_printf(&text, "the replay ends here: the record cannot be read (%s)", why);
		tell(replay, values[0].integer, values[1].integer, buf_string(&text));
		buf_free(&text);
		return false;
	}
	progress_count(1);
	return true;
}

struct store *replay_log(struct store *store, const struct replay_request *request)
{
	struct replay replay = { .request = request, .store = store_temporary() };
	struct binding guild = bind_optional(":guild", (int64_t)request->guild_id);
	store_query(store, "replay beginnings", &guild, 1, take_beginning, &replay);
	replay.chunk = chunk_start(replay.store, request->reports, RECORDS, BYTES);
	chunk_silence(replay.chunk);
	if (!replay.broken)
		store_query(store, "replay log", &guild, 1, replay_row, &replay);
	replay.store = chunk_finish(replay.chunk);
	if (!replay.broken)
		return replay.store;
	store_close(replay.store);
	return NULL;
}
