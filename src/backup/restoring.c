/* A copy put in the place of the books, and what is then still missing. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "base/whole_file.h"
#include "store/copies.h"
#include "backup/copying.h"
#include "tools/open_books.h"

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
	static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
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

static void bring_copy(const struct copying *copying, struct copy_file *file)
{
	drop_coming(); /* of a run that was killed */
	memory_at_end(drop_coming);
	int fd = open(coming, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		fail(errno == ENOSPC ? EX_CANTCREAT : EX_NOPERM, "%s: cannot be created (%s)",
		     coming, strerrordesc_np(errno));
	copy_file_write(copying, file, fd);
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

static void refuse_newer(struct store *held, const char *location, bool force, int64_t *last_time)
{
	struct buf more = { 0 };
	struct store *copy = store_open_copy(coming);
	if (copy_compare(held, copy, &more, last_time) >= LOG_NEWER && !force)
		fail(EX_CANTCREAT,
		     "%s: nothing was changed: %.*s. With --force they are replaced, and kept "
		     "beside under another name",
		     location, (int)(more.length - 1), buf_string(&more));
	fputs(buf_string(&more), stdout);
	store_close(copy);
	buf_free(&more);
}

/* Returns under which name what was there is kept; NULL: nothing was there. */
static char *replace(const char *location, const char *folder, bool force)
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
		refuse_newer(held, location, force, &last_time);
	store_mark_restored(coming, instant_now());
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

static bool say_span(void *context, const struct value *values, int columns)
{
	char from[INSTANT_TEXT_SIZE], to[INSTANT_TEXT_SIZE];
	(void)context;
	(void)columns;
	printf("guild %lld: the ticks read again what was written from %s to %s\n",
	       (long long)values[0].integer, instant_format(values[2].integer, from),
	       instant_format(values[1].integer, to));
	return true;
}

void copying_restore(const struct copying *copying)
{
	struct copy_file file = { 0 };
	struct buf summary = { 0 }, problem = { 0 };
	const char *location = store_locate(copying->db);
	if (location_served(location))
		fail(EX_USAGE,
		     "%s: a copy is restored into a file: name one with --db, then gl-db copy that "
		     "file to empty books on the server",
		     location);
	char *folder = sandbox_folder_of(location);
	copy_file_open(copying, &file);
	sandbox_keep_mode(location);
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	coming = named("12", location, ".restoring");
	bring_copy(copying, &file);
	struct store *copy = store_open_copy(coming);
	if (!copy_prove(copy, &summary, &problem))
		fail(EX_DATAERR, "%s: is not sound: %s; nothing was changed, take another copy",
		     copying->file, buf_string(&problem));
	store_close(copy);
	char *kept = replace(location, folder, copying->force);
	drop_coming();
	printf("%s: restored from %s\n%s", location, copying->file, buf_string(&summary));
	struct store *store = store_open(location, STORE_READ);
	store_query(store, "guild restored", NULL, 0, say_span, NULL);
	store_close(store);
	printf("What was deleted there meanwhile, and what did not come from Discord (operators, "
	       "timers, imports), does not come back by itself.\n");
	if (kept)
		printf("The books that were there are kept as %s.\nOnce the ticks have read "
		       "everything: gl-db missing --db %s %s\n",
		       kept, location, kept);
	free(kept);
	free(folder);
	buf_free(&summary);
	buf_free(&problem);
}

struct missing {
	struct store *books;
	struct buf out;
	bool encrypted;
};

static bool is_there(void *context, const struct value *values, int columns)
{
	struct buf *status = context;
	(void)columns;
	buf_text(status, values[0].text);
	return false;
}

static bool print_missing(void *context, const struct value *values, int columns)
{
	struct missing *missing = context;
	struct binding bindings[] = { { ":guild", values[0] }, { ":message", values[1] } };
	struct buf status = { 0 };
	(void)columns;
	store_query(missing->books, "log has message", bindings, 2, is_there, &status);
	bool there = status.length > 0;
	if (there && strcmp(buf_string(&status), "ok") != 0)
		log_line(LOG_WARN, "refused-now",
			 "message %lld was carried out then, and is %s now; give it again by hand "
			 "where it is right",
			 (long long)values[1].integer, buf_string(&status));
	buf_free(&status);
	if (there)
		return true;
	buf_printf(&missing->out, "%s\n", values[2].text);
	if (missing->out.length > 65536)
		buf_flush(&missing->out, STDOUT_FILENO);
	return true;
}

void copying_missing(const struct copying *copying)
{
	struct missing missing = { .books = store_open(copying->db, STORE_READ) };
	struct store *copy = copy_file_store(copying, missing.books, &missing.encrypted);
	struct binding guild = { ":guild",
				 { .kind = copying->guild_id ? VALUE_INTEGER : VALUE_NULL,
				   .integer = (int64_t)copying->guild_id } };
	store_check_copy(copy);
	store_query(copy, "log commands", &guild, 1, print_missing, &missing);
	buf_flush(&missing.out, STDOUT_FILENO);
	buf_free(&missing.out);
	store_close(copy);
	store_close(missing.books);
}
