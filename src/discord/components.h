/* What is below a message: its link button, its buttons and its menus, as Discord takes them.
 * https://discord.com/developers/docs/components/reference */
#ifndef DISCORD_COMPONENTS_H
#define DISCORD_COMPONENTS_H

#include "base/buf.h"
#include "record/record.h"

/* Discord's limits, in code points. */
enum { COMPONENT_LABEL = 80, COMPONENT_ID = 100, OPTION_LABEL = 100, MENU_PLACEHOLDER = 150 };

/* Adds "components":[…] of APPEARANCE, without a comma before it; an empty list where there is
 * nothing. Within Discord's limits whatever APPEARANCE holds: at most five rows of at most five
 * buttons, each id once, labels cut. */
void components_write(struct buf *json, const struct appearance *appearance);
/* Whether there is anything to write. */
bool components_any(const struct appearance *appearance);

#endif
