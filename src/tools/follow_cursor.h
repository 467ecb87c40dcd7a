/* How far somebody has followed the log of each guild: a file of one line a guild. */
#ifndef TOOLS_FOLLOW_CURSOR_H
#define TOOLS_FOLLOW_CURSOR_H

#include <stddef.h>
#include <stdint.h>

/* The row of GUILD_ID's log that was handed over last; SEQ 0: none was. TIME and MESSAGE_ID are the
 * row's own, so that books which have another one there are noticed. */
struct follow_position {
	uint64_t guild_id;
	int64_t seq, time;
	uint64_t message_id;
};

struct follow_cursor {
	struct follow_position *positions;
	size_t count;
};

/* What FILE says; nothing where there is no such file. Exits with EX_DATAERR where it is no cursor,
 * EX_NOPERM where it cannot be read. */
struct follow_cursor follow_cursor_read(const char *file);
/* The position of a guild; one of seq 0 is made where there is none. It is valid until the next
 * call. */
struct follow_position *follow_cursor_of(struct follow_cursor *cursor, uint64_t guild_id);
/* Replaces FILE as a whole. Exits as whole_file_begin() and whole_file_end() do. */
void follow_cursor_write(const struct follow_cursor *cursor, const char *file);
void follow_cursor_free(struct follow_cursor *cursor);

#endif
