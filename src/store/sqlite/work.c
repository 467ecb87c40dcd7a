/* How much work readings may do while an answer is made. SQLite calls back every so many steps of
 * its programs. A SELECT is interrupted; a statement that fills a temporary table must not be, for
 * that would roll back the whole transaction: it has within_work() in its WHERE, which fails like
 * any function. https://www.sqlite.org/c3ref/progress_handler.html
 * https://www.sqlite.org/c3ref/interrupt.html */
#include "store/sqlite/engine.h"

enum { STEPS_AT_ONCE = 1000 };

static int count_steps(void *context)
{
	struct sqlite_store *store = context;
	store->steps += STEPS_AT_ONCE;
	store->store.out_of_work |= store->steps > store->most_steps;
	return store->store.out_of_work && !store->filling;
}

static void within_work(sqlite3_context *context, int count, sqlite3_value **values)
{
	const struct sqlite_store *store = sqlite3_user_data(context);
	(void)count;
	(void)values;
	if (store->store.limited && store->store.out_of_work)
		sqlite3_result_error(context, "too much work for an answer", -1);
	else
		sqlite3_result_int(context, 1);
}

int sqlite_add_within_work(struct store *store)
{
	return sqlite3_create_function_v2(db_of(store), "within_work", 0, SQLITE_UTF8, store,
					  within_work, NULL, NULL, NULL);
}

void sqlite_limit_work(struct store *base, const struct work_limit *limit)
{
	struct sqlite_store *store = (struct sqlite_store *)base;
	store->steps = 0;
	store->most_steps = limit ? limit->steps : 0;
	sqlite3_progress_handler(store->db, STEPS_AT_ONCE, limit ? count_steps : NULL, store);
}
