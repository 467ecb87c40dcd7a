/* Axes of charts: round steps, and units of the calendar. */
#include "report/axis.h"
#include "check.h"

static const wide one = 1000000000;

static void steps(wide least, wide most, int count, wide smallest, wide wanted)
{
	const struct axis axis = { least, most };
	CHECK(axis_step(&axis, count, smallest) == wanted);
}

static void test_steps(void)
{
	steps(0, 0, 5, one, one);
	steps(0, 5 * one, 5, one, one);
	steps(0, 6 * one, 5, one, 2 * one);
	steps(0, 24459 * one, 5, one, 5000 * one);
	steps(-300 * one, 450 * one, 5, one, 200 * one);
	/* one step on each side is the least there is */
	steps(-300 * one, 450 * one, 1, one, 500 * one);
	/* a currency of two decimals has no smaller step than a hundredth */
	steps(0, 3, 5, one / 100, one / 100);
	/* and one ends for whatever the books can hold */
	const struct axis all = { -((wide)1 << 120), (wide)1 << 120 };
	CHECK(axis_step(&all, 4, one) >= (wide)1 << 119);
}

static int64_t day(const char *date)
{
	int64_t seconds = 0;
	CHECK(axis_read_time(date, &seconds));
	return seconds;
}

static void test_units(void)
{
	CHECK(axis_unit_start(AXIS_DAYS, day("2026-11-29 23:59")) == day("2026-11-29"));
	CHECK(axis_unit_start(AXIS_WEEKS, day("2026-11-29 23:59")) == day("2026-11-23"));
	CHECK(axis_unit_start(AXIS_WEEKS, day("2026-11-30")) == day("2026-11-30"));
	CHECK(axis_unit_start(AXIS_MONTHS, day("2024-02-29")) == day("2024-02-01"));
	CHECK(axis_unit_start(AXIS_YEARS, day("2024-02-29")) == day("2024-01-01"));
	CHECK(axis_unit_after(AXIS_WEEKS, day("2026-12-28"), 1) == day("2027-01-04"));
	CHECK(axis_unit_after(AXIS_MONTHS, day("2026-11-01"), 3) == day("2027-02-01"));
	CHECK(axis_unit_after(AXIS_YEARS, day("2026-01-01"), 10) == day("2036-01-01"));
}

int main(void)
{
	test_steps();
	test_units();
	return REPORT("axis");
}
