/* The limits that outlive a run: buckets, holds, latches, and ten days of ticks in simulated time.
 * Those of direct messages are in test_limits_messages.c. */
#include <string.h>

#include "limited.h"

static struct route messages(uint64_t channel)
{
	return (struct route){ .id = ROUTE_MESSAGES, .ids = { channel } };
}

static void unknown_bucket_gets_one_request_at_a_time(void)
{
	struct limits *limits = fresh();
	CHECK(take(limits, messages(1), start));
	CHECK(!take(limits, messages(1), start + 1));
	CHECK(take(limits, messages(2), start + 1)); /* another channel is another bucket */
	note(limits, messages(1),
	     (struct limit_headers){ .remaining = 2, .reset_after_ms = 5000, .retry_after_ms = -1 },
	     (struct refusal){ 200, 0, false }, start + 100);
	CHECK(take(limits, messages(1), start + 200));
	CHECK(take(limits, messages(1), start + 300));
	CHECK(!take(limits, messages(1), start + 400));
	CHECK(take(limits, messages(1), start + 5200));
	limits_close(limits);
}

static void answer_does_not_give_back_what_is_under_way(void)
{
	struct limits *limits = fresh();
	struct limit_headers two = { .remaining = 2, .reset_after_ms = 5000, .retry_after_ms = -1 };
	CHECK(take(limits, messages(1), start));
	note(limits, messages(1), two, (struct refusal){ 200, 0, false }, start);
	CHECK(take(limits, messages(1), start + 100));
	CHECK(take(limits, messages(1), start + 200));
	note(limits, messages(1),
	     (struct limit_headers){ .remaining = 1, .reset_after_ms = 4800, .retry_after_ms = -1 },
	     (struct refusal){ 200, 0, false }, start + 250);
	CHECK(!take(limits, messages(1), start + 300));
	limits_close(limits);
}

/* trap:22 */
static void clock_put_back_frees_what_was_held(void)
{
	struct limits *limits = fresh();
	note(limits, messages(1),
	     (struct limit_headers){
		     .remaining = 0, .reset_after_ms = -1, .retry_after_ms = 60000 },
	     (struct refusal){ 429, 0, false }, start);
	CHECK(!take(limits, messages(1), start + 1000));
	CHECK(take(limits, messages(1), start - 3600 * SECOND));
	limits_close(limits);
}

static void absurd_headers_are_capped(void)
{
	struct limits *limits = fresh();
	note(limits, messages(1),
	     (struct limit_headers){ .remaining = 0,
				     .reset_after_ms = -1,
				     .retry_after_ms = INT64_C(1000000000000) },
	     (struct refusal){ 429, 0, false }, start);
	CHECK(take(limits, messages(1), start + 61 * MINUTE));
	limits_close(limits);
}

static void global_limit_holds_every_route(void)
{
	struct limits *limits = fresh();
	note(limits, messages(1),
	     (struct limit_headers){ .remaining = -1,
				     .reset_after_ms = -1,
				     .retry_after_ms = 5000,
				     .global = true },
	     (struct refusal){ 429, 0, false }, start);
	CHECK(!take(limits, messages(2), start + 4000));
	note(limits, messages(3), silent, (struct refusal){ 200, 0, false },
	     start + 10); /* was sent before */
	CHECK(!take(limits, messages(2), start + 4000));
	CHECK(take(limits, messages(2), start + 5100));
	limits_close(limits);
}

/* trap:22 */
static void hidden_limit_holds_that_request_only(void)
{
	struct limits *limits = fresh();
	int64_t wait =
		limits_note(limits, &(struct route){ .id = ROUTE_MESSAGES, .ids = { 1 } },
			    &(struct limit_headers){
				    .remaining = 3, .reset_after_ms = 5000, .retry_after_ms = 700 },
			    &(struct refusal){ 429, 0, false }, start);
	CHECK(wait >= 700);
	CHECK(take(limits, messages(1), start + 1));
	limits_close(limits);
}

static void fifty_in_any_second(void)
{
	struct limits *limits = fresh();
	int sent[3000] = { 0 };
	for (int ms = 0; ms < 3000; ms++)
		for (uint64_t channel = 1; channel <= 3; channel++)
			if (take(limits, messages(10000 + (uint64_t)ms * 10 + channel), start + ms))
				sent[ms]++;
	int most = 0, total = 0;
	for (int from = 0; from + 1000 <= 3000; from++) {
		int count = 0;
		for (int ms = from; ms < from + 1000; ms++)
			count += sent[ms];
		most = count > most ? count : most;
	}
	for (int ms = 0; ms < 3000; ms++)
		total += sent[ms];
	CHECK(most <= 50);
	CHECK(total > 120);
	limits_close(limits);
}

/* trap:21 */
static void latch_grows_and_ends_with_success(void)
{
	struct limits *limits = fresh();
	struct refusal missing = { 403, 50013, false };
	int64_t now = start, waits[4];
	for (int i = 0; i < 4; i++) {
		struct hold hold;
		note(limits, messages(1), silent, missing, now);
		CHECK(!limits_take(limits, &(struct route){ .id = ROUTE_MESSAGES, .ids = { 1 } },
				   now, &hold));
		CHECK(hold.reason == HOLD_SUBJECT && hold.http == 403 && hold.code == 50013);
		waits[i] = hold.until - now;
		now = hold.until;
		CHECK(take(limits, messages(1), now));
	}
	CHECK(waits[0] == MINUTE && waits[1] == 2 * MINUTE && waits[3] == 8 * MINUTE);
	note(limits, messages(1), silent, (struct refusal){ 200, 0, false }, now);
	note(limits, messages(1), silent, missing, now);
	CHECK(take(limits, messages(1), now + MINUTE));
	limits_close(limits);
}

static void refused_embeds_hold_back_embeds_only(void)
{
	struct limits *limits = fresh();
	struct refusal missing = { 403, 50013, false }, fine = { 200, 0, false };
	struct route plain = { .id = ROUTE_SEND_MESSAGE, .ids = { 1 } }, embeds = plain;
	embeds.embeds = true;
	struct hold hold;
	note(limits, embeds, silent, missing, start);
	CHECK(!limits_take(limits, &embeds, start, &hold));
	CHECK(hold.reason == HOLD_SUBJECT && hold.code == 50013);
	CHECK(hold.until == start + MINUTE);
	CHECK(take(limits, plain, start));
	note(limits, plain, silent, fine, start);
	CHECK(!take(limits, embeds, start + 1000)); /* text that went says nothing of embeds */
	CHECK(take(limits, embeds, start + MINUTE));
	note(limits, embeds, silent, missing, start + MINUTE);
	CHECK(!take(limits, embeds, start + 2 * MINUTE)); /* twice as long */
	CHECK(take(limits, embeds, start + 3 * MINUTE));
	note(limits, embeds, silent, fine, start + 3 * MINUTE);
	CHECK(take(limits, embeds, start + 3 * MINUTE + 1000));
	/* where text is refused as well, it was not the embed */
	note(limits, embeds, silent, missing, start + 4 * MINUTE);
	note(limits, plain, silent, missing, start + 4 * MINUTE);
	CHECK(!take(limits, embeds, start + 4 * MINUTE) &&
	      !take(limits, plain, start + 4 * MINUTE));
	note(limits, plain, silent, fine, start + 4 * MINUTE);
	CHECK(take(limits, embeds, start + 4 * MINUTE + 1000));
	limits_close(limits);
}

static void who_left_is_no_reason_to_stop_asking(void)
{
	struct limits *limits = fresh();
	struct route member = { .id = ROUTE_MEMBER, .ids = { 1, 2 } };
	note(limits, member, silent, (struct refusal){ 404, 10007, false }, start);
	CHECK(take(limits, member, start + 1000));
	limits_close(limits);
}

/* trap:21 */
static void dead_token_stops_all_of_its_requests(void)
{
	struct limits *limits = fresh();
	note(limits, messages(1), silent, (struct refusal){ 401, 0, false }, start);
	CHECK(!take(limits, messages(2), start + 59 * MINUTE));
	limits_forgive(limits);
	CHECK(take(limits, messages(2), start + 59 * MINUTE));
	limits_close(limits);
}

/* trap:21 */
static void too_many_refusals_stop_the_tools(void)
{
	struct limits *limits = fresh();
	for (int i = 0; i < MOST_INVALID_REQUESTS; i++)
		note(limits, messages((uint64_t)i), silent, (struct refusal){ 403, 50007, false },
		     start);
	CHECK(limits_invalid_requests(limits, start) == MOST_INVALID_REQUESTS);
	CHECK(!take(limits, messages(999), start + 1000));
	CHECK(take(limits, messages(999), start + 12 * MINUTE));
	struct limit_headers shared = {
		.remaining = -1, .reset_after_ms = -1, .retry_after_ms = 10, .shared = true
	};
	note(limits, messages(5), shared, (struct refusal){ 429, 0, false }, start + 20 * MINUTE);
	CHECK(limits_invalid_requests(limits, start + 20 * MINUTE) ==
	      0); /* shared ones are not ours */
	limits_close(limits);
}

/* Ten days of a tick every three seconds: what each tick would ask, and an answer for each. After
 * the first six hours the ticks are left out in which everything is held back: they send nothing.
 */
struct world {
	struct route route;
	struct refusal refusal;
};

static int most_invalid_in_ten_days(const struct world *asked, size_t count)
{
	struct limits *limits = fresh();
	int most = 0;
	int64_t next;
	for (int64_t now = start; now < start + INT64_C(10) * 24 * 60 * MINUTE; now = next) {
		int64_t free = INT64_MAX;
		for (size_t i = 0; i < count; i++) {
			struct hold hold;
			if (!limits_take(limits, &asked[i].route, now, &hold)) {
				free = hold.until < free ? hold.until : free;
				continue;
			}
			free = now;
			limits_note(limits, &asked[i].route, &silent, &asked[i].refusal, now);
			int invalid = limits_invalid_requests(limits, now);
			most = invalid > most ? invalid : most;
		}
		next = now + TICK;
		if (now > start + 6 * 60 * MINUTE && free > next)
			next += (free - next + TICK - 1) / TICK * TICK;
	}
	limits_close(limits);
	return most;
}

static void looks_of_a_talk_are_spread_over_the_guilds(void)
{
	struct limits *limits = fresh();
	CHECK(limits_take_looks(limits, 20, 25, start) == 20); /* of the 75 of three seconds */
	CHECK(limits_take_looks(limits, 100, 25, start) == 55);
	CHECK(limits_take_looks(limits, 100, 25, start) == 0);
	CHECK(limits_take_looks(limits, 100, 25, start + SECOND) == 25);
	CHECK(limits_take_looks(limits, 1, 25, start + 2 * SECOND) == 1);
	CHECK(limits_take_looks(limits, 100, 25, start + 60 * SECOND) == 75); /* no more are kept */
	CHECK(limits_take_looks(limits, 100, 25, start - 3600 * SECOND) ==
	      75); /* the clock was put back */
	limits_close(limits);
}

static void ten_days_stay_under_a_hundredth_of_the_limit(void)
{
	const struct world dead_token[] = {
		{ { .id = ROUTE_GUILD_CHANNELS, .ids = { 1 } }, { 401, 0, false } },
		{ { .id = ROUTE_SEND_MESSAGE, .ids = { 2 } }, { 401, 0, false } }
	};
	const struct world deleted[] = {
		{ { .id = ROUTE_MESSAGES, .ids = { 2 } }, { 404, 10003, false } },
		{ { .id = ROUTE_SEND_MESSAGE, .ids = { 2 } }, { 404, 10003, false } }
	};
	const struct world revoked[] = {
		{ { .id = ROUTE_MESSAGES, .ids = { 2 } }, { 403, 50001, false } },
		{ { .id = ROUTE_SEND_MESSAGE, .ids = { 2 } }, { 403, 50013, false } },
		{ { .id = ROUTE_ROLE_ADD, .ids = { 1, 3, 4 } }, { 403, 50013, false } },
		{ { .id = ROUTE_GUILD, .ids = { 1 } }, { 403, 50001, false } }
	};
	int a = most_invalid_in_ten_days(dead_token, 2), b = most_invalid_in_ten_days(deleted, 2),
	    c = most_invalid_in_ten_days(revoked, 4);
	printf("# most invalid requests in ten minutes: dead token %d, deleted channel %d, revoked "
	       "permissions %d (Discord's limit: 10000)\n",
	       a, b, c);
	CHECK(a < 100 && b < 100 && c < 100);
	CHECK(a >= 1 && c >= 1);
}

int main(void)
{
	if (!begin_limits())
		return 1;
	unknown_bucket_gets_one_request_at_a_time();
	answer_does_not_give_back_what_is_under_way();
	clock_put_back_frees_what_was_held();
	absurd_headers_are_capped();
	global_limit_holds_every_route();
	hidden_limit_holds_that_request_only();
	fifty_in_any_second();
	latch_grows_and_ends_with_success();
	refused_embeds_hold_back_embeds_only();
	who_left_is_no_reason_to_stop_asking();
	dead_token_stops_all_of_its_requests();
	too_many_refusals_stop_the_tools();
	looks_of_a_talk_are_spread_over_the_guilds();
	ten_days_stay_under_a_hundredth_of_the_limit();
	return !end_limits() || REPORT("limits");
}
