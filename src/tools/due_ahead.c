/* What falls due until an instant that is ahead. */
#include "tools/due_ahead.h"

#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "apply/chunk.h"
#include "base/fail.h"
#include "base/output.h"
#include "report/for_answers.h"

/* Each step is looked at as if the timer came then: what is looked at late is skipped, or says that
 * it is late, which an hour is not yet. */
enum { STEP_MS = 60 * 60 * 1000 - 1, MOST_AT_ONCE = 1000, MOST_ROUNDS = 10000 };
enum { CHUNK_RECORDS = 4096, CHUNK_BYTES = 16 * 1024 * 1024 };

/* Applies LINES to the copy. */
static struct store *apply_lines(struct store *copy, struct buf *lines)
{
	struct chunk *chunk = chunk_start(copy, &answer_reports, CHUNK_RECORDS, CHUNK_BYTES);
	const char *why;
	chunk_silence(chunk);
	for (const char *line = buf_string(lines); *line;) {
		size_t length = strcspn(line, "\n");
		if (!chunk_add(chunk, line, length, NULL, &why))
			fail(EX_SOFTWARE, "a command that is due cannot be read: %s", why);
		line += length + (line[length] == '\n');
	}
	return chunk_finish(chunk);
}

struct store *due_ahead(struct store *copy, uint64_t guild_id, int64_t at, int64_t until,
			due_guild *due)
{
	struct buf out = { 0 };
	for (bool more = true; more; at = until - at < STEP_MS ? until : at + STEP_MS) {
		int rounds = 0;
		while (due(copy, guild_id, at, MOST_AT_ONCE, &out)) {
			struct buf printed = { 0 };
			if (++rounds > MOST_ROUNDS)
				fail(EX_SOFTWARE, "what is due does not come to an end");
			buf_add(&printed, out.bytes, out.length);
			copy = apply_lines(copy, &out);
			buf_clear(&out);
			buf_flush(&printed, STDOUT_FILENO);
			buf_free(&printed);
		}
		more = at < until;
	}
	buf_free(&out);
	return copy;
}
