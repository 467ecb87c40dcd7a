/* gl-keep's batch work: the files compared with those that the books name, as gl-db files prints
 * them. */
#ifndef TOOLS_KEEP_SWEEP_H
#define TOOLS_KEEP_SWEEP_H

#include <stdint.h>

#include "base/file_store.h"

/* Reads the list on standard input and looks at each file that it wants. Returns EX_OK, or
 * EX_DATAERR where one is missing or is another one, or the list is not whole. */
int keep_check(const struct file_store *store);
/* Reads the list on standard input and removes what it does not want and what is older than that.
 * EX_DATAERR where the list is not whole: nothing is removed then. */
int keep_sweep(const struct file_store *store, int64_t oldest_s);

#endif
