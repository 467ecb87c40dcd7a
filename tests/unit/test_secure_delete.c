/* What is deleted is overwritten in every file that a tool of ours writes, also with an SQLite that
 * was built to leave it there. */
#include "check.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "discord/limits.h"
#include "discord/limits_db.h"
#include "store/copies.h"
#include "store/sqlite/engine.h"

static char folder[] = "/tmp/guildledger-secure.XXXXXX";

/* As a library without SQLITE_SECURE_DELETE begins; Debian's has it. */
static int begin_insecure(sqlite3 *db, char **error, const struct sqlite3_api_routines *routines)
{
	(void)error;
	(void)routines;
	return sqlite3_exec(db, "PRAGMA secure_delete = OFF", NULL, NULL, NULL);
}

static const char *named(const char *name)
{
	static char path[200];
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

/* Whether FILE, and what SQLite may have left beside it, holds TEXT. */
static bool holds(const char *file, const char *text)
{
	char command[500];
	snprintf(command, sizeof command, "grep -qsa '%s' %s/%s*", text, folder, file);
	return system(command) == 0;
}

static void make_books(void)
{
	store_migrate(named("books.db"));
	struct store *store = store_open(named("books.db"), STORE_WRITE);
	store_begin(store);
	store_execute(store, "CREATE TABLE scratch (id INTEGER PRIMARY KEY, text TEXT)", "a test");
	store_execute(store,
		      "INSERT INTO scratch VALUES (1, 'kept'), (2, 'a name that is forgotten'), "
		      "(3, hex(zeroblob(20000)) || 'a long answer')",
		      "a test");
	store_commit(store);
	store_close(store);
}

static void books_forget_what_is_deleted(void)
{
	struct store *store = store_open(named("books.db"), STORE_WRITE);
	store_begin(store);
	CHECK(sqlite_pragma(store, "PRAGMA secure_delete") == 1);
	store_execute(store, "DELETE FROM scratch WHERE id > 1", "a test");
	store_commit(store);
	store_close(store); /* the last one takes the log with it */
	CHECK(holds("books.db", "kept"));
	CHECK(!holds("books.db", "a name that is forgotten"));
	CHECK(!holds("books.db", "a long answer"));
}

static void held_books_forget_what_is_replaced(void)
{
	bool damaged;
	struct store *held = store_hold(named("books.db"), &damaged);
	CHECK(!damaged && sqlite_pragma(held, "PRAGMA secure_delete") == 1);
	store_close(held);
}

static void limits_forget_what_is_deleted(void)
{
	struct limits *limits = limits_open(folder, "a key of a token");
	limits_begin(limits);
	limits_put_hold(limits, "GET /a/route/that/goes", 4242, 1000, 1,
			&(struct refusal){ .http = 403 }, 1);
	limits_end(limits, "COMMIT");
	limits_begin(limits);
	limits_drop_holds(limits);
	limits_end(limits, "COMMIT");
	limits_close(limits);
	CHECK(access(named("limits.db"), F_OK) == 0);
	CHECK(!holds("limits.db", "a/route/that/goes"));
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	sqlite3_auto_extension((void (*)(void))begin_insecure);
	make_books();
	books_forget_what_is_deleted();
	held_books_forget_what_is_replaced();
	limits_forget_what_is_deleted();
	char command[200];
	snprintf(command, sizeof command, "rm -r %s", folder);
	CHECK(system(command) == 0);
	return REPORT("secure delete");
}
