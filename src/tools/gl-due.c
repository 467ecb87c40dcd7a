/* gl-due: what falls due up to an instant, as commands: today the ends of roles that were given
 * until a time. */
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "base/options.h"
#include "base/output.h"
#include "record/operator.h"
#include "record/record.h"
#include "tools/channels.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum { KEY_AT = 1, FLUSH_BYTES = 64 * 1024 };

struct options {
	struct shared_options shared;
	int64_t at;
};

static const struct argp_option option_list[] = {
	{ "at", KEY_AT, "TIME", 0, "what is due then (default: now)", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_AT: options->at = option_time(zone_machine(), "--at", arg); break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct printing {
	struct arena arena;
	struct buf out;
};

/* Time and id come from the end itself: the same end is the same command, however often it is
 * printed. */
static bool print_end(void *context, const struct value *values)
{
	struct printing *printing = context;
	char until[INSTANT_TEXT_SIZE];
	int64_t end = values[3].integer;
	struct command command = {
		.guild_id = id_of(&values[0]),
		.time = end,
		.source = SOURCE_SCHEDULE,
		.verb = verb_table[VERB_ROLE_REVOKE].name,
		.author = { .name = "schedule", .identified = true, .member = true },
	};
	const char *who = arena_printf(&printing->arena, "@%ju", id_of(&values[1]));
	const char *role = arena_printf(&printing->arena, "&%ju", id_of(&values[2]));
	command.message_id = operator_message_id(
		end, arena_printf(&printing->arena, "%ju\n%s\n%s", command.guild_id, who, role));
	command_add_argument(&command, "who", who);
	command_add_argument(&command, "role", role);
	command_add_argument(&command, "ending", instant_format(end, until));
	record_write_command(&printing->out, &command);
	arena_reset(&printing->arena);
	if (printing->out.length > FLUSH_BYTES)
		buf_flush(&printing->out, STDOUT_FILENO);
	return true;
}

int main(int argc, char **argv)
{
	struct options options = { .at = instant_now() };
	struct printing printing = { 0 };
	options_parse(argc, argv, option_list, parse, "",
		      "Print a command for each role that was given until a time, once that time "
		      "has come.",
		      "Exit codes: 0 printed; 64 usage; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &holder_option, &options.shared },
						     { 0 } },
		      &options);
	options.shared.guild_id = chosen_guild(&options.shared);
	struct store *store = open_books(options.shared.db, STORE_READ);
	struct binding bindings[] = { bind_id(":guild", options.shared.guild_id),
				      bind_integer(":now", options.at),
				      binding_of_holder(options.shared.holder) };
	store_query(store, "roles ending", bindings, 3, print_end, &printing);
	buf_flush(&printing.out, STDOUT_FILENO);
	store_close(store);
	return EX_OK;
}
