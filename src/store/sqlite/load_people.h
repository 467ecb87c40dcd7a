/* Loading roles, members and deliveries. Private to the engine. */
#ifndef STORE_SQLITE_LOAD_PEOPLE_H
#define STORE_SQLITE_LOAD_PEOPLE_H

#include "store/sqlite/engine.h"

/* Each does nothing when it is loaded already. */
void load_guild_roles(struct store *store, struct books *books, uint64_t guild_id);
/* With the user. */
void load_member(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id);
void load_delivery(struct store *store, struct books *books, uint64_t guild_id, int64_t delivery);

#endif
