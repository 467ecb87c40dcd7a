/* What may be asked now, and what an answer means for later. */
#include "discord/limits_db.h"

#include <stdio.h>
#include <string.h>

#include "discord/refusal.h"
#include "record/record.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };
static const int64_t DAY = 24 * HOUR;
enum {
	PROVISIONAL_MS = 3 * SECOND, /* an unknown bucket gets one request at a time */
	SPACING_MS = 22,
	BURST = 3,                /* 49 in any second */
	MARGIN_MS = 50,           /* clocks and networks are not exact */
	LONGEST_BUCKET_MS = HOUR, /* an absurd header must not stop the tools for good */
	FOR_NOW_MS = 5 * SECOND,  /* what Discord switched off for a while: the first time */
	OPENING_MS = 10 * MINUTE, /* direct messages that were opened too fast */
	/* Longer than any month that statements come in; then it is opened anew. */
	KEPT_CHANNEL_DAYS = 60,
	KEPT_LOOKS_MS = 3 * SECOND,
	/* Soon enough for who opened them at once; the words they read name the longest. */
	CLOSED_MS = 30 * SECOND,
	LONGEST_CLOSED_MS = 10 * MINUTE,
	BAN_MS = 10 * MINUTE, /* when a banning proxy names no time */
};

static enum hold_reason reason_of(const char *kind)
{
	return strcmp(kind, "token") == 0             ? HOLD_TOKEN
	       : strcmp(kind, "global") == 0          ? HOLD_GLOBAL
	       : strcmp(kind, "edge") == 0            ? HOLD_EDGE
	       : strcmp(kind, HOLD_OF_RECIPIENT) == 0 ? HOLD_RECIPIENT
						      : HOLD_SUBJECT;
}

/* A time that was set in the future means that the clock was put back: it is then worth nothing. */
static bool ahead(int64_t until, int64_t set_at, int64_t now)
{
	return now < until && now >= set_at - MINUTE;
}

static bool is_held(struct limits *limits, const struct route *route, int64_t now,
		    struct hold *hold)
{
	struct held held[MOST_HOLDS];
	int count = limits_find_holds(limits, route, held);
	for (int i = 0; i < count; i++)
		if (ahead(held[i].until, held[i].set_at, now) && held[i].until > hold->until)
			*hold = (struct hold){ .reason = reason_of(held[i].kind),
					       .until = held[i].until,
					       .http = held[i].http,
					       .code = held[i].code };
	return hold->reason != HOLD_NONE;
}

/* The turn of no guild is the time up to which looks have been used up. */
int limits_take_looks(struct limits *limits, int want, int rate, int64_t now)
{
	limits_begin(limits);
	int64_t used = limits_turn(limits, 0), oldest = now - KEPT_LOOKS_MS;
	if (used < oldest || used > now + MINUTE) /* the clock was put back */
		used = oldest;
	int64_t most = used < now ? (now - used) * rate / SECOND : 0;
	int taken = most < want ? (int)most : want;
	limits_note_turn(limits, 0, used + (int64_t)taken * SECOND / rate);
	limits_end(limits, "COMMIT");
	return taken;
}

int limits_invalid_requests(struct limits *limits, int64_t now)
{
	int count;
	limits_oldest_invalid(limits, now, &count);
	return count;
}

static bool take_from_bucket(struct limits *limits, const struct route *route, int64_t now,
			     struct hold *hold)
{
	struct bucket bucket = { 0 };
	bool valid = limits_find_bucket(limits, route, &bucket) &&
		     ahead(bucket.reset_at, bucket.set_at, now);
	if (valid && bucket.remaining <= 0) {
		*hold = (struct hold){ .reason = HOLD_BUCKET,
				       .until = bucket.reset_at,
				       .provisional = !bucket.known };
		return false;
	}
	if (valid)
		bucket.remaining--;
	else
		bucket = (struct bucket){ .remaining = 0,
					  .reset_at = now + PROVISIONAL_MS,
					  .set_at = now };
	limits_put_bucket(limits, route, &bucket, NULL);
	return true;
}

/* Spreads the requests of all processes: Discord takes 50 a second of one bot, in any second. */
static bool take_from_all(struct limits *limits, int64_t now, struct hold *hold)
{
	struct bucket all = { 0 };
	if (!limits_find_bucket(limits, NULL, &all) || !ahead(all.reset_at, all.set_at, now))
		all.reset_at = now;
	if (all.reset_at > now + BURST * SPACING_MS) {
		*hold = (struct hold){ .reason = HOLD_GLOBAL,
				       .until = all.reset_at - BURST * SPACING_MS };
		return false;
	}
	limits_put_bucket(limits, NULL, &(struct bucket){ 0, all.reset_at + SPACING_MS, now, true },
			  NULL);
	return true;
}

/* Direct messages that nobody asked for go slowly; answers are not held up by them. */
static bool take_from_openings(struct limits *limits, const struct route *route, int64_t now,
			       struct hold *hold)
{
	struct openings openings;
	if (route->id != ROUTE_OPEN_DM || !route->paced)
		return true;
	openings = limits_find_openings(limits);
	if (!openings_take(&openings, now)) {
		*hold = (struct hold){ .reason = HOLD_PACE, .until = openings.ends };
		return false;
	}
	limits_put_openings(limits, &openings);
	return true;
}

/* The same of those to people whom the bot has written to before, which need no opening. */
static bool take_from_known(struct limits *limits, const struct route *route, int64_t now,
			    struct hold *hold)
{
	struct known_sent sent;
	if (route->id != ROUTE_SEND_MESSAGE || !route->paced)
		return true;
	sent = limits_find_known_sent(limits);
	if (!known_sent_take(&sent, now)) {
		*hold = (struct hold){ .reason = HOLD_PACE, .until = sent.until };
		return false;
	}
	limits_put_known_sent(limits, &sent);
	return true;
}

bool limits_take(struct limits *limits, const struct route *route, int64_t now, struct hold *hold)
{
	int invalid;
	*hold = (struct hold){ 0 };
	limits_begin(limits);
	bool go = !is_held(limits, route, now, hold);
	if (go) {
		int64_t oldest = limits_oldest_invalid(limits, now, &invalid);
		if (invalid >=
		    (route->user_id ? MOST_BEFORE_MESSAGES_WAIT : MOST_INVALID_REQUESTS)) {
			*hold = (struct hold){ .reason = HOLD_INVALID_REQUESTS,
					       .until = (oldest + 11) * MINUTE };
			go = false;
		}
	}
	go = go && take_from_openings(limits, route, now, hold) &&
	     take_from_known(limits, route, now, hold) &&
	     take_from_bucket(limits, route, now, hold) && take_from_all(limits, now, hold);
	limits_end(limits, go ? "COMMIT" : "ROLLBACK"); /* what was not sent was not taken */
	return go;
}

static int failures_of(struct limits *limits, const struct route *route, const char *kind)
{
	struct held held[MOST_HOLDS];
	int failures = 0, count = limits_find_holds(limits, route, held);
	for (int i = 0; i < count; i++)
		if (strcmp(held[i].kind, kind) == 0)
			failures = held[i].failures;
	return failures;
}

bool limits_refused(struct limits *limits, const struct route *route)
{
	char name[80];
	limits_route_name(route, name);
	limits_begin(limits);
	bool refused = failures_of(limits, route, name) > 0;
	limits_end(limits, "COMMIT");
	return refused;
}

/* Each further refusal doubles the time until the next try, which it returns in milliseconds. */
static int64_t latch(struct limits *limits, const struct route *route, const char *kind,
		     uint64_t id, int64_t first, int64_t longest, const struct refusal *refusal,
		     int64_t now)
{
	int failures = failures_of(limits, route, kind);
	int64_t wait = failures < 20 && first << failures < longest ? first << failures : longest;
	limits_put_hold(limits, kind, id, wait, failures + 1, refusal, now);
	return wait;
}

/* Refusals that will come again until an admin acts. A member who left or a deleted message is
 * none. https://discord.com/developers/docs/topics/opcodes-and-status-codes */
static bool lasts(const struct refusal *refusal)
{
	static const int64_t codes[] = { 10003, 10004,  10011,  50001, 50013, 50028,
					 50083, 160005, 160002, 60003, 40058, 50008 };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (refusal->code == codes[i])
			return true;
	return false;
}

static int64_t note_429(struct limits *limits, const struct route *route,
			const struct limit_headers *headers, const struct refusal *refusal,
			int64_t now)
{
	int64_t wait = headers->retry_after_ms > 0   ? headers->retry_after_ms
		       : headers->reset_after_ms > 0 ? headers->reset_after_ms
						     : SECOND;
	if (wait > LONGEST_BUCKET_MS)
		wait = LONGEST_BUCKET_MS;
	wait += MARGIN_MS;
	if (refusal->from_edge)
		limits_put_hold(limits, "edge", 0, wait > BAN_MS ? wait : BAN_MS, 1, refusal, now);
	else if (headers->global)
		limits_put_hold(limits, "global", 0, wait, 1, refusal, now);
	else if (headers->remaining <=
		 0) /* with some remaining it is a hidden limit of this very request */
		limits_put_bucket(limits, route, &(struct bucket){ 0, now + wait, now, true },
				  headers->bucket);
	return wait;
}

static void note_bucket(struct limits *limits, const struct route *route,
			const struct limit_headers *headers, int64_t now)
{
	struct bucket bucket = { 0 },
		      fresh = { headers->remaining, now + headers->reset_after_ms + MARGIN_MS, now,
				true };
	bool found = limits_find_bucket(limits, route, &bucket);
	if (headers->remaining < 0 || headers->reset_after_ms < 0) {
		/* no limit is known: the next request is free to go, one at a time */
		limits_put_bucket(limits, route, &(struct bucket){ 0, 0, now, false },
				  headers->bucket);
		return;
	}
	if (headers->reset_after_ms > LONGEST_BUCKET_MS)
		fresh.reset_at = now + LONGEST_BUCKET_MS;
	/* Requests under way are not in the answer's count, but they are in ours. */
	if (found && bucket.known && ahead(bucket.reset_at, bucket.set_at, now) &&
	    bucket.remaining < fresh.remaining)
		fresh.remaining = bucket.remaining;
	limits_put_bucket(limits, route, &fresh, headers->bucket);
}

static void drop_holds(struct limits *limits, const struct route *route)
{
	struct held held[MOST_HOLDS];
	for (int i = limits_find_holds(limits, route, held); i-- > 0;) {
		enum hold_reason reason = reason_of(held[i].kind);
		bool general = reason != HOLD_SUBJECT;
		if (reason == HOLD_GLOBAL)
			continue; /* this answer may be to a request sent before the limit was hit
				   */
		if (reason == HOLD_RECIPIENT && route->id == ROUTE_OPEN_DM)
			continue; /* Discord opens the channel, too, where it takes no message */
		limits_drop_hold(limits, held[i].kind,
				 reason == HOLD_RECIPIENT ? route->user_id
				 : general                ? 0
							  : route_subject(route));
	}
}

static int64_t note_refusal(struct limits *limits, const struct route *route,
			    const struct refusal *refusal, int64_t now)
{
	char name[80];
	limits_route_name(route, name);
	if (refusal_of_embed(refusal->http, refusal->code)) {
		if (route->embeds)
			return latch(limits, route, HOLD_OF_EMBEDS, route_subject(route), MINUTE,
				     6 * HOUR, refusal, now);
		/* without an embed it is refused as well, so that was not why */
		limits_drop_hold(limits, HOLD_OF_EMBEDS, route_subject(route));
	}
	if (route->user_id && refusal_of_recipient(refusal->http, refusal->code))
		return latch(limits, route, HOLD_OF_RECIPIENT, route->user_id, CLOSED_MS,
			     LONGEST_CLOSED_MS, refusal, now);
	if (refusal->http >= 400 && refusal_kind(refusal->http, refusal->code) == REFUSAL_LATER)
		return latch(limits, route, name, route_subject(route),
			     refusal->code == OPENED_TOO_FAST ? OPENING_MS : FOR_NOW_MS, HOUR,
			     refusal, now);
	if (refusal->http == 401)
		return latch(limits, route, "token", 0, HOUR, 24 * HOUR, refusal, now);
	if (refusal->http == 403 && (refusal->from_edge || refusal->code == 40333))
		return latch(limits, route, "edge", 0, BAN_MS, 6 * HOUR, refusal, now);
	if ((refusal->http == 403 || refusal->http == 404) && lasts(refusal) &&
	    route_subject(route))
		return latch(limits, route, name, route_subject(route), MINUTE, 6 * HOUR, refusal,
			     now);
	return 0;
}

static void count_answer(struct limits *limits, const struct limit_headers *headers,
			 const struct refusal *refusal, bool invalid)
{
	char status[16];
	snprintf(status, sizeof status, "%d", refusal->http);
	limits_count(limits, "answers", status);
	if (refusal->http == 429)
		limits_count(limits, "limited",
			     refusal->from_edge ? "edge"
			     : headers->global  ? "global"
			     : headers->shared  ? "shared"
						: "route");
	if (invalid)
		limits_count(limits, "invalid", "");
}

int64_t limits_note(struct limits *limits, const struct route *route,
		    const struct limit_headers *headers, const struct refusal *refusal, int64_t now)
{
	int64_t wait = 0;
	bool invalid = refusal->http == 401 || refusal->http == 403 ||
		       (refusal->http == 429 && !headers->shared);
	limits_begin(limits);
	count_answer(limits, headers, refusal, invalid);
	if (invalid)
		limits_add_invalid(limits, now);
	if (refusal->http == 429) {
		wait = note_429(limits, route, headers, refusal, now);
	} else {
		note_bucket(limits, route, headers, now);
		wait = note_refusal(limits, route, refusal, now);
	}
	if (refusal->http >= 200 && refusal->http < 300)
		drop_holds(limits, route);
	limits_end(limits, "COMMIT");
	return wait;
}

void limits_note_silence(struct limits *limits, const struct route *route, int64_t now)
{
	struct bucket bucket = { 0 };
	limits_begin(limits);
	if (limits_find_bucket(limits, route, &bucket) && !bucket.known)
		limits_put_bucket(limits, route, &(struct bucket){ .set_at = now }, NULL);
	limits_end(limits, "COMMIT");
}

uint64_t limits_channel(struct limits *limits, uint64_t user_id, int64_t now)
{
	int64_t used;
	limits_begin(limits);
	uint64_t channel_id = limits_find_channel(limits, user_id, &used);
	if (channel_id && (now > used + DAY || now < used))
		limits_put_channel(limits, user_id, channel_id, now);
	limits_end(limits, "COMMIT");
	return channel_id;
}

void limits_note_channel(struct limits *limits, uint64_t user_id, uint64_t channel_id, int64_t now)
{
	limits_begin(limits);
	if (channel_id)
		limits_put_channel(limits, user_id, channel_id, now);
	else
		limits_drop_channel(limits, user_id);
	limits_drop_old_channels(limits, now - KEPT_CHANNEL_DAYS * DAY);
	limits_end(limits, "COMMIT");
}

bool limits_tell(struct limits *limits, const char *what, uint64_t id, int64_t now)
{
	int64_t until, set_at;
	limits_begin(limits);
	bool told =
		limits_find_hold(limits, what, id, &until, &set_at) && ahead(until, set_at, now);
	if (!told)
		limits_put_hold(limits, what, id, HOUR, 1, &(struct refusal){ 0 }, now);
	limits_end(limits, "COMMIT");
	return !told;
}

void limits_forgive(struct limits *limits)
{
	limits_drop_holds(limits);
}
