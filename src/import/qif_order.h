/* The records of one account of a QIF, oldest first, whatever the order of the file: banks write
 * the newest first, and Quicken what was entered. */
#ifndef IMPORT_QIF_ORDER_H
#define IMPORT_QIF_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a record or a header begins. */
struct qif_spot {
	uint64_t offset, number;
};

struct qif_order {
	bool rises, falls; /* no day is before, or behind, the one before it */
	uint64_t count;
	int64_t last_day;
	struct qif_spot begin, end; /* of the records */
	/* Where each QIF_BLOCK records begin. */
	struct qif_spot *blocks;
	size_t block_count, block_size;
};
/* In memory at once, 16 bytes each, where days come in no order. */
enum { QIF_BLOCK = 512, QIF_MOST_UNSORTED = 4 * 1000 * 1000 };

void qif_order_begin(struct qif_order *order, struct qif_spot begin);
/* The next record, of DAY (NO_DAY: not known), begins at SPOT. */
void qif_order_add(struct qif_order *order, struct qif_spot spot, int64_t day);
void qif_order_free(struct qif_order *order);

/* Records by their days, those of one day as they stand in the file: a list is filled, sorted, and
 * then walked through. */
struct qif_sorted {
	struct qif_sorted_spot {
		uint64_t key, number; /* day and offset */
	} * spots;
	size_t count;
	int64_t last_day;
};
void qif_sorted_begin(struct qif_sorted *sorted, uint64_t count);
void qif_sorted_add(struct qif_sorted *sorted, struct qif_spot spot, int64_t day);
void qif_sorted_sort(struct qif_sorted *sorted);
struct qif_spot qif_sorted_at(const struct qif_sorted *sorted, size_t index);
void qif_sorted_free(struct qif_sorted *sorted);

#endif
