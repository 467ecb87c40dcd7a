/* gl-apply: the only writer of the books. Applies records in chunks and prints an outcome for each after its COMMIT. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/lines.h"
#include "base/options.h"
#include "tools/chunk.h"
#include "tools/opening.h"

enum { KEY_DB = 1, KEY_CHUNK, DEFAULT_CHUNK = 4096, LARGEST_CHUNK = 16384, PATIENCE_MS = 20 };
/* A chunk also ends when its records take this much memory. */
enum { CHUNK_BYTES = 16 * 1024 * 1024 };

struct options {
	const char *db;
	int chunk;
};

static const struct argp_option option_list[] = {
	BOOKS_OPTION(KEY_DB),
	{ "chunk", KEY_CHUNK, "N", 0, "commit after N records at the latest (1 to 16384, default 4096); sooner when the input pauses", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	char *end;
	switch (key) {
	case KEY_DB: options->db = arg; break;
	case KEY_CHUNK:
		options->chunk = (int)strtol(arg, &end, 10);
		if (*end || options->chunk < 1 || options->chunk > LARGEST_CHUNK)
			fail(EX_USAGE, "--chunk takes 1 to %d, not '%s'", LARGEST_CHUNK, arg);
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void commit_when_idle(void *context)
{
	chunk_commit(context);
}

int main(int argc, char **argv)
{
	struct options options = { .chunk = DEFAULT_CHUNK };
	options_parse(argc, argv, option_list, parse, "", "Apply records from stdin to the books; print an outcome for each.",
		      "A record that cannot be read stops the tool: what came before is applied, it and what follows are not, since going on "
		      "would move the cursor past it.\n"
		      "Exit codes: 0 all applied (refusals are outcomes, not failures); 64 usage; 65 a line is no record, or the database is "
		      "corrupt; 66 no such books; 69 no engine for that address, or no libpq; 73 the disk is full; 74 disk error; 75 locked by another, or no server; "
		      "77 not permitted; 78 schema newer or older than this program.", &options);
	i18n_start();
	zone_use("UTC");
	struct chunk *chunk = chunk_start(open_books(options.db, STORE_WRITE), options.chunk, CHUNK_BYTES);
	struct lines lines = { .fd = 0, .patience_ms = PATIENCE_MS, .on_idle = commit_when_idle, .idle_context = chunk };
	size_t length;
	int exit_code = EX_OK;
	const char *why;
	for (char *line; (line = lines_next(&lines, &length));)
		if (!chunk_add(chunk, line, length, NULL, &why)) {
			log_line(LOG_ERROR, "line-refused", "line %llu%s: %s; it and what follows were not applied",
				 (unsigned long long)lines.number, lines.torn ? " (torn at the end of the input)" : "", why);
			exit_code = EX_DATAERR;
			break;
		}
	chunk_end(chunk);
	lines_free(&lines);
	return exit_code;
}
