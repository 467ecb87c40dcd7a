/* What a migration does beyond its SQL. */
#ifndef STORE_MIGRATED_H
#define STORE_MIGRATED_H

#include "store/store.h"

/* To be called behind the SQL of the migration to VERSION, within its transaction. */
void store_migrated(struct store *store, int version);

#endif
