/* The name of the tool that runs. */
#include "base/tool_name.h"

static const char *tool_name = "guildledger";

const char *log_tool(void)
{
	return tool_name;
}

void log_name_tool(const char *name)
{
	tool_name = name;
}
