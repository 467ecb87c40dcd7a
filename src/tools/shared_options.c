/* Options that several tools have. */
#include "tools/shared_options.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/options.h"

enum { KEY_DB = 0x3000, KEY_GUILD, KEY_HOLDER, KEY_LANG };

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct shared_options *shared = state->input;
	switch (key) {
	case KEY_DB: shared->db = arg; break;
	case KEY_GUILD: shared->guild_id = option_id("--guild", arg); break;
	case KEY_HOLDER: shared->holder = arg; break;
	case KEY_LANG:
		if (lang_from_name(arg, &shared->lang) < 0)
			fail(EX_USAGE, "--lang takes es or en, not '%s'", arg);
		shared->lang_given = true;
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* argp asks for the text of each option with the input of its parser. */
static char *explain(int key, const char *text, void *input)
{
	const struct shared_options *shared = input;
	const char *own = !shared             ? NULL
			  : key == KEY_GUILD  ? shared->guild_doc
			  : key == KEY_HOLDER ? shared->holder_doc
			  : key == KEY_LANG   ? shared->lang_doc
					      : NULL;
	char *copy = own ? strdup(own) : NULL;
	return copy ? copy : (char *)text;
}

static const struct argp_option db_options[] = {
	{ "db", KEY_DB, "FILE", 0, "the books: a file, or postgresql://… (default: $GL_DB)", 0 },
	{ 0 }
};
static const struct argp_option guild_options[] = { { "guild", KEY_GUILD, "ID", 0,
						      "this guild only (default: $GL_GUILD, else "
						      "all of the books)",
						      0 },
						    { 0 } };
static const struct argp_option holder_options[] = { { "holder", KEY_HOLDER, "NAME", 0,
						       "only guilds whose lease this worker holds, "
						       "see gl-lease (default: $GL_HOLDER, else "
						       "all)",
						       0 },
						     { 0 } };
static const struct argp_option lang_options[] = {
	{ "lang", KEY_LANG, "es|en", 0, "the language (default en)", 0 }, { 0 }
};

const struct argp db_option = { .options = db_options, .parser = parse };
const struct argp guild_option = { .options = guild_options,
				   .parser = parse,
				   .help_filter = explain };
const struct argp holder_option = { .options = holder_options,
				    .parser = parse,
				    .help_filter = explain };
const struct argp lang_option = { .options = lang_options,
				  .parser = parse,
				  .help_filter = explain };

uint64_t chosen_guild(const struct shared_options *shared)
{
	const char *environment = getenv("GL_GUILD");
	if (shared->guild_id || !environment)
		return shared->guild_id;
	return option_id("GL_GUILD", environment);
}
