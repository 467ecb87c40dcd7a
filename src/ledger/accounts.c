/* Verbs about accounts: whoami, balance, history, top, account …. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/deciding.h"

/* The account that WHO names, for those who may see others'. A name that is none is no matter of permits. */
static struct account *others_account(struct deciding *deciding, const char *who)
{
	bool may = deciding->permits & (PERMIT_TELLER | PERMIT_AUDITOR);
	struct account *account = may || strict_rules(deciding) ? find_account(deciding, who) : NULL;
	if (may || (strict_rules(deciding) && !account))
		return account;
	deny(deciding, "missing_permit", N_("Only tellers, auditors and treasurers see the accounts of others."));
	return NULL;
}

struct account *add_account(struct deciding *deciding, const char *name, enum account_kind kind, struct user *owner)
{
	struct guild *guild = deciding->guild;
	const char *folded = text_fold(&deciding->books->chunk, name);
	struct account *account = books_add_account(deciding->books, guild->guild_id, guild->next_account++, name, folded, kind,
						    owner ? owner->key.id : 0, NULL);
	account->opened_by = guild->next_seq;
	account->owner = owner;
	if (owner)
		owner->account = account;
	books_add_account_name(deciding->books, guild->guild_id, folded, account);
	if (!owner && guild->has_own_names)
		guild_add_own_name(deciding->books, guild, name);
	books_touch_account(deciding->books, account);
	return account;
}

static const char *list_holdings(struct deciding *deciding, const struct account *account)
{
	struct buf list = { 0 };
	for (const struct currency *currency = deciding->guild->currencies; currency; currency = currency->next) {
		if (!find_balance(account, currency->code) && strcmp(currency->code, deciding->guild->currency) != 0)
			continue;
		buf_printf(&list, "%s%s", list.length ? ", " : "", money(deciding, holdings(account, currency->code), currency));
	}
	const char *copy = arena_strdup(&deciding->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

void decide_whoami(struct deciding *deciding)
{
	static const char *const states[] = { N_("account|open"), N_("account|frozen"), N_("account|closed") };
	if (!deciding->author)
		answer(deciding, N_("You are %s, an operator of these books."), shown(deciding, deciding->command->author.name));
	else if (!deciding->author->account)
		answer(deciding, N_("You are %s (%s), not registered yet. Write `register` to open your account."),
		       deciding->author->label, permit_names(deciding, deciding->permits));
	else
		answer(deciding, N_("You are %s (%s). You have %s; your account is %s."), deciding->author->label,
		       permit_names(deciding, deciding->permits), list_holdings(deciding, deciding->author->account),
		       tr_of(deciding->command->lang, states[deciding->author->account->state]));
}

void decide_balance(struct deciding *deciding)
{
	const char *who = argument(deciding, "who");
	if (!who || is_author(deciding, who)) {
		struct account *own = own_account(deciding);
		if (own)
			answer(deciding, N_("You have %s."), list_holdings(deciding, own));
		return;
	}
	struct account *account = others_account(deciding, who);
	if (account)
		answer(deciding, N_("%s has %s."), account_label(deciding, account), list_holdings(deciding, account));
}

static int64_t number(struct deciding *deciding, const char *key, int64_t default_value, int64_t most)
{
	const char *text = argument(deciding, key);
	uint64_t value;
	if (!text || !snowflake_parse(text, &value))
		return default_value;
	return value > (uint64_t)most ? most : (int64_t)value;
}

void decide_history(struct deciding *deciding)
{
	const char *who = argument(deciding, "who");
	bool own = !who || is_author(deciding, who);
	struct account *account = own ? own_account(deciding) : others_account(deciding, who);
	if (!account)
		return;
	deciding->decision->need = NEED_REPORT;
	deciding->decision->inquiry = (struct inquiry){ .name = "history", .account = account->name,
							.limit = number(deciding, "n", 10, 50) };
}

void decide_top(struct deciding *deciding)
{
	deciding->decision->need = NEED_REPORT;
	deciding->decision->inquiry = (struct inquiry){ .name = "top", .currency = deciding->guild->currency,
							.limit = number(deciding, "n", 10, 50) };
}

static enum account_kind kind_named(const char *name)
{
	int kind = 0;
	while (account_kind_names[kind] && strcmp(account_kind_names[kind], name) != 0)
		kind++;
	return (enum account_kind)kind;
}

static void set_floor(struct deciding *deciding, struct account *account, const char *currency, bool none, int64_t floor)
{
	struct balance *balance = need_balance(deciding, account, currency);
	bool lifted = none && account->kind == KIND_ASSET; /* also by the first rules, which had no floor for it anyway: later ones have */
	balance->has_floor = !none || lifted;
	balance->floor = lifted ? NO_FLOOR : floor;
	books_touch_balance(deciding->books, balance);
}

void decide_account_open(struct deciding *deciding)
{
	const char *name = given_name(deciding, argument(deciding, "name")), *floor_text = argument(deciding, "floor");
	const char *kind_text = argument(deciding, "kind");
	struct sum floor = { 0, guild_currency(deciding->guild, deciding->guild->currency), NULL };
	enum account_kind kind = kind_named(kind_text);
	if (!account_kind_names[kind]) {
		refuse(deciding, "bad_kind", N_("“%s” is not a kind of account: asset, liability, equity, income or expense."), shown(deciding, kind_text));
		return;
	}
	if (refuse_account_name(deciding, name) ||
	    (floor_text && strcmp(floor_text, "none") != 0 &&
	     !read_money(deciding, floor_text, argument(deciding, "unit"), NULL, &floor)))
		return;
	if (floor.minor > 0) {
		refuse(deciding, "above_balance", N_("A new account is empty, so its floor cannot be above zero."));
		return;
	}
	struct account *account = add_account(deciding, name, kind, NULL);
	const char *code = floor.currency->code;
	books_touch_balance(deciding->books, need_balance(deciding, account, code));
	if (floor_text)
		set_floor(deciding, account, code, strcmp(floor_text, "none") == 0, floor.minor);
	answer(deciding, N_("Account %s is open (%s)."), account_label(deciding, account),
	       tr(deciding->command->lang, account_kind_names[kind]));
}

static void set_state(struct deciding *deciding, struct account *account, enum account_state state)
{
	account->state = state;
	books_touch_account(deciding->books, account);
}

void decide_account_close(struct deciding *deciding)
{
	struct account *account = find_account(deciding, argument(deciding, "account"));
	if (!account)
		return;
	if (account->state == STATE_CLOSED) {
		refuse(deciding, "account_closed", N_("The account %s is closed."), account_label(deciding, account));
		return;
	}
	if (account->purpose) {
		refuse(deciding, "account_needed", N_("The books need the account %s; it cannot be closed."), account_label(deciding, account));
		return;
	}
	for (const struct balance *balance = account->balances; balance; balance = balance->next)
		if (balance->amount != 0) {
			refuse(deciding, "not_empty", N_("%s still has %s; only an empty account can be closed."),
			       account_label(deciding, account), list_holdings(deciding, account));
			return;
		}
	set_state(deciding, account, STATE_CLOSED);
	answer(deciding, N_("Account %s is closed."), account_label(deciding, account));
}

void decide_account_freeze(struct deciding *deciding)
{
	struct account *account = find_account(deciding, argument(deciding, "account"));
	if (account && account->state != STATE_OPEN) {
		refuse(deciding, "not_open", N_("The account of %s is not open, so it cannot be frozen."), account_label(deciding, account));
	} else if (account) {
		set_state(deciding, account, STATE_FROZEN);
		answer(deciding, N_("The account of %s is frozen: nothing moves until it is unfrozen."), account_label(deciding, account));
	}
}

void decide_account_unfreeze(struct deciding *deciding)
{
	struct account *account = find_account(deciding, argument(deciding, "account"));
	if (account && account->state != STATE_FROZEN) {
		refuse(deciding, "not_frozen", N_("The account of %s is not frozen."), account_label(deciding, account));
	} else if (account) {
		set_state(deciding, account, STATE_OPEN);
		answer(deciding, N_("The account of %s is open again."), account_label(deciding, account));
	}
}

void decide_account_limit(struct deciding *deciding)
{
	struct account *account = find_account(deciding, argument(deciding, "account"));
	const char *text = argument(deciding, "limit");
	bool none = text && strcmp(text, "none") == 0;
	struct sum limit;
	if (!account || !read_money(deciding, none ? "0" : text, argument(deciding, "unit"), argument(deciding, "currency"), &limit))
		return;
	const struct currency *currency = limit.currency;
	int64_t floor = limit.minor;
	if (!none && holdings(account, currency->code) < floor) {
		refuse(deciding, "above_balance", N_("%s has %s, which is already below that floor."), account_label(deciding, account),
		       money(deciding, holdings(account, currency->code), currency));
		return;
	}
	set_floor(deciding, account, currency->code, none, floor);
	if (none)
		answer(deciding, N_("%s no longer has a floor in %s."), account_label(deciding, account), currency->code);
	else
		answer(deciding, N_("%s may go down to %s."), account_label(deciding, account), money(deciding, floor, currency));
}
