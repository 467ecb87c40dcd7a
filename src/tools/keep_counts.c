/* The counts of gl-keep: lines of words. */
#include "tools/keep_counts.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"

enum { LARGEST_FILE = 64 * 1024 * 1024, PIECE = 64 * 1024 };
#define NEW_FILE ".counts.new"

struct keep_share *keep_share_of(struct keep_counts *counts, struct arena *arena, uint64_t guild_id,
				 uint64_t user_id)
{
	struct keep_share *share = counts->shares;
	while (share && (share->guild_id != guild_id || share->user_id != user_id))
		share = share->next;
	if (share)
		return share;
	share = arena_alloc(arena, sizeof *share);
	*share = (struct keep_share){ .next = counts->shares,
				      .guild_id = guild_id,
				      .user_id = user_id };
	return counts->shares = share;
}

static void add(int64_t *sum, int64_t more)
{
	if (more > 0 && __builtin_add_overflow(*sum, more, sum))
		*sum = INT64_MAX;
}

static void read_line(const char *line, int64_t day, struct arena *arena,
		      struct keep_counts *counts)
{
	char word[32];
	uint64_t guild_id, user_id;
	int64_t files, bytes, of_day;
	if (sscanf(line, "kept %" SCNd64 " %" SCNd64, &files, &bytes) == 2) {
		counts->kept_files = files;
		counts->kept_bytes = bytes;
	} else if (sscanf(line, "not_kept %31s %" SCNd64, word, &files) == 2) {
		for (int i = 0; unkept_names[i]; i++)
			if (strcmp(unkept_names[i], word) == 0)
				counts->not_kept[i] = files;
	} else if (sscanf(line, "share %" SCNd64 " %" SCNu64 " %" SCNu64 " %" SCNd64, &of_day,
			  &guild_id, &user_id, &bytes) == 4 &&
		   of_day == day) {
		add(&keep_share_of(counts, arena, guild_id, user_id)->bytes, bytes);
	}
}

void keep_counts_read(int folder, int64_t day, struct arena *arena, struct keep_counts *counts)
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
		read_line(line, day, arena, counts);
	buf_free(&text);
}

void keep_counts_write(int folder, const struct keep_counts *counts)
{
	struct buf text = { 0 };
	buf_printf(&text, "kept %jd %jd\n", counts->kept_files, counts->kept_bytes);
	for (int i = 0; i < UNKEPT_REASONS; i++)
		if (counts->not_kept[i])
			buf_printf(&text, "not_kept %s %jd\n", unkept_names[i],
				   counts->not_kept[i]);
	for (const struct keep_share *share = counts->shares; share; share = share->next)
		buf_printf(&text, "share %jd %ju %ju %jd\n", counts->day, share->guild_id,
			   share->user_id, share->bytes);
	unlinkat(folder, NEW_FILE, 0);
	int fd = openat(folder, NEW_FILE, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			0600);
	bool whole = fd >= 0 && write(fd, buf_string(&text), text.length) == (ssize_t)text.length;
	if (fd >= 0 && close(fd) != 0)
		whole = false;
	if (!whole || renameat(folder, NEW_FILE, folder, KEEP_COUNTS_FILE) != 0) {
		log_line(LOG_WARN, "counts-not-written",
			 "the counts of files could not be written: the shares of today are those "
			 "of before");
		unlinkat(folder, NEW_FILE, 0);
	}
	buf_free(&text);
}
