/* The records of a chunk: gathered, applied, and halved where one of them cannot be. */
#include "apply/chunk.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "apply/chunk_transaction.h"

enum {
	FIRST_ROOM = 1024, /* items */
	LONG_LINE = 2048   /* it names hundreds of members, and is committed at once */
};

struct chunk *chunk_start(struct store *store, const struct answer_reports *reports, int records,
			  size_t bytes)
{
	struct chunk *chunk = calloc(1, sizeof *chunk);
	if (!chunk)
		fail(EX_OSERR, "out of memory");
	chunk->store = store;
	chunk->reports = reports;
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
			fail(EX_OSERR,
			     "out of memory: %zu records could not be held; lower --chunk",
			     chunk->room);
	}
	return &chunk->items[chunk->count];
}

static void set_aside(struct chunk *chunk, size_t index, const char *reason)
{
	struct fail_guard again;
	const char *where = store_location(chunk->store);
	size_t skip = strlen(where);
	/* the log need not know where it lies */
	if (strncmp(reason, where, skip) == 0 && strncmp(reason + skip, ": ", 2) == 0)
		reason += skip + 2;
	chunk->set_aside = arena_copy(&chunk->books.chunk, reason, strcspn(reason, ";"));
	if (apply_items(chunk, index, index + 1, &again) == index)
		fail(EX_SOFTWARE, "%s; nor could the record be set aside: %s", reason,
		     again.reason);
	chunk->set_aside = NULL;
	books_forget(
		&chunk->books); /* what the rules keep in memory of what it would have changed */
}

/* Halves what fails until the record that cannot be applied is alone. */
static void apply_range(struct chunk *chunk, size_t first, size_t end)
{
	struct fail_guard reason;
	while (first < end) {
		size_t came = apply_items(chunk, first, end, &reason);
		if (came > first) {
			first = came;
		} else if (end - first > 1) {
			apply_range(chunk, first, first + (end - first) / 2);
			first += (end - first) / 2;
		} else {
			set_aside(chunk, first++, reason.reason);
		}
	}
}

static void end_chunk(struct chunk *chunk)
{
	books_end_chunk(&chunk->books);
	chunk->count = 0;
}

void chunk_commit(struct chunk *chunk)
{
	if (!chunk->count)
		return;
	apply_range(chunk, 0, chunk->count);
	end_chunk(chunk);
}

/* The log's word counts, whatever the rules would say now. */
static void replay_set_aside(struct chunk *chunk, const struct verdict *verdict)
{
	apply_range(chunk, 0, chunk->count - 1);
	set_aside(chunk, chunk->count - 1, verdict->code);
	end_chunk(chunk);
}

bool chunk_add(struct chunk *chunk, const char *line, size_t length, const struct verdict *verdict,
	       const char **why)
{
	struct item *item = new_item(chunk);
	item->line = arena_copy(&chunk->books.chunk, line, length);
	item->verdict = verdict ? *verdict : (struct verdict){ .rules = RULES_NOW };
	if (item->verdict.code)
		item->verdict.code = arena_strdup(&chunk->books.chunk, item->verdict.code);
	if (item->verdict.text)
		item->verdict.text = arena_strdup(&chunk->books.chunk, item->verdict.text);
	if (!record_read(&chunk->books.chunk, item->line, length, &item->record, why))
		return false;
	if (item->record.type == RECORD_MESSAGE) {
		*why = "it is a Discord message; pass it through gl-parse and gl-identify first";
		return false;
	}
	chunk->count++;
	if (item->verdict.failed)
		replay_set_aside(chunk, &item->verdict);
	else if (chunk->count >= chunk->most_records || length > LONG_LINE ||
		 chunk->books.chunk.used >= chunk->most_bytes)
		chunk_commit(chunk);
	return true;
}

void chunk_keep_outcome(struct chunk *chunk, struct kept_outcome *kept)
{
	chunk->kept = kept;
}

const struct chunk_counts *chunk_counted(const struct chunk *chunk)
{
	return &chunk->counted;
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
