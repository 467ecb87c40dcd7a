/* Users and accounts, which nearly all else refers to. */
#include "store/sqlite/load_accounts.h"

#include "store/row_loaders.h"

struct account *load_account_row(struct store *store, struct books *books, uint64_t guild_id,
				 const struct value *account_row)
{
	bool fresh;
	struct value row[MOST_COLUMNS];
	struct account *account = fill_account(books, guild_id, account_row, &fresh);
	sqlite3_stmt *rows =
		fresh ? rows_for(store, LOAD_BALANCES, guild_id, account->key.id) : NULL;
	while (fresh && next_row(store, rows, row))
		fill_balance(books, account, row);
	return account;
}

/* The owner's row, and the two tied together. */
static void tie_owner(struct store *store, struct books *books, struct account *account)
{
	if (!account->owner_id || account->owner)
		return;
	struct user *user = books_loaded_user(books, account->key.guild_id, account->owner_id);
	if (!user) {
		load_user(store, books, account->key.guild_id, account->owner_id);
		return;
	}
	account->owner = user;
	user->account = account;
}

void load_user(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_user(books, guild_id, user_id))
		return;
	bool found = next_row(store, rows_for(store, LOAD_USER, guild_id, user_id), row);
	struct user *user = fill_user(books, guild_id, user_id, found ? row : NULL);
	if (next_row(store, rows_for(store, LOAD_ACCOUNT_BY_OWNER, guild_id, user_id), row)) {
		user->account = load_account_row(store, books, guild_id, row);
		user->account->owner = user;
	}
}

void load_account(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	if (!books_loaded_account(books, guild_id, account_id) &&
	    next_row(store, rows_for(store, LOAD_ACCOUNT_BY_ID, guild_id, (uint64_t)account_id),
		     row))
		tie_owner(store, books, load_account_row(store, books, guild_id, row));
}

void load_account_name(struct store *store, struct books *books, uint64_t guild_id,
		       const char *folded)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_name(books, guild_id, folded))
		return;
	sqlite3_stmt *rows = rows_for(store, LOAD_ACCOUNT_BY_NAME, guild_id, 0);
	sqlite3_bind_text(rows, 2, folded, -1, SQLITE_STATIC);
	struct account *account =
		next_row(store, rows, row) ? load_account_row(store, books, guild_id, row) : NULL;
	sqlite3_reset(rows);
	sqlite3_clear_bindings(rows);
	books_add_account_name(books, guild_id, folded, account);
	if (account)
		tie_owner(store, books, account);
}
