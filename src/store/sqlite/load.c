/* From the database into the working set. */
#include "ledger/fetched.h"
#include "store/row_loaders.h"
#include "store/sqlite/load_accounts.h"
#include "store/sqlite/load_bank.h"
#include "store/sqlite/load_month.h"
#include "store/sqlite/load_people.h"

static void load_lists(struct store *store, struct books *books, struct guild *guild)
{
	struct value row[MOST_COLUMNS];
	sqlite3_stmt *rows = rows_for(store, LOAD_SETTINGS, guild->guild_id, 0);
	while (next_row(store, rows, row))
		fill_setting(books, guild, row);
	rows = rows_for(store, LOAD_CURRENCIES, guild->guild_id, 0);
	while (next_row(store, rows, row))
		fill_currency(books, guild, row);
	rows = rows_for(store, LOAD_PERMITS, guild->guild_id, 0);
	while (next_row(store, rows, row))
		fill_permit(books, guild, row);
	rows = rows_for(store, LOAD_BUDGETS, guild->guild_id, 0);
	while (next_row(store, rows, row))
		fill_budget(books, guild, row);
	rows = rows_for(store, LOAD_PURPOSE_ACCOUNTS, guild->guild_id, 0);
	while (next_row(store, rows, row))
		fill_purpose(guild, load_account_row(store, books, guild->guild_id, row));
	fill_last_batch(guild,
			next_row(store, rows_for(store, LOAD_LAST_BATCH, guild->guild_id, 0), row)
				? row
				: NULL);
}

static void load_guild(struct store *store, struct books *books, uint64_t guild_id)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_guild(books, guild_id))
		return;
	struct guild *guild = books_add_guild(books, guild_id);
	sqlite3_stmt *rows = rows_for(store, LOAD_GUILD, guild_id, 0);
	if (!next_row(store, rows, row)) {
		rows = rows_for(store, LOAD_PLACE, guild_id, 0);
		while (next_row(store, rows, row))
			fill_place(books, guild, row);
		return;
	}
	fill_guild(books, guild, row);
	sqlite3_reset(rows); /* its cursors would be in the way of all others */
	load_lists(store, books, guild);
}

static void load_own_names(struct store *store, struct books *books, uint64_t guild_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct value row[MOST_COLUMNS];
	if (!guild || guild->has_own_names)
		return;
	guild->has_own_names = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_OWN_NAMES, guild_id, 0);
	while (next_row(store, rows, row))
		fill_own_name(books, guild, row);
}

static void load_seen_names(struct store *store, struct books *books, uint64_t guild_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct value row[MOST_COLUMNS];
	if (!guild || guild->has_seen_names)
		return;
	guild->has_seen_names = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_SEEN_NAMES, guild_id, 0);
	while (next_row(store, rows, row))
		fill_seen_name(books, guild, row);
}

/* With the accounts that it moved. */
static void load_transaction(struct store *store, struct books *books, uint64_t guild_id,
			     int64_t transaction)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_transaction(books, guild_id, transaction))
		return;
	struct fetched_transaction *fetched = books_add_transaction(books, guild_id, transaction);
	if (!next_row(store, rows_for(store, LOAD_TRANSACTION, guild_id, (uint64_t)transaction),
		      row))
		return;
	fill_transaction(books, fetched, row);
	sqlite3_stmt *rows = rows_for(store, LOAD_ENTRIES, guild_id, (uint64_t)transaction);
	while (next_row(store, rows, row) && fill_entry(books, fetched, row)) {
		/* its accounts follow */
	}
	rows = rows_for(store, LOAD_EVIDENCE, guild_id, (uint64_t)transaction);
	while (next_row(store, rows, row))
		fill_evidence(books, fetched, row);
	for (size_t i = 0; i < fetched->entry_count; i++)
		load_account(store, books, guild_id, fetched->entries[i].account_id);
}

static void load_message(struct store *store, struct books *books, uint64_t guild_id, uint64_t id)
{
	struct value row[MOST_COLUMNS];
	books_add_seen(books, guild_id, id,
		       next_row(store, rows_for(store, LOAD_MESSAGE, guild_id, id), row));
}

static void load_wanted(struct store *store, struct books *books, const struct wanted *wanted)
{
	uint64_t guild_id = wanted->guild_id, id = wanted->id;
	switch (wanted->kind) {
	case WANTED_GUILD: load_guild(store, books, guild_id); break;
	case WANTED_USER: load_user(store, books, guild_id, id); break;
	case WANTED_ACCOUNT: load_account(store, books, guild_id, (int64_t)id); break;
	case WANTED_ACCOUNT_NAME:
		load_account_name(store, books, guild_id, wanted->folded_name);
		break;
	case WANTED_OWN_NAMES: load_own_names(store, books, guild_id); break;
	case WANTED_SEEN_NAMES: load_seen_names(store, books, guild_id); break;
	case WANTED_ROLES: load_guild_roles(store, books, guild_id); break;
	case WANTED_MEMBER: load_member(store, books, guild_id, id); break;
	case WANTED_DELIVERY: load_delivery(store, books, guild_id, (int64_t)id); break;
	case WANTED_TRANSACTION: load_transaction(store, books, guild_id, (int64_t)id); break;
	case WANTED_MESSAGE: load_message(store, books, guild_id, id); break;
	case WANTED_WAITING: load_waiting(store, books, guild_id, (int64_t)id); break;
	case WANTED_WAITING_OF_ACCOUNT:
		load_waiting_of_account(store, books, guild_id, (int64_t)id);
		break;
	case WANTED_WAITING_OF_USER: load_waiting_of_user(store, books, guild_id, id); break;
	case WANTED_SCHEDULE: load_schedule(store, books, guild_id, (int64_t)id); break;
	case WANTED_SCHEDULES_OF_USER: load_schedules_of_user(store, books, guild_id, id); break;
	case WANTED_WEARERS: load_wearers(store, books, guild_id, id); break;
	case WANTED_PAYMENTS: load_payments(store, books, guild_id, id); break;
	case WANTED_MOVED: load_moved(store, books, guild_id, id); break;
	case WANTED_SPENDING: load_spending(store, books, guild_id, (int64_t)id); break;
	case WANTED_IMPORT_LINES:
		load_import_lines(store, books, guild_id, wanted->folded_name);
		break;
	case WANTED_COUNTERPARTY:
		load_counterparty(store, books, guild_id, wanted->folded_name);
		break;
	case WANTED_BY_HAND: load_by_hand(store, books, guild_id, (int64_t)id); break;
	case WANTED_RECONCILED: load_reconciliations(store, books, guild_id, (int64_t)id); break;
	case WANTED_IMPORTS: load_imports(store, books, guild_id, (int64_t)id); break;
	case WANTED_PARTIES: load_parties(store, books, guild_id, (int64_t)id); break;
	case WANTED_LINES_OF_DAY:
		load_lines_of_day(store, books, guild_id, wanted->folded_name);
		break;
	case WANTED_NOTHING: break;
	}
}

bool sqlite_load(struct store *store, struct books *books)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	struct wanted *wanted;
	if (sqlite->changed) {
		sqlite->changed = false;
		STAILQ_INIT(&books->wanted);
		return false;
	}
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		load_wanted(store, books, wanted);
	}
	return true;
}

void sqlite_load_cursors(struct store *store, struct books *books)
{
	struct value row[MOST_COLUMNS];
	for (struct cursor *cursor = books->cursors; cursor; cursor = cursor->hh.next) {
		sqlite3_stmt *rows =
			rows_for(store, LOAD_CURSOR, cursor->key.guild_id, cursor->key.id);
		cursor->before = next_row(store, rows, row) ? (uint64_t)row[0].integer : 0;
		sqlite3_reset(rows);
	}
}
