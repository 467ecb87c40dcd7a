/* Dates of schedules, and ends of what waits, that have come and were not handled. */
#ifndef TOOLS_DUE_DATES_H
#define TOOLS_DUE_DATES_H

#include "store/store.h"

/* Gives, for each guild that has any (GUILD_ID 0: of all), the instant of the oldest, before NOW;
 * Unix milliseconds. */
typedef void due_callback(void *context, uint64_t guild_id, int64_t since);
void due_dates(struct store *store, uint64_t guild_id, int64_t now, due_callback *give,
	       void *context);

#endif
