/* Splitting and proration: examples, and of random splits the rules that define them. Prints its
 * seed; SEED=N repeats a run. */
#include <stdlib.h>
#include <time.h>

#include "base/decimal.h"
#include "ledger/shares.h"
#include "ledger/verb_support.h"
#include "check.h"

enum { MOST = 40 };

static const struct share me = { SHARE_REST, 0, 0 };

/* Splits AMOUNT between the shares that WORDS names ("me" is who asked), and returns the parts, or
 * the error's code with the sum. */
static const char *split(int64_t amount, const char *words)
{
	static char text[256], copy[256];
	struct share shares[MOST];
	size_t count = 0;
	int64_t sum = 0;
	snprintf(copy, sizeof copy, "%s", words);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
		if (strcmp(word, "me") == 0)
			shares[count++] = me;
		else if (!share_read(strcmp(word, "one") == 0 ? "" : word, 2, &shares[count++]))
			return "unreadable";
	}
	enum shares_error error = split_by_shares(amount, shares, count, &sum);
	if (error != SHARES_GOOD) {
		snprintf(text, sizeof text, "%s %jd", shares_error_code(error), (intmax_t)sum);
		return text;
	}
	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		size_t used = strlen(text);
		snprintf(text + used, sizeof text - used, "%s%jd", i ? " " : "",
			 (intmax_t)shares[i].amount);
	}
	return text;
}

static void check_examples(void)
{
	static const struct {
		int64_t amount;
		const char *shares, *parts;
	} rows[] = {
		{ 6000, "me one one one", "1500 1500 1500 1500" },
		{ 1000, "me one one", "334 333 333" },
		{ 1000, "one one one", "334 333 333" },
		{ 1001, "one one one", "334 334 333" },
		{ 1000, ":2 one", "667 333" },
		{ 1000, "one :2", "333 667" },
		{ 10, "me :2 one", "3 5 2" }, /* 2.5 5 2.5: of equal remainders the first one's */
		{ 5000, "me =20 one", "1500 2000 1500" },
		{ 5000, "=20 =30", "2000 3000" },
		{ 5000, "me =20 =30", "0 2000 3000" },
		{ 5000, "me =20", "3000 2000" },
		{ 5000, "=50 one", "5000 0" },
		{ 9999, "me :33.33% :50%", "1667 3333 4999" },
		{ 1000, ":60% :40%", "600 400" },
		{ 1000, "me :60% :40%", "0 600 400" },
		{ 1000, "me :60%", "400 600" },
		{ 2, ":2 one one", "1 1 0" }, /* a share of nothing asks nobody */
		{ 1, "me :50%", "1 0" },
		{ LARGEST_AMOUNT, ":1000 :999 one",
		  "500000000000000 499500000000000 500000000000" },
		/* refused */
		{ 2, "me one one one", "too_small 2" },
		{ 2000, "me =20 one", "too_small 0" },
		{ 2001, "me =20 one", "too_small 1" },
		{ 1000, ":60% :60%", "percent_sum 12000" },
		{ 1000, "me :60% :60%", "percent_sum 12000" },
		{ 1000, ":60% :30%", "percent_sum 9000" },
		{ 1000, "=8 =5", "exact_sum 1300" },
		{ 1000, "me =8 =5", "exact_sum 1300" },
		{ 1500, "=8 =5", "exact_sum 1300" },
		{ 1000, ":60% one", "bad_option 0" },
		{ 1000, "me :60% =2", "bad_option 0" },
		{ 1000, "me :60% :2", "bad_option 0" },
		{ 1000, "me me", "bad_option 0" },
		{ 1000, "", "bad_option 0" },
		{ LARGEST_AMOUNT + 1, "one one", "too_large 0" },
		{ 1000, ":0", "unreadable" },
		{ 1000, ":1001", "unreadable" },
		{ 1000, ":1.5", "unreadable" },
		{ 1000, ":-2", "unreadable" },
		{ 1000, ":", "unreadable" },
		{ 1000, ":%", "unreadable" },
		{ 1000, "%", "unreadable" },
		{ 1000, ":33.333%", "unreadable" },
		{ 1000, "=1.005", "unreadable" },
		{ 1000, "=0", "unreadable" },
		{ 1000, "=20%", "unreadable" },
		{ 1000, "=99999999999999999999", "unreadable" },
		{ 1000, "=111111111111111111111111111111111111111111111111111111111111",
		  "unreadable" },
		{ 1000, "2", "unreadable" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		SAME(split(rows[i].amount, rows[i].shares), rows[i].parts);
}

static void check_arithmetic(void)
{
	int64_t parts[4], total = 7;
	CHECK(split_evenly(10, 4, parts) == SHARES_GOOD && parts[0] == 3 && parts[1] == 3 &&
	      parts[2] == 2 && parts[3] == 2);
	CHECK(split_evenly(4, 4, parts) == SHARES_GOOD && parts[0] == 1 && parts[3] == 1);
	CHECK(split_evenly(3, 4, parts) == SHARES_TOO_SMALL);
	CHECK(split_evenly(3, 0, parts) == SHARES_TOO_SMALL);
	CHECK(amount_for_each(500, 9, &total) == SHARES_GOOD && total == 4500);
	CHECK(amount_for_each(LARGEST_AMOUNT, 1, &total) == SHARES_GOOD && total == LARGEST_AMOUNT);
	total = 7;
	CHECK(amount_for_each(LARGEST_AMOUNT / 2 + 1, 2, &total) == SHARES_TOO_LARGE);
	CHECK(amount_for_each(INT64_MAX, 1000, &total) == SHARES_TOO_LARGE && total == 7);
	CHECK(prorated(500, 14, 28) == 250);
	CHECK(prorated(500, 28, 28) == 500);
	CHECK(prorated(500, 1, 31) == 16);
	CHECK(prorated(10, 1, 31) == 0);
	CHECK(prorated(LARGEST_AMOUNT, 364, 365) == INT64_C(997260273972602));
	CHECK(prorated(INT64_MAX, 366, 366) == INT64_MAX);
}

static unsigned seed;
static int64_t at_random(int64_t below)
{
	return (int64_t)(((uint64_t)rand_r(&seed) << 31 | (uint64_t)rand_r(&seed)) %
			 (uint64_t)below);
}

static size_t random_shares(struct share *shares, bool percents)
{
	size_t count = 1 + (size_t)at_random(MOST - 1);
	for (size_t i = 0; i < count; i++)
		shares[i] = percents ? (struct share){ SHARE_PERCENT,
						       1 + at_random(20000 / (int64_t)count), 0 }
			    : at_random(5)
				    ? (struct share){ SHARE_PARTS,
						      at_random(3) ? 1 : 1 + at_random(1000), 0 }
				    : (struct share){ SHARE_EXACT, 1 + at_random(1000), 0 };
	if (at_random(2))
		shares[0] = me;
	return count;
}

static wide weight(const struct share *share, int64_t percent)
{
	return share->kind == SHARE_EXACT  ? 0
	       : share->kind != SHARE_REST ? share->value
	       : percent                   ? 10000 - percent
					   : 1;
}

/* Each part is the exact quotient rounded down or up; those rounded up have remainders that are
 * larger, or as large and of somebody who comes first; together they are the amount. */
static void check_split(int64_t amount, const struct share *shares, size_t count)
{
	int64_t percent = 0, rest = amount, together = 0;
	wide weights = 0;
	int wrong = 0;
	for (size_t i = 0; i < count; i++) {
		percent += shares[i].kind == SHARE_PERCENT ? shares[i].value : 0;
		rest -= shares[i].kind == SHARE_EXACT ? shares[i].value : 0;
	}
	for (size_t i = 0; i < count; i++)
		weights += weight(&shares[i], percent);
	for (size_t i = 0; i < count; i++) {
		together += shares[i].amount;
		if (shares[i].kind == SHARE_EXACT) {
			wrong += shares[i].amount != shares[i].value;
			continue;
		}
		wide whole = rest * weight(&shares[i], percent),
		     more = shares[i].amount - whole / weights;
		wrong += more != 0 && more != 1;
		for (size_t k = 0; k < count && !more; k++) {
			wide other = rest * weight(&shares[k], percent);
			bool up =
				shares[k].kind != SHARE_EXACT && shares[k].amount > other / weights;
			wrong += up && (other % weights < whole % weights ||
					(other % weights == whole % weights && k > i));
		}
	}
	CHECK(wrong == 0);
	CHECK(together == amount);
}

static void check_random_splits(int splits)
{
	int good = 0;
	for (int i = 0; i < splits; i++) {
		struct share shares[MOST];
		size_t count = random_shares(shares, at_random(3) == 0);
		int64_t amount = 1 + at_random(at_random(2) ? 100000 : LARGEST_AMOUNT);
		if (split_by_shares(amount, shares, count, NULL) != SHARES_GOOD)
			continue;
		good++;
		check_split(amount, shares, count);
	}
	CHECK(good > splits / 4);
}

int main(void)
{
	const char *wanted = getenv("SEED");
	seed = wanted ? (unsigned)strtoul(wanted, NULL, 10) : (unsigned)time(NULL);
	printf("shares: SEED=%u\n", seed);
	check_examples();
	check_arithmetic();
	check_random_splits(20000);
	return REPORT("shares");
}
