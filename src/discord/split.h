/* Long text into messages that Discord takes: 2,000 code points each.
 * https://discord.com/developers/docs/resources/message#create-message */
#ifndef DISCORD_SPLIT_H
#define DISCORD_SPLIT_H

#include <stddef.h>

#include "base/arena.h"

enum { MESSAGE_POINTS = 2000 };

/* Cuts TEXT at line ends into parts of at most POINTS code points, each with its code fences closed
 * (and opened again in the next); a longer line is cut between words, or code points. *PARTS from
 * ARENA; returns how many, at least 1. */
size_t split_text(struct arena *arena, const char *text, size_t points, const char ***parts);

#endif
