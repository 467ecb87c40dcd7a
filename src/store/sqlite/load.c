/* From the database into the working set. */
#include <string.h>

#include "store/seal.h"
#include "store/sqlite/engine.h"
#include "store/sqlite/people.h"

static int index_of(const char *const *names, const char *name)
{
	int index = 0;
	while (names[index] && strcmp(names[index], name) != 0)
		index++;
	return index;
}

static void load_balances(struct store *store, struct books *books, struct account *account)
{
	sqlite3_stmt *row = store_for_ids(store, LOAD_BALANCES, account->key.guild_id, account->key.id);
	while (store_step(store, row)) {
		struct balance *balance = books_add_balance(books, account, column_text(row, 0));
		balance->amount = sqlite3_column_int64(row, 1);
		balance->has_floor = sqlite3_column_type(row, 2) != SQLITE_NULL;
		balance->floor = sqlite3_column_int64(row, 2);
		balance->entries = sqlite3_column_int64(row, 3);
	}
}

static void load_user(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id);

/* The row of an accounts query, unless it is loaded already. */
static struct account *take_account(struct store *store, struct books *books, uint64_t guild_id, sqlite3_stmt *row)
{
	int64_t id = sqlite3_column_int64(row, 0);
	struct account *account = books_account(books, guild_id, id);
	if (account)
		return account;
	account = books_add_account(books, guild_id, id, column_text(row, 1), column_text(row, 2),
				    (enum account_kind)index_of(account_kind_names, column_text(row, 3)),
				    (uint64_t)sqlite3_column_int64(row, 4), column_text(row, 5));
	account->state = (enum account_state)index_of(account_state_names, column_text(row, 6));
	account->opened_by = sqlite3_column_int64(row, 7);
	books_add_account_name(books, guild_id, account->folded_name, account);
	load_balances(store, books, account);
	return account;
}

/* The owner's row, and the two tied together. */
static void tie_owner(struct store *store, struct books *books, struct account *account)
{
	if (!account->owner_id || account->owner)
		return;
	struct user *user = books_user(books, account->key.guild_id, account->owner_id);
	if (!user) {
		load_user(store, books, account->key.guild_id, account->owner_id);
		return;
	}
	account->owner = user;
	user->account = account;
}

static void load_user(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	if (books_user(books, guild_id, user_id))
		return;
	sqlite3_stmt *row = store_for_ids(store, LOAD_USER, guild_id, user_id);
	bool found = store_step(store, row);
	struct user *user = books_add_user(books, guild_id, user_id, found ? column_text(row, 0) : NULL);
	user->forgotten = found && sqlite3_column_int(row, 1);
	user->left = found && sqlite3_column_int(row, 2);
	user->active = found ? sqlite3_column_int64(row, 3) : 0;
	row = store_for_ids(store, LOAD_ACCOUNT_BY_OWNER, guild_id, user_id);
	if (store_step(store, row)) {
		user->account = take_account(store, books, guild_id, row);
		user->account->owner = user;
	}
}

static void load_account_name(struct store *store, struct books *books, uint64_t guild_id, const char *folded)
{
	if (books_account_name(books, guild_id, folded))
		return;
	sqlite3_stmt *row = store_statement(store, LOAD_ACCOUNT_BY_NAME);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)guild_id);
	sqlite3_bind_text(row, 2, folded, -1, SQLITE_STATIC);
	struct account *account = store_step(store, row) ? take_account(store, books, guild_id, row) : NULL;
	sqlite3_reset(row);
	sqlite3_clear_bindings(row);
	books_add_account_name(books, guild_id, folded, account);
	if (account)
		tie_owner(store, books, account);
}

static void load_lists(struct store *store, struct books *books, struct guild *guild)
{
	sqlite3_stmt *row = store_for_ids(store, LOAD_SETTINGS, guild->guild_id, 0);
	while (store_step(store, row)) {
		guild_set(books, guild, column_text(row, 0), column_text(row, 1));
		guild->settings->dirty = false;
	}
	guild->dirty = false;
	row = store_for_ids(store, LOAD_CURRENCIES, guild->guild_id, 0);
	while (store_step(store, row))
		guild_add_currency(books, guild, column_text(row, 0), sqlite3_column_int(row, 1));
	row = store_for_ids(store, LOAD_PERMITS, guild->guild_id, 0);
	while (store_step(store, row))
		guild_add_permits(books, guild, (uint64_t)sqlite3_column_int64(row, 0), (unsigned)sqlite3_column_int(row, 1));
	row = store_for_ids(store, LOAD_PURPOSE_ACCOUNTS, guild->guild_id, 0);
	while (store_step(store, row)) {
		struct account *account = take_account(store, books, guild->guild_id, row);
		if (strcmp(account->purpose, "till") == 0)
			guild->till = account;
		else if (strcmp(account->purpose, "over_short") == 0)
			guild->over_short = account;
		else if (strcmp(account->purpose, "fees") == 0)
			guild->fees = account;
	}
}

static void load_last_batch(struct store *store, struct guild *guild)
{
	memset(guild->last_hash, '0', HASH_TEXT_SIZE - 1);
	sqlite3_stmt *row = store_for_ids(store, LOAD_LAST_BATCH, guild->guild_id, 0);
	if (!store_step(store, row))
		return;
	guild->last_batch = sqlite3_column_int64(row, 0);
	bool open = strcmp(column_text(row, 1), "open") == 0;
	if (open)
		guild->batch = (struct batch){ .number = guild->last_batch, .opened_at = sqlite3_column_int64(row, 2),
					       .opened_by = sqlite3_column_int64(row, 3),
					       .first_transaction = sqlite3_column_int64(row, 4) };
	memcpy(guild->last_hash, column_text(row, open ? 5 : 6), HASH_TEXT_SIZE);
}

static void load_guild(struct store *store, struct books *books, uint64_t guild_id)
{
	if (books_guild(books, guild_id))
		return;
	struct guild *guild = books_add_guild(books, guild_id);
	sqlite3_stmt *row = store_for_ids(store, LOAD_GUILD, guild_id, 0);
	if (!store_step(store, row))
		return;
	guild->exists = true;
	guild->name = arena_strdup(&books->memory, column_text(row, 0));
	guild->owner_id = (uint64_t)sqlite3_column_int64(row, 1);
	lang_from_name(column_text(row, 2), &guild->lang);
	guild->timezone = arena_strdup(&books->memory, column_text(row, 3));
	memcpy(guild->currency, column_text(row, 4), strnlen(column_text(row, 4), CURRENCY_SIZE - 1));
	guild->last_time = sqlite3_column_int64(row, 5);
	guild->next_transaction = sqlite3_column_int64(row, 6) + 1;
	guild->next_account = sqlite3_column_int64(row, 7) + 1;
	guild->next_seq = sqlite3_column_int64(row, 8) + 1;
	guild->next_delivery = sqlite3_column_int64(row, 9) + 1;
	guild->first_new_delivery = guild->next_delivery;
	guild->highest_message = (uint64_t)sqlite3_column_int64(row, 10);
	load_lists(store, books, guild);
	load_last_batch(store, guild);
}

void store_load(struct store *store, struct books *books)
{
	struct wanted *wanted;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		switch (wanted->kind) {
		case WANTED_GUILD: load_guild(store, books, wanted->guild_id); break;
		case WANTED_USER: load_user(store, books, wanted->guild_id, wanted->id); break;
		case WANTED_ACCOUNT_NAME: load_account_name(store, books, wanted->guild_id, wanted->folded_name); break;
		case WANTED_ROLES: load_guild_roles(store, books, wanted->guild_id); break;
		case WANTED_MEMBER:
			load_user(store, books, wanted->guild_id, wanted->id);
			load_member(store, books, wanted->guild_id, wanted->id);
			break;
		case WANTED_DELIVERY: load_role_delivery(store, books, wanted->guild_id, (int64_t)wanted->id); break;
		case WANTED_REQUEST: load_request(store, books, wanted->guild_id, (int64_t)wanted->id); break;
		case WANTED_MESSAGE:
			if (store_step(store, store_for_ids(store, LOAD_MESSAGE, wanted->guild_id, wanted->id)))
				books_add_seen(books, wanted->guild_id, wanted->id);
			break;
		}
	}
}

void store_fetch_transaction(struct store *store, struct books *books, uint64_t guild_id, int64_t transaction)
{
	struct fetched_transaction *fetched = &books->fetched;
	memset(fetched, 0, sizeof *fetched);
	fetched->fetched = true;
	fetched->transaction = transaction;
	sqlite3_stmt *row = store_for_ids(store, LOAD_TRANSACTION, guild_id, (uint64_t)transaction);
	if (!store_step(store, row))
		return;
	fetched->exists = true;
	fetched->reverses = sqlite3_column_int64(row, 1);
	fetched->reversed_by = sqlite3_column_int64(row, 2);
	fetched->time = sqlite3_column_int64(row, 3);
	fetched->verb = arena_strdup(&books->chunk, column_text(row, 4));
	fetched->batch = sqlite3_column_int64(row, 5);
	fetched->sealed_at = sqlite3_column_int64(row, 6);
	fetched->form = sqlite3_column_int(row, 7);
	if (sqlite3_column_type(row, 8) == SQLITE_TEXT)
		fetched->batch_hash = arena_strdup(&books->chunk, column_text(row, 8));
	row = store_for_ids(store, LOAD_ENTRIES, guild_id, (uint64_t)transaction);
	while (fetched->entry_count < MAX_ENTRIES && store_step(store, row)) {
		size_t entry = fetched->entry_count++;
		fetched->entries[entry].account_id = sqlite3_column_int64(row, 0);
		fetched->entries[entry].amount = sqlite3_column_int64(row, 1);
		fetched->entries[entry].number = sqlite3_column_int64(row, 3);
		memcpy(fetched->entries[entry].currency, column_text(row, 2), strnlen(column_text(row, 2), CURRENCY_SIZE - 1));
	}
	for (size_t i = 0; i < fetched->entry_count; i++) {
		row = store_for_ids(store, LOAD_ACCOUNT_BY_ID, guild_id, (uint64_t)fetched->entries[i].account_id);
		if (store_step(store, row))
			tie_owner(store, books, take_account(store, books, guild_id, row));
	}
}
