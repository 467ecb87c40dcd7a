/* What recurs: its dates, in the order in which the log handled them, and its state. */
#include "command/verbs.h"
#include "ledger/schedules.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "ledger/schedule_dates.h"
#include "verify/month.h"

int64_t day_named(const struct command *command, const char *key)
{
	const char *text = command ? command_argument(command, key) : NULL;
	int64_t day;
	return text && day_parse(text, &day) ? day : NO_DAY;
}

static int64_t number_named(const struct command *command, const char *key, int64_t none)
{
	const char *text = command_argument(command, key);
	uint64_t number;
	return text && snowflake_parse(text, &number) && number <= INT64_MAX ? (int64_t)number
									     : none;
}

/* The row that made it: its dates are still to come. */
static void begin_schedule(struct pass *pass, const struct log_row *row)
{
	for (struct book_schedule *schedule = pass->month->schedules; schedule;
	     schedule = schedule->hh.next) {
		if (schedule->row.made_seq != row->seq)
			continue;
		const char *verb = row->effect && row->effect->verb ? row->effect->verb : "";
		bool made = row->ok && !row->asks &&
			    (strcmp(verb, verb_table[VERB_EVERY].name) == 0 ||
			     strcmp(verb, verb_table[VERB_DUES].name) == 0);
		schedule->begun = true;
		schedule->state = SCHEDULE_ACTIVE;
		if (!made) {
			fault_add(pass->faults, CHECK_SCHEDULE, "schedules",
				  schedule_key(pass, schedule),
				  "log row %jd, a “%s”, did not make it", row->seq, row->verb);
			schedule->unknown = true;
			continue;
		}
		schedule->left = number_named(row->effect, "times", -1);
	}
}

static void name_day(int64_t day, char text[DAY_TEXT_SIZE])
{
	if (day == NO_DAY)
		memcpy(text, "none", sizeof "none");
	else
		day_format(day, text);
}

/* DAY is a date of the schedule, and the one behind those that were handled. */
static void check_date(struct pass *pass, const struct log_row *row,
		       const struct book_schedule *schedule, int64_t day, int64_t count)
{
	const struct schedule *kept = &schedule->row;
	char is[DAY_TEXT_SIZE], ought[DAY_TEXT_SIZE];
	int64_t next = schedule->done;
	name_day(day, is);
	if (!recurrence_has(&kept->recurrence, day) ||
	    (kept->until != NO_DAY && day > kept->until)) {
		fault_add(pass->faults, CHECK_SCHEDULE, "commands", log_key(pass, row),
			  "%s is no date of schedule %ju", is, kept->key.id);
		return;
	}
	if (next == NO_DAY || schedule->resumed) {
		if (next != NO_DAY && day <= next)
			fault_add(pass->faults, CHECK_SCHEDULE, "commands", log_key(pass, row),
				  "%s is a date of schedule %ju that was handled before", is,
				  kept->key.id);
		return;
	}
	for (int64_t i = 0; i < count && next != NO_DAY; i++)
		next = recurrence_after(&kept->recurrence, next);
	name_day(next, ought);
	if (next != day)
		fault_add(pass->faults, CHECK_SCHEDULE, "commands", log_key(pass, row),
			  "it handled %s for schedule %ju, whose next date was %s", is,
			  kept->key.id, ought);
}

static void handle(struct pass *pass, const struct log_row *row, struct book_schedule *schedule,
		   int64_t day, int64_t count, bool refused)
{
	if (schedule->done == day) { /* tried again */
		if (row->ok && !refused)
			schedule->misses = 0;
		return;
	}
	check_date(pass, row, schedule, day, count);
	if (schedule->first == NO_DAY)
		schedule->first = day;
	schedule->done = day;
	schedule->resumed = false;
	schedule->misses = row->ok && !refused ? 0 : schedule->misses + 1;
	if (schedule->left >= 0)
		schedule->left -= count;
}

/* Dates that come too late count, and nobody missed them. */
static void skip(struct pass *pass, const struct log_row *row, struct book_schedule *schedule,
		 int64_t day, int64_t count)
{
	int64_t misses = schedule->misses;
	schedule->skipped |= schedule->first == NO_DAY;
	handle(pass, row, schedule, day, count, false);
	schedule->misses = misses;
}

/* What leaves a date as it was: it is asked for again. */
static bool stays_due(const struct log_row *row)
{
	static const char *const codes[] = { "no_open_batch", "account_closed", "left", "set_aside",
					     "not_due",       "unknown_verb",   NULL };
	for (size_t i = 0; !row->ok && row->code && codes[i]; i++)
		if (strcmp(row->code, codes[i]) == 0)
			return true;
	return row->asks;
}

/* Of several parts the last one ends the date. */
static bool is_last_part(const struct command *command)
{
	const char *part = command_argument(command, "part");
	int of = 1, number = 1;
	return !part || sscanf(part, "%d/%d", &number, &of) != 2 || number == of;
}

static void follow_date(struct pass *pass, const struct log_row *row, const struct command *command)
{
	const struct verb *verb = verb_named(command->verb);
	struct book_schedule *schedule = schedule_of(pass, number_named(command, "schedule", 0));
	int64_t day = day_named(command, "date");
	if (!schedule || schedule->unknown || day == NO_DAY || !verb || verb->id == VERB_DUE_JOIN)
		return;
	if (verb->id == VERB_DUE_SKIP) {
		if (row->ok)
			skip(pass, row, schedule, day, number_named(command, "skipped", 1));
	} else if (!stays_due(row) && is_last_part(command)) {
		handle(pass, row, schedule, day, 1, false);
	}
	if (!row->ok && row->code && strcmp(row->code, "too_large") == 0)
		schedule->unknown = true; /* dues stay due, payments do not */
}

/* Neither paused nor stopped, also with the account that pays. */
static bool goes_on(struct pass *pass, const struct book_schedule *schedule)
{
	const struct book_account *payer =
		schedule->row.payer ? account_of(pass, schedule->row.payer) : NULL;
	return schedule->state == SCHEDULE_ACTIVE && !(payer && payer->closed);
}

/* A run that waited and was turned down: its date is over, while the schedule goes on. */
static void follow_refused_runs(struct pass *pass, const struct log_row *row)
{
	const struct month *month = pass->month;
	for (size_t i = month->next_ended; i-- > 0 && month->ended[i]->decided_seq == row->seq;) {
		const struct book_waiting *waiting = month->ended[i];
		struct book_schedule *schedule = schedule_of(pass, waiting->schedule);
		if (waiting->kind == WAITING_APPROVAL && schedule && waiting->period != NO_DAY &&
		    !schedule->unknown && goes_on(pass, schedule) &&
		    (waiting->state == WAITING_DECLINED ||
		     (waiting->state == WAITING_CANCELLED && !waiting->code)))
			handle(pass, row, schedule, waiting->period, 1, true);
	}
}

static void follow_state(struct pass *pass, const struct log_row *row)
{
	static const struct {
		const char *verb;
		enum schedule_state state;
	} verbs[] = { { "schedule pause", SCHEDULE_PAUSED },
		      { "schedule resume", SCHEDULE_ACTIVE },
		      { "schedule stop", SCHEDULE_STOPPED } };
	for (size_t i = 0; row->ok && i < sizeof verbs / sizeof *verbs; i++) {
		struct book_schedule *schedule =
			strcmp(verbs[i].verb, row->command->verb) == 0
				? schedule_of(pass, number_named(row->command, "schedule", 0))
				: NULL;
		if (!schedule)
			continue;
		schedule->state = verbs[i].state;
		schedule->resumed |= verbs[i].state == SCHEDULE_ACTIVE;
		if (verbs[i].state == SCHEDULE_ACTIVE)
			schedule->misses = 0;
		schedule->paused_once |= verbs[i].state == SCHEDULE_ACTIVE;
		schedule->begun = true; /* its state is known from here on */
	}
}

void follow_schedules(struct pass *pass, const struct log_row *row)
{
	begin_schedule(pass, row);
	follow_refused_runs(pass, row);
	if (!row->command || !row->command->verb)
		return;
	follow_state(pass, row);
	if (row->effect && row->effect->verb && verb_traits(row->effect->verb) & TRAIT_SCHEDULED)
		follow_date(pass, row, row->effect);
}

/* The state that the log leaves it in; time and misses end and pause it by themselves. */
static void check_final_state(struct pass *pass, const struct book_schedule *schedule)
{
	enum schedule_state is = schedule->row.state;
	bool over = schedule_next(&schedule->row) == NO_DAY, fits = true;
	if (schedule->state == SCHEDULE_STOPPED || schedule->state == SCHEDULE_PAUSED)
		fits = is == schedule->state ||
		       (is == SCHEDULE_STOPPED && schedule->state == SCHEDULE_PAUSED);
	else if (is == SCHEDULE_ACTIVE)
		fits = !over || schedule->done == NO_DAY;
	else if (is == SCHEDULE_ENDED)
		fits = over;
	if (!fits)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "it is “%s”, by the log “%s”", schedule_state_names[is],
			  schedule_state_names[over && schedule->state == SCHEDULE_ACTIVE
						       ? SCHEDULE_ENDED
						       : schedule->state]);
}

static void check_final_dates(struct pass *pass, const struct book_schedule *schedule)
{
	const struct schedule *row = &schedule->row;
	char is[DAY_TEXT_SIZE], ought[DAY_TEXT_SIZE];
	name_day(row->done, is);
	name_day(schedule->done, ought);
	if (schedule->done != NO_DAY && row->done != schedule->done)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "done is %s, the last date that the log handled is %s", is, ought);
	if (row->times_left != schedule->left)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "times_left is %jd, by the log %jd (-1: no end)", row->times_left,
			  schedule->left);
	if (row->misses != schedule->misses)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "misses is %jd, by the log %jd", row->misses, schedule->misses);
	if (!schedule->paused_once && schedule->first != NO_DAY && schedule->first < row->begins)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "the log handled a date before its beginning");
}

/* The dates begin with the first that may be: of dues with the first after they were made. */
static void check_beginning(struct pass *pass, const struct book_schedule *schedule)
{
	const struct schedule *row = &schedule->row;
	int64_t first = recurrence_after(&row->recurrence, row->begins - 1);
	if (schedule->paused_once || row->begins == NO_DAY || row->kind == SCHEDULE_DUES)
		return;
	if (schedule->first == NO_DAY && row->done != row->begins - 1)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "done is not the day before its beginning, and the log handled no date");
	if (schedule->first != NO_DAY && schedule->first != first && !schedule->skipped)
		fault_add(pass->faults, CHECK_SCHEDULE, "schedules", schedule_key(pass, schedule),
			  "the first date that the log handled is not its first date");
}

void end_schedules(struct pass *pass)
{
	for (struct book_schedule *schedule = pass->month->schedules; schedule;
	     schedule = schedule->hh.next) {
		if (schedule->begun && schedule->row.state <= SCHEDULE_STOPPED)
			check_final_state(pass, schedule);
		if (schedule->unknown)
			continue;
		if (!schedule->begun) {
			fault_add(pass->faults, CHECK_SCHEDULE, "schedules",
				  schedule_key(pass, schedule),
				  "made_seq is %jd, and the log ends at %jd",
				  schedule->row.made_seq, pass->seq);
			continue;
		}
		check_final_dates(pass, schedule);
		check_beginning(pass, schedule);
	}
}
