/* Two books held against each other, table by table. */
#ifndef VERIFY_COMPARE_H
#define VERIFY_COMPARE_H

#include "store/store.h"
#include "verify/faults.h"

/* Names each row of the books in STORE that differs from WANTED, which a replay of their log gave.
 * GUILD_ID 0: of all guilds. Without ANSWERS the words of answers are left out. */
void compare_books(struct store *store, struct store *wanted, uint64_t guild_id, bool answers,
		   struct faults *faults);

#endif
