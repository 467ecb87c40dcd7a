/* pay with several payees: one transaction, all of them or nobody. */
#include "ledger/lookups.h"
#include "ledger/money.h"
#include "ledger/payees.h"
#include "ledger/shares.h"

struct paying {
	struct payees payees;
	struct sum sum;
	int64_t *parts; /* of each payee */
	int64_t total;
	bool each;
};

/* "5.00 EUR to each of the 2, or 5.00 EUR together?" */
static void ask_which(struct verb_context *context, const struct paying *paying)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	const char *amount = format_amount(context, paying->sum.minor, paying->sum.currency),
		   *typed = context_argument(context, "amount"),
		   *word = context_argument(context, "currency"),
		   *memo = context_argument(context, "memo");
	if (strchr(typed, '.'))
		typed = format_bare_amount(context, paying->sum.minor, paying->sum.currency);
	const char *unit = context_argument(context, "unit"),
		   *line = arena_printf(arena, "%s %s%s",
					typed_payees(context, context_argument(context, "payees")),
					typed, unit ? unit : ""),
		   *rest = arena_printf(arena, "%s%s%s%s", word ? " " : "", word ? word : "",
					memo ? " " : "", memo ? memo : "");
	const char *each = arena_printf(arena, "%s %s%s", line, tr_of(lang, N_("pay|each")), rest),
		   *split =
			   arena_printf(arena, "%s %s%s", line, tr_of(lang, N_("pay|split")), rest);
	context_refuse(context, "say_each",
		       N_("%s to each of the %zu, or %s together? Write %s or %s."), amount,
		       paying->payees.count, amount, line_to_type(context, VERB_PAY, each),
		       line_to_type(context, VERB_PAY, split));
}

static bool share_out(struct verb_context *context, struct paying *paying)
{
	const struct currency *currency = paying->sum.currency;
	size_t count = paying->payees.count;
	enum shares_error error = SHARES_GOOD;
	paying->parts = arena_alloc(&context->books->chunk, sizeof *paying->parts * count);
	if (paying->each)
		error = amount_for_each(paying->sum.minor, count, &paying->total);
	else
		error = split_evenly(paying->sum.minor, count, paying->parts);
	for (size_t i = 0; i < count && paying->each; i++)
		paying->parts[i] = paying->sum.minor;
	if (!paying->each)
		paying->total = paying->sum.minor;
	if (error == SHARES_TOO_SMALL)
		context_refuse(context, shares_error_code(error),
			       N_("%s cannot be split between %zu."),
			       format_amount(context, paying->sum.minor, currency), count);
	else if (error != SHARES_GOOD)
		context_refuse(context, shares_error_code(error),
			       N_("That is more than one command may move."));
	return error == SHARES_GOOD;
}

static bool post_shares(struct verb_context *context, struct account *from,
			const struct paying *paying)
{
	size_t count = paying->payees.count;
	const char *currency = paying->sum.currency->code;
	struct line *lines = arena_alloc(&context->books->chunk, sizeof *lines * (count + 1));
	lines[0] = (struct line){ from, paying->total, currency };
	for (size_t i = 0; i < count; i++)
		lines[i + 1] = (struct line){ paying->payees.list[i].account, -paying->parts[i],
					      currency };
	return post_transaction(context, lines, count + 1, paying->sum.memo, 0);
}

/* "@cleo 3.34, @bob 3.33" */
static const char *list_parts(struct verb_context *context, const struct paying *paying)
{
	enum { MOST_LISTED = 10 };
	const struct payees *payees = &paying->payees;
	struct buf list = { 0 };
	for (size_t i = 0; i < payees->count && i < MOST_LISTED; i++)
		buf_printf(&list, "%s%s %s", i ? ", " : "",
			   account_label(context, payees->list[i].account),
			   format_bare_amount(context, paying->parts[i], paying->sum.currency));
	if (payees->count > MOST_LISTED)
		buf_printf(&list, tr(context->command->lang, N_(" and %zu more")),
			   payees->count - MOST_LISTED);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

static void answer_paid(struct verb_context *context, const struct account *from,
			const struct paying *paying)
{
	const struct currency *currency = paying->sum.currency;
	size_t count = paying->payees.count;
	const char *left_out = payees_left_out(context, &paying->payees);
	const char *have = holdings_sentence(context, from, currency);
	if (count == 1)
		context_answer(context, N_("Paid %s to %s%s.%s"),
			       format_amount(context, paying->total, currency),
			       account_label(context, paying->payees.list[0].account), left_out,
			       have);
	else if (paying->each)
		context_answer(context, N_("Paid %s to each of %zu: %s%s.%s"),
			       format_amount(context, paying->sum.minor, currency), count,
			       format_amount(context, paying->total, currency), left_out, have);
	else
		context_answer(context, N_("Paid %s to %zu: %s%s.%s"),
			       format_amount(context, paying->total, currency), count,
			       list_parts(context, paying), left_out, have);
}

void pay_many(struct verb_context *context, struct account *from)
{
	const char *text = context_argument(context, "payees"),
		   *how = context_argument(context, "each");
	struct paying paying = { .each = !how || strcmp(how, "each") == 0 };
	if (names_author_alone(context, text)) {
		context_refuse(context, "self_payment", N_("You cannot pay yourself."));
		return;
	}
	if (!payees_expand(context, text, context->author->key.id, MOST_PAYEES, &paying.payees) ||
	    !payees_are_open(context, &paying.payees) ||
	    !payees_are_there(context, &paying.payees) || !read_sum(context, &paying.sum, false))
		return;
	if (!how && paying.payees.count > 1) {
		ask_which(context, &paying);
		return;
	}
	for (size_t i = 0; i < paying.payees.count; i++)
		if (!is_payable(context, paying.payees.list[i].account))
			return;
	if (share_out(context, &paying) && post_shares(context, from, &paying))
		answer_paid(context, from, &paying);
}
