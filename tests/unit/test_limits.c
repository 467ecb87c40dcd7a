/* The limits that outlive a run: buckets, holds, latches, and ten days of ticks in simulated time.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "discord/limits.h"
#include "record/dm_pace.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, TICK = 3 * SECOND };
static const int64_t start = INT64_C(1790000000000);
static const struct limit_headers silent = { .remaining = -1,
					     .reset_after_ms = -1,
					     .retry_after_ms = -1 };
static char folder[] = "/dev/shm/guildledger-limits.XXXXXX";
static int folders;

static struct limits *fresh(void)
{
	char path[64];
	snprintf(path, sizeof path, "%s/%d", folder, folders++);
	limits_make_folder(path);
	return limits_open(path, "key");
}

static struct route messages(uint64_t channel)
{
	return (struct route){ .id = ROUTE_MESSAGES, .ids = { channel } };
}

static bool take(struct limits *limits, struct route route, int64_t now)
{
	struct hold hold;
	return limits_take(limits, &route, now, &hold);
}

static void note(struct limits *limits, struct route route, struct limit_headers headers,
		 struct refusal refusal, int64_t now)
{
	limits_note(limits, &route, &headers, &refusal, now);
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

/* However often they ask, and with however many others: a message that reaches them ends it. */
static void closed_direct_messages_are_tried_seldom(void)
{
	struct limits *limits = fresh();
	struct refusal closed = { 403, 50007, false };
	struct route open = { .id = ROUTE_OPEN_DM, .user_id = 7 },
		     send = { .id = ROUTE_SEND_MESSAGE, .ids = { 70 }, .user_id = 7 },
		     other = { .id = ROUTE_OPEN_DM, .user_id = 8 };
	int tries = 0;
	for (int64_t now = start; now < start + 10 * MINUTE; now += TICK) {
		if (!take(limits, open, now))
			continue;
		note(limits, open, silent, (struct refusal){ 200, 0, false }, now);
		CHECK(take(limits, send, now + 1));
		note(limits, send, silent, closed, now + 1);
		CHECK(!take(limits, open, now + 2) && take(limits, other, now + 1000));
		note(limits, other, silent, (struct refusal){ 200, 0, false }, now + 1000);
		tries++;
	}
	CHECK(tries == 5);
	/* ten minutes after the last one it is tried in any case */
	CHECK(take(limits, open, start + 20 * MINUTE));
	note(limits, open, silent, (struct refusal){ 200, 0, false }, start + 20 * MINUTE);
	CHECK(take(limits, send, start + 20 * MINUTE));
	note(limits, send, silent, (struct refusal){ 200, 0, false }, start + 20 * MINUTE);
	note(limits, send, silent, closed, start + 30 * MINUTE);
	CHECK(!take(limits, open, start + 30 * MINUTE + 29 * SECOND));
	CHECK(take(limits, open, start + 30 * MINUTE + 31 * SECOND));
	limits_close(limits);
}

static void refused_direct_messages_leave_room_for_answers(void)
{
	struct limits *limits = fresh();
	struct refusal closed = { 403, 50007, false };
	struct route open = { .id = ROUTE_OPEN_DM, .user_id = 9999 };
	for (uint64_t user = 1; user <= MOST_BEFORE_MESSAGES_WAIT; user++)
		note(limits,
		     (struct route){ .id = ROUTE_SEND_MESSAGE, .ids = { user }, .user_id = user },
		     silent, closed, start);
	struct hold hold;
	CHECK(!limits_take(limits, &open, start + 1000, &hold));
	CHECK(hold.reason == HOLD_INVALID_REQUESTS);
	CHECK(take(limits, (struct route){ .id = ROUTE_SEND_MESSAGE, .ids = { 2000 } },
		   start + 1000));
	CHECK(take(limits, open, start + 12 * MINUTE));
	limits_close(limits);
}

/* How many of the 40 that each tick tries to open go within a minute. */
static int opened_in_a_minute(struct limits *limits, bool paced, int64_t from)
{
	int opened = 0;
	for (int64_t now = from; now < from + MINUTE; now += TICK)
		for (uint64_t user = 1; user <= 40; user++) {
			struct route open = { .id = ROUTE_OPEN_DM,
					      .user_id = user,
					      .paced = paced };
			int64_t at = now + 60 * (int64_t)user;
			if (take(limits, open, at)) {
				opened++;
				note(limits, open, silent, (struct refusal){ 200, 0, false }, at);
			}
		}
	return opened;
}

/* spec: ten a minute, doubled after each full minute, up to 60 */
static void direct_messages_nobody_asked_for_begin_slowly(void)
{
	struct limits *limits = fresh();
	static const int paces[] = { 10, 20, 40, 60, 60 };
	int64_t now = start;
	for (size_t i = 0; i < sizeof paces / sizeof *paces; i++, now += MINUTE + TICK)
		CHECK(opened_in_a_minute(limits, true, now) == paces[i]);
	/* after a pause it begins anew */
	CHECK(opened_in_a_minute(limits, true, now + 10 * MINUTE) == 10);
	limits_close(limits);
}

static void a_minute_that_was_not_full_does_not_raise_the_pace(void)
{
	struct limits *limits = fresh();
	struct route open = { .id = ROUTE_OPEN_DM, .user_id = 1, .paced = true };
	for (int i = 0; i < 5; i++) {
		CHECK(take(limits, open, start + i * MINUTE));
		note(limits, open, silent, (struct refusal){ 200, 0, false }, start + i * MINUTE);
	}
	CHECK(opened_in_a_minute(limits, true, start + 5 * MINUTE) == 10);
	limits_close(limits);
}

static void answers_are_not_held_up_by_the_pace(void)
{
	struct limits *limits = fresh();
	struct route notice = { .id = ROUTE_OPEN_DM, .user_id = 1, .paced = true },
		     answer = { .id = ROUTE_OPEN_DM, .user_id = 2 };
	struct hold hold;
	CHECK(opened_in_a_minute(limits, true, start) == 10);
	CHECK(!limits_take(limits, &notice, start + 59 * SECOND, &hold));
	CHECK(hold.reason == HOLD_PACE && hold.until > start + 59 * SECOND &&
	      hold.until < start + 2 * MINUTE);
	CHECK(take(limits, answer, start + 59 * SECOND));
	note(limits, answer, silent, (struct refusal){ 200, 0, false }, start + 59 * SECOND);
	/* and do not use it up */
	CHECK(opened_in_a_minute(limits, false, start + 2 * MINUTE) > 60);
	CHECK(opened_in_a_minute(limits, true, start + 4 * MINUTE) == 20);
	limits_close(limits);
}

/* After 40003 none is opened for ten minutes, and then ten a minute. */
static void opened_too_fast_ends_the_pace(void)
{
	struct limits *limits = fresh();
	struct route open = { .id = ROUTE_OPEN_DM, .user_id = 1, .paced = true };
	CHECK(opened_in_a_minute(limits, true, start) == 10);
	CHECK(opened_in_a_minute(limits, true, start + MINUTE + TICK) == 20);
	CHECK(take(limits, open, start + 3 * MINUTE));
	note(limits, open, silent, (struct refusal){ 400, 40003, false }, start + 3 * MINUTE);
	CHECK(opened_in_a_minute(limits, true, start + 4 * MINUTE) == 0);
	CHECK(opened_in_a_minute(limits, true, start + 12 * MINUTE - TICK) == 0);
	CHECK(opened_in_a_minute(limits, true, start + 14 * MINUTE) == 10);
	limits_close(limits);
}

/* Who was written to before: five in a second, whatever is opened; no answer counts. */
static void messages_to_open_channels_have_a_pace_of_their_own(void)
{
	struct limits *limits = fresh();
	struct route open = { .id = ROUTE_OPEN_DM, .user_id = 1, .paced = true };
	struct hold hold;
	CHECK(take(limits, open, start));
	note(limits, open, silent, (struct refusal){ 400, 40003, false }, start);
	for (uint64_t channel = 1; channel <= 6; channel++) {
		struct route known = { .id = ROUTE_SEND_MESSAGE,
				       .ids = { channel },
				       .user_id = channel,
				       .paced = true },
			     answer = { .id = ROUTE_SEND_MESSAGE, .ids = { channel + 100 } };
		int64_t now = start + 60 * (int64_t)channel;
		CHECK(limits_take(limits, &known, now, &hold) == (channel <= KNOWN_A_SECOND));
		CHECK(channel <= KNOWN_A_SECOND ||
		      (hold.reason == HOLD_PACE && hold.until == now - 60 + SECOND));
		CHECK(take(limits, answer, now + 30));
	}
	CHECK(!take(limits, open, start + 2 * SECOND));
	CHECK(take(limits,
		   (struct route){
			   .id = ROUTE_SEND_MESSAGE, .ids = { 7 }, .user_id = 7, .paced = true },
		   start + 2 * SECOND));
	limits_close(limits);
}

static void a_channel_is_known_for_as_long_as_it_is_used(void)
{
	struct limits *limits = fresh();
	const int64_t day = 24 * 60 * (int64_t)MINUTE;
	CHECK(!limits_channel(limits, 11, start));
	limits_note_channel(limits, 11, 501, start);
	limits_note_channel(limits, 12, 502, start);
	CHECK(limits_channel(limits, 11, start + 40 * day) == 501);
	limits_note_channel(limits, 13, 503, start + 61 * day);
	CHECK(limits_channel(limits, 11, start + 61 * day) == 501);
	CHECK(!limits_channel(limits, 12, start + 61 * day));
	limits_note_channel(limits, 11, 0, start + 61 * day);
	CHECK(!limits_channel(limits, 11, start + 61 * day));
	CHECK(limits_channel(limits, 13, start + 61 * day) == 503);
	limits_close(limits);
}

static void a_clock_put_back_begins_the_pace_anew(void)
{
	struct limits *limits = fresh();
	CHECK(opened_in_a_minute(limits, true, start) == 10);
	CHECK(opened_in_a_minute(limits, true, start - 24 * 60 * MINUTE) == 10);
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
	if (!mkdtemp(folder))
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
	closed_direct_messages_are_tried_seldom();
	refused_direct_messages_leave_room_for_answers();
	direct_messages_nobody_asked_for_begin_slowly();
	a_minute_that_was_not_full_does_not_raise_the_pace();
	answers_are_not_held_up_by_the_pace();
	opened_too_fast_ends_the_pace();
	messages_to_open_channels_have_a_pace_of_their_own();
	a_channel_is_known_for_as_long_as_it_is_used();
	a_clock_put_back_begins_the_pace_anew();
	looks_of_a_talk_are_spread_over_the_guilds();
	ten_days_stay_under_a_hundredth_of_the_limit();
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command) != 0 || REPORT("limits");
}
