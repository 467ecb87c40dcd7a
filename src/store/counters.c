/* Counters, gathered and written. */
#include "store/counters.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "store/engine.h"

struct counter_key {
	uint64_t guild_id;
	char name[16], first[32], second[24];
};
struct counter {
	struct counter_key key;
	int64_t number;
	UT_hash_handle hh;
};

static void put(char *to, size_t room, const char *text)
{
	size_t length = strnlen(text, room - 1);
	while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--; /* never within a character */
	memcpy(to, text, length);
}

static struct counter *find_counter(struct store *store, uint64_t guild_id, const char *name,
				    const char *first, const char *second)
{
	struct counter_key key = { .guild_id = guild_id };
	struct counter *counter;
	put(key.name, sizeof key.name, name);
	put(key.first, sizeof key.first, first);
	put(key.second, sizeof key.second, second);
	HASH_FIND(hh, store->counters, &key, sizeof key, counter);
	if (!counter) {
		counter = calloc(1, sizeof *counter);
		if (!counter)
			fail(EX_OSERR, "out of memory");
		counter->key = key;
		HASH_ADD(hh, store->counters, key, sizeof counter->key, counter);
	}
	return counter;
}

static bool is(const struct counter *counter, uint64_t guild_id, const char *name,
	       const char *first, const char *second)
{
	return counter->key.guild_id == guild_id && strcmp(counter->key.name, name) == 0 &&
	       strcmp(counter->key.first, first) == 0 && strcmp(counter->key.second, second) == 0;
}

void counters_add(struct store *store, uint64_t guild_id, const char *name, const char *first,
		  const char *second, int64_t number)
{
	struct counter *counter = store->last_counter; /* mostly the same as before */
	if (!number)
		return;
	if (!counter || !is(counter, guild_id, name, first, second))
		counter = find_counter(store, guild_id, name, first, second);
	store->last_counter = counter;
	if (!checked_add(counter->number, number, &counter->number))
		counter->number = INT64_MAX;
}

void counters_write(struct store *store)
{
	for (struct counter *counter = store->counters; counter; counter = counter->hh.next) {
		if (!counter->number)
			continue;
		struct value row[] = { value_integer((int64_t)counter->key.guild_id),
				       value_text(counter->key.name),
				       value_text(counter->key.first),
				       value_text(counter->key.second),
				       value_integer(counter->number) };
		store->engine->put(store, WRITE_COUNTER, row, 5, NULL);
		counter->number = 0;
	}
}

void counters_drop(struct store *store)
{
	for (struct counter *counter = store->counters; counter; counter = counter->hh.next)
		counter->number = 0;
}

void counters_free(struct store *store)
{
	struct counter *counter, *next;
	HASH_ITER(hh, store->counters, counter, next)
	{
		HASH_DEL(store->counters, counter); /* NOLINT(clang-analyzer-unix.Malloc):
						       HASH_ITER took the next one before */
		free(counter);
	}
	store->last_counter = NULL;
}
