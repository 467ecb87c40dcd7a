/* Verbs whose rules are not written yet. Each line goes when its rule is there; the file goes with
 * the last line. */
#include "ledger/decisions.h"

static void not_yet(struct verb_context *context)
{
	context_refuse(context, "unknown_verb", "%s", context->verb->name);
}

void decide_requests(struct verb_context *context)
{
	not_yet(context);
}
void decide_request(struct verb_context *context)
{
	not_yet(context);
}
void decide_split(struct verb_context *context)
{
	not_yet(context);
}
void decide_charge(struct verb_context *context)
{
	not_yet(context);
}
void decide_hold(struct verb_context *context)
{
	not_yet(context);
}
void decide_capture(struct verb_context *context)
{
	not_yet(context);
}
void decide_release(struct verb_context *context)
{
	not_yet(context);
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
void decide_dues(struct verb_context *context)
{
	not_yet(context);
}
void decide_dues_exempt(struct verb_context *context)
{
	not_yet(context);
}
void decide_statement_monthly(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_pay(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_dues(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_join(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_skip(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_expire(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_remind(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_lose(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_statement(struct verb_context *context)
{
	not_yet(context);
}

const struct waiting_kind_rules request_kind_rules, charge_kind_rules,
	dues_kind_rules, owe_kind_rules, hold_kind_rules;
