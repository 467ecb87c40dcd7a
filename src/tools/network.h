/* The options and the end that the tools share which talk to Discord. */
#ifndef TOOLS_NETWORK_H
#define TOOLS_NETWORK_H

#include <argp.h>
#include <stdbool.h>

#include "discord/discord.h"

enum { KEY_TOKEN_FILE = 0x2000, KEY_API, KEY_STATE, KEY_CA_FILE, KEY_DEADLINE, KEY_PATIENCE };
#define NETWORK_OPTIONS                                                                          \
	{ "token-file",                                                                          \
	  KEY_TOKEN_FILE,                                                                        \
	  "FILE",                                                                                \
	  0,                                                                                     \
	  "what holds the bot's token (default: $GL_TOKEN_FILE, else the systemd credential "    \
	  "\"token\")",                                                                          \
	  8 },                                                                                   \
		{ "api",                                                                         \
		  KEY_API,                                                                       \
		  "URL",                                                                         \
		  0,                                                                             \
		  "Discord's API (default: $GL_API, else https://discord.com/api/v10)",          \
		  8 },                                                                           \
		{ "state",                                                                       \
		  KEY_STATE,                                                                     \
		  "FOLDER",                                                                      \
		  0,                                                                             \
		  "where limits.db lives (default: $GL_STATE, else ~/.local/state/guildledger)", \
		  8 },                                                                           \
		{ "ca-file",                                                                     \
		  KEY_CA_FILE,                                                                   \
		  "FILE",                                                                        \
		  0,                                                                             \
		  "certificates to trust, or a folder of them as openssl rehash makes it "       \
		  "(default: $GL_CA_FILE, else the system's)",                                   \
		  8 },                                                                           \
		{ "deadline",                                                                    \
		  KEY_DEADLINE,                                                                  \
		  "SECONDS",                                                                     \
		  0,                                                                             \
		  "stop asking after this time; 0: never (default 8)",                           \
		  8 },                                                                           \
	{                                                                                        \
		"patience", KEY_PATIENCE, "SECONDS", 0,                                          \
			"how long one limit, outage or guild may keep others waiting (default: " \
			"what the deadline allows)",                                             \
			8                                                                        \
	}

enum { DEFAULT_DEADLINE_MS = 8000 };
/* Takes one of the options above; false when KEY is another. */
bool network_option(int key, char *arg, struct discord_options *options);

#define NETWORK_EXIT_CODES                                                                         \
	"64 usage; 65 a line is no record (it is named on stderr); 69 no libcurl; 73 no room for " \
	"limits.db; 74 "                                                                           \
	"input or output failed; 75 a rate limit or an "                                           \
	"outage: the rest comes with the next run; 77 Discord refused the token or a permission "  \
	"(the fix is on stderr); 78 no token."

#endif
