/* From the server into the working set: all that is wanted in one round trip, an array for each
 * kind. */
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/people.h"
#include "store/row_loaders.h"
#include "store/postgres/engine.h"

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
	fill_worn_role(books, user_of(books, row)->member, row + 2);
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

static void take_registration(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_registration(books, user_of(books, row), row + 2);
}

static void take_delivery(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	fill_role_delivery(books_loaded_delivery(books, (uint64_t)row[0].integer, row[1].integer),
			   row + 2);
}

static void take_request(struct books *books, struct guild *guild, const struct value *row)
{
	(void)guild;
	books_loaded_request(books, (uint64_t)row[0].integer, row[1].integer)->user_id =
		(uint64_t)row[2].integer;
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
	fill_entry(books_loaded_transaction(books, (uint64_t)row[0].integer, row[1].integer),
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
	{ "load settings", fill_setting, 1 },
	{ "load currencies", fill_currency, 1 },
	{ "load permits", fill_permit, 1 },
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
static const struct query delivery_queries[] = { { "load role deliveries", take_delivery, 0 } };
static const struct query request_queries[] = { { "load requests", take_request, 0 } };
static const struct query message_queries[] = { { "load messages", take_message, 0 } };
static const struct query transaction_queries[] = {
	{ "load transaction", take_transaction, 0 }, { "load entries", take_entry, 0 },
	{ "load entry owners", take_user, 0 },       { "load entry accounts", take_account, 0 },
	{ "load entry balances", take_balance, 0 },
};
static const struct query lock_queries[] = { { "lock guilds", NULL, 0 } };

/* The keys of a kind: a guild, and mostly an id or a name. */
struct keys {
	const struct query *queries;
	size_t query_count;
	struct value (*rows)[2];
	size_t count, room;
	int columns;
};
#define KEYS(list, column_count)                                                 \
	{                                                                        \
		.queries = (list), .query_count = sizeof(list) / sizeof *(list), \
		.columns = (column_count)                                        \
	}

static void add_key(struct books *books, struct keys *keys, uint64_t guild_id, struct value other)
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

enum {
	LOCKS,
	KNOWN,
	GUILDS,
	ROLES,
	OWN_NAMES,
	SEEN_NAMES,
	USERS,
	NAMES,
	MEMBERS,
	DELIVERIES,
	REQUESTS,
	TRANSACTIONS,
	MESSAGES,
	KINDS
};

/* A chunk names the same few guilds and people again and again: each is asked for once. A guild's
 * own key has the id 0. */
struct asked {
	struct pair key;
	UT_hash_handle hh;
};

static bool first_time(struct books *books, struct asked **asked, uint64_t guild_id, uint64_t id)
{
	struct asked *before, *now;
	struct pair key = { guild_id, id };
	HASH_FIND(hh, *asked, &key, sizeof key, before);
	if (before)
		return false;
	now = arena_alloc(&books->chunk, sizeof *now);
	now->key = key;
	HASH_ADD(hh, *asked, key, sizeof now->key, now);
	return true;
}

static void want_user(struct books *books, struct keys *users, struct asked **asked,
		      const struct wanted *wanted)
{
	if (!books_loaded_user(books, wanted->guild_id, wanted->id) &&
	    first_time(books, asked, wanted->guild_id, wanted->id))
		add_key(books, users, wanted->guild_id, value_integer((int64_t)wanted->id));
}

/* A guild that is in the working set already is as it was when its log still ends where it did:
 * whatever changes the books is in the log. */
static void want_guild(struct books *books, struct keys *kinds, uint64_t guild_id)
{
	const struct guild *guild = books_loaded_guild(books, guild_id);
	add_key(books, &kinds[LOCKS], guild_id, value_integer(0));
	if (guild) {
		add_key(books, &kinds[KNOWN], guild_id,
			value_integer(guild->exists ? guild->next_seq - 1 : 0));
		return;
	}
	books_add_guild(books, guild_id);
	add_key(books, &kinds[GUILDS], guild_id, value_integer(0));
}

static void sort_wanted(struct books *books, const struct wanted *wanted, struct keys *kinds,
			struct asked **asked)
{
	uint64_t guild_id = wanted->guild_id;
	struct value id = value_integer((int64_t)wanted->id);
	struct guild *guild = books_loaded_guild(books, guild_id);
	switch (wanted->kind) {
	case WANTED_GUILD:
		if (first_time(books, asked, guild_id, 0))
			want_guild(books, kinds, guild_id);
		break;
	case WANTED_ROLES:
		if (guild && !guild->has_roles) {
			guild->has_roles = true;
			add_key(books, &kinds[ROLES], guild_id, id);
		}
		break;
	case WANTED_OWN_NAMES:
		if (guild && !guild->has_own_names) {
			guild->has_own_names = true;
			add_key(books, &kinds[OWN_NAMES], guild_id, id);
		}
		break;
	case WANTED_SEEN_NAMES:
		if (guild && !guild->has_seen_names) {
			guild->has_seen_names = true;
			add_key(books, &kinds[SEEN_NAMES], guild_id, id);
		}
		break;
	case WANTED_USER: want_user(books, &kinds[USERS], asked, wanted); break;
	case WANTED_MEMBER:
		want_user(books, &kinds[USERS], asked, wanted);
		add_key(books, &kinds[MEMBERS], guild_id, id);
		break;
	case WANTED_ACCOUNT_NAME:
		if (!books_loaded_name(books, guild_id, wanted->folded_name))
			add_key(books, &kinds[NAMES], guild_id, value_text(wanted->folded_name));
		break;
	case WANTED_DELIVERY:
		if (!books_loaded_delivery(books, guild_id, (int64_t)wanted->id)) {
			books_add_role_delivery(books, guild_id, (int64_t)wanted->id);
			add_key(books, &kinds[DELIVERIES], guild_id, id);
		}
		break;
	case WANTED_REQUEST:
		if (!books_loaded_request(books, guild_id, (int64_t)wanted->id)) {
			books_add_request(books, guild_id, (int64_t)wanted->id, 0);
			add_key(books, &kinds[REQUESTS], guild_id, id);
		}
		break;
	case WANTED_TRANSACTION:
		if (!books_loaded_transaction(books, guild_id, (int64_t)wanted->id)) {
			books_add_transaction(books, guild_id, (int64_t)wanted->id);
			add_key(books, &kinds[TRANSACTIONS], guild_id, id);
		}
		break;
	case WANTED_MESSAGE:
		books_add_seen(books, guild_id, wanted->id, false);
		add_key(books, &kinds[MESSAGES], guild_id, id);
		break;
	case WANTED_NOTHING: break;
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
		add_key(books, &fresh, user->key.guild_id, members->rows[i][1]);
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
		[REQUESTS] = KEYS(request_queries, 2),
		[MESSAGES] = KEYS(message_queries, 2),
		[TRANSACTIONS] = KEYS(transaction_queries, 2),
	};
	struct wanted *wanted;
	struct asked *asked = NULL;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		sort_wanted(books, wanted, kinds, &asked);
	}
	HASH_CLEAR(hh, asked);
	for (int kind = 0; kind < KINDS; kind++)
		if (kind != MEMBERS)
			send_queries(store, books, &kinds[kind]);
	if (kinds[KNOWN].count)
		send_keys(store, "changed guilds", &kinds[KNOWN], take_changed_guilds, &changed);
	pipeline_settle(store);
	if (changed)
		return false;
	add_missing(books, &kinds[USERS], &kinds[NAMES]);
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
		add_key(books, &keys, cursor->key.guild_id, value_integer((int64_t)cursor->key.id));
	}
	bulk_send_all(postgres_of(base));
	send_queries(postgres_of(base), books, &keys);
	pipeline_settle(postgres_of(base));
}
