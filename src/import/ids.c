/* Ids that come twice: external merge sort. */
#include "import/ids.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"
#include "base/temporary.h"

/* What is read at a time of one piece while all are merged. */
enum { MERGED_AT_ONCE = 512 };

struct run {
	struct id_place *items;
	size_t at, length;
	uint64_t next, end; /* in the file, in items */
};

static void *need(void *memory, size_t size)
{
	if (!memory)
		memory_out(size);
	return memory;
}

static int compare(const void *one, const void *other)
{
	const struct id_place *a = one, *b = other;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return a->place < b->place ? -1 : a->place > b->place;
}

static void write_piece(struct id_set *set)
{
	const char *bytes = (const char *)set->piece;
	size_t left = set->length * sizeof *set->piece;
	uint64_t at = set->pieces * IDS_PIECE * sizeof *set->piece;
	if (!set->pieces && (set->fd = temporary_file()) < 0)
		fail(EX_CANTCREAT,
		     "cannot make a temporary file in %s: %s; set TMPDIR to a folder that may be "
		     "written",
		     temporary_folder(), strerrordesc_np(errno));
	qsort(set->piece, set->length, sizeof *set->piece, compare);
	while (left) {
		ssize_t put = pwrite(set->fd, bytes, left, (off_t)at);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			fail(EX_CANTCREAT,
			     "cannot keep ids in a temporary file in %s: %s; free some space, or "
			     "set TMPDIR",
			     temporary_folder(), strerrordesc_np(errno));
		bytes += put;
		at += (uint64_t)put;
		left -= (size_t)put;
	}
	set->pieces++;
	set->length = 0;
}

bool ids_add(struct id_set *set, uint64_t id, uint64_t place)
{
	if (!set->piece)
		set->piece = need(malloc(IDS_PIECE * sizeof *set->piece),
				  IDS_PIECE * sizeof *set->piece);
	if (set->length == IDS_PIECE) {
		if (set->pieces == IDS_PIECES)
			return false;
		write_piece(set);
	}
	set->piece[set->length++] = (struct id_place){ id, place };
	return true;
}

/* The item that comes next of RUN; NULL at its end. */
static const struct id_place *head(struct id_set *set, struct run *run)
{
	if (run->at < run->length)
		return &run->items[run->at];
	uint64_t count = run->end - run->next;
	if (count > MERGED_AT_ONCE)
		count = MERGED_AT_ONCE;
	if (!count)
		return NULL;
	size_t size = (size_t)count * sizeof *run->items, have = 0;
	if (!run->items)
		run->items = need(malloc(MERGED_AT_ONCE * sizeof *run->items),
				  MERGED_AT_ONCE * sizeof *run->items);
	while (have < size) {
		ssize_t got = pread(set->fd, (char *)run->items + have, size - have,
				    (off_t)(run->next * sizeof *run->items + have));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			fail(EX_IOERR, "cannot read a temporary file in %s: %s", temporary_folder(),
			     got < 0 ? strerrordesc_np(errno) : "it ends early");
		have += (size_t)got;
	}
	run->next += count;
	run->at = 0;
	run->length = (size_t)count;
	return run->items;
}

/* Brings HEAP's item at AT to its place below. */
static void sink(struct id_set *set, struct run **heap, size_t count, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < count; at = child) {
		if (child + 1 < count &&
		    compare(head(set, heap[child + 1]), head(set, heap[child])) < 0)
			child++;
		if (compare(head(set, heap[at]), head(set, heap[child])) <= 0)
			return;
		struct run *swapped = heap[at];
		heap[at] = heap[child];
		heap[child] = swapped;
	}
}

static void compare_with_last(struct id_place item, struct id_place *last, struct id_place *twice)
{
	if (item.id == last->id && last->place && (!twice->place || item.place < twice->place))
		*twice = item;
	*last = item;
}

static void merge(struct id_set *set, struct id_place *twice)
{
	size_t count = (size_t)set->pieces;
	struct run *runs = need(calloc(count, sizeof *runs), count * sizeof *runs);
	struct run **heap = need(calloc(count, sizeof *heap), count * sizeof *heap);
	struct id_place last = { 0 };
	for (size_t i = 0; i < count; i++) {
		runs[i].next = i * IDS_PIECE;
		runs[i].end = i + 1 < count ? runs[i].next + IDS_PIECE : runs[i].next + set->length;
		heap[i] = &runs[i];
	}
	for (size_t i = count; i-- > 0;)
		sink(set, heap, count, i);
	while (count) {
		compare_with_last(*head(set, heap[0]), &last, twice);
		heap[0]->at++;
		if (!head(set, heap[0]))
			heap[0] = heap[--count];
		sink(set, heap, count, 0);
	}
	for (size_t i = 0; i < set->pieces; i++)
		free(runs[i].items);
	free(runs);
	free(heap);
}

bool ids_find_twice(struct id_set *set, struct id_place *twice)
{
	struct id_place last = { 0 };
	*twice = (struct id_place){ 0 };
	size_t length = set->length;
	if (set->pieces) {
		if (length) {
			write_piece(set);
			set->length = length;
		} else {
			set->length = IDS_PIECE;
		}
		merge(set, twice);
	} else if (length) {
		qsort(set->piece, length, sizeof *set->piece, compare);
		for (size_t i = 0; i < length; i++)
			compare_with_last(set->piece[i], &last, twice);
	}
	return twice->place != 0;
}

void ids_free(struct id_set *set)
{
	if (set->pieces)
		close(set->fd);
	free(set->piece);
	*set = (struct id_set){ 0 };
}
