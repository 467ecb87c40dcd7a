/* The dates of rules: those of examples, and of random rules those that a definition word for word,
 * day by day, gives. Prints its seed; SEED=N repeats a run.
 * With an argument it answers lines of "ANCHOR AFTER COUNT RULE" by the dates (for
 * tests/calendar-property, whose second opinion is dateutil's). */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "ledger/recurrence.h"
#include "check.h"

static int64_t day_of(const char *text)
{
	int64_t day = NO_DAY;
	CHECK(day_parse(text, &day));
	return day;
}

/* The dates of RULE from ANCHOR after AFTER, COUNT of them, with spaces between. */
static const char *dates(const char *rule, const char *anchor, const char *after, int count)
{
	static char all[1024];
	struct recurrence recurrence;
	all[0] = '\0';
	if (!recurrence_read(rule, day_of(anchor), &recurrence))
		return "none";
	int64_t day = day_of(after);
	for (int i = 0; i < count && (day = recurrence_after(&recurrence, day)) != NO_DAY; i++) {
		char text[DAY_TEXT_SIZE];
		size_t used = strlen(all);
		snprintf(all + used, sizeof all - used, "%s%s", i ? " " : "",
			 day_format(day, text));
	}
	return all;
}

static void check_examples(void)
{
	static const struct {
		const char *rule, *anchor, *after, *dates;
	} rows[] = {
		{ "1 month 31", "2027-01-31", "2027-01-30", "2027-01-31 2027-02-28 2027-03-31" },
		{ "1 month 30", "2028-01-30", "2028-01-30", "2028-02-29 2028-03-30 2028-04-30" },
		{ "1 month", "2027-01-31", "2027-01-31", "2027-02-28 2027-03-31 2027-04-30" },
		{ "3 month 31", "2027-01-31", "2027-01-31", "2027-04-30 2027-07-31 2027-10-31" },
		{ "3 month 15", "2027-01-31", "2027-01-30", "2027-04-15 2027-07-15 2027-10-15" },
		{ "1 month last fri", "2027-01-01", "2027-01-01",
		  "2027-01-29 2027-02-26 2027-03-26" },
		{ "1 month first fri", "2027-01-01", "2026-12-31",
		  "2027-01-01 2027-02-05 2027-03-05" },
		{ "2 month fourth sun", "2027-01-01", "2027-01-24",
		  "2027-03-28 2027-05-23 2027-07-25" },
		{ "1 week fri", "2027-01-01", "2027-01-01", "2027-01-08 2027-01-15 2027-01-22" },
		/* Saturday's week began on Monday the 25th: its Friday has passed */
		{ "2 week fri", "2027-01-30", "2027-01-29", "2027-02-12 2027-02-26 2027-03-12" },
		{ "2 week sun,mon", "2027-01-27", "2027-01-26",
		  "2027-01-31 2027-02-08 2027-02-14" },
		{ "1 week", "2027-01-30", "2027-01-30", "2027-02-06 2027-02-13 2027-02-20" },
		{ "1 day", "2027-01-01", "2027-02-27", "2027-02-28 2027-03-01 2027-03-02" },
		{ "10 day", "2027-01-31", "2027-02-27", "2027-03-02 2027-03-12 2027-03-22" },
		{ "1 year 02-29", "2027-01-01", "2027-01-01", "2027-02-28 2028-02-29 2029-02-28" },
		{ "2 year 06-01", "2027-12-31", "2027-12-31", "2029-06-01 2031-06-01 2033-06-01" },
		{ "1 year", "2028-02-29", "2028-02-29", "2029-02-28 2030-02-28 2031-02-28" },
		/* a phase goes on before its anchor */
		{ "2 week fri", "2027-01-30", "2026-12-31", "2027-01-01 2027-01-15 2027-01-29" },
		{ "7 day", "2027-01-30", "2026-12-31", "2027-01-02 2027-01-09 2027-01-16" },
		{ "3 month 31", "2027-01-31", "2026-04-29", "2026-04-30 2026-07-31 2026-10-31" },
		{ "999 day", "9999-12-31", "0001-01-01", "0002-12-15 0005-09-09 0008-06-04" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		SAME(dates(rows[i].rule, rows[i].anchor, rows[i].after, 3), rows[i].dates);
	/* where the years end */
	SAME(dates("1 month 31", "2027-01-31", "9999-10-31", 3), "9999-11-30 9999-12-31");
	SAME(dates("999 year 01-01", "0001-01-01", "9991-01-01", 3), "");
	SAME(dates("1 day", "2027-01-31", "9999-12-31", 1), "");
	SAME(dates("999 week wed", "0001-01-01", "0001-01-01", 1), "0001-01-03");
	struct recurrence daily;
	CHECK(recurrence_read("1 day", 0, &daily));
	CHECK(recurrence_after(&daily, NO_DAY) == FIRST_DAY);
	CHECK(recurrence_after(&daily, INT64_MAX) == NO_DAY);
	CHECK(recurrence_until(&daily, INT64_MAX) == LAST_DAY);
	CHECK(recurrence_until(&daily, FIRST_DAY) == FIRST_DAY);
	CHECK(recurrence_until(&daily, FIRST_DAY - 1) == NO_DAY);
	CHECK(!recurrence_has(&daily, NO_DAY) && recurrence_has(&daily, LAST_DAY));
}

static void check_refused(void)
{
	static const char *const none[] = {
		"",
		"month",
		"0 month 1",
		"1 month 0",
		"1 month 32",
		"1 month 031",
		"01 month 31",
		"1000 day",
		"1 day 3",
		"1 week",
		"1 week 3",
		"1 week mon,",
		"1 week ,mon",
		"1 week mon thu",
		"1 month fifth fri",
		"1 month last",
		"1 month last ",
		"1 month last 3",
		"1 month fri",
		"1 year 02-30",
		"1 year 13-01",
		"1 year 2-29",
		"1 year",
		"1 months 31",
		"-1 month 31",
		"1 month 31 ",
		" 1 month 31",
		"1  month 31",
		"1 month ",
		"1 week ",
		"1 month last fri,mon",
		"1 year 02-29x",
		"99999999999999999999 day",
	};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct recurrence recurrence = { .every = 5 };
		bool whole = strcmp(none[i], "1 week") == 0 || strcmp(none[i], "1 year") == 0;
		CHECK(recurrence_read(none[i], 0, &recurrence) == whole);
		CHECK(whole || recurrence.every == 5);
	}
}

static void check_words(void)
{
	static const struct {
		const char *rule, *text, *en, *es;
	} rows[] = {
		{ "1 day", "1 day", "each day", "cada día" },
		{ "2 day", "2 day", "every second day", "cada 2 días" },
		{ "10 day", "10 day", "every 10 days", "cada 10 días" },
		{ "1 week fri", "1 week fri", "each Friday", "cada viernes" },
		{ "1 week thu,mon", "1 week mon,thu", "each week on Monday and Thursday",
		  "cada semana el lunes y el jueves" },
		{ "2 week mon,thu", "2 week mon,thu", "every second week on Monday and Thursday",
		  "cada 2 semanas el lunes y el jueves" },
		{ "3 week mon,wed,sun", "3 week mon,wed,sun",
		  "every 3 weeks on Monday, Wednesday and Sunday",
		  "cada 3 semanas el lunes, el miércoles y el domingo" },
		{ "2 week sat", "2 week sat", "every second week on Saturday",
		  "cada 2 semanas el sábado" },
		{ "999 week mon,tue,wed,thu,fri,sat,sun", "999 week mon,tue,wed,thu,fri,sat,sun",
		  "every 999 weeks on Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and "
		  "Sunday",
		  "cada 999 semanas el lunes, el martes, el miércoles, el jueves, el viernes, el "
		  "sábado y el domingo" },
		{ "1 month 31", "1 month 31",
		  "each month on the 31st (the last day of shorter months)",
		  "cada mes el 31 (el último día de los meses más cortos)" },
		{ "1 month 28", "1 month 28", "each month on the 28th", "cada mes el 28" },
		{ "1 month 1", "1 month 1", "each month on the 1st", "cada mes el 1" },
		{ "1 month 2", "1 month 2", "each month on the 2nd", "cada mes el 2" },
		{ "1 month 3", "1 month 3", "each month on the 3rd", "cada mes el 3" },
		{ "1 month 11", "1 month 11", "each month on the 11th", "cada mes el 11" },
		{ "1 month 12", "1 month 12", "each month on the 12th", "cada mes el 12" },
		{ "1 month 13", "1 month 13", "each month on the 13th", "cada mes el 13" },
		{ "1 month 22", "1 month 22", "each month on the 22nd", "cada mes el 22" },
		{ "3 month 23", "3 month 23", "every 3 months on the 23rd", "cada 3 meses el 23" },
		{ "1 month last fri", "1 month last fri", "each month on the last Friday",
		  "cada mes el último viernes" },
		{ "2 month first mon", "2 month first mon",
		  "every second month on the first Monday", "cada 2 meses el primer lunes" },
		{ "1 month second tue", "1 month second tue", "each month on the second Tuesday",
		  "cada mes el segundo martes" },
		{ "1 month third wed", "1 month third wed", "each month on the third Wednesday",
		  "cada mes el tercer miércoles" },
		{ "1 month fourth sun", "1 month fourth sun", "each month on the fourth Sunday",
		  "cada mes el cuarto domingo" },
		{ "1 year 02-29", "1 year 02-29",
		  "each year on 29 February (the 28th in common years)",
		  "cada año el 29 de febrero (el 28 en los años no bisiestos)" },
		{ "2 year 06-01", "2 year 06-01", "every second year on 1 June",
		  "cada 2 años el 1 de junio" },
		{ "4 year 12-31", "4 year 12-31", "every 4 years on 31 December",
		  "cada 4 años el 31 de diciembre" },
		{ "1 month", "1 month 1", "each month on the 1st", "cada mes el 1" },
		{ "1 year", "1 year 01-01", "each year on 1 January", "cada año el 1 de enero" },
		{ "1 week", "1 week thu", "each Thursday", "cada jueves" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct recurrence recurrence;
		struct buf words = { 0 };
		char text[RECURRENCE_TEXT_SIZE];
		CHECK(recurrence_read(rows[i].rule, 0, &recurrence));
		SAME(recurrence_text(&recurrence, text), rows[i].text);
		recurrence_words(&words, LANG_EN, &recurrence);
		SAME(buf_string(&words), rows[i].en);
		buf_clear(&words);
		recurrence_words(&words, LANG_ES, &recurrence);
		SAME(buf_string(&words), rows[i].es);
		buf_free(&words);
	}
}

/* Whether DAY is a date of the rule, word for word as the manual says it. */
static bool is_date(const struct recurrence *rule, int64_t day)
{
	struct date date = date_of_day(day), anchor = date_of_day(rule->anchor);
	int weekday = weekday_of_day(day), last = days_of_month(date.year, date.month);
	int months = (date.year - anchor.year) * 12 + date.month - anchor.month;
	int wanted = rule->day < last ? rule->day : last;
	switch (rule->unit) {
	case RECURS_DAY: return (day - rule->anchor) % rule->every == 0;
	case RECURS_WEEK: {
		int64_t weeks = (day - weekday) - (rule->anchor - weekday_of_day(rule->anchor));
		return rule->days >> weekday & 1 && weeks / 7 % rule->every == 0;
	}
	case RECURS_YEAR:
		return (date.year - anchor.year) % rule->every == 0 && date.month == rule->month &&
		       date.day == wanted;
	case RECURS_MONTH: break;
	}
	if (months % rule->every != 0)
		return false;
	if (!rule->nth)
		return date.day == wanted;
	return weekday == rule->weekday &&
	       (rule->nth < 0 ? date.day + 7 > last : (date.day - 1) / 7 + 1 == rule->nth);
}

static unsigned seed;
static int at_random(int below)
{
	return (int)(((unsigned)rand_r(&seed) << 15 ^ (unsigned)rand_r(&seed)) % (unsigned)below);
}

static struct recurrence random_rule(void)
{
	struct recurrence rule = {
		.every = at_random(4) ? 1 + at_random(3) : 1 + at_random(999),
		.unit = (enum recurrence_unit)at_random(4),
		.anchor = day_of("1999-01-01") + at_random(12000),
	};
	if (rule.unit == RECURS_WEEK)
		rule.days = 1 + (unsigned)at_random(127);
	if (rule.unit == RECURS_YEAR)
		rule.month = 1 + at_random(12);
	if (rule.unit == RECURS_MONTH && at_random(2)) {
		rule.nth = at_random(5) ? at_random(4) + 1 : -1;
		rule.weekday = at_random(7);
	} else if (rule.unit == RECURS_MONTH || rule.unit == RECURS_YEAR) {
		rule.day = 1 + at_random(rule.month ? days_of_month(2000, rule.month) : 31);
	}
	return rule;
}

/* Member by member: what lies between them is anybody's. */
static bool same_rule(const struct recurrence *one, const struct recurrence *other)
{
	return one->every == other->every && one->unit == other->unit && one->days == other->days &&
	       one->day == other->day && one->nth == other->nth &&
	       one->weekday == other->weekday && one->month == other->month &&
	       one->anchor == other->anchor;
}

/* Wherever one asks from, the next date is the first, and the one before the last, that the
 * definition has. */
static void check_random_rules(int rules)
{
	int wrong = 0;
	for (int i = 0; i < rules; i++) {
		struct recurrence rule = random_rule(), again = { 0 };
		char text[RECURRENCE_TEXT_SIZE];
		CHECK(recurrence_read(recurrence_text(&rule, text), rule.anchor, &again));
		CHECK(same_rule(&rule, &again));
		int64_t begin = rule.anchor - 400 + at_random(800),
			last = recurrence_until(&rule, begin),
			next = recurrence_after(&rule, begin);
		CHECK(last <= begin && next > begin && is_date(&rule, last) &&
		      is_date(&rule, next));
		for (int64_t day = last + 1; day < next && day < last + 3000; day++)
			wrong += is_date(&rule, day);
		for (int64_t day = begin; day < begin + 900; day++) {
			wrong += recurrence_has(&rule, day) != is_date(&rule, day);
			if (day == next)
				next = recurrence_after(&rule, day);
			wrong += is_date(&rule, day) && recurrence_until(&rule, day) != day;
			wrong += recurrence_after(&rule, day) != next && day >= begin;
		}
	}
	CHECK(wrong == 0);
}

static int answer_lines(void)
{
	char line[256];
	while (fgets(line, sizeof line, stdin)) {
		char anchor[DAY_TEXT_SIZE], after[DAY_TEXT_SIZE];
		int count, begin = 0;
		line[strcspn(line, "\n")] = '\0';
		if (sscanf(line, "%15s %15s %d %n", anchor, after, &count, &begin) != 3 || !begin)
			return EXIT_FAILURE;
		puts(dates(line + begin, anchor, after, count));
	}
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--dates") == 0)
		return answer_lines();
	const char *wanted = getenv("SEED");
	seed = wanted ? (unsigned)strtoul(wanted, NULL, 10) : (unsigned)time(NULL);
	printf("recurrence: SEED=%u\n", seed);
	check_examples();
	check_refused();
	check_words();
	check_random_rules(3000);
	return REPORT("recurrence");
}
