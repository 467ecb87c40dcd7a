/* Which of the items that are open would explain why a statement and the books differ. */
#include <stdlib.h>

#include "ledger/statement_check.h"

/* What the difference would be if ITEM alone were its cause; 0: it changes nothing. */
static int64_t effect_of(const struct open_item *item)
{
	return item->kind == OPEN_BY_HAND ? -item->amount
	       : item->kind == OPEN_WAITS ? item->amount
					  : 0;
}

static int by_effect(const void *one, const void *other)
{
	int64_t first = effect_of(*(const struct open_item *const *)one),
		second = effect_of(*(const struct open_item *const *)other);
	return (first > second) - (first < second);
}

/* How many of SORTED, from FIRST on, have the same effect. */
static size_t equal_from(const struct open_item **sorted, size_t count, size_t first)
{
	size_t same = 1;
	while (first + same < count && effect_of(sorted[first + same]) == effect_of(sorted[first]))
		same++;
	return same;
}

/* Two of SORTED whose effects are DIFFERENCE together, where there is one such pair and no more. */
static bool only_pair(const struct open_item **sorted, size_t count, int64_t difference,
		      const struct open_item **one, const struct open_item **other)
{
	size_t low = 0, high = count, pairs = 0;
	while (low + 1 < high && pairs < 2) {
		int64_t sum;
		bool beyond = __builtin_add_overflow(effect_of(sorted[low]),
						     effect_of(sorted[high - 1]), &sum);
		if (beyond || sum != difference) {
			/* beyond 64 bits both have one sign */
			if (beyond ? effect_of(sorted[low]) < 0 : sum < difference)
				low++;
			else
				high--;
			continue;
		}
		*one = sorted[low];
		*other = sorted[high - 1];
		pairs += effect_of(*one) == effect_of(*other) ? (high - low == 2 ? 1 : 2)
			 : equal_from(sorted, count, low) > 1 ||
					 effect_of(sorted[high - 2]) == effect_of(*other)
				 ? 2
				 : 1;
		low++;
		high--;
	}
	return pairs == 1;
}

bool explain_difference(const struct statement_check *check, int64_t difference,
			const struct open_item **one, const struct open_item **other)
{
	const struct open_item **sorted = calloc(check->count + 1, sizeof *sorted);
	size_t count = 0;
	bool found = false;
	*one = *other = NULL;
	for (size_t i = 0; sorted && i < check->count && !found; i++) {
		const struct open_item *item = &check->items[i];
		if (!effect_of(item))
			continue;
		sorted[count++] = item;
		if (effect_of(item) != difference)
			continue;
		*one = item;
		found = true;
	}
	if (!found && count) {
		qsort(sorted, count, sizeof *sorted, by_effect);
		found = only_pair(sorted, count, difference, one, other);
	}
	free(sorted);
	return found;
}
