/* statement monthly: who wants it gets the statement of each month on the first of the next. */
#include "base/buf.h"
#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/preferences.h"
#include "ledger/schedule_runs.h"
#include "ledger/verb_support.h"

void decide_statement_monthly(struct verb_context *context)
{
	const char *choice = context_argument(context, "switch");
	if (!own_account(context))
		return;
	if (choice)
		preferences_set_statement(context->books, context->author,
					  strcmp(choice, "on") == 0);
	if (context->author->preferences.monthly_statement)
		context_answer(context, N_("On the 1st of each month I send you the statement of "
					   "the month before. Write `!statement monthly off` to "
					   "stop it."));
	else
		context_answer(context, N_("I send you no monthly statement. Write `!statement "
					   "monthly on` to get it on the 1st of each month."));
}

/* What rows of the account that are still open come to, of debts or of holds. */
static int64_t sum_of_rows(struct verb_context *context, const struct account *account,
			   const char *currency, bool debts)
{
	int64_t sum = 0;
	for (const struct waiting_link *link =
		     account->owing && debts ? books_debts(context->books, account) : NULL;
	     link; link = link->next)
		if (link->row->state == STILL_WAITING && strcmp(link->row->currency, currency) == 0)
			sum += link->row->amount - link->row->paid;
	const struct balance *balance = debts ? NULL : find_balance(account, currency);
	return balance ? balance->held : sum;
}

/* "You owe 5.00 EUR.", "50.00 EUR of yours are held."; NULL: neither. */
static const char *owed_and_held(struct verb_context *context, const struct account *account)
{
	enum lang lang = context->command->lang;
	struct buf text = { 0 };
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		int64_t owed = sum_of_rows(context, account, currency->code, true),
			held = sum_of_rows(context, account, currency->code, false);
		if (owed)
			buf_printf(&text, tr(lang, N_("You owe %s. ")),
				   format_amount(context, owed, currency));
		if (held)
			buf_printf(&text, tr(lang, N_("%s of yours are held. ")),
				   format_amount(context, held, currency));
	}
	const char *copy = text.length
				   ? arena_copy(&context->books->chunk, text.bytes, text.length - 1)
				   : NULL;
	buf_free(&text);
	return copy;
}

void decide_due_statement(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	int64_t day = day_argument(context, "date");
	struct decision *decision = context->decision;
	struct user *user = mentioned_user(context, who);
	if (!user || !user->account || user->left || !user->preferences.monthly_statement ||
	    day == NO_DAY || date_of_day(day).day != 1) {
		context_refuse(context, "not_due", N_("There is no statement to send."));
		return;
	}
	struct date before = date_of_day(day - 1);
	before.day = 1;
	decision->inquiry = (struct inquiry){
		.name = "statement",
		.account = user->account->name,
		.from = day_instant(context->guild->zone, day_of_date(before), 0),
		.to = day_instant(context->guild->zone, day, 0),
		.csv = true,
	};
	decision->need = NEED_REPORT;
	if (context->books->rules >= RULES_YEAR)
		decision->listener = user;
	decision->alone = true;
	decision->alone_to = user->key.id;
	decision->alone_more = owed_and_held(context, user->account);
}
