/* Sums by currency. */
#include "verify/sums.h"

#include <string.h>

#include "base/decimal.h"
#include "ledger/currency_code.h"

bool sums_add(struct currency_sums *sums, const char *currency, int64_t amount)
{
	size_t i = 0;
	while (i < sums->count && i < MOST_SUMS && strcmp(sums->of[i].currency, currency) != 0)
		i++;
	if (i == sums->count) {
		sums->count++;
		if (i < MOST_SUMS)
			currency_code_copy(sums->of[i].currency, currency);
	}
	return i >= MOST_SUMS || checked_add(sums->of[i].sum, amount, &sums->of[i].sum);
}

const struct currency_sum *sums_unbalanced(const struct currency_sums *sums, size_t at)
{
	for (; at < sums->count && at < MOST_SUMS; at++)
		if (sums->of[at].sum)
			return &sums->of[at];
	return NULL;
}
