/* gl-apply: the only writer of the books. Applies records in chunks and prints an outcome for each
 * after its COMMIT. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/options.h"
#include "apply/chunk.h"
#include "report/for_answers.h"
#include "apply/forget_slices.h"
#include "tools/one_interaction.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"
#include "tools/trial.h"

enum {
	KEY_DB = 1,
	KEY_CHUNK,
	KEY_GUILD,
	KEY_RETRY,
	KEY_INTERACTION,
	KEY_DRY_RUN,
	DEFAULT_CHUNK = 4096,
	LARGEST_CHUNK = 16384,
	PATIENCE_MS = 20
};
/* A chunk also ends when its records take this much memory. */
enum { CHUNK_BYTES = 16 * 1024 * 1024 };

struct options {
	struct shared_options shared;
	int chunk;
	uint64_t retry;
	bool interaction, dry_run;
};

static const struct argp_option option_list[] = {
	{ "chunk", KEY_CHUNK, "N", 0,
	  "commit after N records at the latest (1 to 16384, default 4096); sooner when the input "
	  "pauses",
	  0 },
	{ "retry", KEY_RETRY, "SEQ", 0,
	  "apply again what was set aside as this row of the log, and nothing else; gl-report "
	  "failed lists them",
	  1 },
	{ "interaction", KEY_INTERACTION, NULL, 0,
	  "apply one record, of an interaction, and print the outcome with all that its answer is "
	  "made of; where the books are not free within 2 s it is \"busy\" and nothing is applied",
	  1 },
	{ "dry-run", KEY_DRY_RUN, NULL, 0,
	  "decide the records on a copy that is gone afterwards, and print their outcomes; behind "
	  "them, on standard error, how many there were and which balances would change",
	  1 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	char *end;
	switch (key) {
	case KEY_CHUNK:
		options->chunk = (int)strtol(arg, &end, 10);
		if (*end || options->chunk < 1 || options->chunk > LARGEST_CHUNK)
			fail(EX_USAGE, "--chunk takes 1 to %d, not '%s'", LARGEST_CHUNK, arg);
		break;
	case KEY_RETRY: options->retry = option_id("--retry", arg); break;
	case KEY_INTERACTION: options->interaction = true; break;
	case KEY_DRY_RUN: options->dry_run = true; break;
	case ARGP_KEY_END:
		if (options->dry_run && (options->retry || options->interaction))
			argp_error(state, "--dry-run goes with neither --retry nor --interaction");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static bool take_record(void *context, const struct value *values)
{
	buf_text(context, values[0].text);
	return false;
}

/* Applies what the log holds as set aside. It is decided like any record: by its own time and by
 * the roles that were seen then. */
static void retry(struct store *store, struct options *options)
{
	struct buf record = { 0 };
	const char *why;
	options->shared.guild_id = chosen_guild(&options->shared);
	if (!options->shared.guild_id)
		fail(EX_USAGE, "whose log? Name the guild with --guild ID, or in GL_GUILD");
	struct binding bindings[] = { bind_integer(":guild", (int64_t)options->shared.guild_id),
				      bind_integer(":seq", (int64_t)options->retry) };
	store_query(store, "set aside record", bindings, 2, take_record, &record);
	if (!record.length)
		fail(EX_USAGE,
		     "row %ju of the log was not set aside; gl-report failed lists those that "
		     "were",
		     options->retry);
	struct chunk *chunk = chunk_start(store, &answer_reports, 1, CHUNK_BYTES);
	if (!chunk_add(chunk, buf_string(&record), record.length, NULL, &why))
		fail(EX_DATAERR, "row %ju of the log cannot be read: %s", options->retry, why);
	chunk_end(chunk);
	buf_free(&record);
}

static void commit_when_idle(void *context)
{
	chunk_commit(context);
}

/* All records of standard input. */
static int add_lines(struct chunk *chunk)
{
	struct lines lines = { .fd = 0,
			       .patience_ms = PATIENCE_MS,
			       .on_idle = commit_when_idle,
			       .idle_context = chunk };
	size_t length;
	int exit_code = EX_OK;
	const char *why;
	for (char *line; (line = lines_next(&lines, &length));)
		if (!chunk_add(chunk, line, length, NULL, &why)) {
			log_line(LOG_ERROR, "line-refused",
				 "line %ju%s: %s; it and what follows were not applied",
				 lines.number, lines.torn ? " (torn at the end of the input)" : "",
				 why);
			exit_code = EX_DATAERR;
			break;
		}
	lines_free(&lines);
	return exit_code;
}

/* The same on a copy. The log says nothing of it: nothing of it happened. */
static int try_records(const struct options *options)
{
	enum lang lang = options->shared.lang_given ? options->shared.lang : lang_of_locale();
	struct store *copy = trial_books(options->shared.db, chosen_guild(&options->shared));
	trial_begin(copy);
	log_hush(false);
	struct chunk *chunk = chunk_start(copy, &answer_reports, options->chunk, CHUNK_BYTES);
	int exit_code = add_lines(chunk);
	chunk_commit(chunk);
	struct chunk_counts counts = *chunk_counted(chunk);
	copy = chunk_finish(chunk);
	trial_summary(copy, &counts, lang, STDERR_FILENO);
	store_close(copy);
	return exit_code;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "--retry: whose log; --dry-run: copy only "
						       "this guild's books (default: $GL_GUILD)",
				   .shared.lang_doc = "--dry-run: of the summary (default: the "
						      "locale's)",
				   .chunk = DEFAULT_CHUNK };
	options_parse(argc, argv, option_list, parse, "",
		      "Apply records from stdin to the books; print an outcome for each.",
		      "A record that cannot be applied is set aside: it is logged as failed and "
		      "answered, and those behind it go on. A line that is no record stops the "
		      "tool: what came before is applied, it and what follows are not, since going "
		      "on would move the cursor past it.\n"
		      "Exit codes: 0 all applied (refusals are outcomes, not failures); 64 usage; "
		      "65 a line is no record, or the database is corrupt; 66 no such books; 69 no "
		      "engine for that address, or no libpq; 73 the disk is full; 74 disk error; "
		      "75 locked by another, or no server; 77 not permitted; 78 schema newer or "
		      "older than this program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { &lang_option, &options.shared },
						     { 0 } },
		      &options);
	if (options.dry_run)
		return try_records(&options);
	if (options.interaction)
		return apply_one_interaction(options.shared.db);
	struct store *store = open_books(options.shared.db, STORE_WRITE);
	if (options.retry) {
		retry(store, &options);
		return EX_OK;
	}
	struct chunk *chunk = chunk_start(store, &answer_reports, options.chunk, CHUNK_BYTES);
	int exit_code = add_lines(chunk);
	store = chunk_finish(chunk);
	forgetting_work(store);
	store_close(store);
	return exit_code;
}
