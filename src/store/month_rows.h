/* Rows of what waits and of what recurs, from an engine into the working set and back: each a whole
 * row of its table, in the order of sql/schema.txt. */
#ifndef STORE_MONTH_ROWS_H
#define STORE_MONTH_ROWS_H

#include "ledger/schedules.h"
#include "ledger/waiting.h"
#include "store/engine.h"

/* The row's place in the working set. What is there already may have been changed there: it stays
 * as it is. */
struct waiting *fill_waiting(struct books *books, const struct value *row);
struct schedule *fill_schedule(struct books *books, const struct value *row);
/* Known not to be there: a number that no row came for. */
void fill_no_waiting(struct books *books, uint64_t guild_id, int64_t number);
void fill_no_schedule(struct books *books, uint64_t guild_id, int64_t number);

/* An open row of the account, into its lists. */
void list_of_account(struct books *books, struct account *account, struct waiting *waiting);
/* Notes that all who may wear the role are loaded, which they are to be then; false when they were
 * already. */
bool add_wearers(struct books *books, struct guild *guild, uint64_t role_id);

void write_waiting(struct store *store, struct books *books);
void write_schedules(struct store *store, struct books *books);

#endif
