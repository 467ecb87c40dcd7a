/* Closing an account: what is held forbids it; what waits for its money ends. */
#include "ledger/closing.h"

#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/schedule_runs.h"

/* Nothing waited before these rules, and where nothing ever did nothing is looked up. */
static bool may_have_rows(const struct verb_context *context)
{
	return context->books->rules >= RULES_MONTH && context->guild->last_number;
}

bool refuse_holds(struct verb_context *context, const struct account *account)
{
	const struct waiting_link *link = may_have_rows(context)
						  ? books_waiting_of_account(context->books, account)
						  : NULL;
	for (; link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind != WAITING_HOLD || row->state != STILL_WAITING ||
		    row->from_account != (int64_t)account->key.id)
			continue;
		context_refuse(context, "has_holds",
			       N_("%s of it are held (n.º %jd). Release or capture them first."),
			       format_amount(context, row->amount,
					     guild_currency(context->guild, row->currency)),
			       (int64_t)row->key.id);
		return true;
	}
	return false;
}

void close_what_waits(struct verb_context *context, struct account *account)
{
	if (!may_have_rows(context) && context->guild->next_schedule <= 1)
		return;
	const struct waiting_link *link = may_have_rows(context)
						  ? books_waiting_of_account(context->books, account)
						  : NULL;
	for (; link; link = link->next)
		if (link->row->state == STILL_WAITING && (link->row->kind == WAITING_REQUEST ||
							  link->row->kind == WAITING_CHARGE))
			end_waiting(context, link->row, WAITING_CANCELLED, "account_closed");
	if (account->owner)
		stop_schedules_of(context, account);
}
