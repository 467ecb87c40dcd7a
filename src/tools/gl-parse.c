/* gl-parse: Discord's messages into commands, rejects and skips. Knows neither network nor books.
 */
#include <sysexits.h>

#include "base/options.h"
#include "base/sandbox.h"
#include "base/unicode.h"
#include "command/address.h"
#include "command/setting_rows.h"
#include "tools/line_filter.h"
#include "tools/shared_options.h"

enum { KEY_PREFIX = 1, KEY_BOT, KEY_BOT_ROLE };

static const struct argp_option option_list[] = {
	{ "prefix", KEY_PREFIX, "TEXT", 0,
	  "what commands begin with, where a message does not say (default !)", 0 },
	{ "bot", KEY_BOT, "ID", 0, "the bot's user id, whose mention also begins a command", 0 },
	{ "bot-role", KEY_BOT_ROLE, "ID", 0, "the bot's managed role", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct address *address = state->input;
	switch (key) {
	case KEY_PREFIX: address->prefix = arg; break;
	case KEY_BOT: address->bot_id = option_id("--bot", arg); break;
	case KEY_BOT_ROLE: address->bot_role_id = option_id("--bot-role", arg); break;
	case ARGP_KEY_ARG:
		argp_error(state, "messages are read from standard input; there is no argument");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static bool to_record(void *context, struct arena *arena, const char *line, size_t length,
		      struct buf *out, const char **why)
{
	struct message message;
	cJSON *json = json_object(arena, line, length, why);
	if (!json)
		return false;
	if (json_text(json, "type")) { /* a record already: not ours to change */
		buf_add(out, line, length);
		buf_char(out, '\n');
		return true;
	}
	return message_read(json, &message, why) &&
	       message_to_record(arena, &message, context, out, why);
}

int main(int argc, char **argv)
{
	struct address address = { .prefix = setting_text(SETTING_PREFIX, NULL) };
	struct shared_options shared = { .guild_doc = "the guild of messages that do not name one",
					 .lang_doc = "the guild's language (default en)" };
	options_parse(argc, argv, option_list, parse, "",
		      "Turn Discord messages on stdin into command, reject and skip records.",
		      "Exit codes: 0 all lines read; 64 usage; 65 a line was no message (it is "
		      "named on stderr and left out); 74 input or output failed.",
		      (const struct option_child[]){
			      { &guild_option, &shared }, { &lang_option, &shared }, { 0 } },
		      &address);
	address.lang = shared.lang;
	address.guild_id = shared.guild_id;
	sandbox_confine(SANDBOX_PURE, NULL, NULL);
	return filter_run(to_record, &address);
}
