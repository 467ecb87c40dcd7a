/* The log applied again. */
#ifndef APPLY_REPLAY_H
#define APPLY_REPLAY_H

#include "store/store.h"
#include "verify/faults.h"

/* Applies the log of the guild (0: of all) in STORE to fresh temporary books, by the rules that
 * gl-apply uses, and names each row that comes out otherwise (compare_books()). */
void replay_books(struct store *store, uint64_t guild_id, bool answers, bool progress,
		  struct faults *faults);

#endif
