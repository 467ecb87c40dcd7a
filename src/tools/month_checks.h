/* What gl-doctor finds in approvals, schedules and notices. */
#ifndef TOOLS_MONTH_CHECKS_H
#define TOOLS_MONTH_CHECKS_H

#include "base/json.h"
#include "discord/checkup.h"
#include "store/store.h"

/* Prints a record for each that there is, of the guild (0: of all). */
void month_facts(struct store *store, uint64_t guild_id, struct buf *out);
/* Tells what such a record says; false: it is none. */
bool tell_month_fact(const cJSON *json, enum lang lang, finding_callback *tell, void *context);

#endif
