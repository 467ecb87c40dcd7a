/* Network options. */
#include "tools/network.h"

#include "base/options.h"

enum { KEY_TOKEN_FILE = 0x2000, KEY_API, KEY_STATE, KEY_CA_FILE, KEY_DEADLINE, KEY_PATIENCE };
enum { HELP_GROUP = 8 }; /* behind a tool's own options */

static const struct argp_option option_list[] = {
	{ "token-file", KEY_TOKEN_FILE, "FILE", 0,
	  "what holds the bot's token (default: $GL_TOKEN_FILE, else the systemd credential "
	  "\"token\")",
	  HELP_GROUP },
	{ "api", KEY_API, "URL", 0,
	  "Discord's API (default: $GL_API, else https://discord.com/api/v10)", HELP_GROUP },
	{ "state", KEY_STATE, "FOLDER", 0,
	  "where limits.db lives (default: $GL_STATE, else ~/.local/state/guildledger)",
	  HELP_GROUP },
	{ "ca-file", KEY_CA_FILE, "FILE", 0,
	  "certificates to trust, or a folder of them as openssl rehash makes it (default: "
	  "$GL_CA_FILE, else the system's)",
	  HELP_GROUP },
	{ "deadline", KEY_DEADLINE, "SECONDS", 0,
	  "stop asking after this time; 0: never (default 8)", HELP_GROUP },
	{ "patience", KEY_PATIENCE, "SECONDS", 0,
	  "how long one limit, outage or guild may keep others waiting (default: what the deadline "
	  "allows)",
	  HELP_GROUP },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct discord_options *options = state->input;
	switch (key) {
	case KEY_TOKEN_FILE: options->token_file = arg; break;
	case KEY_API: options->api = arg; break;
	case KEY_STATE: options->state = arg; break;
	case KEY_CA_FILE: options->ca_file = arg; break;
	case KEY_DEADLINE: options->deadline_ms = option_milliseconds("--deadline", arg); break;
	case KEY_PATIENCE: options->patience_ms = option_milliseconds("--patience", arg); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

const struct argp network_options = { .options = option_list, .parser = parse };
