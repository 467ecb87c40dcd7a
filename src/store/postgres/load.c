/* From the server into the working set: all that is wanted in one round trip, an array for each
 * kind. */
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/people.h"
#include "store/postgres/load_month.h"
#include "store/row_loaders.h"
#include "store/postgres/wanted_keys.h"

/* Takes a row of a guild, behind SKIP columns of its key: the guild's id, and an id where TAKE
 * needs none. */
typedef void row_taker(struct books *books, struct guild *guild, const struct value *row);
struct taking {
	struct books *books;
	row_taker *take;
	int skip;
};

static bool take_each(void *context, PGresult *result)
{
	const struct taking *taking = context;
	struct value row[MOST_COLUMNS];
	int count = libpq()->PQntuples(result);
	for (int i = 0; i < count; i++) {
		take_values(result, i, row);
		taking->take(taking->books,
			     books_loaded_guild(taking->books, (uint64_t)row[0].integer),
			     row + taking->skip);
	}
	return false;
}

static void take_guild(struct books *books, struct guild *guild, const struct value *row)
{
	fill_guild(books, guild, row);
	fill_last_batch(guild, NULL);
}

static void take_last_batch(struct books *books, struct guild *guild, const struct value *row)
{
	(void)books;
	fill_last_batch(guild, row);
}

static void take_user(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	if (!books_loaded_user(books, (uint64_t)row[0].integer, (uint64_t)row[1].integer))
		fill_user(books, (uint64_t)row[0].integer, (uint64_t)row[1].integer, row + 2);
}

static void take_account(struct books *books, struct guild *guild, const struct value *row)
{
	bool fresh;
	struct account *account = fill_account(books, (uint64_t)row[0].integer, row + 1, &fresh);
	struct user *owner = account->owner_id ? books_loaded_user(books, account->key.guild_id,
								   account->owner_id)
					       : NULL;
	if (guild && account->purpose)
		fill_purpose(guild, account);
	if (owner && !account->owner) {
		account->owner = owner;
		owner->account = account;
	}
}

/* What is in the working set already may have been changed there: it stays. */
static void take_balance(struct books *books, struct guild *guild, const struct value *row)
{
	struct account *account =
		books_loaded_account(books, (uint64_t)row[0].integer, row[1].integer);
	(void)guild;
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (strcmp(balance->currency, row[2].text) == 0)
			return;
	fill_balance(books, account, row + 2);
}

static struct user *user_of(struct books *books, const struct value *row)
{
	return books_loaded_user(books, (uint64_t)row[0].integer, (uint64_t)row[1].integer);
}

static void take_member(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_member(user_of(books, row)->member, row + 2);
}

static void take_worn(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_actual_role(books, user_of(books, row)->member, row + 2);
}

static void take_wanted(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_wanted_role(books, user_of(books, row)->member, row + 2);
}

static void take_waiting(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_waiting_role(books, user_of(books, row)->member, row + 2);
}

static void take_delivery(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_fetched_delivery(
		books_loaded_delivery(books, (uint64_t)row[0].integer, row[1].integer), row + 2);
}

static void take_message(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	books_add_seen(books, (uint64_t)row[0].integer, (uint64_t)row[1].integer, true);
}

static void take_cursor(struct books *books, struct guild *guild, const struct value *row)
{
	struct cursor *cursor;
	struct pair key = { (uint64_t)row[0].integer, (uint64_t)row[1].integer };
	(void)guild;
	HASH_FIND(hh, books->cursors, &key, sizeof key, cursor);
	if (cursor)
		cursor->before = (uint64_t)row[2].integer;
}

static void take_transaction(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_transaction(books,
			 books_loaded_transaction(books, (uint64_t)row[0].integer, row[1].integer),
			 row + 2);
}

static void take_entry(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_entry(books, books_loaded_transaction(books, (uint64_t)row[0].integer, row[1].integer),
		   row + 2);
}

static void take_evidence(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_evidence(books,
		      books_loaded_transaction(books, (uint64_t)row[0].integer, row[1].integer),
		      row + 2);
}

/* A query of those that run for each of the keys of a kind. */
struct query {
	const char *name;
	row_taker *take;
	int skip;
};
static const struct query guild_queries[] = {
	{ "load guilds", take_guild, 1 },
	{ "load place", fill_place, 1 },
	{ "load settings", fill_setting, 1 },
	{ "load currencies", fill_currency, 1 },
	{ "load permits", fill_permit, 1 },
	{ "load budgets", fill_budget, 1 },
	{ "load last batch", take_last_batch, 1 },
	{ "load purpose accounts", take_account, 0 },
	{ "load purpose balances", take_balance, 0 },
};
static const struct query role_queries[] = { { "load roles", fill_role, 1 },
					     { "load groups", fill_group, 1 },
					     { "load offers", fill_offer, 1 } };
static const struct query own_name_queries[] = { { "load own names", fill_own_name, 1 } };
static const struct query seen_name_queries[] = { { "load seen names", fill_seen_name, 1 } };
static const struct query user_queries[] = { { "load users", take_user, 0 },
					     { "load user accounts", take_account, 0 },
					     { "load user balances", take_balance, 0 } };
static const struct query name_queries[] = { { "load named owners", take_user, 0 },
					     { "load named accounts", take_account, 0 },
					     { "load named balances", take_balance, 0 } };
static const struct query member_queries[] = {
	{ "load members", take_member, 0 },
	{ "load member roles", take_worn, 0 },
	{ "load wanted roles", take_wanted, 0 },
	{ "load waiting roles", take_waiting, 0 },
	{ "load registrations", take_registration, 0 },
};
static const struct query delivery_queries[] = { { "load deliveries", take_delivery, 0 } };
static const struct query account_queries[] = { { "load account owners", take_user, 0 },
						{ "load accounts", take_account, 0 },
						{ "load account balances", take_balance, 0 } };
static const struct query waiting_queries[] = { { "load waiting", take_open, 0 } };
static const struct query account_waiting_queries[] = { { "load waiting of accounts",
							  take_open_of_account, 0 } };
static const struct query user_waiting_queries[] = {
	{ "load waiting of users", take_open_of_user, 0 },
	{ "load asked people", take_asked_person, 0 },
};
static const struct query schedule_queries[] = { { "load schedules", take_schedule, 0 } };
static const struct query user_schedule_queries[] = { { "load schedules of users", take_schedule,
							0 } };
static const struct query payment_queries[] = { { "load payments", take_payment, 0 } };
static const struct query moved_queries[] = { { "load moved", take_moved, 0 } };
static const struct query spending_queries[] = { { "load spending", take_spending, 0 } };
static const struct query line_queries[] = { { "load import lines", take_import_line, 0 } };
static const struct query import_queries[] = { { "load imports", take_import, 0 } };
static const struct query day_queries[] = { { "load lines of day", take_day_key, 0 } };
static const struct query party_queries[] = { { "load counterparties", take_counterparty, 0 } };
static const struct query parties_queries[] = { { "load parties", take_party, 0 } };
static const struct query by_hand_queries[] = { { "load by hand", take_by_hand, 0 } };
static const struct query reconciled_queries[] = { { "load reconciliations", take_reconciliation,
						     0 } };
static const struct query message_queries[] = { { "load messages", take_message, 0 } };
static const struct query transaction_queries[] = {
	{ "load transaction", take_transaction, 0 }, { "load entries", take_entry, 0 },
	{ "load entry owners", take_user, 0 },       { "load entry accounts", take_account, 0 },
	{ "load entry balances", take_balance, 0 },  { "load evidence", take_evidence, 0 },
};
static const struct query lock_queries[] = { { "lock guilds", NULL, 0 } };

#define KEYS(list, column_count)                                                 \
	{                                                                        \
		.queries = (list), .query_count = sizeof(list) / sizeof *(list), \
		.columns = (column_count)                                        \
	}

static void send_keys(struct postgres_store *store, const char *name, const struct keys *keys,
		      result_handler *handler, void *context)
{
	struct bulk *bulk = bulk_new(store, name);
	for (size_t i = 0; i < keys->count; i++)
		bulk_row(bulk, keys->rows[i], keys->columns);
	bulk_send(store, bulk, handler, context);
}

static void send_queries(struct postgres_store *store, struct books *books, const struct keys *keys)
{
	for (size_t q = 0; q < keys->query_count && keys->count; q++) {
		struct taking *taking = arena_alloc(&books->chunk, sizeof *taking);
		*taking = (struct taking){ books, keys->queries[q].take, keys->queries[q].skip };
		send_keys(store, keys->queries[q].name, keys, taking->take ? take_each : NULL,
			  taking);
	}
}

/* Those that no row came for are known to be nobody, and no account. */
static void add_missing(struct books *books, const struct keys *users, const struct keys *names)
{
	for (size_t i = 0; i < users->count; i++)
		if (!books_loaded_user(books, (uint64_t)users->rows[i][0].integer,
				       (uint64_t)users->rows[i][1].integer))
			fill_user(books, (uint64_t)users->rows[i][0].integer,
				  (uint64_t)users->rows[i][1].integer, NULL);
	for (size_t i = 0; i < names->count; i++)
		if (!books_loaded_name(books, (uint64_t)names->rows[i][0].integer,
				       names->rows[i][1].text))
			books_add_account_name(books, (uint64_t)names->rows[i][0].integer,
					       names->rows[i][1].text, NULL);
}

/* Members need their users first, of whom some may be nobody: their own round trip. */
static void load_members(struct postgres_store *store, struct books *books,
			 const struct keys *members)
{
	struct keys fresh = KEYS(member_queries, 2);
	for (size_t i = 0; i < members->count; i++) {
		struct user *user = books_loaded_user(books, (uint64_t)members->rows[i][0].integer,
						      (uint64_t)members->rows[i][1].integer);
		if (user->member)
			continue;
		books_add_member(books, user);
		keys_add(books, &fresh, user->key.guild_id, members->rows[i][1]);
	}
	send_queries(store, books, &fresh);
	pipeline_settle(store);
}

static bool take_changed_guilds(void *context, PGresult *result)
{
	*(bool *)context = libpq()->PQntuples(result) > 0;
	return false;
}

bool postgres_load(struct store *base, struct books *books)
{
	struct postgres_store *store = postgres_of(base);
	bool changed = false;
	struct wearers wearers = { books, KEYS(user_queries, 2), NULL };
	struct keys kinds[KINDS] = {
		[LOCKS] = KEYS(lock_queries, 1),
		[KNOWN] = { .columns = 2 },
		[GUILDS] = KEYS(guild_queries, 1),
		[ROLES] = KEYS(role_queries, 1),
		[OWN_NAMES] = KEYS(own_name_queries, 1),
		[SEEN_NAMES] = KEYS(seen_name_queries, 1),
		[USERS] = KEYS(user_queries, 2),
		[NAMES] = KEYS(name_queries, 2),
		[MEMBERS] = KEYS(member_queries, 2),
		[DELIVERIES] = KEYS(delivery_queries, 2),
		[ACCOUNTS] = KEYS(account_queries, 2),
		[WAITING] = KEYS(waiting_queries, 2),
		[WAITING_OF_ACCOUNTS] = KEYS(account_waiting_queries, 2),
		[WAITING_OF_USERS] = KEYS(user_waiting_queries, 2),
		[SCHEDULES] = KEYS(schedule_queries, 2),
		[SCHEDULES_OF_USERS] = KEYS(user_schedule_queries, 2),
		[PAYMENTS] = KEYS(payment_queries, 2),
		[MOVED] = KEYS(moved_queries, 2),
		[SPENDING] = KEYS(spending_queries, 2),
		[IMPORT_LINES] = KEYS(line_queries, 2),
		[IMPORTS] = KEYS(import_queries, 2),
		[LINES_OF_DAY] = KEYS(day_queries, 2),
		[COUNTERPARTIES] = KEYS(party_queries, 2),
		[PARTIES] = KEYS(parties_queries, 2),
		[BY_HAND] = KEYS(by_hand_queries, 2),
		[RECONCILED] = KEYS(reconciled_queries, 2),
		[WEARERS] = { .columns = 2 },
		[MESSAGES] = KEYS(message_queries, 2),
		[TRANSACTIONS] = KEYS(transaction_queries, 2),
	};
	wearers.members = &kinds[MEMBERS];
	wanted_keys(books, kinds);
	for (int kind = 0; kind < KINDS; kind++)
		if (kind != MEMBERS)
			send_queries(store, books, &kinds[kind]);
	if (kinds[KNOWN].count)
		send_keys(store, "changed guilds", &kinds[KNOWN], take_changed_guilds, &changed);
	if (kinds[WEARERS].count)
		send_keys(store, "load wearers", &kinds[WEARERS], take_wearers, &wearers);
	pipeline_settle(store);
	if (changed)
		return false;
	add_missing(books, &kinds[USERS], &kinds[NAMES]);
	note_month_loaded(books, kinds);
	send_queries(store, books, &wearers.users);
	pipeline_settle(store);
	if (kinds[MEMBERS].count)
		load_members(store, books, &kinds[MEMBERS]);
	return true;
}

void postgres_load_cursors(struct store *base, struct books *books)
{
	static const struct query cursor_queries[] = { { "load cursors", take_cursor, 0 } };
	struct keys keys = KEYS(cursor_queries, 2);
	for (struct cursor *cursor = books->cursors; cursor; cursor = cursor->hh.next) {
		cursor->before = 0;
		keys_add(books, &keys, cursor->key.guild_id,
			 value_integer((int64_t)cursor->key.id));
	}
	bulk_send_all(postgres_of(base));
	send_queries(postgres_of(base), books, &keys);
	pipeline_settle(postgres_of(base));
}
