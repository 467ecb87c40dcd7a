/* Network options. */
#include "tools/network.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"

bool network_option(int key, char *arg, struct discord_options *options)
{
	char *end;
	switch (key) {
	case KEY_TOKEN_FILE: options->token_file = arg; return true;
	case KEY_API: options->api = arg; return true;
	case KEY_STATE: options->state = arg; return true;
	case KEY_CA_FILE: options->ca_file = arg; return true;
	case KEY_DEADLINE: {
		double seconds = strtod(arg, &end);
		if (*end || end == arg || !(seconds >= 0 && seconds < 1e6))
			fail(EX_USAGE, "--deadline takes seconds, such as 8, not '%s'", arg);
		options->deadline_ms = (int64_t)(seconds * 1000);
		return true;
	}
	default: return false;
	}
}
