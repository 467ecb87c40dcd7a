/* Fuzz target: a line as gl-apply reads it, and the rules that decide it on books in memory. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/ledger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void found(struct books *books, uint64_t guild_id)
{
	struct init_record init = { .guild_id = guild_id,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	books_add_guild(books, guild_id);
	ledger_init_guild(books, &init, "{}");
}

/* What a store would do with empty books. */
static void load(struct books *books)
{
	struct wanted *wanted;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		if (wanted->kind == WANTED_GUILD && !books_guild(books, wanted->guild_id)) {
			if (wanted->guild_id == 1000)
				found(books, wanted->guild_id);
			else
				books_add_guild(books, wanted->guild_id);
		} else if (wanted->kind == WANTED_USER &&
			   !books_user(books, wanted->guild_id, wanted->id)) {
			books_add_user(books, wanted->guild_id, wanted->id, NULL);
		} else if (wanted->kind == WANTED_ACCOUNT_NAME &&
			   !books_account_name(books, wanted->guild_id, wanted->folded_name)) {
			books_add_account_name(books, wanted->guild_id, wanted->folded_name, NULL);
		}
	}
}

static void apply(struct books *books, const char *line, size_t length)
{
	struct record record;
	struct decision decision;
	const char *why;
	if (!record_read(&books->chunk, line, length, &record, &why) ||
	    record.type == RECORD_MESSAGE)
		return;
	for (int round = 0; round < 2; round++) {
		ledger_references(books, &record);
		load(books);
	}
	ledger_decide(books, &record, &decision);
	if (decision.need == NEED_NOTHING)
		ledger_log(books, &record, line, &decision);
	int64_t sum = 0;
	const struct entry_row *entry;
	STAILQ_FOREACH(entry, &books->entries, pending)
	sum += entry->amount;
	if (sum != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct books books;
	books_start(&books);
	char *text = arena_copy(&books.chunk, (const char *)data, size), *end = text + size;
	while (text < end) {
		char *newline = memchr(text, '\n', (size_t)(end - text));
		char *stop = newline ? newline : end;
		*stop = '\0';
		apply(&books, text, (size_t)(stop - text));
		text = stop + 1;
	}
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	return 0;
}
