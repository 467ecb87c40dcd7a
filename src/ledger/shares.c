/* Amounts split between several: evenly, by parts, percentages and exact amounts. */
#include "ledger/shares.h"

#include <string.h>

#include "base/decimal.h"
#include "ledger/verb_support.h"

enum {
	MOST_PARTS = 1000,
	WHOLE = 100 * 100, /* hundredths of a percent */
	MOST_PERCENT = 10 * WHOLE
};

const char *shares_error_code(enum shares_error error)
{
	static const char *const codes[] = { "",          "too_small",  "percent_sum",
					     "exact_sum", "bad_option", "too_large" };
	return codes[error];
}

bool share_read(const char *text, int scale, struct share *share)
{
	char number[DECIMAL_TEXT_SIZE];
	size_t length = strlen(text);
	*share = (struct share){ SHARE_PARTS, 1, 0 };
	if (!length)
		return true;
	bool percent = text[length - 1] == '%';
	if ((text[0] != ':' && text[0] != '=') || (percent && text[0] == '=') ||
	    length - 1 - percent >= sizeof number)
		return false;
	memcpy(number, text + 1, length - 1 - percent);
	number[length - 1 - percent] = '\0';
	share->kind = text[0] == '=' ? SHARE_EXACT : percent ? SHARE_PERCENT : SHARE_PARTS;
	if (decimal_to_minor(number,
			     share->kind == SHARE_EXACT     ? scale
			     : share->kind == SHARE_PERCENT ? 2
							    : 0,
			     &share->value) != DECIMAL_OK)
		return false;
	return share->value > 0 &&
	       share->value <= (share->kind == SHARE_PARTS     ? MOST_PARTS
				: share->kind == SHARE_PERCENT ? MOST_PERCENT
							       : LARGEST_AMOUNT);
}

static int64_t sum_of(const struct share *shares, size_t count, enum share_kind kind)
{
	int64_t sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += shares[i].kind == kind ? shares[i].value : 0;
	return sum;
}

static size_t count_of(const struct share *shares, size_t count, enum share_kind kind)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += shares[i].kind == kind;
	return found;
}

/* How much of the rest a share takes, against the others. */
static int64_t weight_of(const struct share *share, int64_t percent_left)
{
	switch (share->kind) {
	case SHARE_PARTS:
	case SHARE_PERCENT: return share->value;
	case SHARE_REST: return percent_left < 0 ? 1 : percent_left;
	case SHARE_EXACT: break;
	}
	return 0;
}

/* Gives the units that rounding down left over, one each, to the largest remainders; of equal ones
 * to the first. */
static void give_units(int64_t units, wide rest, struct share *shares, size_t count,
		       int64_t percent_left, int64_t weights)
{
	wide below = weights; /* the remainders that had theirs are those not smaller than this */
	while (units > 0) {
		wide largest = -1;
		for (size_t i = 0; i < count; i++) {
			wide remainder = rest * weight_of(&shares[i], percent_left) % weights;
			if (remainder < below && remainder > largest)
				largest = remainder;
		}
		for (size_t i = 0; i < count && units > 0; i++)
			if (rest * weight_of(&shares[i], percent_left) % weights == largest) {
				shares[i].amount++;
				units--;
			}
		below = largest;
	}
}

/* Splits REST between the shares that are not exact. PERCENT_LEFT: what percentages leave over;
 * less than 0: there are none. */
static void split_rest(int64_t rest, struct share *shares, size_t count, int64_t percent_left)
{
	int64_t weights = 0, units = rest;
	for (size_t i = 0; i < count; i++)
		weights += weight_of(&shares[i], percent_left);
	for (size_t i = 0; i < count; i++) {
		if (shares[i].kind == SHARE_EXACT) {
			shares[i].amount = shares[i].value;
			continue;
		}
		shares[i].amount =
			(int64_t)((wide)rest * weight_of(&shares[i], percent_left) / weights);
		units -= shares[i].amount;
	}
	give_units(units, rest, shares, count, percent_left, weights);
}

/* Whether the rest is split evenly between several and has fewer units than people; what is left
 * over for one alone may be nothing. */
static bool too_small(int64_t rest, const struct share *shares, size_t count)
{
	size_t takers = 0;
	for (size_t i = 0; i < count; i++) {
		if (shares[i].kind == SHARE_PARTS && shares[i].value != 1)
			return false;
		takers += shares[i].kind == SHARE_PARTS || shares[i].kind == SHARE_REST;
	}
	return takers > 1 && rest < (int64_t)takers;
}

/* Whether the shares can stand beside each other. */
static bool fit_together(const struct share *shares, size_t count)
{
	size_t percents = count_of(shares, count, SHARE_PERCENT),
	       askers = count_of(shares, count, SHARE_REST);
	for (size_t i = 0; i < count; i++)
		if (shares[i].kind != SHARE_REST &&
		    (shares[i].value <= 0 || shares[i].value > LARGEST_AMOUNT))
			return false;
	return count && count <= MOST_SHARES && askers <= 1 &&
	       (!percents || percents + askers == count);
}

enum shares_error split_by_shares(int64_t amount, struct share *shares, size_t count, int64_t *sum)
{
	if (!fit_together(shares, count))
		return SHARES_BAD_OPTION;
	if (amount > LARGEST_AMOUNT)
		return SHARES_TOO_LARGE;
	int64_t unused = 0, percent = sum_of(shares, count, SHARE_PERCENT),
		exact = sum_of(shares, count, SHARE_EXACT), rest = amount - exact;
	bool asker = count_of(shares, count, SHARE_REST);
	sum = sum ? sum : &unused;
	if (percent) {
		*sum = percent;
		if (percent > WHOLE || (percent < WHOLE && !asker))
			return SHARES_PERCENT_SUM;
	} else if (exact) {
		*sum = exact;
		if (rest < 0 || (rest && count_of(shares, count, SHARE_EXACT) == count))
			return SHARES_EXACT_SUM;
	}
	if (!percent && too_small(rest, shares, count)) {
		*sum = rest;
		return SHARES_TOO_SMALL;
	}
	split_rest(rest, shares, count, percent ? WHOLE - percent : -1);
	return SHARES_GOOD;
}

enum shares_error split_evenly(int64_t amount, size_t count, int64_t *parts)
{
	int64_t parties = (int64_t)count;
	if (!count || amount < parties)
		return SHARES_TOO_SMALL;
	for (int64_t i = 0; i < parties; i++)
		parts[i] = amount / parties + (i < amount % parties);
	return SHARES_GOOD;
}

enum shares_error amount_for_each(int64_t amount, size_t count, int64_t *total)
{
	int64_t product;
	if (__builtin_mul_overflow(amount, count, &product) || product > LARGEST_AMOUNT)
		return SHARES_TOO_LARGE;
	*total = product;
	return SHARES_GOOD;
}

int64_t prorated(int64_t amount, int64_t left, int64_t days)
{
	return (int64_t)((wide)amount * left / days);
}
