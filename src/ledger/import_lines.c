/* Lines of banks' lists by their keys, counterparties by their hashes. */
#include "ledger/import_lines.h"

#include <string.h>

#include "base/buf.h"
#include "base/calendar.h"

const char *const import_state_names[] = { "booked", "waiting", "same", NULL };

const char *import_key_of(struct arena *arena, const char *id)
{
	const char *point = strrchr(id, '.');
	return arena_copy(arena, id, point ? (size_t)(point - id) : strlen(id));
}

struct import_key *books_loaded_import_key(const struct books *books, uint64_t guild_id,
					   const char *key)
{
	struct text_key_room room;
	const struct text_key wanted = text_key_in(&room, guild_id, key);
	struct import_key *found;
	HASH_FIND(hh, books->import_keys, wanted.bytes, wanted.length, found);
	text_key_free(&room);
	return found;
}

struct counterparty *books_loaded_counterparty(const struct books *books, uint64_t guild_id,
					       const char *party)
{
	struct text_key_room room;
	const struct text_key wanted = text_key_in(&room, guild_id, party);
	struct counterparty *found;
	HASH_FIND(hh, books->counterparties, wanted.bytes, wanted.length, found);
	text_key_free(&room);
	return found;
}

struct import_key *books_add_import_key(struct books *books, uint64_t guild_id, const char *key)
{
	struct import_key *added = arena_alloc(&books->memory, sizeof *added);
	added->key = text_key_kept(&books->memory, guild_id, key);
	HASH_ADD_KEYPTR(hh, books->import_keys, added->key.bytes, added->key.length, added);
	return added;
}

struct import_day *books_loaded_import_day(const struct books *books, uint64_t guild_id,
					   const char *place)
{
	struct text_key_room room;
	const struct text_key wanted = text_key_in(&room, guild_id, place);
	struct import_day *found;
	HASH_FIND(hh, books->import_days, wanted.bytes, wanted.length, found);
	text_key_free(&room);
	return found;
}

struct import_day *books_add_import_day(struct books *books, uint64_t guild_id, const char *place)
{
	struct import_day *added = arena_alloc(&books->memory, sizeof *added);
	added->place = text_key_kept(&books->memory, guild_id, place);
	HASH_ADD_KEYPTR(hh, books->import_days, added->place.bytes, added->place.length, added);
	return added;
}

void books_add_day_key(struct books *books, struct import_day *day, const char *key)
{
	struct import_day_key **end = &day->keys;
	for (; *end; end = &(*end)->next)
		if (strcmp((*end)->key, key) == 0)
			return;
	*end = arena_alloc(&books->memory, sizeof **end);
	(*end)->key = arena_strdup(&books->memory, key);
}

const char *import_day_key(struct books *books, int64_t account_id, int64_t day)
{
	char text[DAY_TEXT_SIZE];
	return arena_printf(&books->chunk, "%jd/%s", account_id,
			    day == NO_DAY ? "" : day_format(day, text));
}

bool books_has_all_days(struct books *books, uint64_t guild_id, int64_t account_id)
{
	return books_loaded_import_day(books, guild_id, import_day_key(books, account_id, NO_DAY));
}

struct import_list *books_add_import(struct books *books, struct account *account)
{
	struct import_list *list = arena_alloc(&books->memory, sizeof *list);
	list->guild_id = account->key.guild_id;
	list->account_id = (int64_t)account->key.id;
	list->next = account->imports;
	account->imports = list;
	return list;
}

struct counterparty *books_add_counterparty(struct books *books, uint64_t guild_id,
					    const char *party)
{
	struct counterparty *added = arena_alloc(&books->memory, sizeof *added);
	added->guild_id = guild_id;
	added->party = arena_strdup(&books->memory, party);
	added->key = text_key_kept(&books->memory, guild_id, party);
	HASH_ADD_KEYPTR(hh, books->counterparties, added->key.bytes, added->key.length, added);
	return added;
}

struct import_row *books_add_import_row(struct books *books, struct import_key *key)
{
	struct import_row *row = arena_alloc(&books->memory, sizeof *row);
	row->next = key->rows;
	key->rows = row;
	return row;
}

struct reconciliation *books_add_reconciliation(struct books *books, struct account *account)
{
	struct reconciliation *reconciled = arena_alloc(&books->memory, sizeof *reconciled);
	reconciled->guild_id = account->key.guild_id;
	reconciled->account_id = (int64_t)account->key.id;
	reconciled->next = account->reconciled;
	account->reconciled = reconciled;
	return reconciled;
}

struct by_hand *books_add_by_hand(struct books *books, struct account *account)
{
	struct by_hand *entry = arena_alloc(&books->memory, sizeof *entry);
	entry->next = account->by_hand;
	account->by_hand = entry;
	return entry;
}
