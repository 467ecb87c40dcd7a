/* The audit parcel: a year of a guild's books as files that are checked without guildledger.
 * gl-batch(1), THE AUDIT PARCEL. */
#ifndef TOOLS_PARCEL_H
#define TOOLS_PARCEL_H

#include "store/store.h"

/* To be called before the books are opened: makes the temporary file. */
void parcel_prepare(void);
/* Writes the parcel of the batches that were closed in the year YEAR ("2026") of ZONE, as a tape
 * archive. Exits with EX_USAGE when that is no year or none was, EX_DATAERR when the books are not
 * what was sealed. */
void print_parcel(struct store *store, uint64_t guild_id, const struct zone *zone,
		  const char *year);

#endif
