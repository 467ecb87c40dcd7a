/* Loading what waits and what recurs, and who may be asked to pay. Private to the engine. */
#ifndef STORE_SQLITE_LOAD_MONTH_H
#define STORE_SQLITE_LOAD_MONTH_H

#include "store/sqlite/engine.h"

/* Each does nothing when it is loaded already. What is of an account or a user is loaded with
 * them. */
void load_waiting(struct store *store, struct books *books, uint64_t guild_id, int64_t number);
void load_waiting_of_account(struct store *store, struct books *books, uint64_t guild_id,
			     int64_t account_id);
void load_waiting_of_user(struct store *store, struct books *books, uint64_t guild_id,
			  uint64_t user_id);
void load_schedule(struct store *store, struct books *books, uint64_t guild_id, int64_t number);
void load_schedules_of_user(struct store *store, struct books *books, uint64_t guild_id,
			    uint64_t user_id);
/* All who may wear the role (0: everyone), with what WANTED_MEMBER loads of them. */
void load_wearers(struct store *store, struct books *books, uint64_t guild_id, uint64_t role_id);
/* What limits, thresholds and budgets count. */
void load_payments(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id);
void load_moved(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id);
void load_spending(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id);

#endif
