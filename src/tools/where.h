/* gl-db where: in which place each guild is, and what is wrong with that. */
#ifndef TOOLS_WHERE_H
#define TOOLS_WHERE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/i18n.h"

/* Reads what gl-db places printed of each configuration from standard input, and prints a line a
 * guild and the findings; with PROBLEMS only what is not as it should be. GUILD_ID 0: all guilds.
 * Returns the worst severity: 0, 1 warnings, 2 something is broken. */
int where_print(uint64_t guild_id, bool problems, enum lang lang);

#endif
