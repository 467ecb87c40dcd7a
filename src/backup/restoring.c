/* A copy put in the place of the books: proven, held against them, and put in place while nobody
 * else has them. */
#include "backup/restoring.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "backup/copy_check.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/sandbox.h"
#include "base/whole_file.h"
#include "store/copies.h"

enum { MOST_NAMES = 100 };

/* The copy beside the books until it is theirs. */
static char *coming;

static char *named(const char *format, const char *one, const char *other)
{
	struct buf name = { 0 };
	for (const char *at = format; *at; at++)
		if (*at == '1')
			buf_text(&name, one);
		else if (*at == '2')
			buf_text(&name, other);
		else
			buf_char(&name, *at);
	return name.bytes;
}

static void drop_coming(void)
{
	static const char *const endings[] = { "", "-journal", "-wal", "-shm", "-queue" };
	for (size_t i = 0; coming && i < sizeof endings / sizeof *endings; i++) {
		char *path = named("12", coming, endings[i]);
		unlink(path);
		free(path);
	}
}

/* Root may restore; those who own the folder work with the books. */
static void give_to_owner(const char *file, const char *folder)
{
	struct stat status;
	int fd = geteuid() == 0 ? open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
	if (fd >= 0 && stat(folder, &status) == 0 && fchown(fd, status.st_uid, status.st_gid) != 0)
		log_line(LOG_WARN, "owner-kept",
			 "%s: belongs to root (%s); chown it to the user of the jobs", file,
			 strerrordesc_np(errno));
	if (fd >= 0)
		close(fd);
}

static void bring_copy(struct copy_file *file)
{
	drop_coming(); /* of a run that was killed */
	memory_at_end(drop_coming);
	int fd = open(coming, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		fail(errno == ENOSPC ? EX_CANTCREAT : EX_NOPERM, "%s: cannot be created (%s)",
		     coming, strerrordesc_np(errno));
	copy_file_write(file, fd);
	if (fsync(fd) != 0 || close(fd) != 0)
		fail(EX_IOERR, "%s: cannot be brought to the disk (%s)", coming,
		     strerrordesc_np(errno));
}

/* BOOKS-TIME.kept, TIME of the last that they hold; a number more when that is taken. */
static char *name_for_kept(const char *location, int64_t time)
{
	char text[INSTANT_TEXT_SIZE], number[16] = "";
	struct buf compact = { 0 };
	for (const char *at = instant_format(time, text); *at && *at != '.'; at++)
		if (*at != '-' && *at != ':')
			buf_char(&compact, *at);
	char *ending = named("-1Z", buf_string(&compact), ""),
	     *name = named("12", location, ending), *kept = named("12", name, ".kept");
	for (int i = 2; access(kept, F_OK) == 0 && i < MOST_NAMES; i++) {
		snprintf(number, sizeof number, "-%d.kept", i);
		free(kept);
		kept = named("12", name, number);
	}
	free(ending);
	free(name);
	buf_free(&compact);
	return kept;
}

static char *move_aside(const char *location)
{
	static const char *const endings[] = { "-wal", "-journal" };
	struct stat status;
	char *kept = name_for_kept(location, stat(location, &status) == 0
						     ? (int64_t)status.st_mtim.tv_sec * 1000
						     : 0),
	     *shared = named("12", location, "-shm");
	if (link(location, kept) != 0)
		fail(EX_CANTCREAT, "%s: cannot be kept as %s (%s); nothing was changed", location,
		     kept, strerrordesc_np(errno));
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		char *from = named("12", location, endings[i]), *to = named("12", kept, endings[i]);
		if (rename(from, to) != 0 && errno != ENOENT)
			fail(EX_CANTCREAT, "%s: cannot be moved to %s (%s)", from, to,
			     strerrordesc_np(errno));
		free(from);
		free(to);
	}
	unlink(shared);
	free(shared);
	return kept;
}

/* There is nothing to hold: a name for the copy is all it takes. */
static void put_in_place(const char *location, const char *folder)
{
	give_to_owner(coming, folder);
	if (rename(coming, location) != 0)
		fail(EX_CANTCREAT, "%s: the copy could not be given its name (%s)", location,
		     strerrordesc_np(errno));
	sync_folder(folder);
}

static void refuse_newer(struct store *held, const char *location, bool force, struct buf *newer,
			 int64_t *last_time)
{
	struct store *copy = store_open_copy(coming);
	if (copy_compare(held, copy, newer, last_time) >= LOG_NEWER && !force)
		fail(EX_CANTCREAT,
		     "%s: nothing was changed: %.*s. With --force they are replaced, and kept "
		     "beside under another name",
		     location, (int)(newer->length - 1), buf_string(newer));
	store_close(copy);
}

/* Notes in the copy, which nobody else has open, that it is put in place now: what it answers to
 * messages before may have been answered already. It gets the migrations that it lacks. */
static void mark_restored(const char *copy)
{
	store_migrate(copy);
	struct store *store = store_open(copy, STORE_WRITE);
	struct binding bindings[] = { bind_integer(":now", instant_now()) };
	store_begin(store);
	store_change(store, "mark restored", bindings, 1);
	store_change(store, "mark restored from", bindings, 1);
	store_change(store, "mark answers uncertain", bindings, 1);
	store_commit(store);
	store_close(store);
}

/* Returns under which name what was there is kept; NULL: nothing was there. */
static char *replace(const char *location, const char *folder, bool force, struct buf *newer)
{
	bool damaged;
	char *kept = NULL;
	int64_t last_time = 0;
	struct store *held = store_hold(location, &damaged);
	if (damaged && !force)
		fail(EX_CANTCREAT,
		     "%s: nothing was changed: what is there is damaged, so it cannot be told "
		     "whether it is newer than the copy. With --force it is replaced, and kept "
		     "beside under another name",
		     location);
	if (held)
		refuse_newer(held, location, force, newer, &last_time);
	mark_restored(coming);
	if (held) {
		kept = name_for_kept(location, last_time);
		store_keep(held, kept);
		store_replace(held, coming);
		store_close(held);
	} else {
		kept = damaged ? move_aside(location) : NULL;
		put_in_place(location, folder);
	}
	if (kept)
		give_to_owner(kept, folder);
	return kept;
}

void backup_restore(const char *location, struct copy_file *file, bool force,
		    struct restored *restored)
{
	struct buf problem = { 0 };
	char *folder = sandbox_folder_of(location);
	coming = named("12", location, ".restoring");
	bring_copy(file);
	struct store *copy = store_open_copy(coming);
	if (!copy_prove(copy, &restored->summary, &problem))
		fail(EX_DATAERR, "%s: is not sound: %s; nothing was changed, take another copy",
		     file->name, buf_string(&problem));
	store_close(copy);
	restored->kept = replace(location, folder, force, &restored->newer);
	drop_coming();
	free(folder);
	buf_free(&problem);
}

void restored_free(struct restored *restored)
{
	buf_free(&restored->newer);
	buf_free(&restored->summary);
	free(restored->kept);
}

struct missing {
	struct store *books;
	void (*record)(void *context, const char *line);
	void *context;
};

static bool is_there(void *context, const struct value *values)
{
	struct buf *status = context;
	buf_text(status, value_words(&values[0]));
	return false;
}

static bool take_command(void *context, const struct value *values)
{
	struct missing *missing = context;
	struct binding bindings[] = { { ":guild", values[0] }, { ":message", values[1] } };
	struct buf status = { 0 };
	store_query(missing->books, "log has message", bindings, 2, is_there, &status);
	bool there = status.length > 0;
	if (there && strcmp(buf_string(&status), "ok") != 0)
		log_line(LOG_WARN, "refused-now",
			 "message %jd was carried out then, and is %s now; give it again by hand "
			 "where it is right",
			 values[1].integer, buf_string(&status));
	buf_free(&status);
	if (!there && values[2].kind == VALUE_TEXT)
		missing->record(missing->context, values[2].text);
	return true;
}

void backup_missing(struct store *books, struct store *copy, uint64_t guild_id,
		    void (*record)(void *context, const char *line), void *context)
{
	struct missing missing = { books, record, context };
	struct binding guild = bind_optional(":guild", (int64_t)guild_id);
	store_check_copy(copy);
	store_query(copy, "log commands", &guild, 1, take_command, &missing);
}
