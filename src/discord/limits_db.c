/* The tables of limits.db: what is kept, not what follows from it. */
#include "discord/limits_db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"

enum { MINUTE = 60 * 1000 };

enum statement {
	FIND_HOLDS,
	FIND_HOLD,
	PUT_HOLD,
	DROP_HOLD,
	DROP_ALL_HOLDS,
	FIND_BUCKET,
	PUT_BUCKET,
	COUNT_INVALID,
	ADD_INVALID,
	ADD_COUNT,
	PUT_READ,
	FIND_TURN,
	PUT_TURN,
	FIND_BACKLOG,
	PUT_BACKLOG,
	STATEMENT_COUNT
};
static const char *const sql[STATEMENT_COUNT] = {
	[FIND_HOLDS] = "SELECT kind, until, set_at, failures, http, code FROM holds WHERE token = "
		       "?1 AND id IN (0, ?3) AND kind IN ('token', 'global', 'edge', ?2)",
	[FIND_HOLD] = "SELECT until, set_at FROM holds WHERE token = ?1 AND kind = ?2 AND id = ?3",
	[PUT_HOLD] = "INSERT INTO holds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO "
		     "UPDATE SET until = ?4, set_at = ?5, failures = ?6, http = ?7, code = ?8",
	[DROP_HOLD] = "DELETE FROM holds WHERE token = ?1 AND kind = ?2 AND id = ?3",
	[DROP_ALL_HOLDS] = "DELETE FROM holds WHERE token = ?1",
	[FIND_BUCKET] = "SELECT remaining, reset_at, set_at, known FROM buckets WHERE token = ?1 "
			"AND route = ?2 AND major = ?3",
	[PUT_BUCKET] = "INSERT INTO buckets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO "
		       "UPDATE SET remaining = ?4, reset_at = ?5, set_at = ?6, known = ?7, bucket "
		       "= ?8",
	[COUNT_INVALID] = "SELECT SUM(requests), MIN(minute) FROM invalid_requests WHERE minute > "
			  "?1 AND minute <= ?2",
	[ADD_INVALID] = "INSERT INTO invalid_requests VALUES (?1, 1) ON CONFLICT DO UPDATE SET "
			"requests = requests + 1",
	[ADD_COUNT] = "INSERT INTO counts VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET value = "
		      "value + 1",
	[PUT_READ] = "INSERT INTO reads VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET at = ?2, "
		     "lag = ?3, intent_off = ?4",
	[FIND_TURN] = "SELECT at FROM turns WHERE guild_id = ?1",
	[FIND_BACKLOG] = "SELECT at FROM backlogs WHERE channel_id = ?1 AND printed = ?2",
	[PUT_BACKLOG] = "INSERT INTO backlogs VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET "
			"printed = ?2, at = ?3",
	[PUT_TURN] = "INSERT INTO turns VALUES (?1, ?2) ON CONFLICT DO UPDATE SET at = ?2",
};
static const char schema[] = "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON;PRAGMA "
			     "synchronous = OFF;" /* after a power cut Discord tells it all anew */
			     "CREATE TABLE IF NOT EXISTS buckets (token TEXT, route TEXT, major "
			     "INTEGER, remaining INTEGER NOT NULL, reset_at INTEGER NOT NULL, "
			     "set_at INTEGER NOT NULL, known INTEGER NOT NULL, bucket TEXT, "
			     "PRIMARY KEY (token, route, major)) STRICT, WITHOUT ROWID;CREATE "
			     "TABLE IF NOT EXISTS holds (token TEXT, kind TEXT, id INTEGER, until "
			     "INTEGER NOT NULL, set_at INTEGER NOT NULL, failures INTEGER NOT "
			     "NULL, http INTEGER, code INTEGER, PRIMARY KEY (token, kind, id)) "
			     "STRICT, WITHOUT ROWID;CREATE TABLE IF NOT EXISTS invalid_requests "
			     "(minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL) STRICT;"
			     /* For gl-metrics: what happened so far, and how far the reading of
				each guild got when it was last listed. */
			     "CREATE TABLE IF NOT EXISTS counts (name TEXT, label TEXT, value "
			     "INTEGER NOT NULL, PRIMARY KEY (name, label)) STRICT, WITHOUT "
			     "ROWID;CREATE TABLE IF NOT EXISTS reads (guild_id INTEGER PRIMARY "
			     "KEY, at INTEGER NOT NULL, lag INTEGER NOT NULL, intent_off INTEGER "
			     "NOT NULL) STRICT;"
			     /* Where runs are too short for all guilds: who had a turn when. */
			     "CREATE TABLE IF NOT EXISTS turns (guild_id INTEGER PRIMARY KEY, at "
			     "INTEGER NOT NULL) STRICT;"
			     /* Channels with more than a run's share: up to which message, and
				when. */
			     "CREATE TABLE IF NOT EXISTS backlogs (channel_id INTEGER PRIMARY KEY, "
			     "printed INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;";

struct limits {
	sqlite3 *db;
	char *file;
	char key[64];
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

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

_Noreturn static void failed(const struct limits *limits, int result)
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

static void check(const struct limits *limits, int result)
{
	if (result != SQLITE_OK && result != SQLITE_DONE && result != SQLITE_ROW)
		failed(limits, result);
}

void limits_make_folder(const char *folder)
{
	char *path = strdup(folder);
	for (char *slash = path + 1; path && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	if (!path || (mkdir(folder, 0700) != 0 && errno != EEXIST))
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
	check(limits, sqlite3_open_v2(limits->file, &limits->db,
				      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
					      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
				      NULL));
	sqlite3_busy_timeout(limits->db, 5000);
	check(limits, sqlite3_exec(limits->db, schema, NULL, NULL, NULL));
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

static sqlite3_stmt *statement(struct limits *limits, enum statement which)
{
	sqlite3_stmt **prepared = &limits->statements[which];
	if (!*prepared)
		check(limits, sqlite3_prepare_v2(limits->db, sql[which], -1, prepared, NULL));
	sqlite3_reset(*prepared);
	return *prepared;
}

static sqlite3_stmt *of_token(struct limits *limits, enum statement which)
{
	sqlite3_stmt *row = statement(limits, which);
	sqlite3_bind_text(row, 1, limits->key, -1, SQLITE_STATIC);
	return row;
}

static bool step(struct limits *limits, sqlite3_stmt *row)
{
	int result = sqlite3_step(row);
	check(limits, result);
	if (result != SQLITE_ROW)
		sqlite3_reset(row);
	return result == SQLITE_ROW;
}

/* Copied: the text may be gone when the statement runs. */
static void bind(struct limits *limits, sqlite3_stmt *row, int index, const char *text)
{
	check(limits, sqlite3_bind_text(row, index, text, -1, SQLITE_TRANSIENT));
}

void limits_begin(struct limits *limits)
{
	check(limits, sqlite3_exec(limits->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
}

void limits_end(struct limits *limits, const char *how)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_reset(limits->statements[i]);
	check(limits, sqlite3_exec(limits->db, how, NULL, NULL, NULL));
}

/* "GET /channels/{}/messages", which names buckets and latches. */
void limits_route_name(const struct route *route, char name[80])
{
	snprintf(name, 80, "%s %s", route_method(route), route_template(route));
}

int limits_find_holds(struct limits *limits, const struct route *route, struct held held[4])
{
	char name[80];
	int count = 0;
	limits_route_name(route, name);
	sqlite3_stmt *row = of_token(limits, FIND_HOLDS);
	bind(limits, row, 2, name);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)route_subject(route));
	while (count < 4 && step(limits, row)) {
		struct held *one = &held[count++];
		const char *kind = (const char *)sqlite3_column_text(row, 0);
		if (!kind)
			failed(limits, SQLITE_NOMEM);
		snprintf(one->kind, sizeof one->kind, "%s", kind);
		one->until = sqlite3_column_int64(row, 1);
		one->set_at = sqlite3_column_int64(row, 2);
		one->failures = sqlite3_column_int(row, 3);
		one->http = sqlite3_column_int(row, 4);
		one->code = sqlite3_column_int64(row, 5);
	}
	return count;
}

int64_t limits_oldest_invalid(struct limits *limits, int64_t now, int *count)
{
	sqlite3_stmt *row = statement(limits, COUNT_INVALID);
	sqlite3_bind_int64(row, 1, now / MINUTE - 10);
	sqlite3_bind_int64(row, 2, now / MINUTE);
	step(limits, row);
	*count = sqlite3_column_int(row, 0);
	int64_t minute = sqlite3_column_int64(row, 1);
	sqlite3_reset(row);
	return minute;
}

void limits_add_invalid(struct limits *limits, int64_t now)
{
	sqlite3_stmt *row = statement(limits, ADD_INVALID);
	sqlite3_bind_int64(row, 1, now / MINUTE);
	step(limits, row);
}

/* ROUTE NULL: what all routes share. */
static sqlite3_stmt *of_bucket(struct limits *limits, enum statement which,
			       const struct route *route)
{
	char name[80] = "all";
	if (route)
		limits_route_name(route, name);
	sqlite3_stmt *row = of_token(limits, which);
	bind(limits, row, 2, name);
	sqlite3_bind_int64(row, 3, route ? (sqlite3_int64)route_major(route) : 0);
	return row;
}

bool limits_find_bucket(struct limits *limits, const struct route *route, struct bucket *bucket)
{
	sqlite3_stmt *row = of_bucket(limits, FIND_BUCKET, route);
	if (!step(limits, row))
		return false;
	*bucket = (struct bucket){ sqlite3_column_int(row, 0), sqlite3_column_int64(row, 1),
				   sqlite3_column_int64(row, 2), sqlite3_column_int(row, 3) };
	sqlite3_reset(row);
	return true;
}

void limits_put_bucket(struct limits *limits, const struct route *route,
		       const struct bucket *bucket, const char *hash)
{
	sqlite3_stmt *row = of_bucket(limits, PUT_BUCKET, route);
	sqlite3_bind_int(row, 4, bucket->remaining);
	sqlite3_bind_int64(row, 5, bucket->reset_at);
	sqlite3_bind_int64(row, 6, bucket->set_at);
	sqlite3_bind_int(row, 7, bucket->known);
	bind(limits, row, 8, hash);
	step(limits, row);
}

void limits_put_hold(struct limits *limits, const char *kind, uint64_t id, int64_t wait,
		     int failures, const struct refusal *refusal, int64_t now)
{
	sqlite3_stmt *row = of_token(limits, PUT_HOLD);
	bind(limits, row, 2, kind);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)id);
	sqlite3_bind_int64(row, 4, now + wait);
	sqlite3_bind_int64(row, 5, now);
	sqlite3_bind_int(row, 6, failures);
	sqlite3_bind_int(row, 7, refusal->http);
	sqlite3_bind_int64(row, 8, refusal->code);
	step(limits, row);
}

void limits_drop_hold(struct limits *limits, const char *kind, uint64_t id)
{
	sqlite3_stmt *row = of_token(limits, DROP_HOLD);
	bind(limits, row, 2, kind);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)id);
	step(limits, row);
}

void limits_drop_holds(struct limits *limits)
{
	step(limits, of_token(limits, DROP_ALL_HOLDS));
}

bool limits_find_hold(struct limits *limits, const char *kind, uint64_t id, int64_t *until,
		      int64_t *set_at)
{
	sqlite3_stmt *row = of_token(limits, FIND_HOLD);
	sqlite3_bind_text(row, 2, kind, -1, SQLITE_STATIC);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)id);
	bool found = step(limits, row);
	*until = sqlite3_column_int64(row, 0);
	*set_at = sqlite3_column_int64(row, 1);
	sqlite3_reset(row);
	return found;
}

void limits_count(struct limits *limits, const char *name, const char *label)
{
	sqlite3_stmt *row = statement(limits, ADD_COUNT);
	bind(limits, row, 1, name);
	bind(limits, row, 2, label);
	step(limits, row);
}

void limits_note_read(struct limits *limits, uint64_t guild_id, int64_t lag, bool intent_off,
		      int64_t now)
{
	sqlite3_stmt *row = statement(limits, PUT_READ);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)guild_id);
	sqlite3_bind_int64(row, 2, now);
	sqlite3_bind_int64(row, 3, lag);
	sqlite3_bind_int(row, 4, intent_off);
	step(limits, row);
}

int64_t limits_turn(struct limits *limits, uint64_t guild_id)
{
	sqlite3_stmt *row = statement(limits, FIND_TURN);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)guild_id);
	int64_t at = step(limits, row) ? sqlite3_column_int64(row, 0) : 0;
	sqlite3_reset(row);
	return at;
}

void limits_note_turn(struct limits *limits, uint64_t guild_id, int64_t now)
{
	sqlite3_stmt *row = statement(limits, PUT_TURN);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)guild_id);
	sqlite3_bind_int64(row, 2, now);
	step(limits, row);
}

int64_t limits_backlog(struct limits *limits, uint64_t channel_id, uint64_t printed)
{
	sqlite3_stmt *row = statement(limits, FIND_BACKLOG);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)channel_id);
	sqlite3_bind_int64(row, 2, (sqlite3_int64)printed);
	int64_t at = step(limits, row) ? sqlite3_column_int64(row, 0) : 0;
	sqlite3_reset(row);
	return at;
}

void limits_note_backlog(struct limits *limits, uint64_t channel_id, uint64_t printed, int64_t at)
{
	sqlite3_stmt *row = statement(limits, PUT_BACKLOG);
	sqlite3_bind_int64(row, 1, (sqlite3_int64)channel_id);
	sqlite3_bind_int64(row, 2, (sqlite3_int64)printed);
	sqlite3_bind_int64(row, 3, at);
	step(limits, row);
}
