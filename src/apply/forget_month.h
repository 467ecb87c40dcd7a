/* Forgetting words in what waits and what recurs. */
#ifndef APPLY_FORGET_MONTH_H
#define APPLY_FORGET_MONTH_H

#include "store/store.h"

/* Blanks what rules took of the memos of the log rows FROM to TO, which are blank by now: in what
 * waits, what recurs and exemptions, and from there in what was booked. Within the transaction of a
 * slice, in which texts may change. */
void forget_month(struct store *store, int64_t guild_id, int64_t from, int64_t to);

#endif
