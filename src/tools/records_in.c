/* A line at a time, in constant memory. */
#include "tools/records_in.h"

#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/lines.h"

int records_in(void (*take)(void *context, const struct record *record), void *context)
{
	struct arena arena = { 0 };
	struct lines lines = { .fd = STDIN_FILENO };
	size_t length;
	int exit_code = EX_OK;
	for (char *line; (line = lines_next(&lines, &length)); arena_reset(&arena)) {
		struct record record;
		const char *why;
		if (record_read(&arena, line, length, &record, &why)) {
			take(context, &record);
		} else {
			log_line(LOG_ERROR, "line-refused", "line %ju: %s; it was left out",
				 lines.number, why);
			exit_code = EX_DATAERR;
		}
	}
	arena_free(&arena);
	lines_free(&lines);
	return exit_code;
}
