/* limits: shows what a member may pay, and sets it for one. */
#include <string.h>

#include "ledger/approvals.h"
#include "ledger/currency_code.h"
#include "ledger/limits.h"
#include "ledger/lookups.h"
#include "ledger/notices.h"
#include "ledger/pending_rows.h"

/* "at once 50.00 EUR, a day 100.00 EUR (15.00 left), at most 500.00 EUR in the account" */
static const char *period_text(struct verb_context *context, const struct user *user,
			       enum limit_period period, int64_t most,
			       const struct currency *currency)
{
	struct arena *arena = &context->books->chunk;
	enum lang lang = context->command->lang;
	const char *whole = format_amount(context, most, currency);
	if (period == LIMIT_PAYMENT)
		return arena_printf(arena, tr(lang, N_("at once %s")), whole);
	int64_t paid = paid_in(context, user, period, currency->code);
	const char *left = format_bare_amount(context, paid < most ? most - paid : 0, currency);
	return period == LIMIT_DAY
		       ? arena_printf(arena, tr(lang, N_("a day %s (%s left)")), whole, left)
	       : period == LIMIT_WEEK
		       ? arena_printf(arena, tr(lang, N_("a week %s (%s left)")), whole, left)
		       : arena_printf(arena, tr(lang, N_("a month %s (%s left)")), whole, left);
}

static const char *ceiling_text(struct verb_context *context, const struct user *user,
				const struct currency *currency)
{
	const struct balance *balance =
		user->account ? find_balance(user->account, currency->code) : NULL;
	bool told = balance && (context->decision->alone || tells_holdings(context, user->account));
	if (!told || !balance->has_ceiling)
		return NULL;
	return arena_printf(&context->books->chunk,
			    tr(context->command->lang, N_("at most %s in the account")),
			    format_amount(context, balance->ceiling, currency));
}

static void add_item(struct buf *list, const char *text)
{
	if (text)
		buf_printf(list, "%s%s", list->length ? ", " : "", text);
}

static void show(struct verb_context *context, const struct user *user, unsigned permits)
{
	struct buf list = { 0 };
	if (user->account)
		answer_alone(context, user->account);
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next) {
		for (int period = 0; period < LIMIT_PERIODS; period++) {
			int64_t most;
			if (limit_of(context, user, permits, (enum limit_period)period,
				     currency->code, &most))
				add_item(&list,
					 period_text(context, user, (enum limit_period)period, most,
						     currency));
		}
		add_item(&list, ceiling_text(context, user, currency));
	}
	bool own = user == context->author;
	if (!list.length && own)
		context_answer(context, N_("Nothing limits what you pay."));
	else if (!list.length)
		context_answer(context, N_("Nothing limits what %s pays."),
			       person_label(context, user));
	else if (own)
		context_answer(context, N_("You can pay: %s."), buf_string(&list));
	else
		context_answer(context, N_("%s can pay: %s."), person_label(context, user),
			       buf_string(&list));
	buf_free(&list);
}

static void set_limit(struct verb_context *context, struct user *user, enum limit_period period,
		      const char *currency, int64_t amount)
{
	struct books *books = context->books;
	struct member_limit *limit = user->limits;
	while (limit && (limit->period != period || strcmp(limit->currency, currency) != 0))
		limit = limit->next;
	if (!limit) {
		limit = arena_alloc(&books->memory, sizeof *limit);
		limit->next = user->limits;
		limit->period = period;
		currency_code_copy(limit->currency, currency);
		user->limits = limit;
	}
	limit->amount = amount;
	struct detail_row *row =
		books_detail(books, DETAIL_LIMIT, context->guild->guild_id, user->key.id);
	row->limit.period = period;
	row->limit.currency = arena_strdup(&books->chunk, currency);
	row->limit.amount = amount;
}

static void set_ceiling(struct verb_context *context, struct account *account, const char *currency,
			bool none, int64_t ceiling)
{
	struct balance *balance = need_balance(context, account, currency);
	balance->has_ceiling = !none;
	balance->ceiling = none ? 0 : ceiling;
	books_touch_balance(context->books, balance);
}

/* What the argument KEY says: an amount, or none. False after a refusal, or where it is not given
 * (*GIVEN). */
static bool read_limit(struct verb_context *context, const char *key, bool *given, bool *none,
		       struct sum *sum)
{
	const char *text = context_argument(context, key);
	*given = text;
	*none = text && strcmp(text, "none") == 0;
	if (!text || !read_money(context, *none ? "0" : text, context_argument(context, "unit"),
				 context_argument(context, "currency"), sum))
		return false;
	if (sum->minor >= 0)
		return true;
	context_refuse(context, "negative_amount", N_("%s cannot be below zero."), key);
	return false;
}

enum { CEILING = LIMIT_PERIODS, KEYS };

/* What a command sets, by its keys. */
struct terms {
	bool given[KEYS], none[KEYS];
	struct sum sums[KEYS];
};

static const char *key_name(int key)
{
	return key == CEILING ? "ceiling" : limit_period_names[key];
}

/* False after a refusal. */
static bool read_terms(struct verb_context *context, struct terms *terms)
{
	for (int i = 0; i < KEYS; i++) {
		if (!read_limit(context, key_name(i), &terms->given[i], &terms->none[i],
				&terms->sums[i]) &&
		    terms->given[i])
			return false;
	}
	return true;
}

/* Whether what is given for KEY allows more than what holds now. */
static bool loosens(struct verb_context *context, const struct account *account, unsigned permits,
		    const struct terms *terms, int key)
{
	if (!terms->given[key])
		return false;
	const struct sum *sum = &terms->sums[key];
	const struct balance *balance = find_balance(account, sum->currency->code);
	int64_t most = balance ? balance->ceiling : 0;
	bool limited = key == CEILING
			       ? balance && balance->has_ceiling
			       : limit_of(context, account->owner, permits, (enum limit_period)key,
					  sum->currency->code, &most);
	return limited && (terms->none[key] || sum->minor > most);
}

/* "@bob day=100 ceiling=none": what who approves it reads. */
static const char *terms_text(struct verb_context *context, const struct account *account,
			      const struct terms *terms)
{
	struct verb_context words = notice_context(context);
	const char *text = account_label(&words, account);
	for (int i = 0; i < KEYS; i++)
		if (terms->given[i])
			text = arena_printf(&context->books->chunk, "%s %s=%s", text, key_name(i),
					    context_argument(context, key_name(i)));
	return text;
}

/* What loosens is a credit, as a lower floor is: above the threshold of `account limit` it waits.
 * No limit is above every one. */
static bool terms_wait(struct verb_context *context, const struct account *account,
		       unsigned permits, const struct terms *terms)
{
	struct proposal proposal = { .from = account, .as = &verb_table[VERB_ACCOUNT_LIMIT] };
	for (int i = 0; i < KEYS; i++) {
		const struct sum *sum = &terms->sums[i];
		if (!loosens(context, account, permits, terms, i))
			continue;
		proposal.currency = sum->currency->code;
		proposal.unbounded |= terms->none[i];
		if (!terms->none[i] && sum->minor > proposal.amount)
			proposal.amount = sum->minor;
	}
	if (!proposal.currency)
		return false;
	proposal.memo = terms_text(context, account, terms);
	return propose(context, &proposal);
}

static void set_all(struct verb_context *context, struct account *account,
		    const struct terms *terms)
{
	for (int i = 0; i < CEILING; i++)
		if (terms->given[i])
			set_limit(context, account->owner, (enum limit_period)i,
				  terms->sums[i].currency->code,
				  terms->none[i] ? NO_LIMIT : terms->sums[i].minor);
	if (terms->given[CEILING])
		set_ceiling(context, account, terms->sums[CEILING].currency->code,
			    terms->none[CEILING], terms->sums[CEILING].minor);
}

static bool names_a_limit(const struct verb_context *context)
{
	for (int i = 0; i < LIMIT_PERIODS; i++)
		if (context_argument(context, limit_period_names[i]))
			return true;
	return context_argument(context, "ceiling");
}

static bool may(struct verb_context *context, unsigned permit)
{
	if (context->permits & permit)
		return true;
	const char *words = context->verb->words[context->command->lang];
	context_deny(context, "missing_permit",
		     N_("To use “%.*s” you need the permit %s, which your roles do not give."),
		     (int)strcspn(words, "|"), words, permit_names(context, permit));
	return false;
}

static void set(struct verb_context *context, const char *who)
{
	struct terms terms;
	if (!context->approved && !may(context, PERMIT_TREASURER))
		return;
	if (is_author(context, who)) {
		context_refuse(context, "own_account",
			       N_("Somebody else has to do this for your account."));
		return;
	}
	struct account *account = find_account(context, who);
	if (account && !account->owner) {
		context_refuse(context, "not_a_member_account", N_("%s is not a member's account."),
			       account_label(context, account));
	} else if (account && read_terms(context, &terms)) {
		unsigned permits = permits_of_person(context, who);
		if (terms_wait(context, account, permits, &terms))
			return;
		set_all(context, account, &terms);
		show(context, account->owner, permits);
	}
}

void decide_limits(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	uint64_t user_id;
	if (context->author && !names_a_limit(context) && (!who || is_author(context, who))) {
		show(context, context->author, context->permits);
	} else if (!who || !is_mention(who, &user_id)) {
		context_refuse(context, "mention_expected",
			       N_("Mention whose limits you mean: %s."),
			       line_to_type(context, VERB_LIMITS,
					    tr(context->command->lang, N_("@bob day=100"))));
	} else if (names_a_limit(context)) {
		set(context, who);
	} else if (may(context, PERMIT_TELLER)) {
		const struct account *account = find_account(context, who);
		if (account)
			show(context, account->owner, permits_of_person(context, who));
	}
}
