/* The queue of calls: each waits for its turn, is sent, is judged, and comes back once. */
#include "discord/discord.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/sandbox.h"
#include "discord/limits.h"
#include "discord/limits_look.h"
#include "discord/refusal.h"
#include "discord/token.h"
#include "discord/turns.h"

enum { UNKNOWN_CHANNEL = 10003, UNKNOWN_GUILD = 10004 };
enum { MOST_CONNECTING = 2, CONNECTING_MS = 250 };
enum {
	MOST_UNDER_WAY = 8,
	MOST_OF_ONE_GUILD = 6,
	MOST_TRIES = 4,
	FIRST_RETRY_MS = 300,
	REQUEST_TIMEOUT_MS = 15000,
	SHORTEST_TIMEOUT_MS = 500,
	LATER_MS = 5000,
	CLOCKS_DIFFER_MS = 5000
};

struct call {
	struct turn_entry entry; /* first: what waits is found by it */
	struct discord *discord;
	struct route route;
	struct payload payload;
	bool repeatable;
	uint64_t about; /* the message of Discord that it serves, for the log; 0: none is known */
	int tries;
	enum http_trouble trouble; /* of the last one */
	bool maybe_happened;       /* in one of the tries so far */
	answer_callback *done;
	void *context;
};

struct discord {
	char *token, *state;
	const char *api, *ca_file;
	size_t api_length; /* without slashes at its end: paths begin with one */
	char key[TOKEN_KEY_SIZE];
	int64_t deadline;      /* Unix milliseconds */
	int64_t patience;      /* how long one limit is waited for */
	int64_t paused_until;  /* by what limits all calls together */
	struct http *http;     /* NULL until the first request */
	struct limits *limits; /* likewise */
	struct turns *waiting;
	int under_way;
	int64_t first_sent; /* 0: nothing was */
	bool answered;      /* so that there is a connection */
	int exit_code;
	bool said_late;
	int64_t clock_off; /* how much Discord's clock is ahead of ours; 0 within what a header can
			      tell */
};

static char *state_folder(const char *named)
{
	const char *environment = getenv("GL_STATE"), *home = getenv("HOME");
	struct buf path = { 0 };
	if (named || (environment && *environment))
		buf_text(&path, named ? named : environment);
	else if (home && *home)
		buf_printf(&path, "%s/.local/state/guildledger", home);
	else
		fail(EX_CONFIG, "where are rate limits kept? Name a folder with --state FOLDER, or "
				"in GL_STATE");
	return path.bytes;
}

struct discord *discord_open(const struct discord_options *options)
{
	struct discord *discord = calloc(1, sizeof *discord);
	if (!discord)
		fail(EX_OSERR, "out of memory");
	const char *api = options->api ? options->api : getenv("GL_API");
	discord->api = api && *api ? api : "https://discord.com/api/v10";
	discord->api_length = strlen(discord->api);
	while (discord->api_length && discord->api[discord->api_length - 1] == '/')
		discord->api_length--;
	discord->ca_file = options->ca_file ? options->ca_file : getenv("GL_CA_FILE");
	discord->token = token_read(options->token_file);
	token_key(discord->token, discord->key);
	discord->state = state_folder(options->state);
	discord->deadline = options->deadline_ms ? instant_now() + options->deadline_ms : INT64_MAX;
	discord->patience = options->patience_ms ? options->patience_ms : INT64_MAX / 2;
	discord->waiting = turns_start(MOST_OF_ONE_GUILD);
	limits_make_folder(discord->state);
	limits_keep_mode(discord->state);
	sandbox_confine(SANDBOX_NETWORK, discord->state, discord->ca_file);
	return discord;
}

void discord_close(struct discord *discord)
{
	http_close(discord->http);
	limits_close(discord->limits);
	turns_free(discord->waiting);
	explicit_bzero(discord->token, strlen(discord->token));
	free(discord->token);
	free(discord->state);
	free(discord);
}

static struct limits *limits_of(struct discord *discord)
{
	if (!discord->limits)
		discord->limits = limits_open(discord->state, discord->key);
	return discord->limits;
}

bool discord_out_of_time(const struct discord *discord)
{
	return instant_now() >= discord->deadline;
}

int64_t discord_now(const struct discord *discord)
{
	return instant_now() + discord->clock_off;
}

/* The header has whole seconds, and the answer took a while. */
static void note_clock(struct discord *discord, int64_t date_ms)
{
	int64_t off = date_ms - instant_now();
	if (date_ms > 0)
		discord->clock_off = off > CLOCKS_DIFFER_MS || off < -CLOCKS_DIFFER_MS ? off : 0;
}

int discord_exit_code(const struct discord *discord)
{
	return discord->exit_code;
}

const char *discord_state(const struct discord *discord)
{
	return discord->state;
}

const char *discord_api(const struct discord *discord)
{
	return discord->api;
}

void discord_forgive(struct discord *discord)
{
	limits_forgive(limits_of(discord));
}

bool discord_tell(struct discord *discord, const char *what, uint64_t id)
{
	return limits_tell(limits_of(discord), what, id, instant_now());
}

void discord_note_read(struct discord *discord, uint64_t guild_id, int64_t lag, bool intent_off)
{
	limits_note_read(limits_of(discord), guild_id, lag, intent_off, instant_now());
}

int64_t discord_turn(struct discord *discord, uint64_t guild_id)
{
	return limits_turn(limits_of(discord), guild_id);
}

void discord_note_turn(struct discord *discord, uint64_t guild_id)
{
	limits_note_turn(limits_of(discord), guild_id, instant_now());
}

int discord_take_looks(struct discord *discord, int want, int rate)
{
	return limits_take_looks(limits_of(discord), want, rate, instant_now());
}

int64_t discord_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed)
{
	return limits_backlog(limits_of(discord), channel_id, printed);
}

void discord_note_backlog(struct discord *discord, uint64_t channel_id, uint64_t printed,
			  int64_t at)
{
	limits_note_backlog(limits_of(discord), channel_id, printed, at + discord->clock_off);
}

int discord_invalid_requests(struct discord *discord)
{
	return limits_invalid_requests(limits_of(discord), instant_now());
}

void discord_call(struct discord *discord, const struct route *route, const struct payload *payload,
		  bool repeatable, answer_callback *done, void *context)
{
	struct call *call = calloc(1, sizeof *call);
	if (!call)
		fail(EX_OSERR, "out of memory");
	*call = (struct call){ .discord = discord,
			       .route = *route,
			       .repeatable = repeatable || !route_changes(route),
			       .done = done,
			       .context = context };
	call->about = log_trace(0);
	log_trace(call->about);
	if (payload)
		call->payload = *payload;
	turns_add(discord->waiting, route_guild(route), &call->entry);
}

/* Gives the answer and forgets the call. Keeps the most severe exit code: a dead token or
 * permission before a delay. */
static void end(struct call *call, struct answer *answer)
{
	struct discord *discord = call->discord;
	bool passing = answer->status == ANSWER_LATER && !(answer->latched && answer->http);
	bool permission =
		answer->http == 403 && !answer->latched &&
		refusal_kind(403, answer->code) != REFUSAL_LATER; /* also where it is tried again */
	bool gone = answer->http == 404 &&
		    (answer->code == UNKNOWN_CHANNEL ||
		     answer->code == UNKNOWN_GUILD); /* an admin must act on it, too */
	if (answer->http == 401 || permission || (answer->status == ANSWER_FAILED && gone))
		discord->exit_code = EX_NOPERM;
	else if (passing && discord->exit_code == EX_OK)
		discord->exit_code = EX_TEMPFAIL;
	answer->maybe_happened |= call->maybe_happened && answer->status != ANSWER_OK;
	answer->trouble = answer->http ? TROUBLE_NONE : call->trouble;
	call->done(call->context, answer);
	free(call);
}

static void again(struct call *call, int64_t not_before)
{
	call->entry.not_before = not_before;
	turns_add(call->discord->waiting, route_guild(&call->route), &call->entry);
}

static int64_t give_headers(struct call *call, const struct http_answer *seen, int64_t code)
{
	struct limit_headers headers = { .remaining = seen->remaining,
					 .reset_after_ms = seen->reset_after_ms,
					 .retry_after_ms = seen->retry_after_ms,
					 .global = seen->global,
					 .shared = seen->shared };
	struct refusal refusal = { .http = seen->status,
				   .code = code,
				   .from_edge = !seen->json && !seen->via };
	memcpy(headers.bucket, seen->bucket, sizeof headers.bucket);
	return limits_note(call->discord->limits, &call->route, &headers, &refusal, instant_now());
}

/* The body may know a longer wait than the header. */
static void read_retry_after(struct http_answer *seen, const cJSON *body)
{
	const cJSON *wait = json_get(body, "retry_after");
	if (cJSON_IsNumber(wait) && wait->valuedouble > 0 && wait->valuedouble < 1e9 &&
	    wait->valuedouble * 1000 > (double)seen->retry_after_ms)
		seen->retry_after_ms = (int64_t)(wait->valuedouble * 1000) + 1;
	seen->global |= json_true(body, "global");
}

static void explain_refusal(const struct call *call, const struct answer *answer)
{
	struct buf path = { 0 };
	char status[16] = "";
	const char *fix = refusal_fix(answer->http, answer->code);
	bool expected = call->route.id == ROUTE_MEMBER &&
			answer->http == 404; /* who left: an answer, not a fault */
	route_path(&path, &call->route);
	if (answer->http)
		snprintf(status, sizeof status, "%d ", answer->http);
	if (!expected)
		log_line(answer->status == ANSWER_FAILED ? LOG_ERROR : LOG_WARN, "discord-refused",
			 "%s %s: %s%s%s%s", route_method(&call->route), buf_string(&path), status,
			 answer->message ? answer->message : "", *fix ? "; " : "", fix);
	buf_free(&path);
}

static void retry_or_end(struct call *call, struct answer *answer, int64_t wait)
{
	int64_t now = instant_now(), at = now + wait;
	if (call->repeatable && call->tries < MOST_TRIES && at < call->discord->deadline &&
	    wait <= call->discord->patience) {
		call->maybe_happened |= answer->maybe_happened;
		log_line(LOG_INFO, "discord-retry", "%s %s: %s; tried again in %lld ms",
			 route_method(&call->route), route_template(&call->route), answer->message,
			 (long long)wait);
		again(call, at);
		return;
	}
	answer->status = ANSWER_LATER;
	answer->not_before = at;
	explain_refusal(call, answer);
	end(call, answer);
}

/* Refused, and not because of what passes within this run. A permission may be given back: the
 * first time it is asked for again once the route is free, WAIT milliseconds from now; the second
 * refusal in a row is final. */
static void end_refused(struct call *call, struct answer *answer, enum refusal_kind kind,
			bool again_refused, int64_t wait)
{
	bool later = kind == REFUSAL_LATER ||
		     (kind == REFUSAL_PERMISSION && route_changes(&call->route) && !again_refused);
	answer->status = later ? ANSWER_LATER : ANSWER_FAILED;
	answer->not_before = later ? instant_now() + (wait > LATER_MS ? wait : LATER_MS) : 0;
	explain_refusal(call, answer);
	end(call, answer);
}

static void judge(void *context, struct http_answer *seen)
{
	struct call *call = context;
	struct arena arena = { 0 };
	struct buf message = { 0 };
	const char *why = NULL;
	cJSON *body = seen->json && seen->body.length
			      ? json_value(&arena, seen->body.bytes, seen->body.length, &why)
			      : NULL;
	bool good = seen->status >= 200 && seen->status < 300;
	struct answer answer = { .http = seen->status,
				 .code = good ? 0 : json_integer(body, "code", 0),
				 .date_ms = seen->date_ms };
	call->discord->under_way--;
	call->discord->answered = true;
	turns_end(&call->entry);
	call->tries++;
	call->trouble = seen->trouble;
	log_trace(call->about); /* what follows from the answer, new calls too */
	note_clock(call->discord, seen->date_ms);
	read_retry_after(seen, body);
	enum refusal_kind kind = refusal_kind(seen->status, answer.code);
	bool refused_before =
		kind == REFUSAL_PERMISSION && limits_refused(call->discord->limits, &call->route);
	int64_t wait = seen->status ? give_headers(call, seen, answer.code) : 0,
		backoff = (int64_t)FIRST_RETRY_MS << call->tries;
	if (!seen->status)
		limits_note_silence(call->discord->limits, &call->route, instant_now());
	bool whole = body || (seen->status == 204);
	if (good && seen->status != 202 && whole) {
		answer.json = cJSON_IsNull(body) ? NULL : body;
		end(call, &answer);
	} else if (good || kind == REFUSAL_PASSES) {
		answer.maybe_happened = route_changes(&call->route) &&
					(good || seen->status >= 500 || seen->status == 408 ||
					 seen->maybe_received);
		answer.message = seen->problem         ? seen->problem
				 : good                ? "the answer cannot be read"
				 : seen->status == 429 ? "rate limited"
						       : "Discord has trouble";
		retry_or_end(call, &answer, wait > 0 ? wait : backoff);
	} else {
		refusal_message(&message, body);
		answer.message = body ? buf_string(&message) : "refused without a reason";
		answer.no_reference = refusal_of_reference(answer.code, body);
		end_refused(call, &answer, kind, refused_before, wait);
	}
	log_trace(0);
	buf_free(&message);
	arena_free(&arena);
}

static void send_call(struct call *call)
{
	struct discord *discord = call->discord;
	struct buf url = { 0 }, reason = { 0 };
	int64_t left = discord->deadline == INT64_MAX ? REQUEST_TIMEOUT_MS
						      : discord->deadline - instant_now();
	if (!discord->http)
		discord->http = http_open(discord->token, discord->ca_file);
	buf_add(&url, discord->api, discord->api_length);
	route_path(&url, &call->route);
	if (call->payload.audit_reason)
		percent_encode(&reason, call->payload.audit_reason, 512);
	struct http_request request = {
		.method = route_method(&call->route),
		.url = buf_string(&url),
		.json = call->payload.json,
		.files = call->payload.files,
		.file_count = call->payload.file_count,
		.audit_reason = reason.length ? buf_string(&reason) : NULL,
		.says_empty = route_changes(&call->route),
		.timeout_ms = left > REQUEST_TIMEOUT_MS    ? REQUEST_TIMEOUT_MS
			      : left < SHORTEST_TIMEOUT_MS ? SHORTEST_TIMEOUT_MS
							   : left,
	};
	log_line(LOG_DEBUG, "discord-request", "%s %s", request.method, request.url);
	discord->under_way++;
	if (!discord->first_sent)
		discord->first_sent = instant_now();
	turns_begin(&call->entry);
	http_start(discord->http, &request, judge, call);
	buf_free(&url);
	buf_free(&reason);
}

static const char *hold_words(const struct hold *hold)
{
	switch (hold->reason) {
	case HOLD_BUCKET: return "rate limited";
	case HOLD_GLOBAL: return "rate limited in all";
	case HOLD_INVALID_REQUESTS:
		return "too many refused requests in ten minutes: these tools stop before Discord "
		       "bans this address";
	case HOLD_EDGE: return "Discord's edge refuses this address for now";
	case HOLD_TOKEN: return "the token was refused before";
	default: return "it was refused before";
	}
}

static void hold_back(struct call *call, const struct hold *hold, int64_t now)
{
	struct discord *discord = call->discord;
	bool in_time = hold->until < discord->deadline && hold->reason <= HOLD_GLOBAL &&
		       hold->until - now <= discord->patience;
	if (in_time && hold->reason == HOLD_GLOBAL) { /* nobody may go: the turn is not lost */
		discord->paused_until = hold->until;
		turns_put_back(discord->waiting, &call->entry);
		return;
	}
	if (in_time || hold->provisional) {
		again(call, hold->provisional && discord->under_way ? now + 1 : hold->until);
		return;
	}
	struct answer answer = { .status = ANSWER_LATER,
				 .http = hold->http,
				 .code = hold->code,
				 .message = hold_words(hold),
				 .not_before = hold->until,
				 .latched = hold->reason >= HOLD_TOKEN,
				 .no_turn = !call->tries && hold->reason != HOLD_SUBJECT };
	char time[INSTANT_TEXT_SIZE];
	log_line(hold->reason == HOLD_SUBJECT ? LOG_DEBUG : LOG_WARN, "held-back",
		 "%s %s: %s (not before %s)%s%s", route_method(&call->route),
		 route_template(&call->route), answer.message, instant_format(hold->until, time),
		 hold->reason == HOLD_TOKEN ? "; " : "",
		 hold->reason == HOLD_TOKEN ? refusal_fix(401, 0) : "");
	end(call, &answer);
}

static void end_late(struct call *call, int64_t now)
{
	if (!call->discord->said_late)
		log_line(LOG_WARN, "out-of-time",
			 "the time of this run is over: what is left comes with the next one "
			 "(--deadline)");
	call->discord->said_late = true;
	end(call, &(struct answer){ .status = ANSWER_LATER,
				    .message = "the time of this run was over",
				    .not_before = now + LATER_MS,
				    .no_turn = !call->tries });
}

static void start(struct call *call, int64_t now)
{
	struct hold hold;
	log_trace(call->about);
	if (now >= call->discord->deadline)
		end_late(call, now);
	else if (limits_take(limits_of(call->discord), &call->route, now, &hold))
		send_call(call);
	else
		hold_back(call, &hold, now);
	log_trace(0);
}

/* What waits for the first connection goes all at once when that is there, and would be more in a
 * second than limits_take() counts: only few do, for so long. */
static int most_under_way(const struct discord *discord, int64_t now)
{
	bool connecting = discord->first_sent && !discord->answered && now >= discord->first_sent &&
			  now < discord->first_sent + CONNECTING_MS;
	return connecting ? MOST_CONNECTING : MOST_UNDER_WAY;
}

/* One look at each call that may go by now, the guilds in turn: what is held back may not go before
 * a later look. */
static void start_ready(struct discord *discord)
{
	int64_t begun = instant_now();
	bool late = begun >= discord->deadline;
	struct turn_entry *entry;
	while (discord->under_way < most_under_way(discord, instant_now()) &&
	       (late || begun >= discord->paused_until) &&
	       (entry = turns_next(discord->waiting, late ? INT64_MAX : begun)))
		start((struct call *)entry, instant_now());
}

static int64_t earliest(const struct discord *discord)
{
	int64_t first = turns_earliest(discord->waiting, discord->deadline);
	return first < discord->paused_until && discord->paused_until < discord->deadline
		       ? discord->paused_until
		       : first;
}

void discord_run(struct discord *discord)
{
	while (discord->under_way || !turns_empty(discord->waiting)) {
		start_ready(discord);
		int64_t wait = earliest(discord) - instant_now();
		wait = wait < 0 ? 0 : wait > 1000 ? 1000 : wait;
		bool full = discord->under_way >= most_under_way(discord, instant_now());
		int64_t longest =
			turns_empty(discord->waiting) || discord->under_way >= MOST_UNDER_WAY ? 1000
			: full ? CONNECTING_MS
			: wait ? wait
			       : 1;
		if (discord->under_way)
			http_wait(discord->http, (int)longest);
		else if (!turns_empty(discord->waiting) && wait)
			nanosleep(&(struct timespec){ wait / 1000, wait % 1000 * 1000000 }, NULL);
	}
}
