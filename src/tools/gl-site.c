/* gl-site: the books as a static site, of which only what changed is written. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/options.h"
#include "base/progress.h"
#include "base/sandbox.h"
#include "site/site.h"
#include "tools/guild.h"
#include "tools/job_times.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum { KEY_FULL = 1, KEY_STATE, KEY_CONFIG };

struct options {
	struct shared_options shared;
	const char *folder, *state, *config;
	bool full;
};

static const struct argp_option option_list[] = {
	{ "full", KEY_FULL, NULL, 0, "look at every page, not only at what is new", 0 },
	{ "state", KEY_STATE, "FOLDER", 0,
	  "where jobs leave their results: of backup and verify (default: $GL_STATE, else the "
	  "overview leaves them out)",
	  0 },
	{ "config", KEY_CONFIG, "NAME", 0,
	  "the configuration's name (default: $GL_NAME, else default)", 0 },
	{ 0 },
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_FULL: options->full = true; break;
	case KEY_STATE: options->state = arg; break;
	case KEY_CONFIG: options->config = arg; break;
	case ARGP_KEY_ARG:
		if (options->folder)
			argp_error(state, "one folder");
		options->folder = arg;
		break;
	case ARGP_KEY_END:
		if (!options->folder)
			argp_error(state, "say into which folder");
		break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void make_folder(int parent, const char *name)
{
	if (mkdirat(parent, name, 0777) != 0 && errno != EEXIST)
		fail(errno == EACCES ? EX_NOPERM : EX_CANTCREAT,
		     "%s: cannot be made (%s); name a folder that this user may write", name,
		     strerrordesc_np(errno));
}

/* Its own folders are made before the sandbox: in it files can be made, folders cannot.
 */
static int open_folder(const char *name)
{
	make_folder(AT_FDCWD, name);
	int folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		fail(errno == EACCES ? EX_NOPERM : EX_CANTCREAT,
		     "%s: no folder that this user may open (%s)", name, strerrordesc_np(errno));
	if (flock(folder, LOCK_EX | LOCK_NB) != 0)
		fail(EX_TEMPFAIL, "%s: another run is writing there", name);
	for (const char *const *below = site_folders; *below; below++)
		make_folder(folder, *below);
	return folder;
}

int main(int argc, char **argv)
{
	struct options options = { .shared.guild_doc = "the guild, where the books hold several "
						       "(default: $GL_GUILD)" };
	struct site_upkeep upkeep = { 0 };
	enum lang lang;
	options_parse(argc, argv, option_list, parse, "FOLDER",
		      "Write the books as a static site into FOLDER, and print the name of each "
		      "file that changed.",
		      "Exit codes: 0 written, or nothing changed; 64 usage; 65 no guildledger "
		      "database, or corrupt; 66 no such books; 69 no engine for that address, or "
		      "no libpq; 73 FOLDER cannot be made; 74 disk or output failed; 75 another "
		      "run writes there, or the books are locked; 77 not permitted; 78 FOLDER "
		      "holds another guild's site, or the schema is newer or older than this "
		      "program.",
		      (const struct option_child[]){ { &db_option, &options.shared },
						     { &guild_option, &options.shared },
						     { 0 } },
		      &options);
	progress_start("writing the pages", isatty(STDOUT_FILENO));
	int folder = open_folder(options.folder);
	job_times_read(&upkeep, options.state, options.config);
	sandbox_also_write(options.folder);
	struct store *store = open_books(options.shared.db, STORE_READ);
	site_publish(store, guild_choose(store, options.shared.guild_id, &lang, NULL), folder,
		     options.full, &upkeep);
	store_close(store);
	if (fflush(stdout) != 0)
		fail(EX_IOERR, "the output could not be written");
	return EX_OK;
}
