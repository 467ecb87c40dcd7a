/* The counts of gl-keep: lines of words. */
#include "tools/keep_counts.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"

enum { LARGEST_FILE = 64 * 1024 * 1024, PIECE = 64 * 1024 };
#define NEW_FILE ".counts.new"
#define LOCK_FILE ".counts.lock"

static struct keep_share *new_share(struct keep_counts *counts, uint64_t guild_id, uint64_t user_id)
{
	struct keep_share *share = arena_alloc(&counts->memory, sizeof *share);
	*share = (struct keep_share){ .next = counts->shares,
				      .guild_id = guild_id,
				      .user_id = user_id };
	return counts->shares = share;
}

struct keep_share *keep_share_of(struct keep_counts *counts, uint64_t guild_id, uint64_t user_id)
{
	struct keep_share *share = counts->shares;
	while (share && (share->guild_id != guild_id || share->user_id != user_id))
		share = share->next;
	return share ? share : new_share(counts, guild_id, user_id);
}

static void add(int64_t *sum, int64_t more)
{
	if (more > 0 && __builtin_add_overflow(*sum, more, sum))
		*sum = INT64_MAX;
}

void keep_share_add(struct keep_share *share, int64_t bytes)
{
	add(&share->bytes, bytes);
	add(&share->added, bytes);
}

/* A file has each share once, as it is written: it is not looked for. */
static void read_line(const char *line, struct keep_counts *counts)
{
	char word[32];
	uint64_t guild_id, user_id;
	int64_t files, bytes, of_day;
	if (sscanf(line, "kept %" SCNd64 " %" SCNd64, &files, &bytes) == 2) {
		counts->sums.kept_files = files;
		counts->sums.kept_bytes = bytes;
	} else if (sscanf(line, "not_kept %31s %" SCNd64, word, &files) == 2) {
		for (int i = 0; unkept_names[i]; i++)
			if (strcmp(unkept_names[i], word) == 0)
				counts->sums.not_kept[i] = files;
	} else if (sscanf(line, "share %" SCNd64 " %" SCNu64 " %" SCNu64 " %" SCNd64, &of_day,
			  &guild_id, &user_id, &bytes) == 4 &&
		   of_day == counts->day) {
		add(&new_share(counts, guild_id, user_id)->bytes, bytes);
	}
}

void keep_counts_read(int folder, int64_t day, struct keep_counts *counts)
{
	struct buf text = { 0 };
	char piece[PIECE];
	ssize_t length;
	int fd = openat(folder, KEEP_COUNTS_FILE, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	*counts = (struct keep_counts){ .day = day };
	while (fd >= 0 && text.length < LARGEST_FILE &&
	       (length = read(fd, piece, sizeof piece)) > 0)
		buf_add(&text, piece, (size_t)length);
	if (fd >= 0)
		close(fd);
	char *rest = text.bytes;
	for (const char *line; rest && (line = strsep(&rest, "\n"));)
		read_line(line, counts);
	buf_free(&text);
}

void keep_counts_free(struct keep_counts *counts)
{
	arena_free(&counts->memory);
}

/* What NOW has, and what was added in COUNTS. */
static void take_over(struct keep_counts *now, const struct keep_counts *counts)
{
	add(&now->sums.kept_files, counts->added.kept_files);
	add(&now->sums.kept_bytes, counts->added.kept_bytes);
	for (int i = 0; i < UNKEPT_REASONS; i++)
		add(&now->sums.not_kept[i], counts->added.not_kept[i]);
	for (const struct keep_share *share = counts->shares; share; share = share->next)
		if (share->added)
			add(&keep_share_of(now, share->guild_id, share->user_id)->bytes,
			    share->added);
}

static bool write_file(int folder, const struct keep_counts *counts)
{
	struct buf text = { 0 };
	buf_printf(&text, "kept %jd %jd\n", counts->sums.kept_files, counts->sums.kept_bytes);
	for (int i = 0; i < UNKEPT_REASONS; i++)
		if (counts->sums.not_kept[i])
			buf_printf(&text, "not_kept %s %jd\n", unkept_names[i],
				   counts->sums.not_kept[i]);
	for (const struct keep_share *share = counts->shares; share; share = share->next)
		buf_printf(&text, "share %jd %ju %ju %jd\n", counts->day, share->guild_id,
			   share->user_id, share->bytes);
	unlinkat(folder, NEW_FILE, 0);
	int fd = openat(folder, NEW_FILE, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			0600);
	bool whole = fd >= 0 && write(fd, buf_string(&text), text.length) == (ssize_t)text.length;
	if (fd >= 0 && close(fd) != 0)
		whole = false;
	whole = whole && renameat(folder, NEW_FILE, folder, KEEP_COUNTS_FILE) == 0;
	if (!whole)
		unlinkat(folder, NEW_FILE, 0);
	buf_free(&text);
	return whole;
}

void keep_counts_write(int folder, struct keep_counts *counts)
{
	struct keep_counts now;
	int lock = openat(folder, LOCK_FILE, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	bool locked = lock >= 0 && flock(lock, LOCK_EX) == 0;
	keep_counts_read(folder, counts->day, &now);
	take_over(&now, counts);
	if (locked && write_file(folder, &now)) {
		keep_counts_free(counts);
		*counts = now;
	} else {
		keep_counts_free(&now);
		log_line(LOG_WARN, "counts-not-written",
			 "the counts of files could not be written: the shares of today are those "
			 "of before");
	}
	if (lock >= 0)
		close(lock);
}
