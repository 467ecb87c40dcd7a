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
};
struct keep_counts {
	int64_t day; /* since 1970, UTC */
	int64_t kept_files, kept_bytes, not_kept[UNKEPT_REASONS];
	struct keep_share *shares; /* of that day */
};

#define KEEP_COUNTS_FILE "counts"

/* Reads the counts in the folder FOLDER (a file descriptor); what cannot be read counts as zero.
 * Shares of another day than DAY are left out. Shares come from ARENA. */
void keep_counts_read(int folder, int64_t day, struct arena *arena, struct keep_counts *counts);
/* Writes them there, all or nothing; where that fails, the old ones stay. */
void keep_counts_write(int folder, const struct keep_counts *counts);
/* The share of a member (USER_ID 0: of the guild), from ARENA where there was none. */
struct keep_share *keep_share_of(struct keep_counts *counts, struct arena *arena, uint64_t guild_id,
				 uint64_t user_id);

#endif
