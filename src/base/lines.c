/* Reading lines; what a filter flushes or commits, it does when the stream pauses. */
#include "base/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/terminal.h"

enum { FIRST_SIZE = 128 * 1024, LONGEST_LINE = 64 * 1024 * 1024, PIPE_SIZE = 1024 * 1024 };

static void make_room(struct lines *lines)
{
	if (lines->start) {
		memmove(lines->bytes, lines->bytes + lines->start,
			lines->end -
				lines->start); /* NOLINT(clang-analyzer-core.NonNullParamChecker):
						  there are bytes where start or end is above 0 */
		lines->end -= lines->start;
		lines->start = 0;
	}
	if (lines->size - lines->end >= FIRST_SIZE / 2)
		return;
	/* A deep pipe lets the tools before work on while this one is busy with a chunk; what is no
	 * pipe refuses. */
	if (!lines->size)
		(void)fcntl(lines->fd, F_SETPIPE_SZ, PIPE_SIZE);
	size_t size = lines->size ? lines->size * 2 : FIRST_SIZE;
	if (size > LONGEST_LINE)
		fail(EX_DATAERR,
		     "line %lu is longer than 64 MiB: not a record; look at what writes into this "
		     "pipe",
		     (unsigned long)lines->number + 1);
	char *bytes = realloc(lines->bytes, size + 1);
	if (!bytes)
		fail(EX_OSERR, "out of memory: a line of %zu bytes could not be held", size);
	lines->bytes = bytes;
	lines->size = size;
}

static void wait_for_more(struct lines *lines)
{
	if (!lines->on_idle)
		return;
	struct pollfd input = { .fd = lines->fd, .events = POLLIN };
	if (poll(&input, 1, lines->patience_ms) == 0)
		lines->on_idle(lines->idle_context);
}

static void read_more(struct lines *lines)
{
	make_room(lines);
	if (lines->fd == STDIN_FILENO && !lines->number)
		terminal_say_waiting(log_tool());
	wait_for_more(lines);
	ssize_t got;
	do
		got = read(lines->fd, lines->bytes + lines->end, lines->size - lines->end);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		fail(EX_IOERR, "cannot read the input after line %lu: %s",
		     (unsigned long)lines->number, strerrordesc_np(errno));
	lines->end += (size_t)got;
	lines->at_end = got == 0;
}

char *lines_next(struct lines *lines, size_t *length)
{
	size_t searched = 0;
	if (!lines->bytes)
		read_more(lines);
	for (;;) {
		char *line = lines->bytes + lines->start;
		size_t have = lines->end - lines->start;
		char *newline = have > searched
					? memchr(line + searched, '\n', have - searched)
					: NULL; /* NOLINT(clang-analyzer-core.NonNullParamChecker):
						   there are bytes where start or end is above 0 */
		if (!newline && lines->at_end) {
			if (!have)
				return NULL;
			newline = line + have;
			lines->torn = true;
			lines->end++; /* room for the NUL was kept beyond size */
		} else if (!newline) {
			searched = have;
			read_more(lines);
			continue;
		}
		*newline = '\0';
		*length = (size_t)(newline - line);
		lines->start += *length + 1;
		lines->number++;
		return line;
	}
}

bool lines_ready(const struct lines *lines)
{
	size_t have = lines->end - lines->start;
	return have && memchr(lines->bytes + lines->start, '\n', have);
}

void lines_free(struct lines *lines)
{
	free(lines->bytes);
	lines->bytes = NULL;
}
