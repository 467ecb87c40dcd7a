/* Loading users and accounts, for what refers to them. Private to the engine. */
#ifndef STORE_SQLITE_LOAD_ACCOUNTS_H
#define STORE_SQLITE_LOAD_ACCOUNTS_H

#include "store/sqlite/engine.h"

/* Each does nothing when it is loaded already. A user comes with their account, an account with its
 * owner. */
void load_user(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id);
void load_account(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id);
void load_account_name(struct store *store, struct books *books, uint64_t guild_id,
		       const char *folded);
/* The account of a row of an accounts query, with its balances; without its owner. */
struct account *load_account_row(struct store *store, struct books *books, uint64_t guild_id,
				 const struct value *account_row);

#endif
