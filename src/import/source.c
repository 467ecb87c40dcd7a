/* Lists as bytes: kept where a pipe gives them, looked through once, then read as lines. */
#include "import/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/temporary.h"
#include "base/terminal.h"
#include "import/source_scan.h"

enum { WINDOW_SIZE = 128 * 1024, PIECE_SIZE = 64 * 1024, FIRST_LINE_SIZE = 4096 };
static const uint64_t longest_list = UINT64_C(8) << 30;

static _Noreturn void out_of_memory(void)
{
	fail(EX_OSERR, "out of memory while reading the list");
}

/* Fills BYTES from FD, from its place AT, or, where AT is NULL, from what comes next; less only at
 * the end. */
static size_t read_whole(int fd, char *bytes, size_t size, const uint64_t *at)
{
	size_t have = 0;
	while (have < size) {
		ssize_t got = at ? pread(fd, bytes + have, size - have, (off_t)(*at + have))
				 : read(fd, bytes + have, size - have);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			fail(EX_IOERR, "cannot read the list: %s", strerrordesc_np(errno));
		if (got == 0)
			break;
		have += (size_t)got;
	}
	return have;
}

void source_write(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t put = write(fd, bytes, length);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			fail(EX_CANTCREAT,
			     "cannot keep the list in a temporary file in %s: %s; free some space, "
			     "or set TMPDIR",
			     temporary_folder(), strerrordesc_np(errno));
		bytes += put;
		length -= (size_t)put;
	}
}

int source_spool(void)
{
	int fd = temporary_file();
	if (fd < 0)
		fail(EX_CANTCREAT,
		     "cannot make a temporary file in %s: %s; set TMPDIR to a folder that may be "
		     "written",
		     temporary_folder(), strerrordesc_np(errno));
	return fd;
}

/* Looks through all of the list, and copies it to SPOOL where that is not -1. */
static void look_through(struct list_source *source, int from, int spool)
{
	struct source_scan scan;
	static char piece[PIECE_SIZE];
	scan_begin(&scan);
	for (uint64_t at = source->origin;;) {
		size_t got = read_whole(from, piece, sizeof piece, spool < 0 ? &at : NULL);
		if (spool >= 0)
			source_write(spool, piece, got);
		scan_add(&scan, piece, got);
		at += got;
		source->length = at;
		if (at - source->origin > longest_list)
			fail(EX_DATAERR,
			     "the list is larger than 8 GiB: no bank hands out one; look at what "
			     "is read");
		if (got < sizeof piece)
			break;
	}
	scan_end(&scan, source);
}

static void fill_head(struct list_source *source)
{
	source->head_length =
		read_whole(source->fd, source->head, SOURCE_HEAD_SIZE, &source->origin);
	source->head[source->head_length] = '\0';
}

/* Byte order marks: https://www.unicode.org/faq/utf_bom.html */
static void take_bom(struct list_source *source)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *encoding;
	} marks[] = { { "\xef\xbb\xbf", 3, "UTF-8" },
		      { "\xff\xfe", 2, "UTF-16LE" },
		      { "\xfe\xff", 2, "UTF-16BE" } };
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (source->head_length >= marks[i].length &&
		    memcmp(source->head, marks[i].bytes, marks[i].length) == 0) {
			source->bom = marks[i].encoding;
			source->origin += marks[i].length;
			fill_head(source);
			return;
		}
}

void source_open(struct list_source *source, int fd)
{
	struct stat status;
	memset(source, 0, sizeof *source);
	source->fd = fd;
	off_t at = lseek(fd, 0, SEEK_CUR);
	source->regular = fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && at >= 0;
	if (source->regular) {
		source->origin = (uint64_t)at;
		source->changed = status.st_mtim;
		look_through(source, fd, -1);
	} else {
		if (fd == STDIN_FILENO)
			terminal_say_waiting(log_tool());
		source->fd = source_spool();
		look_through(source, fd, source->fd);
	}
	fill_head(source);
	take_bom(source);
}

bool source_changed(const struct list_source *source)
{
	struct stat status;
	return source->regular &&
	       (fstat(source->fd, &status) != 0 || (uint64_t)status.st_size != source->length ||
		status.st_mtim.tv_sec != source->changed.tv_sec ||
		status.st_mtim.tv_nsec != source->changed.tv_nsec);
}

void source_replace(struct list_source *source, int fd)
{
	if (!source->regular)
		close(source->fd);
	source->fd = fd;
	source->regular = false;
	source->origin = 0;
	source->window_length = 0;
	fill_head(source);
}

size_t source_bytes(const struct list_source *source, uint64_t offset, char *bytes, size_t size)
{
	uint64_t at = source->origin + offset;
	return read_whole(source->fd, bytes, size, &at);
}

void source_seek(struct list_source *source, uint64_t offset, uint64_t number)
{
	source->next = offset;
	source->number = number - 1;
	source->torn = source->failed = false;
}

/* What lies at the place where reading goes on, and how much of it, at most WINDOW_SIZE; 0 at the
 * end. Where reading goes backwards, the window reaches back, too, so that not every line costs a
 * window. */
static size_t in_window(struct list_source *source, const char **bytes)
{
	if (!source->window && !(source->window = malloc(WINDOW_SIZE)))
		out_of_memory();
	if (source->next < source->window_at ||
	    source->next >= source->window_at + source->window_length) {
		bool back = source->window_length && source->next < source->window_at;
		uint64_t before = WINDOW_SIZE / 2;
		source->window_at = !back                   ? source->next
				    : source->next > before ? source->next - before
							    : 0;
		source->window_length =
			source_bytes(source, source->window_at, source->window, WINDOW_SIZE);
	}
	size_t at = (size_t)(source->next - source->window_at);
	if (at >= source->window_length)
		return 0;
	*bytes = source->window + at;
	return source->window_length - at;
}

/* Appends to the copy of a line, which is LENGTH long. */
static void add_to_line(struct list_source *source, size_t length, const char *bytes, size_t count)
{
	size_t size = source->line_size ? source->line_size : FIRST_LINE_SIZE;
	while (size <= length + count)
		size *= 2;
	if (size > source->line_size) {
		char *larger = realloc(source->line, size);
		if (!larger)
			out_of_memory();
		source->line = larger;
		source->line_size = size;
	}
	memcpy(source->line + length, bytes, count);
}

static char *refuse(struct list_source *source)
{
	source->failed = true;
	return NULL;
}

static char *finish_line(struct list_source *source, size_t *length, struct list_taker *taker)
{
	if (source->has_nul && memchr(source->line, '\0', *length)) {
		list_fault(taker, FAULT_NUL, source->number,
			   "a byte of zero: the list is damaged or is not text; download it again");
		return refuse(source);
	}
	if (*length && source->line[*length - 1] == '\r')
		(*length)--;
	source->line[*length] = '\0';
	return source->line;
}

char *source_line(struct list_source *source, size_t *length, struct list_taker *taker)
{
	const char *bytes;
	size_t have, total = 0;
	if (source->failed)
		return NULL;
	source->offset = source->next;
	while ((have = in_window(source, &bytes))) {
		const char *newline = memchr(bytes, source->line_end, have);
		size_t count = newline ? (size_t)(newline - bytes) : have;
		source->number += total == 0 && source->next == source->offset;
		if (total + count > SOURCE_LONGEST_LINE) {
			list_fault(taker, FAULT_TOO_LONG, source->number,
				   "the line is longer than 1 MiB: this is no list of a bank; "
				   "download it again");
			return refuse(source);
		}
		add_to_line(source, total, bytes, count);
		total += count;
		source->next += count + (newline != NULL);
		if (newline) {
			*length = total;
			return finish_line(source, length, taker);
		}
	}
	if (source->next == source->offset)
		return NULL;
	source->torn = true;
	*length = total;
	return finish_line(source, length, taker);
}

size_t source_read(struct list_source *source, char *bytes, size_t size)
{
	const char *from;
	size_t have = in_window(source, &from);
	if (have > size)
		have = size;
	if (have)
		memcpy(bytes, from, have);
	source->next += have;
	return have;
}

void source_close(struct list_source *source)
{
	if (!source->regular)
		close(source->fd);
	free(source->window);
	free(source->line);
	source->window = source->line = NULL;
}
