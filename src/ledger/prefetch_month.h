/* What commands of the month refer to: rows that wait, schedules, wearers of roles, debts that a
 * credit may settle. */
#ifndef LEDGER_PREFETCH_MONTH_H
#define LEDGER_PREFETCH_MONTH_H

#include "command/verbs.h"
#include "ledger/books.h"
#include "record/record.h"

/* Asks the store for it, as far as it is known; to be called again after each load, until nothing
 * more is wanted. */
void want_of_month(struct books *books, const struct command *command, const struct verb *verb);
/* What dues refer to, and payments that may pay them: prefetch_dues.c. */
void want_of_dues(struct books *books, const struct command *command, const struct verb *verb);
/* All that COMMAND of VERB refers to: prefetch.c. */
void want_of_verb(struct books *books, const struct command *command, const struct verb *verb);
/* What requests and holds refer to beside their arguments: prefetch_asking.c. */
void want_of_asking(struct books *books, const struct command *command, const struct verb *verb);
/* A user, or an account, with what a credit of theirs would settle; the id 0 is nobody and nothing.
 */
void want_user_with_debts(struct books *books, uint64_t guild_id, uint64_t user_id);
void want_account_with_debts(struct books *books, uint64_t guild_id, int64_t account_id);
/* The account of that name, or of another spelling of it, once it is loaded; NULL: not yet. */
const struct account *loaded_account_called(const struct books *books, uint64_t guild_id,
					    const char *name);
/* Whether the verb may refer to what a record before it made. */
bool month_refers_back(const struct verb *verb);

#endif
