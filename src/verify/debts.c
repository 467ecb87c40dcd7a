/* Debts pay themselves: an account that came to more does not owe what it could pay. */
#include "ledger/waiting.h"

#include <string.h>

#include "verify/month.h"

static bool is_older(const struct book_waiting *one, const struct book_waiting *other)
{
	return one->due != other->due ? one->due < other->due : one->number < other->number;
}

static const struct book_waiting *oldest_debt(const struct book_account *account,
					      const char *currency)
{
	const struct book_waiting *oldest = NULL;
	for (const struct book_waiting *debt = account->debts; debt; debt = debt->next_debt)
		if (strcmp(debt->currency, currency) == 0 && (!oldest || is_older(debt, oldest)))
			oldest = debt;
	return oldest;
}

/* Whether nothing but money can have kept the debt from being paid. */
static bool is_payable(struct pass *pass, const struct credit *credit,
		       const struct book_waiting *debt)
{
	const struct book_account *to = account_of(pass, debt->to_account);
	if (!to || to->frozen || to->closed || credit->account->frozen || credit->account->closed)
		return false;
	return !credit->holding->floor_of_settings && !(to->owner_id && pass->month->ceilings);
}

static void check_credit(struct pass *pass, const struct log_row *row, const struct credit *credit)
{
	const struct holding *holding = credit->holding;
	const struct book_waiting *debt = oldest_debt(credit->account, holding->currency);
	if (!debt || !is_payable(pass, credit, debt))
		return;
	int64_t left = normal_side(credit->account, holding->amount) - holding->held -
		       (holding->has_floor ? holding->floor : 0),
		open = debt->amount - debt->booked;
	if (open <= left || !holding->has_floor)
		fault_add(pass->faults, CHECK_SETTLEMENT, "commands", log_key(pass, row),
			  "account %jd came to %jd %s (minor units) more than it must keep, and "
			  "its oldest debt, %jd, of %jd was not paid",
			  credit->account->account_id, left, holding->currency, debt->number, open);
}

void check_settled(struct pass *pass, const struct log_row *row)
{
	if (pass->since || !row->ok)
		return; /* before a checkpoint somebody may have frozen an account */
	for (const struct credit *credit = pass->month->credits; credit; credit = credit->next)
		check_credit(pass, row, credit);
}
