/* due expire: what waited too long ends, by a command that gl-due writes. */
#include "ledger/decisions.h"

#include "base/instant.h"
#include "ledger/lookups.h"

/* Whether the command speaks of the end that the row has, and it has come. A row that was decided,
 * or that has another end in these books, is none of its business. */
static bool is_end_of(const struct verb_context *context, const struct waiting *row)
{
	const char *at = context_argument(context, "at"), *ends = context_argument(context, "ends");
	int64_t value;
	if (row->state != STILL_WAITING || !waiting_is_over(context, row))
		return false;
	if (row->ends != NO_DAY)
		return ends && day_parse(ends, &value) && value == row->ends;
	return at && instant_parse(context->guild->zone, at, &value) && value == row->expires_at;
}

void decide_due_expire(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	if (!row)
		return;
	int64_t number = (int64_t)row->key.id;
	if (!is_end_of(context, row)) {
		context_refuse(context, "not_due", N_("%jd does not end at this time."), number);
		return;
	}
	const struct waiting_kind_rules *rules = rules_of_kind(row->kind);
	context->told_in = row->channel_id;
	end_waiting(context, row, WAITING_EXPIRED, NULL);
	if (rules && rules->expire)
		rules->expire(context, row);
	context_answer(context, N_("%jd has ended."), number);
}
