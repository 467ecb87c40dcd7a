/* Disks and memory that fail under the SQLite engine, at each call that it makes: open, read,
 * write, sync, truncate, rename, malloc. What was begun ends with the exit code and the words of
 * its failure, and leaves the books as they were or as they ought to be, never in between. */
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
			CHECK(number(copy, "PRAGMA user_version") == STORE_SCHEMA_VERSION);
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

static void failing_disks(void)
{
	static const int open_errors[] = {
		EIO, EACCES, EROFS, EPERM, ENOSPC, EDQUOT, ENOMEM, EMFILE
	};
	for (size_t i = 0; i < sizeof open_errors / sizeof *open_errors; i++)
		for (size_t j = 0; j < sizeof works / sizeof *works; j++)
			if (works[j].work != make_temporary /* in memory until it is large */
			    && meets(i, j))
				at_each(works[j].name, works[j].work, CALL_OPEN, open_errors[i],
					true, i < 2 ? 1 : 2);
	at_each("reading", read_books, CALL_READ, EIO, true, 1);
	at_each("proving a copy", prove_copy, CALL_READ, EIO, true, 3);
	at_each("a backup", back_up, CALL_READ, EIO, true, 7);
	static const int write_errors[] = { EIO, ENOSPC, EDQUOT };
	for (size_t i = 0; i < sizeof write_errors / sizeof *write_errors; i++) {
		at_each("writing", write_books, CALL_WRITE, write_errors[i], true, 1);
		at_each("migrating", make_books, CALL_WRITE, write_errors[i], true, 41);
		at_each("a backup", back_up, CALL_WRITE, write_errors[i], true, 11);
		at_each("a nameless backup", back_up_nameless, CALL_WRITE, write_errors[i], true,
			11);
		at_each("replacing", replace_books, CALL_WRITE, write_errors[i], true, 11);
	}
	at_each("a nameless copy", open_nameless, CALL_WRITE, EIO, true, 1);
	at_each("writing", write_books, CALL_SYNC, EIO, true, 1);
	at_each("a backup", back_up, CALL_SYNC, EIO, false, 1);
	at_each("a backup", back_up, CALL_RENAME, EIO, false, 1);
	at_each("replacing", replace_books, CALL_SYNC, EIO, true, 1);
}

static void memory_that_runs_out(void)
{
	for (size_t i = 0; i < sizeof works / sizeof *works && !SANITIZED; i++) {
		bool long_one = works[i].work == make_books || works[i].work == make_temporary ||
				works[i].work == write_books || works[i].work == replace_books;
		at_each(works[i].name, works[i].work, CALL_MEMORY, ENOMEM, true,
			long_one ? 331 : 37);
		with((struct fault){ CALL_MEMORY, 1, ENOMEM, true }, works[i].work);
		CHECK(strstr(said, "memory") != NULL);
	}
}

static int ends(void (*work)(void), const char *words)
{
	int code = with((struct fault){ .call = CALL_NONE }, work);
	if (!strstr(said, words))
		printf("no “%s” in: %s\n", words, said);
	CHECK(strstr(said, words) != NULL);
	return code;
}

static void forbidden_access(void)
{
	at_each("reading", read_books, CALL_ACCESS, EACCES, true, 1);
	CHECK(with((struct fault){ CALL_ACCESS, 1, EACCES, true }, read_books) == EX_NOPERM);
	CHECK(strstr(said, "may not be reached") != NULL);
	CHECK(with((struct fault){ CALL_ACCESS, 2, EACCES, true }, read_books) == EX_NOPERM);
	CHECK(strstr(said, "may not be read") != NULL);
	CHECK(with((struct fault){ CALL_ACCESS, 2, EACCES, true }, write_books) == EX_NOPERM);
	CHECK(strstr(said, "may not be written") != NULL);
	CHECK(with((struct fault){ CALL_ACCESS, 1, EACCES, true }, prove_copy) == EX_NOPERM);
	CHECK(with((struct fault){ CALL_ACCESS, 1, ENOENT, true }, prove_copy) == EX_NOINPUT);
}

static void prove_empty(void)
{
	store_check_copy(store_open_copy(fresh));
}
static void forbidden_change(void)
{
	struct store *store = store_open(books, STORE_WRITE);
	store_begin(store);
	store_execute(store, "INSERT INTO guilds SELECT * FROM guilds", "writing twice");
}
static void unknown_table(void)
{
	store_prepare(store_open(books, STORE_READ), "SELECT * FROM nowhere", "looking nowhere");
}
static void close_while_reading(void)
{
	struct store *store = store_open(books, STORE_READ);
	reading_next(store_read(store, "verify schema", NULL, 0));
	store_close(store);
}
static void back_up_onto_itself(void)
{
	struct store *store = store_open(copy, STORE_READ);
	char name[64];
	snprintf(name, sizeof name, "%.*s", (int)strlen(copy) - 4, copy); /* without its ".new" */
	store_backup(store, name);
}
static void open_strange(void)
{
	store_close(store_open(strange, STORE_READ));
}
static void migrate_strange(void)
{
	store_migrate(strange);
}
static void hold_books(void)
{
	bool damaged;
	struct store *held = store_hold(books, &damaged);
	exit(held ? EX_OK : damaged ? EX_DATAERR : EX_NOINPUT);
}

/* Rubbish over a page of 4096 bytes. */
static void damage(const char *path, int64_t page)
{
	char rubbish[4096];
	int fd = open(path, O_WRONLY);
	memset(rubbish, 0x5a, sizeof rubbish);
	CHECK(pwrite(fd, rubbish, sizeof rubbish, (page - 1) * (off64_t)sizeof rubbish) ==
	      sizeof rubbish);
	close(fd);
}

static void odd_states(void)
{
	make(books);
	CHECK(ends(forbidden_change, "UNIQUE constraint") == EX_SOFTWARE);
	CHECK(ends(unknown_table, "no such table") == EX_SOFTWARE);
	CHECK(ends(close_while_reading, "closing the books") == EX_TEMPFAIL);
	CHECK(whole());
	remove_file(fresh);
	run_sql(fresh, "PRAGMA user_version = 0; VACUUM");
	CHECK(ends(prove_empty, "empty") == EX_DATAERR);
	run_sql(fresh, "CREATE TABLE theirs (a)");
	CHECK(ends(prove_empty, "not of guildledger") == EX_DATAERR);
	strcat(copy, ".new"); /* the name that a copy has while it is made */
	make(copy);
	CHECK(ends(back_up_onto_itself, "choose another name") == EX_CANTCREAT);
	CHECK(number(copy, "SELECT COUNT(*) FROM guilds") == 1);
	remove_file(copy);
	copy[strlen(copy) - 4] = '\0';

	run_sql(strange, "PRAGMA user_version = 99");
	CHECK(ends(open_strange, "newer") == EX_CONFIG);
	CHECK(ends(migrate_strange, "newer") == EX_CONFIG);
	CHECK(ends(prove_copy, "newer") == EX_CONFIG);
	run_sql(strange, "PRAGMA user_version = 1");
	CHECK(ends(open_strange, "gl-db migrate") == EX_CONFIG);
	make(strange);
}

static void damaged_files(void)
{
	make(books);
	damage(books, number(books, "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'"));
	CHECK(ends(back_up, "not a sound database") == EX_DATAERR);
	CHECK(access(copy, F_OK) != 0);
	CHECK(ends(back_up_nameless, "sound") == EX_DATAERR);
	CHECK(ends(hold_books, "no sound database") == EX_DATAERR);
	damage(books, 1);
	CHECK(ends(read_books, "not a sound database") == EX_DATAERR);
	CHECK(ends(write_books, "not a sound database") == EX_DATAERR);
	CHECK(ends(hold_books, "no sound database") == EX_DATAERR);
	remove_file(books);
	CHECK(ends(hold_books, "") == EX_NOINPUT);
	CHECK(ends(read_books, "there are no books") == EX_NOINPUT);
	make(books);
}

/* A copy whose name means something in an address. */
static void odd_names(void)
{
	snprintf(strange, sizeof strange, "%s/a %%41 ?mode=ro#b.db", folder);
	make(strange);
	run_sql(strange, "PRAGMA wal_checkpoint(TRUNCATE)");
	CHECK(ends(prove_copy, "") == EX_OK);
	remove_file(strange);
	CHECK(ends(prove_copy, "cannot be read") == EX_NOINPUT);
	snprintf(strange, sizeof strange, "%s/strange.db", folder);
	make(strange);
}

/* Another process holds the books. */
static void locked_books(void)
{
	sqlite3 *other;
	make(books);
	sqlite3_open(books, &other);
	sqlite3_exec(other, "BEGIN IMMEDIATE; SELECT 1", NULL, NULL, NULL);
	CHECK(ends(write_books, "locked by another process") == EX_TEMPFAIL);
	CHECK(ends(replace_books, "another process has the books open") == EX_TEMPFAIL);
	sqlite3_close(other);
	CHECK(whole());
	CHECK(ends(write_books, "") == EX_OK);
	CHECK(whole() && number(books, "SELECT COUNT(*) FROM settings WHERE key LIKE "
				       "'restored%'") == 2);
}

int main(void)
{
	if (!mkdtemp(folder))
		return 1;
	snprintf(books, sizeof books, "%s/books.db", folder);
	snprintf(fresh, sizeof fresh, "%s/fresh.db", folder);
	snprintf(copy, sizeof copy, "%s/copy.db", folder);
	snprintf(strange, sizeof strange, "%s/strange.db", folder);
	make(strange);
	odd_states();
	odd_names();
	damaged_files();
	locked_books();
	forbidden_access();
	failing_disks();
	memory_that_runs_out();
	const char *const all[] = { books, fresh, copy, strange };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		remove_file(all[i]);
	CHECK(rmdir(folder) == 0); /* nothing else is left there */
	return REPORT("storage faults");
}
