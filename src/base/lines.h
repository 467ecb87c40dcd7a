/* Lines from a file descriptor, of any length, with a word before it would block. */
#ifndef BASE_LINES_H
#define BASE_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lines {
	int fd;
	int patience_ms;         /* how long an empty pipe is waited for before on_idle is called */
	void (*on_idle)(void *); /* called when nothing more is there for now; may be NULL */
	void *idle_context;
	uint64_t number; /* of the last line given, from 1 */
	bool torn;       /* the last line given had no newline: it ended at EOF */
	char *bytes;
	size_t start, end, size;
	bool at_end;
};

/* The next line without its newline, NUL-terminated; valid until the next call. NULL at EOF.
 * Exits with EX_IOERR when reading fails, EX_DATAERR when a line is longer than 64 MiB. */
char *lines_next(struct lines *lines, size_t *length);
/* Whether a whole line already lies in memory. */
bool lines_ready(const struct lines *lines);
void lines_free(struct lines *lines);

#endif
