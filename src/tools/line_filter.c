/* Lines through a transformation, flushed when the input pauses. */
#include "tools/line_filter.h"

#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"
#include "base/output.h"

enum { FLUSH_BYTES = 64 * 1024 };

static void flush_when_idle(void *context)
{
	buf_flush(context, STDOUT_FILENO);
}

int filter_run(filter_line *transform, void *context)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct lines lines = { .fd = STDIN_FILENO,
			       .on_idle = flush_when_idle,
			       .idle_context = &out };
	size_t length;
	int exit_code = EX_OK;
	for (char *line; (line = lines_next(&lines, &length));) {
		size_t before = out.length;
		const char *why = NULL;
		if (!transform(context, &arena, line, length, &out, &why)) {
			out.length = before;
			log_line(LOG_ERROR, "line-refused", "line %ju%s: %s; it was left out",
				 lines.number, lines.torn ? " (torn at the end of the input)" : "",
				 why);
			exit_code = EX_DATAERR;
		}
		arena_reset(&arena);
		if (out.length >= FLUSH_BYTES)
			buf_flush(&out, STDOUT_FILENO);
	}
	buf_flush(&out, STDOUT_FILENO);
	buf_free(&out);
	arena_free(&arena);
	lines_free(&lines);
	return exit_code;
}
