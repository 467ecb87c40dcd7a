/* The audit parcel: a year of a guild's books as files that are checked without guildledger.
 * gl-batch(1), THE AUDIT PARCEL. */
#ifndef TOOLS_PARCEL_H
#define TOOLS_PARCEL_H

#include "store/store.h"

/* To be called before the books are opened: makes the temporary file, and opens the folder FILES
 * (NULL: none), which print_parcel() takes the files from. */
void parcel_prepare(const char *files);
/* Writes the parcel of the batches that were closed in the year YEAR ("2026") of ZONE, as a tape
 * archive. With the files that are evidence where parcel_prepare() had their folder.
 * Exits with EX_USAGE when that is no year or none was, EX_DATAERR when the books are not what was
 * sealed. False: files are missing or damaged; they are told, and the parcel is whole but for them.
 */
bool print_parcel(struct store *store, uint64_t guild_id, const struct zone *zone,
		  const char *year);

#endif
