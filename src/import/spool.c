/* Lines kept until their account ends, and given oldest first. */
#include "import/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/memory.h"
#include "base/temporary.h"

enum { TAIL_SIZE = 1024 * 1024, WINDOW_SIZE = 512 * 1024, LINE_KIND = LIST_SKIPS };

/* What lies in front of the texts of a line, each with its NUL; its size lies behind them, too, so
 * that a file can be read backwards. A multiple of 8 bytes in all. */
struct kept {
	uint32_t size;
	uint32_t kind; /* LINE_KIND, or why it is passed over */
	uint64_t place;
	int64_t day, amount;
	char currency[LIST_CURRENCY_SIZE];
	bool promised;
	uint32_t lengths[4]; /* reference, structured, text, party */
};

static void *need(void *memory, size_t size)
{
	if (!memory)
		memory_out(size);
	return memory;
}

static void open_file(struct line_spool *spool)
{
	if (spool->has_file)
		return;
	spool->fd = temporary_file();
	if (spool->fd < 0)
		fail(EX_CANTCREAT,
		     "cannot make a temporary file in %s: %s; set TMPDIR to a folder that may be "
		     "written",
		     temporary_folder(), strerrordesc_np(errno));
	spool->has_file = true;
}

static size_t tail_length(const struct line_spool *spool)
{
	return (size_t)(spool->now.length - spool->flushed);
}

static void flush(struct line_spool *spool)
{
	size_t length = tail_length(spool), put = 0;
	open_file(spool);
	while (put < length) {
		ssize_t got = pwrite(spool->fd, spool->tail + put, length - put,
				     (off_t)(spool->flushed + put));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			fail(EX_CANTCREAT,
			     "cannot keep lines of the list in a temporary file in %s: %s; free "
			     "some space, or set TMPDIR",
			     temporary_folder(), strerrordesc_np(errno));
		put += (size_t)got;
	}
	spool->flushed += length;
	spool->window_length = 0;
}

/* Room for SIZE bytes at the end, which are then part of it. */
static char *grow(struct line_spool *spool, size_t size)
{
	if (!spool->tail)
		spool->tail = need(malloc(TAIL_SIZE), TAIL_SIZE);
	if (tail_length(spool) + size > TAIL_SIZE)
		flush(spool);
	char *at = spool->tail + tail_length(spool);
	spool->now.length += size;
	return at;
}

static void count_day(struct spool_mark *now, int64_t day)
{
	if (now->count && day > now->last_day)
		now->rises++;
	if (now->count && day < now->last_day)
		now->falls++;
	now->last_day = day;
	now->count++;
}

void spool_line(struct line_spool *spool, const struct list_line *line)
{
	const char *texts[4] = { line->reference, line->structured, line->text, line->party };
	struct kept kept = { .kind = LINE_KIND,
			     .place = line->place,
			     .day = line->day,
			     .amount = line->amount,
			     .promised = line->promised };
	size_t size = sizeof kept + sizeof kept.size;
	memcpy(kept.currency, line->currency, sizeof kept.currency);
	for (int i = 0; i < 4; i++) {
		kept.lengths[i] = (uint32_t)strlen(texts[i]) + 1;
		size += kept.lengths[i];
	}
	kept.size = (uint32_t)((size + 7) & ~(size_t)7);
	char *start = grow(spool, kept.size), *at = mempcpy(start, &kept, sizeof kept);
	for (int i = 0; i < 4; i++)
		at = mempcpy(at, texts[i], kept.lengths[i]);
	memset(at, 0, (size_t)(start + kept.size - at));
	memcpy(start + kept.size - sizeof kept.size, &kept.size, sizeof kept.size);
	count_day(&spool->now, line->day);
}

void spool_skip(struct line_spool *spool, enum list_skip why, uint64_t place)
{
	struct kept kept = { .kind = why, .place = place, .day = spool->now.last_day };
	kept.size = (sizeof kept + sizeof kept.size + 7) & ~7U;
	char *at = grow(spool, kept.size);
	memset(at, 0, kept.size);
	memcpy(at, &kept, sizeof kept);
	memcpy(at + kept.size - sizeof kept.size, &kept.size, sizeof kept.size);
}

struct spool_mark spool_mark(const struct line_spool *spool)
{
	return spool->now;
}

void spool_rewind(struct line_spool *spool, struct spool_mark mark)
{
	spool->now = mark;
	if (mark.length < spool->flushed) {
		spool->flushed = mark.length;
		spool->window_length = 0;
	}
}

/* How reading goes on after some bytes: that side of them comes into memory, too. */
enum direction { FORWARDS, BACKWARDS, ANYWHERE };

/* Brings SIZE bytes from AT of the file into the window. */
static const char *in_file(struct line_spool *spool, uint64_t at, size_t size, enum direction to)
{
	if (at >= spool->window_at && at + size <= spool->window_at + spool->window_length)
		return spool->window + (at - spool->window_at);
	if (!spool->window)
		spool->window = need(malloc(WINDOW_SIZE), WINDOW_SIZE);
	uint64_t end = at + size;
	spool->window_at = to != BACKWARDS ? at : end > WINDOW_SIZE ? end - WINDOW_SIZE : 0;
	uint64_t most = to == ANYWHERE ? size : spool->flushed - spool->window_at;
	size_t want = most < WINDOW_SIZE ? (size_t)most : WINDOW_SIZE, have = 0;
	while (have < want) {
		ssize_t got = pread(spool->fd, spool->window + have, want - have,
				    (off_t)(spool->window_at + have));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			fail(EX_IOERR, "cannot read a temporary file in %s: %s", temporary_folder(),
			     got < 0 ? strerrordesc_np(errno) : "it ends early");
		have += (size_t)got;
	}
	spool->window_length = have;
	return spool->window + (at - spool->window_at);
}

static const char *bytes_at(struct line_spool *spool, uint64_t at, size_t size, enum direction to)
{
	if (at >= spool->flushed)
		return spool->tail + (at - spool->flushed);
	return in_file(spool, at, size, to);
}

static uint32_t size_at(struct line_spool *spool, uint64_t at, enum direction to)
{
	uint32_t size;
	memcpy(&size, bytes_at(spool, at, sizeof size, to), sizeof size);
	return size;
}

static void give(struct list_taker *taker, const char *bytes)
{
	struct kept kept;
	memcpy(&kept, bytes, sizeof kept);
	if (kept.kind != LINE_KIND) {
		taker->skip(taker, (enum list_skip)kept.kind, kept.place);
		return;
	}
	const char *texts[4], *at = bytes + sizeof kept;
	for (int i = 0; i < 4; i++) {
		texts[i] = at;
		at += kept.lengths[i];
	}
	struct list_line line = { .place = kept.place,
				  .day = kept.day,
				  .amount = kept.amount,
				  .reference = texts[0],
				  .promised = kept.promised,
				  .structured = texts[1],
				  .text = texts[2],
				  .party = texts[3],
				  .purpose = "",
				  .account = "",
				  .member_id = "" };
	memcpy(line.currency, kept.currency, sizeof line.currency);
	taker->line(taker, &line);
}

static void give_forwards(struct line_spool *spool, struct list_taker *taker)
{
	for (uint64_t at = 0; at < spool->now.length;) {
		uint32_t size = size_at(spool, at, FORWARDS);
		give(taker, bytes_at(spool, at, size, FORWARDS));
		at += size;
	}
}

static void give_backwards(struct line_spool *spool, struct list_taker *taker)
{
	for (uint64_t end = spool->now.length; end;) {
		uint32_t size = size_at(spool, end - sizeof size, BACKWARDS);
		end -= size;
		give(taker, bytes_at(spool, end, size, BACKWARDS));
	}
}

struct entry {
	int32_t day;
	uint32_t size;
	int64_t at; /* negative where the list is rather newest first: earlier lines come later */
};

static int by_day(const void *one, const void *other)
{
	const struct entry *a = one, *b = other;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* Lines that are passed over are given here already. */
static size_t list_entries(struct line_spool *spool, struct entry *entries,
			   struct list_taker *taker)
{
	size_t count = 0;
	bool newest_first = spool->now.falls > spool->now.rises;
	for (uint64_t at = 0; at < spool->now.length;) {
		struct kept kept;
		memcpy(&kept, bytes_at(spool, at, sizeof kept, FORWARDS), sizeof kept);
		if (kept.kind == LINE_KIND)
			entries[count++] =
				(struct entry){ (int32_t)kept.day, kept.size,
						newest_first ? -(int64_t)at : (int64_t)at };
		else
			give(taker, bytes_at(spool, at, kept.size, FORWARDS));
		at += kept.size;
	}
	return count;
}

static void give_sorted(struct line_spool *spool, struct list_taker *taker)
{
	struct entry *entries = need(calloc(spool->now.count, sizeof *entries),
				     (size_t)spool->now.count * sizeof *entries);
	size_t count = list_entries(spool, entries, taker);
	qsort(entries, count, sizeof *entries, by_day);
	for (size_t i = 0; i < count; i++) {
		uint64_t at = (uint64_t)(entries[i].at < 0 ? -entries[i].at : entries[i].at);
		give(taker, bytes_at(spool, at, entries[i].size, ANYWHERE));
	}
	free(entries);
}

void spool_give(struct line_spool *spool, struct list_taker *taker)
{
	if (!spool->now.falls)
		give_forwards(spool, taker);
	else if (!spool->now.rises)
		give_backwards(spool, taker);
	else if (spool->now.count <= SPOOL_UNORDERED)
		give_sorted(spool, taker);
	else
		list_fault(taker, FAULT_TOO_LONG, 1,
			   "more than %d lines in no order of days: download a shorter time",
			   SPOOL_UNORDERED);
	spool_rewind(spool, (struct spool_mark){ 0 });
}

void spool_free(struct line_spool *spool)
{
	if (spool->has_file)
		close(spool->fd);
	free(spool->tail);
	free(spool->window);
	*spool = (struct line_spool){ 0 };
}
