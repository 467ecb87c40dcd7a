/* What moves money: pay, deposit, withdraw, move, reverse; fees of roles and their return. */
#include <string.h>

#include "base/instant.h"
#include "ledger/deciding.h"
#include "ledger/defaults.h"

/* Posts DEBIT against CREDIT. */
static bool post_pair(struct deciding *deciding, struct account *debit, struct account *credit, const struct sum *sum)
{
	struct line lines[] = {
		{ debit, sum->minor, sum->currency->code },
		{ credit, -sum->minor, sum->currency->code },
	};
	/* The side that may run short is checked first, so that the refusal names it. */
	return post(deciding, lines, 2, sum->memo, 0);
}

static const char *holdings_text(struct deciding *deciding, const struct account *account, const struct sum *sum)
{
	return money(deciding, holdings(account, sum->currency->code), sum->currency);
}

static bool different(struct deciding *deciding, const struct account *from, const struct account *to)
{
	if (from != to)
		return true;
	refuse(deciding, "same_account", N_("From and to are the same account; nothing would move."));
	return false;
}

void decide_pay(struct deciding *deciding)
{
	struct account *from = own_account(deciding), *to;
	struct sum sum;
	if (!from)
		return;
	if (is_author(deciding, argument(deciding, "to"))) {
		refuse(deciding, "self_payment", N_("You cannot pay yourself."));
		return;
	}
	if (!(to = find_account(deciding, argument(deciding, "to"))) || !different(deciding, from, to) ||
	    !read_sum(deciding, &sum, false))
		return;
	if (to->kind == KIND_ASSET || to->kind == KIND_EXPENSE) {
		refuse(deciding, "not_payable", N_("%s cannot be paid; members, income and shared accounts can. A teller books the rest with `deposit`, `withdraw` or `move`."),
		       account_label(deciding, to));
		return;
	}
	if (to->owner && to->owner->left) {
		refuse(deciding, "left", N_("%s has left this community."), account_label(deciding, to));
		return;
	}
	if (post_pair(deciding, from, to, &sum))
		answer(deciding, N_("Paid %s to %s (transaction %lld). You have %s."), money(deciding, sum.minor, sum.currency),
		       account_label(deciding, to), (long long)deciding->decision->transaction,
		       holdings_text(deciding, from, &sum));
}

/* The member of a deposit or withdrawal. The first rules compared how the teller's own account was written; those of today refuse it
 * before they come here. */
static struct account *customer(struct deciding *deciding)
{
	const char *who = argument(deciding, "who");
	if (is_author(deciding, who)) {
		refuse(deciding, "own_customer", N_("A teller does not book their own cash; ask another teller."));
		return NULL;
	}
	struct account *account = find_account(deciding, who);
	if (account && account->kind != KIND_LIABILITY) {
		refuse(deciding, "not_a_member_account", N_("%s is no member's account; use `move`."), account_label(deciding, account));
		return NULL;
	}
	return account;
}

void decide_deposit(struct deciding *deciding)
{
	struct account *account = customer(deciding);
	struct sum sum;
	if (account && read_sum(deciding, &sum, true) && post_pair(deciding, deciding->guild->till, account, &sum))
		answer(deciding, N_("Deposited %s for %s (transaction %lld). They have %s."),
		       money(deciding, sum.minor, sum.currency), account_label(deciding, account),
		       (long long)deciding->decision->transaction, holdings_text(deciding, account, &sum));
}

void decide_withdraw(struct deciding *deciding)
{
	struct account *account = customer(deciding);
	struct sum sum;
	if (account && read_sum(deciding, &sum, true) && post_pair(deciding, account, deciding->guild->till, &sum))
		answer(deciding, N_("Paid out %s to %s (transaction %lld). They have %s."),
		       money(deciding, sum.minor, sum.currency), account_label(deciding, account),
		       (long long)deciding->decision->transaction, holdings_text(deciding, account, &sum));
}

/* Whether moving FROM -> TO debits FROM. On one side of the books the first shrinks and the second grows. Across the
 * sides both grow when value enters a real account (an asset, a liability) from a nominal one or an expense is met
 * from income or equity, and both shrink on the way back. */
static bool move_debits_from(const struct account *from, const struct account *to)
{
	bool from_debit = debit_normal(from->kind), to_debit = debit_normal(to->kind);
	if (from_debit == to_debit)
		return !from_debit;
	bool to_real = to->kind == KIND_ASSET || to->kind == KIND_LIABILITY;
	bool from_real = from->kind == KIND_ASSET || from->kind == KIND_LIABILITY;
	bool grow = to_real || (!from_real && to->kind == KIND_EXPENSE);
	return grow == from_debit;
}

void decide_move(struct deciding *deciding)
{
	struct account *from = find_account(deciding, argument(deciding, "from")), *to;
	struct sum sum;
	if (!from || !(to = find_account(deciding, argument(deciding, "to"))) || !different(deciding, from, to) ||
	    !read_sum(deciding, &sum, true))
		return;
	if ((from->kind == KIND_ASSET && to->kind == KIND_LIABILITY) || (from->kind == KIND_LIABILITY && to->kind == KIND_ASSET)) {
		refuse(deciding, "use_deposit", N_("Between cash and what a member holds use `deposit` or `withdraw`, which say which way it goes."));
		return;
	}
	bool debit_from = move_debits_from(from, to);
	if (post_pair(deciding, debit_from ? from : to, debit_from ? to : from, &sum))
		answer(deciding, N_("Moved %s from %s to %s (transaction %lld). Their balances are now %s and %s."),
		       money(deciding, sum.minor, sum.currency), account_label(deciding, from), account_label(deciding, to),
		       (long long)deciding->decision->transaction, holdings_text(deciding, from, &sum),
		       holdings_text(deciding, to, &sum));
}

static bool may_reverse(struct deciding *deciding, const struct fetched_transaction *target)
{
	long long id = (long long)deciding->decision->transaction;
	if (!target->exists)
		refuse(deciding, "unknown_transaction", N_("There is no transaction %lld."), id);
	else if (target->reversed_by)
		refuse(deciding, "already_reversed", N_("Transaction %lld was already reversed by %lld."), id,
		       (long long)target->reversed_by);
	else if (target->reverses)
		refuse(deciding, "is_reversal", N_("Transaction %lld is itself a reversal (of %lld); book the original again instead."), id,
		       (long long)target->reverses);
	else
		return true;
	return false;
}

void decide_reverse(struct deciding *deciding)
{
	struct decision *decision = deciding->decision;
	struct fetched_transaction *target = &deciding->books->fetched;
	uint64_t id;
	if (!snowflake_parse(argument(deciding, "transaction"), &id)) {
		refuse(deciding, "unknown_transaction", N_("There is no transaction %lld."), 0LL);
		return;
	}
	decision->transaction = (int64_t)id;
	if (!target->fetched || target->transaction != decision->transaction) {
		decision->need = NEED_TRANSACTION;
		return;
	}
	bool allowed = may_reverse(deciding, target);
	int64_t reversed = target->transaction;
	decision->transaction = 0;
	struct line lines[MAX_LINES];
	for (size_t i = 0; allowed && i < target->entry_count; i++)
		lines[i] = (struct line){
			.account = books_account(deciding->books, deciding->guild->guild_id, target->entries[i].account_id),
			.amount = -target->entries[i].amount,
			.currency = target->entries[i].currency,
		};
	if (allowed && post(deciding, lines, target->entry_count, argument(deciding, "reason"), reversed))
		answer(deciding, N_("Transaction %lld is reversed by transaction %lld."), (long long)reversed,
		       (long long)decision->transaction);
	target->fetched = false;
}

bool need_fees_account(struct deciding *deciding)
{
	struct guild *guild = deciding->guild;
	if (guild->fees)
		return true;
	const char *name = default_account_name(DEFAULT_FEES, guild->lang, deciding->books->rules);
	struct account_name *taken = books_account_name(deciding->books, guild->guild_id, name);
	if (taken && taken->account) {
		refuse(deciding, "name_taken", N_("There is already an account “%s”."), name);
		return false;
	}
	guild->fees = add_account(deciding, name, KIND_INCOME, NULL);
	guild->fees->purpose = default_accounts[DEFAULT_FEES].purpose;
	return true;
}

bool pay_fee(struct deciding *deciding, const struct role_group *group)
{
	struct sum sum = { group->fee, guild_currency(deciding->guild, group->currency), arena_printf(&deciding->books->chunk, "%s", group->name) };
	return post_pair(deciding, deciding->author->account, deciding->guild->fees, &sum);
}

bool refund(struct books *books, struct guild *guild, struct decision *decision, uint64_t user_id, int64_t time)
{
	static const struct verb verb = { .name = "refund" };
	struct command command = { .author.id = user_id };
	struct deciding deciding = { .books = books, .guild = guild, .command = &command, .verb = &verb, .time = time, .decision = decision };
	struct fetched_transaction *fee = &books->fetched;
	struct line lines[MAX_LINES];
	if (!fee->exists || fee->reversed_by || fee->reverses)
		return false;
	for (size_t i = 0; i < fee->entry_count; i++)
		lines[i] = (struct line){ books_account(books, guild->guild_id, fee->entries[i].account_id), -fee->entries[i].amount, fee->entries[i].currency };
	if (!guild->batch.number) /* what belongs to a member must not wait for a treasurer */
		open_batch(&deciding);
	bool posted = post(&deciding, lines, fee->entry_count, fee->memo, fee->transaction);
	if (!posted) { /* the refusal is told with the role's; a treasurer pays it back */
		decision->status = STATUS_OK;
		decision->code = "not_refunded";
	}
	fee->fetched = false;
	return posted;
}
