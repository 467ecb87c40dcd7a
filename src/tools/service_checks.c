/* Looking at the machine around the bot, without opening the books or asking Discord. */
#include "tools/service_checks.h"

#include <limits.h>
#include <pwd.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/lines.h"
#include "discord/token.h"

extern char **environ;

/* Less than this is full: a commit needs room for its log. */
enum { FULL_KIB = 1024, SCARCE_KIB = 64 * 1024 };
enum { USER_SIZE = 64 };

typedef void line_callback(void *context, char *line);

/* Calls TAKE for each line that systemctl prints; false where no systemd runs this machine. */
static bool ask_systemctl(const char *const *words, line_callback *take, void *context)
{
	posix_spawn_file_actions_t actions;
	int ends[2], status;
	pid_t child;
	if (access("/run/systemd/system", F_OK) != 0 || pipe(ends) != 0)
		return false; /* another supervisor starts the jobs */
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	bool started = posix_spawnp(&child, "systemctl", &actions, NULL, (char *const *)words,
				    environ) == 0;
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	struct lines lines = { .fd = ends[0] };
	size_t length;
	for (char *line; started && (line = lines_next(&lines, &length));)
		take(context, line);
	lines_free(&lines);
	close(ends[0]);
	if (started)
		waitpid(child, &status, 0);
	return started;
}

struct timers {
	const struct place *place;
	finding_callback *tell;
	void *context;
	bool ticking;
};

/* A line of systemctl: UNIT LOAD ACTIVE SUB DESCRIPTION. */
static void take_unit(void *context, char *line)
{
	struct timers *timers = context;
	char *rest = NULL, *unit = strtok_r(line, " ", &rest), *load = strtok_r(NULL, " ", &rest),
	     *active = strtok_r(NULL, " ", &rest);
	if (!unit || !load || !active)
		return;
	bool timer = strncmp(unit, "guildledger-tick@", 17) == 0 && strstr(unit, ".timer");
	timers->ticking |= timer && strcmp(active, "active") == 0;
	if (strcmp(active, "failed") == 0) {
		struct buf fix = { 0 };
		buf_printf(&fix, "journalctl -u %s; systemctl reset-failed %s", unit, unit);
		timers->tell(timers->context, SEVERITY_BROKEN, unit,
			     tr(timers->place->lang, N_("this unit failed at its last run")),
			     buf_string(&fix));
		buf_free(&fix);
	}
}

void check_timers(const struct place *place, finding_callback *tell, void *context)
{
	struct timers timers = { place, tell, context, false };
	const char *subject = tr(place->lang, N_("timers")), *name = place->name;
	struct buf services = { 0 }, clocks = { 0 }, fix = { 0 };
	buf_printf(&services, "guildledger-*@%s.service", name ? name : "*");
	buf_printf(&clocks, "guildledger-*@%s.timer", name ? name : "*");
	buf_printf(&fix, "systemctl enable --now guildledger@%s.target", name ? name : "NAME");
	const char *const words[] = { "systemctl",
				      "list-units",
				      "--all",
				      "--plain",
				      "--no-legend",
				      "--no-pager",
				      buf_string(&services),
				      buf_string(&clocks),
				      NULL };
	if (ask_systemctl(words, take_unit, &timers)) {
		if (timers.ticking)
			tell(context, SEVERITY_OK, subject,
			     tr(place->lang, N_("the tick's timer is active")), NULL);
		else
			tell(context, SEVERITY_WARNING, subject,
			     tr(place->lang, N_("no timer starts the ticks")), buf_string(&fix));
	}
	buf_free(&services);
	buf_free(&clocks);
	buf_free(&fix);
}

/* The books' file, or NULL where a server holds them. */
static const char *books_file(const struct place *place)
{
	return place->db && !strstr(place->db, "://") ? place->db : NULL;
}

/* The folder that FILE is in, into FOLDER. */
static const char *folder_of(const char *file, char folder[PATH_MAX])
{
	const char *slash = strrchr(file, '/');
	snprintf(folder, PATH_MAX, "%.*s", slash && slash > file ? (int)(slash - file) : 1,
		 slash ? file : ".");
	return folder;
}

/* Tells of the disk that FOLDER is on; false when it is full. */
static bool check_room(const struct place *place, const char *folder, finding_callback *tell,
		       void *context)
{
	struct statvfs disk;
	struct buf text = { 0 };
	if (statvfs(folder, &disk) != 0)
		return true;
	uint64_t kib = disk.f_bavail * disk.f_frsize / 1024;
	bool full = kib < FULL_KIB || (disk.f_files && !disk.f_favail);
	const char *subject = tr(place->lang, N_("disk")),
		   *fix = tr(place->lang, N_("delete what is not needed there, old copies for "
					     "instance; the ticks continue by themselves"));
	if (full || kib < SCARCE_KIB) {
		buf_printf(&text,
			   full ? tr(place->lang, N_("the disk of %s is full: %ju KiB are left"))
				: tr(place->lang, N_("the disk of %s is nearly full: %ju KiB are "
						     "left")),
			   folder, disk.f_favail || !disk.f_files ? kib : 0);
		tell(context, full ? SEVERITY_BROKEN : SEVERITY_WARNING, subject, buf_string(&text),
		     fix);
	}
	buf_free(&text);
	return !full;
}

bool check_disk(const struct place *place, finding_callback *tell, void *context)
{
	char folder[PATH_MAX] = "";
	struct stat books, state;
	bool enough = true,
	     in_file = books_file(place) && stat(folder_of(books_file(place), folder), &books) == 0;
	if (in_file)
		enough = check_room(place, folder, tell, context);
	if (place->state && stat(place->state, &state) == 0 &&
	    !(in_file && books.st_dev == state.st_dev))
		enough &= check_room(place, place->state, tell, context);
	return enough;
}

static void take_user(void *context, char *line)
{
	snprintf(context, USER_SIZE, "%s", line);
}

/* Who runs the ticks; NULL: root, or nobody can say. */
static const struct passwd *service_user(const struct place *place)
{
	char user[USER_SIZE] = "";
	struct buf unit = { 0 };
	if (geteuid() != 0)
		return getpwuid(geteuid());
	buf_printf(&unit, "guildledger-tick@%s.service", place->name ? place->name : "main");
	const char *const words[] = { "systemctl",       "show", "--property=User", "--value",
				      buf_string(&unit), NULL };
	ask_systemctl(words, take_user, user);
	buf_free(&unit);
	if (*user)
		return strcmp(user, "root") != 0 ? getpwnam(user) : NULL;
	/* Without systemd only what gl-setup of a package lays out is that user's. */
	return place->db && strncmp(place->db, "/var/lib/guildledger/", 21) == 0
		       ? getpwnam("guildledger")
		       : NULL;
}

/* gl-interaction's user shares the books by their group: what it makes beside them is so, too. */
static bool is_shared(const struct stat *status, const struct passwd *user)
{
	const mode_t both = S_IRGRP | S_IWGRP;
	return status->st_gid == user->pw_gid && (status->st_mode & both) == both;
}

/* Whether FILE is there and belongs to another than USER, who can therefore not write it; *OWNER is
 * then theirs. */
static bool is_foreign(const char *file, const struct passwd *user, uid_t *owner)
{
	struct stat status;
	if (stat(file, &status) != 0 || status.st_uid == user->pw_uid || is_shared(&status, user) ||
	    (geteuid() == user->pw_uid && access(file, W_OK) == 0))
		return false;
	*owner = status.st_uid;
	return true;
}

/* Appends to OUT the first of the books' and limits.db's files and folders that is foreign. */
static void find_foreign(const struct place *place, const struct passwd *user, struct buf *out,
			 uid_t *owner)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-queue" };
	const char *db = books_file(place);
	struct buf file = { 0 };
	char folder[PATH_MAX];
	for (size_t i = 0; db && !out->length && i < sizeof ends / sizeof *ends; i++) {
		buf_clear(&file);
		buf_printf(&file, "%s%s", db, ends[i]);
		if (is_foreign(buf_string(&file), user, owner))
			buf_text(out, buf_string(&file));
	}
	if (db && !out->length && is_foreign(folder_of(db, folder), user, owner))
		buf_text(out, folder);
	buf_clear(&file);
	buf_printf(&file, "%s/limits.db", place->state ? place->state : "");
	if (place->state && !out->length &&
	    (is_foreign(place->state, user, owner) || is_foreign(buf_string(&file), user, owner)))
		buf_text(out, place->state);
	buf_free(&file);
}

bool check_owner(const struct place *place, finding_callback *tell, void *context)
{
	const struct passwd *found = service_user(place), *other;
	const char *db = books_file(place);
	struct buf name = { 0 }, foreign = { 0 }, text = { 0 }, fix = { 0 };
	char folder[PATH_MAX];
	uid_t owner = 0;
	if (!found)
		return true;
	buf_text(&name, found->pw_name); /* the next look-up overwrites it */
	find_foreign(place, found, &foreign, &owner);
	bool fine = !foreign.length;
	if (!fine) {
		other = getpwuid(owner);
		buf_printf(&text, tr(place->lang, N_("%s belongs to %s, but the ticks run as %s")),
			   buf_string(&foreign), other ? other->pw_name : "?", buf_string(&name));
		buf_printf(&fix, "chown -R %s: %s%s%s", buf_string(&name),
			   db ? folder_of(db, folder) : "", db && place->state ? " " : "",
			   place->state ? place->state : "");
		tell(context, SEVERITY_BROKEN, tr(place->lang, N_("owner")), buf_string(&text),
		     buf_string(&fix));
	}
	buf_free(&name);
	buf_free(&foreign);
	buf_free(&text);
	buf_free(&fix);
	return fine;
}

static bool within(const char *file, const char *folder)
{
	char file_path[PATH_MAX], folder_path[PATH_MAX];
	if (!realpath(file, file_path) || !realpath(folder, folder_path))
		return false;
	size_t length = strlen(folder_path);
	return strncmp(file_path, folder_path, length) == 0 && file_path[length] == '/';
}

/* The file that a person puts the token into: what is read, or what systemd makes the credential
 * from. */
static const char *token_home(const struct place *place, char path[PATH_MAX])
{
	const char *file = place->token_file ? place->token_file : getenv("GL_TOKEN_FILE"),
		   *folder = getenv("GL_CONFIG");
	if (file && *file)
		snprintf(path, PATH_MAX, "%s", file);
	else if (place->name)
		snprintf(path, PATH_MAX, "%s/%s.token", folder ? folder : "/etc/guildledger",
			 place->name);
	else
		*path = '\0';
	return *path ? path : NULL;
}

void check_files(const struct place *place, finding_callback *tell, void *context)
{
	struct stat status;
	char path[PATH_MAX];
	const char *file = token_home(place, path);
	if (file && stat(file, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_mode & (S_IRWXG | S_IRWXO)) {
		struct buf fix = { 0 };
		buf_printf(&fix, "chmod 600 %s", file);
		tell(context, SEVERITY_WARNING, tr(place->lang, N_("token file")),
		     tr(place->lang, N_("others on this machine can read or change the token")),
		     buf_string(&fix));
		buf_free(&fix);
	}
	if (place->db && place->state && within(place->db, place->state))
		tell(context, SEVERITY_WARNING, tr(place->lang, N_("folders")),
		     tr(place->lang, N_("the books lie within the folder of limits.db, so the "
					"tools that hold the token can reach them")),
		     tr(place->lang, N_("keep them apart: GL_DB and GL_STATE in different "
					"folders")));
}

bool check_token(const struct place *place, finding_callback *tell, void *context)
{
	static const char *const texts[] = {
		[TOKEN_UNNAMED] = N_("there is none: no option or variable names its file"),
		[TOKEN_ABSENT] = N_("there is none: its file does not exist"),
		[TOKEN_FORBIDDEN] = N_("this user may not read its file"),
		[TOKEN_EMPTY] = N_("its file is empty"),
		[TOKEN_GARBLED] = N_("its file contains something other than one token"),
	};
	char path[PATH_MAX], *read;
	struct stat status;
	struct buf fix = { 0 };
	const char *named = place->token_file ? place->token_file : getenv("GL_TOKEN_FILE");
	if (named && stat(named, &status) == 0 && !S_ISREG(status.st_mode))
		return true; /* a pipe gives it once: to what asks Discord */
	enum token_fault fault = token_look(place->token_file, &read);
	const char *file = token_home(place, path);
	if (fault == TOKEN_FORBIDDEN)
		buf_text(&fix, tr(place->lang, N_("run it as root: sudo guildledger doctor")));
	else if (file)
		buf_printf(&fix,
			   tr(place->lang, N_("copy it in the developer portal (the application, "
					      "Bot, Reset Token) into %s: one line, mode 600")),
			   file);
	else
		buf_text(&fix, tr(place->lang, N_("gl-setup asks for it; GL_TOKEN_FILE or "
						  "--token-file names its file")));
	if (fault != TOKEN_FINE)
		tell(context, SEVERITY_BROKEN, tr(place->lang, N_("token")),
		     tr(place->lang, texts[fault]), buf_string(&fix));
	buf_free(&fix);
	free(read);
	return fault == TOKEN_FINE;
}
