/* every: a payment that recurs, from the member's own account or, by office, from one of the
 * community. */
#include <stdlib.h>

#include "ledger/approvals.h"
#include "ledger/limits.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedule_runs.h"
#include "ledger/schedule_words.h"
#include "ledger/setting_values.h"

/* What the command says, read and checked. */
struct plan {
	struct account *payer;
	bool payroll;
	struct payees payees;
	struct sum sum;
	struct recurrence rule;
	int64_t today, from, until, first, times;
	int at;
	enum shortage shortage;
	int retry_days;
};

/* The account that bears a payroll: of the community, and no money that somebody counts. */
static bool read_payer(struct verb_context *context, struct plan *plan)
{
	const char *named = context_argument(context, "account");
	plan->payroll = named;
	if (!named)
		return (plan->payer = own_account(context));
	if (!context->approved && !(context->permits & PERMIT_TREASURER)) {
		context_deny(context, "missing_permit",
			     N_("To pay from an account of the community you need the permit %s, "
				"which your roles do not give."),
			     permit_names(context, PERMIT_TREASURER));
		return false;
	}
	if (!(plan->payer = find_account(context, named)))
		return false;
	if (plan->payer->kind != KIND_ASSET && !plan->payer->owner_id)
		return true;
	context_refuse(context, "use_cost_account",
		       N_("Cash does not change hands by itself. Name the account that bears the "
			  "cost: `from wages`."));
	return false;
}

static void refuse_role(struct verb_context *context)
{
	const char *amount = context_argument(context, "amount");
	context_refuse(context, "role_own_money",
		       N_("From your own account you pay people you mention: %s."),
		       line_to_type(context, VERB_EVERY,
				    arena_printf(&context->books->chunk,
						 tr(context->command->lang, N_("friday pay @ana "
									       "%s")),
						 amount ? amount : "10")));
}

/* Whether each of those whom the words name can be paid. */
static bool payees_can_be_paid(struct verb_context *context, const struct plan *plan)
{
	for (size_t i = 0; i < plan->payees.count; i++) {
		const struct account *account = plan->payees.list[i].account;
		if (account == plan->payer)
			context_refuse(context, plan->payroll ? "same_account" : "self_payment",
				       plan->payroll
					       ? N_("From and to are the same account; nothing "
						    "would move.")
					       : N_("You cannot pay yourself."));
		else if (account->kind == KIND_ASSET || account->kind == KIND_EXPENSE)
			context_refuse(context, "not_payable",
				       N_("%s cannot be paid: only members, income and shared "
					  "accounts can. Ask a teller to book it."),
				       account_label(context, account));
		else
			continue;
		return false;
	}
	return true;
}

static bool read_payees(struct verb_context *context, struct plan *plan)
{
	const char *text = context_argument(context, "payees");
	struct payee_word word;
	size_t words = 0;
	for (const char *at = text ? text : ""; next_payee_word(context->books, &at, &word);
	     words++)
		if (!plan->payroll && (word.kind == PAYEE_ROLE || word.kind == PAYEE_EVERYONE)) {
			refuse_role(context);
			return false;
		}
	if (words && !payees_expand(context, text, 0, MOST_PAYEES, &plan->payees))
		return false;
	if (words && (plan->payees.count || plan->payees.roles))
		return payees_can_be_paid(context, plan);
	if (plan->payees.gone_count)
		context_refuse(context, "no_payees", N_("%s has left this community."),
			       person_label(context, plan->payees.gone[0].user));
	else
		context_refuse(context, "no_payees", N_("Say who is paid: %s."),
			       line_to_type(context, VERB_EVERY,
					    tr(context->command->lang, N_("month pay @ana 20"))));
	return false;
}

static bool refuse_rule(struct verb_context *context)
{
	context_refuse(context, "bad_rule", N_("Say how often: %s."),
		       line_to_type(context, VERB_EVERY,
				    tr(context->command->lang, N_("month pay @ana 20"))));
	return false;
}

/* "09:00" */
static bool read_minutes(const char *text, int *minutes)
{
	if (strlen(text) != 5 || text[2] != ':' || strspn(text, "0123456789:") != 5)
		return false;
	int hour = atoi(text), minute = atoi(text + 3);
	*minutes = hour * 60 + minute;
	return hour < 24 && minute < 60;
}

/* "skip", "retry:3", "owe" */
static bool read_shortage(struct plan *plan, const char *text)
{
	enum { MOST_DAYS = 30 };
	static const char retry[] = "retry:";
	size_t length = strlen(retry);
	for (int i = 0; shortage_names[i]; i++)
		if (i != SHORTAGE_RETRY && strcmp(shortage_names[i], text) == 0) {
			plan->shortage = (enum shortage)i;
			return true;
		}
	if (strncmp(text, retry, length) != 0 || strspn(text + length, "0123456789") > 2 ||
	    text[length + strspn(text + length, "0123456789")])
		return false;
	plan->shortage = SHORTAGE_RETRY;
	plan->retry_days = atoi(text + length);
	return plan->retry_days >= 1 && plan->retry_days <= MOST_DAYS;
}

static bool read_options(struct verb_context *context, struct plan *plan)
{
	const char *at = context_argument(context, "at"),
		   *missing = context_argument(context, "short"),
		   *times = context_argument(context, "times");
	plan->at = (int)guild_setting_minutes(context->guild, SETTING_SCHEDULE_TIME);
	plan->times = times ? context_argument_number(context, "times", 0, 9999) : -1;
	if (at && !read_minutes(at, &plan->at))
		context_refuse(context, "bad_time", N_("“%s” is not a time; write it like 09:00."),
			       escape_markdown(context, at));
	else if (!plan->times)
		context_refuse(context, "bad_rule",
			       N_("“%s times” is not valid: write a number from 1 to 9999."),
			       escape_markdown(context, times));
	else if (missing && !read_shortage(plan, missing))
		context_refuse(context, "bad_option",
			       N_("Choose what happens on a shortage: `short=skip`, "
				  "`short=retry:3d` or `short=owe`."));
	else if (plan->payroll && plan->shortage == SHORTAGE_OWE)
		context_refuse(context, "bad_option",
			       N_("An account of the community owes nobody by itself: choose "
				  "`short=skip` or `short=retry:3d`. `short=owe` is for your own "
				  "account."));
	else
		return true;
	return false;
}

/* A date in the past sets the phase and the day alone. */
static bool read_dates(struct verb_context *context, struct plan *plan)
{
	const char *from = context_argument(context, "from");
	plan->today = day_of_command(context);
	plan->from = day_argument(context, "from");
	if (from && plan->from == NO_DAY) {
		context_refuse(context, "bad_date", N_("“%s” is not a date: write 2027-03-01."),
			       escape_markdown(context, from));
		return false;
	}
	if (!read_coming_day(context, "until", &plan->until))
		return false;
	if (!recurrence_read(context_argument(context, "rule"),
			     plan->from == NO_DAY ? plan->today : plan->from, &plan->rule))
		return refuse_rule(context);
	int64_t day = schedule_first_day(context->guild->zone, context->time, plan->at, plan->from);
	plan->first = recurrence_after(&plan->rule, day - 1);
	if (plan->first != NO_DAY && (plan->until == NO_DAY || plan->first <= plan->until))
		return true;
	context_refuse(context, "no_dates", N_("That rule has no date up to %s."),
		       format_day(context, plan->until == NO_DAY ? LAST_DAY : plan->until));
	return false;
}

/* What one date books, as if all were paid today. */
static struct line *lines_of(struct verb_context *context, const struct plan *plan, int64_t total)
{
	struct line *lines =
		arena_alloc(&context->books->chunk, sizeof *lines * (plan->payees.count + 1));
	lines[0] = (struct line){ plan->payer, total, plan->sum.currency->code };
	for (size_t i = 0; i < plan->payees.count; i++)
		lines[i + 1] = (struct line){ plan->payees.list[i].account, -plan->sum.minor,
					      plan->sum.currency->code };
	return lines;
}

/* Whether who makes a payroll is paid by it, which somebody else has to approve. */
static bool pays_author(const struct verb_context *context, const struct plan *plan)
{
	for (size_t i = 0; i < plan->payees.count; i++)
		if (context->author && plan->payees.list[i].user == context->author)
			return true;
	return false;
}

/* Whether it may be made: by its author's limits, or once a second person approved it. */
static bool is_allowed(struct verb_context *context, const struct plan *plan)
{
	int64_t total = 0;
	if (!read_total(context, &plan->sum, plan->payees.count, &total))
		return false;
	if (!plan->payees.count)
		return true;
	const struct line *lines = lines_of(context, plan, total);
	if (!plan->payroll)
		return limits_allow(context, lines, plan->payees.count + 1);
	if (context->approved) /* but nobody approves what pays them */
		return !approval_asked(context, lines, plan->payees.count + 1, plan->sum.memo, 0);
	return !propose(context, &(struct proposal){ .amount = total,
						     .currency = plan->sum.currency->code,
						     .from = plan->payer,
						     .memo = plan->sum.memo,
						     .must_wait = pays_author(context, plan) });
}

static struct schedule *add_schedule(struct verb_context *context, const struct plan *plan)
{
	struct books *books = context->books;
	struct guild *guild = context->guild;
	int64_t number = guild->next_schedule++;
	struct schedule *schedule = books_loaded_schedule(books, guild->guild_id, number);
	if (!schedule) /* else it was looked for before it was there */
		schedule = books_add_schedule(books, guild->guild_id, number);
	schedule->exists = true;
	schedule->kind = plan->payroll ? SCHEDULE_PAYROLL : SCHEDULE_PAY;
	schedule->owner_id = context->author ? context->author->key.id : 0;
	schedule->payer = (int64_t)plan->payer->key.id;
	schedule->payees = arena_strdup(&books->memory, context_argument(context, "payees"));
	memcpy(schedule->currency, plan->sum.currency->code, CURRENCY_SIZE);
	schedule->amount = plan->sum.minor;
	schedule->memo = plan->sum.memo ? arena_strdup(&books->memory, plan->sum.memo) : NULL;
	schedule->recurrence = plan->rule;
	schedule->begins = schedule_first_day(guild->zone, context->time, plan->at, plan->from);
	schedule->until = plan->until;
	schedule->times_left = plan->times;
	schedule->at = plan->at;
	schedule->shortage = plan->shortage;
	schedule->retry_days = plan->retry_days;
	schedule->done = schedule->begins - 1;
	schedule->channel_id = context->command->channel_id;
	schedule->made_seq = guild->next_seq;
	if (context->approved && pays_author(context, plan))
		schedule->always = PAYS_OWNER;
	schedule->state = SCHEDULE_STOPPED; /* so that it counts as active from now on: */
	schedule_set_state(context, schedule, SCHEDULE_ACTIVE, NULL);
	return schedule;
}

static void answer(struct verb_context *context, const struct plan *plan,
		   const struct schedule *schedule)
{
	enum lang lang = context->command->lang;
	struct buf more = { 0 };
	if (plan->times > 0)
		buf_printf(&more,
			   trn(lang, " %jd time.", " %jd times.", (unsigned long)plan->times),
			   plan->times);
	if (plan->until != NO_DAY)
		buf_printf(&more, tr(lang, N_(" Until %s.")), format_day(context, plan->until));
	if (plan->shortage == SHORTAGE_RETRY)
		buf_printf(&more,
			   trn(lang, " On a shortage it is tried again the next day.",
			       " On a shortage it is tried again on the next %d days.",
			       (unsigned long)plan->retry_days),
			   plan->retry_days);
	else if (plan->shortage == SHORTAGE_OWE)
		buf_text(&more, tr(lang, N_(" On a shortage it is owed, and paid as money comes "
					    "in.")));
	if (plan->from != NO_DAY && plan->from < plan->today)
		buf_text(&more, tr(lang, N_(" What lies before today is not paid.")));
	context_answer(context, N_("Schedule %jd: %s. First: %s.%s"), (int64_t)schedule->key.id,
		       schedule_label(context, schedule), format_day(context, plan->first),
		       buf_string(&more));
	buf_free(&more);
}

void decide_every(struct verb_context *context)
{
	struct plan plan = { 0 };
	if (!context_argument(context, "rule")) {
		refuse_rule(context);
		return;
	}
	if (!read_payer(context, &plan) || !read_payees(context, &plan) ||
	    !read_sum(context, &plan.sum, false) || !read_options(context, &plan) ||
	    !read_dates(context, &plan) || !schedules_allow_one_more(context, context->author) ||
	    !is_allowed(context, &plan))
		return;
	answer(context, &plan, add_schedule(context, &plan));
}
