/* A member laid money out for the community, and asks for it: a move that a treasurer approves. */
#include "base/decimal.h"
#include "ledger/approvals.h"
#include "ledger/asking.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/number_lines.h"

static void refuse_cash(struct verb_context *context, const struct account *account,
			const struct sum *sum)
{
	const char *rest =
		arena_printf(&context->books->chunk, "<@%ju> %s", context->command->author.id,
			     format_amount(context, sum->minor, sum->currency));
	context_refuse(context, "use_withdraw",
		       N_("%s is money, not an expense: a teller pays it out with %s."),
		       account_label(context, account), line_to_type(context, VERB_WITHDRAW, rest));
}

/* Whether the author may have one more claim that waits. */
static bool one_more_allowed(struct verb_context *context)
{
	size_t open = 0;
	const struct waiting *last = NULL;
	for (const struct waiting_link *link =
		     books_waiting_of_user(context->books, context->author);
	     link; link = link->next)
		if (link->row->kind == WAITING_APPROVAL && link->row->state == STILL_WAITING &&
		    link->row->asked_by == context->author->key.id &&
		    !waiting_is_over(context, link->row)) {
			open++;
			last = link->row;
		}
	if (open < MOST_OPEN_ASKED)
		return true;
	context_refuse(context, "too_many_open",
		       N_("You have %zu open requests, and %d are allowed. Wait for an answer, or "
			  "take one back: %s."),
		       open, MOST_OPEN_ASKED, line_of_number(context, VERB_CANCEL, last->key.id));
	return false;
}

void claim_expense(struct verb_context *context, struct account *account)
{
	struct arena *arena = &context->books->chunk;
	char amount[DECIMAL_TEXT_SIZE];
	struct sum sum;
	if (!own_account(context) || !read_sum(context, &sum, true))
		return;
	if (account->kind == KIND_ASSET) {
		refuse_cash(context, account, &sum);
		return;
	}
	if (!one_more_allowed(context))
		return;
	struct argument arguments[] = {
		{ "from", account->name },
		{ "to", arena_printf(arena, "@%ju", context->command->author.id) },
		{ "amount",
		  arena_strdup(arena, decimal_from_minor(sum.minor, sum.currency->scale, amount)) },
		{ "unit", sum.currency->code },
		{ "memo", sum.memo },
	};
	struct command move = *context->command;
	struct verb_context inner = *context;
	move.verb = verb_table[VERB_MOVE].name;
	move.argument_count = sizeof arguments / sizeof *arguments;
	memcpy(move.arguments, arguments, sizeof arguments);
	inner.command = &move;
	inner.verb = &verb_table[VERB_MOVE];
	inner.must_wait = true;
	apply_rule(&inner);
}
