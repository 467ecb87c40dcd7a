/* Rows of books in a file are gathered and written at once: the same rows, in the same order, seen
 * by whatever reads, and guarded as row by row. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fail.h"
#include "store/sqlite/engine.h"

static char folder[] = "/tmp/guildledger-gathered.XXXXXX";

static struct store *begun(void)
{
	struct store *store = store_temporary();
	store_begin(store);
	return store;
}

/* The same in a file, which can be rolled back. */
static struct store *begun_in_file(void)
{
	static char path[64];
	snprintf(path, sizeof path, "%s/books.db", folder);
	unlink(path);
	store_migrate(path);
	struct store *store = store_open(path, STORE_WRITE);
	store_begin(store);
	return store;
}

static void put_guild(struct store *store, int64_t guild, const char *name)
{
	struct value row[] = { value_integer(guild), value_text(name),  value_integer(10),
			       value_text("en"),     value_text("UTC"), value_text("PTS"),
			       value_integer(5) };
	store->engine->put(store, WRITE_GUILD, row, 7, NULL);
}

static void put_transaction(struct store *store, int64_t guild, int64_t number, const char *memo)
{
	struct value row[] = {
		value_integer(guild), value_integer(number), value_integer(1),  value_integer(1),
		value_text("pay"),    value_integer(number), value_integer(10), value_id(0),
		value_text(memo),     value_id(0),           value_id(0)
	};
	store->engine->put(store, WRITE_TRANSACTION, row, 11, NULL);
}

static void put_entry(struct store *store, int64_t guild, int64_t number, int64_t entry,
		      int64_t amount)
{
	struct value row[] = { value_integer(guild), value_integer(number), value_integer(entry),
			       value_integer(1),     value_text("PTS"),     value_integer(amount) };
	store->engine->put(store, WRITE_ENTRY, row, 6, NULL);
}

static int64_t number_of(struct store *store, const char *sql)
{
	return sqlite_pragma(store, sql);
}

static void rows_are_written_when_they_settle(void)
{
	struct store *store = begun();
	put_guild(store, 1, "first");
	put_guild(store, INT64_MAX, "ñ €");
	put_guild(store, 1, "renamed");
	CHECK(number_of(store, "SELECT COUNT(*) FROM guilds") == 0);
	store->engine->settle(store);
	CHECK(number_of(store, "SELECT COUNT(*) FROM guilds") == 2);
	CHECK(number_of(store, "SELECT COUNT(*) FROM guilds WHERE name = 'renamed' AND guild_id = "
			       "1") == 1);
	CHECK(number_of(store, "SELECT COUNT(*) FROM guilds WHERE name = 'ñ €' AND guild_id = "
			       "9223372036854775807") == 1);
	store_commit(store);
	store_close(store);
}

static void every_kind_of_value_arrives_as_it_was(void)
{
	struct store *store = begun();
	put_guild(store, 1, "");
	put_transaction(store, 1, 1, NULL);
	put_transaction(store, 1, 2, "");
	put_transaction(store, 1, 3, "a memo");
	put_entry(store, 1, 1, 1, INT64_MAX);
	put_entry(store, 1, 1, 2, INT64_MIN);
	store_commit(store);
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions WHERE memo IS NULL AND reverses "
			       "IS NULL") == 1);
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions WHERE memo = ''") == 1);
	CHECK(number_of(store, "SELECT amount FROM entries WHERE entry = 1") == INT64_MAX);
	CHECK(number_of(store, "SELECT amount FROM entries WHERE entry = 2") == INT64_MIN);
	store_close(store);
}

static bool take_name(void *context, const struct value *values)
{
	*(bool *)context = values[0].kind == VALUE_INTEGER;
	return false;
}

static void what_reads_sees_what_waits(void)
{
	struct store *store = begun();
	bool seen = false;
	put_guild(store, 7, "waits");
	store_query(store, "guild list", NULL, 0, take_name, &seen);
	CHECK(seen);
	put_guild(store, 8, "waits, too");
	struct value row[] = { value_integer(8), value_text("prefix"), value_text("?") };
	store->engine->put(store, WRITE_SETTING, row, 3, NULL); /* by itself */
	CHECK(number_of(store, "SELECT COUNT(*) FROM guilds") == 2);
	CHECK(number_of(store, "SELECT COUNT(*) FROM settings") == 1);
	store_commit(store);
	store_close(store);
}

static void many_rows_and_many_guilds_keep_their_order(void)
{
	enum { ROWS = 5000 };
	struct store *store = begun();
	char memos[ROWS][8];
	put_guild(store, 1, "one");
	put_guild(store, 2, "two");
	for (int i = 0; i < ROWS; i++) {
		snprintf(memos[i], sizeof memos[i], "%d", i);
		put_transaction(store, 1 + i % 2, 1 + i / 2, memos[i]);
		put_entry(store, 1 + i % 2, 1 + i / 2, 1, 1 + i);
	}
	store_commit(store);
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions") == ROWS);
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions t JOIN entries e USING "
			       "(guild_id, transaction_id) "
			       "WHERE CAST(t.memo AS INTEGER) + 1 = e.amount") == ROWS);
	store_close(store);
}

/* Whether putting ROWS rows from FIRST on fails, and with what words. */
static bool fails(struct store *store, int first, int rows, const char *word)
{
	struct fail_guard reason;
	if (setjmp(reason.back)) {
		store_rollback(store);
		return strstr(reason.reason, word);
	}
	fail_guard(&reason);
	for (int i = 0; i < rows; i++)
		put_transaction(store, 1, first + i, "x");
	store_commit(store);
	fail_guard(NULL);
	return false;
}

static void few_and_many_rows_are_kept_out_of_closed_batches(void)
{
	struct store *store = begun_in_file();
	put_guild(store, 1, "sealed");
	store->engine->settle(store);
	store_execute(store, "UPDATE guilds SET sealed_transaction = 100", "a test");
	store_commit(store);
	for (int rows = 1; rows <= 2000; rows += 1999) {
		store_begin(store);
		CHECK(fails(store, 100, rows, "the batch of this transaction is closed"));
		CHECK(number_of(store, "SELECT COUNT(*) FROM transactions") == 0);
	}
	store_begin(store);
	CHECK(!fails(store, 101, 2000, ""));
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions") == 2000);
	store_close(store);
}

/* An operator's own, which no check of ours stands for. */
static void a_trigger_that_is_not_of_the_schema_sees_many_rows_too(void)
{
	struct store *store = begun_in_file();
	put_guild(store, 1, "one");
	store_commit(store);
	store_execute(store,
		      "CREATE TABLE seen (number INTEGER); CREATE TRIGGER sees AFTER INSERT ON "
		      "Transactions BEGIN INSERT INTO seen VALUES (NEW.transaction_id); END; "
		      "CREATE TRIGGER sees_entries AFTER INSERT ON Entries BEGIN INSERT INTO seen "
		      "VALUES (NEW.amount); END",
		      "a test");
	store_begin(store);
	for (int i = 1; i <= 2000; i++) {
		put_transaction(store, 1, i, "x");
		put_entry(store, 1, i, 1, 1);
	}
	store_commit(store);
	CHECK(number_of(store, "SELECT COUNT(*) FROM seen") == 4000);
	store_close(store);
}

static void a_failure_leaves_nothing_behind(void)
{
	struct store *store = begun_in_file();
	put_guild(store, 1, "one");
	store_commit(store);
	store_begin(store);
	put_transaction(store, 1, 1500, "is there already");
	store_commit(store);
	store_begin(store);
	CHECK(fails(store, 1, 2000, "UNIQUE"));
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions") == 1);
	store_begin(store);
	CHECK(!fails(store, 2000, 10, "")); /* and nothing of the 2,000 waits */
	CHECK(number_of(store, "SELECT COUNT(*) FROM transactions") == 11);
	store_close(store);
}

/* Whether a row of WHICH that has that many values, all 1, fails. */
static bool is_refused(struct store *store, enum statement which, int values)
{
	struct value row[MOST_PARAMETERS];
	struct fail_guard reason;
	for (int i = 0; i < values; i++)
		row[i] = value_integer(1);
	store_begin(store);
	bool refused = true;
	if (!setjmp(reason.back)) {
		fail_guard(&reason);
		store->engine->put(store, which, row, values, NULL);
		store->engine->settle(store);
		fail_guard(NULL);
		refused = false;
	}
	store_rollback(store);
	return refused;
}

/* A column that nobody writes would be NULL without a word. */
static void a_row_has_a_value_for_each_column_of_its_statement(void)
{
	struct store *store = begun_in_file();
	put_guild(store, 1, "one");
	store_commit(store);
	CHECK(is_refused(store, WRITE_TRANSACTION, 10));
	CHECK(!is_refused(store, WRITE_TRANSACTION, 11));
	CHECK(is_refused(store, WRITE_SETTING, 2));
	CHECK(is_refused(store, WRITE_SETTING, 4));
	CHECK(!is_refused(store, WRITE_SETTING, 3));
	store_close(store);
}

/* Also after many rows were written without them. */
static void the_triggers_are_there_for_everything_else(void)
{
	struct store *store = begun();
	put_guild(store, 1, "one");
	for (int i = 1; i <= 2000; i++)
		put_transaction(store, 1, i, "x");
	store->engine->settle(store);
	CHECK(sqlite3_exec(db_of(store), "UPDATE transactions SET memo = 'y'", NULL, NULL, NULL) !=
	      SQLITE_OK);
	CHECK(sqlite3_exec(db_of(store), "DELETE FROM transactions", NULL, NULL, NULL) !=
	      SQLITE_OK);
	store_commit(store);
	store_close(store);
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	rows_are_written_when_they_settle();
	every_kind_of_value_arrives_as_it_was();
	what_reads_sees_what_waits();
	many_rows_and_many_guilds_keep_their_order();
	few_and_many_rows_are_kept_out_of_closed_batches();
	a_trigger_that_is_not_of_the_schema_sees_many_rows_too();
	a_failure_leaves_nothing_behind();
	a_row_has_a_value_for_each_column_of_its_statement();
	the_triggers_are_there_for_everything_else();
	char command[100];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command) != 0 || REPORT("gathered rows");
}
