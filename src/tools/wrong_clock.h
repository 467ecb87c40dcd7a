/* Whether this machine's clock can be trusted with what is due. */
#ifndef TOOLS_WRONG_CLOCK_H
#define TOOLS_WRONG_CLOCK_H

#include "discord/discord.h"

/* Leaves the file GL_STATE/NAME.clock while the clock is more than ten minutes away from Discord's,
 * as far as an answer of this run told it: jobs/tick asks for nothing that is due as long as it is
 * there. */
void note_wrong_clock(struct discord *discord);

#endif
