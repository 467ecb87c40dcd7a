/* What members chose for themselves: to be told alone what they have, to be left out of the list of
 * who has most, how to hear that their money moved. */
#ifndef LEDGER_PREFERENCES_H
#define LEDGER_PREFERENCES_H

#include "ledger/books.h"

#define STATEMENT_PREFERENCE "statement"
/* Whether USER gets a statement of each month. */
void preferences_set_statement(struct books *books, struct user *user, bool monthly);
/* Takes TEXT, "NAME VALUE NAME VALUE", as the books hold it; what is no preference of this program
 * is passed over. One that nobody chose is among them: what USER was not told (ledger/untold.h). */
void preferences_read(struct books *books, struct user *user, const char *text);
/* Keeps how USER hears that their money moved, from now on. */
void preferences_set_notices(struct books *books, struct user *user, enum notices notices);
/* Takes TEXT, "11 12", the ids of those whom USER blocked, as the books hold them. */
void preferences_read_blocked(struct books *books, struct user *user, const char *text);
/* Whether USER takes no requests for money of the other one; and keeps so, or the contrary. */
bool preferences_blocks(const struct user *user, uint64_t other_id);
void preferences_block(struct books *books, struct user *user, uint64_t other_id, bool blocked);
/* Drops all that USER chose. */
void preferences_drop(struct books *books, struct user *user);
/* Whether what USER has is told to them alone: they want it so, or the guild does. */
bool wants_private(const struct guild *guild, const struct user *user);

#endif
