/* gl-verify: proves the books, by their invariants, by a replay of the log, or from a signed
 * checkpoint on. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/progress.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "base/secret.h"
#include "tools/open_books.h"
#include "report/for_answers.h"
#include "tools/shared_options.h"
#include "verify/replay.h"
#include "verify/verify.h"

enum {
	KEY_DB = 1,
	KEY_GUILD,
	KEY_LIMIT,
	KEY_FORMAT,
	KEY_REPLAY,
	KEY_NO_ANSWERS,
	KEY_SINCE,
	KEY_CHECKPOINT,
	KEY_KEY,
	KEY_NEW_KEY
};
enum { EXIT_FAULTS = 1, LARGEST_FILE = 64 * 1024 * 1024 };

struct options {
	struct shared_options shared;
	const char *since, *checkpoint, *key, *new_key;
	bool replay, no_answers;
	struct faults faults;
};

static const struct argp_option option_list[] = {
	{ "limit", KEY_LIMIT, "N", 0,
	  "print at most N faults; all are counted (default 100; 0: print all)", 0 },
	{ "format", KEY_FORMAT, "text|ndjson", 0, "how faults are printed (default text)", 0 },
	{ "replay", KEY_REPLAY, NULL, 0, "also apply the whole log to fresh books, and compare",
	  1 },
	{ "no-answers", KEY_NO_ANSWERS, NULL, 0,
	  "of a replay: leave out the words of answers, which another version may put otherwise",
	  1 },
	{ "since", KEY_SINCE, "FILE", 0,
	  "only what is new since the checkpoint in FILE, and that the books go on from there; "
	  "needs --key",
	  2 },
	{ "checkpoint", KEY_CHECKPOINT, "FILE", 0,
	  "when no fault is found write a signed checkpoint into FILE; needs --key", 2 },
	{ "key", KEY_KEY, "FILE", 0, "the key that signs; for --since its public half will do", 2 },
	{ "new-key", KEY_NEW_KEY, "FILE", 0,
	  "make a key: the secret half into FILE, the public one into FILE.pub; nothing else is "
	  "done",
	  2 },
	{ 0 },
};

static void read_limit(struct options *options, const char *text)
{
	char *end;
	options->faults.limit = strtoll(text, &end, 10);
	if (!*text || *end || options->faults.limit < 0)
		fail(EX_USAGE, "--limit takes a whole number, 0 for all, not '%s'", text);
}

static void check_options(const struct options *options, struct argp_state *state)
{
	if ((options->since || options->checkpoint) && !options->key)
		argp_error(state, "--since and --checkpoint need --key FILE (--new-key FILE makes "
				  "one)");
	if (options->since && (options->checkpoint || options->replay))
		argp_error(state, "--since looks at what is new only: no --checkpoint and no "
				  "--replay with it");
	if (options->checkpoint && options->shared.guild_id)
		argp_error(state, "a checkpoint is of all guilds: no --guild with it");
	if (options->no_answers && !options->replay)
		argp_error(state, "--no-answers goes with --replay");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_LIMIT: read_limit(options, arg); break;
	case KEY_FORMAT:
		if (strcmp(arg, "text") != 0 && strcmp(arg, "ndjson") != 0)
			fail(EX_USAGE, "--format takes text or ndjson, not '%s'", arg);
		options->faults.ndjson = *arg == 'n';
		break;
	case KEY_REPLAY: options->replay = true; break;
	case KEY_NO_ANSWERS: options->no_answers = true; break;
	case KEY_SINCE: options->since = arg; break;
	case KEY_CHECKPOINT: options->checkpoint = arg; break;
	case KEY_KEY: options->key = arg; break;
	case KEY_NEW_KEY: options->new_key = arg; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	case ARGP_KEY_END: check_options(options, state); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static char *read_file(const char *name, const char *what)
{
	struct buf text = { 0 };
	char bytes[16 * 1024];
	ssize_t length = 0;
	int fd = open(name, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && (length = read(fd, bytes, sizeof bytes)) > 0 &&
	       text.length < LARGEST_FILE)
		buf_add(&text, bytes, (size_t)length);
	if (fd < 0 || length < 0)
		fail(errno == EACCES   ? EX_NOPERM
		     : errno == ENOENT ? EX_NOINPUT
				       : EX_IOERR,
		     "%s: the %s cannot be read (%s)", name, what, strerrordesc_np(errno));
	close(fd);
	buf_add(&text, "", 0);
	return text.bytes;
}

/* FILE is there whole, or as it was; a file that is there already and must not be (EXCLUSIVE) is
 * kept. */
static void write_file(const char *name, const struct buf *text, mode_t mode, bool exclusive)
{
	struct buf new = { 0 };
	buf_printf(&new, "%s%s", name, exclusive ? "" : ".new");
	int fd = open(buf_string(&new),
		      O_WRONLY | O_CREAT | O_CLOEXEC | (exclusive ? O_EXCL : O_TRUNC), mode);
	if (fd < 0)
		fail(errno == EACCES ? EX_NOPERM : EX_CANTCREAT, "%s: cannot be written (%s)", name,
		     strerrordesc_np(errno));
	if (write(fd, text->bytes, text->length) != (ssize_t)text->length || fsync(fd) != 0 ||
	    close(fd) != 0 || (!exclusive && rename(buf_string(&new), name) != 0))
		fail(EX_IOERR, "%s: cannot be written (%s)", name, strerrordesc_np(errno));
	buf_free(&new);
}

static void make_key(const char *file)
{
	struct key key;
	struct buf secret = { 0 }, public = { 0 }, name = { 0 };
	char *folder = sandbox_folder_of(file);
	secret_guard();
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	key_make(&key);
	key_print(&key, true, &secret);
	key_print(&key, false, &public);
	buf_printf(&name, "%s.pub", file);
	write_file(file, &secret, 0600, true);
	write_file(buf_string(&name), &public, 0644, true);
	printf("the secret key is in %s, the public one in %s\n", file, buf_string(&name));
	free(folder);
}

static void read_key(const struct options *options, struct key *key)
{
	secret_guard();
	char *text = read_file(options->key, "key");
	if (!key_read(text, key))
		fail(EX_DATAERR, "%s: it is no key; gl-verify --new-key makes one", options->key);
	if (options->checkpoint && !key->has_secret)
		fail(EX_USAGE, "%s: a public key signs nothing; name the secret one", options->key);
	free(text);
}

static void read_since(const struct options *options, const struct key *key,
		       struct checkpoint *since)
{
	const char *why;
	char *text = read_file(options->since, "checkpoint");
	if (!checkpoint_read(since, text, key, &why))
		fail(EX_DATAERR, "%s: the checkpoint is refused: %s", options->since, why);
	free(text);
}

/* SQLite's temporary files go where the sandbox lets them. */
static void print_counts(const struct faults *faults, struct buf *out)
{
	const char *separator = "";
	for (int check = 0; check < CHECK_COUNT; check++)
		if (faults->by_check[check]) {
			buf_printf(out, faults->ndjson ? "%s\"%s\":%ju" : "%s%s %ju", separator,
				   check_names[check], faults->by_check[check]);
			separator = faults->ndjson ? "," : ", ";
		}
}

static void print_result(const struct options *options, const struct verify_result *result)
{
	const struct faults *faults = &options->faults;
	struct buf counts = { 0 };
	print_counts(faults, &counts);
	if (faults->ndjson) {
		printf("{\"type\":\"verified\",\"faults\":%ju,\"checks\":{%s},\"whole\":%s,"
		       "\"replayed\":%s,\"guilds\":%jd,\"log_rows\":%jd,\"transactions\":%jd,"
		       "\"entries\":%jd,\"batches\":%jd}\n",
		       faults->count, buf_string(&counts), options->since ? "false" : "true",
		       options->replay ? "true" : "false", result->guilds, result->log_rows,
		       result->transactions, result->entries, result->batches);
	} else {
		if (faults->count)
			printf("%ju faults (%s)", faults->count, buf_string(&counts));
		else
			printf("sound");
		printf("; read%s: guilds %jd, log rows %jd, transactions %jd, entries %jd, "
		       "batches %jd%s\n",
		       options->since ? " since the checkpoint" : "", result->guilds,
		       result->log_rows, result->transactions, result->entries, result->batches,
		       options->replay ? "; the log was replayed" : "");
	}
	buf_free(&counts);
}

static void take_checkpoint(const struct options *options, struct checkpoint *taken,
			    const struct key *key)
{
	struct buf text = { 0 };
	if (options->faults.count) {
		log_line(LOG_WARN, "no-checkpoint",
			 "%s: no checkpoint was written, for there are faults",
			 options->checkpoint);
		return;
	}
	taken->taken = instant_now();
	checkpoint_print(taken, key, &text);
	write_file(options->checkpoint, &text, 0644, false);
	buf_free(&text);
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "one guild only (default: all that the "
						       "books hold)",
				   .faults.limit = 100 };
	struct key key = { 0 };
	struct checkpoint since = { 0 }, taken = { 0 };
	struct verify_result result;
	options_parse(argc, argv, option_list, parse, "",
		      "Prove that the books hold: balances, floors, batches and their hash chain, "
		      "the log and its effects.",
		      "Exit codes: 0 sound; 1 faults were found; 64 usage; 65 SQLite found damage, "
		      "no guildledger database, a key or checkpoint that is none, or a wrong "
		      "signature; 66 no such books, key or checkpoint; 69 no engine for that "
		      "address, or no libpq; 73 a file cannot be made; 74 disk or output failed; "
		      "75 locked by another, or no server; 77 not permitted; 78 schema newer or "
		      "older than this program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { 0 } },
		      &options);
	if (options.new_key) {
		make_key(options.new_key);
		return EX_OK;
	}
	if (options.key)
		read_key(&options, &key);
	if (options.since)
		read_since(&options, &key, &since);
	if (options.replay)
		allow_temporary_books();
	char *folder = sandbox_folder_of(options.checkpoint);
	if (folder)
		sandbox_also_write(folder);
	sandbox_grant(SANDBOX_GRANT_PROCESS); /* SQLite's check of the file goes on in a process of
						 its own */
	progress_start("checking the books", false);
	struct store *store = open_books(store_default_reading(options.shared.db), STORE_READ);
	struct verify_request request = { .guild_id = options.shared.guild_id,
					  .since = options.since ? &since : NULL,
					  .taken = options.checkpoint ? &taken : NULL };
	verify_books(store, &request, &options.faults, &result);
	/* nothing was read where the tables are not as they must be */
	if (options.replay && result.guilds)
		verify_replay(store, options.shared.guild_id, !options.no_answers, &answer_reports,
			      &options.faults);
	verify_end(store);
	store_close(store);
	progress_hide(false);
	print_result(&options, &result);
	if (options.checkpoint)
		take_checkpoint(&options, &taken, &key);
	if (fflush(stdout) != 0)
		fail(EX_IOERR, "the output could not be written");
	checkpoint_free(&since);
	checkpoint_free(&taken);
	faults_free(&options.faults);
	free(folder);
	return options.faults.by_check[CHECK_SQLITE] ? EX_DATAERR
	       : options.faults.count                ? EXIT_FAULTS
						     : EX_OK;
}
