/* Books in files, and what is done with them while calls fail (failing_calls.h): each of the works
 * with a failure at each call, which leaves the books whole. For the one test that includes it. */
#ifndef STORE_AT_WORK_H
#define STORE_AT_WORK_H

#include "check.h"
#include "failing_calls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "store/copies.h"
#include "store/sqlite/engine.h"

static char folder[] = "/dev/shm/guildledger-storage.XXXXXX";
static char books[64], fresh[64], copy[64], strange[64];

/* What is done while something fails: each opens what it needs. */
static void read_books(void)
{
	struct store *store = store_open(books, STORE_READ);
	struct reader *rows = store_read(store, "verify schema", NULL, 0);
	while (reading_next(rows)) {
		/* each row is a page of the schema */
	}
	reading_end(rows);
	store_close(store);
}
static void write_books(void)
{
	struct store *store = store_open(books, STORE_WRITE);
	struct binding now = bind_integer(":now", 1730070400000);
	store_begin(store);
	store_change(store, "mark restored", &now, 1);
	store_change(store, "mark restored from", NULL, 0);
	store_change(store, "mark answers uncertain", NULL, 0);
	store_commit(store);
	store_close(store);
}
static void make_books(void)
{
	store_migrate(fresh);
}
static void make_temporary(void)
{
	store_close(store_temporary());
}
static void back_up(void)
{
	struct store *store = store_open(books, STORE_READ);
	store_backup(store, copy);
	store_close(store);
}
static void back_up_nameless(void)
{
	struct store *store = store_open(books, STORE_READ);
	close(store_backup_nameless(store, folder));
	store_close(store);
}
static void open_nameless(void)
{
	int fd;
	struct store *store = store_open_nameless(folder, &fd);
	store_nameless_written(fd);
	store_close(store);
	close(fd);
}
static void prove_copy(void)
{
	struct buf problem = { 0 };
	struct store *store = store_open_copy(strange);
	store_check_copy(store);
	if (!store_sound(store, &problem))
		exit(problem.length && strstr(buf_string(&problem), "memory") ? EX_OSERR
		     : problem.length                                         ? EX_IOERR
									      : EX_SOFTWARE);
	buf_free(&problem);
	store_close(store);
}
static void replace_books(void)
{
	bool damaged;
	struct store *held = store_hold(books, &damaged);
	if (!held)
		exit(damaged ? EX_IOERR : EX_NOINPUT);
	store_keep(held, copy);
	store_replace(held, strange);
	store_close(held);
}

static void remove_file(const char *path)
{
	static const char *const endings[] = { "", "-wal", "-shm", "-queue", "-journal", ".new" };
	char whole[128];
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		snprintf(whole, sizeof whole, "%s%s", path, endings[i]);
		unlink(whole);
	}
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("%s: %s: %s\n", path, sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static int64_t number(const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *row = NULL;
	sqlite3_open(path, &db);
	sqlite3_prepare_v2(db, sql, -1, &row, NULL);
	int64_t found = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : -1;
	sqlite3_finalize(row);
	sqlite3_close(db);
	return found;
}

/* Books of one guild, before they are marked as restored. */
static void make(const char *path)
{
	static char *template;
	static off_t size;
	remove_file(path);
	if (!template) {
		struct stat file;
		store_migrate(path);
		run_sql(path, "INSERT INTO guilds (guild_id, name, owner_id, language, currency, "
			      "timezone) VALUES (1000, 'Test', 10, 'en', 'PTS', 'UTC')");
		int fd = open(path, O_RDONLY);
		if (fd < 0 || fstat(fd, &file) != 0 ||
		    !(template = calloc(1, (size_t)file.st_size)) ||
		    read(fd, template, (size_t)file.st_size) != file.st_size)
			abort();
		size = file.st_size;
		close(fd);
		return;
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	if (fd < 0 || write(fd, template, (size_t)size) != size)
		abort();
	close(fd);
}

/* Sound, and marked by both settings or by none. */
static bool whole(void)
{
	int64_t marks = number(books, "SELECT COUNT(*) FROM settings WHERE key LIKE 'restored%'");
	return number(books, "SELECT integrity_check = 'ok' FROM pragma_integrity_check") == 1 &&
	       (marks == 0 || marks == 2) && number(books, "SELECT COUNT(*) FROM guilds") == 1;
}

/* The code belongs to the error, and its words name a fix. */
static bool told(int code, int error)
{
	switch (code) {
	case EX_CANTCREAT:
		return strstr(said, "disk is full") ||
		       strstr(said, "could not be given its name") ||
		       strstr(said, "no file for the plain copy");
	case EX_IOERR:
		return error == EIO || error == EDQUOT /* SQLite has no code of its own for it, and
							  may have forgotten the system's */
		       || error == EMFILE || strstr(said, "cannot be brought to the disk") ||
		       strstr(said, "plain copy cannot be written");
	case EX_OSERR: return strstr(said, "memory") != NULL || error == ENOMEM;
	case EX_NOPERM:
		return strstr(said, "permission") || strstr(said, "Permission") ||
		       strstr(said, "Read-only") || strstr(said, "not permitted");
	case EX_NOINPUT: return strstr(said, "cannot be opened") || strstr(said, "cannot be read");
	case EX_DATAERR:
		return error == EIO; /* a page that cannot be read may be told as a damaged one by
					who looks for damage */
	case EX_TEMPFAIL: return strstr(said, "locked") != NULL;
	default: return false;
	}
}

/* Everything fails in turn where TESTS_WHOLE is set, as make soak sets it; elsewhere a share. */
static bool tested_whole(void)
{
	const char *all = getenv("TESTS_WHOLE");
	return all && *all;
}
/* Of the calls that would fail in turn, the first and each so many from there on do. */
static long stride(void)
{
	return tested_whole() ? 1 : 10;
}
/* Of the errors of open, each work meets a third, and each error a third of the works. */
static bool meets(size_t error, size_t work)
{
	return tested_whole() || (error + work) % 3 == 0;
}

/* WORK with CALL failing at its first, and then each STEP (stride) calls later, until it comes to
 * its end with none failing. */
static void at_each(const char *name, void (*work)(void), enum call call, int error, bool on,
		    long step)
{
	long at = 1, failed = 0;
	/* some failures are none: SQLite tries again, or another way */
	for (int spared = 0; spared < 3; at += step * stride()) {
		make(books);
		remove_file(fresh);
		remove_file(copy);
		int code = with((struct fault){ call, at, error, on }, work);
		bool good = code == EX_OK || told(code, error) ||
			    (call == CALL_MEMORY && code == CRASHED_IN_SQLITE);
		if (!good || !whole())
			printf("%s: %s%s at call %ld of kind %d: ended with %d: %s\n", name,
			       strerrorname_np(error), on ? " from there on" : "", at, (int)call,
			       code, said);
		CHECK(good);
		CHECK(whole());
		failed += code != EX_OK;
		spared = code == EX_OK ? spared + 1 : 0;
		if (access(copy, F_OK) == 0) { /* there with its name: it is whole, then */
			CHECK(number(copy, "SELECT COUNT(*) FROM guilds") == 1);
			CHECK(number(copy, "PRAGMA user_version") == store_newest_schema);
		}
	}
	CHECK(failed > 0);
}

static const struct {
	const char *name;
	void (*work)(void);
} works[] = {
	{ "reading", read_books },
	{ "writing", write_books },
	{ "migrating", make_books },
	{ "temporary books", make_temporary },
	{ "a backup", back_up },
	{ "a nameless backup", back_up_nameless },
	{ "a nameless copy", open_nameless },
	{ "proving a copy", prove_copy },
	{ "replacing", replace_books },
};

#endif
