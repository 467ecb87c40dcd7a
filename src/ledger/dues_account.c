/* Where charges and dues go, unless they name another account. */
#include "base/unicode.h"
#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/verb_support.h"

static bool takes_dues(const struct account *account)
{
	return !account->owner_id && account->kind != KIND_ASSET && account->kind != KIND_EXPENSE;
}

static bool refuse_into(struct verb_context *context)
{
	context_refuse(context, "not_payable", N_("Dues go into an income account, such as dues."));
	return false;
}

/* One that is called so in either language, as treasurers may have opened it; NULL: none. */
static struct account *account_by_that_name(const struct verb_context *context)
{
	const struct default_account_names *names = &default_accounts[DEFAULT_DUES];
	const char *spelling;
	for (int i = 0; (spelling = default_account_spelling(names, context->books->rules, i));
	     i++) {
		struct account *account =
			books_account_called(context->books, context->guild->guild_id, spelling);
		if (account && takes_dues(account) && account->state != STATE_CLOSED)
			return account;
	}
	return NULL;
}

struct account *need_dues_account(struct verb_context *context)
{
	struct guild *guild = context->guild;
	struct account *account = guild->dues ? guild->dues : account_by_that_name(context);
	if (account)
		return account;
	const char *name = default_account_name(DEFAULT_DUES, guild->lang, context->books->rules);
	if (books_account_called(context->books, guild->guild_id, name)) {
		context_refuse(context, "name_taken", N_("There is already an account “%s”."),
			       name);
		return NULL;
	}
	guild->dues = add_account(context, name, KIND_INCOME, NULL);
	guild->dues->purpose = default_accounts[DEFAULT_DUES].purpose;
	return guild->dues;
}

/* By the name that it would be opened with: before RULES_CORRECTED that was an unknown account. */
static bool names_unopened_dues(const struct verb_context *context, const char *into)
{
	enum rules rules = context->books->rules;
	const char *folded = text_fold(&context->books->chunk, into);
	return rules >= RULES_CORRECTED && !context->guild->dues &&
	       default_account_called(folded, rules) == &default_accounts[DEFAULT_DUES] &&
	       !account_meant(context, into);
}

struct account *find_into(struct verb_context *context)
{
	const char *into = context_argument(context, "into");
	if (!into || names_unopened_dues(context, into))
		return need_dues_account(context);
	struct account *account = find_account(context, into);
	if (!account || !account_is_open(context, account) ||
	    (!takes_dues(account) && !refuse_into(context)))
		return NULL;
	return account;
}
