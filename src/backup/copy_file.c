/* The copy opened: what it is, and its content in the clear. */
#include "backup/copy_file.h"

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
#include "store/copies.h"

static const char sqlite_magic[16] = "SQLite format 3"; /* https://www.sqlite.org/fileformat.html */

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

void copy_file_open(struct copy_file *file, const char *name, const char *key_file)
{
	char begin[sizeof sqlite_magic];
	*file = (struct copy_file){ .name = name, .plain = -1 };
	file->fd = open(name, O_RDONLY | O_CLOEXEC);
	if (file->fd < 0)
		fail(errno == ENOENT ? EX_NOINPUT : EX_NOPERM, "%s: the copy cannot be read (%s)",
		     name, strerrordesc_np(errno));
	file->encrypted = encrypted_is(file->fd);
	if (!file->encrypted && (pread(file->fd, begin, sizeof begin, 0) != (ssize_t)sizeof begin ||
				 memcmp(begin, sqlite_magic, sizeof begin) != 0))
		fail(EX_DATAERR, "%s: is no copy of books, plain or encrypted", name);
	if (file->encrypted && !key_file)
		fail(EX_USAGE, "%s: is encrypted; name the key that opens it with --key-file",
		     name);
	if (file->encrypted)
		backup_key_read(key_file, &file->key);
	else
		refuse_unfinished(name);
}

void copy_file_write(struct copy_file *file, int fd)
{
	if (file->encrypted)
		encrypted_read(file->fd, fd, file->name, &file->key);
	else
		plain_copy(file->fd, fd, file->name);
	backup_key_forget(&file->key);
}

struct store *copy_file_store(struct copy_file *file)
{
	const char *temporary = getenv("TMPDIR");
	if (!file->encrypted)
		return store_open_copy(file->name);
	return store_open_nameless(temporary && *temporary ? temporary : "/tmp", &file->plain);
}

void copy_file_fill(struct copy_file *file)
{
	if (file->plain < 0)
		return;
	copy_file_write(file, file->plain);
	store_nameless_written(file->plain);
}
