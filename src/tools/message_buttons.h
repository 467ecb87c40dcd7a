/* The buttons and menus of a message of ours: of what still waits, of a schedule, of a list, of the
 * roles on offer. */
#ifndef TOOLS_MESSAGE_BUTTONS_H
#define TOOLS_MESSAGE_BUTTONS_H

#include "command/verbs.h"
#include "tools/appearance.h"

/* Adds to APPEARANCE what can be pressed below the message of COMMAND, which succeeded; VERB may be
 * NULL. ARGUMENTS are the command's. From ARENA. */
void add_message_buttons(struct store *store, struct arena *arena,
			 const struct answered_command *command, const struct verb *verb,
			 const cJSON *arguments, struct appearance *appearance);

#endif
