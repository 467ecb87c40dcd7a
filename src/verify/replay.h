/* The proof by replay: the log, applied again, must give the books. */
#ifndef VERIFY_REPLAY_H
#define VERIFY_REPLAY_H

#include "apply/answer_reports.h"
#include "verify/faults.h"

/* Applies the log of the guild (0: of all) in STORE to fresh temporary books, and names each row
 * that comes out otherwise (compare_books()). Without ANSWERS the words of answers are left out;
 * REPORTS makes those of them that are reports. */
void verify_replay(struct store *store, uint64_t guild_id, bool answers,
		   const struct answer_reports *reports, struct faults *faults);

#endif
