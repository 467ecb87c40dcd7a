/* What rules look up in the working set. Three states, and no two of them alike: it is there; it
 * was asked for and does not exist; nobody asked for it, which no rule ever takes for the second.
 */
#include "ledger/lookups.h"

#include <sysexits.h>

#include "base/fail.h"
#include "ledger/fetched.h"
#include "ledger/people.h"
#include "ledger/schedules.h"
#include "ledger/usage.h"
#include "ledger/waiting.h"

_Noreturn static void miss(struct books *books, enum wanted_kind kind, uint64_t guild_id,
			   uint64_t id, const char *folded_name)
{
	books->missed = (struct wanted){
		.kind = kind,
		.guild_id = guild_id,
		.id = id,
		.folded_name = folded_name ? arena_strdup(&books->chunk, folded_name) : NULL,
	};
	fail(EX_SOFTWARE, "a rule looked for %s, which was not prefetched (src/ledger/prefetch.c)",
	     wanted_name(books, &books->missed));
}

struct guild *books_guild(struct books *books, uint64_t guild_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	if (!guild)
		miss(books, WANTED_GUILD, guild_id, 0, NULL);
	return guild;
}

struct user *books_user(struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct user *user = books_loaded_user(books, guild_id, user_id);
	if (!user)
		miss(books, WANTED_USER, guild_id, user_id, NULL);
	return user;
}

/* Accounts come with their owners, their names and the transactions that moved them. */
struct account *books_account(struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account)
		fail(EX_SOFTWARE, "a rule looked for account %jd of guild %ju, which is not loaded",
		     account_id, guild_id);
	return account;
}

struct account *books_account_called(struct books *books, uint64_t guild_id,
				     const char *folded_name)
{
	const struct account_name *name = books_loaded_name(books, guild_id, folded_name);
	if (!name)
		miss(books, WANTED_ACCOUNT_NAME, guild_id, 0, folded_name);
	return name->account;
}

bool books_seen(struct books *books, uint64_t guild_id, uint64_t message_id)
{
	const struct seen_message *seen = books_seen_message(books, guild_id, message_id);
	if (!seen && !books_know_message(books, guild_id, message_id))
		miss(books, WANTED_MESSAGE, guild_id, message_id, NULL);
	return seen && seen->logged;
}

struct member *books_member(struct books *books, const struct user *user)
{
	if (!user->member)
		miss(books, WANTED_MEMBER, user->key.guild_id, user->key.id, NULL);
	return user->member;
}

struct waiting *books_registration(struct books *books, const struct user *user)
{
	books_member(books, user); /* which it comes with */
	return user->registration;
}

struct waiting *books_waiting(struct books *books, uint64_t guild_id, int64_t number)
{
	struct waiting *row = books_loaded_waiting(books, guild_id, number);
	if (!row && number > 0 && number <= books_guild(books, guild_id)->last_number)
		miss(books, WANTED_WAITING, guild_id, (uint64_t)number, NULL);
	return row && row->exists ? row : NULL;
}

struct schedule *books_schedule(struct books *books, uint64_t guild_id, int64_t number)
{
	struct schedule *schedule = books_loaded_schedule(books, guild_id, number);
	if (!schedule && number > 0 && number < books_guild(books, guild_id)->next_schedule)
		miss(books, WANTED_SCHEDULE, guild_id, (uint64_t)number, NULL);
	return schedule && schedule->exists ? schedule : NULL;
}

const struct waiting_link *books_waiting_of_account(struct books *books,
						    const struct account *account)
{
	if (!account->waiting.complete)
		miss(books, WANTED_WAITING_OF_ACCOUNT, account->key.guild_id, account->key.id,
		     NULL);
	return account->waiting.first;
}

const struct waiting_link *books_debts(struct books *books, const struct account *account)
{
	if (!account->debts.complete)
		miss(books, WANTED_WAITING_OF_ACCOUNT, account->key.guild_id, account->key.id,
		     NULL);
	return account->debts.first;
}

const struct waiting_link *books_waiting_of_user(struct books *books, const struct user *user)
{
	if (!user->waiting.complete)
		miss(books, WANTED_WAITING_OF_USER, user->key.guild_id, user->key.id, NULL);
	return user->waiting.first;
}

struct payment *books_payments(struct books *books, const struct user *user)
{
	if (!user->has_payments)
		miss(books, WANTED_PAYMENTS, user->key.guild_id, user->key.id, NULL);
	return user->payments;
}

struct mover *books_mover(struct books *books, const struct guild *guild, uint64_t user_id)
{
	struct mover *mover = guild_mover(guild, user_id);
	if (!mover)
		miss(books, WANTED_MOVED, guild->guild_id, user_id, NULL);
	return mover;
}

const struct spending *books_spending(struct books *books, const struct account *account)
{
	if (!account->has_spending)
		miss(books, WANTED_SPENDING, account->key.guild_id, account->key.id, NULL);
	return account->spent;
}

struct import_key *books_import_key(struct books *books, uint64_t guild_id, const char *key)
{
	struct import_key *found = books_loaded_import_key(books, guild_id, key);
	if (!found)
		miss(books, WANTED_IMPORT_LINES, guild_id, 0, key);
	return found;
}

struct counterparty *books_counterparty(struct books *books, uint64_t guild_id, const char *party)
{
	struct counterparty *found = books_loaded_counterparty(books, guild_id, party);
	if (!found)
		miss(books, WANTED_COUNTERPARTY, guild_id, 0, party);
	return found;
}

void books_need_parties(struct books *books, const struct account *account)
{
	if (!account->has_parties)
		miss(books, WANTED_PARTIES, account->key.guild_id, account->key.id, NULL);
}

struct by_hand *books_by_hand(struct books *books, const struct account *account)
{
	if (!account->has_by_hand)
		miss(books, WANTED_BY_HAND, account->key.guild_id, account->key.id, NULL);
	return account->by_hand;
}

struct reconciliation *books_reconciled(struct books *books, const struct account *account)
{
	if (!account->has_reconciled)
		miss(books, WANTED_RECONCILED, account->key.guild_id, account->key.id, NULL);
	return account->reconciled;
}

struct import_list *books_imports(struct books *books, const struct account *account)
{
	if (!account->has_imports)
		miss(books, WANTED_IMPORTS, account->key.guild_id, account->key.id, NULL);
	return account->imports;
}

const struct import_day_key *books_keys_of_day(struct books *books, const struct account *account,
					       int64_t day)
{
	const char *place = import_day_key(books, (int64_t)account->key.id, day);
	const struct import_day *found =
		books_loaded_import_day(books, account->key.guild_id, place);
	if (!found && !books_has_all_days(books, account->key.guild_id, (int64_t)account->key.id))
		miss(books, WANTED_LINES_OF_DAY, account->key.guild_id, 0, place);
	return found ? found->keys : NULL;
}

void books_need_schedules(struct books *books, const struct user *user)
{
	if (!user->has_schedules)
		miss(books, WANTED_SCHEDULES_OF_USER, user->key.guild_id, user->key.id, NULL);
}

void books_need_wearers(struct books *books, const struct guild *guild, uint64_t role_id)
{
	if (!guild_has_wearers(guild, role_id))
		miss(books, WANTED_WEARERS, guild->guild_id, role_id, NULL);
}

/* Numbers are given one after the other, so that nobody need ask for those that are not given yet.
 */
struct fetched_delivery *books_fetched_delivery(struct books *books, uint64_t guild_id,
						int64_t delivery)
{
	struct fetched_delivery *found = books_loaded_delivery(books, guild_id, delivery);
	if (!found && delivery > 0 && delivery < books_guild(books, guild_id)->next_delivery)
		miss(books, WANTED_DELIVERY, guild_id, (uint64_t)delivery, NULL);
	return found && found->exists ? found : NULL;
}

const struct fetched_transaction *books_transaction(struct books *books, uint64_t guild_id,
						    int64_t transaction)
{
	const struct fetched_transaction *found =
		books_loaded_transaction(books, guild_id, transaction);
	if (!found && transaction > 0 &&
	    transaction < books_guild(books, guild_id)->next_transaction)
		miss(books, WANTED_TRANSACTION, guild_id, (uint64_t)transaction, NULL);
	return found && found->exists ? found : NULL;
}

struct role *guild_roles(const struct guild *guild)
{
	if (!guild->has_roles)
		miss(guild->books, WANTED_ROLES, guild->guild_id, 0, NULL);
	return guild->roles;
}

struct role_group *guild_groups(const struct guild *guild)
{
	guild_roles(guild); /* which they come with */
	return guild->groups;
}

struct role *guild_role(const struct guild *guild, uint64_t role_id)
{
	guild_roles(guild);
	return guild_loaded_role(guild, role_id);
}

struct role_group *guild_group(const struct guild *guild, const char *folded_name)
{
	guild_groups(guild);
	return guild_loaded_group(guild, folded_name);
}

const struct own_name *guild_own_names(const struct guild *guild)
{
	if (!guild->has_own_names)
		miss(guild->books, WANTED_OWN_NAMES, guild->guild_id, 0, NULL);
	return guild->own_names;
}

const struct seen_names *guild_seen_names(const struct guild *guild)
{
	if (!guild->has_seen_names)
		miss(guild->books, WANTED_SEEN_NAMES, guild->guild_id, 0, NULL);
	return &guild->seen_names;
}

bool guild_sees_alike(struct arena *scratch, const struct guild *guild, const struct user *user)
{
	return seen_names_alike(scratch, guild_seen_names(guild), user);
}
