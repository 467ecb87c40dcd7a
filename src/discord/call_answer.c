/* What the answer to a call means: its end, another try, or a wait that later calls keep, too. */
#include "discord/call_state.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/instant.h"
#include "discord/refusal.h"

enum { MOST_TRIES = 4, FIRST_RETRY_MS = 300, CLOCKS_DIFFER_MS = 5000 };

/* The header has whole seconds, and the answer took a while. */
static void note_clock(struct discord *discord, int64_t date_ms)
{
	int64_t off = date_ms - instant_now();
	discord->clock_seen |= date_ms > 0;
	if (date_ms > 0)
		discord->clock_off = off > CLOCKS_DIFFER_MS || off < -CLOCKS_DIFFER_MS ? off : 0;
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

/* What to do about a refusal; OF_EMBED: of a message's embed alone. */
static const char *fix_of(const struct call *call, const struct answer *answer, bool of_embed)
{
	enum route_id id = call->route.id;
	if (of_embed)
		return "answers go there as plain text; for embeds, give the bot's role Embed "
		       "Links "
		       "there";
	if (answer->http == 403 && (id == ROUTE_COMMANDS || id == ROUTE_COMMANDS_SET))
		return "invite the bot again with the link of gl-doctor --invite: it lacks the "
		       "scope "
		       "applications.commands in that guild";
	return refusal_fix(answer->http, answer->code);
}

static void explain_refusal(const struct call *call, const struct answer *answer)
{
	struct buf path = { 0 };
	char status[16] = "";
	bool of_embed = call->route.embeds && refusal_of_embed(answer->http, answer->code);
	bool of_recipient = refusal_of_recipient(answer->http, answer->code);
	const char *fix = fix_of(call, answer, of_embed);
	bool expected = call->route.id == ROUTE_MEMBER &&
			answer->http == 404; /* who left: an answer, not a fault */
	route_path(&path, &call->route);
	if (answer->http)
		snprintf(status, sizeof status, "%d ", answer->http);
	if (!expected)
		log_line(answer->status == ANSWER_FAILED && !of_embed && !of_recipient ? LOG_ERROR
										       : LOG_WARN,
			 "discord-refused", "%s %s: %s%s%s%s", route_method(&call->route),
			 buf_string(&path), status, answer->message ? answer->message : "",
			 *fix ? "; " : "", fix);
	buf_free(&path);
}

static void retry_or_end(struct call *call, struct answer *answer, int64_t wait)
{
	int64_t now = instant_now(), at = now + wait;
	if (call->repeatable && call->tries < MOST_TRIES && at < call->discord->deadline &&
	    wait <= call->discord->patience) {
		call->maybe_happened |= answer->maybe_happened;
		log_line(LOG_INFO, "discord-retry", "%s %s: %s; tried again in %jd ms",
			 route_method(&call->route), route_template(&call->route), answer->message,
			 wait);
		call_again(call, at);
		return;
	}
	answer->status = ANSWER_LATER;
	answer->not_before = at;
	explain_refusal(call, answer);
	call_end(call, answer);
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
	call_end(call, answer);
}

void call_judge(void *context, struct http_answer *seen)
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
		call_end(call, &answer);
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
