/* Rows of what limits, thresholds and budgets count, into the working set. Private to the engines.
 */
#ifndef STORE_USAGE_ROWS_H
#define STORE_USAGE_ROWS_H

#include "store/engine.h"

/* Each takes the columns of its query (sql/.../load.sql) behind the key. */
void fill_payment(struct books *books, struct user *user, const struct value *row);
void fill_moved(struct books *books, struct mover *mover, const struct value *row);
void fill_spending(struct books *books, struct account *account, const struct value *row);

#endif
