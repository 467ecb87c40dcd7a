/* Copies made and checked. */
#include "backup/copying.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "backup/encrypted.h"
#include "base/fail.h"
#include "base/sandbox.h"
#include "base/whole_file.h"
#include "store/copies.h"
#include "store/copy_tables.h"
#include "tools/open_books.h"

static const char sqlite_magic[16] = "SQLite format 3"; /* https://www.sqlite.org/fileformat.html */

static void refuse_books(const char *file, const char *ending, const char *books)
{
	struct stat one, other;
	char *name;
	if (asprintf(&name, "%s%s", file, ending) < 0)
		fail(EX_OSERR, "out of memory");
	if (stat(name, &one) == 0 && stat(books, &other) == 0 && one.st_dev == other.st_dev &&
	    one.st_ino == other.st_ino)
		fail(EX_CANTCREAT,
		     "%s: is the books, and the copy's name while it is made; choose another name "
		     "for the backup",
		     name);
	free(name);
}

/* What a server holds, as of one moment, in books of a file without a name; what a file holds is
 * STORE itself. */
static struct store *in_a_file(struct store *store)
{
	struct buf summary = { 0 }, problem = { 0 };
	if (!store_served(store))
		return store;
	struct store *copy = store_temporary();
	if (!store_copy(store, copy, 0, &summary, &problem))
		fail(EX_IOERR, "%s; there is no backup", buf_string(&problem));
	buf_free(&summary);
	return copy;
}

void copying_backup(const struct copying *copying)
{
	struct backup_key key;
	char *folder = sandbox_folder_of(copying->file);
	if (copying->key_file)
		backup_key_read(copying->key_file, &key);
	sandbox_also_write(folder);
	allow_temporary_books();
	struct store *store = open_books(store_default_reading(copying->db), STORE_COPY),
		     *held = in_a_file(store);
	if (access(copying->file, F_OK) == 0) /* it may be these very books */
		fail(EX_CANTCREAT, "%s: is there already; name a new file", copying->file);
	if (copying->key_file) {
		refuse_books(copying->file, ".new", store_location(store));
		int plain = store_backup_nameless(held, folder),
		    sealed = whole_file_begin(copying->file);
		encrypted_write(plain, sealed, copying->file, &key);
		whole_file_end(sealed);
		close(plain);
		backup_key_forget(&key);
	} else {
		store_backup(held, copying->file);
	}
	printf("%s: %s copy of %s\n", copying->file, copying->key_file ? "an encrypted" : "a",
	       store_location(store));
	if (held != store)
		store_close(held);
	store_close(store);
	free(folder);
}

/* The folder of a file that may be written; NULL for a server. */
static char *folder_to_write(const char *location)
{
	char *folder = location_served(location) ? NULL : sandbox_folder_of(location);
	if (folder)
		sandbox_also_write(folder);
	return folder;
}

void copying_copy(const struct copying *copying)
{
	struct buf summary = { 0 }, problem = { 0 };
	char *from_folder = folder_to_write(store_locate(copying->file)),
	     *to_folder = folder_to_write(store_locate(copying->to));
	struct store *from = store_open(copying->file, STORE_READ);
	store_migrate(copying->to);
	struct store *to = store_open(copying->to, STORE_WRITE);
	allow_for_books(from);
	allow_for_books(to);
	sandbox_confine(store_served(from) || store_served(to) ? SANDBOX_SERVED_BOOKS
							       : SANDBOX_BOOKS,
			NULL, NULL);
	bool same = store_copy(from, to, copying->guild_id, &summary, &problem);
	if (!same)
		fail(summary.length ? EX_IOERR : EX_CANTCREAT, "%s", buf_string(&problem));
	printf("%-14s %10s  BLAKE2b of its rows, the same in both\n%s%s: everything that %s "
	       "holds%s\n",
	       "table", "rows", buf_string(&summary), store_location(to), store_location(from),
	       copying->guild_id ? " of that guild" : "");
	store_close(from);
	store_close(to);
	buf_free(&summary);
	free(from_folder);
	free(to_folder);
}

/* What lies beside a database belongs to it: without it a part is missing. */
static void refuse_unfinished(const char *file)
{
	struct stat status;
	char *log;
	if (asprintf(&log, "%s-wal", file) < 0)
		fail(EX_OSERR, "out of memory");
	if (stat(log, &status) == 0 && status.st_size > 0)
		fail(EX_TEMPFAIL,
		     "%s: is no finished copy, a part of it lies in %s; make one of it with gl-db "
		     "backup --db %s",
		     file, log, file);
	free(log);
}

void copy_file_open(const struct copying *copying, struct copy_file *file)
{
	char begin[sizeof sqlite_magic];
	file->fd = open(copying->file, O_RDONLY | O_CLOEXEC);
	if (file->fd < 0)
		fail(errno == ENOENT ? EX_NOINPUT : EX_NOPERM, "%s: the copy cannot be read (%s)",
		     copying->file, strerrordesc_np(errno));
	file->encrypted = encrypted_is(file->fd);
	if (!file->encrypted && (pread(file->fd, begin, sizeof begin, 0) != (ssize_t)sizeof begin ||
				 memcmp(begin, sqlite_magic, sizeof begin) != 0))
		fail(EX_DATAERR, "%s: is no copy of books, plain or encrypted", copying->file);
	if (file->encrypted && !copying->key_file)
		fail(EX_USAGE, "%s: is encrypted; name the key that opens it with --key-file",
		     copying->file);
	if (file->encrypted)
		backup_key_read(copying->key_file, &file->key);
	else
		refuse_unfinished(copying->file);
}

void copy_file_write(const struct copying *copying, struct copy_file *file, int fd)
{
	if (file->encrypted)
		encrypted_read(file->fd, fd, copying->file, &file->key);
	else
		plain_copy(file->fd, fd, copying->file);
	backup_key_forget(&file->key);
}

struct store *copy_file_store(const struct copying *copying, const struct store *books,
			      bool *encrypted)
{
	bool served = books && store_served(books);
	char *folder = books && !served ? sandbox_folder_of(store_location(books)) : NULL;
	struct copy_file file = { 0 };
	struct store *store;
	int plain = -1;
	const char *temporary = getenv("TMPDIR");
	copy_file_open(copying, &file);
	*encrypted = file.encrypted;
	if (file.encrypted)
		store = store_open_nameless(temporary && *temporary ? temporary : "/tmp", &plain);
	else
		store = store_open_copy(copying->file);
	if (books)
		allow_for_books(books);
	sandbox_confine(served ? SANDBOX_SERVED_BOOKS : SANDBOX_BOOKS, folder, NULL);
	free(folder);
	if (file.encrypted) {
		copy_file_write(copying, &file, plain);
		store_nameless_written(plain);
	}
	return store;
}

void copying_check(const struct copying *copying)
{
	struct stat before, after;
	struct buf summary = { 0 }, problem = { 0 };
	bool encrypted, there = stat(copying->file, &before) == 0;
	struct store *store = copy_file_store(copying, NULL, &encrypted);
	bool sound = copy_prove(store, &summary, &problem);
	/* Books at work would be read as they never were. */
	if (there && !encrypted &&
	    (fstatat(AT_FDCWD, copying->file, &after, 0) != 0 ||
	     before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
	     before.st_mtim.tv_nsec != after.st_mtim.tv_nsec || before.st_size != after.st_size))
		fail(EX_TEMPFAIL,
		     "%s: changed while it was checked: these are books at work; copy them with "
		     "gl-db backup and check the copy",
		     copying->file);
	if (!sound)
		fail(EX_DATAERR, "%s: is not sound: %s; take another copy", copying->file,
		     buf_string(&problem));
	printf("%s: sound\nsize            %lld bytes%s\n%s", copying->file,
	       (long long)before.st_size, encrypted ? ", encrypted" : "", buf_string(&summary));
	store_close(store);
	buf_free(&summary);
	buf_free(&problem);
}
