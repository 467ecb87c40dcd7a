/* split: what a member paid is divided between several, and each is asked for a part. */
#include "ledger/asking.h"
#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/shares.h"

/* Who shares: the author, where they do, is the first. */
struct splitting {
	struct sum sum;
	struct payees payees;
	struct share *shares;
	size_t count; /* of shares */
	bool with_me;
};

/* What is behind the author's own mention; NULL where they are not mentioned. */
static const char *own_tail(struct verb_context *context, const char *text)
{
	struct payee_word word;
	while (next_payee_word(context->books, &text, &word))
		if (word.kind == PAYEE_MEMBER && word.id == context->author->key.id)
			return word.tail;
	return NULL;
}

static bool read_share(struct verb_context *context, const struct splitting *splitting,
		       const char *tail, struct share *share)
{
	if (share_read(tail, splitting->sum.currency->scale, share))
		return true;
	context_refuse(context, "bad_option",
		       N_("“%s” is not a share: write @ana:2, @ana:30%% or @ana=12.50."),
		       escape_markdown(context, tail));
	return false;
}

static bool read_shares(struct verb_context *context, struct splitting *splitting)
{
	const struct payees *payees = &splitting->payees;
	const char *own = own_tail(context, context_argument(context, "payees"));
	splitting->with_me = !context_argument(context, "without_me");
	splitting->shares = arena_alloc(&context->books->chunk,
					sizeof *splitting->shares * (payees->count + 1));
	if (splitting->with_me) {
		struct share *mine = &splitting->shares[splitting->count++];
		mine->kind = SHARE_REST;
		if (own && *own && !read_share(context, splitting, own, mine))
			return false;
	}
	for (size_t i = 0; i < payees->count; i++)
		if (!read_share(context, splitting, payees->list[i].tail,
				&splitting->shares[splitting->count++]))
			return false;
	return true;
}

/* "120" or "99.5", of hundredths of a percent. */
static const char *percent_text(const struct verb_context *context, int64_t hundredths)
{
	char mark = context->command->lang == LANG_ES ? ',' : '.';
	struct arena *arena = &context->books->chunk;
	int64_t whole = hundredths / 100, part = hundredths % 100;
	if (!part)
		return arena_printf(arena, "%jd", whole);
	if (part % 10 == 0)
		return arena_printf(arena, "%jd%c%jd", whole, mark, part / 10);
	return arena_printf(arena, "%jd%c%02jd", whole, mark, part);
}

static void refuse_shares(struct verb_context *context, const struct splitting *splitting,
			  enum shares_error error, int64_t sum)
{
	const char *code = shares_error_code(error);
	const struct currency *currency = splitting->sum.currency;
	const char *total = format_bare_amount(context, splitting->sum.minor, currency);
	switch (error) {
	case SHARES_TOO_SMALL:
		context_refuse(context, code, N_("%s cannot be split between %zu."),
			       format_amount(context, sum, currency), splitting->count);
		break;
	case SHARES_PERCENT_SUM:
		context_refuse(context, code, N_("The parts add up to %s %%."),
			       percent_text(context, sum));
		break;
	case SHARES_EXACT_SUM:
		context_refuse(context, code,
			       sum > splitting->sum.minor
				       ? N_("The amounts add up to %s, more than %s.")
				       : N_("The amounts add up to %s, less than %s."),
			       format_amount(context, sum, currency), total);
		break;
	case SHARES_TOO_LARGE:
		context_refuse(context, code, N_("That is more than one command may move."));
		break;
	default:
		context_refuse(context, code,
			       N_("Write all parts as percentages, or none of them."));
		break;
	}
}

static bool split(struct verb_context *context, struct splitting *splitting)
{
	int64_t sum = splitting->sum.minor;
	enum shares_error error =
		split_by_shares(splitting->sum.minor, splitting->shares, splitting->count, &sum);
	if (error == SHARES_GOOD)
		return true;
	refuse_shares(context, splitting, error, sum);
	return false;
}

/* "60.00 EUR between 4: @a 15.00 (41), @b 15.00 (42); your part is 15.00." */
static void answer_split(struct verb_context *context, const struct splitting *splitting,
			 int64_t number)
{
	const struct currency *currency = splitting->sum.currency;
	const struct payees *payees = &splitting->payees;
	const struct share *theirs = splitting->shares + splitting->with_me;
	struct buf parts = { 0 };
	for (size_t i = 0; i < payees->count; i++) {
		buf_printf(&parts, "%s%s %s", parts.length ? ", " : "",
			   person_label(context, payees->list[i].user),
			   format_bare_amount(context, theirs[i].amount, currency));
		if (theirs[i].amount)
			buf_printf(&parts, " (%jd)", number++);
	}
	const char *total = format_amount(context, splitting->sum.minor, currency),
		   *left_out = payees_left_out(context, payees);
	if (splitting->with_me)
		context_answer(context, N_("%s between %zu: %s; your part is %s%s."), total,
			       splitting->count, buf_string(&parts),
			       format_bare_amount(context, splitting->shares[0].amount, currency),
			       left_out);
	else if (splitting->count == 1)
		context_answer(context, N_("All of %s: %s%s."), total, buf_string(&parts),
			       left_out);
	else
		context_answer(context, N_("%s between %zu: %s%s."), total, splitting->count,
			       buf_string(&parts), left_out);
	buf_free(&parts);
}

/* Those who have a part of it: a share of nothing asks nobody. Before RULES_CORRECTED what others
 * may be asked bound it all the same. */
static struct payees payees_with_share(struct verb_context *context,
				       const struct splitting *splitting)
{
	const struct share *theirs = splitting->shares + splitting->with_me;
	struct payees asked = splitting->payees;
	if (context->books->rules < RULES_CORRECTED)
		return asked;
	asked.list = arena_alloc(&context->books->chunk, sizeof *asked.list * (asked.count + 1));
	asked.count = 0;
	for (size_t i = 0; i < splitting->payees.count; i++)
		if (theirs[i].amount)
			asked.list[asked.count++] = splitting->payees.list[i];
	return asked;
}

void decide_split(struct verb_context *context)
{
	struct account *own = own_account(context);
	const char *text = context_argument(context, "payees");
	struct splitting splitting = { .with_me = false };
	int64_t due;
	if (!own || !account_is_open(context, own))
		return;
	if (!text || !*text) {
		context_refuse(context, "no_payees",
			       N_("Say who shares: `!split 60 @ana @bob dinner`."));
		return;
	}
	if (!expand_asked(context, text, &splitting.payees) ||
	    !read_sum(context, &splitting.sum, true) || !read_coming_day(context, "due", &due) ||
	    !read_shares(context, &splitting) || !split(context, &splitting))
		return;
	const struct payees asked = payees_with_share(context, &splitting);
	if (!may_ask(context, &asked))
		return;
	const struct asking asking = { .kind = WAITING_REQUEST,
				       .to = own,
				       .currency = splitting.sum.currency,
				       .memo = splitting.sum.memo,
				       .due = due };
	const struct share *theirs = splitting.shares + splitting.with_me;
	for (size_t i = 0; i < splitting.payees.count; i++)
		if (theirs[i].amount) /* a share of nothing asks nobody */
			ask_payee(context, &asking, &splitting.payees.list[i], theirs[i].amount);
	answer_split(context, &splitting, context->decision->first_number);
}
