/* gl-lease: shares the guilds of the books among several workers. Touches the leases only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/unicode.h"
#include "tools/channels.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum {
	KEY_DB = 1,
	KEY_HOLDER,
	KEY_SECONDS,
	KEY_MOST,
	KEY_RELEASE,
	DEFAULT_SECONDS = 60,
	LONGEST_SECONDS = 86400,
	LONGEST_HOLDER = 100
};

struct options {
	struct shared_options shared;
	int64_t seconds, most;
	bool release;
};

static const struct argp_option option_list[] = {
	{ "seconds", KEY_SECONDS, "N", 0,
	  "how long a guild is this worker's when it does not ask again (default 60)", 0 },
	{ "most", KEY_MOST, "N", 0, "take no more than N guilds (default: a fair share)", 0 },
	{ "release", KEY_RELEASE, NULL, 0, "give all back, for others to take at once", 0 },
	{ 0 },
};

static int64_t whole_number(const char *option, const char *arg, int64_t most)
{
	char *end;
	int64_t number = strtoll(arg, &end, 10);
	if (*end || end == arg || number < 1 || number > most)
		fail(EX_USAGE, "%s takes 1 to %jd, not '%s'", option, most, arg);
	return number;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_SECONDS: options->seconds = whole_number("--seconds", arg, LONGEST_SECONDS); break;
	case KEY_MOST: options->most = whole_number("--most", arg, INT32_MAX); break;
	case KEY_RELEASE: options->release = true; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct share {
	int64_t guilds, workers, mine;
};

static bool take_share(void *context, const struct value *values)
{
	*(struct share *)context =
		(struct share){ values[0].integer, values[1].integer, values[2].integer };
	return false;
}

/* So many that all workers together have every guild. */
static int64_t fair(const struct share *share, int64_t most)
{
	int64_t each = (share->guilds + share->workers - 1) / share->workers;
	return most && most < each ? most : each;
}

static bool held(void *context, const struct value *values)
{
	(void)context;
	(void)values;
	return true;
}

/* In one transaction, one worker after the other: what one claims another passes over. */
static void claim(struct store *store, const struct options *options)
{
	struct share share;
	struct binding bindings[] = { bind_text(":holder", options->shared.holder),
				      bind_integer(":now", instant_now()),
				      bind_integer(":length", options->seconds * 1000),
				      { ":most", { .kind = VALUE_INTEGER } } };
	store_begin(store);
	store_query(store, "lease hold", NULL, 0, held, NULL);
	store_send_change(store, "lease holders gone", bindings, 3);
	store_send_change(store, "lease holder", bindings, 3);
	store_send_change(store, "lease renew", bindings, 3);
	store_send_change(store, "lease gone", bindings, 3);
	store_query(store, "lease share", bindings, 3, take_share, &share);
	int64_t wanted = fair(&share, options->most) - share.mine;
	bindings[3].value.integer = wanted < 0 ? -wanted : wanted;
	if (wanted)
		store_send_change(store, wanted < 0 ? "lease give back" : "lease claim", bindings,
				  4);
	store_commit(store);
}

static void release(struct store *store, const struct options *options)
{
	struct binding holder = bind_text(":holder", options->shared.holder);
	store_begin(store);
	store_query(store, "lease hold", NULL, 0, held, NULL);
	store_send_change(store, "lease release", &holder, 1);
	store_send_change(store, "lease leave", &holder, 1);
	store_commit(store);
}

static bool print_guild(void *context, const struct value *values)
{
	(void)context;
	printf("%jd\n", values[0].integer);
	return true;
}

int main(int argc, char **argv)
{
	struct options options = { .shared = { .holder = getenv("GL_HOLDER"),
					       .holder_doc = "who asks: a name of this worker and "
							     "no other (default: $GL_HOLDER)" },
				   .seconds = DEFAULT_SECONDS };
	options_parse(argc, argv, option_list, parse, "",
		      "Take a fair share of the books' guilds for this worker, or keep it, and "
		      "print their ids.",
		      "Exit codes: 0 printed; 64 usage; 73 the disk is full; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &holder_option, &options.shared },
						     { 0 } },
		      &options);
	if (!options.shared.holder || !*options.shared.holder ||
	    strlen(options.shared.holder) > LONGEST_HOLDER ||
	    !utf8_valid(options.shared.holder, strlen(options.shared.holder)))
		fail(EX_USAGE,
		     "who asks? Name this worker with --holder NAME (1 to %d bytes of UTF-8), or "
		     "in GL_HOLDER",
		     LONGEST_HOLDER);
	struct store *store = open_books(options.shared.db, STORE_WRITE);
	struct binding holder = bind_text(":holder", options.shared.holder);
	if (options.release)
		release(store, &options);
	else
		claim(store, &options);
	store_query(store, "lease list", &holder, 1, print_guild, NULL);
	store_close(store);
	if (fflush(stdout) != 0)
		fail(EX_IOERR, "the output could not be written");
	return EX_OK;
}
