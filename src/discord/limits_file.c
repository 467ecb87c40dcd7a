/* The file limits.db: its folder, its tables, its owner, its transactions, and what is done where
 * it is locked, damaged or cannot be written. */
#include "discord/limits_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

/* clang-format off */
static const char schema[] =
	"PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;"
	"PRAGMA synchronous = OFF;" /* after a power cut Discord tells it all anew */
	"CREATE TABLE IF NOT EXISTS buckets (token TEXT, route TEXT, major INTEGER,"
	" remaining INTEGER NOT NULL, reset_at INTEGER NOT NULL, set_at INTEGER NOT NULL,"
	" known INTEGER NOT NULL, bucket TEXT,"
	" PRIMARY KEY (token, route, major)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS holds (token TEXT, kind TEXT, id INTEGER,"
	" until INTEGER NOT NULL, set_at INTEGER NOT NULL, failures INTEGER NOT NULL,"
	" http INTEGER, code INTEGER, PRIMARY KEY (token, kind, id)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS invalid_requests (minute INTEGER PRIMARY KEY,"
	" requests INTEGER NOT NULL) STRICT;"
	/* For gl-metrics: what happened so far, and how far the reading of each guild got when it
	   was last listed. */
	"CREATE TABLE IF NOT EXISTS counts (name TEXT, label TEXT, value INTEGER NOT NULL,"
	" PRIMARY KEY (name, label)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS reads (guild_id INTEGER PRIMARY KEY, at INTEGER NOT NULL,"
	" lag INTEGER NOT NULL, intent_off INTEGER NOT NULL) STRICT;"
	/* Where runs are too short for all guilds: who had a turn when. */
	"CREATE TABLE IF NOT EXISTS turns (guild_id INTEGER PRIMARY KEY,"
	" at INTEGER NOT NULL) STRICT;"
	/* How many direct messages that nobody asked for may be opened until when. */
	"CREATE TABLE IF NOT EXISTS openings (token TEXT PRIMARY KEY, pace INTEGER NOT NULL,"
	" remaining INTEGER NOT NULL, ends INTEGER NOT NULL) STRICT;"
	/* The same of those to people whom the bot has written to before, and where it wrote to
	   them: a person is a hash. */
	"CREATE TABLE IF NOT EXISTS known_sent (token TEXT PRIMARY KEY,"
	" remaining INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;"
	"CREATE TABLE IF NOT EXISTS message_channels (token TEXT, person BLOB,"
	" channel_id INTEGER NOT NULL, used INTEGER NOT NULL,"
	" PRIMARY KEY (token, person)) STRICT, WITHOUT ROWID;"
	/* Channels with more than a run's share: up to which message, and when. */
	"CREATE TABLE IF NOT EXISTS backlogs (channel_id INTEGER PRIMARY KEY,"
	" printed INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;";
/* clang-format on */

static const char *const suffixes[] = { "", "-wal", "-shm" };

/* Torn by a power cut, which its pragma allows for: nobody need act on it, since Discord tells it
 * all anew. Not where another process has done so already and the file of this name is a sound one.
 */
_Noreturn static void start_anew(const struct limits *limits, int result)
{
	int moved = 0;
	if (limits->db)
		sqlite3_file_control(limits->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	for (size_t i = 0; !moved && i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = NULL;
		if (asprintf(&name, "%s%s", limits->file, suffixes[i]) < 0)
			fail(EX_OSERR, "out of memory");
		if (unlink(name) != 0 && errno != ENOENT)
			fail(EX_DATAERR,
			     "%s: is damaged (%s) and cannot be removed (%s); remove it: it is "
			     "made anew",
			     name, sqlite3_errstr(result), strerrordesc_np(errno));
		free(name);
	}
	fail(EX_TEMPFAIL, "%s: the rate limits were damaged (%s) and are begun anew; run again",
	     limits->file, sqlite3_errstr(result));
}

_Noreturn void limits_failed(const struct limits *limits, int result)
{
	const char *detail = limits->db ? sqlite3_errmsg(limits->db) : sqlite3_errstr(result);
	int reason = limits->db && (result & 0xff) == SQLITE_IOERR
			     ? sqlite3_system_errno(limits->db)
			     : 0;
	switch (result == SQLITE_IOERR_NOMEM           ? SQLITE_NOMEM
		: reason == ENOSPC || reason == EDQUOT ? SQLITE_FULL
						       : result & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		fail(EX_TEMPFAIL, "%s: the rate limits are locked by another process; run again",
		     limits->file);
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
	case SQLITE_ERROR: /* a table that is not as the schema made it: so is a torn one, seen by
			      no checksum */
	case SQLITE_CONSTRAINT:
	case SQLITE_MISMATCH: start_anew(limits, result);
	case SQLITE_NOMEM:
		fail(EX_OSERR, "%s: out of memory; free memory and run again", limits->file);
	case SQLITE_FULL:
		fail(EX_CANTCREAT,
		     "%s: the rate limits cannot be kept: the disk is full; make room and run "
		     "again",
		     limits->file);
	case SQLITE_IOERR:
		fail(EX_IOERR,
		     "%s: the rate limits cannot be kept: the disk failed (%s); check it, or name "
		     "another folder in GL_STATE",
		     limits->file, detail);
	default:
		fail(EX_CANTCREAT,
		     "%s: the rate limits cannot be kept (%s); check the folder named by GL_STATE",
		     limits->file, detail);
	}
}

void limits_check(const struct limits *limits, int result)
{
	if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW)
		limits_failed(limits, result);
}

void limits_make_folder(const char *folder)
{
	char *path = strdup(folder);
	if (!path)
		fail(EX_OSERR, "out of memory");
	for (char *slash = path + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		fail(EX_CANTCREAT,
		     "%s: the folder for rate limits cannot be made (%s); name another with "
		     "--state or in GL_STATE",
		     folder, strerrordesc_np(errno));
	free(path);
}

/* Made by root, for a doctor's look say, the files still belong to whom the folder belongs: the
 * service must go on writing them. */
static void give_to_owner(const struct limits *limits, const char *folder)
{
	struct stat status;
	if (geteuid() != 0 || stat(folder, &status) != 0 || status.st_uid == 0)
		return;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = NULL;
		int fd = asprintf(&name, "%s%s", limits->file, suffixes[i]) > 0
				 ? open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
				 : -1;
		if (fd >= 0 && fchown(fd, status.st_uid, status.st_gid) != 0)
			log_line(LOG_WARN, "limits-owner",
				 "%s: cannot be given to the folder's owner (%s)", name,
				 strerrordesc_np(errno));
		if (fd >= 0)
			close(fd);
		free(name);
	}
}

struct limits *limits_open(const char *folder, const char *token_key)
{
	struct limits *limits = calloc(1, sizeof *limits);
	if (!limits || asprintf(&limits->file, "%s/limits.db", folder) < 0)
		fail(EX_OSERR, "out of memory");
	memcpy(limits->key, token_key, strnlen(token_key, sizeof limits->key - 1));
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	limits_check(limits, sqlite3_open_v2(limits->file, &limits->db,
					     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
						     SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
					     NULL));
	sqlite3_busy_timeout(limits->db, 5000);
	limits_check(limits, sqlite3_exec(limits->db, schema, NULL, NULL, NULL));
	give_to_owner(limits, folder);
	return limits;
}

void limits_close(struct limits *limits)
{
	if (!limits)
		return;
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(limits->statements[i]);
	sqlite3_close(limits->db);
	free(limits->file);
	free(limits);
}

void limits_begin(struct limits *limits)
{
	limits_check(limits, sqlite3_exec(limits->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
}

void limits_end(struct limits *limits, const char *how)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_reset(limits->statements[i]);
	limits_check(limits, sqlite3_exec(limits->db, how, NULL, NULL, NULL));
}
