/* Private to the engine: lines of banks' lists. */
#ifndef STORE_SQLITE_LOAD_BANK_H
#define STORE_SQLITE_LOAD_BANK_H

#include "store/engine.h"

void load_import_lines(struct store *store, struct books *books, uint64_t guild_id,
		       const char *key);
void load_imports(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id);
/* PLACE: import_day_key(). Only which keys they are of. */
void load_lines_of_day(struct store *store, struct books *books, uint64_t guild_id,
		       const char *place);
void load_counterparty(struct store *store, struct books *books, uint64_t guild_id,
		       const char *party);
/* All that are assigned to the account. */
void load_parties(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id);
void load_reconciliations(struct store *store, struct books *books, uint64_t guild_id,
			  int64_t account_id);
void load_by_hand(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id);

#endif
