/* Counters, gathered and written. */
#include "store/sqlite/counters.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "store/sqlite/binding.h"

static void put(char *to, size_t room, const char *text)
{
	size_t length = strnlen(text, room - 1);
	while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--; /* never within a character */
	memcpy(to, text, length);
}

void counters_add(struct store *store, uint64_t guild_id, const char *name, const char *first, const char *second, int64_t number)
{
	struct counter_key key = { .guild_id = guild_id };
	struct counter *counter;
	if (!number)
		return;
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
	if (!checked_add(counter->number, number, &counter->number))
		counter->number = INT64_MAX;
}

void counters_write(struct store *store)
{
	for (struct counter *counter = store->counters; counter; counter = counter->hh.next) {
		if (!counter->number)
			continue;
		sqlite3_stmt *row = store_statement(store, WRITE_COUNTER);
		bind_number(row, 1, (int64_t)counter->key.guild_id);
		bind_text(row, 2, counter->key.name);
		bind_text(row, 3, counter->key.first);
		bind_text(row, 4, counter->key.second);
		bind_number(row, 5, counter->number);
		store_run(store, row);
		counter->number = 0;
	}
}
