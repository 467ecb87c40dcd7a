/* Counters of the books: gathered while rows are written, added to the table counters once per
 * write. */
#ifndef STORE_COUNTERS_H
#define STORE_COUNTERS_H

#include "store/store.h"

/* NAME, FIRST and SECOND as in the table; what is longer than a metric's label needs is cut. NUMBER
 * is not negative. */
void counters_add(struct store *store, uint64_t guild_id, const char *name, const char *first,
		  const char *second, int64_t number);
void counters_write(struct store *store);
/* Forgets what was not written. */
void counters_drop(struct store *store);
void counters_free(struct store *store);

#endif
