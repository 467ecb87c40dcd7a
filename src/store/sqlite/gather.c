/* Rows that wait for their statement: gathered until the chunk is settled, then written by one
 * INSERT … SELECT for each statement (gathered_table.c). A row by itself
 * costs SQLite a statement's start and end, more than what it costs to store it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/sqlite/engine.h"

bool gather_takes(struct sqlite_store *store, enum statement which)
{
	struct gathered *rows = &store->gathered[which];
	if (rows->kind == GATHERED_UNKNOWN) {
		bool many = strstr(sql_in(sqlite_sql, statement_name(which)), "gathered(");
		rows->kind = many ? GATHERED_MANY : GATHERED_ONE;
	}
	return rows->kind == GATHERED_MANY;
}

static void make_room(struct gathered *rows, int columns)
{
	enum { FIRST_ROWS = 64 };
	if (rows->count + (size_t)columns <= rows->room)
		return;
	size_t room = rows->room ? rows->room * 2 : (size_t)columns * FIRST_ROWS;
	struct value *values = reallocarray(rows->values, room, sizeof *values);
	if (!values)
		fail(EX_OSERR, "out of memory: %zu values could not be held", room);
	rows->values = values;
	rows->room = room;
}

void gather_row(struct sqlite_store *store, enum statement which, const struct value *values,
		int columns)
{
	struct gathered *rows = &store->gathered[which];
	if (!rows->count) {
		rows->columns = columns;
		store->waiting[store->waiting_count++] = which;
	}
	make_room(rows, columns);
	memcpy(rows->values + rows->count, values, (size_t)columns * sizeof *values);
	rows->count += (size_t)columns;
}

/* Known to the connection when it is first needed: most ticks have nothing to write. */
static void add_module(struct sqlite_store *store)
{
	if (store->has_gathered)
		return;
	int result = sqlite_add_gathered(&store->store);
	if (result != SQLITE_OK)
		store_failed(&store->store, result, "starting a change");
	store->has_gathered = true;
}

/* The guards of the books are triggers, for whoever writes them; so many rows of ours are looked
 * through at once instead. SQLite prepares all statements anew after such a change. */
static void use_triggers(struct sqlite_store *store, bool on)
{
	int result = sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, on, NULL);
	if (result != SQLITE_OK)
		store_failed(&store->store, result, "starting a change");
}

static int64_t sealed_transaction(struct store *store, int64_t guild_id)
{
	struct value row[MOST_COLUMNS] = { 0 };
	sqlite3_stmt *rows = rows_for(store, LOAD_SEALED, (uint64_t)guild_id, 0);
	bool found = next_row(store, rows, row);
	sqlite3_reset(rows);
	return found ? row[0].integer : INT64_MIN;
}

/* As the triggers entries_not_into_sealed and transactions_not_into_sealed refuse: both tables
 * begin with the guild and the transaction. */
static void refuse_sealed(struct store *store, const struct gathered *rows)
{
	int64_t guild_id = 0, sealed = 0;
	const struct value *end = rows->values + rows->count;
	for (const struct value *row = rows->values; row < end; row += rows->columns) {
		if (row == rows->values || row[0].integer != guild_id)
			sealed = sealed_transaction(store, row[0].integer);
		guild_id = row[0].integer;
		if (row[1].integer <= sealed)
			fail(EX_SOFTWARE,
			     "%s: the batch of this transaction is closed while reading or writing "
			     "the books; nothing was changed",
			     store->location);
	}
}

/* Whether the rows are looked through here: what has triggers of its own, and enough of it that
 * preparing statements anew costs less. A trigger that is none of ours sees every row. */
static bool is_checked_here(struct store *store, const struct gathered *rows, enum statement which)
{
	enum { FEW_ROWS = 512 };
	return (which == WRITE_TRANSACTION || which == WRITE_ENTRY) &&
	       rows->count / (size_t)rows->columns > FEW_ROWS &&
	       !sqlite_pragma(store, sql_in(sqlite_sql, "other triggers"));
}

static void write_gathered(struct sqlite_store *store, enum statement which)
{
	struct gathered *rows = &store->gathered[which];
	bool checked_here = is_checked_here(&store->store, rows, which);
	add_module(store);
	if (checked_here)
		refuse_sealed(&store->store, rows);
	use_triggers(store, !checked_here);
	sqlite3_stmt *statement =
		statement_kept(&store->store, &store->writes[which], statement_name(which));
	sqlite3_bind_pointer(statement, 1, rows, GATHERED_POINTER, NULL);
	store_step(&store->store, statement);
	sqlite3_reset(statement);
	rows->count = 0;
}

void gather_write(struct sqlite_store *store)
{
	int count = store->waiting_count;
	store->waiting_count = 0; /* none waits for what is read meanwhile */
	for (int i = 0; i < count; i++)
		write_gathered(store, store->waiting[i]);
	if (count)
		use_triggers(store, true);
}

void gather_drop(struct sqlite_store *store)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		store->gathered[i].count = 0;
	store->waiting_count = 0;
	use_triggers(store, true);
}

void gather_free(struct sqlite_store *store)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		free(store->gathered[i].values);
}
