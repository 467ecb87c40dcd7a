/* The limit of what an answer may do: a reading that goes beyond it ends early, whether it selects
 * or fills a table first, and nothing else does. */
#include "check.h"

#include "report/report.h"
#include "store/sqlite/engine.h"

enum { TRANSACTIONS = 2000 };

static void execute(struct store *store, const char *sql)
{
	CHECK(sqlite3_exec(db_of(store), sql, NULL, NULL, NULL) == SQLITE_OK);
}

static void fill(struct store *store)
{
	execute(store, "INSERT INTO guilds (guild_id, name, owner_id, language, timezone, "
		       "currency) VALUES (1000, 'T', 10, 'en', 'UTC', 'PTS');"
		       "INSERT INTO currencies VALUES (1000, 'PTS', 2);"
		       "INSERT INTO accounts (guild_id, account_id, name, folded_name, kind, "
		       "state, opened_by) VALUES (1000, 1, 'a', 'a', 'asset', 'open', 1), (1000, "
		       "2, 'b', 'b', 'asset', 'open', 1);"
		       "INSERT INTO balances (guild_id, account_id, currency, balance, entries) "
		       "VALUES (1000, 1, 'PTS', 2000, 2000), (1000, 2, 'PTS', -2000, 2000);"
		       "INSERT INTO batches (guild_id, batch, state, opened_at, opened_by, "
		       "first_transaction, previous_hash, form) VALUES (1000, 1, 'open', 1, 1, 1, "
		       "'', 2);");
	execute(store,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
		"INSERT INTO transactions "
		"(guild_id, transaction_id, batch, time, verb, seq, author_id) SELECT 1000, i, 1, "
		"1767225600000 + i * 60000, 'move', i, 0 FROM n;"
		"INSERT INTO entries SELECT 1000, transaction_id, 1, 1, 'PTS', 1 FROM "
		"transactions; INSERT INTO entries SELECT 1000, transaction_id, 2, 2, 'PTS', -1 "
		"FROM transactions;"
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
		"INSERT INTO commands (guild_id, seq, message_id, time, author_id, verb, status, "
		"transaction_id, record, rules) SELECT 1000, i, i, 1767225600000 + i * 60000, 11, "
		"'move', 'ok', i, '{}', 1 FROM n;");
}

/* What the answer says, and whether it was too much for STEPS; how many were needed. */
static bool too_much(struct store *store, const char *name, int64_t steps, struct buf *out,
		     int64_t *needed)
{
	struct report_request request = { .name = name,
					  .guild_id = 1000,
					  .account = strcmp(name, "statement") == 0 ? "a" : NULL,
					  .batch = strcmp(name, "batch") == 0 };
	buf_clear(out);
	store_limit_work(store, (struct work_limit){ .steps = steps, .ms = 1000 });
	report_answer(store, &request, &(struct answer_options){ 0 }, 1900, out);
	*needed = ((struct sqlite_store *)store)->steps;
	return store_end_limit(store);
}

static void check_report(struct store *store, const char *name)
{
	struct buf whole = { 0 }, again = { 0 };
	int64_t needed, some;
	CHECK(!too_much(store, name, 1LL << 50, &whole, &needed));
	CHECK(needed > 4000);
	/* so dear for each transaction that it cannot be one walk over the journal or the log */
	if (needed / TRANSACTIONS > 400)
		printf("%s: %jd steps\n", name, needed);
	CHECK(needed / TRANSACTIONS <= 400);
	CHECK(too_much(store, name, 3000, &again, &some));
	CHECK(some <= needed);
	CHECK(sqlite3_get_autocommit(db_of(store)) == 0); /* the transaction around it goes on */
	CHECK(!too_much(store, name, 1LL << 50, &again, &some));
	SAME(buf_string(&again), buf_string(&whole));
	buf_free(&whole);
	buf_free(&again);
}

static bool take_count(void *context, const struct value *values)
{
	*(int64_t *)context = values[0].integer;
	return false;
}

/* An answer that fails in the middle is undone with its transaction; what is written then is no
 * part of it. */
static void a_limit_ends_with_its_transaction(struct store *store)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	store_begin(store);
	store_limit_work(store, (struct work_limit){ .steps = 1, .ms = 1000 });
	store->out_of_work = sqlite->filling = true;
	store_rollback(store);
	CHECK(!store->limited && !store_out_of_work(store) && !sqlite->filling);
	execute(store, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
		       "5000) INSERT INTO settings SELECT 1000, 'n' || i, 'x' FROM n");
	CHECK(!store_out_of_work(store) && sqlite3_changes(db_of(store)) == 5000);
}

int main(void)
{
	static const char *const names[] = {
		"statement",          "journal", "log",   "biggest", "summary",
		"activity",           "flows",   "hours", "batch",   "batch-totals",
		"balances-over-time", "batches"
	};
	struct store *store = store_temporary();
	struct binding guild = bind_integer(":guild", 1000);
	int64_t transactions = 0;
	fill(store);
	store_begin(store);
	execute(store, "INSERT INTO settings VALUES (1000, 'written', 'before the answers')");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		check_report(store, names[i]);
	store_commit(store);
	execute(store, "UPDATE settings SET value = 'still there' WHERE key = 'written'");
	CHECK(sqlite3_changes(db_of(store)) == 1);
	store_query(store, "guild counts", &guild, 1, take_count, &transactions);
	CHECK(transactions == 2); /* accounts: nothing limits a reading afterwards */
	a_limit_ends_with_its_transaction(store);
	store_close(store);
	return REPORT("work");
}
