/* Usage in the working set: added as it is loaded, and as it is booked. */
#include "ledger/usage.h"

#include <string.h>

#include "ledger/currency_code.h"
#include "ledger/limits.h"

struct mover *guild_mover(const struct guild *guild, uint64_t user_id)
{
	struct mover *mover = guild->movers;
	while (mover && mover->user_id != user_id)
		mover = mover->next;
	return mover;
}

struct mover *books_add_mover(struct books *books, struct guild *guild, uint64_t user_id)
{
	struct mover *mover = arena_alloc(&books->memory, sizeof *mover);
	*mover = (struct mover){ .next = guild->movers, .user_id = user_id };
	return guild->movers = mover;
}

void books_add_moved(struct books *books, struct mover *mover, const struct moved *moved)
{
	struct moved *kept = arena_alloc(&books->memory, sizeof *kept);
	*kept = *moved;
	kept->verb = arena_strdup(&books->memory, moved->verb);
	kept->next = mover->moved;
	mover->moved = kept;
}

void books_add_payment(struct books *books, struct user *user, const struct payment *payment)
{
	struct payment *kept = arena_alloc(&books->memory, sizeof *kept);
	*kept = *payment;
	kept->verb = arena_strdup(&books->memory, payment->verb);
	kept->next = user->payments;
	user->payments = kept;
}

void books_add_spending(struct books *books, struct account *account,
			const struct spending *spending)
{
	struct spending *kept = arena_alloc(&books->memory, sizeof *kept);
	*kept = *spending;
	kept->next = NULL;
	if (account->last_spent)
		account->last_spent->next = kept;
	else
		account->spent = kept;
	account->last_spent = kept;
}

struct budget *guild_budget(const struct guild *guild, int64_t account_id, const char *currency)
{
	struct budget *budget = guild->budgets;
	while (budget &&
	       (budget->account_id != account_id || strcmp(budget->currency, currency) != 0))
		budget = budget->next;
	return budget;
}

static void count_payment(struct books *books, const struct line *line,
			  const struct transaction_row *row)
{
	struct user *user = line->account->owner;
	if (!user || !user->has_payments || line->amount < 0)
		return;
	struct payment payment = { .transaction = row->transaction,
				   .time = row->time,
				   .amount = line->amount,
				   .verb = row->verb };
	currency_code_copy(payment.currency, line->currency);
	books_add_payment(books, user, &payment);
}

static void note_reversed(const struct line *line, int64_t reversed)
{
	struct user *user = line->account->owner;
	for (struct payment *payment = user ? user->payments : NULL; payment;
	     payment = payment->next)
		if (payment->transaction == reversed)
			payment->reversed = true;
}

static void count_moved(struct verb_context *context, const struct line *line,
			const struct transaction_row *row)
{
	struct mover *mover = guild_mover(context->guild, row->author_id);
	/* what recurs is counted as runs (approvals.c), and is nobody's of its log row */
	if (!mover || line->amount < 0 || context->verb->id == VERB_EVERY ||
	    context->verb->id == VERB_DUES)
		return;
	struct moved moved = { .verb = row->verb, .time = row->time, .amount = line->amount };
	currency_code_copy(moved.currency, line->currency);
	books_add_moved(context->books, mover, &moved);
}

/* Whether it is an account's opening, a count or a year's end, which are no spending. */
static bool is_no_spending(const struct verb_context *context, const struct line *lines,
			   size_t count)
{
	if (context->verb->traits & (TRAIT_SEALS | TRAIT_CLOSES_YEAR))
		return true;
	for (size_t i = 0; i < count; i++)
		if (lines[i].account->purpose && strcmp(lines[i].account->purpose, "opening") == 0)
			return true;
	return false;
}

static void count_spending(struct verb_context *context, const struct line *line,
			   const struct transaction_row *row)
{
	struct account *account = line->account;
	const struct budget *budget =
		guild_budget(context->guild, (int64_t)account->key.id, line->currency);
	struct spending spending = { .time = row->time, .amount = line->amount };
	if (budget && line->amount > 0)
		tell_budget(context, account, budget, line->amount);
	currency_code_copy(spending.currency, line->currency);
	if (account->has_spending)
		books_add_spending(context->books, account, &spending);
}

void count_usage(struct verb_context *context, const struct line *lines, size_t count,
		 const struct transaction_row *row)
{
	const struct guild *guild = context->guild;
	bool paid = context->verb->traits & TRAIT_LIMITED || context->counts,
	     spent = guild->budgets && !is_no_spending(context, lines, count);
	for (size_t i = 0; i < count; i++) {
		if (paid)
			count_payment(context->books, &lines[i], row);
		if (row->reverses)
			note_reversed(&lines[i], row->reverses);
		if (guild->movers)
			count_moved(context, &lines[i], row);
		if (spent)
			count_spending(context, &lines[i], row);
	}
}
