/* Texts within a code block of Discord's: cleaned, wrapped, kept in their direction. */
#ifndef REPORT_CHAT_TEXT_H
#define REPORT_CHAT_TEXT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/* TEXT on one line, without backticks, of which three would end the block. */
const char *chat_clean(struct arena *arena, const char *text);
/* WORD as a sentence begins. */
const char *chat_sentence(struct arena *arena, const char *word);
/* Appends TEXT. Where ANY it may be in letters from right to left: isolated then, so that it moves
 * nothing beside it. */
void chat_isolate(struct buf *out, const char *text, bool any);
/* TEXT without spaces at its ends, in lines of at most ROOM columns: in as many as it takes, those
 * behind the first indented; or, without WRAP, the first alone, with an ellipsis. */
const char *chat_wrap(struct arena *arena, const char *text, int room, bool wrap);
/* Appends COUNT spaces. */
void chat_spaces(struct buf *out, int count);

#endif
