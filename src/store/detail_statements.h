/* Writing the small rows: settings' kin, roles, members, limits. */
#ifndef STORE_DETAIL_STATEMENTS_H
#define STORE_DETAIL_STATEMENTS_H

#include "store/engine.h"

void write_detail(struct store *store, const struct detail_row *detail);

#endif
