/* From the database into the working set: lines of banks' lists. */
#include "store/sqlite/load_bank.h"

#include "store/bank_rows.h"
#include "store/sqlite/load_accounts.h"

/* The rows of WHICH for a word. To be ended by end_rows(). */
static sqlite3_stmt *rows_for_word(struct store *store, enum load which, uint64_t guild_id,
				   const char *word)
{
	sqlite3_stmt *rows = rows_for(store, which, guild_id, 0);
	sqlite3_bind_text(rows, 2, word, -1, SQLITE_STATIC);
	return rows;
}

static void end_rows(sqlite3_stmt *rows)
{
	sqlite3_reset(rows);
	sqlite3_clear_bindings(rows);
}

void load_import_lines(struct store *store, struct books *books, uint64_t guild_id, const char *key)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_import_key(books, guild_id, key))
		return;
	struct import_key *added = books_add_import_key(books, guild_id, key);
	sqlite3_stmt *rows = rows_for_word(store, LOAD_IMPORT_LINES, guild_id, key);
	while (next_row(store, rows, row))
		fill_import_line(books, guild_id, added, row);
	end_rows(rows);
}

void load_imports(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->has_imports)
		return;
	account->has_imports = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_IMPORTS, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		fill_import(books, account, row);
}

void load_lines_of_day(struct store *store, struct books *books, uint64_t guild_id,
		       const char *place)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_import_day(books, guild_id, place))
		return;
	struct import_day *day = books_add_import_day(books, guild_id, place);
	sqlite3_stmt *rows = rows_for_word(store, LOAD_LINES_OF_DAY, guild_id, place);
	while (next_row(store, rows, row))
		books_add_day_key(books, day, row[0].text);
	end_rows(rows);
}

void load_counterparty(struct store *store, struct books *books, uint64_t guild_id,
		       const char *party)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_counterparty(books, guild_id, party))
		return;
	struct counterparty *counterparty = books_add_counterparty(books, guild_id, party);
	sqlite3_stmt *rows = rows_for_word(store, LOAD_COUNTERPARTY, guild_id, party);
	if (next_row(store, rows, row))
		fill_counterparty(counterparty, row);
	end_rows(rows);
}

void load_parties(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->has_parties)
		return;
	account->has_parties = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_PARTIES, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		fill_party(books, guild_id, row);
}

void load_reconciliations(struct store *store, struct books *books, uint64_t guild_id,
			  int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->has_reconciled)
		return;
	account->has_reconciled = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_RECONCILIATIONS, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		fill_reconciliation(books, account, row);
}

void load_by_hand(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->has_by_hand)
		return;
	account->has_by_hand = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_BY_HAND, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		fill_by_hand(books, account, row);
}
