/* Lines to type in the catalogue's texts. */
#ifndef COMMAND_TYPED_LINES_H
#define COMMAND_TYPED_LINES_H

#include "base/arena.h"

/* FORMAT, a text of the catalogue with printf's conversions, with PREFIX in place of the ! of each
 * line to type, which is how texts write one: "Write `!help`." PREFIX may hold what printf would
 * read. From ARENA, or FORMAT itself where it holds no such line. */
const char *typed_lines(struct arena *arena, const char *format, const char *prefix);
/* The same of a TEXT that is shown as it is, without conversions. */
const char *typed_text(struct arena *arena, const char *text, const char *prefix);
/* TEXT with INSTEAD in place of PREFIX at the beginning of its spans of code: where the bot reads
 * mentions only, a line is typed without; what was chosen in a slash command is read without
 * knowing the guild's prefix. From ARENA. */
const char *lines_with_prefix(struct arena *arena, const char *text, const char *prefix,
			      const char *instead);

#endif
