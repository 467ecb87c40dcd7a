/* Norma 43: what several kinds of records have, amounts, currencies and accounts. */
#include "import/norma43_parts.h"

bool norma43_amount(const struct columns *record, size_t sign, size_t digits,
		    struct norma43_amount *amount)
{
	int64_t written;
	if (!columns_number(record, sign, sign, &written) || (written != 1 && written != 2) ||
	    !columns_number(record, digits, digits + 13, &amount->hundredths))
		return false;
	amount->out = written == 1;
	if (amount->out)
		amount->hundredths = -amount->hundredths;
	return true;
}

bool norma43_minor(int64_t hundredths, const char *currency, int64_t *minor)
{
	int scale = list_scale(currency);
	*minor = hundredths;
	for (; scale > 2; scale--)
		if (__builtin_mul_overflow(*minor, 10, minor))
			return false;
	for (; scale < 2; scale++, *minor /= 10)
		if (*minor % 10)
			return false;
	return true;
}

const char *norma43_currency(const struct columns *record, size_t first)
{
	int64_t number;
	return columns_number(record, first, first + 2, &number) ? currency_of_number(number)
								 : NULL;
}

const char *norma43_account(struct norma43 *norma, const struct columns *record)
{
	struct arena *arena = &norma->reading->arena;
	const char *bank = columns_text(record, 3, 6, arena);
	const char *branch = columns_text(record, 7, 10, arena);
	const char *number = columns_text(record, 11, 20, arena);
	return list_text(arena, arena_printf(arena, "%s %s %s", bank, branch, number));
}

bool norma43_open(struct norma43 *norma, int type)
{
	if (!norma->statement.open)
		list_fault(norma->reading->taker, FAULT_COLUMN, norma->number,
			   "a record %d without a record 11 before it, which says the account: the "
			   "list was cut; download it again",
			   type);
	return norma->statement.open;
}
