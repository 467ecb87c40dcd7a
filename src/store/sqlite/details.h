/* Writing the small rows: settings' kin, roles, members, registrations. Private to the engine. */
#ifndef STORE_SQLITE_DETAILS_H
#define STORE_SQLITE_DETAILS_H

#include "store/sqlite/engine.h"

void write_detail(struct store *store, const struct detail_row *detail);

#endif
