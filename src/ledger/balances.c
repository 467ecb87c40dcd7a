/* Accounts and their balances as rules find and open them: what one holds, and its floor. */
#include <string.h>

#include "base/unicode.h"
#include "ledger/import_lines.h"
#include "ledger/pending_rows.h"
#include "ledger/verb_support.h"

struct account *add_account(struct verb_context *context, const char *name, enum account_kind kind,
			    struct user *owner)
{
	struct guild *guild = context->guild;
	const char *folded = text_fold(&context->books->chunk, name);
	struct account *account =
		books_add_account(context->books, guild->guild_id, guild->next_account++, name,
				  folded, kind, owner ? owner->key.id : 0, NULL);
	account->opened_by = guild->next_seq;
	account->waiting.complete = account->debts.complete = true; /* it is new */
	account->has_by_hand = account->has_reconciled = true;
	account->has_imports = account->has_parties = true;
	books_add_import_day(context->books, guild->guild_id,
			     import_day_key(context->books, (int64_t)account->key.id, NO_DAY));
	account->owner = owner;
	if (owner)
		owner->account = account;
	books_add_account_name(context->books, guild->guild_id, folded, account);
	if (!owner && guild->has_own_names)
		guild_add_own_name(context->books, guild, name);
	books_touch_account(context->books, account);
	return account;
}

bool debit_normal(enum account_kind kind)
{
	return kind == KIND_ASSET || kind == KIND_EXPENSE;
}

struct balance *find_balance(const struct account *account, const char *currency)
{
	struct balance *balance = account->balances;
	while (balance && strcmp(balance->currency, currency) != 0)
		balance = balance->next;
	return balance;
}

int64_t account_holdings(const struct account *account, const char *currency)
{
	const struct balance *balance = find_balance(account, currency);
	if (!balance)
		return 0;
	return debit_normal(account->kind) ? balance->amount : -balance->amount;
}

struct balance *need_balance(struct verb_context *context, struct account *account,
			     const char *currency)
{
	struct balance *balance = find_balance(account, currency);
	if (!balance) {
		balance = books_add_balance(context->books, account, currency);
		balance->has_floor = account->owner_id != 0; /* a member's floor is 0 unless set */
	}
	return balance;
}

bool has_floor(const struct verb_context *context, const struct account *account,
	       const char *currency, int64_t *floor)
{
	const struct balance *balance = find_balance(account, currency);
	*floor = balance && balance->has_floor ? balance->floor : 0;
	if (balance && balance->has_floor)
		return *floor != NO_FLOOR;
	return (account->kind == KIND_ASSET && strict_rules(context)) ||
	       (!balance && account->owner_id);
}
