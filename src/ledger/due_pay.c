/* due pay: a date of a payment or payroll, as gl-due writes it. */
#include <string.h>

#include "ledger/approvals.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/payout.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"
#include "ledger/settlement.h"
#include "ledger/shares.h"

static struct user *owner_of(const struct payout *payout)
{
	uint64_t owner_id = payout->schedule->owner_id;
	return owner_id ? books_user(payout->context->books, payout->schedule->key.guild_id,
				     owner_id)
			: NULL;
}

static const char *short_date(const struct payout *payout, const struct verb_context *words)
{
	return format_short_day(words, payout->day);
}

/* "Schedule 3 paid nothing on 01/02: 20.00 EUR are needed. Next: 01/03." */
static void tell_missed(const struct payout *payout, const char *why)
{
	struct verb_context *context = payout->context, words = notice_context(context);
	const struct schedule *schedule = payout->schedule;
	int64_t number = (int64_t)schedule->key.id, next = schedule_next(schedule);
	const struct currency *currency = guild_currency(context->guild, schedule->currency);
	bool retries = schedule->retrying == payout->day,
	     goes_on = schedule->state == SCHEDULE_ACTIVE && next != NO_DAY;
	const char *then =
		retries   ? notice_text(&words, N_(" It is tried again on %s."),
					format_short_day(&words, schedule_retry_day(schedule)))
		: goes_on ? notice_text(&words, N_(" Next: %s."), format_short_day(&words, next))
			  : "";
	tell_user_more(context, owner_of(payout),
		       notice_text(&words, N_("Schedule %jd paid nothing on %s: %s.%s"), number,
				   short_date(payout, &words), why, then),
		       schedule->kind == SCHEDULE_PAY
			       ? notice_text(&words, N_("You have %s."),
					     format_amount(&words,
							   account_holdings(payout->payer,
									    schedule->currency),
							   currency))
			       : NULL,
		       TELL_APART);
	for (size_t i = 1; i <= payout->count; i++)
		tell_user(context, payout->lines[i].account->owner,
			  notice_text(&words, N_("You were not paid %s on %s (schedule %jd): %s."),
				      format_amount(&words, schedule->amount, currency),
				      short_date(payout, &words), number, why),
			  TELL_QUIET);
}

/* Nobody was paid, which the decision says already. */
static void miss(struct payout *payout, const char *why)
{
	struct verb_context *context = payout->context;
	struct schedule *schedule = payout->schedule;
	if (!payout->again)
		schedule_missed(context, schedule);
	tell_missed(payout, why);
	context->decision->tells_refused = true;
}

static void refuse_nobody(struct payout *payout)
{
	struct verb_context *context = payout->context;
	bool nobody = !payout->passed.length;
	int64_t number = (int64_t)payout->schedule->key.id;
	struct verb_context words = notice_context(context);
	context_refuse(context, nobody ? "no_members" : "passed_over",
		       nobody ? N_("Schedule %jd made no payment: nobody has the role.")
			      : N_("Schedule %jd made no payment: nobody on its list can be paid "
				   "now."),
		       number);
	if (context->waiting)
		return;
	schedule_finish(context, payout->schedule, payout->day, 1);
	miss(payout, nobody ? notice_text(&words, N_("nobody has the role"))
			    : notice_text(&words, N_("%s cannot be paid now"),
					  buf_string(&payout->passed)));
}

/* What was refused goes on by what the schedule says of shortages. Without a batch the date is
 * asked for again; what somebody approves just now waits as before. */
static void fall_short(struct payout *payout)
{
	struct verb_context *context = payout->context, words = notice_context(context);
	struct schedule *schedule = payout->schedule;
	const char *code = context->decision->code;
	if (context->waiting)
		return;
	if (strcmp(code, "no_open_batch") == 0) {
		schedule->attempt++;
		books_touch_schedule(context->books, schedule);
		return;
	}
	int64_t attempt = payout->again ? schedule->attempt + 1 : 1;
	bool poor = strcmp(code, "insufficient_funds") == 0,
	     more = schedule->shortage == SHORTAGE_RETRY && attempt <= schedule->retry_days;
	schedule_finish(context, schedule, payout->day, 1);
	if (more) {
		schedule->retrying = payout->day;
		schedule->attempt = attempt;
	}
	miss(payout,
	     poor ? notice_text(&words, N_("%s are needed"),
				format_amount(&words, payout->total,
					      guild_currency(context->guild, schedule->currency)))
	     : strcmp(code, "account_frozen") == 0
		     ? notice_text(&words, N_("an account is frozen"))
		     : notice_text(&words, N_("it could not be booked (%s)"), code));
}

static void pay_done(struct payout *payout)
{
	struct verb_context *context = payout->context;
	struct schedule *schedule = payout->schedule;
	schedule->misses = 0;
	schedule_finish(context, schedule, payout->day, 1);
	if (payout->passed.length) {
		struct verb_context words = notice_context(context);
		tell_user(context, owner_of(payout),
			  notice_text(&words,
				      N_("Schedule %jd paid on %s, but not %s, who cannot be paid "
					 "now."),
				      (int64_t)schedule->key.id, short_date(payout, &words),
				      buf_string(&payout->passed)),
			  TELL_APART);
	}
}

static const char *total_text(const struct payout *payout)
{
	return format_amount(payout->context, payout->total,
			     guild_currency(payout->context->guild, payout->schedule->currency));
}

static void answer_paid(struct payout *payout)
{
	struct verb_context *context = payout->context;
	const char *budget = context->decision->remark;
	if (payout->passed.length)
		context->decision->remark = arena_printf(
			&context->books->chunk, "%s%s%s", budget ? budget : "", budget ? " " : "",
			arena_printf(&context->books->chunk,
				     tr(context->command->lang, N_("Not paid, because they cannot "
								   "be paid now: %s.")),
				     buf_string(&payout->passed)));
	context_answer(context, N_("Schedule %jd paid %s for %s (transaction %jd)."),
		       (int64_t)payout->schedule->key.id, total_text(payout),
		       format_day(context, payout->day), context->decision->transaction);
}

/* The record as the transaction's: nobody's office or limit has a say in what was set up before. */
static struct verb_context run_context(const struct payout *payout)
{
	struct verb_context run = *payout->context;
	run.verb = &verb_table[VERB_EVERY];
	run.owed = true;
	return run;
}

static bool post_run(struct payout *payout)
{
	struct verb_context run = run_context(payout);
	bool posted =
		post_transaction(&run, payout->lines, payout->count + 1, payout->schedule->memo, 0);
	payout->context->posted = run.posted;
	return posted;
}

/* Whether a payroll that could be booked waits for a second person. Approved, it is not for the one
 * whom it pays. */
static bool run_waits(struct payout *payout)
{
	struct verb_context *context = payout->context, run = run_context(payout);
	const struct schedule *schedule = payout->schedule;
	if (schedule->kind != SCHEDULE_PAYROLL ||
	    !may_post(&run, payout->lines, payout->count + 1, schedule->memo, 0))
		return false;
	if (context->approved)
		return approval_asked(context, payout->lines, payout->count + 1, schedule->memo, 0);
	return propose(context, &(struct proposal){
					.amount = payout->total,
					.currency = schedule->currency,
					.from = payout->payer,
					.memo = schedule->memo,
					.payees = buf_string(&payout->payable),
					.passed = buf_string(&payout->left_out),
					.schedule = schedule,
					.period = payout->day,
				});
}

/* What cannot be paid is owed, each payee's part as a debt of its own. Older debts come first: then
 * whatever there is pays the oldest of all. */
static void owe_run(struct payout *payout)
{
	struct verb_context *context = payout->context;
	struct schedule *schedule = payout->schedule;
	for (size_t i = 1; i <= payout->count; i++)
		add_debt(context, &(struct debt){ .kind = WAITING_OWE,
						  .payer = payout->payer,
						  .payee = payout->lines[i].account,
						  .currency = schedule->currency,
						  .amount = schedule->amount,
						  .due = payout->day,
						  .period = payout->day,
						  .schedule = (int64_t)schedule->key.id,
						  .memo = schedule->memo,
						  .channel_id = schedule->channel_id });
	settle_account(context, payout->payer, schedule->currency);
	pay_done(payout);
	context_answer(context, N_("Schedule %jd: %s for %s are owed, and paid as money comes in."),
		       (int64_t)schedule->key.id, total_text(payout),
		       format_day(context, payout->day));
}

static bool is_shortage(const char *code)
{
	return code &&
	       (strcmp(code, "insufficient_funds") == 0 || strcmp(code, "account_frozen") == 0);
}

/* Whether it is refused for another cause than a shortage: then older debts are not paid either,
 * since a command that is refused moves nothing. Before rules 7 they were. */
static bool is_refused_anyhow(struct payout *payout)
{
	struct verb_context *context = payout->context, run = run_context(payout);
	const struct decision before = *context->decision;
	if (context->books->rules < RULES_BANK ||
	    may_post(&run, payout->lines, payout->count + 1, payout->schedule->memo, 0) ||
	    is_shortage(context->decision->code)) {
		*context->decision = before;
		return false;
	}
	return true;
}

static void pay_or_owe(struct payout *payout)
{
	struct verb_context *context = payout->context;
	if (payout->payer->owing && is_refused_anyhow(payout)) {
		fall_short(payout);
		return;
	}
	if (payout->payer->owing)
		settle_account(context, payout->payer, payout->schedule->currency);
	const struct decision settled = *context->decision;
	bool posted = !payout->payer->owing && post_run(payout),
	     has_settled = settled.transactions && context->books->rules >= RULES_BANK;
	if (posted) {
		pay_done(payout);
		answer_paid(payout);
	} else if (payout->payer->owing || is_shortage(context->decision->code) || has_settled) {
		*context->decision = settled;
		owe_run(payout);
	} else {
		fall_short(payout);
	}
}

static void pay(struct payout *payout)
{
	struct schedule *schedule = payout->schedule;
	if (run_waits(payout))
		return;
	if (schedule->shortage == SHORTAGE_OWE && schedule->kind == SCHEDULE_PAY) {
		pay_or_owe(payout);
	} else if (post_run(payout)) {
		pay_done(payout);
		answer_paid(payout);
	} else {
		fall_short(payout);
	}
}

/* What is still being retried when the next date comes is given up. */
static void give_up(struct payout *payout)
{
	struct verb_context *context = payout->context, words = notice_context(context);
	struct schedule *schedule = payout->schedule;
	if (schedule->retrying == NO_DAY || payout->again)
		return;
	tell_user(context, owner_of(payout),
		  notice_text(&words,
			      N_("Schedule %jd gave up paying for %s: the next date has "
				 "come."),
			      (int64_t)schedule->key.id,
			      format_short_day(&words, schedule->retrying)),
		  TELL_APART);
	schedule->retrying = NO_DAY;
	schedule->attempt = 0;
	books_touch_schedule(context->books, schedule);
}

/* Whether there is somebody to pay from; else the schedule is over or rests. */
static bool payer_is_there(struct payout *payout)
{
	struct verb_context *context = payout->context;
	struct schedule *schedule = payout->schedule;
	const struct user *owner = payout->payer->owner;
	if (payout->payer->state == STATE_CLOSED) {
		context_refuse(context, "account_closed", N_("The account %s is closed."),
			       account_label(context, payout->payer));
		schedule_set_state(context, schedule, SCHEDULE_STOPPED, "account_closed");
	} else if (owner && owner->left) {
		context_refuse(context, "left", N_("%s has left this community."),
			       account_label(context, payout->payer));
		schedule_set_state(context, schedule, SCHEDULE_PAUSED, "left");
	} else {
		return true;
	}
	return false;
}

void decide_due_pay(struct verb_context *context)
{
	struct payout payout = { .context = context,
				 .schedule = schedule_meant(context),
				 .day = day_argument(context, "date") };
	struct schedule *schedule = payout.schedule;
	if (schedule && schedule->kind == SCHEDULE_DUES)
		schedule = NULL;
	if (!schedule_is_due(context, schedule, payout.day) ||
	    schedule_set_aside(context, schedule))
		return;
	context->told_in = schedule->channel_id;
	payout.payer = books_account(context->books, schedule->key.guild_id, schedule->payer);
	payout.again = schedule->retrying == payout.day;
	if (!payer_is_there(&payout))
		return;
	give_up(&payout);
	gather_payees(&payout);
	bool fits = amount_for_each(schedule->amount, payout.count, &payout.total) == SHARES_GOOD;
	if (!payout.count) {
		refuse_nobody(&payout);
	} else if (!fits) {
		context_refuse(context, "too_large", N_("%s is more than one command can move."),
			       payees_label(context, schedule->payees));
		fall_short(&payout);
	} else {
		payout.lines[0] = (struct line){ payout.payer, payout.total, schedule->currency };
		pay(&payout);
	}
	buf_free(&payout.passed);
	buf_free(&payout.payable);
	buf_free(&payout.left_out);
}
