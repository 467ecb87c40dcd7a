/* Sorts what is wanted by what its rows are found by, each once. */
#include "store/postgres/wanted_keys.h"

#include <string.h>

#include "ledger/fetched.h"

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
		keys_add(books, users, wanted->guild_id, value_integer((int64_t)wanted->id));
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
			keys_add(books, &kinds[ROLES], guild_id, id);
		}
		break;
	case WANTED_OWN_NAMES:
		if (guild && !guild->has_own_names) {
			guild->has_own_names = true;
			keys_add(books, &kinds[OWN_NAMES], guild_id, id);
		}
		break;
	case WANTED_SEEN_NAMES:
		if (guild && !guild->has_seen_names) {
			guild->has_seen_names = true;
			keys_add(books, &kinds[SEEN_NAMES], guild_id, id);
		}
		break;
	case WANTED_USER: want_user(books, &kinds[USERS], asked, wanted); break;
	case WANTED_MEMBER:
		want_user(books, &kinds[USERS], asked, wanted);
		keys_add(books, &kinds[MEMBERS], guild_id, id);
		break;
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
	case WANTED_REQUEST:
		if (!books_loaded_request(books, guild_id, (int64_t)wanted->id)) {
			books_add_request(books, guild_id, (int64_t)wanted->id, 0);
			keys_add(books, &kinds[REQUESTS], guild_id, id);
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
	case WANTED_NOTHING: break;
	}
}

void wanted_keys(struct books *books, struct keys kinds[KINDS])
{
	struct wanted *wanted;
	struct asked *asked = NULL;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		sort_wanted(books, wanted, kinds, &asked);
	}
	HASH_CLEAR(hh, asked);
}
