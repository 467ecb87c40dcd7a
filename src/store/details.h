/* Writing the small rows: settings' kin, roles, members, registrations. */
#ifndef STORE_DETAILS_H
#define STORE_DETAILS_H

#include "store/engine.h"

void write_detail(struct store *store, const struct detail_row *detail);

#endif
