/* Queries that were read, kept prepared: many are asked again at once, for each channel, each
 * account or each page, and SQLite takes longer to prepare most of them than to answer. */
#include "store/sqlite/engine.h"

sqlite3_stmt *kept_query_take(struct sqlite_store *store, const char *sql)
{
	for (int i = 0; i < KEPT_QUERIES; i++) {
		struct kept_query *kept = &store->kept[i];
		sqlite3_stmt *statement = kept->statement;
		if (!statement || kept->sql != sql)
			continue;
		*kept = (struct kept_query){ 0 };
		return statement;
	}
	return NULL;
}

void kept_query_return(struct sqlite_store *store, const char *sql, sqlite3_stmt *statement)
{
	struct kept_query *oldest = &store->kept[store->next_kept++ % KEPT_QUERIES];
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement); /* whose texts are the asker's */
	sqlite3_finalize(oldest->statement);
	*oldest = (struct kept_query){ sql, statement };
}

void kept_queries_drop(struct sqlite_store *store)
{
	for (int i = 0; i < KEPT_QUERIES; i++) {
		sqlite3_finalize(store->kept[i].statement);
		store->kept[i] = (struct kept_query){ 0 };
	}
}
