/* The order of a slash command's options. Private to the room. */
#ifndef COMMAND_SLASH_ORDER_H
#define COMMAND_SLASH_ORDER_H

#include "command/slash.h"

/* Puts the options of SLASH, which are in the order of the grammar, into the one in which Discord
 * takes and shows them: the required ones first. ARENA: for the work. */
void slash_sort_options(struct arena *arena, struct slash_verb *slash);

#endif
