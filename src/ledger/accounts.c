/* Verbs about accounts: whoami, balance, history, top, account …. */
#include <string.h>

#include "base/decimal.h"
#include "command/currency_words.h"
#include "command/payment_reference.h"
#include "ledger/closing.h"
#include "ledger/approvals.h"
#include "ledger/holdings.h"
#include "ledger/pending_rows.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"

/* The account that WHO names, for those who may see others'. A name that is none is no matter of
 * permits. */
static struct account *others_account(struct verb_context *context, const char *who)
{
	bool may = context->permits & (PERMIT_TELLER | PERMIT_AUDITOR);
	struct account *account = may || strict_rules(context) ? find_account(context, who) : NULL;
	if (may || (strict_rules(context) && !account))
		return account;
	context_deny(context, "missing_permit",
		     N_("Only tellers, auditors and treasurers see the accounts of others."));
	return NULL;
}

/* Whether banks transfer one of the guild's currencies: points have none. */
static bool has_real_money(struct verb_context *context)
{
	const struct currency *currency = context->guild->currencies;
	while (currency && !currency_is_of_banks(&context->books->chunk, currency->code))
		currency = currency->next;
	return currency != NULL;
}

/* What the owner of ACCOUNT writes into a bank transfer; "" for an account that takes none. */
static const char *told_reference(struct verb_context *context, const struct account *account)
{
	char text[PAYMENT_REFERENCE_SIZE];
	struct payment_reference reference = { (int64_t)account->key.id,
					       *guild_setting_text(context->guild,
								   SETTING_PAYMENT_LETTER) };
	if (account->state == STATE_CLOSED || !has_real_money(context) ||
	    !*payment_reference_write(&reference, text))
		return "";
	return arena_printf(&context->books->chunk,
			    tr(context->command->lang, N_(" Write `%s` in your bank transfers, so "
							  "that they reach your "
							  "account.")),
			    text);
}

void decide_whoami(struct verb_context *context)
{
	static const char *const states[] = { N_("account|open"), N_("account|frozen"),
					      N_("account|closed") };
	if (!context->author)
		context_answer(context, N_("You are %s, an operator of these books."),
			       escape_markdown(context, context->command->author.name));
	else if (!context->author->account)
		context_answer(context,
			       N_("You are %s (%s) and do not have an account yet. Write "
				  "`!register` to "
				  "open it."),
			       context->author->label, permit_names(context, context->permits));
	else if (!tells_holdings(context, context->author->account))
		context_answer(
			context, N_("You are %s (%s). Your account is %s.%s"),
			context->author->label, permit_names(context, context->permits),
			tr_of(context->command->lang, states[context->author->account->state]),
			told_reference(context, context->author->account));
	else
		context_answer(
			context, N_("You are %s (%s). You have %s; your account is %s.%s"),
			context->author->label, permit_names(context, context->permits),
			list_holdings(context, context->author->account),
			tr_of(context->command->lang, states[context->author->account->state]),
			told_reference(context, context->author->account));
}

void decide_balance(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	if (!who || is_author(context, who)) {
		struct account *own = own_account(context);
		if (!own)
			return;
		context_answer(context, N_("You have %s%s.%s"), list_holdings(context, own),
			       list_held(context, own), list_owed(context, own));
		answer_alone(context, own);
		return;
	}
	struct account *account = others_account(context, who);
	if (!account)
		return;
	context_answer(context, N_("%s has %s%s."), account_label(context, account),
		       list_holdings(context, account), list_held(context, account));
	answer_alone(context, account);
}

/* How far back the pages of a history go. */
enum { MOST_SKIPPED = 100000 };

void decide_history(struct verb_context *context)
{
	const char *who = context_argument(context, "who");
	bool own = !who || is_author(context, who);
	struct account *account = own ? own_account(context) : others_account(context, who);
	if (!account)
		return;
	answer_alone(context, account);
	context->decision->need = NEED_REPORT;
	context->decision->inquiry =
		(struct inquiry){ .name = "history",
				  .account = account->name,
				  .limit = context_argument_number(context, "n", 10, 50),
				  .skip = context_argument_number(context, "skip", 0,
								  MOST_SKIPPED) };
}

void decide_top(struct verb_context *context)
{
	context->decision->need = NEED_REPORT;
	context->decision->inquiry =
		(struct inquiry){ .name = "top",
				  .currency = context->guild->currency,
				  .limit = context_argument_number(context, "n", 10, 50) };
}

static enum account_kind kind_named(const char *name)
{
	int kind = 0;
	while (account_kind_names[kind] && strcmp(account_kind_names[kind], name) != 0)
		kind++;
	return (enum account_kind)kind;
}

static void set_floor(struct verb_context *context, struct account *account, const char *currency,
		      bool none, int64_t floor)
{
	struct balance *balance = need_balance(context, account, currency);
	bool lifted =
		none && account->kind == KIND_ASSET; /* also by the first rules, which had no floor
							for it anyway: later ones have */
	balance->has_floor = !none || lifted;
	balance->floor = lifted ? NO_FLOOR : floor;
	books_touch_balance(context->books, balance);
}

void decide_account_open(struct verb_context *context)
{
	const char *name = given_name(context, context_argument(context, "name")),
		   *floor_text = context_argument(context, "floor");
	const char *kind_text = context_argument(context, "kind");
	struct sum floor = { 0, guild_currency(context->guild, context->guild->currency), NULL };
	enum account_kind kind = kind_named(kind_text);
	if (!account_kind_names[kind]) {
		context_refuse(context, "bad_kind",
			       N_("“%s” is not a kind of account: asset, liability, equity, income "
				  "or "
				  "expense."),
			       escape_markdown(context, kind_text));
		return;
	}
	if (refuse_account_name(context, name) ||
	    (floor_text && strcmp(floor_text, "none") != 0 &&
	     !read_money(context, floor_text, context_argument(context, "unit"), NULL, &floor)))
		return;
	if (floor.minor > 0) {
		context_refuse(context, "above_balance",
			       N_("A new account is empty, so its floor cannot be above zero."));
		return;
	}
	struct account *account = add_account(context, name, kind, NULL);
	const char *code = floor.currency->code;
	books_touch_balance(context->books, need_balance(context, account, code));
	if (floor_text)
		set_floor(context, account, code, strcmp(floor_text, "none") == 0, floor.minor);
	context_answer(context, N_("Account %s is open (%s)."), account_label(context, account),
		       tr(context->command->lang, account_kind_names[kind]));
}

static void set_state(struct verb_context *context, struct account *account,
		      enum account_state state)
{
	account->state = state;
	books_touch_account(context->books, account);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* each FORMAT is a literal with one name */
static void tell_state(struct verb_context *context, const struct account *account,
		       const char *format)
{
	tell_owner(context, account,
		   arena_printf(&context->books->chunk, tr(context->guild->lang, format),
				doer_label(context)));
}
#pragma GCC diagnostic pop

void decide_account_close(struct verb_context *context)
{
	struct account *account = find_account(context, context_argument(context, "account"));
	if (!account)
		return;
	if (account->state == STATE_CLOSED) {
		context_refuse(context, "account_closed", N_("The account %s is closed."),
			       account_label(context, account));
		return;
	}
	if (account->purpose) {
		context_refuse(context, "account_needed",
			       N_("The books need the account %s; it cannot be closed."),
			       account_label(context, account));
		return;
	}
	if (refuse_open_holds(context, account))
		return;
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (balance->amount != 0 && !tells_holdings(context, account)) {
			context_refuse(context, "not_empty",
				       N_("%s still has money; only an empty account can be "
					  "closed."),
				       account_label(context, account));
			return;
		} else if (balance->amount != 0) {
			context_refuse(context, "not_empty",
				       N_("%s still has %s; only an empty account can be closed."),
				       account_label(context, account),
				       list_holdings(context, account));
			return;
		}
	end_what_waits_of(context, account);
	set_state(context, account, STATE_CLOSED);
	tell_state(context, account, N_("%s closed your account. Its history stays."));
	context_answer(context, N_("Account %s is closed."), account_label(context, account));
}

void decide_account_freeze(struct verb_context *context)
{
	struct account *account = find_account(context, context_argument(context, "account"));
	if (account && account->state != STATE_OPEN) {
		context_refuse(context, "not_open",
			       N_("The account of %s is not open, so it cannot be frozen."),
			       account_label(context, account));
	} else if (account) {
		set_state(context, account, STATE_FROZEN);
		tell_state(context, account,
			   N_("%s froze your account: nothing moves in it until it is unfrozen."));
		context_answer(context,
			       N_("The account of %s is frozen: nothing moves until it is "
				  "unfrozen."),
			       account_label(context, account));
	}
}

void decide_account_unfreeze(struct verb_context *context)
{
	struct account *account = find_account(context, context_argument(context, "account"));
	if (account && account->state != STATE_FROZEN) {
		context_refuse(context, "not_frozen", N_("The account of %s is not frozen."),
			       account_label(context, account));
	} else if (account) {
		set_state(context, account, STATE_OPEN);
		tell_state(context, account,
			   N_("%s unfroze your account: money moves in it again."));
		context_answer(context, N_("The account of %s is open again."),
			       account_label(context, account));
	}
}

static void tell_floor(struct verb_context *context, const struct account *account,
		       const struct currency *currency, bool none, int64_t floor)
{
	struct arena *arena = &context->books->chunk;
	const char *doer = doer_label(context);
	enum lang lang = context->guild->lang;
	tell_owner(context, account,
		   none ? arena_printf(arena,
				       tr(lang, N_("%s lifted the floor of your account in %s.")),
				       doer, currency->code)
			: arena_printf(arena,
				       tr(lang, N_("%s set how far down your account may go: to "
						   "%s.")),
				       doer, format_amount(context, floor, currency)));
}

/* A floor below zero is a credit. */
static bool floor_waits(struct verb_context *context, const struct account *account,
			const char *currency, bool none, int64_t floor)
{
	struct proposal proposal = { .amount = none ? 0 : -floor,
				     .currency = currency,
				     .from = account,
				     .unbounded = none };
	return (none || floor < 0) && propose(context, &proposal);
}

/* A floor is never above what is left without what is held: a hold must be able to be captured. */
static bool refuse_high_floor(struct verb_context *context, const struct account *account,
			      const struct currency *currency, int64_t floor)
{
	const struct balance *balance = find_balance(account, currency->code);
	int64_t holdings = account_holdings(account, currency->code), left,
		held = balance && context->books->rules >= RULES_BANK ? balance->held : 0;
	if (checked_add(holdings, -held, &left) && left >= floor)
		return false;
	if (!tells_holdings(context, account))
		context_refuse(context, "above_balance", N_("%s has less than that floor already."),
			       account_label(context, account));
	else if (held)
		context_refuse(context, "above_balance",
			       N_("%s has %s, of which %s are held: the rest is below that floor."),
			       account_label(context, account),
			       format_amount(context, holdings, currency),
			       format_bare_amount(context, held, currency));
	else
		context_refuse(context, "above_balance",
			       N_("%s has %s, which is already below that floor."),
			       account_label(context, account),
			       format_amount(context, holdings, currency));
	return true;
}

void decide_account_limit(struct verb_context *context)
{
	struct account *account = find_account(context, context_argument(context, "account"));
	const char *text = context_argument(context, "limit");
	bool none = text && strcmp(text, "none") == 0;
	struct sum limit;
	if (!account || !read_money(context, none ? "0" : text, context_argument(context, "unit"),
				    context_argument(context, "currency"), &limit))
		return;
	const struct currency *currency = limit.currency;
	int64_t floor = limit.minor;
	if (!none && refuse_high_floor(context, account, currency, floor))
		return;
	if (floor_waits(context, account, currency->code, none, floor))
		return;
	set_floor(context, account, currency->code, none, floor);
	tell_floor(context, account, currency, none, floor);
	if (none)
		context_answer(context, N_("%s no longer has a floor in %s."),
			       account_label(context, account), currency->code);
	else
		context_answer(context, N_("%s may go down to %s."),
			       account_label(context, account),
			       format_amount(context, floor, currency));
}
