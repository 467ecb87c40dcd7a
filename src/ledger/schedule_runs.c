/* States of schedules, and what becomes of their dates. */
#include "ledger/schedule_runs.h"

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_words.h"

struct schedule *schedule_meant(struct verb_context *context)
{
	uint64_t number;
	const char *text = context_argument(context, "schedule");
	return text && snowflake_parse(text, &number)
		       ? books_schedule(context->books, context->guild->guild_id, (int64_t)number)
		       : NULL;
}

int64_t day_argument(const struct verb_context *context, const char *key)
{
	const char *text = context_argument(context, key);
	int64_t day;
	return text && day_parse(text, &day) ? day : NO_DAY;
}

static struct user *owner_of(struct verb_context *context, const struct schedule *schedule)
{
	return schedule->owner_id
		       ? books_user(context->books, schedule->key.guild_id, schedule->owner_id)
		       : NULL;
}

void schedule_set_state(struct verb_context *context, struct schedule *schedule,
			enum schedule_state state, const char *reason)
{
	context->guild->active_schedules +=
		(state == SCHEDULE_ACTIVE) - (schedule->state == SCHEDULE_ACTIVE);
	schedule->state = state;
	schedule->reason = reason ? arena_strdup(&context->books->memory, reason) : NULL;
	/* what was counted for a date that comes again goes on: its commands have ids already */
	if (schedule->retrying != NO_DAY && state != SCHEDULE_ENDED) {
		schedule->retrying = NO_DAY;
		if (schedule->kind != SCHEDULE_DUES)
			schedule->attempt = 0;
	}
	books_touch_schedule(context->books, schedule);
}

static int64_t count_active(struct verb_context *context, struct user *owner)
{
	int64_t count = 0;
	books_need_schedules(context->books, owner);
	for (const struct schedule *schedule = context->books->schedules; schedule;
	     schedule = schedule->hh.next)
		count += schedule->key.guild_id == context->guild->guild_id && schedule->exists &&
			 schedule->owner_id == owner->key.id && schedule->state == SCHEDULE_ACTIVE;
	return count;
}

bool schedules_allow_one_more(struct verb_context *context, struct user *owner)
{
	enum { MOST_OF_MEMBER = 25, MOST_OF_GUILD = 500 };
	if (context->guild->active_schedules >= MOST_OF_GUILD)
		context_refuse(context, "too_many_schedules",
			       N_("At most %d schedules can be active here."), MOST_OF_GUILD);
	else if (owner && count_active(context, owner) >= MOST_OF_MEMBER)
		context_refuse(context, "too_many_schedules",
			       N_("At most %d schedules of one member can be active. `!schedules` "
				  "lists them."),
			       MOST_OF_MEMBER);
	else
		return true;
	return false;
}

static int64_t attempt_of(const struct verb_context *context)
{
	return context_argument_number(context, "attempt", 0, INT32_MAX);
}

bool schedule_is_due(struct verb_context *context, struct schedule *schedule, int64_t day)
{
	bool next =
		schedule && schedule->state == SCHEDULE_ACTIVE && schedule_next(schedule) == day;
	bool again = schedule && schedule->retrying == day &&
		     (schedule->state == SCHEDULE_ACTIVE || schedule->state == SCHEDULE_ENDED);
	if (day != NO_DAY && (next || again) &&
	    attempt_of(context) >= schedule_attempt(schedule, day))
		return true;
	*context->decision = (struct decision){ .status = STATUS_SKIPPED, .code = "not_due" };
	return false;
}

bool schedule_set_aside(struct verb_context *context, struct schedule *schedule)
{
	int64_t awaited = schedule_attempt(schedule, day_argument(context, "date"));
	if (context->waiting || attempt_of(context) <= awaited + MOST_SET_ASIDE)
		return false;
	int64_t number = (int64_t)schedule->key.id;
	context_refuse(context, "set_aside", N_("Schedule %jd could not be paid, and is paused."),
		       number);
	schedule_set_state(context, schedule, SCHEDULE_PAUSED, "set_aside");
	schedule->attempt = attempt_of(context) + 1;
	context->decision->tells_refused = true;
	struct verb_context words = notice_context(context);
	const char *text =
		notice_text(&words,
			    N_("Schedule %jd could not be run, and is paused. The operators have "
			       "been told. Later: `!schedule resume %jd`."),
			    number, number);
	tell_user(context, owner_of(context, schedule), text, TELL_APART);
	tell_treasurers(context, text);
	return true;
}

void schedule_finish(struct verb_context *context, struct schedule *schedule, int64_t day,
		     int64_t count)
{
	if (schedule->retrying != day)
		schedule_handled(schedule, day, count);
	schedule->retrying = NO_DAY;
	schedule->attempt = 0;
	books_touch_schedule(context->books, schedule);
	if (schedule->state != SCHEDULE_ACTIVE || schedule_next(schedule) != NO_DAY)
		return;
	schedule_set_state(context, schedule, SCHEDULE_ENDED, NULL);
	struct verb_context words = notice_context(context);
	tell_user(context, owner_of(context, schedule),
		  notice_text(&words, N_("Schedule %jd has ended: %s was its last date."),
			      (int64_t)schedule->key.id, format_day(&words, day)),
		  TELL_APART);
}

void schedule_missed(struct verb_context *context, struct schedule *schedule)
{
	schedule->misses++;
	books_touch_schedule(context->books, schedule);
	if (schedule->misses < MOST_MISSES || schedule->state != SCHEDULE_ACTIVE)
		return;
	schedule_set_state(context, schedule, SCHEDULE_PAUSED, "misses");
	struct verb_context words = notice_context(context);
	tell_user(context, owner_of(context, schedule),
		  notice_text(&words,
			      N_("Schedule %jd is paused after %jd dates without payment: "
				 "`!schedule resume %jd`."),
			      (int64_t)schedule->key.id, schedule->misses,
			      (int64_t)schedule->key.id),
		  TELL_APART);
}

bool schedule_pays_owner(const struct schedule *schedule)
{
	return schedule->always && strstr(schedule->always, "\"" PAYS_OWNER_KEY "\":");
}

static struct schedule *schedule_of_row(struct verb_context *context, const struct waiting *row)
{
	struct schedule *schedule =
		row->schedule ? books_schedule(context->books, row->key.guild_id, row->schedule)
			      : NULL;
	bool awaited =
		schedule && schedule->state == SCHEDULE_ACTIVE && row->period != NO_DAY &&
		(schedule_next(schedule) == row->period || schedule->retrying == row->period);
	return awaited ? schedule : NULL;
}

void schedule_run_ended(struct verb_context *context, const struct waiting *row)
{
	struct schedule *schedule = schedule_of_row(context, row);
	bool refused =
		row->state == WAITING_DECLINED || (row->state == WAITING_CANCELLED && !row->code);
	if (!schedule)
		return;
	if (refused) {
		schedule_missed(context, schedule);
		schedule_finish(context, schedule, row->period, 1);
	} else {
		schedule->attempt++;
		books_touch_schedule(context->books, schedule);
	}
}

void pause_schedules_of(struct verb_context *context, struct user *owner)
{
	books_need_schedules(context->books, owner);
	for (struct schedule *schedule = context->books->schedules; schedule;
	     schedule = schedule->hh.next)
		if (schedule->key.guild_id == owner->key.guild_id && schedule->exists &&
		    schedule->owner_id == owner->key.id && schedule->kind != SCHEDULE_DUES &&
		    schedule->state == SCHEDULE_ACTIVE)
			schedule_set_state(context, schedule, SCHEDULE_PAUSED, "left");
}

void stop_schedules_of(struct verb_context *context, struct account *payer)
{
	if (payer->owner)
		books_need_schedules(context->books, payer->owner);
	for (struct schedule *schedule = context->books->schedules; schedule;
	     schedule = schedule->hh.next)
		if (schedule->key.guild_id == payer->key.guild_id && schedule->exists &&
		    schedule->payer == (int64_t)payer->key.id &&
		    (schedule->state == SCHEDULE_ACTIVE || schedule->state == SCHEDULE_PAUSED))
			schedule_set_state(context, schedule, SCHEDULE_STOPPED, "account_closed");
}
