/* What an account leaves behind when it is closed. */
#include "ledger/closing.h"

#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"

bool refuse_open_holds(struct verb_context *context, const struct account *account)
{
	const struct waiting_link *link = books_waiting_of_account(context->books, account);
	for (; link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind != WAITING_HOLD || row->state != STILL_WAITING ||
		    row->from_account != (int64_t)account->key.id)
			continue;
		int64_t number = (int64_t)row->key.id;
		if (!tells_holdings(context, account))
			context_refuse(context, "has_holds",
				       N_("Money of it is held (n.º %jd). Release or capture it "
					  "first."),
				       number);
		else
			context_refuse(context, "has_holds",
				       N_("%s of it are held (n.º %jd). Release or capture them "
					  "first."),
				       format_amount(context, row->amount,
						     guild_currency(context->guild, row->currency)),
				       number);
		return true;
	}
	return false;
}

void cancel_requests_of(struct verb_context *context, const struct account *account)
{
	const struct waiting_link *link = books_waiting_of_account(context->books, account);
	struct verb_context words = notice_context(context);
	for (; link; link = link->next) {
		struct waiting *row = link->row;
		if ((row->kind != WAITING_REQUEST && row->kind != WAITING_CHARGE) ||
		    row->state != STILL_WAITING)
			continue;
		end_waiting(context, row, WAITING_CANCELLED, "account_closed");
		if (row->asked_by)
			tell_user(context,
				  books_user(context->books, row->key.guild_id, row->asked_by),
				  notice_text(&words,
					      N_("%jd is cancelled: the account of %s is closed."),
					      (int64_t)row->key.id, account_label(&words, account)),
				  TELL_APART);
	}
}
