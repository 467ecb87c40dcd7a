/* What form 3 seals beside entries, in one order whatever the engine's collation. */
#include "store/seal_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "ledger/sum_tree.h"

/* Where a line is put: beside its transaction; behind all transactions. */
enum place { BESIDE, OLDER, RECONCILED, SUMS };

struct loading {
	struct seal_lines *lines;
	uint64_t guild_id;
	int64_t batch, first; /* the first transaction of the batch */
};

static void add(struct seal_lines *lines, int64_t transaction, enum place group, const char *text)
{
	if (lines->count == lines->room) {
		lines->room = lines->room ? 2 * lines->room : 64;
		lines->lines = reallocarray(lines->lines, lines->room, sizeof *lines->lines);
		if (!lines->lines)
			fail(EX_OSERR, "out of memory: the lines of a batch");
	}
	lines->lines[lines->count++] =
		(struct seal_line){ transaction, (int)group, arena_strdup(&lines->memory, text) };
}

static bool take_beside(void *context, const struct value *values)
{
	const struct loading *loading = context;
	struct buf line = { 0 };
	int64_t transaction = values[0].integer;
	buf_printf(&line, "%s\n", value_words(&values[1]));
	add(loading->lines, transaction, transaction < loading->first ? OLDER : BESIDE,
	    buf_string(&line));
	buf_free(&line);
	return true;
}

static bool take_reconciled(void *context, const struct value *values)
{
	const struct loading *loading = context;
	struct buf line = { 0 };
	buf_printf(&line, "%s\n", value_words(&values[0]));
	add(loading->lines, (int64_t)loading->lines->count, RECONCILED, buf_string(&line));
	buf_free(&line);
	return true;
}

static bool take_sum(void *context, const struct value *values)
{
	const struct loading *loading = context;
	struct sum_scope scope = { loading->guild_id, loading->batch, value_words(&values[0]) };
	struct sum_post post = { .guild_id = loading->guild_id,
				 .batch = loading->batch,
				 .total = values[1].integer,
				 .leaves = (uint64_t)values[3].integer };
	struct buf lines = { 0 };
	snprintf(post.currency, sizeof post.currency, "%s", scope.currency);
	snprintf(post.root, sizeof post.root, "%s", value_words(&values[4]));
	sum_post_write(&lines, &post);
	sum_debts_write(&lines, &scope, values[2].integer);
	add(loading->lines, (int64_t)loading->lines->count, SUMS, buf_string(&lines));
	buf_free(&lines);
	return true;
}

/* By place, then by transaction, or as they were read; then by bytes. */
static int in_order(const void *left, const void *right)
{
	const struct seal_line *a = left, *b = right;
	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->transaction != b->transaction)
		return a->transaction < b->transaction ? -1 : 1;
	return strcmp(a->text, b->text);
}

void seal_lines_load(struct store *store, uint64_t guild_id, int64_t batch,
		     const struct sealed *sealed, struct seal_lines *lines)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild_id),
		bind_integer(":batch", batch),
		bind_integer(":first", sealed->first_transaction),
		bind_integer(":last", sealed->last_transaction),
	};
	struct loading loading = { .lines = lines,
				   .guild_id = guild_id,
				   .batch = batch,
				   .first = sealed->first_transaction };
	store_query(store, "batch lines beside", bindings, 4, take_beside, &loading);
	store_query(store, "batch reconciled", bindings, 2, take_reconciled, &loading);
	store_query(store, "batch sums", bindings, 2, take_sum, &loading);
	if (lines->count)
		qsort(lines->lines, lines->count, sizeof *lines->lines, in_order);
}

const char *seal_lines_next(struct seal_lines *lines, int64_t transaction)
{
	if (lines->next == lines->count)
		return NULL;
	const struct seal_line *line = &lines->lines[lines->next];
	if (transaction != SEAL_LINES_REST &&
	    (line->group != BESIDE || line->transaction != transaction))
		return NULL;
	lines->next++;
	return line->text;
}

void seal_lines_free(struct seal_lines *lines)
{
	free(lines->lines);
	arena_free(&lines->memory);
	*lines = (struct seal_lines){ 0 };
}
