/* Disks and memory that fail under the SQLite engine, at each call that it makes: open, read,
 * write, sync, truncate, rename, malloc. What was begun ends with the exit code and the words of
 * its failure, and leaves the books as they were or as they ought to be, never in between. */
#include "store_at_work.h"

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
