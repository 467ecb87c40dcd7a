/* gl-db: starts, migrates, describes, copies and restores the books. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/progress.h"
#include "base/sandbox.h"
#include "base/secret.h"
#include "base/unicode.h"
#include "command/currency_words.h"
#include "ledger/ledger.h"
#include "backup/backup_key.h"
#include "ledger/lookups.h"
#include "tools/book_copies.h"
#include "tools/evidence_list.h"
#include "tools/open_books.h"
#include "tools/placement.h"
#include "tools/shared_options.h"
#include "tools/where.h"

enum {
	KEY_NAME = 1,
	KEY_OWNER,
	KEY_CURRENCY,
	KEY_SCALE,
	KEY_TIMEZONE,
	KEY_KEY_FILE,
	KEY_FORCE,
	KEY_PROBLEMS
};

#define VERBS                                                                                     \
	"init, migrate, info, copy FROM TO, move FROM TO, drop-copy LIVE COPY, rename-place OLD " \
	"NEW, places, where, backup FILE, check FILE, restore FILE, missing FILE, new-key FILE "  \
	"or files"

struct options {
	struct shared_options shared;
	const char *verb;
	struct init_record init;
	struct copying copying;
	bool problems;
};

static const struct argp_option option_list[] = {
	{ "name", KEY_NAME, "TEXT", 0, "init: the guild's name", 1 },
	{ "owner", KEY_OWNER, "ID", 0, "init: the user id of the guild's owner, who is admin", 1 },
	{ "currency", KEY_CURRENCY, "CODE", 0,
	  "init: the currency, 2 to 10 capitals and digits (default PTS)", 1 },
	{ "scale", KEY_SCALE, "N", 0, "init: its decimals, 0 to 9 (default 2)", 1 },
	{ "timezone", KEY_TIMEZONE, "TZ", 0,
	  "init: where its days begin, such as Europe/Madrid (default UTC)", 1 },
	{ "key-file", KEY_KEY_FILE, "FILE", 0,
	  "backup: encrypt for this key, secret or public; check, restore, missing: the secret key "
	  "that opens the copy",
	  2 },
	{ "force", KEY_FORCE, NULL, 0,
	  "restore: also over books that know more than the copy, or are damaged; they are kept "
	  "beside",
	  2 },
	{ "problems", KEY_PROBLEMS, NULL, 0,
	  "where: no list of guilds, only what is not as it should be", 2 },
	{ 0 },
};

static void new_key(const struct copying *copying)
{
	char *folder = sandbox_folder_of(copying->file);
	secret_guard();
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	backup_key_make(copying->file);
	printf("%s: the secret key, which opens copies; keep one where these machines cannot be "
	       "lost with it\n%s.pub: the public key, which makes copies and opens none\n",
	       copying->file, copying->file);
	free(folder);
}

/* The verbs that take the name of a file, or of books. */
static const struct file_verb {
	const char *verb;
	void (*work)(const struct copying *);
	const char *doing;
	const char *second; /* what the second name is for; NULL: there is none */
} file_verbs[] = {
	{ "copy", copying_copy, "copying the books",
	  "the books, and the empty ones that become the same" },
	{ "move", copying_move, "moving the books",
	  "the books where the guild is, and those where it goes" },
	{ "drop-copy", copying_drop_copy, "removing the copy",
	  "the books where the guild is at work, and those that lose what they have of it" },
	{ "rename-place", copying_rename_place, "renaming the place",
	  "the address that the books know, and the new one" },
	{ "backup", copying_backup, "making the copy", NULL },
	{ "check", copying_check, "checking the copy", NULL },
	{ "restore", copying_restore, "restoring the copy", NULL },
	{ "missing", copying_missing, "comparing the copies", NULL },
	{ "new-key", new_key, "making a key", NULL },
};

/* NULL: the verb takes no name. */
static const struct file_verb *file_verb_named(const char *verb)
{
	for (size_t i = 0; i < sizeof file_verbs / sizeof *file_verbs; i++)
		if (strcmp(verb, file_verbs[i].verb) == 0)
			return &file_verbs[i];
	return NULL;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	const struct file_verb *known = options->verb ? file_verb_named(options->verb) : NULL;
	switch (key) {
	case KEY_KEY_FILE: options->copying.key_file = arg; break;
	case KEY_FORCE: options->copying.force = true; break;
	case KEY_PROBLEMS: options->problems = true; break;
	case KEY_OWNER: options->init.owner_id = option_id("--owner", arg); break;
	case KEY_NAME: options->init.name = arg; break;
	case KEY_CURRENCY: options->init.currency = arg; break;
	case KEY_SCALE:
		if (strlen(arg) != 1 || *arg < '0' || *arg > '9')
			fail(EX_USAGE, "--scale takes 0 to 9, not '%s'", arg);
		options->init.scale = *arg - '0';
		break;
	case KEY_TIMEZONE: options->init.timezone = arg; break;
	case ARGP_KEY_ARG:
		if (!options->verb)
			options->verb = arg;
		else if (known && !options->copying.file)
			options->copying.file = arg;
		else if (known && known->second && !options->copying.to)
			options->copying.to = arg;
		else
			argp_error(state, "one thing at a time: " VERBS);
		break;
	case ARGP_KEY_END:
		if (!options->verb)
			argp_error(state, "say what to do: " VERBS);
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void check_init(const struct init_record *init)
{
	size_t length = strlen(init->currency);
	if (!init->guild_id || !init->owner_id || !init->name || !*init->name)
		fail(EX_USAGE, "init needs --guild ID, --name TEXT and --owner ID");
	if (!utf8_valid(init->name, strlen(init->name)))
		fail(EX_USAGE, "--name is not UTF-8");
	if (length < 2 || length > 10 ||
	    strspn(init->currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length)
		fail(EX_USAGE,
		     "--currency takes 2 to 10 capital letters and digits, such as PTS, not '%s'",
		     init->currency);
	struct arena arena = { 0 };
	if (!currency_code_can_be_named(&arena, init->currency))
		fail(EX_USAGE,
		     "--currency '%s' reads as an amount or as a part of one, so nobody could name "
		     "it; choose another code, such as PTS",
		     init->currency);
	arena_free(&arena);
	struct zone *zone = zone_load(init->timezone);
	if (!zone)
		fail(EX_USAGE,
		     "--timezone '%s' is not known here; take a name such as Europe/Madrid "
		     "(package tzdata)",
		     init->timezone);
	zone_free(zone);
}

static void init(const struct options *options)
{
	struct books books;
	struct buf line = { 0 };
	check_init(&options->init);
	store_migrate(options->shared.db);
	struct store *store = open_books(options->shared.db, STORE_WRITE);
	record_write_init(&line, &options->init);
	line.bytes[--line.length] = '\0';
	books_start(&books);
	store_begin(store);
	books_want(&books, WANTED_GUILD, options->init.guild_id, 0, NULL);
	store_load(store, &books);
	const char *place = books_guild(&books, options->init.guild_id)->place;
	if (place)
		fail(EX_CANTCREAT,
		     "%s: the books of guild %ju went elsewhere from here (%s); look there, or "
		     "bring them back with gl-db move",
		     store_location(store), options->init.guild_id,
		     *place ? place : "they are on their way here");
	if (!ledger_init_guild(&books, &options->init, buf_string(&line)))
		fail(EX_CANTCREAT, "%s: the books of guild %ju exist already; nothing was changed",
		     store_location(store), options->init.guild_id);
	store_write(store, &books);
	store_commit(store);
	printf("%s: the books of %s (guild %ju) are open, in %s with %d decimals\n",
	       store_location(store), options->init.name, options->init.guild_id,
	       options->init.currency, options->init.scale);
	store_close(store);
}

static void migrate(const char *db)
{
	progress_start("migrating the books", false);
	store_close(
		open_books(db, STORE_CREATE)); /* says what is wrong before anything is touched */
	int before = store_migrate(db);
	if (before == store_newest_schema)
		printf("the schema is version %d already: nothing to do\n", before);
	else
		printf("the schema went from version %d to %d\n", before, store_newest_schema);
}

struct listing {
	struct store *store;
};

static bool print_counts(void *context, const struct value *values)
{
	(void)context;
	printf("  accounts      %jd (%jd of members)\n  transactions  %jd\n  log           %jd "
	       "rows\n  batches       %jd (%jd open)\n",
	       values[0].integer, values[1].integer, values[2].integer, values[3].integer,
	       values[4].integer, values[5].integer);
	return true;
}

static bool print_forgetting(void *context, const struct value *values)
{
	(void)context;
	printf("  forgetting    %jd member%s, %jd log rows left (gl-apply goes on with it)\n",
	       values[2].integer, values[2].integer == 1 ? "" : "s", values[1].integer);
	return true;
}

static bool print_guild(void *context, const struct value *values)
{
	struct listing *listing = context;
	struct buf name = { 0 };
	char time[INSTANT_TEXT_SIZE];
	text_clean(&name, values[1].text);
	printf("guild %jd  %s\n  language      %s\n  timezone      %s\n  currency      %s\n  "
	       "owner         %jd\n  last command  %s\n",
	       values[0].integer, buf_string(&name), values[2].text, values[3].text, values[4].text,
	       values[5].integer,
	       values[6].integer ? instant_format(values[6].integer, time) : "never");
	buf_free(&name);
	struct binding guild = { ":guild", values[0] };
	store_query(listing->store, "guild counts", &guild, 1, print_counts, NULL);
	store_query(listing->store, "forget guilds", &guild, 1, print_forgetting, NULL);
	return true;
}

static bool print_place(void *context, const struct value *values)
{
	char time[INSTANT_TEXT_SIZE];
	(void)context;
	if (values[1].kind == VALUE_TEXT)
		printf("guild %jd  its books went to %s\n", values[0].integer, values[1].text);
	else
		printf("guild %jd  its books are on their way here: the move that was begun at "
		       "%s has to end (gl-db move)\n",
		       values[0].integer, instant_format(values[3].integer, time));
	return true;
}

static bool print_guards(void *context, const struct value *values)
{
	(void)context;
	if (*value_words(&values[0]))
		printf("  guards        without %s: the server has no such triggers, and gl-verify "
		       "finds what they would refuse\n",
		       values[0].text);
	return true;
}

static void info(const char *db)
{
	struct store *store = open_books(db, STORE_READ);
	struct listing listing = { store };
	printf("%s\n  schema        version %d\n", store_location(store),
	       store_schema_version(store));
	store_query(store, "guards left out", NULL, 0, print_guards, NULL);
	store_query(store, "guild list", NULL, 0, print_guild, &listing);
	store_query(store, "guild places", NULL, 0, print_place, NULL);
	store_close(store);
}

static bool work_on_file(const struct options *options)
{
	const struct file_verb *known = file_verb_named(options->verb);
	if (!known)
		return false;
	if (known->second && !options->copying.to)
		fail(EX_USAGE, "%s needs two names: %s", known->verb, known->second);
	if (!options->copying.file)
		fail(EX_USAGE, "%s needs the name of a file", known->verb);
	progress_start(known->doing, false);
	known->work(&options->copying);
	return true;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc =
					   "init: the guild's id; copy, move, drop-copy, missing, "
					   "where: this guild only",
				   .shared.lang_doc = "init: the guild's language (default en); "
						      "where: of the findings (default: as the "
						      "locale says)",
				   .init = { .currency = "PTS", .scale = 2, .timezone = "UTC" } };
	options_parse(argc, argv, option_list, parse,
		      "init|migrate|info|places|where|files\n"
		      "copy FROM TO|move FROM TO|drop-copy LIVE COPY|rename-place OLD NEW\n"
		      "backup FILE|check FILE|restore FILE|missing FILE|new-key FILE",
		      "Start, migrate, describe, copy, move or restore the books.",
		      "Exit codes: 0 done; 1, 2 where: there are warnings, something is broken; 64 "
		      "usage; 65 no guildledger database, or corrupt, or a "
		      "copy that is damaged or cut short; 66 no such file; 69 no engine for that "
		      "address, or no libpq; 73 the guild's books or the file exist already, the "
		      "books know more than the copy, or the disk is full; 74 disk error; 75 "
		      "locked by another, or no server; 77 not permitted, or another key is "
		      "needed; 78 schema newer than this program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &lang_option, &options.shared },
						     { 0 } },
		      &options);
	setvbuf(stdout, NULL, _IOFBF, BUFSIZ); /* no line of it behind that of the progress */
	options.init.lang = options.shared.lang;
	options.init.guild_id = options.copying.guild_id = options.shared.guild_id;
	options.copying.db = options.shared.db;
	int exit_code = EX_OK;
	if (strcmp(options.verb, "init") == 0)
		init(&options);
	else if (strcmp(options.verb, "migrate") == 0)
		migrate(options.shared.db);
	else if (strcmp(options.verb, "info") == 0)
		info(options.shared.db);
	else if (strcmp(options.verb, "files") == 0)
		evidence_list(options.shared.db);
	else if (strcmp(options.verb, "places") == 0)
		places_print(options.shared.db);
	else if (strcmp(options.verb, "where") == 0)
		exit_code = where_print(options.shared.guild_id, options.problems,
					options.shared.lang_given ? options.shared.lang
								  : lang_of_locale());
	else if (!work_on_file(&options))
		fail(EX_USAGE, "'%s' is none of " VERBS, options.verb);
	progress_hide(true);
	if (fflush(stdout) != 0)
		fail(EX_IOERR, "the output could not be written");
	return exit_code;
}
