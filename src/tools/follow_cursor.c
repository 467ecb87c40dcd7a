/* How far somebody has followed the log of each guild. */
#include "tools/follow_cursor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/lines.h"
#include "base/memory.h"
#include "base/output.h"
#include "base/whole_file.h"

static void add(struct follow_cursor *cursor, const struct follow_position *position)
{
	size_t bytes = (cursor->count + 1) * sizeof *position;
	struct follow_position *larger = realloc(cursor->positions, bytes);
	if (!larger)
		memory_out(bytes);
	cursor->positions = larger;
	larger[cursor->count++] = *position;
}

struct follow_position *follow_cursor_of(struct follow_cursor *cursor, uint64_t guild_id)
{
	for (size_t i = 0; i < cursor->count; i++)
		if (cursor->positions[i].guild_id == guild_id)
			return &cursor->positions[i];
	add(cursor, &(struct follow_position){ .guild_id = guild_id });
	return &cursor->positions[cursor->count - 1];
}

/* "GUILD SEQ TIME MESSAGE", decimal numbers, and nothing else. */
static void read_line(struct follow_cursor *cursor, const char *file, const char *line,
		      uint64_t number)
{
	struct follow_position position = { 0 };
	int end = 0;
	if (strspn(line, "0123456789 ") != strlen(line) ||
	    sscanf(line, "%19" SCNu64 " %18" SCNd64 " %18" SCNd64 " %20" SCNu64 "%n",
		   &position.guild_id, &position.seq, &position.time, &position.message_id,
		   &end) != 4 ||
	    line[end] || !position.guild_id)
		fail(EX_DATAERR,
		     "%s: line %ju is no line of a cursor; remove the file and name a row with "
		     "--after SEQ",
		     file, number);
	add(cursor, &position);
}

struct follow_cursor follow_cursor_read(const char *file)
{
	struct follow_cursor cursor = { 0 };
	size_t length;
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return cursor;
	if (fd < 0)
		fail(EX_NOPERM, "%s: cannot be read (%s)", file, strerrordesc_np(errno));
	struct lines lines = { .fd = fd };
	for (char *line; (line = lines_next(&lines, &length));)
		read_line(&cursor, file, line, lines.number);
	lines_free(&lines);
	close(fd);
	return cursor;
}

void follow_cursor_write(const struct follow_cursor *cursor, const char *file)
{
	struct buf text = { 0 };
	int fd = whole_file_begin(file);
	for (const struct follow_position *position = cursor->positions;
	     position < cursor->positions + cursor->count; position++)
		buf_printf(&text, "%ju %jd %jd %ju\n", position->guild_id, position->seq,
			   position->time, position->message_id);
	buf_flush(&text, fd);
	buf_free(&text);
	whole_file_end(fd);
}

void follow_cursor_free(struct follow_cursor *cursor)
{
	free(cursor->positions);
	*cursor = (struct follow_cursor){ 0 };
}
