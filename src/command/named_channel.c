/* `config report.channel <#123>`. */
#include "command/named_channel.h"

#include <stdio.h>

#include "base/instant.h"
#include "command/verbs.h"

const char *command_setting_value(const struct command *command)
{
	const struct verb *verb = command->verb ? verb_named(command->verb) : NULL;
	return verb && verb_takes(verb, PARAM_VALUE) ? command_argument(command, "value") : NULL;
}

uint64_t command_names_channel(const struct command *command)
{
	const char *value = command_setting_value(command);
	uint64_t id = 0;
	char digits[24] = "";
	if (!value || sscanf(value, "<#%19[0-9]>", digits) != 1 || !snowflake_parse(digits, &id))
		return 0;
	return id;
}
