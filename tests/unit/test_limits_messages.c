/* The limits of direct messages: those who take none, how many are opened in a minute, which
 * channels are known. */
#include "limited.h"
#include "record/dm_pace.h"

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

int main(void)
{
	if (!begin_limits())
		return 1;
	closed_direct_messages_are_tried_seldom();
	refused_direct_messages_leave_room_for_answers();
	direct_messages_nobody_asked_for_begin_slowly();
	a_minute_that_was_not_full_does_not_raise_the_pace();
	answers_are_not_held_up_by_the_pace();
	opened_too_fast_ends_the_pace();
	messages_to_open_channels_have_a_pace_of_their_own();
	a_channel_is_known_for_as_long_as_it_is_used();
	a_clock_put_back_begins_the_pace_anew();
	return !end_limits() || REPORT("limits of messages");
}
