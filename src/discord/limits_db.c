/* The rows of limits.db: what is kept, not what follows from it. */
#include "discord/limits_file.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { MINUTE = 60 * 1000 };

static const char *const sql[STATEMENT_COUNT] = {
	[FIND_HOLDS] = "SELECT kind, until, set_at, failures, http, code FROM holds WHERE token = "
		       "?1 AND id IN (0, ?3) AND kind IN ('token', 'global', 'edge', ?2, ?4) UNION "
		       "ALL SELECT kind, until, set_at, failures, http, code FROM holds WHERE "
		       "token = ?1 AND kind = '" HOLD_OF_RECIPIENT "' AND id = ?5",
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
	[FIND_OPENINGS] = "SELECT pace, remaining, ends FROM openings WHERE token = ?1",
	[PUT_OPENINGS] = "INSERT INTO openings VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET "
			 "pace = ?2, remaining = ?3, ends = ?4",
	[FIND_KNOWN_SENT] = "SELECT remaining, until FROM known_sent WHERE token = ?1",
	[PUT_KNOWN_SENT] = "INSERT INTO known_sent VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET "
			   "remaining = ?2, until = ?3",
	[FIND_CHANNEL] = "SELECT channel_id, used FROM message_channels WHERE token = ?1 AND "
			 "person = ?2",
	[PUT_CHANNEL] = "INSERT INTO message_channels VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO "
			"UPDATE SET channel_id = ?3, used = ?4",
	[DROP_CHANNEL] = "DELETE FROM message_channels WHERE token = ?1 AND person = ?2",
	[DROP_OLD_CHANNELS] = "DELETE FROM message_channels WHERE token = ?1 AND used < ?2",
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

static sqlite3_stmt *statement(struct limits *limits, enum statement which)
{
	sqlite3_stmt **prepared = &limits->statements[which];
	if (!*prepared)
		limits_check(limits,
			     sqlite3_prepare_v2(limits->db, sql[which], -1, prepared, NULL));
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
	limits_check(limits, result);
	if (result != SQLITE_ROW)
		sqlite3_reset(row);
	return result == SQLITE_ROW;
}

/* Copied: the text may be gone when the statement runs. */
static void bind(struct limits *limits, sqlite3_stmt *row, int index, const char *text)
{
	limits_check(limits, sqlite3_bind_text(row, index, text, -1, SQLITE_TRANSIENT));
}

/* "GET /channels/{}/messages", which names buckets and latches. */
void limits_route_name(const struct route *route, char name[80])
{
	snprintf(name, 80, "%s %s", route_method(route), route_template(route));
}

int limits_find_holds(struct limits *limits, const struct route *route,
		      struct held held[MOST_HOLDS])
{
	char name[80];
	int count = 0;
	limits_route_name(route, name);
	sqlite3_stmt *row = of_token(limits, FIND_HOLDS);
	bind(limits, row, 2, name);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)route_subject(route));
	if (route->embeds)
		bind(limits, row, 4, HOLD_OF_EMBEDS);
	else
		sqlite3_bind_null(row, 4);
	if (route->user_id)
		sqlite3_bind_int64(row, 5, (sqlite3_int64)route->user_id);
	else
		sqlite3_bind_null(row, 5);
	while (count < MOST_HOLDS && step(limits, row)) {
		struct held *one = &held[count++];
		const char *kind = (const char *)sqlite3_column_text(row, 0);
		if (!kind)
			limits_failed(limits, SQLITE_NOMEM);
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

struct openings limits_find_openings(struct limits *limits)
{
	struct openings openings = { 0 };
	sqlite3_stmt *row = of_token(limits, FIND_OPENINGS);
	if (step(limits, row))
		openings =
			(struct openings){ sqlite3_column_int(row, 0), sqlite3_column_int(row, 1),
					   sqlite3_column_int64(row, 2) };
	sqlite3_reset(row);
	return openings;
}

void limits_put_openings(struct limits *limits, const struct openings *openings)
{
	sqlite3_stmt *row = of_token(limits, PUT_OPENINGS);
	sqlite3_bind_int(row, 2, openings->pace);
	sqlite3_bind_int(row, 3, openings->remaining);
	sqlite3_bind_int64(row, 4, openings->ends);
	step(limits, row);
}

struct known_sent limits_find_known_sent(struct limits *limits)
{
	struct known_sent sent = { 0 };
	sqlite3_stmt *row = of_token(limits, FIND_KNOWN_SENT);
	if (step(limits, row))
		sent = (struct known_sent){ sqlite3_column_int(row, 0),
					    sqlite3_column_int64(row, 1) };
	sqlite3_reset(row);
	return sent;
}

void limits_put_known_sent(struct limits *limits, const struct known_sent *sent)
{
	sqlite3_stmt *row = of_token(limits, PUT_KNOWN_SENT);
	sqlite3_bind_int(row, 2, sent->remaining);
	sqlite3_bind_int64(row, 3, sent->until);
	step(limits, row);
}

/* Who it is, without their id: limits.db names nobody. Long enough that no two are the same. */
static void bind_person(struct limits *limits, sqlite3_stmt *row, uint64_t user_id)
{
	unsigned char digest[16];
	crypto_generichash(digest, sizeof digest, (const unsigned char *)&user_id, sizeof user_id,
			   (const unsigned char *)limits->key, strlen(limits->key));
	limits_check(limits, sqlite3_bind_blob(row, 2, digest, sizeof digest, SQLITE_TRANSIENT));
}

uint64_t limits_find_channel(struct limits *limits, uint64_t user_id, int64_t *used)
{
	sqlite3_stmt *row = of_token(limits, FIND_CHANNEL);
	bind_person(limits, row, user_id);
	bool found = step(limits, row);
	uint64_t channel_id = found ? (uint64_t)sqlite3_column_int64(row, 0) : 0;
	*used = found ? sqlite3_column_int64(row, 1) : 0;
	sqlite3_reset(row);
	return channel_id;
}

void limits_put_channel(struct limits *limits, uint64_t user_id, uint64_t channel_id, int64_t now)
{
	sqlite3_stmt *row = of_token(limits, PUT_CHANNEL);
	bind_person(limits, row, user_id);
	sqlite3_bind_int64(row, 3, (sqlite3_int64)channel_id);
	sqlite3_bind_int64(row, 4, now);
	step(limits, row);
}

void limits_drop_channel(struct limits *limits, uint64_t user_id)
{
	sqlite3_stmt *row = of_token(limits, DROP_CHANNEL);
	bind_person(limits, row, user_id);
	step(limits, row);
}

void limits_drop_old_channels(struct limits *limits, int64_t before)
{
	sqlite3_stmt *row = of_token(limits, DROP_OLD_CHANNELS);
	sqlite3_bind_int64(row, 2, before);
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
