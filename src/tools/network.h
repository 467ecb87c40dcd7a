/* The options and the end that the tools share which talk to Discord. */
#ifndef TOOLS_NETWORK_H
#define TOOLS_NETWORK_H

#include <argp.h>

#include "discord/discord.h"

/* A child of options_parse() that fills in a struct discord_options. */
extern const struct argp network_options;

enum { DEFAULT_DEADLINE_MS = 8000 };

#define NETWORK_EXIT_CODES                                                                         \
	"64 usage; 65 a line is no record (it is named on stderr); 69 no libcurl; 73 no room for " \
	"limits.db; 74 "                                                                           \
	"input or output failed; 75 a rate limit or an "                                           \
	"outage: the rest comes with the next run; 77 Discord refused the token or a permission "  \
	"(the fix is on stderr); 78 no token."

#endif
