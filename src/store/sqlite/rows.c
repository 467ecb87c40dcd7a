/* The statements that are kept prepared: those that load, and those that write. */
#include "store/sqlite/engine.h"

#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

static const char *const load_names[LOAD_COUNT] = {
	"load guild",
	"load place",
	"load settings",
	"load currencies",
	"load permits",
	"load budgets",
	"load last batch",
	"load purpose accounts",
	"load account by id",
	"load account by name",
	"load account by owner",
	"load own names",
	"load seen names",
	"load balances",
	"load user",
	"load registration",
	"load waiting",
	"load waiting of account",
	"load waiting of user",
	"load asked people",
	"load schedule",
	"load schedules of user",
	"load wearers",
	"load everyone",
	"load payments",
	"load moved",
	"load spending",
	"load import lines",
	"load imports",
	"load lines of day",
	"load counterparty",
	"load parties",
	"load by hand",
	"load reconciliations",
	"load roles",
	"load groups",
	"load offers",
	"load member",
	"load member roles",
	"load wanted roles",
	"load waiting roles",
	"load delivery",
	"load message",
	"load transaction",
	"load entries",
	"load evidence",
	"load cursor",
	"load sealed",
};

sqlite3_stmt *statement_kept(struct store *store, sqlite3_stmt **kept, const char *name)
{
	if (!*kept)
		*kept = store_prepare(store, sql_in(sqlite_sql, name), name);
	else
		sqlite3_reset(*kept);
	return *kept;
}

sqlite3_stmt *rows_for(struct store *store, enum load which, uint64_t guild_id, uint64_t id)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	gather_write(sqlite); /* what is read may be among them */
	sqlite3_stmt *statement = statement_kept(store, &sqlite->loads[which], load_names[which]);
	sqlite3_bind_int64(statement, 1, (sqlite3_int64)guild_id);
	if (sqlite3_bind_parameter_count(statement) > 1)
		sqlite3_bind_int64(statement, 2, (sqlite3_int64)id);
	return statement;
}

bool next_row(struct store *store, sqlite3_stmt *statement, struct value *row)
{
	if (!store_step(store, statement))
		return false;
	take_row(store, statement, row, sqlite3_column_count(statement));
	return true;
}

void sqlite_put(struct store *store, enum statement which, const struct value *values, int count,
		bool *changed)
{
	struct sqlite_store *sqlite = (struct sqlite_store *)store;
	if (gather_takes(sqlite, which)) {
		gather_row(sqlite, which, values, count);
		return;
	}
	gather_write(sqlite); /* it may look at them */
	sqlite3_stmt *statement =
		statement_kept(store, &sqlite->writes[which], statement_name(which));
	if (count != sqlite3_bind_parameter_count(statement))
		fail(EX_SOFTWARE, "'%s' takes %d values, not %d", statement_name(which),
		     sqlite3_bind_parameter_count(statement), count);
	for (int i = 0; i < count; i++) {
		if (values[i].kind == VALUE_INTEGER)
			sqlite3_bind_int64(statement, i + 1, values[i].integer);
		else if (values[i].kind == VALUE_TEXT)
			sqlite3_bind_text(statement, i + 1, values[i].text,
					  (int)strlen(values[i].text), SQLITE_STATIC);
		else
			sqlite3_bind_null(statement, i + 1);
	}
	store_step(store, statement);
	sqlite3_reset(statement);
	if (changed)
		*changed = sqlite3_changes(db_of(store)) > 0;
}
