/* The queue of calls: which goes when, which is held back, and when all are done. */
#include "discord/call_state.h"

#include <time.h>

#include "base/fail.h"
#include "base/instant.h"
#include "discord/refusal.h"

enum { MOST_CONNECTING = 2, CONNECTING_MS = 250 };
enum { MOST_UNDER_WAY = 8, REQUEST_TIMEOUT_MS = 15000, SHORTEST_TIMEOUT_MS = 500 };

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
	http_start(discord->http, &request, call_judge, call);
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
	case HOLD_PACE: return "direct messages that nobody asked for are opened slowly";
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
		call_again(call, hold->provisional && discord->under_way ? now + 1 : hold->until);
		return;
	}
	struct answer answer = {
		.status = hold->reason == HOLD_RECIPIENT ? ANSWER_FAILED : ANSWER_LATER,
		.http = hold->http,
		.code = hold->code,
		.message = hold_words(hold),
		.not_before = hold->until,
		.paced = hold->reason == HOLD_PACE,
		.latched = hold->reason >= HOLD_TOKEN,
		/* another opened too many: that says nothing of this one */
		.no_turn = !call->tries &&
			   (hold->reason < HOLD_SUBJECT || hold->reason == HOLD_PACE ||
			    (hold->reason == HOLD_SUBJECT && call->route.id == ROUTE_OPEN_DM))
	};
	char time[INSTANT_TEXT_SIZE];
	log_line(hold->reason >= HOLD_SUBJECT ? LOG_DEBUG : LOG_WARN, "held-back",
		 "%s %s: %s (not before %s)%s%s", route_method(&call->route),
		 route_template(&call->route), answer.message, instant_format(hold->until, time),
		 hold->reason == HOLD_TOKEN ? "; " : "",
		 hold->reason == HOLD_TOKEN ? refusal_fix(401, 0) : "");
	call_end(call, &answer);
}

static void end_late(struct call *call, int64_t now)
{
	if (!call->discord->said_late)
		log_line(LOG_WARN, "out-of-time",
			 "the time of this run is over: what is left comes with the next one "
			 "(--deadline)");
	call->discord->said_late = true;
	call_end(call, &(struct answer){ .status = ANSWER_LATER,
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
	else if (limits_take(discord_limits(call->discord), &call->route, now, &hold))
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
