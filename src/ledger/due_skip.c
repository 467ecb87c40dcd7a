/* due skip: dates that were missed and are too old to be caught up, as gl-due writes it. */
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"

void decide_due_skip(struct verb_context *context)
{
	struct schedule *schedule = schedule_meant(context);
	int64_t day = day_argument(context, "date"),
		skipped = context_argument_number(context, "skipped", 0, INT32_MAX);
	bool next = schedule && schedule->state == SCHEDULE_ACTIVE && day != NO_DAY && skipped &&
		    schedule_count_to(schedule, day) == skipped;
	if (!next) {
		*context->decision =
			(struct decision){ .status = STATUS_SKIPPED, .code = "not_due" };
		return;
	}
	schedule_finish(context, schedule, day, skipped);
	struct verb_context words = notice_context(context);
	context->told_in = schedule->channel_id;
	const char *text =
		arena_printf(&context->books->chunk,
			     trn(words.command->lang,
				 "Schedule %jd was late: %jd date up to %s was skipped; later ones "
				 "are caught up.",
				 "Schedule %jd was late: %jd dates up to %s were skipped; later "
				 "ones are caught up.",
				 (unsigned long)skipped),
			     (int64_t)schedule->key.id, skipped, format_short_day(&words, day));
	tell_user(context,
		  schedule->owner_id
			  ? books_user(context->books, schedule->key.guild_id, schedule->owner_id)
			  : NULL,
		  text, TELL_APART);
	tell_treasurers(context, text);
	context_answer(context, "%s",
		       arena_printf(&context->books->chunk,
				    trn(context->command->lang,
					"%jd date of schedule %jd up to %s was skipped.",
					"%jd dates of schedule %jd up to %s were skipped.",
					(unsigned long)skipped),
				    skipped, (int64_t)schedule->key.id, format_day(context, day)));
}
