/* Words that begin commands of other bots. */
#ifndef COMMAND_OTHER_BOTS_H
#define COMMAND_OTHER_BOTS_H

#include <stdbool.h>

/* Whether FOLDED (text_fold()) is such a word. */
bool is_of_other_bots(const char *folded);

#endif
