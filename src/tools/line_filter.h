/* The loop that the record filters share: a line in, a record out. */
#ifndef TOOLS_LINE_FILTER_H
#define TOOLS_LINE_FILTER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* Appends to OUT what becomes of LINE, in memory of ARENA that is forgotten after each line; false
 * and *WHY when the line is unreadable. */
typedef bool filter_line(void *context, struct arena *arena, const char *line, size_t length,
			 struct buf *out, const char **why);

/* Runs stdin through TRANSFORM to stdout, in constant memory; output waits for more only while
 * input is there. A line that TRANSFORM refuses is logged with its number and left out. Returns the
 * tool's exit code: EX_OK, or EX_DATAERR when a line was refused. */
int filter_run(filter_line *transform, void *context);

#endif
