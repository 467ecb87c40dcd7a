/* What rules look up in the working set; what they ask the store for is in wants.h. */
#ifndef LEDGER_LOOKUPS_H
#define LEDGER_LOOKUPS_H

#include "ledger/books.h"
#include "ledger/import_lines.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"

/* What a rule looks up. It never takes what nobody asked the store for as something that is not
 * there: such a lookup does not come back, but ends in fail() (EX_SOFTWARE) with the name of what
 * was looked for, which is then in BOOKS->missed. gl-apply loads it and decides anew. */
struct guild *books_guild(struct books *books, uint64_t guild_id);
struct user *books_user(struct books *books, uint64_t guild_id, uint64_t user_id);
struct account *books_account(struct books *books, uint64_t guild_id, int64_t account_id);
/* The account of that name; NULL: the name is free. */
struct account *books_account_called(struct books *books, uint64_t guild_id,
				     const char *folded_name);
bool books_seen(struct books *books, uint64_t guild_id, uint64_t message_id);
struct member *books_member(struct books *books, const struct user *user);
/* The newest; NULL: none was asked for. */
struct waiting *books_registration(struct books *books, const struct user *user);
/* The row of that number; NULL: there is none. */
struct waiting *books_waiting(struct books *books, uint64_t guild_id, int64_t number);
struct schedule *books_schedule(struct books *books, uint64_t guild_id, int64_t number);
/* Rows from or to the account, rows that it owes, rows that the user asked for or decides, as they
 * were when they were put in: some may be over by now. */
const struct waiting_link *books_waiting_of_account(struct books *books,
						    const struct account *account);
const struct waiting_link *books_debts(struct books *books, const struct account *account);
const struct waiting_link *books_waiting_of_user(struct books *books, const struct user *user);
/* The newest first; what somebody (0: operators) moved lately; what was booked to the account, the
 * oldest first. */
struct payment *books_payments(struct books *books, const struct user *user);
struct mover *books_mover(struct books *books, const struct guild *guild, uint64_t user_id);
const struct spending *books_spending(struct books *books, const struct account *account);
/* The lines whose ids begin with KEY, the last that came first; what was assigned for good to the
 * counterparty of that hash, without an account where nothing was; what was booked to the account
 * and is in no list. */
struct import_key *books_import_key(struct books *books, uint64_t guild_id, const char *key);
struct counterparty *books_counterparty(struct books *books, uint64_t guild_id, const char *party);
struct by_hand *books_by_hand(struct books *books, const struct account *account);
struct reconciliation *books_reconciled(struct books *books, const struct account *account);
/* The lists of the account that were taken, the last that came first. */
struct import_list *books_imports(struct books *books, const struct account *account);
/* Of which keys the account's lines of that day are. */
const struct import_day_key *books_keys_of_day(struct books *books, const struct account *account,
					       int64_t day);
/* Fails as above where not all counterparties that are assigned to the account are loaded. */
void books_need_parties(struct books *books, const struct account *account);
/* Fails as above where not all schedules of the user that are active or paused are loaded. */
void books_need_schedules(struct books *books, const struct user *user);
/* Fails as above where not all who may wear the role (0: everyone) are loaded. */
void books_need_wearers(struct books *books, const struct guild *guild, uint64_t role_id);
/* NULL: there is none. */
struct fetched_delivery *books_fetched_delivery(struct books *books, uint64_t guild_id,
						int64_t delivery);
const struct fetched_transaction *books_transaction(struct books *books, uint64_t guild_id,
						    int64_t transaction);
struct role *guild_roles(const struct guild *guild);                  /* the first one */
struct role_group *guild_groups(const struct guild *guild);           /* the first one */
struct role *guild_role(const struct guild *guild, uint64_t role_id); /* NULL: none */
struct role_group *guild_group(const struct guild *guild, const char *folded_name);
const struct own_name *guild_own_names(const struct guild *guild); /* the first one */
const struct seen_names *guild_seen_names(const struct guild *guild);
/* Whether somebody else of the guild is seen by the user's name, or by one that looks like it. */
bool guild_sees_alike(struct arena *scratch, const struct guild *guild, const struct user *user);

#endif
