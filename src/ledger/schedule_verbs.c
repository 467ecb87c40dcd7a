/* schedules, schedule pause, resume and stop. */
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"

/* The schedule that is named, where the author owns it or has one of PERMITS; NULL after a refusal.
 */
static struct schedule *find_schedule(struct verb_context *context, unsigned permits)
{
	struct schedule *schedule = schedule_meant(context);
	if (!schedule) {
		context_refuse(context, "unknown_schedule",
			       N_("There is no schedule %s. `!schedules` lists yours."),
			       escape_markdown(context, context_argument(context, "schedule")));
		return NULL;
	}
	bool own = schedule->owner_id == (context->author ? context->author->key.id : 0);
	if (own || context->permits & permits)
		return schedule;
	context_deny(context, "not_yours",
		     N_("Schedule %jd belongs to somebody else; only they and treasurers can "
			"change it."),
		     (int64_t)schedule->key.id);
	return NULL;
}

/* The same, of one that is not over. */
static struct schedule *find_going(struct verb_context *context)
{
	struct schedule *schedule = find_schedule(context, PERMIT_TREASURER);
	if (!schedule || schedule->state == SCHEDULE_ACTIVE || schedule->state == SCHEDULE_PAUSED)
		return schedule;
	context_refuse(context, "schedule_over",
		       N_("Schedule %jd has ended. Make a new one: `!every …`."),
		       (int64_t)schedule->key.id);
	return NULL;
}

static const char *date_or_none(struct verb_context *context, int64_t day)
{
	return day == NO_DAY ? "-" : format_day(context, day);
}

/* "3: 20.00 EUR to @ana each month on the 31st … at 09:00; next 31/01/2027" */
static void add_schedule_line(struct verb_context *context, struct buf *list,
			      const struct schedule *schedule)
{
	enum lang lang = context->command->lang;
	buf_printf(list, "\n%ju: %s; ", schedule->key.id, schedule_label(context, schedule));
	if (schedule->state == SCHEDULE_ACTIVE)
		buf_printf(list, tr(lang, N_("next %s")),
			   date_or_none(context, schedule_next(schedule)));
	else
		buf_text(list, schedule_state_label(context, schedule->state));
}

/* Whose schedules are asked for: the author's, or by office somebody else's; NULL after a refusal.
 */
static struct user *owner_asked(struct verb_context *context)
{
	enum { OFFICES = PERMIT_TELLER | PERMIT_TREASURER | PERMIT_AUDITOR };
	const char *who = context_argument(context, "who");
	uint64_t user_id;
	if (who && is_mention(who, &user_id) && !is_author(context, who)) {
		if (context->permits & OFFICES)
			return books_user(context->books, context->guild->guild_id, user_id);
		context_deny(context, "missing_permit",
			     N_("To see the schedules of others you need the permit %s, which your "
				"roles do not give."),
			     permit_names(context, PERMIT_AUDITOR));
		return NULL;
	}
	if (!context->author)
		context_refuse(context, "no_account",
			       N_("An operator has no schedules; `!report schedules` lists all."));
	return context->author;
}

void decide_schedules(struct verb_context *context)
{
	enum { MOST_LINES = 15 };
	struct user *owner = owner_asked(context);
	struct buf list = { 0 };
	int64_t count = 0;
	if (!owner)
		return;
	books_need_schedules(context->books, owner);
	for (int64_t number = context->guild->next_schedule - 1; number > 0; number--) {
		const struct schedule *schedule =
			books_loaded_schedule(context->books, context->guild->guild_id, number);
		if (!schedule || !schedule->exists || schedule->owner_id != owner->key.id ||
		    schedule->state > SCHEDULE_PAUSED)
			continue;
		if (count++ < MOST_LINES)
			add_schedule_line(context, &list, schedule);
	}
	if (count > MOST_LINES)
		buf_printf(&list, "\n%s",
			   arena_printf(&context->books->chunk,
					tr(context->command->lang, N_("and %ju more")),
					(uint64_t)(count - MOST_LINES)));
	if (!count)
		context_answer(context, N_("Nothing is scheduled. `!every month pay @ana 20` "
					   "pays @ana each month."));
	else
		context_answer(context, N_("Schedules of %s, newest first:%s"),
			       person_label(context, owner), buf_string(&list));
	buf_free(&list);
}

struct schedule *schedule_to_see(struct verb_context *context)
{
	return find_schedule(context, PERMIT_TREASURER | PERMIT_AUDITOR);
}

/* The owner hears what somebody else did to their schedule. */
static void tell_schedule_owner(struct verb_context *context, const struct schedule *schedule,
				const char *text)
{
	if (schedule->owner_id &&
	    (!context->author || context->author->key.id != schedule->owner_id))
		tell_user(context,
			  books_user(context->books, schedule->key.guild_id, schedule->owner_id),
			  text, TELL);
}

void decide_schedule_pause(struct verb_context *context)
{
	struct schedule *schedule = find_going(context);
	if (!schedule)
		return;
	int64_t number = (int64_t)schedule->key.id;
	if (schedule->state == SCHEDULE_PAUSED) {
		context_refuse(context, "already_paused",
			       N_("Schedule %jd is already paused. `!schedule resume %jd` resumes "
				  "it."),
			       number, number);
		return;
	}
	schedule_set_state(context, schedule, SCHEDULE_PAUSED, context_argument(context, "memo"));
	struct verb_context words = notice_context(context);
	tell_schedule_owner(
		context, schedule,
		notice_text(&words, N_("%s paused schedule %jd."), doer_label(context), number));
	context_answer(context,
		       N_("Schedule %jd is paused: no date is paid until `!schedule resume %jd`."),
		       number, number);
}

/* Whether it may go on; refuses otherwise. */
static bool may_resume(struct verb_context *context, const struct schedule *schedule)
{
	struct user *owner = schedule->owner_id ? books_user(context->books, schedule->key.guild_id,
							     schedule->owner_id)
						: NULL;
	if (schedule->state == SCHEDULE_ACTIVE)
		context_refuse(context, "not_paused", N_("Schedule %jd is not paused."),
			       (int64_t)schedule->key.id);
	else if (owner && owner->left && schedule->kind == SCHEDULE_PAY)
		context_refuse(context, "left", N_("%s has left this community."),
			       person_label(context, owner));
	else
		return schedules_allow_one_more(context, owner);
	return false;
}

/* Begins anew: what fell into the pause is not paid. */
void decide_schedule_resume(struct verb_context *context)
{
	struct schedule *schedule = find_going(context);
	if (!schedule || !may_resume(context, schedule))
		return;
	int64_t number = (int64_t)schedule->key.id, begins = schedule->begins;
	schedule->begins =
		schedule_first_day(context->guild->zone, context->time, schedule->at, begins);
	int64_t next = schedule_next(schedule);
	if (next == NO_DAY) {
		schedule->begins = begins;
		context_refuse(context, "schedule_over",
			       N_("Schedule %jd has ended. Make a new one: `!every …`."), number);
		return;
	}
	schedule->misses = 0;
	schedule_set_state(context, schedule, SCHEDULE_ACTIVE, NULL);
	struct verb_context words = notice_context(context);
	tell_schedule_owner(
		context, schedule,
		notice_text(&words, N_("%s resumed schedule %jd."), doer_label(context), number));
	context_answer(context,
		       N_("Schedule %jd goes on. Next: %s. What fell into the pause is not paid."),
		       number, format_day(context, next));
}

void decide_schedule_stop(struct verb_context *context)
{
	struct schedule *schedule = find_going(context);
	if (!schedule)
		return;
	int64_t number = (int64_t)schedule->key.id;
	schedule_set_state(context, schedule, SCHEDULE_STOPPED, context_argument(context, "memo"));
	struct verb_context words = notice_context(context);
	tell_schedule_owner(
		context, schedule,
		notice_text(&words, N_("%s stopped schedule %jd."), doer_label(context), number));
	context_answer(context, N_("Schedule %jd is stopped for good."), (int64_t)schedule->key.id);
}
