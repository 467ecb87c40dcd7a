/* The name of the tool that runs, for whatever it says. */
#ifndef BASE_TOOL_NAME_H
#define BASE_TOOL_NAME_H

/* As log_start() was given it. */
const char *log_tool(void);
/* For log_start(); NAME is kept. */
void log_name_tool(const char *name);

#endif
