/* What is said instead of an answer whose words Discord refused. */
#ifndef TOOLS_NEUTRAL_WORDS_H
#define TOOLS_NEUTRAL_WORDS_H

#include <stdint.h>

#include "base/arena.h"

/* That a command was carried out or not, without a name or memo, of which one may be what was
 * refused. LANG is the language's name and PREFIX the guild's (NULL: en, !); STATUS is that of the
 * log row (NULL: no row is known) and TRANSACTION what it booked (0: nothing). From ARENA, or a
 * constant. */
const char *neutral_words(struct arena *arena, const char *lang, const char *prefix,
			  const char *status, int64_t transaction);

#endif
