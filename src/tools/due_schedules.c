/* Dates of schedules that have come: payments, payrolls and dues; dates that are skipped because
 * too many were missed; and those that are tried again. */
#include <string.h>

#include "ledger/payees.h"
#include "ledger/schedule_dates.h"
#include "ledger/setting_values.h"
#include "store/month_rows.h"
#include "tools/due.h"

static struct due_place place_of(const struct due_run *run, const struct schedule *schedule,
				 int64_t day, enum due_kind kind)
{
	return (struct due_place){ due_instant(run, day, schedule->at), kind,
				   (int64_t)schedule->key.id };
}

/* Those whom the words of the schedule mean now: which members have a role is not in the log. */
static const char *payees_now(struct due_run *run, const struct schedule *schedule)
{
	struct buf list = { 0 };
	struct payee_word word;
	for (const char *at = schedule->payees; next_payee_word(&run->books, &at, &word);) {
		size_t count = 0;
		struct user **wearers = NULL;
		if (word.kind == PAYEE_ROLE || word.kind == PAYEE_EVERYONE)
			wearers = due_wearers(run, word.id, &count);
		for (size_t i = 0; i < count; i++)
			add_payee_word(&list, &(struct payee_word){ .kind = PAYEE_MEMBER,
								    .id = wearers[i]->key.id });
		if (word.kind == PAYEE_MEMBER || word.kind == PAYEE_NAME)
			add_payee_word(&list, &word);
	}
	const char *copy = arena_strdup(&run->arena, buf_string(&list));
	buf_free(&list);
	return copy;
}

static void fill_pay(struct due_run *run, const struct due_item *item, struct command *command)
{
	due_argument(run, command, "schedule", "%jd", item->place.number);
	due_day_argument(run, command, "date", item->day);
	due_argument(run, command, "attempt", "%jd", item->attempt);
	due_argument(run, command, "payees", "%s", payees_now(run, item->schedule));
	due_asked_argument(run, item, command);
}

static void fill_skip(struct due_run *run, const struct due_item *item, struct command *command)
{
	due_argument(run, command, "schedule", "%jd", item->place.number);
	due_day_argument(run, command, "date", item->day);
	due_argument(run, command, "skipped", "%s", (const char *)item->of);
}

/* What waits for a second person: an approval of the date's run. */
struct approval {
	bool waits;
	int64_t ended_at; /* when it ended without an answer, or will; 0: none did */
};

static bool take_approval(void *context, const struct value *values)
{
	struct approval *approval = context;
	approval->waits = strcmp(value_words(&values[0]), "waiting") == 0;
	approval->ended_at = values[1].integer;
	return false;
}

static bool may_wait(const struct due_run *run, const struct schedule *schedule)
{
	return schedule->kind != SCHEDULE_PAY && run->guild->last_number;
}

static struct approval approval_of(struct due_run *run, const struct schedule *schedule,
				   int64_t day)
{
	char text[DAY_TEXT_SIZE];
	struct approval approval = { 0 };
	struct binding bindings[] = { bind_id(":guild", run->guild->guild_id),
				      bind_id(":schedule", schedule->key.id),
				      bind_text(":day", day_format(day, text)) };
	if (may_wait(run, schedule))
		store_query(run->store, "due approval", bindings, 3, take_approval, &approval);
	return approval;
}

static void add_pay(struct due_run *run, const struct schedule *schedule, int64_t day,
		    int64_t attempt, const struct due_place *place)
{
	due_add(run, &(struct due_item){ .place = *place,
					 .verb = VERB_DUE_PAY,
					 .day = day,
					 .attempt = attempt,
					 .schedule = schedule,
					 .fill = fill_pay });
}

/* How many dates can be printed before what became of them is known: three that pay nobody pause
 * the schedule, and a run that waits for a second person lets none pass. */
static int64_t most_at_once(const struct due_run *run, const struct schedule *schedule)
{
	int64_t left = MOST_MISSES - schedule->misses;
	return due_may_wait(run, schedule) || left < 1 ? 1 : left;
}

/* The place of a date's run. One whose approval ended unanswered is asked for again on the day
 * after.
 */
static struct due_place place_of_run(struct due_run *run, const struct schedule *schedule,
				     int64_t day, int64_t attempt)
{
	struct approval approval = { 0 };
	if (attempt)
		approval = approval_of(run, schedule, day);
	if (approval.ended_at)
		day = day_at(run->zone, approval.ended_at) + 1;
	return place_of(run, schedule, day, DUE_SCHEDULES);
}

/* COUNT dates from DAY on, all of which have come; ATTEMPT of the first. */
static void add_dates(struct due_run *run, const struct schedule *schedule, int64_t day,
		      int64_t count, int64_t attempt)
{
	int64_t most = most_at_once(run, schedule), before = INT64_MIN;
	for (int64_t i = 0; i < count; i++, attempt = 0) {
		struct due_place place = place_of_run(run, schedule, day, attempt);
		if (place.instant < before) /* dates come in order, however late the first */
			place.instant = before;
		if (i == most) {
			place.number += place.instant == before; /* just behind the last */
			due_hold_back(run, &place);
			return;
		}
		before = place.instant;
		if (schedule->kind == SCHEDULE_DUES)
			due_add_dues_date(run, schedule, day, place.instant, attempt);
		else
			add_pay(run, schedule, day, attempt, &place);
		if (i + 1 < count)
			day = recurrence_after(&schedule->recurrence, day);
	}
	if (schedule->shortage == SHORTAGE_RETRY && schedule->kind != SCHEDULE_DUES) {
		struct due_place again = place_of(run, schedule, day + 1, DUE_RETRIES);
		if (again.instant < before) /* asked for again later than that */
			again.instant = before;
		due_hold_back(run, &again);
	}
}

static void add_skip(struct due_run *run, const struct schedule *schedule, int64_t day,
		     int64_t count)
{
	due_add(run, &(struct due_item){
			     .place = place_of(run, schedule, day, DUE_SCHEDULES),
			     .verb = VERB_DUE_SKIP,
			     .day = day,
			     .attempt = schedule->attempt,
			     .schedule = schedule,
			     .fill = fill_skip,
			     .of = arena_printf(&run->arena, "%jd", count),
		     });
}

/* Between dates that have come nothing is tried again. */
static void add_retry(struct due_run *run, const struct schedule *schedule)
{
	if (schedule->retrying == NO_DAY || schedule->kind == SCHEDULE_DUES)
		return;
	int64_t day = schedule_retry_day(schedule);
	struct due_place place = place_of(run, schedule, day, DUE_RETRIES),
			 next = place_of(run, schedule, day + 1, DUE_RETRIES);
	add_pay(run, schedule, schedule->retrying, schedule->attempt, &place);
	due_hold_back(run, &next);
}

/* The newest dates that have come are caught up, the others are skipped. */
static void add_schedule(struct due_run *run, const struct schedule *schedule)
{
	int64_t most = guild_setting_integer(run->guild, SETTING_SCHEDULE_CATCHUP), count = 0;
	int64_t *newest = arena_alloc(&run->arena, (size_t)(most + 1) * sizeof *newest);
	int64_t first = schedule->state == SCHEDULE_ACTIVE ? schedule_next(schedule) : NO_DAY,
		day = first;
	while (day != NO_DAY && due_instant(run, day, schedule->at) <= run->now) {
		newest[count++ % (most + 1)] = day;
		day = schedule_following(schedule, day, count);
	}
	if (!count) {
		add_retry(run, schedule);
	} else if (approval_of(run, schedule, first).waits) {
		/* what comes behind it has to wait, too, and when it ends now, it comes first */
		struct due_place again = place_of_run(run, schedule, first, 1);
		if (again.instant > due_instant(run, first, schedule->at))
			due_hold_back(run, &again);
	} else if (count <= most || approval_of(run, schedule, first).ended_at) {
		/* what was asked is asked again, and never skipped */
		add_dates(run, schedule, first, count, schedule_attempt(schedule, first));
	} else {
		add_skip(run, schedule, newest[(count - most - 1) % (most + 1)], count - most);
		add_dates(run, schedule, newest[(count - most) % (most + 1)], most, 0);
	}
}

static bool take_schedule(void *context, const struct value *values)
{
	struct due_run *run = context;
	fill_schedule(&run->books, values);
	return true;
}

void due_add_schedules(struct due_run *run)
{
	struct binding guild = bind_id(":guild", run->guild->guild_id);
	store_query(run->store, "due schedules", &guild, 1, take_schedule, run);
	if (!due_can_book(run))
		return;
	for (const struct schedule *schedule = run->books.schedules; schedule;
	     schedule = schedule->hh.next)
		add_schedule(run, schedule);
}
