/* Lines of banks' lists, counterparties and reconciliations, into the working set. Private to the
 * engines. */
#ifndef STORE_BANK_ROWS_H
#define STORE_BANK_ROWS_H

#include "ledger/import_lines.h"
#include "store/engine.h"

/* Each takes the columns of its query (sql/.../load.sql) behind the key. */
void fill_import_line(struct books *books, uint64_t guild_id, struct import_key *key,
		      const struct value *row);
void fill_import(struct books *books, struct account *account, const struct value *row);
void fill_counterparty(struct counterparty *counterparty, const struct value *row);
/* One of those of an account, by its hash in the first column. */
void fill_party(struct books *books, uint64_t guild_id, const struct value *row);
void fill_by_hand(struct books *books, struct account *account, const struct value *row);
void fill_reconciliation(struct books *books, struct account *account, const struct value *row);

#endif
