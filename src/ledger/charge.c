/* charge: the community asks members for money, once. */
#include "ledger/approvals.h"
#include "ledger/asking.h"
#include "ledger/days.h"
#include "ledger/decisions.h"
#include "ledger/shares.h"

static void answer_charged(struct verb_context *context, const struct payees *payees,
			   const struct sum *sum)
{
	const char *amount = format_amount(context, sum->minor, sum->currency),
		   *left_out = payees_left_out(context, payees);
	int64_t first = context->decision->first_number;
	if (payees->count == 1)
		context_answer(context, N_("Asked %s for %s (n.º %jd)%s."),
			       person_label(context, payees->list[0].user), amount, first,
			       left_out);
	else
		context_answer(context, N_("Asked %zu members for %s each (n.º %jd to %jd)%s."),
			       payees->count, amount, first, first + context->decision->numbers - 1,
			       left_out);
}

/* Above the threshold a second person approves the whole of it, with those who are asked now. */
static bool charge_waits(struct verb_context *context, const struct payees *payees,
			 const struct account *into, const struct sum *sum, int64_t total)
{
	struct buf asked = { 0 };
	for (size_t i = 0; i < payees->count; i++)
		buf_printf(&asked, "%s@%ju", i ? " " : "", payees->list[i].user->key.id);
	const struct proposal proposal = {
		.amount = total,
		.currency = sum->currency->code,
		.to = into,
		.memo = sum->memo,
		.payees = arena_strdup(&context->books->chunk, buf_string(&asked)),
	};
	buf_free(&asked);
	return propose(context, &proposal);
}

void decide_charge(struct verb_context *context)
{
	const char *text = context_argument(context, "payees");
	struct payees payees;
	struct account *into;
	struct sum sum;
	int64_t due, total;
	if (refuse_account_words(context, text) ||
	    !payees_expand(context, text, 0, MOST_PAYEES, &payees) ||
	    !payees_are_open(context, &payees) || !payees_are_there(context, &payees) ||
	    !read_sum(context, &sum, true) || !read_coming_day(context, "due", &due))
		return;
	enum shares_error error = amount_for_each(sum.minor, payees.count, &total);
	if (error != SHARES_GOOD) {
		context_refuse(context, shares_error_code(error),
			       N_("That is more than one command may move."));
		return;
	}
	if (!(into = find_into(context)) || charge_waits(context, &payees, into, &sum, total))
		return;
	const struct asking asking = { .kind = WAITING_CHARGE,
				       .to = into,
				       .currency = sum.currency,
				       .memo = sum.memo,
				       .due = due };
	for (size_t i = 0; i < payees.count; i++)
		ask_payee(context, &asking, &payees.list[i], sum.minor);
	answer_charged(context, &payees, &sum);
}
