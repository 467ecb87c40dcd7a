/* From the database into the working set: roles and who has them. */
#include "store/sqlite/load_people.h"

#include "ledger/fetched.h"
#include "ledger/people.h"
#include "store/month_rows.h"
#include "store/row_loaders.h"
#include "store/sqlite/load_accounts.h"

void load_guild_roles(struct store *store, struct books *books, uint64_t guild_id)
{
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct value row[MOST_COLUMNS];
	if (!guild || guild->has_roles)
		return;
	guild->has_roles = true;
	sqlite3_stmt *rows = rows_for(store, LOAD_ROLES, guild_id, 0);
	while (next_row(store, rows, row))
		fill_role(books, guild, row);
	rows = rows_for(store, LOAD_GROUPS, guild_id, 0);
	while (next_row(store, rows, row))
		fill_group(books, guild, row);
	rows = rows_for(store, LOAD_OFFERS, guild_id, 0);
	while (next_row(store, rows, row))
		fill_offer(books, guild, row);
}

static void load_roles_of(struct store *store, struct books *books, struct user *user)
{
	struct value row[MOST_COLUMNS];
	sqlite3_stmt *rows = rows_for(store, LOAD_MEMBER_ROLES, user->key.guild_id, user->key.id);
	while (next_row(store, rows, row))
		fill_actual_role(books, user->member, row);
	rows = rows_for(store, LOAD_WANTED_ROLES, user->key.guild_id, user->key.id);
	while (next_row(store, rows, row))
		fill_wanted_role(books, user->member, row);
	rows = rows_for(store, LOAD_WAITING_ROLES, user->key.guild_id, user->key.id);
	while (next_row(store, rows, row))
		fill_waiting_role(books, user->member, row);
}

void load_member(struct store *store, struct books *books, uint64_t guild_id, uint64_t user_id)
{
	struct value row[MOST_COLUMNS];
	load_user(store, books, guild_id, user_id);
	struct user *user = books_loaded_user(books, guild_id, user_id);
	if (user->member)
		return;
	struct member *member = books_add_member(books, user);
	if (next_row(store, rows_for(store, LOAD_MEMBER, guild_id, user_id), row))
		fill_member(member, row);
	load_roles_of(store, books, user);
	if (next_row(store, rows_for(store, LOAD_REGISTRATION, guild_id, user_id), row))
		user->registration = fill_waiting(books, row);
}

void load_delivery(struct store *store, struct books *books, uint64_t guild_id, int64_t delivery)
{
	struct value row[MOST_COLUMNS];
	if (books_loaded_delivery(books, guild_id, delivery))
		return;
	struct fetched_delivery *added = books_add_fetched_delivery(books, guild_id, delivery);
	if (next_row(store, rows_for(store, LOAD_DELIVERY, guild_id, (uint64_t)delivery), row))
		fill_fetched_delivery(added, row);
}
