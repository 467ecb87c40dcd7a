/* gl-keep: keeps the files that came with commands, by what they contain. It never looks into one.
 * Knows no books and no token. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "command/verbs.h"
#include "tools/files_folder.h"
#include "tools/keep_backup.h"
#include "tools/keep_files.h"
#include "tools/keep_sweep.h"
#include "tools/line_filter.h"

enum {
	KEY_FILES = 1,
	KEY_API,
	KEY_CA_FILE,
	KEY_MOST,
	KEY_FILE_SIZE,
	KEY_MEMBER_DAY,
	KEY_GUILD_DAY,
	KEY_DEADLINE,
	KEY_PATIENCE,
	KEY_CHECK,
	KEY_SWEEP,
	KEY_AGE,
	KEY_BACKUP,
	KEY_RESTORE,
	KEY_PRUNE,
	KEY_COPY,
	KEY_KEY_FILE
};
enum { MEBIBYTE = 1048576, MOST_MEBIBYTES = 1048576, HOUR_S = 3600, MOST_HOURS = 100000 };

struct options {
	struct keeping keeping;
	bool check, sweep;
	int64_t age_hours;
	const char *backup, *restore, *prune; /* folders of backups */
	const char *copy, *key_file;
};

static const struct argp_option option_list[] = {
	{ "files", KEY_FILES, "FOLDER", 0,
	  "where they are kept (default: $GL_FILES, else files beside a $GL_STATE that is "
	  "called state, or in any other)",
	  0 },
	{ "api", KEY_API, "URL", 0,
	  "where this is plain HTTP to loopback, files may be there, too (default: $GL_API)", 0 },
	{ "ca-file", KEY_CA_FILE, "FILE", 0,
	  "certificates to trust, or a folder of them (default: $GL_CA_FILE, else the system's)",
	  0 },
	{ "most", KEY_MOST, "N", 0, "so many files of a command (default 10)", 0 },
	{ "file-size", KEY_FILE_SIZE, "MIB", 0, "no file larger than that (default 25)", 0 },
	{ "member-day", KEY_MEMBER_DAY, "MIB", 0, "so much of a member in a day (default 100)", 0 },
	{ "guild-day", KEY_GUILD_DAY, "MIB", 0, "so much of a guild in a day (default 1024)", 0 },
	{ "deadline", KEY_DEADLINE, "SECONDS", 0,
	  "no file is waited for after this time (default 6)", 0 },
	{ "patience", KEY_PATIENCE, "SECONDS", 0,
	  "how long the files of one guild may keep others waiting (default: half of that)", 0 },
	{ "check", KEY_CHECK, NULL, 0,
	  "read what gl-db files prints, and look whether each file is there and right", 1 },
	{ "sweep", KEY_SWEEP, NULL, 0,
	  "read what gl-db files prints, and remove the files that it does not keep", 1 },
	{ "age", KEY_AGE, "HOURS", 0,
	  "with --sweep: what no transaction names goes when it is that old (default 24)", 1 },
	{ "backup", KEY_BACKUP, "FOLDER", 0,
	  "read what gl-db files prints, and copy each file there that is not there yet", 2 },
	{ "copy", KEY_COPY, "NAME", 0,
	  "with --backup: the copy of the books that the files belong to", 2 },
	{ "restore", KEY_RESTORE, "FOLDER", 0,
	  "read the same, and bring back from there what is missing or wrong", 2 },
	{ "prune", KEY_PRUNE, "FOLDER", 0,
	  "remove from there the files that no copy of the books names", 2 },
	{ "key-file", KEY_KEY_FILE, "FILE", 0,
	  "--backup: encrypt for this key, secret or public; --restore: the secret key", 2 },
	{ 0 },
};

static int64_t whole(const char *option, const char *text, int64_t smallest, int64_t most)
{
	char *end;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (*end || end == text || errno || value < smallest || value > most)
		fail(EX_USAGE, "%s takes a whole number from %jd to %jd, not '%s'", option,
		     smallest, most, text);
	return value;
}

static void check_modes(const struct options *options, struct argp_state *state)
{
	if (options->check + options->sweep + !!options->backup + !!options->restore +
		    !!options->prune >
	    1)
		argp_error(state, "--check, --sweep, --backup, --restore and --prune exclude each "
				  "other");
	if (!options->backup != !options->copy)
		argp_error(state, "--backup FOLDER and --copy NAME need each other");
	if (options->copy && (!*options->copy || *options->copy == '.' ||
			      strchr(options->copy, '/') || strlen(options->copy) > NAME_MAX / 2))
		argp_error(state, "--copy takes the name of a copy, without its folder");
	if (options->key_file && !options->backup && !options->restore)
		argp_error(state, "--key-file belongs to --backup or --restore");
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	struct keep_bounds *bounds = &options->keeping.bounds;
	switch (key) {
	case KEY_FILES: options->keeping.folder = arg; break;
	case KEY_API: options->keeping.where.api = arg; break;
	case KEY_CA_FILE: options->keeping.where.ca_file = arg; break;
	case KEY_MOST: bounds->files = whole("--most", arg, 0, MAX_ATTACHED); break;
	case KEY_FILE_SIZE:
		bounds->file_bytes = whole("--file-size", arg, 1, MOST_MEBIBYTES) * MEBIBYTE;
		break;
	case KEY_MEMBER_DAY:
		bounds->member_bytes = whole("--member-day", arg, 0, MOST_MEBIBYTES) * MEBIBYTE;
		break;
	case KEY_GUILD_DAY:
		bounds->guild_bytes = whole("--guild-day", arg, 0, MOST_MEBIBYTES) * MEBIBYTE;
		break;
	case KEY_DEADLINE: bounds->deadline_ms = option_milliseconds("--deadline", arg); break;
	case KEY_PATIENCE: bounds->patience_ms = option_milliseconds("--patience", arg); break;
	case KEY_CHECK: options->check = true; break;
	case KEY_SWEEP: options->sweep = true; break;
	case KEY_AGE: options->age_hours = whole("--age", arg, 0, MOST_HOURS); break;
	case KEY_BACKUP: options->backup = arg; break;
	case KEY_RESTORE: options->restore = arg; break;
	case KEY_PRUNE: options->prune = arg; break;
	case KEY_COPY: options->copy = arg; break;
	case KEY_KEY_FILE: options->key_file = arg; break;
	case ARGP_KEY_ARG:
		argp_error(state, "records are read from standard input; there is no argument");
		break;
	case ARGP_KEY_END: check_modes(options, state); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static const char *given(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static void take_environment(struct keeping *keeping)
{
	if (!keeping->folder)
		keeping->folder = files_folder();
	if (!keeping->folder)
		fail(EX_CONFIG, "where are files kept? Name a folder with --files FOLDER, or in "
				"GL_FILES");
	if (!keeping->where.api)
		keeping->where.api = given("GL_API");
	if (!keeping->where.ca_file)
		keeping->where.ca_file = given("GL_CA_FILE");
	if (!keeping->bounds.patience_ms)
		keeping->bounds.patience_ms = keeping->bounds.deadline_ms / 2;
}

/* Whether files of the command are kept: of a member whom gl-identify knows, with a verb that takes
 * them. */
static bool takes_files(const struct command *command)
{
	const struct verb *verb = verb_named(command->verb);
	return command->source == SOURCE_DISCORD && command->author.identified &&
	       command->author.member && verb && verb->traits & TRAIT_EVIDENCE;
}

static bool pass(struct buf *out, const char *line, size_t length)
{
	buf_add(out, line, length);
	buf_char(out, '\n');
	return true;
}

static bool keep_line(void *context, struct arena *arena, const char *line, size_t length,
		      struct buf *out, const char **why)
{
	struct record record;
	if (!strstr(line, "\"attachments\":")) /* nearly always: not even read */
		return pass(out, line, length);
	if (!record_read(arena, line, length, &record, why))
		return false;
	if (record.type != RECORD_COMMAND || !record.command.attached ||
	    !record.command.attached->attachment_count)
		return pass(out, line, length);
	buf_flush(out, STDOUT_FILENO); /* what comes before does not wait for the files */
	if (takes_files(&record.command))
		keep_attachments(context, arena, &record.command);
	else
		record.command.attached = NULL;
	record_write_command(out, &record.command);
	return true;
}

/* Filters records. */
static int keep_records(struct keeping *keeping)
{
	sandbox_grant(SANDBOX_GRANT_FOLDERS);
	keeping->store = file_store_open(keeping->folder);
	keeping->unopened = keeping->store ? 0 : errno;
	sandbox_confine(SANDBOX_NETWORK, keeping->store ? keeping->folder : NULL,
			keeping->where.ca_file);
	keeping_begin(keeping);
	int exit_code = filter_run(keep_line, keeping);
	if (!exit_code && keeping->failed)
		exit_code = EX_CANTCREAT;
	keeping_end(keeping);
	return exit_code;
}

/* Compares the files with the list of the books. */
static int keep_list(const struct options *options)
{
	const char *folder = options->keeping.folder;
	struct file_store *store = file_store_open(folder);
	if (!store)
		fail(EX_NOINPUT, "%s: the folder with the files cannot be opened (%s)", folder,
		     strerrordesc_np(errno));
	if (!file_store_lock(store, options->sweep))
		fail(EX_TEMPFAIL, "%s: files are being removed; run again later", folder);
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	int exit_code =
		options->check ? keep_check(store) : keep_sweep(store, options->age_hours * HOUR_S);
	file_store_close(store);
	return exit_code;
}

/* The files here; exits where they are being removed. Made where MAKE says so. */
static struct file_store *open_files(const char *folder, bool make)
{
	struct file_store *store = make ? file_store_open(folder) : file_store_look(folder);
	if (!store)
		fail(make ? EX_CANTCREAT : EX_NOINPUT,
		     "%s: the folder with the files cannot be opened (%s)", folder,
		     strerrordesc_np(errno));
	if (!file_store_lock(store, false))
		fail(EX_TEMPFAIL, "%s: files are being removed; run again later", folder);
	return store;
}

/* Copies files to a backup, or brings them back. */
static int keep_copies(const struct options *options)
{
	const char *folder = options->keeping.folder;
	struct backup_key key;
	struct files_backup backup = { options->backup ? options->backup : options->restore,
				       options->copy, options->key_file ? &key : NULL };
	struct file_store *store = open_files(folder, options->restore), *into = NULL;
	if (backup.key)
		backup_key_read(options->key_file, &key);
	if (options->backup)
		into = files_backup_open(&backup);
	if (into && !file_store_lock(into, false))
		fail(EX_TEMPFAIL, "%s: files are being removed; run again later", backup.folder);
	sandbox_grant(SANDBOX_GRANT_FOLDERS);
	sandbox_confine(SANDBOX_BOOKS, into ? backup.folder : folder,
			into ? folder : backup.folder);
	int exit_code = into ? keep_backup(&backup, store, into) : keep_restore(&backup, store);
	file_store_close(into);
	file_store_close(store);
	if (backup.key)
		backup_key_forget(&key);
	return exit_code;
}

static int prune(const char *folder)
{
	sandbox_confine(SANDBOX_BOOKS, folder, NULL);
	return keep_prune(folder);
}

int main(int argc, char **argv)
{
	struct options options = { .keeping.bounds = { .files = MAX_ATTACHED,
						       .file_bytes = 25 * (int64_t)MEBIBYTE,
						       .member_bytes = 100 * (int64_t)MEBIBYTE,
						       .guild_bytes = 1024 * (int64_t)MEBIBYTE,
						       .deadline_ms = 6000 },
				   .age_hours = 24 };
	options_parse(
		argc, argv, option_list, parse, "",
		"Keep the files that came with commands on stdin, and name them in the records; "
		"all "
		"else passes unchanged.",
		"A file that cannot be had does not hold its command up: the record says why.\n"
		"Exit codes: 0 all lines read; 64 usage; 65 a line was no record, or a list not "
		"whole (it is named on stderr and left out), or a file is wrong or lacking; 66 no "
		"such folder; 69 no libcurl; 71 the kernel refused the sandbox; 73 files could not "
		"be kept or copied; 74 input or output failed; 75 the folder is in use; 77 others "
		"may read the secret key; 78 no folder is named.",
		NULL, &options);
	if (options.prune)
		return prune(options.prune);
	take_environment(&options.keeping);
	if (options.backup || options.restore)
		return keep_copies(&options);
	return options.check || options.sweep ? keep_list(&options)
					      : keep_records(&options.keeping);
}
