/* What gl-keep counts from run to run, in the file "counts" of its folder: what each member and
 * guild had kept today, and for gl-metrics how much was kept and what was not. */
#ifndef TOOLS_KEEP_COUNTS_H
#define TOOLS_KEEP_COUNTS_H

#include <stdint.h>

#include "base/arena.h"
#include "record/attached.h"

struct keep_share {
	struct keep_share *next;
	uint64_t guild_id, user_id; /* user 0: the guild's own */
	int64_t bytes;              /* that came today, kept or not */
	int64_t added;              /* how many of them this run has not written yet */
};
struct keep_sums {
	int64_t kept_files, kept_bytes, not_kept[UNKEPT_REASONS];
};
struct keep_counts {
	int64_t day; /* since 1970, UTC */
	struct keep_sums sums, added;
	struct keep_share *shares; /* of that day */
	struct arena memory;
};

#define KEEP_COUNTS_FILE "counts"

/* Reads the counts in the folder FOLDER (a file descriptor); what cannot be read counts as zero.
 * Shares of another day than DAY are left out. To be freed by keep_counts_free(). */
void keep_counts_read(int folder, int64_t day, struct keep_counts *counts);
void keep_counts_free(struct keep_counts *counts);
/* Adds what this run counted to what is written there by now, all or nothing, and takes over what
 * other runs have added meanwhile: shares that keep_share_of() gave are gone. Where it cannot be
 * written, it is kept for the next time. */
void keep_counts_write(int folder, struct keep_counts *counts);
/* The share of a member (USER_ID 0: of the guild), made where there is none. */
struct keep_share *keep_share_of(struct keep_counts *counts, uint64_t guild_id, uint64_t user_id);
/* Counts BYTES for it. */
void keep_share_add(struct keep_share *share, int64_t bytes);

#endif
