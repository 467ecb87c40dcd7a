/* How fast direct messages that nobody asked for go, in simulated time. */
#include "check.h"
#include "record/dm_pace.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND };
static const int64_t start = INT64_C(1790000000000);

/* How many of those that are tried each second go within the minute from FROM on. */
static int opened(struct openings *openings, int64_t from)
{
	int count = 0;
	for (int64_t now = from; now < from + MINUTE; now += SECOND)
		for (int i = 0; i < 5; i++)
			count += openings_take(openings, now);
	return count;
}

static void ten_a_minute_doubled_after_each_full_one_up_to_sixty(void)
{
	struct openings openings = { 0 };
	static const int paces[] = { 10, 20, 40, 60, 60 };
	for (int i = 0; i < 5; i++)
		CHECK(opened(&openings, start + i * (int64_t)MINUTE) == paces[i]);
}

static void a_minute_that_was_not_full_is_no_reason_for_more(void)
{
	struct openings openings = { 0 };
	CHECK(opened(&openings, start) == 10);
	for (int i = 0; i < 19; i++)
		CHECK(openings_take(&openings, start + MINUTE));
	CHECK(opened(&openings, start + 2 * MINUTE) == 20);
}

static void after_a_pause_it_begins_anew(void)
{
	struct openings openings = { 0 };
	CHECK(opened(&openings, start) == 10);
	CHECK(opened(&openings, start + MINUTE) == 20);
	CHECK(opened(&openings, start + 8 * MINUTE) == 10);
}

static void a_clock_that_is_put_back_begins_it_anew(void)
{
	struct openings openings = { 0 };
	struct known_sent sent = { 0 };
	CHECK(opened(&openings, start) == 10);
	CHECK(opened(&openings, start - 60 * MINUTE) == 10);
	for (int i = 0; i < KNOWN_A_SECOND; i++)
		CHECK(known_sent_take(&sent, start));
	CHECK(!known_sent_take(&sent, start));
	CHECK(known_sent_take(&sent, start - 60 * MINUTE));
}

/* spec: known ones at five a second; however they are tried, no second has more */
static void open_channels_take_five_in_any_second(void)
{
	enum { STEPS = 600, STEP = 100 };
	for (int every = 1; every <= 7; every++) {
		struct known_sent sent = { 0 };
		int went[STEPS] = { 0 }, all = 0;
		for (int step = 0; step < STEPS; step += every)
			for (int i = 0; i < 3; i++)
				went[step] += known_sent_take(&sent, start + step * STEP);
		for (int step = 0; step + 10 <= STEPS; step++) {
			int within = 0;
			for (int i = 0; i < 10; i++)
				within += went[step + i];
			CHECK(within <= KNOWN_A_SECOND);
			all += went[step];
		}
		CHECK(all >= 60); /* and a minute has some */
	}
}

static void the_time_it_takes_follows_from_the_pace(void)
{
	static const struct {
		size_t people, minutes;
	} cases[] = { { 0, 1 },  { 10, 1 },  { 11, 2 },  { 30, 2 },    { 31, 3 },   { 70, 3 },
		      { 71, 4 }, { 130, 4 }, { 131, 5 }, { 1000, 19 }, { 5000, 86 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct openings openings = { 0 };
		size_t minutes = 0, told = 0;
		CHECK(minutes_of_messages(cases[i].people) == cases[i].minutes);
		do
			told += (size_t)opened(&openings, start + (int64_t)minutes++ * MINUTE);
		while (told < cases[i].people);
		CHECK(minutes == cases[i].minutes);
	}
}

int main(void)
{
	ten_a_minute_doubled_after_each_full_one_up_to_sixty();
	a_minute_that_was_not_full_is_no_reason_for_more();
	after_a_pause_it_begins_anew();
	a_clock_that_is_put_back_begins_it_anew();
	open_channels_take_five_in_any_second();
	the_time_it_takes_follows_from_the_pace();
	return REPORT("dm_pace");
}
