/* What is owed, as its payer and the treasurers decide it: paid by accept, also in part; never
 * declined; taken back by cancel. */
#include "ledger/debt_words.h"
#include "ledger/decisions.h"
#include "ledger/dues.h"
#include "ledger/limits.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/settlement.h"

/* Accepting is paying: whichever word was used, the payer's limits bind it. What pays itself is
 * bound by none. */
static bool limits_allow_debt(struct verb_context *context, const struct waiting *row,
			      int64_t amount)
{
	struct verb_context accepting = *context;
	struct account *to = books_account(context->books, row->key.guild_id, row->to_account);
	const struct line lines[] = { { context->author->account, amount, row->currency },
				      { to, -amount, row->currency } };
	accepting.verb = &verb_table[VERB_ACCEPT];
	return context->books->rules < RULES_DEBTS || limits_allow(&accepting, lines, 2);
}

static void accept_debt(struct verb_context *context, struct waiting *row, int64_t amount)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const struct account *payer = context->author->account;
	if (!limits_allow_debt(context, row, amount) || !pay_row(context, row, amount))
		return;
	const char *title = debt_title(context, row),
		   *paid = format_amount(context, amount, currency),
		   *open = row->paid < row->amount
				   ? format_bare_amount(context, row->amount - row->paid, currency)
				   : NULL,
		   *have = format_bare_amount(context, account_holdings(payer, row->currency),
					      currency);
	bool told = tells_holdings(context, payer);
	if (open && told)
		context_answer(context, N_("%s: %s paid, %s are still open. You have %s."), title,
			       paid, open, have);
	else if (open)
		context_answer(context, N_("%s: %s paid, %s are still open."), title, paid, open);
	else if (told)
		context_answer(context, N_("%s: %s paid. You have %s."), title, paid, have);
	else
		context_answer(context, N_("%s: %s paid."), title, paid);
	const char *role = returned_role(context, row);
	if (role)
		context_add_answer(context, role);
}

/* Tells the payer that they no longer owe it. */
static bool waive(struct verb_context *context, struct waiting *row, const char *reason)
{
	struct user *user = books_user(context->books, row->key.guild_id, row->decider_id);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	struct verb_context words = notice_context(context);
	int64_t open = row->amount - row->paid;
	const char *amount = format_amount(&words, open, currency),
		   *title = debt_title(&words, row);
	context->told_in = row->channel_id;
	tell_user(context, user,
		  reason ? notice_text(&words, N_("%s: you no longer owe %s: “%s”."), title, amount,
				       escape_markdown(&words, reason))
			 : notice_text(&words, N_("%s: you no longer owe %s."), title, amount),
		  TELL);
	context_answer(context, N_("%s: %s no longer owes %s."), debt_title(context, row),
		       person_label(context, user), format_amount(context, open, currency));
	return true;
}

static void remind_of_debt(struct verb_context *context, struct waiting *row)
{
	struct user *user = books_user(context->books, row->key.guild_id, row->decider_id);
	struct verb_context words = notice_context(context);
	context->told_in = row->channel_id;
	tell_user(context, user, reminder_text(&words, row, row->reminded), TELL_APART);
	context_answer(context, N_("%s is reminded of %s."), person_label(context, user),
		       debt_label(context, row, false));
}

const struct waiting_kind_rules dues_kind_rules = { .in_parts = true,
						    .of_community = true,
						    .accept = accept_debt,
						    .cancel = waive,
						    .remind = remind_of_debt };
const struct waiting_kind_rules owe_kind_rules = { .of_community = true,
						   .accept = accept_debt,
						   .cancel = waive };
