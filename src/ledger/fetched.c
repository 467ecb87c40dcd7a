/* What a record refers to by its number: found and kept by hash. */
#include "ledger/fetched.h"

struct fetched_delivery *books_loaded_delivery(const struct books *books, uint64_t guild_id,
					       int64_t delivery)
{
	struct pair key = { guild_id, (uint64_t)delivery };
	struct fetched_delivery *found;
	HASH_FIND(hh, books->fetched_deliveries, &key, sizeof key, found);
	return found;
}

struct fetched_delivery *books_add_fetched_delivery(struct books *books, uint64_t guild_id,
						    int64_t delivery)
{
	struct fetched_delivery *added = arena_alloc(&books->chunk, sizeof *added);
	added->key = (struct pair){ guild_id, (uint64_t)delivery };
	HASH_ADD(hh, books->fetched_deliveries, key, sizeof added->key, added);
	return added;
}

struct fetched_transaction *books_loaded_transaction(const struct books *books, uint64_t guild_id,
						     int64_t transaction)
{
	struct pair key = { guild_id, (uint64_t)transaction };
	struct fetched_transaction *found;
	HASH_FIND(hh, books->transactions_of_old, &key, sizeof key, found);
	return found;
}

struct fetched_transaction *books_add_transaction(struct books *books, uint64_t guild_id,
						  int64_t transaction)
{
	struct fetched_transaction *added = arena_alloc(&books->chunk, sizeof *added);
	added->key = (struct pair){ guild_id, (uint64_t)transaction };
	added->transaction = transaction;
	HASH_ADD(hh, books->transactions_of_old, key, sizeof added->key, added);
	return added;
}

void books_drop_transactions(struct books *books, uint64_t guild_id)
{
	struct fetched_transaction *known = books->transactions_of_old, *next;
	for (; known; known = next) {
		next = known->hh.next;
		if (known->key.guild_id == guild_id)
			HASH_DEL(books->transactions_of_old, known);
	}
}
