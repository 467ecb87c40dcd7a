/* Verbs whose rules are not written yet. Each line goes when its rule is there; the file goes with
 * the last line. */
#include "ledger/approvals.h"
#include "ledger/decisions.h"
#include "ledger/limits.h"

static void not_yet(struct verb_context *context)
{
	context_refuse(context, "unknown_verb", "%s", context->verb->name);
}

void decide_every(struct verb_context *context)
{
	not_yet(context);
}
void decide_schedules(struct verb_context *context)
{
	not_yet(context);
}
void decide_schedule_show(struct verb_context *context)
{
	not_yet(context);
}
void decide_schedule_pause(struct verb_context *context)
{
	not_yet(context);
}
void decide_schedule_resume(struct verb_context *context)
{
	not_yet(context);
}
void decide_schedule_stop(struct verb_context *context)
{
	not_yet(context);
}
void decide_budget(struct verb_context *context)
{
	not_yet(context);
}
void decide_limits(struct verb_context *context)
{
	not_yet(context);
}
void decide_undo(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_pay(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_skip(struct verb_context *context)
{
	not_yet(context);
}

const struct waiting_kind_rules approval_kind_rules,
	confirm_kind_rules, undo_kind_rules;

void claim_expense(struct verb_context *context, struct account *account)
{
	(void)account;
	not_yet(context);
}

bool approval_asked(struct verb_context *context, const struct line *lines, size_t count,
		    const char *memo, int64_t reverses)
{
	(void)context, (void)lines, (void)count, (void)memo, (void)reverses;
	return false;
}

bool limits_allow(struct verb_context *context, const struct line *lines, size_t count)
{
	(void)context, (void)lines, (void)count;
	return true;
}

bool budget_allows(struct verb_context *context, const struct line *line)
{
	(void)context, (void)line;
	return true;
}
