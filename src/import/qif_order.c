/* In which order the records of a QIF are, and those in no order sorted. */
#include "import/qif_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/memory.h"

/* Bits of an offset: a list has at most 8 GiB. */
enum { OFFSET_BITS = 34, FIRST_BLOCKS = 64 };

void qif_order_begin(struct qif_order *order, struct qif_spot begin)
{
	*order = (struct qif_order){
		.rises = true, .falls = true, .last_day = NO_DAY, .begin = begin, .end = begin
	};
}

static void add_block(struct qif_order *order, struct qif_spot spot)
{
	if (order->block_count == order->block_size) {
		size_t size = order->block_size ? order->block_size * 2 : FIRST_BLOCKS;
		struct qif_spot *blocks = realloc(order->blocks, size * sizeof *blocks);
		if (!blocks)
			memory_out(size * sizeof *blocks);
		order->blocks = blocks;
		order->block_size = size;
	}
	order->blocks[order->block_count++] = spot;
}

void qif_order_add(struct qif_order *order, struct qif_spot spot, int64_t day)
{
	if (order->count++ % QIF_BLOCK == 0)
		add_block(order, spot);
	if (day == NO_DAY)
		return;
	if (order->last_day != NO_DAY) {
		order->rises &= day >= order->last_day;
		order->falls &= day <= order->last_day;
	}
	order->last_day = day;
}

void qif_order_free(struct qif_order *order)
{
	free(order->blocks);
	order->blocks = NULL;
}

void qif_sorted_begin(struct qif_sorted *sorted, uint64_t count)
{
	*sorted = (struct qif_sorted){ .last_day = FIRST_DAY };
	sorted->spots = malloc((count + 1) * sizeof *sorted->spots);
	if (!sorted->spots)
		memory_out((count + 1) * sizeof *sorted->spots);
}

void qif_sorted_add(struct qif_sorted *sorted, struct qif_spot spot, int64_t day)
{
	if (day == NO_DAY)
		day = sorted->last_day;
	sorted->last_day = day;
	sorted->spots[sorted->count++] = (struct qif_sorted_spot){
		.key = (uint64_t)(day - FIRST_DAY) << OFFSET_BITS | spot.offset,
		.number = spot.number,
	};
}

/* Puts what is at ROOT of a heap of COUNT where it belongs. */
static void sift(struct qif_sorted_spot *heap, size_t root, size_t count)
{
	struct qif_sorted_spot moved = heap[root];
	for (size_t child; (child = 2 * root + 1) < count; root = child) {
		if (child + 1 < count && heap[child + 1].key > heap[child].key)
			child++;
		if (heap[child].key <= moved.key)
			break;
		heap[root] = heap[child];
	}
	heap[root] = moved;
}

/* A heap sort: in its place, where qsort(3) takes as much memory again. */
void qif_sorted_sort(struct qif_sorted *sorted)
{
	for (size_t i = sorted->count / 2; i-- > 0;)
		sift(sorted->spots, i, sorted->count);
	for (size_t count = sorted->count; count > 1; count--) {
		struct qif_sorted_spot largest = sorted->spots[0];
		sorted->spots[0] = sorted->spots[count - 1];
		sorted->spots[count - 1] = largest;
		sift(sorted->spots, 0, count - 1);
	}
}

struct qif_spot qif_sorted_at(const struct qif_sorted *sorted, size_t index)
{
	const struct qif_sorted_spot *spot = &sorted->spots[index];
	return (struct qif_spot){ spot->key & ((UINT64_C(1) << OFFSET_BITS) - 1), spot->number };
}

void qif_sorted_free(struct qif_sorted *sorted)
{
	free(sorted->spots);
	sorted->spots = NULL;
}
