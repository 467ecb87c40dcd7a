/* What falls due of dues: their dates, and who joined since. */
#include "base/instant.h"
#include "ledger/dues.h"
#include "ledger/schedule_dates.h"
#include "ledger/shares.h"
#include "tools/due.h"
#include "tools/due_ids.h"

/* "@11 @12": COUNT ids from FIRST on. */
static const char *mentions(struct due_run *run, const struct due_ids *ids, size_t first,
			    size_t count)
{
	struct buf text = { 0 };
	for (size_t i = first; i < ids->count && i < first + count; i++)
		buf_printf(&text, "%s@%ju", text.length ? " " : "", ids->list[i]);
	const char *copy = arena_strdup(&run->arena, buf_string(&text));
	buf_free(&text);
	return copy;
}

/* Those of one date. */
struct wearers {
	struct due_ids asked, exempt, passed;
	bool begun; /* some were asked already, in other parts */
};

static void ask_ids(struct due_run *run, const char *query, const struct schedule *schedule,
		    int64_t day, struct due_ids *ids)
{
	char text[DAY_TEXT_SIZE];
	struct binding bindings[] = { bind_id(":guild", run->guild->guild_id),
				      bind_text(":day", day_format(day, text)),
				      bind_id(":schedule", schedule ? schedule->key.id : 0) };
	ids->arena = &run->arena;
	store_query(run->store, query, bindings, schedule ? 3 : 2, due_take_id, ids);
}

static struct wearers sort_wearers(struct due_run *run, const struct schedule *schedule,
				   int64_t day)
{
	struct arena *arena = &run->arena;
	struct wearers sorted = {
		{ .arena = arena }, { .arena = arena }, { .arena = arena }, false
	};
	struct due_ids before = { 0 }, exempt = { 0 };
	size_t count;
	struct user **wearers = due_wearers(run, wearers_of_dues(run->guild, schedule), &count);
	ask_ids(run, "dues asked", schedule, day, &before);
	ask_ids(run, "dues exempt", NULL, day, &exempt);
	sorted.begun = before.count;
	for (size_t i = 0; i < count; i++) {
		const struct account *account = wearers[i]->account;
		uint64_t id = wearers[i]->key.id;
		if (!due_has_id(&before, id))
			due_add_id(due_has_id(&exempt, id)                     ? &sorted.exempt
				   : account && account->state != STATE_CLOSED ? &sorted.asked
									       : &sorted.passed,
				   id);
	}
	return sorted;
}

/* The arguments of a command that asks. */
struct asking {
	const char *payees, *exempt, *passed;
	const char *part;           /* NULL: it asks all */
	int64_t period, days, left; /* of a later look */
};

static void fill_dues(struct due_run *run, const struct due_item *item, struct command *command)
{
	const struct asking *asking = item->of;
	due_argument(run, command, "schedule", "%jd", item->place.number);
	due_day_argument(run, command, "date", item->day);
	due_argument(run, command, "attempt", "%jd", item->attempt);
	if (asking->part)
		due_argument(run, command, "part", "%s", asking->part);
	due_argument(run, command, "payees", "%s", asking->payees);
	if (*asking->exempt)
		due_argument(run, command, "exempt", "%s", asking->exempt);
	if (*asking->passed)
		due_argument(run, command, "passed", "%s", asking->passed);
	due_asked_argument(run, item, command);
}

/* What may have to wait for a second person is one command: it is approved as a whole. */
static size_t parts_of(const struct due_run *run, const struct schedule *schedule,
		       const struct wearers *wearers)
{
	size_t count = wearers->asked.count;
	return due_may_wait(run, schedule) || count <= DUES_PART
		       ? 1
		       : (count + DUES_PART - 1) / DUES_PART;
}

/* Who does not pay what is asked so late that its grace is over loses the role at once: what is due
 * behind it is asked of those who have the role then. */
static void hold_back_losses(struct due_run *run, const struct schedule *schedule, int64_t day,
			     int64_t instant)
{
	struct due_place loss = { 0, DUE_LOSSES, 0 },
			 behind = { instant, DUE_SCHEDULES, (int64_t)schedule->key.id + 1 };
	if (!schedule->lose_role_id || schedule->grace_days < 0)
		return;
	loss.instant = due_morning(run, day + schedule->grace_days);
	if (due_compare_places(&loss, &behind) < 0)
		loss = behind;
	if (loss.instant <= run->now)
		due_hold_back(run, &loss);
}

void due_add_dues_date(struct due_run *run, const struct schedule *schedule, int64_t day,
		       int64_t instant, int64_t attempt)
{
	const struct wearers wearers = sort_wearers(run, schedule, day);
	size_t parts = parts_of(run, schedule, &wearers),
	       size = parts == 1 ? wearers.asked.count : (size_t)DUES_PART;
	for (size_t i = 0; i < parts; i++) {
		struct asking *asking = arena_alloc(&run->arena, sizeof *asking);
		*asking = (struct asking){
			.payees = mentions(run, &wearers.asked, i * DUES_PART, size),
			.exempt = i ? "" : mentions(run, &wearers.exempt, 0, SIZE_MAX),
			.passed = i ? "" : mentions(run, &wearers.passed, 0, SIZE_MAX),
			.part = parts > 1 || wearers.begun
					? arena_printf(&run->arena, "%zu/%zu", i + 1, parts)
					: NULL,
		};
		due_add(run, &(struct due_item){
				     .place = { instant, DUE_SCHEDULES, (int64_t)schedule->key.id },
				     .verb = VERB_DUE_DUES,
				     .day = day,
				     .text = asking->part ? arena_printf(&run->arena, "part %05zu",
									 i + 1)
							  : NULL,
				     .attempt = attempt + (int64_t)i,
				     .schedule = schedule,
				     .fill = fill_dues,
				     .of = asking,
			     });
	}
	hold_back_losses(run, schedule, day, instant);
	/* what they owe by then is not known yet */
	struct due_place reminders = { due_morning(run, due_today(run)), DUE_REMINDERS, 0 };
	if (instant <= reminders.instant)
		due_hold_back(run, &reminders);
	/* nor who came into a period that is asked late, and goes on */
	struct due_place joins = { reminders.instant, DUE_SCHEDULES, (int64_t)schedule->key.id };
	if (schedule->prorate && instant < joins.instant &&
	    recurrence_after(&schedule->recurrence, day) > due_today(run))
		due_hold_back(run, &joins);
}

static void fill_join(struct due_run *run, const struct due_item *item, struct command *command)
{
	const struct asking *asking = item->of;
	due_argument(run, command, "schedule", "%jd", item->place.number);
	due_day_argument(run, command, "date", item->day);
	due_day_argument(run, command, "period", asking->period);
	due_argument(run, command, "days", "%jd", asking->days);
	due_argument(run, command, "left", "%jd", asking->left);
	due_argument(run, command, "payees", "%s", asking->payees);
}

/* Whether the members with the role were asked for the period that began on the last date. */
static bool was_asked(struct due_run *run, const struct schedule *schedule)
{
	char day[DAY_TEXT_SIZE];
	int64_t instant = due_instant(run, schedule->done, schedule->at) +
			  (int64_t)(schedule->key.id % NUMBERS_APART_MS);
	struct binding bindings[] = { bind_id(":guild", run->guild->guild_id),
				      bind_id(":schedule", schedule->key.id),
				      bind_text(":day", day_format(schedule->done, day)),
				      bind_id(":first", snowflake_at(instant)),
				      bind_id(":end", snowflake_at(instant + 1)) };
	return store_has_row(run->store, "dues period", bindings, 5);
}

static struct due_ids joined(struct due_run *run, const struct schedule *schedule, int64_t today)
{
	char day[DAY_TEXT_SIZE], period[DAY_TEXT_SIZE];
	struct due_ids ids = { .arena = &run->arena };
	struct binding bindings[] = {
		bind_id(":guild", run->guild->guild_id),
		bind_id(":schedule", schedule->key.id),
		bind_id(":role", wearers_of_dues(run->guild, schedule)),
		bind_text(":day", day_format(today, day)),
		bind_text(":period", day_format(schedule->done, period)),
		bind_integer(":look", due_morning(run, today)),
	};
	store_query(run->store, "dues joining", bindings, 6, due_take_id, &ids);
	return ids;
}

/* The daily look for those who came into the period that was asked last. Without any it has its
 * place all the same: what is printed before it may bring somebody's role back. */
static void add_join(struct due_run *run, const struct schedule *schedule, int64_t today)
{
	int64_t morning = due_morning(run, today), next = schedule_next(schedule),
		end = recurrence_after(&schedule->recurrence, schedule->done);
	bool pending = next != NO_DAY && due_instant(run, next, schedule->at) <= morning;
	if (morning > run->now || pending || today <= schedule->done || today >= end ||
	    !recurrence_has(&schedule->recurrence, schedule->done) ||
	    !prorated(schedule->amount, end - today, end - schedule->done) ||
	    !was_asked(run, schedule))
		return;
	struct due_ids ids = joined(run, schedule, today);
	struct asking *asking = arena_alloc(&run->arena, sizeof *asking);
	*asking = (struct asking){
		.payees = mentions(run, &ids, 0, DUES_PART),
		.period = schedule->done,
		.days = end - schedule->done,
		.left = end - today,
	};
	due_add(run, &(struct due_item){
			     .place = { morning, DUE_SCHEDULES, (int64_t)schedule->key.id },
			     .verb = VERB_DUE_JOIN,
			     .day = today,
			     .schedule = schedule,
			     .fill = ids.count ? fill_join : NULL,
			     .of = asking,
		     });
}

void due_add_joins(struct due_run *run)
{
	int64_t today = due_today(run);
	for (const struct schedule *schedule = run->books.schedules; schedule && due_can_book(run);
	     schedule = schedule->hh.next)
		if (schedule->kind == SCHEDULE_DUES && schedule->state == SCHEDULE_ACTIVE &&
		    schedule->prorate)
			add_join(run, schedule, today);
}
