/* Verbs whose rules are not written yet. Each line goes when its rule is there; the file goes with
 * the last line. */
#include "ledger/verb_support.h"

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
void decide_due_pay(struct verb_context *context)
{
	not_yet(context);
}
void decide_due_skip(struct verb_context *context)
{
	not_yet(context);
}
