/* gl-due: what falls due up to an instant, as commands: the ends of roles that were given until a
 * time and of what waits, dates of schedules, reminders. */
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/output.h"
#include "ledger/lookups.h"
#include "tools/channels.h"
#include "tools/due.h"
#include "tools/due_ahead.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"
#include "tools/trial.h"

enum { KEY_AT = 1, KEY_UNTIL, FLUSH_BYTES = 64 * 1024, MOST_COMMANDS = 200 };

static const int64_t FARTHEST_MS = (int64_t)2 * 366 * 24 * 60 * 60 * 1000;

struct options {
	struct shared_options shared;
	int64_t at, until; /* UNTIL 0: not asked for */
};

static const struct argp_option option_list[] = {
	{ "at", KEY_AT, "TIME", 0, "what is due then (default: now)", 0 },
	{ "until", KEY_UNTIL, "TIME", 0,
	  "all that falls due up to then, as if each thing were applied when it is due; nothing is",
	  0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_AT: options->at = option_time(zone_machine(), "--at", arg); break;
	case KEY_UNTIL: options->until = option_time(zone_machine(), "--until", arg); break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

/* The guilds where something may be due. */
struct guild_list {
	uint64_t *ids;
	size_t count;
};

static bool take_guild(void *context, const struct value *values)
{
	struct guild_list *guilds = context;
	uint64_t *larger = realloc(guilds->ids, (guilds->count + 1) * sizeof *larger);
	if (!larger)
		memory_out((guilds->count + 1) * sizeof *larger);
	guilds->ids = larger;
	guilds->ids[guilds->count++] = id_of(&values[0]);
	return true;
}

static struct guild_list find_guilds(struct store *store, const struct options *options)
{
	struct guild_list guilds = { 0 };
	int64_t now = options->until ? options->until : options->at;
	char after[DAY_TEXT_SIZE]; /* no zone is a day ahead */
	struct binding bindings[] = {
		bind_id(":guild", options->shared.guild_id),
		bind_integer(":now", now),
		bind_text(":day", day_format(day_at(zone_utc(), now) + 1, after)),
		binding_of_holder(options->shared.holder),
	};
	store_query(store, "due guilds", bindings, 4, take_guild, &guilds);
	return guilds;
}

/* At most MOST commands of one guild; returns how many. */
static size_t print_guild(struct store *store, uint64_t guild_id, int64_t at, size_t most,
			  struct buf *out)
{
	static struct due_run run; /* large */
	run = (struct due_run){ .store = store, .now = at, .end = { .instant = INT64_MAX } };
	books_start(&run.books);
	books_want(&run.books, WANTED_GUILD, guild_id, 0, NULL);
	store_load(store, &run.books);
	run.guild = books_loaded_guild(&run.books, guild_id);
	run.zone = run.guild->zone = store_use_zone(store, run.guild->timezone);
	due_add_role_ends(&run);
	due_add_waiting_ends(&run);
	due_add_schedules(&run);
	due_add_joins(&run);
	due_add_reminders(&run);
	due_add_losses(&run);
	due_add_statements(&run);
	due_add_openings(&run);
	size_t printed = due_print(&run, most, out);
	books_end_chunk(&run.books);
	books_forget(&run.books);
	arena_free(&run.books.chunk);
	arena_free(&run.books.memory);
	arena_free(&run.arena);
	free(run.items);
	return printed;
}

/* On a copy, in which each thing is applied before the next one is looked for. */
static int print_ahead(const struct options *options)
{
	if (options->until < options->at || options->until - options->at > FARTHEST_MS)
		fail(EX_USAGE, "--until takes a time from now (or --at) on, within two years");
	if (options->shared.holder)
		fail(EX_USAGE, "--until looks at a copy, which has no leases: leave out --holder");
	struct store *copy = trial_books(options->shared.db, options->shared.guild_id);
	log_hush(false);
	unsetenv("GL_HOLDER"); /* who has a lease says nothing about a copy */
	struct guild_list guilds = find_guilds(copy, options);
	for (size_t i = 0; i < guilds.count; i++)
		copy = due_ahead(copy, guilds.ids[i], options->at, options->until, print_guild);
	free(guilds.ids);
	store_close(copy);
	return EX_OK;
}

int main(int argc, char **argv)
{
	struct options options = { .at = instant_now() };
	struct buf out = { 0 };
	size_t left = MOST_COMMANDS;
	options_parse(argc, argv, option_list, parse, "",
		      "Print a command for each thing whose time has come: roles and requests that "
		      "end, payments and dues of schedules, reminders. At most 200; ask again for "
		      "the others.",
		      "Exit codes: 0 printed; 64 usage; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &holder_option, &options.shared },
						     { 0 } },
		      &options);
	options.shared.guild_id = chosen_guild(&options.shared);
	if (options.until)
		return print_ahead(&options);
	struct store *store = open_books(options.shared.db, STORE_READ);
	struct guild_list guilds = find_guilds(store, &options);
	for (size_t i = 0; i < guilds.count && left; i++) {
		left -= print_guild(store, guilds.ids[i], options.at, left, &out);
		if (out.length > FLUSH_BYTES)
			buf_flush(&out, STDOUT_FILENO);
	}
	buf_flush(&out, STDOUT_FILENO);
	free(guilds.ids);
	store_close(store);
	return EX_OK;
}
