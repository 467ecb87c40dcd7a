/* Which channel a command's setting is to be. */
#ifndef COMMAND_NAMED_CHANNEL_H
#define COMMAND_NAMED_CHANNEL_H

#include "record/record.h"

/* The text that COMMAND sets a setting to, which may be the mention of a channel or a role; NULL:
 * it sets none. */
const char *command_setting_value(const struct command *command);
/* The channel that it mentions; 0: none. */
uint64_t command_names_channel(const struct command *command);

#endif
