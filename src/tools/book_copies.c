/* Copies made, checked, restored. */
#include "tools/book_copies.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "backup/backup.h"
#include "backup/copy_check.h"
#include "backup/copy_file.h"
#include "backup/restoring.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "store/copies.h"
#include "store/copy_tables.h"
#include "store/moving.h"
#include "tools/open_books.h"

void copying_backup(const struct copying *copying)
{
	struct backup_key key;
	char *folder = sandbox_folder_of(copying->file);
	if (copying->key_file)
		backup_key_read(copying->key_file, &key);
	sandbox_also_write(folder);
	allow_temporary_books();
	struct store *store = open_books(store_default_reading(copying->db), STORE_COPY);
	backup_write(store, copying->file, copying->key_file ? &key : NULL);
	if (copying->key_file)
		backup_key_forget(&key);
	printf("%s: %s copy of %s\n", copying->file, copying->key_file ? "an encrypted" : "a",
	       store_location(store));
	store_close(store);
	free(folder);
}

/* The folder of books in a file, which may be written; NULL: it is none. */
static char *folder_to_write(const char *location)
{
	char *folder =
		location_can(location, STORE_CAN_BACKUP_FILE) ? sandbox_folder_of(location) : NULL;
	if (folder)
		sandbox_also_write(folder);
	return folder;
}

/* Two books at once, and the process confined to both. */
struct two_books {
	struct store *from, *to;
	char *from_folder, *to_folder;
};

static struct two_books open_both(const struct copying *copying, enum store_mode from_mode)
{
	struct two_books pair = { .from_folder = folder_to_write(store_locate(copying->file)),
				  .to_folder = folder_to_write(store_locate(copying->to)) };
	pair.from = store_open(copying->file, from_mode);
	store_migrate(copying->to);
	pair.to = store_open(copying->to, STORE_WRITE);
	allow_for_books(pair.from);
	allow_for_books(pair.to);
	sandbox_confine(store_can(pair.from, STORE_CAN_CONNECT) ||
					store_can(pair.to, STORE_CAN_CONNECT)
				? SANDBOX_SERVED_BOOKS
				: SANDBOX_BOOKS,
			NULL, NULL);
	return pair;
}

static void close_both(struct two_books *pair)
{
	store_close(pair->from);
	store_close(pair->to);
	free(pair->from_folder);
	free(pair->to_folder);
}

static void print_tables(const struct buf *summary)
{
	printf("%-15s %10s  BLAKE2b of its rows, the same in both\n%s", "table", "rows",
	       buf_string(summary));
}

void copying_copy(const struct copying *copying)
{
	struct buf summary = { 0 }, problem = { 0 };
	struct two_books pair = open_both(copying, STORE_READ);
	bool same = store_copy(pair.from, pair.to, copying->guild_id, &summary, &problem);
	if (!same)
		fail(summary.length ? EX_IOERR : EX_CANTCREAT, "%s", buf_string(&problem));
	print_tables(&summary);
	printf("%s: everything that %s holds%s\n", store_location(pair.to),
	       store_location(pair.from), copying->guild_id ? " of that guild" : "");
	close_both(&pair);
	buf_free(&summary);
}

static void need_guild(const struct copying *copying)
{
	if (!copying->guild_id)
		fail(EX_USAGE, "which guild? Name it with --guild ID");
}

void copying_move(const struct copying *copying)
{
	struct buf summary = { 0 }, problem = { 0 };
	int64_t locked_ms;
	need_guild(copying);
	struct two_books pair = open_both(copying, STORE_WRITE);
	const char *from = store_location(pair.from), *to = store_location(pair.to);
	uint64_t guild_id = copying->guild_id;
	switch (store_move(pair.from, pair.to, guild_id, &summary, &problem, &locked_ms)) {
	case MOVE_DONE:
		print_tables(&summary);
		printf("guild %ju: its books went from %s to %s; nobody could write to them for "
		       "%jd.%03jd s\n",
		       guild_id, from, to, locked_ms / 1000, locked_ms % 1000);
		break;
	case MOVE_ENDED:
		printf("guild %ju: the move that was begun has ended; its books are at %s\n",
		       guild_id, to);
		break;
	case MOVE_THERE: printf("guild %ju: its books are at %s already\n", guild_id, to); break;
	case MOVE_REFUSED: fail(EX_CANTCREAT, "%s; nothing was changed", buf_string(&problem));
	case MOVE_DIFFERS:
		fail(EX_IOERR, "%s; the books of guild %ju stay at %s", buf_string(&problem),
		     guild_id, from);
	}
	close_both(&pair);
	buf_free(&summary);
}

void copying_drop_copy(const struct copying *copying)
{
	struct buf problem = { 0 };
	need_guild(copying);
	struct two_books pair = open_both(copying, STORE_WRITE);
	if (!store_drop_copy(pair.from, pair.to, copying->guild_id, &problem))
		fail(EX_CANTCREAT, "%s; nothing was changed", buf_string(&problem));
	printf("guild %ju: its books are at %s; what %s had of it was removed\n", copying->guild_id,
	       store_location(pair.from), store_location(pair.to));
	close_both(&pair);
}

void copying_rename_place(const struct copying *copying)
{
	struct store *store = open_books(copying->db, STORE_WRITE);
	int64_t count = store_rename_place(store, copying->file, copying->to);
	printf("%s: %jd guild%s that went to %s: at %s from now on\n", store_location(store), count,
	       count == 1 ? "" : "s", copying->file, copying->to);
	store_close(store);
}

void copying_check(const struct copying *copying)
{
	struct stat before, after;
	struct buf summary = { 0 }, problem = { 0 };
	struct copy_file file;
	bool there = stat(copying->file, &before) == 0;
	copy_file_open(&file, copying->file, copying->key_file);
	struct store *store = copy_file_store(&file);
	sandbox_confine(SANDBOX_BOOKS, NULL, NULL);
	copy_file_fill(&file);
	bool sound = copy_prove(store, &summary, &problem);
	/* Books at work would be read as they never were. */
	if (there && !file.encrypted &&
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
	printf("%s: sound\nsize            %jd bytes%s\n%s", copying->file, before.st_size,
	       file.encrypted ? ", encrypted" : "", buf_string(&summary));
	store_close(store);
	buf_free(&summary);
	buf_free(&problem);
}

static bool say_span(void *context, const struct value *values)
{
	char from[INSTANT_TEXT_SIZE], to[INSTANT_TEXT_SIZE];
	(void)context;
	printf("guild %jd: the ticks read again what was written from %s to %s\n",
	       values[0].integer, instant_format(values[2].integer, from),
	       instant_format(values[1].integer, to));
	return true;
}

void copying_restore(const struct copying *copying)
{
	struct copy_file file;
	struct restored restored = { .kept = NULL };
	const char *location = store_locate(copying->db);
	if (!location_can(location, STORE_CAN_BACKUP_FILE))
		fail(EX_USAGE,
		     "%s: a copy is restored into a file: name one with --db, then gl-db copy that "
		     "file to empty books on the server",
		     location);
	char *folder = sandbox_folder_of(location);
	copy_file_open(&file, copying->file, copying->key_file);
	sandbox_keep_mode(location);
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	backup_restore(location, &file, copying->force, &restored);
	printf("%s%s: restored from %s\n%s", buf_string(&restored.newer), location, copying->file,
	       buf_string(&restored.summary));
	struct store *store = store_open(location, STORE_READ);
	store_query(store, "guild restored", NULL, 0, say_span, NULL);
	store_close(store);
	printf("What was deleted there meanwhile, and what was no message of a channel (slash "
	       "commands "
	       "and buttons, operators, timers, imports), does not come back by itself.\n");
	if (restored.kept)
		printf("The books that were there are kept as %s.\nOnce the ticks have read "
		       "everything: gl-db missing --db %s %s\n",
		       restored.kept, location, restored.kept);
	free(folder);
	restored_free(&restored);
}

static void print_record(void *context, const char *line)
{
	struct buf *out = context;
	buf_printf(out, "%s\n", line);
	if (out->length > 65536)
		buf_flush(out, STDOUT_FILENO);
}

void copying_missing(const struct copying *copying)
{
	struct store *books = store_open(copying->db, STORE_READ);
	struct copy_file file;
	struct buf out = { 0 };
	copy_file_open(&file, copying->file, copying->key_file);
	struct store *copy = copy_file_store(&file);
	confine_to_books(books, NULL);
	copy_file_fill(&file);
	backup_missing(books, copy, copying->guild_id, print_record, &out);
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	store_close(copy);
	store_close(books);
}
