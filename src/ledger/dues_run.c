/* What dues ask on their date: a row for each wearer, all made before the first is paid; then each
 * pays what is oldest, as far as their money goes. */
#include <string.h>

#include "base/instant.h"
#include "ledger/approvals.h"
#include "ledger/debt_words.h"
#include "ledger/dues_telling.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/schedule_runs.h"
#include "ledger/settlement.h"
#include "ledger/shares.h"

static void refuse_not_due(struct verb_context *context)
{
	context_refuse(context, "not_due", N_("That date is not due, or is already handled."));
}

static void refuse_total(struct verb_context *context)
{
	context_refuse(context, "too_large", N_("The total is too large."));
}

/* The schedule of dues that the command names; NULL after a refusal. */
static struct schedule *dues_of_command(struct verb_context *context)
{
	struct schedule *schedule = schedule_meant(context);
	if (schedule && schedule->kind == SCHEDULE_DUES)
		return schedule;
	refuse_not_due(context);
	return NULL;
}

/* "2/5": the second of five commands of one date, each of which asks some of the wearers. */
struct part {
	int64_t number, of;
	bool named; /* others asked before it, or will */
};

static bool read_part(const struct verb_context *context, struct part *part)
{
	const char *text = context_argument(context, "part"), *slash;
	uint64_t number, of;
	*part = (struct part){ 1, 1, false };
	if (!text)
		return true;
	slash = strchr(text, '/');
	if (!slash ||
	    !snowflake_parse(arena_copy(&context->books->chunk, text, (size_t)(slash - text)),
			     &number) ||
	    !snowflake_parse(slash + 1, &of) || !number || number > of || of > INT32_MAX)
		return false;
	*part = (struct part){ (int64_t)number, (int64_t)of, true };
	return true;
}

/* Those of the list that can be asked; who cannot any more is among run->passed. Ids rise, so that
 * each is there once. */
static bool gather(struct verb_context *context, const char *key, bool ask, struct dues_run *run)
{
	const char *text = context_argument(context, key);
	uint64_t before = 0;
	struct payee_word word;
	for (const char *at = text ? text : ""; next_payee_word(context->books, &at, &word);) {
		if (word.kind != PAYEE_MEMBER || word.id <= before)
			return false;
		before = word.id;
		struct user *user = books_user(context->books, context->guild->guild_id, word.id);
		bool there = user->name && !user->left && user->account &&
			     user->account->state != STATE_CLOSED;
		if (there && ask)
			run->asked[run->count++].user = user;
		else
			run->passed[run->passed_count++] = user;
	}
	return true;
}

static size_t count_words(const struct verb_context *context, const char *key)
{
	const char *text = context_argument(context, key);
	size_t count = 0;
	struct payee_word word;
	for (const char *at = text ? text : ""; next_payee_word(context->books, &at, &word);)
		count++;
	return count;
}

static bool gather_wearers(struct verb_context *context, struct dues_run *run)
{
	struct arena *arena = &context->books->chunk;
	size_t payees = count_words(context, "payees"), passed = count_words(context, "passed");
	run->asked = arena_alloc(arena, sizeof *run->asked * (payees + 1));
	run->passed = arena_alloc(arena, sizeof(struct user *) * (payees + passed + 1));
	run->exempt = count_words(context, "exempt");
	return gather(context, "payees", true, run) && gather(context, "passed", false, run);
}

static void ask_all(struct verb_context *context, struct dues_run *run)
{
	const struct schedule *schedule = run->schedule;
	struct account *into =
		books_account(context->books, context->guild->guild_id, schedule->into_account);
	struct verb_context words = notice_context(context);
	const char *memo = dues_period(&words, schedule, run->period);
	for (size_t i = 0; i < run->count; i++)
		run->asked[i].row =
			add_debt(context, &(struct debt){ .kind = WAITING_DUES,
							  .payer = run->asked[i].user->account,
							  .payee = into,
							  .currency = schedule->currency,
							  .amount = run->amount,
							  .due = run->due,
							  .period = run->period,
							  .schedule = (int64_t)schedule->key.id,
							  .memo = memo,
							  .channel_id = schedule->channel_id });
	for (size_t i = 0; i < run->count; i++)
		settle_account(context, run->asked[i].user->account, schedule->currency);
}

/* The date is over with the last part of it. */
static void end_part(struct verb_context *context, struct dues_run *run, const struct part *part)
{
	struct schedule *schedule = run->schedule;
	schedule->misses = 0;
	if (part->number == part->of) {
		schedule->retrying = NO_DAY;
		schedule_finish(context, schedule, run->due, 1);
		return;
	}
	schedule->retrying = run->due;
	schedule->attempt = /* the next part has the one behind it */
		context_argument_number(context, "attempt", 0, INT32_MAX) + 1;
	books_touch_schedule(context->books, schedule);
}

/* Nobody has the role: the date asked nobody. */
static void miss_date(struct verb_context *context, struct dues_run *run)
{
	struct schedule *schedule = run->schedule;
	schedule_finish(context, schedule, run->due, 1);
	context_refuse(context, "no_members", N_("Nobody has %s."),
		       role_label(context, schedule->role_id));
	schedule_missed(context, schedule);
	context->decision->tells_refused = true;
}

/* "@11 @12", by rising ids as gather() reads them. */
static const char *mentions_of(const struct verb_context *context, struct user **users,
			       size_t count)
{
	struct buf list = { 0 };
	sort_users(users, count);
	for (size_t i = 0; i < count; i++)
		add_payee_word(&list, &(struct payee_word){ .kind = PAYEE_MEMBER,
							    .id = users[i]->key.id });
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

static const char *asked_mentions(const struct verb_context *context, const struct dues_run *run)
{
	struct user **users = arena_alloc(&context->books->chunk, sizeof *users * (run->count + 1));
	for (size_t i = 0; i < run->count; i++)
		users[i] = run->asked[i].user;
	return mentions_of(context, users, run->count);
}

/* What asks for more than the threshold waits for a second person, with those whom it asks now. */
static bool waits(struct verb_context *context, const struct dues_run *run, int64_t total)
{
	const struct schedule *schedule = run->schedule;
	return propose(context,
		       &(struct proposal){
			       .amount = total,
			       .currency = schedule->currency,
			       .to = books_account(context->books, schedule->key.guild_id,
						   schedule->into_account),
			       .payees = asked_mentions(context, run),
			       .passed = mentions_of(context, run->passed, run->passed_count),
			       .schedule = schedule,
			       .period = run->period,
		       });
}

/* Whoever approves a run is none of those who pay in it. */
static bool refuse_approver(struct verb_context *context, const struct dues_run *run)
{
	if (!context->approved || !context->approved_by || !context->waiting)
		return false;
	for (size_t i = 0; i < run->count; i++)
		if (run->asked[i].user->key.id == context->approved_by) {
			context_refuse(context, "own_account",
				       N_("Your own account is part of this, so somebody else has "
					  "to approve %jd."),
				       (int64_t)context->waiting->key.id);
			return true;
		}
	return false;
}

static void take_date(struct verb_context *context, struct dues_run *run, const struct part *part)
{
	int64_t total;
	run->parts = (size_t)part->of;
	context->told_in = run->schedule->channel_id;
	if (!batch_allows(context)) {
		/* nor do the parts behind it follow: all come again */
		run->schedule->attempt += part->of - part->number + 1;
		books_touch_schedule(context->books, run->schedule);
		return;
	}
	if (!run->count && !run->passed_count && !run->exempt && !part->named) {
		miss_date(context, run);
		return;
	}
	if (amount_for_each(run->amount, run->count, &total) != SHARES_GOOD) {
		refuse_total(context);
		return;
	}
	if (refuse_approver(context, run) || waits(context, run, total))
		return;
	end_part(context, run, part);
	ask_all(context, run);
	tell_dues_run(context, run);
}

/* Whether the parts before it were applied: the date is begun, and each has the attempt behind that
 * of the one before. */
static bool follows(const struct verb_context *context, const struct dues_run *run,
		    const struct part *part)
{
	return part->number == 1 || (run->schedule->retrying == run->due &&
				     context_argument_number(context, "attempt", 0, INT32_MAX) ==
					     run->schedule->attempt);
}

void decide_due_dues(struct verb_context *context)
{
	struct dues_run run = { .schedule = dues_of_command(context) };
	struct part part;
	if (!run.schedule)
		return;
	run.due = run.period = day_argument(context, "date");
	run.amount = run.schedule->amount;
	run.part = context_argument(context, "part");
	if (run.due == NO_DAY || !read_part(context, &part) || !gather_wearers(context, &run) ||
	    !follows(context, &run, &part))
		refuse_not_due(context);
	else if (schedule_is_due(context, run.schedule, run.due) &&
		 !schedule_set_aside(context, run.schedule))
		take_date(context, &run, &part);
}

/* Whether the day lies in the period that was asked last, and the record counts its days well. */
static bool fits_period(const struct verb_context *context, const struct dues_run *run)
{
	const struct schedule *schedule = run->schedule;
	int64_t next = recurrence_after(&schedule->recurrence, schedule->done),
		days = context_argument_number(context, "days", 0, INT64_MAX),
		left = context_argument_number(context, "left", 0, INT64_MAX);
	return schedule->prorate && schedule->state == SCHEDULE_ACTIVE && run->period != NO_DAY &&
	       run->period == schedule->done &&
	       recurrence_has(&schedule->recurrence, run->period) && run->due > run->period &&
	       run->due < next && days == next - run->period && left == next - run->due;
}

/* Whether an open row says that the member was asked for the period before. */
static bool was_asked(struct verb_context *context, const struct user *user,
		      const struct dues_run *run)
{
	const struct waiting_link *link =
		user->account->owing ? books_debts(context->books, user->account) : NULL;
	for (; link; link = link->next)
		if (link->row->kind == WAITING_DUES && link->row->period == run->period &&
		    link->row->schedule == (int64_t)run->schedule->key.id)
			return true;
	return false;
}

static void leave_out_asked(struct verb_context *context, struct dues_run *run)
{
	size_t count = 0;
	for (size_t i = 0; i < run->count; i++)
		if (!was_asked(context, run->asked[i].user, run))
			run->asked[count++] = run->asked[i];
	run->count = count;
}

void decide_due_join(struct verb_context *context)
{
	struct dues_run run = { .schedule = dues_of_command(context), .joining = true };
	if (!run.schedule)
		return;
	run.due = day_argument(context, "date");
	run.period = day_argument(context, "period");
	if (!fits_period(context, &run) || !gather_wearers(context, &run)) {
		refuse_not_due(context);
		return;
	}
	leave_out_asked(context, &run);
	int64_t days = recurrence_after(&run.schedule->recurrence, run.period) - run.period,
		left = run.period + days - run.due;
	run.amount = prorated(run.schedule->amount, left, days);
	if (!run.count || !run.amount) {
		refuse_not_due(context);
		return;
	}
	int64_t total;
	context->told_in = run.schedule->channel_id;
	if (!batch_allows(context))
		return;
	if (amount_for_each(run.amount, run.count, &total) != SHARES_GOOD) {
		refuse_total(context);
		return;
	}
	if (refuse_approver(context, &run) || waits(context, &run, total))
		return;
	ask_all(context, &run);
	tell_dues_run(context, &run);
}
