/* The files of all transactions, and of what waits. */
#include "tools/evidence_list.h"

#include <stdio.h>
#include <unistd.h>

#include "base/output.h"
#include "record/attached.h"
#include "tools/files_list.h"
#include "tools/open_books.h"

enum { FLUSH_BYTES = 64 * 1024 };

struct listing {
	struct buf out;
	struct arena arena;
	int64_t count;
};

static void add_file(struct listing *listing, const char *sha256, int64_t size, bool kept,
		     uint64_t guild_id, uint64_t transaction_id)
{
	files_list_add(&listing->out, sha256, size, kept, guild_id, transaction_id);
	listing->count++;
	if (listing->out.length >= FLUSH_BYTES)
		buf_flush(&listing->out, STDOUT_FILENO);
}

static bool take_row(void *context, const struct value *values)
{
	add_file(context, values[0].text, values[1].integer, values[2].integer,
		 (uint64_t)values[3].integer, (uint64_t)values[4].integer);
	return true;
}

static bool take_waiting(void *context, const struct value *values)
{
	struct listing *listing = context;
	struct attached *attached = arena_alloc(&listing->arena, sizeof *attached);
	if (values[0].kind == VALUE_TEXT &&
	    evidence_read(&listing->arena, values[0].text, attached))
		for (size_t i = 0; i < attached->evidence_count; i++)
			add_file(listing, attached->evidence[i].sha256, attached->evidence[i].size,
				 true, 0, 0);
	arena_reset(&listing->arena);
	return true;
}

void evidence_list(const char *db)
{
	struct listing listing = { 0 };
	struct store *store = open_books(store_default_reading(db), STORE_READ);
	/* what is approved between the two is in both, the other way round it would be in none */
	store_query(store, "evidence waiting", NULL, 0, take_waiting, &listing);
	store_query(store, "evidence files", NULL, 0, take_row, &listing);
	store_close(store);
	files_list_end(&listing.out, listing.count);
	buf_flush(&listing.out, STDOUT_FILENO);
	buf_free(&listing.out);
	arena_free(&listing.arena);
}
