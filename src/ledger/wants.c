/* What the store is asked for: what may be wanted and is not in the working set already. */
#include "ledger/wants.h"

#include "ledger/books.h"
#include "ledger/fetched.h"
#include "ledger/import_lines.h"
#include "ledger/people.h"
#include "ledger/schedules.h"
#include "ledger/usage.h"
#include "ledger/waiting.h"

const char *wanted_name(struct books *books, const struct wanted *wanted)
{
	static const char *const kinds[] = {
		[WANTED_NOTHING] = "nothing",
		[WANTED_GUILD] = "guild",
		[WANTED_USER] = "user",
		[WANTED_ACCOUNT_NAME] = "account name",
		[WANTED_MESSAGE] = "message",
		[WANTED_ROLES] = "roles",
		[WANTED_MEMBER] = "member",
		[WANTED_DELIVERY] = "delivery",
		[WANTED_TRANSACTION] = "transaction",
		[WANTED_OWN_NAMES] = "names of accounts",
		[WANTED_SEEN_NAMES] = "names of members",
		[WANTED_WAITING] = "what waits with number",
		[WANTED_WAITING_OF_ACCOUNT] = "what waits of account",
		[WANTED_WAITING_OF_USER] = "what waits of user",
		[WANTED_SCHEDULE] = "schedule",
		[WANTED_SCHEDULES_OF_USER] = "schedules of user",
		[WANTED_WEARERS] = "wearers of role",
		[WANTED_ACCOUNT] = "account",
		[WANTED_PAYMENTS] = "payments of user",
		[WANTED_MOVED] = "movements of user",
		[WANTED_SPENDING] = "spending of account",
		[WANTED_IMPORT_LINES] = "lines of a bank",
		[WANTED_COUNTERPARTY] = "counterparty",
		[WANTED_BY_HAND] = "entries made by hand of account",
		[WANTED_RECONCILED] = "reconciliations of account",
		[WANTED_IMPORTS] = "lists of account",
		[WANTED_PARTIES] = "counterparties of account",
		[WANTED_LINES_OF_DAY] = "lines of account and day",
	};
	const char *kind = kinds[wanted->kind];
	uint64_t guild_id = wanted->guild_id, id = wanted->id;
	if (wanted->folded_name)
		return arena_printf(&books->chunk, "%s “%s” of guild %ju", kind,
				    wanted->folded_name, guild_id);
	if (id)
		return arena_printf(&books->chunk, "%s %ju of guild %ju", kind, id, guild_id);
	return arena_printf(&books->chunk, "%s of guild %ju", kind, guild_id);
}

const struct seen_message *books_seen_message(const struct books *books, uint64_t guild_id,
					      uint64_t message_id)
{
	struct pair key = { guild_id, message_id };
	const struct seen_message *seen;
	HASH_FIND(hh, books->seen, &key, sizeof key, seen);
	return seen;
}

static bool is_member_loaded(const struct books *books, uint64_t guild_id, uint64_t user_id)
{
	const struct user *user = books_loaded_user(books, guild_id, user_id);
	return user && user->member;
}

/* What comes for a guild as a whole. */
static bool is_list_loaded(const struct books *books, enum wanted_kind kind, uint64_t guild_id)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	if (!guild)
		return false;
	return kind == WANTED_ROLES       ? guild->has_roles
	       : kind == WANTED_OWN_NAMES ? guild->has_own_names
					  : guild->has_seen_names;
}

bool books_know_message(const struct books *books, uint64_t guild_id, uint64_t message_id)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	return (guild && message_id > guild->highest_stored) ||
	       books_seen_message(books, guild_id, message_id);
}

bool guild_has_wearers(const struct guild *guild, uint64_t role_id)
{
	const struct loaded_wearers *loaded = guild ? guild->wearers : NULL;
	while (loaded && loaded->role_id != role_id)
		loaded = loaded->next;
	return loaded;
}

/* What waits, recurs and is counted. Numbers that are not given yet need not be asked for. */
static bool is_month_loaded(const struct books *books, enum wanted_kind kind, uint64_t guild_id,
			    uint64_t id)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	const struct user *user = books_loaded_user(books, guild_id, id);
	const struct account *account = books_loaded_account(books, guild_id, (int64_t)id);
	if (!guild)
		return false;
	switch (kind) {
	case WANTED_WAITING:
		return (int64_t)id > guild->last_number ||
		       books_loaded_waiting(books, guild_id, (int64_t)id);
	case WANTED_WAITING_OF_ACCOUNT: return account && account->waiting.complete;
	case WANTED_WAITING_OF_USER: return user && user->waiting.complete;
	case WANTED_SCHEDULE:
		return (int64_t)id >= guild->next_schedule ||
		       books_loaded_schedule(books, guild_id, (int64_t)id);
	case WANTED_SCHEDULES_OF_USER: return user && user->has_schedules;
	case WANTED_PAYMENTS: return user && user->has_payments;
	case WANTED_MOVED: return guild_mover(guild, id);
	case WANTED_SPENDING: return account && account->has_spending;
	default: return guild_has_wearers(guild, id);
	}
}

/* What banks' lists need. */
static bool is_bank_loaded(const struct books *books, enum wanted_kind kind, uint64_t guild_id,
			   uint64_t id, const char *name)
{
	const struct account *account;
	switch (kind) {
	case WANTED_IMPORT_LINES: return books_loaded_import_key(books, guild_id, name);
	case WANTED_LINES_OF_DAY: return books_loaded_import_day(books, guild_id, name);
	case WANTED_COUNTERPARTY: return books_loaded_counterparty(books, guild_id, name);
	default:
		account = books_loaded_account(books, guild_id, (int64_t)id);
		return account && (kind == WANTED_BY_HAND   ? account->has_by_hand
				   : kind == WANTED_IMPORTS ? account->has_imports
				   : kind == WANTED_PARTIES ? account->has_parties
							    : account->has_reconciled);
	}
}

static bool is_loaded(const struct books *books, enum wanted_kind kind, uint64_t guild_id,
		      uint64_t id, const char *folded_name)
{
	switch (kind) {
	case WANTED_USER: return books_loaded_user(books, guild_id, id);
	case WANTED_MEMBER: return is_member_loaded(books, guild_id, id);
	case WANTED_ACCOUNT_NAME: return books_loaded_name(books, guild_id, folded_name);
	case WANTED_MESSAGE: return books_know_message(books, guild_id, id);
	case WANTED_ROLES:
	case WANTED_OWN_NAMES:
	case WANTED_SEEN_NAMES: return is_list_loaded(books, kind, guild_id);
	case WANTED_DELIVERY: return books_loaded_delivery(books, guild_id, (int64_t)id);
	case WANTED_ACCOUNT: return books_loaded_account(books, guild_id, (int64_t)id);
	case WANTED_WAITING:
	case WANTED_WAITING_OF_ACCOUNT:
	case WANTED_WAITING_OF_USER:
	case WANTED_SCHEDULE:
	case WANTED_SCHEDULES_OF_USER:
	case WANTED_WEARERS:
	case WANTED_PAYMENTS:
	case WANTED_MOVED:
	case WANTED_SPENDING: return is_month_loaded(books, kind, guild_id, id);
	case WANTED_IMPORT_LINES:
	case WANTED_COUNTERPARTY:
	case WANTED_BY_HAND:
	case WANTED_IMPORTS:
	case WANTED_PARTIES:
	case WANTED_LINES_OF_DAY:
	case WANTED_RECONCILED: return is_bank_loaded(books, kind, guild_id, id, folded_name);
	case WANTED_TRANSACTION: return books_loaded_transaction(books, guild_id, (int64_t)id);
	case WANTED_NOTHING: return true;
	case WANTED_GUILD: return false; /* the prefetch asks for each anew in each transaction */
	}
	return false;
}

void books_want(struct books *books, enum wanted_kind kind, uint64_t guild_id, uint64_t id,
		const char *folded_name)
{
	if (is_loaded(books, kind, guild_id, id, folded_name))
		return;
	struct wanted *wanted = arena_alloc(&books->chunk, sizeof *wanted);
	*wanted = (struct wanted){
		.kind = kind, .guild_id = guild_id, .id = id, .folded_name = folded_name
	};
	STAILQ_INSERT_TAIL(&books->wanted, wanted, next);
}
