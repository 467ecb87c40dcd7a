/* What is to be written of the working set. */
#include "ledger/pending_rows.h"

struct detail_row *books_detail(struct books *books, enum detail_kind kind, uint64_t guild_id,
				uint64_t id)
{
	struct detail_row *detail = arena_alloc(&books->chunk, sizeof *detail);
	detail->kind = kind;
	detail->guild_id = guild_id;
	detail->id = id;
	STAILQ_INSERT_TAIL(&books->details, detail, pending);
	return detail;
}

void books_touch_user(struct books *books, struct user *user)
{
	if (!user->dirty)
		STAILQ_INSERT_TAIL(&books->dirty_users, user, pending);
	user->dirty = true;
}

void books_touch_account(struct books *books, struct account *account)
{
	if (!account->dirty)
		STAILQ_INSERT_TAIL(&books->dirty_accounts, account, pending);
	account->dirty = true;
}

void books_touch_balance(struct books *books, struct balance *balance)
{
	if (!balance->dirty)
		STAILQ_INSERT_TAIL(&books->dirty_balances, balance, pending);
	balance->dirty = true;
}
