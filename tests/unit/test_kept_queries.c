/* A query that is asked again answers as if it were asked for the first time, although its
 * statement is kept prepared. */
#include "check.h"

#include <stdlib.h>

#include "store/sqlite/engine.h"

static void execute(struct store *store, const char *sql)
{
	CHECK(sqlite3_exec(db_of(store), sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void fill(struct store *store)
{
	execute(store, "INSERT INTO guilds (guild_id, name, owner_id, language, timezone, "
		       "currency) VALUES (1000, 'T', 10, 'en', 'UTC', 'PTS'), "
		       "(2000, 'U', 10, 'en', 'UTC', 'PTS');"
		       "INSERT INTO settings VALUES (1000, 'a', '1'), (1000, 'b', '2'), "
		       "(2000, 'a', '3')");
}

/* The settings of a guild, or of all. */
static struct reader *read_settings(struct store *store, uint64_t guild_id)
{
	struct binding guild = bind_id(":guild", guild_id);
	return store_read(store, "copy settings", &guild, guild_id ? 1 : 0);
}

static int count_settings(struct store *store, uint64_t guild_id)
{
	struct reader *reader = read_settings(store, guild_id);
	int count = 0;
	while (reading_next(reader))
		count++;
	CHECK(!reading_next(reader)); /* nor does it begin anew */
	reading_end(reader);
	return count;
}

static int kept_statements(struct store *store)
{
	int count = 0;
	for (int i = 0; i < KEPT_QUERIES; i++)
		count += ((struct sqlite_store *)store)->kept[i].statement != NULL;
	return count;
}

static void what_was_bound_before_is_forgotten(struct store *store)
{
	CHECK(count_settings(store, 1000) == 2);
	int kept = kept_statements(store);
	CHECK(kept > 0);
	CHECK(count_settings(store, 2000) == 1);
	CHECK(count_settings(store, 0) == 3);
	CHECK(kept_statements(store) == kept);
}

static void a_reading_that_ends_early_leaves_nothing_behind(struct store *store)
{
	struct reader *reader = read_settings(store, 1000);
	CHECK(reading_next(reader));
	reading_end(reader);
	CHECK(count_settings(store, 1000) == 2);
	execute(store, "BEGIN; DELETE FROM settings WHERE guild_id = 1000 AND key = 'b'");
	CHECK(count_settings(store, 1000) == 1);
	execute(store, "COMMIT"); /* which an open reading would not allow */
	CHECK(count_settings(store, 1000) == 1);
	execute(store, "INSERT INTO settings VALUES (1000, 'b', '2')");
}

static void a_query_can_be_asked_while_it_is_read(struct store *store)
{
	struct reader *outer = read_settings(store, 1000);
	int rows = 0;
	while (reading_next(outer)) {
		rows++;
		CHECK(count_settings(store, 2000) == 1);
	}
	reading_end(outer);
	CHECK(rows == 2);
}

static void a_rollback_keeps_none(struct store *store)
{
	store_begin(store);
	CHECK(count_settings(store, 1000) == 2);
	struct reader *left = read_settings(store, 1000);
	CHECK(reading_next(left));
	store_rollback(store);
	CHECK(kept_statements(store) == 0);
	CHECK(!sqlite3_next_stmt(db_of(store), NULL));
	free(left);
	CHECK(count_settings(store, 1000) == 2);
}

int main(void)
{
	struct store *store = store_temporary();
	fill(store);
	what_was_bound_before_is_forgotten(store);
	a_reading_that_ends_early_leaves_nothing_behind(store);
	a_query_can_be_asked_while_it_is_read(store);
	a_rollback_keeps_none(store);
	store_close(store); /* which fails while a statement is left */
	return REPORT("kept queries");
}
