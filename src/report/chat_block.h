/* The rows of one code block of Discord's, laid out: columns that fit side by side, else below each
 * other; amounts are never cut. */
#ifndef REPORT_CHAT_BLOCK_H
#define REPORT_CHAT_BLOCK_H

#include "report/chat_line.h"

/* Lays COUNT rows out by the two LINES of templates (the second may be NULL). TEXTS gets each row,
 * one or more lines that end in "\n". Returns the heading, likewise, "" where there is none. All
 * from VIEW's arena. */
const char *chat_block(const struct chat_view *view, const char *const lines[CHAT_LINES],
		       const struct chat_row *rows, size_t count, const char **texts);

#endif
