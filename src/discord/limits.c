/* limits.db: what remains of each bucket, what is held back, and how often Discord refused. */
#include "discord/limits.h"

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

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };
enum {
	PROVISIONAL_MS = 3 * SECOND,  /* an unknown bucket gets one request at a time */
	SPACING_MS = 22, BURST = 3,   /* 49 in any second */
	MARGIN_MS = 50,               /* clocks and networks are not exact */
	LONGEST_BUCKET_MS = HOUR,     /* an absurd header must not stop the tools for good */
	BAN_MS = 10 * MINUTE,         /* when a banning proxy names no time */
};

enum statement { FIND_HOLDS, FIND_HOLD, PUT_HOLD, DROP_HOLD, DROP_ALL_HOLDS, FIND_BUCKET, PUT_BUCKET, COUNT_INVALID, ADD_INVALID, STATEMENT_COUNT };
static const char *const sql[STATEMENT_COUNT] = {
	[FIND_HOLDS] = "SELECT kind, until, set_at, failures, http, code FROM holds WHERE token = ?1 AND id IN (0, ?3) AND kind IN ('token', 'global', 'edge', ?2)",
	[FIND_HOLD] = "SELECT until, set_at FROM holds WHERE token = ?1 AND kind = ?2 AND id = ?3",
	[PUT_HOLD] = "INSERT INTO holds VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET until = ?4, set_at = ?5, failures = ?6, http = ?7, code = ?8",
	[DROP_HOLD] = "DELETE FROM holds WHERE token = ?1 AND kind = ?2 AND id = ?3",
	[DROP_ALL_HOLDS] = "DELETE FROM holds WHERE token = ?1",
	[FIND_BUCKET] = "SELECT remaining, reset_at, set_at, known FROM buckets WHERE token = ?1 AND route = ?2 AND major = ?3",
	[PUT_BUCKET] = "INSERT INTO buckets VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET remaining = ?4, reset_at = ?5, set_at = ?6, known = ?7, bucket = ?8",
	[COUNT_INVALID] = "SELECT SUM(requests), MIN(minute) FROM invalid_requests WHERE minute > ?1 AND minute <= ?2",
	[ADD_INVALID] = "INSERT INTO invalid_requests VALUES (?1, 1) ON CONFLICT DO UPDATE SET requests = requests + 1",
};
static const char schema[] =
	"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;" /* after a power cut Discord tells it all anew */
	"CREATE TABLE IF NOT EXISTS buckets (token TEXT, route TEXT, major INTEGER, remaining INTEGER NOT NULL, reset_at INTEGER NOT NULL,"
	" set_at INTEGER NOT NULL, known INTEGER NOT NULL, bucket TEXT, PRIMARY KEY (token, route, major)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS holds (token TEXT, kind TEXT, id INTEGER, until INTEGER NOT NULL, set_at INTEGER NOT NULL,"
	" failures INTEGER NOT NULL, http INTEGER, code INTEGER, PRIMARY KEY (token, kind, id)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS invalid_requests (minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL) STRICT;";

struct limits {
	sqlite3 *db;
	char *file;
	char key[64];
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

_Noreturn static void failed(const struct limits *limits, int result)
{
	int code = (result & 0xff) == SQLITE_BUSY ? EX_TEMPFAIL : (result & 0xff) == SQLITE_NOTADB || (result & 0xff) == SQLITE_CORRUPT ? EX_DATAERR : EX_CANTCREAT;
	fail(code, "%s: the rate limits cannot be kept (%s); %s", limits->file, limits->db ? sqlite3_errmsg(limits->db) : sqlite3_errstr(result),
	     code == EX_TEMPFAIL ? "run again" : code == EX_DATAERR ? "remove the file: it is made anew" : "check the folder named by GL_STATE");
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
		fail(EX_CANTCREAT, "%s: the folder for rate limits cannot be made (%s); name another with --state or in GL_STATE", folder,
		     strerrordesc_np(errno));
	free(path);
}

/* Made by root, for a doctor's look say, the files still belong to whom the folder belongs: the service must go on writing them. */
static void give_to_owner(const struct limits *limits, const char *folder)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	struct stat status;
	if (geteuid() != 0 || stat(folder, &status) != 0 || status.st_uid == 0)
		return;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		char *name = NULL;
		int fd = asprintf(&name, "%s%s", limits->file, suffixes[i]) > 0 ? open(name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;
		if (fd >= 0 && fchown(fd, status.st_uid, status.st_gid) != 0)
			log_line(LOG_WARN, "limits-owner", "%s: cannot be given to the folder's owner (%s)", name, strerrordesc_np(errno));
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
	check(limits, sqlite3_open_v2(limits->file, &limits->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL));
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

static void begin(struct limits *limits)
{
	check(limits, sqlite3_exec(limits->db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
}

static void end(struct limits *limits, const char *how)
{
	for (int i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_reset(limits->statements[i]);
	check(limits, sqlite3_exec(limits->db, how, NULL, NULL, NULL));
}

static void commit(struct limits *limits)
{
	end(limits, "COMMIT");
}

/* "GET /channels/{}/messages", which names buckets and latches. */
static void route_name(const struct route *route, char name[80])
{
	snprintf(name, 80, "%s %s", route_method(route), route_template(route));
}

struct held { char kind[80]; int64_t until, set_at; int failures, http; int64_t code; };

static int find_holds(struct limits *limits, const struct route *route, struct held held[4])
{
	char name[80];
	int count = 0;
	route_name(route, name);
	sqlite3_stmt *row = of_token(limits, FIND_HOLDS);
	sqlite3_bind_text(row, 2, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)route_subject(route));
	while (count < 4 && step(limits, row)) {
		struct held *one = &held[count++];
		snprintf(one->kind, sizeof one->kind, "%s", (const char *)sqlite3_column_text(row, 0));
		one->until = sqlite3_column_int64(row, 1);
		one->set_at = sqlite3_column_int64(row, 2);
		one->failures = sqlite3_column_int(row, 3);
		one->http = sqlite3_column_int(row, 4);
		one->code = sqlite3_column_int64(row, 5);
	}
	return count;
}

static enum hold_reason reason_of(const char *kind)
{
	return strcmp(kind, "token") == 0 ? HOLD_TOKEN : strcmp(kind, "global") == 0 ? HOLD_GLOBAL : strcmp(kind, "edge") == 0 ? HOLD_EDGE : HOLD_SUBJECT;
}

/* A time that was set in the future means that the clock was put back: it is then worth nothing. */
static bool ahead(int64_t until, int64_t set_at, int64_t now)
{
	return now < until && now >= set_at - MINUTE;
}

static bool is_held(struct limits *limits, const struct route *route, int64_t now, struct hold *hold)
{
	struct held held[4];
	int count = find_holds(limits, route, held);
	for (int i = 0; i < count; i++)
		if (ahead(held[i].until, held[i].set_at, now) && held[i].until > hold->until)
			*hold = (struct hold){ .reason = reason_of(held[i].kind), .until = held[i].until, .http = held[i].http, .code = held[i].code };
	return hold->reason != HOLD_NONE;
}

static int64_t oldest_invalid(struct limits *limits, int64_t now, int *count)
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

int limits_invalid_requests(struct limits *limits, int64_t now)
{
	int count;
	oldest_invalid(limits, now, &count);
	return count;
}

struct bucket { int remaining; int64_t reset_at, set_at; bool known; };

/* ROUTE NULL: what all routes share. */
static sqlite3_stmt *of_bucket(struct limits *limits, enum statement which, const struct route *route)
{
	char name[80] = "all";
	if (route)
		route_name(route, name);
	sqlite3_stmt *row = of_token(limits, which);
	sqlite3_bind_text(row, 2, name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(row, 3, route ? (sqlite3_int64)route_major(route) : 0);
	return row;
}

static bool find_bucket(struct limits *limits, const struct route *route, struct bucket *bucket)
{
	sqlite3_stmt *row = of_bucket(limits, FIND_BUCKET, route);
	if (!step(limits, row))
		return false;
	*bucket = (struct bucket){ sqlite3_column_int(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2), sqlite3_column_int(row, 3) };
	sqlite3_reset(row);
	return true;
}

static void put_bucket(struct limits *limits, const struct route *route, const struct bucket *bucket, const char *hash)
{
	sqlite3_stmt *row = of_bucket(limits, PUT_BUCKET, route);
	sqlite3_bind_int(row, 4, bucket->remaining);
	sqlite3_bind_int64(row, 5, bucket->reset_at);
	sqlite3_bind_int64(row, 6, bucket->set_at);
	sqlite3_bind_int(row, 7, bucket->known);
	sqlite3_bind_text(row, 8, hash, -1, SQLITE_TRANSIENT);
	step(limits, row);
}

static bool take_from_bucket(struct limits *limits, const struct route *route, int64_t now, struct hold *hold)
{
	struct bucket bucket = { 0 };
	bool valid = find_bucket(limits, route, &bucket) && ahead(bucket.reset_at, bucket.set_at, now);
	if (valid && bucket.remaining <= 0) {
		*hold = (struct hold){ .reason = HOLD_BUCKET, .until = bucket.reset_at, .provisional = !bucket.known };
		return false;
	}
	if (valid)
		bucket.remaining--;
	else
		bucket = (struct bucket){ .remaining = 0, .reset_at = now + PROVISIONAL_MS, .set_at = now };
	put_bucket(limits, route, &bucket, NULL);
	return true;
}

/* Spreads the requests of all processes: Discord takes 50 a second of one bot, in any second. */
static bool take_from_all(struct limits *limits, int64_t now, struct hold *hold)
{
	struct bucket all = { 0 };
	if (!find_bucket(limits, NULL, &all) || !ahead(all.reset_at, all.set_at, now))
		all.reset_at = now;
	if (all.reset_at > now + BURST * SPACING_MS) {
		*hold = (struct hold){ .reason = HOLD_GLOBAL, .until = all.reset_at - BURST * SPACING_MS };
		return false;
	}
	put_bucket(limits, NULL, &(struct bucket){ 0, all.reset_at + SPACING_MS, now, true }, NULL);
	return true;
}

bool limits_take(struct limits *limits, const struct route *route, int64_t now, struct hold *hold)
{
	int invalid;
	*hold = (struct hold){ 0 };
	begin(limits);
	bool go = !is_held(limits, route, now, hold);
	if (go) {
		int64_t oldest = oldest_invalid(limits, now, &invalid);
		if (invalid >= MOST_INVALID_REQUESTS) {
			*hold = (struct hold){ .reason = HOLD_INVALID_REQUESTS, .until = (oldest + 11) * MINUTE };
			go = false;
		}
	}
	go = go && take_from_bucket(limits, route, now, hold) && take_from_all(limits, now, hold);
	end(limits, go ? "COMMIT" : "ROLLBACK"); /* what was not sent was not taken */
	return go;
}

static void put_hold(struct limits *limits, const char *kind, uint64_t id, int64_t wait, int failures, const struct refusal *refusal, int64_t now)
{
	sqlite3_stmt *row = of_token(limits, PUT_HOLD);
	sqlite3_bind_text(row, 2, kind, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)id);
	sqlite3_bind_int64(row, 4, now + wait);
	sqlite3_bind_int64(row, 5, now);
	sqlite3_bind_int(row, 6, failures);
	sqlite3_bind_int(row, 7, refusal->http);
	sqlite3_bind_int64(row, 8, refusal->code);
	step(limits, row);
}

/* Each further refusal doubles the time until the next try. */
static void latch(struct limits *limits, const struct route *route, const char *kind, uint64_t id, int64_t first, int64_t longest,
		  const struct refusal *refusal, int64_t now)
{
	struct held held[4];
	int failures = 0, count = find_holds(limits, route, held);
	for (int i = 0; i < count; i++)
		if (strcmp(held[i].kind, kind) == 0)
			failures = held[i].failures;
	int64_t wait = failures < 20 ? first << failures : longest;
	put_hold(limits, kind, id, wait < longest ? wait : longest, failures + 1, refusal, now);
}

/* Refusals that will come again until an admin acts. A member who left or a deleted message is none.
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes */
static bool lasts(const struct refusal *refusal)
{
	static const int64_t codes[] = { 10003, 10004, 10011, 50001, 50013, 50028, 50083, 160005, 160002, 60003, 40058, 50008 };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (refusal->code == codes[i])
			return true;
	return false;
}

static int64_t note_429(struct limits *limits, const struct route *route, const struct limit_headers *headers,
			const struct refusal *refusal, int64_t now)
{
	int64_t wait = headers->retry_after_ms > 0 ? headers->retry_after_ms : headers->reset_after_ms > 0 ? headers->reset_after_ms : SECOND;
	if (wait > LONGEST_BUCKET_MS)
		wait = LONGEST_BUCKET_MS;
	wait += MARGIN_MS;
	if (refusal->from_edge)
		put_hold(limits, "edge", 0, wait > BAN_MS ? wait : BAN_MS, 1, refusal, now);
	else if (headers->global)
		put_hold(limits, "global", 0, wait, 1, refusal, now);
	else if (headers->remaining <= 0) /* with some remaining it is a hidden limit of this very request */
		put_bucket(limits, route, &(struct bucket){ 0, now + wait, now, true }, headers->bucket);
	return wait;
}

static void note_bucket(struct limits *limits, const struct route *route, const struct limit_headers *headers, int64_t now)
{
	struct bucket bucket = { 0 }, fresh = { headers->remaining, now + headers->reset_after_ms + MARGIN_MS, now, true };
	bool found = find_bucket(limits, route, &bucket);
	if (headers->remaining < 0 || headers->reset_after_ms < 0) {
		/* no limit is known: the next request is free to go, one at a time */
		put_bucket(limits, route, &(struct bucket){ 0, 0, now, false }, headers->bucket);
		return;
	}
	if (headers->reset_after_ms > LONGEST_BUCKET_MS)
		fresh.reset_at = now + LONGEST_BUCKET_MS;
	/* Requests under way are not in the answer's count, but they are in ours. */
	if (found && bucket.known && ahead(bucket.reset_at, bucket.set_at, now) && bucket.remaining < fresh.remaining)
		fresh.remaining = bucket.remaining;
	put_bucket(limits, route, &fresh, headers->bucket);
}

static void drop_holds(struct limits *limits, const struct route *route)
{
	struct held held[4];
	for (int i = find_holds(limits, route, held); i-- > 0;) {
		enum hold_reason reason = reason_of(held[i].kind);
		bool general = reason != HOLD_SUBJECT;
		if (reason == HOLD_GLOBAL)
			continue; /* this answer may be to a request sent before the limit was hit */
		sqlite3_stmt *row = of_token(limits, DROP_HOLD);
		sqlite3_bind_text(row, 2, held[i].kind, -1, SQLITE_TRANSIENT);
		sqlite3_bind_int64(row, 3, general ? 0 : (sqlite3_int64)route_subject(route));
		step(limits, row);
	}
}

static void note_refusal(struct limits *limits, const struct route *route, const struct refusal *refusal, int64_t now)
{
	char name[80];
	route_name(route, name);
	if (refusal->http == 401)
		latch(limits, route, "token", 0, HOUR, 24 * HOUR, refusal, now);
	else if (refusal->http == 403 && (refusal->from_edge || refusal->code == 40333))
		latch(limits, route, "edge", 0, BAN_MS, 6 * HOUR, refusal, now);
	else if ((refusal->http == 403 || refusal->http == 404) && lasts(refusal) && route_subject(route))
		latch(limits, route, name, route_subject(route), MINUTE, 6 * HOUR, refusal, now);
}

int64_t limits_note(struct limits *limits, const struct route *route, const struct limit_headers *headers,
		    const struct refusal *refusal, int64_t now)
{
	int64_t wait = 0;
	bool invalid = refusal->http == 401 || refusal->http == 403 || (refusal->http == 429 && !headers->shared);
	begin(limits);
	if (invalid) {
		sqlite3_stmt *row = statement(limits, ADD_INVALID);
		sqlite3_bind_int64(row, 1, now / MINUTE);
		step(limits, row);
	}
	if (refusal->http == 429) {
		wait = note_429(limits, route, headers, refusal, now);
	} else {
		note_bucket(limits, route, headers, now);
		note_refusal(limits, route, refusal, now);
	}
	if (refusal->http >= 200 && refusal->http < 300)
		drop_holds(limits, route);
	commit(limits);
	return wait;
}

bool limits_tell(struct limits *limits, const char *what, uint64_t id, int64_t now)
{
	begin(limits);
	sqlite3_stmt *row = of_token(limits, FIND_HOLD);
	sqlite3_bind_text(row, 2, what, -1, SQLITE_STATIC);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)id);
	bool told = step(limits, row) && ahead(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), now);
	sqlite3_reset(row);
	if (!told)
		put_hold(limits, what, id, HOUR, 1, &(struct refusal){ 0 }, now);
	commit(limits);
	return !told;
}

void limits_forgive(struct limits *limits)
{
	step(limits, of_token(limits, DROP_ALL_HOLDS));
}
