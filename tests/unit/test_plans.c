/* How SQLite answers each named query of sql/: a table that grows with the books is never read
 * whole, nor by a range, inside a loop over another, and no index is built for the length of one
 * query. What this refuses is quadratic in the size of the books. */
#include "check.h"

#include <ctype.h>
#include <stdlib.h>

#include "store/sqlite/engine.h"

/* A migration and the copying of whole tables run once, without anyone who waits. */
static bool runs_once(const char *name)
{
	return strncmp(name, "migration ", 10) == 0;
}

/* Grow with transactions, commands and members. Roles, settings and a query's own tables are small.
 */
static const char *const growing[] = { "entries",      "transactions",
				       "commands",     "outbox",
				       "accounts",     "balances",
				       "users",        "members",
				       "member_roles", "waiting",
				       "wanted_roles", "batch_totals",
				       "exemptions",   NULL };
/* Each of their rows has its own part of a growing table: all parts together are that table once.
 */
static const char *const dividing[] = { "guilds", "periods", NULL };
/* Looked up by these, a table gives one row: no loop. */
static const char *const unique[] = { "(guild_id=? AND code=?)",
				      "(guild_id=? AND batch=?)",
				      "(guild_id=? AND user_id=?)",
				      "(guild_id=? AND account_id=?)",
				      "(guild_id=? AND transaction_id=?)",
				      "(guild_id=? AND seq=?)",
				      "(guild_id=? AND owner_id=?)",
				      "PRIMARY KEY (guild_id=? AND schedule=?)",
				      NULL };
/* What is refused below and is right all the same; newer versions of SQLite (3.46, of Debian 13)
 * plan a few otherwise. */
static struct {
	const char *query, *table, *why;
	bool met, only_some_versions;
} right[] = {
	{ "channels to read", "l", "a look whether a guild has a command of the last seconds",
	  false, false },
	{ "thread cursors", "l", "the same", false, false },
	{ "export assertions", "x", "each batch's own totals", false, true },
	{ "export assertions", "y", "a look whether a later batch has one", false, false },
	{ "export assertions", "e", "what one account had between two batches, by its own index",
	  false, false },
	{ "metric active", "g", "the guilds, for three lengths of time", false, true },
	{ "metric deliveries", "g", "the guilds, for each of a few states", false, true },
	{ "report summary", "p", "this period and the one before", false, true },
	{ "metric active", "u", "for three lengths of time", false, false },
	{ "metric batch transactions", "t", "one look for the greatest", false, false },
	{ "known members", "r", "one member's roles", false, false },
	{ "verify references", "b", "all batches and all balances: two tables of that name", false,
	  false },
	{ "sum members then", "x", "the last totals of each account, gathered once", false, false },
	{ "report reconciliation", "o", "the lines that are open, gathered once", false, true },
	{ "report reconciliation", "b", "the accounts of banks, gathered once", false, true },
	{ "report reconciliation", "n", "the same", false, true },
	{ "report reconciliation", "x", "the report's rows, for each currency", false, true },
	{ "report evidence", "t", "for each currency that has a limit", false, false },
	{ "replay waiting", "o", "one member's registrations, by their own index", false, false },
	{ "report activity", "v", "as many rows as days and currencies", false, false },
	{ "report batch-totals", "t", "each batch's own transactions", false, false },
	{ "report years", "t", "each year's own transactions", false, false },
	{ "verify years", "a", "all accounts, for each year", false, false },
	{ "verify years", "t", "each year's own transactions", false, false },
	{ "verify years", "e", "the entries of each year's own transactions", false, false },
	{ "report biggest", "t", "the journal, once for each currency", false, false },
	{ "report count", "x", "what one command booked", false, false },
	{ "site batch counts", "x", "the same", false, false },
	{ "site new results", "e", "what each account of income or expense got since", false,
	  false },
	{ "report roles", "n", "as many rows as there are roles", false, false },
	{ "report roles", "w", "as many rows as there are roles", false, false },
	{ "report permits", "n", "as many rows as there are roles", false, false },
};

struct plan {
	const char *query;
	char names[256][32];
	const char *tables[256];
	int aliases;
};

static bool in_list(const char *const *list, const char *word)
{
	while (*list && strcmp(*list, word) != 0)
		list++;
	return *list != NULL;
}

static bool has_any(const char *text, const char *const *list)
{
	while (*list && !strstr(text, *list))
		list++;
	return *list != NULL;
}

/* "entries e", "FROM entries AS x": the plan names a table by its alias. Keeps each pair that SQL
 * has. */
static void read_aliases(struct plan *plan, const char *sql, const char *const *tables)
{
	for (int i = 0; tables[i]; i++)
		for (const char *at = sql; (at = strstr(at, tables[i])); at++) {
			size_t length = strlen(tables[i]);
			bool inside = (at > sql &&
				       (isalnum((unsigned char)at[-1]) || strchr("_.", at[-1]))) ||
				      isalnum((unsigned char)at[length]) || at[length] == '_';
			if (inside || plan->aliases == 256)
				continue;
			const char *next = at + length + (at[length] == ' ');
			if (strncmp(next, "AS ", 3) == 0)
				next += 3;
			size_t alias = strspn(next, "abcdefghijklmnopqrstuvwxyz_0123456789");
			snprintf(plan->names[plan->aliases], 32, "%.*s",
				 (int)(alias ? alias : length), alias ? next : tables[i]);
			plan->tables[plan->aliases++] = tables[i];
		}
}

/* Whether the plan's NAME is one of LIST. */
static bool names_one_of(const struct plan *plan, const char *name, const char *const *list)
{
	for (int i = 0; i < plan->aliases; i++)
		if (strcmp(plan->names[i], name) == 0 && in_list(list, plan->tables[i]))
			return true;
	return in_list(list, name);
}

/* What a line of a plan reads: its table's NAME, "" for none. */
static void read_name(const char *detail, char name[32])
{
	const char *at = strncmp(detail, "SCAN ", 5) == 0     ? detail + 5
			 : strncmp(detail, "SEARCH ", 7) == 0 ? detail + 7
							      : "";
	snprintf(name, 32, "%.*s", (int)strcspn(at, " "), at);
}

/* A line of a plan: whether what it does once is dear enough not to be done again and again. What a
 * query gathered itself may be as long as what it reads. */
static bool is_dear(const struct plan *plan, const char *detail, const char *name, bool by_batch)
{
	if (strncmp(detail, "SCAN ", 5) == 0 && !strstr(detail, "VIRTUAL TABLE"))
		return true;
	if (!names_one_of(plan, name, growing) ||
	    strstr(detail, "(guild_id>?)") /* to the next guild */)
		return false;
	bool range = strstr(detail, ">?") || strstr(detail, "<?"),
	     whole = strstr(detail, "(guild_id=?)") != NULL;
	if (strstr(detail, "transaction_id=?"))
		return false; /* the entries of one transaction */
	if (by_batch && range && strstr(detail, "(guild_id=? AND transaction_id>?"))
		return false; /* the transactions of each batch */
	return range || whole;
}

static bool is_right(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		if (strcmp(right[i].query, plan->query) == 0 && strcmp(right[i].table, name) == 0)
			return right[i].met = true;
	return false;
}

/* Rows come as they are read: nothing is sorted or gathered first, however long the report is. */
static const struct {
	const char *query, *index;
	int sorted;
} streams[] = {
	{ "report journal", "SEARCH e USING PRIMARY KEY (guild_id=? AND transaction_id=?)", 0 },
	{ "export journal", "SEARCH e USING PRIMARY KEY (guild_id=? AND transaction_id=?)", 0 },
	{ "site journal", "SEARCH e USING PRIMARY KEY (guild_id=? AND transaction_id=?)", 0 },
	{ "report statement", "entries_by_account (guild_id=? AND account_id=?",
	  1 }, /* its own lines only; the opening balances are sorted */
	{ "site movements", "entries_by_account (guild_id=? AND account_id=?", 0 },
};

static void say(const struct plan *plan, const char *what, const char *detail)
{
	checks++;
	failures++;
	printf("%s: %s: %s\n", plan->query, what, detail);
}

enum { NO_LOOP, BATCH_LOOP, LOOP };

/* How often what stands behind this line, in the same part of the plan, is done. */
static int loop_of(const struct plan *plan, const char *detail, const char *name)
{
	static const char *const batches[] = { "batches", NULL };
	if (!*name || names_one_of(plan, name, dividing) || strstr(detail, "rowid=?") ||
	    has_any(detail, unique))
		return NO_LOOP;
	return names_one_of(plan, name, batches) ? BATCH_LOOP : LOOP;
}

/* What is dear may be done once: by the outermost loop of the statement, or of a part that is run
 * once (a subquery that depends on nothing). */
static void look(struct plan *plan, sqlite3_stmt *rows)
{
	struct {
		int id, loop, outer;
	} nodes[512] = { { 0 } }; /* LOOP: of the lines so far below it; OUTER: around it */
	int count = 1;
	while (sqlite3_step(rows) == SQLITE_ROW && count < 512) {
		const char *detail = (const char *)sqlite3_column_text(rows, 3);
		char name[32];
		int up = 0;
		read_name(detail, name);
		for (int i = 0; i < count; i++)
			if (nodes[i].id == sqlite3_column_int(rows, 1))
				up = i;
		int around = nodes[up].loop > nodes[up].outer ? nodes[up].loop : nodes[up].outer,
		    loop = loop_of(plan, detail, name);
		bool dear = strstr(detail, "AUTOMATIC") ||
			    (around && is_dear(plan, detail, name, around == BATCH_LOOP));
		checks++;
		if (dear && !is_right(plan, name))
			say(plan,
			    strstr(detail, "AUTOMATIC") ? "an index for one query" : "in a loop",
			    detail);
		nodes[up].loop = loop > nodes[up].loop ? loop : nodes[up].loop;
		nodes[count].id = sqlite3_column_int(rows, 0);
		nodes[count++].outer = strncmp(detail, "CORRELATED", 10) == 0    ? around
				       : strncmp(detail, "MATERIALIZE", 11) == 0 ? NO_LOOP
										 : nodes[up].outer;
	}
}

static void look_whether_it_streams(const struct plan *plan, sqlite3_stmt *rows)
{
	for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
		bool by_index = false;
		int sorted = 0;
		if (strcmp(streams[i].query, plan->query) != 0)
			continue;
		while (sqlite3_step(rows) == SQLITE_ROW) {
			const char *detail = (const char *)sqlite3_column_text(rows, 3);
			by_index |= strstr(detail, streams[i].index) != NULL;
			if (strstr(detail, "TEMP B-TREE") && ++sorted > streams[i].sorted)
				say(plan, "is gathered first", detail);
		}
		CHECK(by_index);
	}
}

static void look_at(struct store *store, const struct named_sql *sql)
{
	const char *rest = sql->text;
	struct plan plan = { .query = sql->name };
	while (*rest) {
		const char *start = rest;
		sqlite3_stmt *statement = NULL, *rows = NULL;
		CHECK(sqlite3_prepare_v2(db_of(store), start, -1, &statement, &rest) == SQLITE_OK);
		if (!statement) { /* a comment at its end */
			CHECK(sqlite3_errcode(db_of(store)) == SQLITE_OK);
			return;
		}
		char *explain =
			sqlite3_mprintf("EXPLAIN QUERY PLAN %.*s", (int)(rest - start), start);
		CHECK(sqlite3_prepare_v2(db_of(store), explain, -1, &rows, NULL) == SQLITE_OK);
		plan.aliases = 0;
		read_aliases(&plan, explain, growing);
		read_aliases(&plan, explain, dividing);
		read_aliases(&plan, explain, (const char *const[]){ "batches", NULL });
		look(&plan, rows);
		sqlite3_reset(rows);
		look_whether_it_streams(&plan, rows);
		sqlite3_finalize(rows);
		sqlite3_free(explain);
		/* those behind it are about this table */
		if (strncmp(sqlite3_sql(statement), "CREATE TEMP ", 12) == 0)
			CHECK(sqlite3_step(statement) == SQLITE_DONE);
		sqlite3_finalize(statement);
		rest += strspn(rest, " \t\n");
	}
}

int main(void)
{
	struct store *store = store_temporary();
	CHECK(sqlite_add_gathered(store) == SQLITE_OK);
	for (const struct named_sql *sql = sqlite_sql; sql->name; sql++)
		if (!runs_once(sql->name))
			look_at(store, sql);
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		if (!right[i].met && !right[i].only_some_versions) {
			failures++;
			printf("%s, %s: not refused any more: take it out of the list\n",
			       right[i].query, right[i].table);
		}
	store_close(store);
	return REPORT("plans");
}
