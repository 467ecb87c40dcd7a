/* What was chosen in a slash command: its verb, and its options as the grammar takes them. */
#ifndef INTERACTION_CHOSEN_H
#define INTERACTION_CHOSEN_H

#include "command/slash.h"
#include "interaction/payload.h"

struct chosen {
	const struct verb *verb;
	struct slash_value *values;
	size_t count;
	const char *focused; /* name of the option that is being typed; NULL: none is */
};
/* Reads data of a slash command or an autocompletion; lists and numbers are from ARENA. An id that
 * Discord did not resolve as what its option is, or that it sent as anything else, has a type that
 * no option has, so that slash_parse() refuses it. False when it is no command of ours. */
bool chosen_read(struct arena *arena, const struct interaction *interaction, struct chosen *chosen);
/* The value of the option NAME, or NULL. */
const char *chosen_value(const struct chosen *chosen, const char *name);

#endif
