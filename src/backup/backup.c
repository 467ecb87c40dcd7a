/* A copy, plain or encrypted: it is there whole, or not at all. */
#include "backup/backup.h"

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

/* What STORE holds, as of one moment, in books of a file without a name; what is a file is STORE
 * itself. */
static struct store *in_a_file(struct store *store)
{
	struct buf summary = { 0 }, problem = { 0 };
	if (store_can(store, STORE_CAN_BACKUP_FILE))
		return store;
	struct store *copy = store_temporary();
	if (!store_copy(store, copy, 0, &summary, &problem))
		fail(EX_IOERR, "%s; there is no backup", buf_string(&problem));
	buf_free(&summary);
	return copy;
}

static void write_encrypted(struct store *store, struct store *held, const char *file,
			    const struct backup_key *key)
{
	char *folder = sandbox_folder_of(file);
	refuse_books(file, ".new", store_location(store));
	int plain = store_backup_nameless(held, folder), sealed = whole_file_begin(file);
	encrypted_write(plain, sealed, file, key);
	whole_file_end(sealed);
	close(plain);
	free(folder);
}

void backup_write(struct store *store, const char *file, const struct backup_key *key)
{
	if (access(file, F_OK) == 0) /* it may be these very books */
		fail(EX_CANTCREAT, "%s: is there already; name a new file", file);
	struct store *held = in_a_file(store);
	if (key)
		write_encrypted(store, held, file, key);
	else
		store_backup(held, file);
	if (held != store)
		store_close(held);
}
