/* hold, capture, release: money of an account that is reserved, and then booked or freed. A hold is
 * no entry: it lowers what is available. */
#include "ledger/asking.h"
#include "ledger/days.h"
#include "ledger/decisions.h"
#include "ledger/lookups.h"
#include "ledger/money.h"
#include "ledger/notices.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"

enum { MOST_HOLDS = 100 /* open, of one account */ };

static bool is_own_account(const struct verb_context *context, const struct account *account)
{
	return context->author && account->owner_id == context->author->key.id;
}

/* Tellers hold money of members, treasurers also that of the community; nobody their own. */
static bool may_hold(struct verb_context *context, const struct account *account)
{
	const char *words = context->verb->words[context->command->lang];
	if (is_own_account(context, account))
		context_refuse(context, "own_account",
			       N_("Somebody else has to do this for your account."));
	else if (!account->owner_id && !(context->permits & PERMIT_TREASURER))
		context_deny(context, "missing_permit",
			     N_("To use “%.*s” you need the permit %s, which your roles do not "
				"give."),
			     (int)strcspn(words, "|"), words,
			     permit_names(context, PERMIT_TREASURER));
	else
		return true;
	return false;
}

static size_t count_holds(struct verb_context *context, const struct account *account)
{
	size_t count = 0;
	const struct waiting_link *link = books_waiting_of_account(context->books, account);
	for (; link; link = link->next)
		count += link->row->kind == WAITING_HOLD && link->row->state == STILL_WAITING &&
			 link->row->from_account == (int64_t)account->key.id;
	return count;
}

static bool holds_allow(struct verb_context *context, const struct account *account)
{
	if (count_holds(context, account) < MOST_HOLDS)
		return true;
	context_refuse(context, "too_many_open",
		       N_("%s already has %d open holds. Release or capture one first."),
		       account_label(context, account), MOST_HOLDS);
	return false;
}

static void reserve(struct verb_context *context, struct account *account, const char *currency,
		    int64_t amount)
{
	struct balance *balance = need_balance(context, account, currency);
	balance->held += amount;
	books_touch_balance(context->books, balance);
}

static int64_t available(const struct account *account, const char *currency)
{
	const struct balance *balance = find_balance(account, currency);
	return account_holdings(account, currency) - (balance ? balance->held : 0);
}

static void tell_held(struct verb_context *context, const struct waiting *row,
		      const struct account *account)
{
	struct verb_context words = notice_context(context);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *text = notice_text(&words, N_("%s of yours are held%s (n.º %jd), until %s."),
				       format_amount(&words, row->amount, currency),
				       colon_what(&words, row->memo), (int64_t)row->key.id,
				       format_short_day(&words, row->ends));
	tell_user_more(context, account->owner, text,
		       notice_text(&words, N_("You can spend %s."),
				   format_bare_amount(&words, available(account, row->currency),
						      currency)),
		       TELL);
}

static void answer_held(struct verb_context *context, const struct waiting *row,
			const struct account *account)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *amount = format_amount(context, row->amount, currency),
		   *label = account_label(context, account), *ends = format_day(context, row->ends);
	int64_t number = (int64_t)row->key.id;
	if (tells_holdings(context, account))
		context_answer(
			context, N_("%s of %s are held (n.º %jd) until %s; %s are available."),
			amount, label, number, ends,
			format_bare_amount(context, available(account, row->currency), currency));
	else
		context_answer(context, N_("%s of %s are held (n.º %jd) until %s."), amount, label,
			       number, ends);
}

/* Where it goes, if that is said already; NULL: at the capture. False after a refusal. */
static bool find_target(struct verb_context *context, const struct account *account,
			struct account **target)
{
	const char *to = context_argument(context, "to");
	*target = NULL;
	if (!to)
		return true;
	if (!(*target = find_account(context, to)) || !account_is_open(context, *target) ||
	    !move_fits(context, account, *target))
		return false;
	if (!is_own_account(context, *target))
		return true;
	context_refuse(context, "own_account",
		       N_("Somebody else has to do this for your account."));
	return false;
}

/* As `pay` refuses it. Before RULES_DEBTS it was paid to them. */
static bool payee_is_here(struct verb_context *context, const struct account *to)
{
	if (!to || !to->owner || !to->owner->left || context->books->rules < RULES_DEBTS)
		return true;
	context_refuse(context, "left", N_("%s has left this community."),
		       account_label(context, to));
	return false;
}

void decide_hold(struct verb_context *context)
{
	struct account *account = find_account(context, context_argument(context, "account")), *to;
	struct sum sum;
	int64_t until;
	if (!account || !may_hold(context, account) || !find_target(context, account, &to) ||
	    !read_sum(context, &sum, true) || !read_coming_day(context, "until", &until) ||
	    !account_is_open(context, account) || !holds_allow(context, account) ||
	    !amount_is_available(context, account, sum.currency->code, sum.minor))
		return;
	struct waiting *row = add_waiting(context, WAITING_HOLD);
	row->from_account = (int64_t)account->key.id;
	row->to_account = to ? (int64_t)to->key.id : 0;
	memcpy(row->currency, sum.currency->code, sizeof row->currency);
	row->amount = sum.minor;
	row->memo = arena_strdup(&context->books->memory, sum.memo);
	row->ends = until != NO_DAY
			    ? until
			    : day_of_command(context) +
				      guild_setting_integer(context->guild, SETTING_HOLD_DAYS);
	list_waiting(context, row);
	reserve(context, account, row->currency, row->amount);
	tell_held(context, row, account);
	answer_held(context, row, account);
}

/* The open hold that the command names, of an account that the author may do this for. NULL after a
 * refusal. */
static struct waiting *named_hold(struct verb_context *context, struct account **account)
{
	struct waiting *row = named_row(context);
	if (row && row->kind != WAITING_HOLD) {
		context_refuse(context, "not_a_hold",
			       N_("%jd is not a hold. `!report holds` lists the holds."),
			       (int64_t)row->key.id);
		return NULL;
	}
	if (!row || !still_open(context, row))
		return NULL;
	*account = books_account(context->books, row->key.guild_id, row->from_account);
	return may_hold(context, *account) ? row : NULL;
}

/* How much is captured; 0 after a refusal. */
static int64_t captured_amount(struct verb_context *context, const struct waiting *row)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *text = context_argument(context, "amount");
	int64_t amount = row->amount;
	if (text && !read_part_of(context, currency, &amount))
		return 0;
	if (amount <= 0) {
		context_refuse(context, "not_positive", N_("The amount must be more than zero."));
		return 0;
	}
	if (amount <= row->amount)
		return amount;
	context_refuse(context, "more_than_held", N_("%s are held."),
		       format_amount(context, row->amount, currency));
	return 0;
}

/* The account that a capture pays; NULL after a refusal. */
static struct account *capture_target(struct verb_context *context, const struct waiting *row,
				      const struct account *account)
{
	struct account *to;
	if (!find_target(context, account, &to))
		return NULL;
	if (!to && row->to_account)
		to = books_account(context->books, row->key.guild_id, row->to_account);
	if (!payee_is_here(context, to))
		return NULL;
	if (!to)
		context_refuse(context, "to_needed",
			       N_("Say where it goes: `!capture %jd to hall`."),
			       (int64_t)row->key.id);
	return to;
}

static void answer_captured(struct verb_context *context, const struct waiting *row,
			    const struct account *account, const struct account *to)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *amount = format_amount(context, row->paid, currency),
		   *label = account_label(context, account), *target = account_label(context, to);
	int64_t number = (int64_t)row->key.id;
	if (row->paid < row->amount)
		context_answer(context,
			       N_("%s of %s went to %s (n.º %jd); the other %s are free again."),
			       amount, label, target, number,
			       format_bare_amount(context, row->amount - row->paid, currency));
	else
		context_answer(context, N_("%s of %s went to %s (n.º %jd)."), amount, label, target,
			       number);
}

void decide_capture(struct verb_context *context)
{
	struct account *account, *to;
	struct waiting *row = named_hold(context, &account);
	int64_t amount = row ? captured_amount(context, row) : 0;
	if (!amount || !(to = capture_target(context, row, account)))
		return;
	bool debit = move_debits_from(account, to);
	const struct line lines[] = { { debit ? account : to, amount, row->currency },
				      { debit ? to : account, -amount, row->currency } };
	struct waiting *before = context->waiting;
	struct balance *balance = need_balance(context, account, row->currency);
	context->waiting = row;
	balance->held -= row->amount; /* which it may take */
	bool posted = post_transaction(context, lines, 2, row->memo, 0);
	context->waiting = before;
	if (!posted) { /* refused, or it waits for a second person */
		balance->held += row->amount;
		return;
	}
	books_touch_balance(context->books, balance);
	row->paid = amount;
	row->transaction = context->posted;
	end_waiting(context, row, WAITING_ACCEPTED, NULL);
	answer_captured(context, row, account, to);
}

/* "44 is over: 50.00 EUR are free again." */
static void free_hold(struct verb_context *context, struct waiting *row)
{
	struct verb_context words = notice_context(context);
	struct account *account =
		books_account(context->books, row->key.guild_id, row->from_account);
	const struct currency *currency = guild_currency(context->guild, row->currency);
	reserve(context, account, row->currency, -row->amount);
	tell_user(context, account->owner,
		  notice_text(&words, N_("%jd is over: %s are free again."), (int64_t)row->key.id,
			      format_amount(&words, row->amount, currency)),
		  TELL);
}

void decide_release(struct verb_context *context)
{
	struct account *account;
	struct waiting *row = named_hold(context, &account);
	if (!row)
		return;
	end_waiting(context, row, WAITING_CANCELLED, NULL);
	free_hold(context, row);
	context_answer(
		context, N_("%s of %s are free again (n.º %jd)."),
		format_amount(context, row->amount, guild_currency(context->guild, row->currency)),
		account_label(context, account), (int64_t)row->key.id);
}

const struct waiting_kind_rules hold_kind_rules = { .expire = free_hold };
