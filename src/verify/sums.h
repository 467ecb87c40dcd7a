/* What the entries of one transaction come to in each currency. */
#ifndef VERIFY_SUMS_H
#define VERIFY_SUMS_H

#include "ledger/books.h"

enum { MOST_SUMS = 32 };
struct currency_sums {
	size_t count; /* beyond MOST_SUMS there are more currencies than are kept here */
	struct currency_sum {
		char currency[CURRENCY_SIZE];
		int64_t sum;
	} of[MOST_SUMS];
};
/* False when the sum is beyond 64 bits. */
bool sums_add(struct currency_sums *sums, const char *currency, int64_t amount);
/* The first one at or behind AT that is not zero; NULL: there is none. */
const struct currency_sum *sums_unbalanced(const struct currency_sums *sums, size_t at);

#endif
