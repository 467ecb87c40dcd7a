/* Network options. */
#include "tools/network.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"

static int64_t milliseconds(const char *option, const char *text)
{
	char *end;
	double seconds = strtod(text, &end);
	if (*end || end == text || !(seconds >= 0 && seconds < 1e6))
		fail(EX_USAGE, "%s takes seconds, such as 8, not '%s'", option, text);
	return (int64_t)(seconds * 1000);
}

bool network_option(int key, char *arg, struct discord_options *options)
{
	switch (key) {
	case KEY_TOKEN_FILE: options->token_file = arg; return true;
	case KEY_API: options->api = arg; return true;
	case KEY_STATE: options->state = arg; return true;
	case KEY_CA_FILE: options->ca_file = arg; return true;
	case KEY_DEADLINE: options->deadline_ms = milliseconds("--deadline", arg); return true;
	case KEY_PATIENCE: options->patience_ms = milliseconds("--patience", arg); return true;
	default: return false;
	}
}
