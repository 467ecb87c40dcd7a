/* undo: the member asks the payee of their last payment to agree to its reversal. */
#include <string.h>

#include "ledger/currency_code.h"
#include "ledger/decisions.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"
#include "ledger/notices.h"
#include "ledger/setting_values.h"
#include "ledger/usage.h"

const struct payment *last_payment(const struct user *user)
{
	const struct payment *payment = user->payments;
	while (payment &&
	       (payment->reversed || strcmp(payment->verb, verb_table[VERB_PAY].name) != 0))
		payment = payment->next;
	return payment;
}

static const struct fetched_transaction *undoable(struct verb_context *context)
{
	int64_t days = guild_setting_integer(context->guild, SETTING_UNDO_DAYS);
	books_payments(context->books, context->author);
	const struct payment *payment = last_payment(context->author);
	if (payment && context->time - payment->time <= days * DAY_MS)
		return books_transaction(context->books, context->guild->guild_id,
					 payment->transaction);
	context_refuse(context, "nothing_to_undo",
		       trn(context->command->lang,
			   "You made no payment in the last %jd day that can be undone.",
			   "You made no payment in the last %jd days that can be undone.",
			   (unsigned long)days),
		       days);
	return NULL;
}

static const char *reverse_line(struct verb_context *context, int64_t transaction)
{
	return line_to_type(context, VERB_REVERSE,
			    arena_printf(&context->books->chunk, "%jd %s", transaction,
					 tr(context->command->lang, N_("reason"))));
}

/* The member's account that got it; NULL after a refusal: several did, or the community. */
static struct account *payee_of(struct verb_context *context,
				const struct fetched_transaction *target)
{
	struct account *payee = books_account(context->books, context->guild->guild_id,
					      target->entries[0].account_id);
	for (size_t i = 1; i < target->entry_count; i++)
		if (target->entries[i].amount < 0)
			payee = books_account(context->books, context->guild->guild_id,
					      target->entries[i].account_id);
	if (target->entry_count > 2)
		context_refuse(context, "undo_many",
			       N_("That payment went to %zu people. A treasurer can reverse it: "
				  "%s."),
			       target->entry_count - 1, reverse_line(context, target->transaction));
	else if (!payee->owner)
		context_refuse(context, "undo_community",
			       N_("That went to %s. A treasurer can reverse it: %s."),
			       account_label(context, payee),
			       reverse_line(context, target->transaction));
	else if (payee->owner->left)
		context_refuse(context, "left", N_("%s has left this community."),
			       account_label(context, payee));
	else
		return payee;
	return NULL;
}

static bool is_asked_already(struct verb_context *context, int64_t transaction)
{
	const struct waiting_link *link = books_waiting_of_user(context->books, context->author);
	for (; link; link = link->next) {
		const struct waiting *row = link->row;
		if (row->kind != WAITING_UNDO || row->target != transaction ||
		    row->state != STILL_WAITING || waiting_is_over(context, row))
			continue;
		context_refuse(context, "already_asked",
			       N_("You already asked for that (n.º %jd); %s takes it back."),
			       (int64_t)row->key.id,
			       line_of_number(context, VERB_CANCEL, row->key.id));
		return true;
	}
	return false;
}

static struct waiting *keep(struct verb_context *context, const struct fetched_transaction *target,
			    struct account *payee)
{
	struct waiting *row = add_waiting(context, WAITING_UNDO);
	const char *memo = context_argument(context, "memo");
	const struct fetched_entry *entry = &target->entries[0];
	row->decider_id = payee->owner_id;
	row->from_account = (int64_t)payee->key.id;
	row->to_account = (int64_t)context->author->account->key.id;
	currency_code_copy(row->currency, entry->currency);
	row->amount = entry->amount < 0 ? -entry->amount : entry->amount;
	row->memo = memo ? arena_strdup(&context->books->memory, memo) : NULL;
	row->target = target->transaction;
	row->expires_at =
		context->time + guild_setting_integer(context->guild, SETTING_UNDO_DAYS) * DAY_MS;
	list_waiting(context, row);
	return row;
}

static void tell_payee(struct verb_context *context, const struct waiting *row,
		       const struct fetched_transaction *target, struct user *payee)
{
	struct verb_context words = notice_context(context);
	tell_user(context, payee,
		  notice_text(&words,
			      N_("%s asks you to undo %s of %s (n.º %jd). Reply `yes` and the "
				 "money goes back."),
			      user_mention(&words, row->asked_by),
			      format_amount(&words, row->amount,
					    guild_currency(context->guild, row->currency)),
			      format_time(&words, target->time), (int64_t)row->key.id),
		  TELL_DECISION);
}

void decide_undo(struct verb_context *context)
{
	const struct fetched_transaction *target = own_account(context) ? undoable(context) : NULL;
	struct account *payee = target ? payee_of(context, target) : NULL;
	if (!payee || is_asked_already(context, target->transaction))
		return;
	const struct waiting *row = keep(context, target, payee);
	const char *number = arena_printf(&context->books->chunk, "%ju", row->key.id);
	tell_payee(context, row, target, payee->owner);
	context_answer(
		context,
		N_("You asked %s to undo %s of %s (n.º %s). They agree by replying `yes`, "
		   "or with %s; it ends on %s."),
		account_label(context, payee),
		format_amount(context, row->amount, guild_currency(context->guild, row->currency)),
		format_time(context, target->time), number,
		line_of_number(context, VERB_ACCEPT, row->key.id),
		format_time(context, row->expires_at));
}

/* The reversal is by who asked, approved by the payee. */
static void accept_undo(struct verb_context *context, struct waiting *row, int64_t amount)
{
	const struct fetched_transaction *target =
		books_transaction(context->books, context->guild->guild_id, row->target);
	struct verb_context how = *context;
	how.in_name_of = row->asked_by;
	how.verb = &verb_table[VERB_UNDO];
	how.waiting = row;
	how.approved = true;
	how.approved_by = row->decider_id;
	if (!may_reverse(&how, row->target, target) || !post_reversal(&how, target, row->memo))
		return;
	context->posted = how.posted;
	add_paid(context, row, amount);
	const struct account *own = context->author->account;
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *back = format_amount(context, amount, currency),
		   *who = account_label(context, books_account(context->books, row->key.guild_id,
							       row->to_account));
	if (!tells_holdings(context, own))
		context_answer(context, N_("Undone: %s went back to %s (transaction %jd)."), back,
			       who, how.posted);
	else
		context_answer(
			context, N_("Undone: %s went back to %s (transaction %jd). You have %s."),
			back, who, how.posted,
			format_amount(context, account_holdings(own, row->currency), currency));
}

static void tell_refused(struct verb_context *context, const struct waiting *row, const char *text)
{
	tell_user(context, books_user(context->books, row->key.guild_id, row->asked_by), text,
		  TELL);
}

static void decline_undo(struct verb_context *context, struct waiting *row, const char *reason)
{
	struct verb_context words = notice_context(context);
	int64_t number = (int64_t)row->key.id;
	const char *who = user_mention(&words, row->decider_id);
	end_waiting(context, row, WAITING_DECLINED, NULL);
	tell_refused(context, row,
		     reason ? notice_text(&words, N_("%s declined %jd: “%s”."), who, number,
					  escape_markdown(context, reason))
			    : notice_text(&words, N_("%s declined %jd."), who, number));
	context_answer(context, N_("You declined %jd: the payment stays as it is."), number);
}

static void expire_undo(struct verb_context *context, struct waiting *row)
{
	struct verb_context words = notice_context(context);
	tell_refused(context, row,
		     notice_text(&words, N_("%jd of %s ended unanswered."), (int64_t)row->key.id,
				 user_mention(&words, row->decider_id)));
}

static void remind_undo(struct verb_context *context, struct waiting *row)
{
	tell_payee(context, row, books_transaction(context->books, row->key.guild_id, row->target),
		   books_user(context->books, row->key.guild_id, row->decider_id));
	context_answer(context, N_("%s is told of %jd again."),
		       user_mention(context, row->decider_id), (int64_t)row->key.id);
}

const struct waiting_kind_rules undo_kind_rules = {
	.accept = accept_undo,
	.decline = decline_undo,
	.expire = expire_undo,
	.remind = remind_undo,
};
