/* How many interactions came, of what kind, what became of them and how long they took: a small
 * file that every process maps and adds to, since none of them stays to remember. gl-metrics and
 * gl-doctor read it. */
#ifndef INTERACTION_COUNTS_H
#define INTERACTION_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "interaction/payload.h"

enum interaction_result {
	INTERACTION_ANSWERED, /* with what the books said, or PING */
	INTERACTION_REFUSED,  /* by this side: the books were not asked */
	INTERACTION_FAILED,   /* the books gave no outcome, or not in time */
	INTERACTION_RESULTS
};
enum { INTERACTION_KINDS = INTERACTION_FORM + 1, INTERACTION_BUCKETS = 9 };
/* The upper bounds of the buckets, in milliseconds; the last has none. */
extern const int interaction_bounds[INTERACTION_BUCKETS - 1];
/* As they stand in metrics: "command", "answered". */
extern const char *const interaction_kind_names[INTERACTION_KINDS];
extern const char *const interaction_result_names[INTERACTION_RESULTS];

/* The file, byte for byte; of this machine's order. All began with 0. */
struct interaction_counts {
	uint64_t mark; /* what kind of file it is */
	uint64_t results[INTERACTION_KINDS][INTERACTION_RESULTS];
	uint64_t took[INTERACTION_KINDS][INTERACTION_BUCKETS]; /* each in one bucket only */
	uint64_t milliseconds[INTERACTION_KINDS];              /* together */
	int64_t last[INTERACTION_KINDS];                       /* Unix milliseconds; 0: never */
	uint64_t not_signed;                                   /* answered 401 */
	int64_t last_not_signed;
};

/* Maps FILE, which it makes where there is none. NULL (and a line in the log) where that cannot be
 * had, or is another kind of file: what is not counted is answered all the same. */
struct interaction_counts *counts_open(const char *file);
/* Adds a signed interaction that took MS milliseconds, at NOW (Unix milliseconds). COUNTS may be
 * NULL, here and below. Many processes may do so at once. */
void counts_add(struct interaction_counts *counts, enum interaction_kind kind,
		enum interaction_result result, int64_t ms, int64_t now);
void counts_add_not_signed(struct interaction_counts *counts, int64_t now);
/* Copies what FILE holds. False where there is none, or it is another kind of file. */
bool counts_read(const char *file, struct interaction_counts *counts);

#endif
