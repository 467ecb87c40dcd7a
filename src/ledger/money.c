/* What moves money: pay, deposit, withdraw, move, reverse; fees of roles and their return. */
#include <string.h>

#include "base/instant.h"
#include "command/typed_lines.h"
#include "ledger/fetched.h"
#include "ledger/lookups.h"
#include "ledger/money.h"
#include "ledger/people.h"
#include "ledger/settlement.h"
#include "ledger/verb_support.h"
#include "ledger/defaults.h"

/* Posts DEBIT against CREDIT. */
static bool post_pair(struct verb_context *context, struct account *debit, struct account *credit,
		      const struct sum *sum)
{
	struct line lines[] = {
		{ debit, sum->minor, sum->currency->code },
		{ credit, -sum->minor, sum->currency->code },
	};
	/* The side that may run short is checked first, so that the refusal names it. */
	return post_transaction(context, lines, 2, sum->memo, 0);
}

static const char *holdings_text(struct verb_context *context, const struct account *account,
				 const struct sum *sum)
{
	return format_amount(context, account_holdings(account, sum->currency->code),
			     sum->currency);
}

static bool different(struct verb_context *context, const struct account *from,
		      const struct account *to)
{
	if (from != to)
		return true;
	context_refuse(context, "same_account",
		       N_("From and to are the same account; nothing would move."));
	return false;
}

bool is_payable(struct verb_context *context, const struct account *to)
{
	if (to->kind == KIND_ASSET || to->kind == KIND_EXPENSE)
		context_refuse(context, "not_payable",
			       N_("%s cannot be paid: only members, income and shared accounts "
				  "can. Ask a "
				  "teller to book it."),
			       account_label(context, to));
	else if (to->owner && to->owner->left)
		context_refuse(context, "left", N_("%s has left this community."),
			       account_label(context, to));
	else
		return true;
	return false;
}

void decide_pay(struct verb_context *context)
{
	struct account *from = own_account(context), *to;
	struct sum sum;
	const char *paid;
	if (!from)
		return;
	if (context_argument(context, "payees")) {
		pay_many(context, from);
		return;
	}
	if (is_author(context, context_argument(context, "to"))) {
		context_refuse(context, "self_payment", N_("You cannot pay yourself."));
		return;
	}
	if (!(to = find_account(context, context_argument(context, "to"))) ||
	    !different(context, from, to) || !read_sum(context, &sum, false) ||
	    !is_payable(context, to) || !post_payment(context, from, to, &sum, &paid))
		return;
	if (!tells_holdings(context, from))
		context_answer(context, N_("Paid %s to %s (transaction %jd)."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, to), context->decision->transaction);
	else
		context_answer(context, N_("Paid %s to %s (transaction %jd). You have %s."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, to), context->decision->transaction,
			       holdings_text(context, from, &sum));
	if (paid)
		context_add_answer(context, paid);
}

static const char *example_sum(const struct verb_context *context)
{
	return tr(context->command->lang, N_("12.50 cash"));
}

/* Instead of a deposit or withdrawal of what is no member's account. */
static const char *move_line(struct verb_context *context, const struct account *account)
{
	enum default_account other =
		account == context->guild->till ? DEFAULT_OPENING : DEFAULT_TILL;
	const char *cash = default_accounts[other].name[context->command->lang],
		   *named = typed_account(context, account);
	bool in = (context->verb->traits & TRAIT_PAYS_IN) != (account->kind == KIND_ASSET);
	return line_to_type(context, VERB_MOVE,
			    arena_printf(&context->books->chunk, "%s %s %s", in ? named : cash,
					 in ? cash : named, example_sum(context)));
}

/* The member of a deposit or withdrawal. The first rules compared how the teller's own account was
 * written; those of today refuse it before they come here. */
static struct account *customer(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	if (is_author(context, who)) {
		context_refuse(context, "own_customer",
			       N_("A teller does not book their own cash; ask another teller."));
		return NULL;
	}
	struct account *account = find_account(context, who);
	if (account && account->kind != KIND_LIABILITY) {
		context_refuse(context, "not_a_member_account",
			       N_("%s is not a member's account. Move the money, as with %s."),
			       account_label(context, account), move_line(context, account));
		return NULL;
	}
	return account;
}

void decide_deposit(struct verb_context *context)
{
	struct account *account = customer(context);
	struct sum sum;
	if (!account || !read_sum(context, &sum, true) ||
	    !post_pair(context, context->guild->till, account, &sum))
		return;
	if (!tells_holdings(context, account))
		context_answer(context, N_("Deposited %s for %s (transaction %jd)."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, account), context->decision->transaction);
	else
		context_answer(context, N_("Deposited %s for %s (transaction %jd). They have %s."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, account), context->decision->transaction,
			       holdings_text(context, account, &sum));
}

void decide_withdraw(struct verb_context *context)
{
	struct account *account = customer(context);
	struct sum sum;
	if (!account || !read_sum(context, &sum, true) ||
	    !post_pair(context, account, context->guild->till, &sum))
		return;
	if (!tells_holdings(context, account))
		context_answer(context, N_("Paid out %s to %s (transaction %jd)."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, account), context->decision->transaction);
	else
		context_answer(context, N_("Paid out %s to %s (transaction %jd). They have %s."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, account), context->decision->transaction,
			       holdings_text(context, account, &sum));
}

/* Whether moving FROM -> TO debits FROM. On one side of the books the first shrinks and the second
 * grows. Across the sides both grow when value enters a real account (an asset, a liability) from a
 * nominal one or an expense is met from income or equity, and both shrink on the way back. */
bool move_debits_from(const struct account *from, const struct account *to)
{
	bool from_debit = debit_normal(from->kind), to_debit = debit_normal(to->kind);
	if (from_debit == to_debit)
		return !from_debit;
	bool to_real = to->kind == KIND_ASSET || to->kind == KIND_LIABILITY;
	bool from_real = from->kind == KIND_ASSET || from->kind == KIND_LIABILITY;
	bool grow = to_real || (!from_real && to->kind == KIND_EXPENSE);
	return grow == from_debit;
}

static bool cash_of_member(struct verb_context *context, const struct account *from,
			   const struct account *to)
{
	if ((from->kind != KIND_ASSET || to->kind != KIND_LIABILITY) &&
	    (from->kind != KIND_LIABILITY || to->kind != KIND_ASSET))
		return false;
	const char *line =
		arena_printf(&context->books->chunk, "%s %s",
			     typed_account(context, from->kind == KIND_LIABILITY ? from : to),
			     example_sum(context));
	context_refuse(context, "use_deposit",
		       N_("Between cash and a member's account, say which way the money "
			  "goes: %s "
			  "when it comes in, %s when it is paid out."),
		       line_to_type(context, VERB_DEPOSIT, line),
		       line_to_type(context, VERB_WITHDRAW, line));
	return true;
}

bool move_fits(struct verb_context *context, const struct account *from, const struct account *to)
{
	return different(context, from, to) && !cash_of_member(context, from, to);
}

void decide_move(struct verb_context *context)
{
	struct account *from = find_account(context, context_argument(context, "from")), *to;
	struct sum sum;
	if (!from || !(to = find_account(context, context_argument(context, "to"))) ||
	    !different(context, from, to) || !read_sum(context, &sum, true) ||
	    cash_of_member(context, from, to))
		return;
	bool debit_from = move_debits_from(from, to);
	if (!post_pair(context, debit_from ? from : to, debit_from ? to : from, &sum))
		return;
	if (!tells_holdings(context, from) || !tells_holdings(context, to))
		context_answer(context, N_("Moved %s from %s to %s (transaction %jd)."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, from), account_label(context, to),
			       context->decision->transaction);
	else
		context_answer(context,
			       N_("Moved %s from %s to %s (transaction %jd). Their balances are "
				  "now %s "
				  "and %s."),
			       format_amount(context, sum.minor, sum.currency),
			       account_label(context, from), account_label(context, to),
			       context->decision->transaction, holdings_text(context, from, &sum),
			       holdings_text(context, to, &sum));
}

bool may_reverse(struct verb_context *context, int64_t id, const struct fetched_transaction *target)
{
	if (!target)
		context_refuse(context, "unknown_transaction", N_("There is no transaction %jd."),
			       id);
	else if (target->reversed_by)
		context_refuse(context, "already_reversed",
			       N_("Transaction %jd was already reversed by %jd."), id,
			       target->reversed_by);
	else if (target->reverses)
		context_refuse(context, "is_reversal",
			       N_("Transaction %jd is itself a reversal (of %jd); book the "
				  "original "
				  "again instead."),
			       id, target->reverses);
	else if (verb_traits(target->verb) & TRAIT_CLOSES_YEAR)
		context_refuse(context, "closes_year",
			       N_("Transaction %jd closes a year, and a closed year stays closed: "
				  "book what was wrong in the open year."),
			       id);
	else
		return true;
	return false;
}

bool post_reversal(struct verb_context *context, const struct fetched_transaction *target,
		   const char *memo)
{
	struct line *lines =
		arena_alloc(&context->books->chunk, sizeof *lines * (target->entry_count + 1));
	for (size_t i = 0; i < target->entry_count; i++)
		lines[i] = (struct line){
			.account = books_account(context->books, context->guild->guild_id,
						 target->entries[i].account_id),
			.amount = -target->entries[i].amount,
			.currency = target->entries[i].currency,
		};
	return post_transaction(context, lines, target->entry_count, memo, target->transaction);
}

static void say_dues_stay(struct verb_context *context)
{
	struct arena *arena = &context->books->chunk;
	const char *before = context->decision->remark,
		   *sentence = typed_text(arena,
					  tr(context->command->lang, N_("The dues stay decided: "
									"`!charge` asks for them "
									"again.")),
					  typed_prefix(context));
	context->decision->remark =
		before ? arena_printf(arena, "%s %s", before, sentence) : sentence;
}

void decide_reverse(struct verb_context *context)
{
	uint64_t id;
	if (!snowflake_parse(context_argument(context, "transaction"), &id)) {
		context_refuse(context, "unknown_transaction", N_("There is no transaction %s."),
			       escape_markdown(context, context_argument(context, "transaction")));
		return;
	}
	const struct fetched_transaction *target =
		books_transaction(context->books, context->guild->guild_id, (int64_t)id);
	if (!may_reverse(context, (int64_t)id, target) ||
	    !post_reversal(context, target, context_argument(context, "reason")))
		return;
	if (target->waiting && verb_named(target->verb) == &verb_table[VERB_DUES])
		say_dues_stay(context);
	context_answer(context, N_("Transaction %jd is reversed by transaction %jd."),
		       target->transaction, context->decision->transaction);
}

bool need_fees_account(struct verb_context *context)
{
	struct guild *guild = context->guild;
	if (guild->fees)
		return true;
	const char *name = default_account_name(DEFAULT_FEES, guild->lang, context->books->rules);
	if (books_account_called(context->books, guild->guild_id, name)) {
		context_refuse(context, "name_taken", N_("There is already an account “%s”."),
			       name);
		return false;
	}
	guild->fees = add_account(context, name, KIND_INCOME, NULL);
	guild->fees->purpose = default_accounts[DEFAULT_FEES].purpose;
	return true;
}

bool pay_fee(struct verb_context *context, const struct role_group *group)
{
	struct sum sum = { group->fee, guild_currency(context->guild, group->currency),
			   arena_printf(&context->books->chunk, "%s", group->name) };
	return post_pair(context, context->author->account, context->guild->fees, &sum);
}

bool refund_fee(struct books *books, struct guild *guild, struct decision *decision,
		uint64_t user_id, const struct fetched_transaction *fee)
{
	struct verb_context context =
		system_context(books, guild, guild->lang, &refund_verb, user_id, decision);
	if (!fee || fee->reversed_by || fee->reverses)
		return false;
	if (!guild->batch.number) /* what belongs to a member must not wait for a treasurer */
		open_batch(&context);
	bool posted = post_reversal(&context, fee, fee->memo);
	if (!posted) { /* the refusal is told with the role's; a treasurer pays it back */
		decision->status = STATUS_OK;
		decision->code = "not_refunded";
	}
	return posted;
}
