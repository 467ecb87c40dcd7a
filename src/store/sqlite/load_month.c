/* From the database into the working set: what waits, what recurs, the members with a role. */
#include "store/sqlite/load_month.h"

#include "ledger/usage.h"
#include "store/month_rows.h"
#include "store/row_loaders.h"
#include "store/sqlite/load_accounts.h"
#include "store/sqlite/load_people.h"
#include "store/usage_rows.h"

void load_waiting(struct store *store, struct books *books, uint64_t guild_id, int64_t number)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_waiting(books, guild_id, number))
		return;
	if (next_row(store, rows_for(store, LOAD_WAITING, guild_id, (uint64_t)number), row))
		fill_waiting(books, row);
	else
		fill_no_waiting(books, guild_id, number);
}

void load_waiting_of_account(struct store *store, struct books *books, uint64_t guild_id,
			     int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->waiting.complete)
		return;
	sqlite3_stmt *rows =
		rows_for(store, LOAD_WAITING_OF_ACCOUNT, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		list_of_account(books, account, fill_waiting(books, row));
	account->waiting.complete = account->debts.complete = true;
}

void load_waiting_of_user(struct store *store, struct books *books, uint64_t guild_id,
			  uint64_t user_id)
{
	struct value row[MOST_COLUMNS];
	load_user(store, books, guild_id, user_id);
	struct user *user = books_loaded_user(books, guild_id, user_id);
	if (user->waiting.complete)
		return;
	sqlite3_stmt *rows = rows_for(store, LOAD_WAITING_OF_USER, guild_id, user_id);
	while (next_row(store, rows, row))
		waiting_list_add(books, &user->waiting, fill_waiting(books, row));
	rows = rows_for(store, LOAD_ASKED_PEOPLE, guild_id, user_id);
	while (next_row(store, rows, row))
		books_note_asked(books, user, (uint64_t)row[0].integer, row[1].integer);
	user->waiting.complete = true;
}

void load_schedule(struct store *store, struct books *books, uint64_t guild_id, int64_t number)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_schedule(books, guild_id, number))
		return;
	if (next_row(store, rows_for(store, LOAD_SCHEDULE, guild_id, (uint64_t)number), row))
		fill_schedule(books, row);
	else
		fill_no_schedule(books, guild_id, number);
}

void load_schedules_of_user(struct store *store, struct books *books, uint64_t guild_id,
			    uint64_t user_id)
{
	struct value row[MOST_COLUMNS];
	load_user(store, books, guild_id, user_id);
	struct user *user = books_loaded_user(books, guild_id, user_id);
	if (user->has_schedules)
		return;
	user->has_schedules = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_SCHEDULES_OF_USER, guild_id, user_id);
	while (next_row(store, rows, row))
		fill_schedule(books, row);
}

void load_wearers(struct store *store, struct books *books, uint64_t guild_id, uint64_t role_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct value row[MOST_COLUMNS];
	if (!guild || !add_wearers(books, guild, role_id))
		return;
	sqlite3_stmt *rows =
		rows_for(store, role_id ? LOAD_WEARERS : LOAD_EVERYONE, guild_id, role_id);
	while (next_row(store, rows, row))
		load_member(store, books, guild_id, (uint64_t)row[0].integer);
}

void load_payments(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct value row[MOST_COLUMNS];
	load_user(store, books, guild_id, user_id);
	struct user *user = books_loaded_user(books, guild_id, user_id);
	if (user->has_payments)
		return;
	user->has_payments = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_PAYMENTS, guild_id, user_id);
	while (next_row(store, rows, row))
		fill_payment(books, user, row);
}

void load_moved(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct value row[MOST_COLUMNS];
	if (!guild || guild_mover(guild, user_id))
		return;
	struct mover *mover = books_add_mover(books, guild, user_id);
	sqlite3_stmt *rows = rows_for(store, LOAD_MOVED, guild_id, user_id);
	while (next_row(store, rows, row))
		fill_moved(books, mover, row);
}

void load_spending(struct store *store, struct books *books, uint64_t guild_id, int64_t account_id)
{
	struct value row[MOST_COLUMNS];
	load_account(store, books, guild_id, account_id);
	struct account *account = books_loaded_account(books, guild_id, account_id);
	if (!account || account->has_spending)
		return;
	account->has_spending = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_SPENDING, guild_id, (uint64_t)account_id);
	while (next_row(store, rows, row))
		fill_spending(books, account, row);
}
