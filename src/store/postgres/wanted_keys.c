/* Sorts what is wanted by what its rows are found by, each once. */
#include "store/postgres/wanted_keys.h"

#include <string.h>

#include "ledger/fetched.h"
#include "ledger/import_lines.h"
#include "ledger/usage.h"
#include "store/month_rows.h"

void keys_add(struct books *books, struct keys *keys, uint64_t guild_id, struct value other)
{
	if (keys->count == keys->room) {
		struct value(*larger)[2] = arena_alloc(
			&books->chunk, sizeof *larger * (keys->room = keys->room * 2 + 64));
		if (keys->count)
			memcpy(larger, keys->rows, sizeof *larger * keys->count);
		keys->rows = larger;
	}
	keys->rows[keys->count][0] = value_integer((int64_t)guild_id);
	keys->rows[keys->count++][1] = other;
}

/* A chunk names the same few guilds and people again and again: each is asked for once. A guild's
 * own key has the id 0. */
struct asked {
	struct pair key;
	UT_hash_handle hh;
};
/* All that is wanted, on its way into the keys of its kind. */
struct sorting {
	struct books *books;
	struct keys *kinds;
	struct asked *asked[KINDS]; /* of those kinds that nothing else marks */
};

static bool first_time(struct sorting *sorting, enum key_kind kind, uint64_t guild_id, uint64_t id)
{
	struct asked *before, *now;
	struct pair key = { guild_id, id };
	HASH_FIND(hh, sorting->asked[kind], &key, sizeof key, before);
	if (before)
		return false;
	now = arena_alloc(&sorting->books->chunk, sizeof *now);
	now->key = key;
	HASH_ADD(hh, sorting->asked[kind], key, sizeof now->key, now);
	return true;
}

static void add_once(struct sorting *sorting, enum key_kind kind, uint64_t guild_id, uint64_t id)
{
	if (first_time(sorting, kind, guild_id, id))
		keys_add(sorting->books, &sorting->kinds[kind], guild_id,
			 value_integer((int64_t)id));
}

static void want_user(struct sorting *sorting, uint64_t guild_id, uint64_t user_id)
{
	if (!books_loaded_user(sorting->books, guild_id, user_id))
		add_once(sorting, USERS, guild_id, user_id);
}

static void want_account(struct sorting *sorting, uint64_t guild_id, uint64_t account_id)
{
	if (!books_loaded_account(sorting->books, guild_id, (int64_t)account_id))
		add_once(sorting, ACCOUNTS, guild_id, account_id);
}

/* A guild that is in the working set already is as it was when its log still ends where it did:
 * whatever changes the books is in the log. */
static void want_guild(struct books *books, struct keys *kinds, uint64_t guild_id)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	keys_add(books, &kinds[LOCKS], guild_id, value_integer(0));
	if (guild) {
		keys_add(books, &kinds[KNOWN], guild_id,
			 value_integer(guild->exists ? guild->next_seq - 1 : 0));
		return;
	}
	books_add_guild(books, guild_id);
	keys_add(books, &kinds[GUILDS], guild_id, value_integer(0));
}

static void want_list(struct sorting *sorting, const struct wanted *wanted)
{
	struct books *books = sorting->books;
	struct guild *guild = books_loaded_guild(books, wanted->guild_id);
	enum key_kind kind = wanted->kind == WANTED_ROLES       ? ROLES
			     : wanted->kind == WANTED_OWN_NAMES ? OWN_NAMES
								: SEEN_NAMES;
	if (!guild)
		return;
	bool *loaded = kind == ROLES       ? &guild->has_roles
		       : kind == OWN_NAMES ? &guild->has_own_names
					   : &guild->has_seen_names;
	if (!*loaded)
		keys_add(books, &sorting->kinds[kind], wanted->guild_id, value_integer(0));
	*loaded = true;
}

/* What waits and what recurs, of an account, of a user, by its number. */
static void want_of_month(struct sorting *sorting, const struct wanted *wanted)
{
	struct books *books = sorting->books;
	uint64_t guild_id = wanted->guild_id, id = wanted->id;
	const struct account *account = books_loaded_account(books, guild_id, (int64_t)id);
	const struct user *user = books_loaded_user(books, guild_id, id);
	struct guild *guild = books_loaded_guild(books, guild_id);
	if (wanted->kind == WANTED_WAITING && !books_loaded_waiting(books, guild_id, (int64_t)id))
		add_once(sorting, WAITING, guild_id, id);
	if (wanted->kind == WANTED_SCHEDULE && !books_loaded_schedule(books, guild_id, (int64_t)id))
		add_once(sorting, SCHEDULES, guild_id, id);
	if (wanted->kind == WANTED_WAITING_OF_ACCOUNT && !(account && account->waiting.complete)) {
		want_account(sorting, guild_id, id);
		add_once(sorting, WAITING_OF_ACCOUNTS, guild_id, id);
	}
	if (wanted->kind == WANTED_WAITING_OF_USER && !(user && user->waiting.complete)) {
		want_user(sorting, guild_id, id);
		add_once(sorting, WAITING_OF_USERS, guild_id, id);
	}
	if (wanted->kind == WANTED_SCHEDULES_OF_USER && !(user && user->has_schedules)) {
		want_user(sorting, guild_id, id);
		add_once(sorting, SCHEDULES_OF_USERS, guild_id, id);
	}
	if (wanted->kind == WANTED_WEARERS && guild && add_wearers(books, guild, id))
		keys_add(books, &sorting->kinds[WEARERS], guild_id, value_integer((int64_t)id));
}

/* What limits, thresholds and budgets count. */
static void want_usage(struct sorting *sorting, const struct wanted *wanted)
{
	struct books *books = sorting->books;
	uint64_t guild_id = wanted->guild_id, id = wanted->id;
	struct guild *guild = books_loaded_guild(books, guild_id);
	const struct user *user =
		wanted->kind == WANTED_PAYMENTS ? books_loaded_user(books, guild_id, id) : NULL;
	if (wanted->kind == WANTED_PAYMENTS && !(user && user->has_payments)) {
		want_user(sorting, guild_id, id);
		add_once(sorting, PAYMENTS, guild_id, id);
	}
	if (wanted->kind == WANTED_MOVED && guild && !guild_mover(guild, id)) {
		books_add_mover(books, guild, id);
		keys_add(books, &sorting->kinds[MOVED], guild_id, value_integer((int64_t)id));
	}
	const struct account *account = wanted->kind == WANTED_SPENDING
						? books_loaded_account(books, guild_id, (int64_t)id)
						: NULL;
	if (wanted->kind == WANTED_SPENDING && !(account && account->has_spending)) {
		want_account(sorting, guild_id, id);
		add_once(sorting, SPENDING, guild_id, id);
	}
}

/* Lines of banks' lists. */
static void want_of_bank(struct sorting *sorting, const struct wanted *wanted)
{
	struct books *books = sorting->books;
	uint64_t guild_id = wanted->guild_id;
	const char *name = wanted->folded_name;
	const struct account *account;
	switch (wanted->kind) {
	case WANTED_IMPORT_LINES:
		if (books_loaded_import_key(books, guild_id, name))
			break;
		books_add_import_key(books, guild_id, name);
		keys_add(books, &sorting->kinds[IMPORT_LINES], guild_id, value_text(name));
		break;
	case WANTED_LINES_OF_DAY:
		if (books_loaded_import_day(books, guild_id, name))
			break;
		books_add_import_day(books, guild_id, name);
		keys_add(books, &sorting->kinds[LINES_OF_DAY], guild_id, value_text(name));
		break;
	case WANTED_COUNTERPARTY:
		if (books_loaded_counterparty(books, guild_id, name))
			break;
		books_add_counterparty(books, guild_id, name);
		keys_add(books, &sorting->kinds[COUNTERPARTIES], guild_id, value_text(name));
		break;
	default:
		account = books_loaded_account(books, guild_id, (int64_t)wanted->id);
		enum key_kind kind = wanted->kind == WANTED_BY_HAND   ? BY_HAND
				     : wanted->kind == WANTED_IMPORTS ? IMPORTS
				     : wanted->kind == WANTED_PARTIES ? PARTIES
								      : RECONCILED;
		if (account && (kind == BY_HAND   ? account->has_by_hand
				: kind == IMPORTS ? account->has_imports
				: kind == PARTIES ? account->has_parties
						  : account->has_reconciled))
			break;
		want_account(sorting, guild_id, wanted->id);
		add_once(sorting, kind, guild_id, wanted->id);
	}
}

static void sort_wanted(struct sorting *sorting, const struct wanted *wanted)
{
	struct books *books = sorting->books;
	struct keys *kinds = sorting->kinds;
	uint64_t guild_id = wanted->guild_id;
	struct value id = value_integer((int64_t)wanted->id);
	switch (wanted->kind) {
	case WANTED_GUILD:
		if (first_time(sorting, GUILDS, guild_id, 0))
			want_guild(books, kinds, guild_id);
		break;
	case WANTED_ROLES:
	case WANTED_OWN_NAMES:
	case WANTED_SEEN_NAMES: want_list(sorting, wanted); break;
	case WANTED_USER: want_user(sorting, guild_id, wanted->id); break;
	case WANTED_MEMBER:
		want_user(sorting, guild_id, wanted->id);
		keys_add(books, &kinds[MEMBERS], guild_id, id);
		break;
	case WANTED_ACCOUNT: want_account(sorting, guild_id, wanted->id); break;
	case WANTED_ACCOUNT_NAME:
		if (!books_loaded_name(books, guild_id, wanted->folded_name))
			keys_add(books, &kinds[NAMES], guild_id, value_text(wanted->folded_name));
		break;
	case WANTED_DELIVERY:
		if (!books_loaded_delivery(books, guild_id, (int64_t)wanted->id)) {
			books_add_fetched_delivery(books, guild_id, (int64_t)wanted->id);
			keys_add(books, &kinds[DELIVERIES], guild_id, id);
		}
		break;
	case WANTED_TRANSACTION:
		if (!books_loaded_transaction(books, guild_id, (int64_t)wanted->id)) {
			books_add_transaction(books, guild_id, (int64_t)wanted->id);
			keys_add(books, &kinds[TRANSACTIONS], guild_id, id);
		}
		break;
	case WANTED_MESSAGE:
		books_add_seen(books, guild_id, wanted->id, false);
		keys_add(books, &kinds[MESSAGES], guild_id, id);
		break;
	case WANTED_WAITING:
	case WANTED_WAITING_OF_ACCOUNT:
	case WANTED_WAITING_OF_USER:
	case WANTED_SCHEDULE:
	case WANTED_SCHEDULES_OF_USER:
	case WANTED_WEARERS: want_of_month(sorting, wanted); break;
	case WANTED_PAYMENTS:
	case WANTED_MOVED:
	case WANTED_SPENDING: want_usage(sorting, wanted); break;
	case WANTED_IMPORT_LINES:
	case WANTED_COUNTERPARTY:
	case WANTED_BY_HAND:
	case WANTED_IMPORTS:
	case WANTED_PARTIES:
	case WANTED_LINES_OF_DAY:
	case WANTED_RECONCILED: want_of_bank(sorting, wanted); break;
	case WANTED_NOTHING: break;
	}
}

void wanted_keys(struct books *books, struct keys kinds[KINDS])
{
	struct wanted *wanted;
	struct sorting sorting = { .books = books, .kinds = kinds };
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		sort_wanted(&sorting, wanted);
	}
	for (int kind = 0; kind < KINDS; kind++)
		HASH_CLEAR(hh, sorting.asked[kind]);
}
