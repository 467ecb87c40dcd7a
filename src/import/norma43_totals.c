/* What an account of Norma 43 must add up to: a record 33. */
#include "import/norma43_parts.h"

#include <string.h>

enum { COUNTS_WRAP = 100000, LAST_OF_CURRENCY = 76 };

/* What a 33 says. */
struct totals {
	int64_t out_count, out_sum, in_count, in_sum;
	struct norma43_amount closing;
};

static bool read_digits(const struct columns *record, struct totals *totals)
{
	return columns_number(record, 21, 25, &totals->out_count) &&
	       columns_number(record, 26, 39, &totals->out_sum) &&
	       columns_number(record, 40, 44, &totals->in_count) &&
	       columns_number(record, 45, 58, &totals->in_sum) &&
	       norma43_amount(record, 59, 60, &totals->closing);
}

static bool same_account(struct norma43 *norma, const struct columns *record)
{
	const struct list_account *account = &norma->statement.account;
	const char *name = norma43_account(norma, record);
	const char *currency = norma43_currency(record, LAST_OF_CURRENCY - 2);
	if (strcmp(name, account->name) != 0) {
		NORMA43_FAULT(norma, FAULT_ACCOUNT,
			      "record 33 ends account %s, but record 11 began %s: a part of the "
			      "list is missing; download it again",
			      name, account->name);
		return false;
	}
	if (!currency || strcmp(currency, account->currency) != 0) {
		NORMA43_FAULT(norma, FAULT_CURRENCY,
			      "record 33 is in %s, but record 11 in %s: download the list again",
			      currency ? currency : "no known currency", account->currency);
		return false;
	}
	return true;
}

static bool side_is_right(struct norma43 *norma, const struct norma43_side *side, const char *name,
			  int64_t count, int64_t sum)
{
	char said[DECIMAL_TEXT_SIZE], found[DECIMAL_TEXT_SIZE];
	uint64_t shown = side->count % COUNTS_WRAP;
	if (shown != (uint64_t)count) {
		NORMA43_FAULT(norma, FAULT_COUNT,
			      "record 33 counts %d %s, but there are %d: a line is missing or "
			      "comes "
			      "twice; download the list again",
			      (int)count, name, (int)shown);
		return false;
	}
	if (side->sum != sum) {
		NORMA43_FAULT(norma, FAULT_BALANCE,
			      "record 33 says that the %s are %s, but they add up to %s: an amount "
			      "was changed; download the list again",
			      name, decimal_from_minor(sum, 2, said),
			      decimal_from_minor(side->sum, 2, found));
		return false;
	}
	return true;
}

/* Where counts and sums are right. Some banks write a closing balance of zero that means nothing.
 */
static void close_account(struct norma43 *norma, int64_t hundredths)
{
	struct statement *statement = &norma->statement;
	int64_t closing;
	if (!norma43_minor(hundredths, statement->account.currency, &closing)) {
		NORMA43_FAULT(norma, FAULT_AMOUNT, "the closing balance is no amount of %s",
			      statement->account.currency);
	} else if (!closing && statement->balance) {
		list_warn(norma->reading->taker, norma->number,
			  "the closing balance of account %s is 0, which its lines do not give: it "
			  "is taken as not told, and only counts and sums were checked",
			  statement->account.name);
	} else {
		statement_close(statement, &closing, NO_DAY, norma->number);
	}
}

/* Account 3-20, debits 21-25 and 26-39, credits 40-44 and 45-58, sign 59, closing 60-73, currency
 * 74-76. */
void norma43_totals(struct norma43 *norma, const struct columns *record)
{
	struct totals totals;
	if (!norma43_open(norma, 33))
		return;
	if (record->count < LAST_OF_CURRENCY)
		NORMA43_FAULT(norma, FAULT_COLUMN,
			      "record 33 ends at column %zu, before its currency (74 to 76): "
			      "download the list again",
			      record->count);
	else if (!read_digits(record, &totals))
		NORMA43_FAULT(norma, FAULT_AMOUNT,
			      "columns 21 to 73 of record 33 are not the digits of counts, sums "
			      "and "
			      "a closing balance: download the list again");
	else if (!norma->statement.unsure && same_account(norma, record) &&
		 side_is_right(norma, &norma->out, "debits", totals.out_count, totals.out_sum) &&
		 side_is_right(norma, &norma->in, "credits", totals.in_count, totals.in_sum))
		close_account(norma, totals.closing.hundredths);
	if (norma->statement.open)
		statement_close(&norma->statement, NULL, NO_DAY, norma->number);
}
