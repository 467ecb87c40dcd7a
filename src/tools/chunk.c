/* gl-apply's work on one chunk. The rules decide in memory; the store is asked before and written after. */
#include "tools/chunk.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "ledger/ledger.h"
#include "tools/supply.h"

enum { ROUNDS = 3, WORKING_SET_BYTES = 16 * 1024 * 1024, FIRST_ROOM = 1024 };

struct item { struct record record; const char *line; struct verdict verdict; };

struct chunk {
	struct store *store;
	struct books books;
	struct item *items;
	size_t count, room, most_records, most_bytes;
	struct buf outcomes;
	bool silent;
};

struct chunk *chunk_start(struct store *store, int records, size_t bytes)
{
	struct chunk *chunk = calloc(1, sizeof *chunk);
	if (!chunk)
		fail(EX_OSERR, "out of memory");
	chunk->store = store;
	chunk->most_records = (size_t)records;
	chunk->most_bytes = bytes;
	books_start(&chunk->books);
	return chunk;
}

static struct item *new_item(struct chunk *chunk)
{
	if (chunk->count == chunk->room) {
		chunk->room = chunk->room ? chunk->room * 2 : FIRST_ROOM;
		chunk->items = reallocarray(chunk->items, chunk->room, sizeof *chunk->items);
		if (!chunk->items)
			fail(EX_OSERR, "out of memory: %zu records could not be held; lower --chunk", chunk->room);
	}
	return &chunk->items[chunk->count];
}

bool chunk_add(struct chunk *chunk, const char *line, size_t length, const struct verdict *verdict, const char **why)
{
	struct item *item = new_item(chunk);
	item->line = arena_copy(&chunk->books.chunk, line, length);
	item->verdict = verdict ? *verdict : (struct verdict){ .rules = RULES_NOW };
	if (!record_read(&chunk->books.chunk, item->line, length, &item->record, why))
		return false;
	if (item->record.type == RECORD_MESSAGE) {
		*why = "it is a Discord message; pass it through gl-parse and gl-identify first";
		return false;
	}
	chunk->count++;
	if (chunk->count >= chunk->most_records || chunk->books.chunk.used >= chunk->most_bytes)
		chunk_commit(chunk);
	return true;
}

static void load_references(struct chunk *chunk)
{
	for (int round = 0; round < ROUNDS; round++) { /* guilds first: they tell what else is new; then what names others */
		for (size_t i = 0; i < chunk->count; i++)
			ledger_references(&chunk->books, &chunk->items[i].record);
		if (STAILQ_EMPTY(&chunk->books.wanted))
			break;
		if (!store_load(chunk->store, &chunk->books)) {
			books_forget(&chunk->books);
			round = -1;
		}
	}
}

/* After the record is in the log, so that its own words go, too. */
static void forget(struct chunk *chunk, const struct record *record, const struct decision *decision)
{
	const struct guild *guild = books_guild(&chunk->books, record->command.guild_id);
	store_write(chunk->store, &chunk->books);
	store_forget(chunk->store, guild->guild_id, decision->forgets, books_user(&chunk->books, guild->guild_id, decision->forgets)->name, guild->next_seq - 1);
}

static void add_outcome(struct chunk *chunk, const struct record *record, const struct decision *decision)
{
	bool message = record->type == RECORD_COMMAND || record->type == RECORD_REJECT || record->type == RECORD_SKIP;
	struct outcome outcome = {
		.message_id = message ? record->command.message_id : record->type == RECORD_POST ? record->post.message_id : 0,
		.verb = record->type == RECORD_COMMAND ? record->command.verb : record->type_name,
		.status = status_names[decision->status], .code = decision->code,
		.transaction = decision->transaction, .batch = decision->batch, .receipt = decision->receipt, .text = decision->text,
	};
	record_write_outcome(&chunk->outcomes, &outcome);
	log_trace(outcome.message_id);
	log_outcome(LOG_DEBUG, "record-decided", decision->status != STATUS_REJECTED && decision->status != STATUS_DENIED, "%s: %s%s%s", outcome.verb,
		    outcome.status, outcome.code ? ", " : "", outcome.code ? outcome.code : "");
	log_trace(0);
}

static void decide_item(struct chunk *chunk, const struct item *item)
{
	struct decision decision;
	if (item->record.type == RECORD_COMMAND && (strcmp(item->record.command.verb, "report") == 0 || strcmp(item->record.command.verb, "role grant") == 0)) {
		const struct guild *guild = books_guild(&chunk->books, item->record.command.guild_id);
		if (guild->exists) /* days in the question are the guild's days */
			zone_use(guild->timezone);
	}
	chunk->books.rules = item->verdict.rules;
	ledger_decide(&chunk->books, &item->record, &decision);
	if (decision.need != NEED_NOTHING)
		supply(chunk->store, &chunk->books, &item->record, &decision);
	ledger_log(&chunk->books, &item->record, item->line, &decision);
	if (decision.forgets && decision.status == STATUS_OK)
		forget(chunk, &item->record, &decision);
	add_outcome(chunk, &item->record, &decision);
}

static void attempt(void *context)
{
	struct chunk *chunk = context;
	store_begin(chunk->store);
	if (chunk->books.memory.used > WORKING_SET_BYTES)
		books_forget(&chunk->books);
	load_references(chunk);
	for (size_t i = 0; i < chunk->count; i++)
		decide_item(chunk, &chunk->items[i]);
	store_write(chunk->store, &chunk->books);
	store_commit(chunk->store);
}

/* Nothing was printed yet: an outcome that was decided twice is told once. */
static void undo(void *context)
{
	struct chunk *chunk = context;
	books_undo_chunk(&chunk->books);
	buf_clear(&chunk->outcomes);
}

void chunk_commit(struct chunk *chunk)
{
	if (!chunk->count)
		return;
	store_attempt(chunk->store, attempt, undo, chunk);
	if (chunk->silent)
		buf_clear(&chunk->outcomes);
	buf_flush(&chunk->outcomes, STDOUT_FILENO);
	books_end_chunk(&chunk->books);
	chunk->count = 0;
}

void chunk_silence(struct chunk *chunk)
{
	chunk->silent = true;
}

void chunk_reload(struct chunk *chunk)
{
	books_forget(&chunk->books);
}

struct store *chunk_finish(struct chunk *chunk)
{
	struct store *store = chunk->store;
	chunk_commit(chunk);
	arena_free(&chunk->books.chunk);
	books_forget(&chunk->books);
	arena_free(&chunk->books.memory);
	buf_free(&chunk->outcomes);
	free(chunk->items);
	free(chunk);
	return store;
}

void chunk_end(struct chunk *chunk)
{
	store_close(chunk_finish(chunk));
}
