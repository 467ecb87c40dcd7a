/* A static site of a guild's books: plain pages in both languages, of which only those that changed
 * are written. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "store/store.h"

/* The folders below the site's own that must be there before; ended by NULL. */
extern const char *const site_folders[];

/* What the jobs left of their last runs, in Unix milliseconds; 0: never. */
struct site_upkeep {
	bool known; /* where they leave it */
	int64_t now, backup, verified;
	int64_t faults; /* that the last verification found */
};

/* Writes into the folder of the open directory FOLDER what differs from what is there, and
 * names each file it wrote on stdout. FULL: looks at every page, whatever the manifest says. Exits
 * with EX_CONFIG when the folder holds another guild's site. Memory does not grow with the journal.
 */
void site_publish(struct store *store, uint64_t guild_id, int folder, bool full,
		  const struct site_upkeep *upkeep);

#endif
