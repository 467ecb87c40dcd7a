/* What gl-doctor looks at of the interactions that came. */
#ifndef TOOLS_INTERACTION_CHECKS_H
#define TOOLS_INTERACTION_CHECKS_H

#include "discord/checkup.h"

/* When Discord last sent a PING and something else, as gl-interaction counted it in FILE. NULL:
 * nothing is told. */
void check_interactions(const char *file, enum lang lang, finding_callback *tell, void *context);

#endif
