/* From the server into the working set: what waits, what recurs, the members with a role. */
#include "store/postgres/load_month.h"

#include "ledger/usage.h"
#include "store/bank_rows.h"
#include "store/month_rows.h"
#include "store/usage_rows.h"

static struct user *user_of(struct books *books, const struct value *row)
{
	return books_loaded_user(books, (uint64_t)row[0].integer, (uint64_t)row[1].integer);
}

void take_registration(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	struct waiting *registration = fill_waiting(books, row);
	books_loaded_user(books, registration->key.guild_id, registration->asked_by)->registration =
		registration;
}

void take_open(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_waiting(books, row);
}

void take_open_of_account(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	if (account)
		list_of_account(books, account, fill_waiting(books, row + 2));
}

void take_open_of_user(struct books *books, struct guild *guild, const struct value *row)
{
	struct user *user = user_of(books, row);
	(void)guild;
	if (user)
		waiting_list_add(books, &user->waiting, fill_waiting(books, row + 2));
}

void take_asked_person(struct books *books, struct guild *guild, const struct value *row)
{
	struct user *user = user_of(books, row);
	(void)guild;
	if (user)
		books_note_asked(books, user, (uint64_t)row[2].integer, row[3].integer);
}

void take_schedule(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_schedule(books, row);
}

void take_payment(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	if (user_of(books, row))
		fill_payment(books, user_of(books, row), row + 2);
}

void take_spending(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	if (account)
		fill_spending(books, account, row + 2);
}

void take_moved(struct books *books, struct guild *guild, const struct value *row)
{
	fill_moved(books, guild_mover(guild, (uint64_t)row[1].integer), row + 2);
}

void take_import_line(struct books *books, struct guild *guild, const struct value *row)
{
	uint64_t guild_id = (uint64_t)row[0].integer;
	(void)guild;
	fill_import_line(books, guild_id, books_loaded_import_key(books, guild_id, row[1].text),
			 row + 2);
}

void take_import(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	if (account)
		fill_import(books, account, row + 2);
}

void take_day_key(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	books_add_day_key(books,
			  books_loaded_import_day(books, (uint64_t)row[0].integer, row[1].text),
			  row[2].text);
}

void take_counterparty(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_counterparty(books_loaded_counterparty(books, (uint64_t)row[0].integer, row[1].text),
			  row + 2);
}

void take_party(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_party(books, (uint64_t)row[0].integer, row + 2);
}

void take_by_hand(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	if (account)
		fill_by_hand(books, account, row + 2);
}

void take_reconciliation(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	if (account)
		fill_reconciliation(books, account, row + 2);
}

bool take_wearers(void *context, PGresult *result)
{
	struct wearers *wearers = context;
	struct value row[MOST_COLUMNS];
	int count = libpq()->PQntuples(result);
	for (int i = 0; i < count; i++) {
		take_values(result, i, row);
		uint64_t guild_id = (uint64_t)row[0].integer;
		if (!books_loaded_user(wearers->books, guild_id, (uint64_t)row[1].integer))
			keys_add(wearers->books, &wearers->users, guild_id, row[1]);
		keys_add(wearers->books, wearers->members, guild_id, row[1]);
	}
	return false;
}

void note_month_loaded(struct books *books, const struct keys kinds[KINDS])
{
	const struct keys *keys = &kinds[WAITING];
	for (size_t i = 0; i < keys->count; i++)
		fill_no_waiting(books, (uint64_t)keys->rows[i][0].integer,
				keys->rows[i][1].integer);
	keys = &kinds[SCHEDULES];
	for (size_t i = 0; i < keys->count; i++)
		fill_no_schedule(books, (uint64_t)keys->rows[i][0].integer,
				 keys->rows[i][1].integer);
	keys = &kinds[WAITING_OF_ACCOUNTS];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->waiting.complete = account->debts.complete = true;
	}
	keys = &kinds[WAITING_OF_USERS];
	for (size_t i = 0; i < keys->count; i++)
		user_of(books, keys->rows[i])->waiting.complete = true;
	keys = &kinds[SCHEDULES_OF_USERS];
	for (size_t i = 0; i < keys->count; i++)
		user_of(books, keys->rows[i])->has_schedules = true;
	keys = &kinds[PAYMENTS];
	for (size_t i = 0; i < keys->count; i++)
		user_of(books, keys->rows[i])->has_payments = true;
	keys = &kinds[SPENDING];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->has_spending = true;
	}
	keys = &kinds[BY_HAND];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->has_by_hand = true;
	}
	keys = &kinds[IMPORTS];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->has_imports = true;
	}
	keys = &kinds[PARTIES];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->has_parties = true;
	}
	keys = &kinds[RECONCILED];
	for (size_t i = 0; i < keys->count; i++) {
		struct account *account = books_loaded_account(
			books, (uint64_t)keys->rows[i][0].integer, keys->rows[i][1].integer);
		if (account)
			account->has_reconciled = true;
	}
}
