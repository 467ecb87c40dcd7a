/* Whether a list is right in itself: what the first pass finds wrong, and what it counts. */
#include "import/checks.h"

#include <stdint.h>

#include "check.h"

static struct list_checks checks;

static struct list_account account_of(const char *name)
{
	return (struct list_account){ .name = name, .from = NO_DAY, .to = NO_DAY, .place = 99 };
}

static void give(uint64_t place, int64_t day, int64_t amount, const char *currency,
		 const int64_t *balance)
{
	struct list_line line = { .place = place,
				  .day = day,
				  .amount = amount,
				  .reference = "",
				  .structured = "",
				  .text = "x",
				  .party = "",
				  .purpose = "",
				  .account = "",
				  .member_id = "",
				  .has_balance = balance != NULL };
	strncpy(line.currency, currency, sizeof line.currency - 1);
	if (balance)
		line.balance = *balance;
	checks.taker.line(&checks.taker, &line);
}
#define LINE(place, day, amount) give(place, day, amount, "EUR", NULL)
#define BALANCED(place, day, amount, balance) \
	give(place, day, amount, "EUR", &(const int64_t){ balance })

static void begin(int64_t since)
{
	struct list_account account = account_of("ES00");
	checks_begin(&checks, since);
	checks.taker.begin(&checks.taker, &account);
}

static void end(const int64_t *opening, const int64_t *closing)
{
	struct list_account account = account_of("ES00");
	account.has_opening = opening != NULL;
	account.has_closing = closing != NULL;
	account.opening = opening ? *opening : 0;
	account.closing = closing ? *closing : 0;
	checks.taker.end(&checks.taker, &account);
}
#define MINOR(amount) (&(const int64_t){ amount })

static void test_balances(void)
{
	const struct checked_account *account;
	begin(NO_DAY);
	BALANCED(2, 10, 500, 1500);
	BALANCED(3, 10, -200, 1300);
	BALANCED(4, 12, 100, 1400);
	end(NULL, NULL);
	account = &checks.accounts[0];
	CHECK(checks.fault_count == 0 && checks.line_count == 3);
	CHECK(account->has_opening && account->opening == 1000);
	CHECK(account->has_closing && account->closing == 1400);
	CHECK(account->first_day == 10 && account->last_day == 12);
	CHECK(account->currencies[0].in == 600 && account->currencies[0].out == 200);
	checks_free(&checks);

	begin(NO_DAY);
	BALANCED(2, 10, 500, 1500);
	BALANCED(4, 12, 100, 1400);
	end(NULL, NULL);
	CHECK(checks.fault_count == 1 && checks.faults[FAULT_BALANCE].place == 4);
	CHECK(strstr(checks.faults[FAULT_BALANCE].message, "14.00 EUR"));
	CHECK(strstr(checks.faults[FAULT_BALANCE].message, "16.00"));
	checks_free(&checks);

	/* A bank that says balances only sometimes is not checked by them. */
	begin(NO_DAY);
	BALANCED(2, 10, 500, 1500);
	LINE(3, 11, 5);
	BALANCED(4, 12, 100, 1400);
	end(NULL, NULL);
	CHECK(checks.fault_count == 0 && !checks.accounts[0].has_opening);
	checks_free(&checks);
}

static void test_ends(void)
{
	begin(NO_DAY);
	LINE(2, 10, 500);
	LINE(3, 10, -200);
	end(MINOR(1000), MINOR(1300));
	CHECK(checks.fault_count == 0);
	checks_free(&checks);

	begin(NO_DAY);
	LINE(2, 10, 500);
	end(MINOR(1000), MINOR(1300));
	CHECK(checks.faults[FAULT_BALANCE].count == 1 && checks.faults[FAULT_BALANCE].place == 99);
	checks_free(&checks);

	begin(NO_DAY); /* no lines, and yet another closing */
	end(MINOR(1000), MINOR(1300));
	CHECK(checks.faults[FAULT_BALANCE].count == 1);
	checks_free(&checks);

	begin(NO_DAY);
	BALANCED(2, 10, 500, 1500);
	end(MINOR(900), NULL);
	CHECK(checks.faults[FAULT_BALANCE].place == 2);
	checks_free(&checks);

	begin(NO_DAY);
	BALANCED(2, 10, 500, 1500);
	end(NULL, MINOR(1400));
	CHECK(checks.faults[FAULT_BALANCE].place == 2);
	checks_free(&checks);

	begin(NO_DAY); /* a line that could not be read makes every balance wrong */
	LINE(2, 10, 500);
	list_fault(&checks.taker, FAULT_DATE, 3, "31/02 is no day");
	end(MINOR(1000), MINOR(1300));
	CHECK(checks.fault_count == 1 && checks.faults[FAULT_DATE].place == 3);
	checks_free(&checks);
}

static void test_sums(void)
{
	begin(NO_DAY);
	LINE(2, 10, INT64_MAX);
	LINE(3, 10, 1);
	end(NULL, NULL);
	CHECK(checks.faults[FAULT_AMOUNT].count == 1 && checks.faults[FAULT_AMOUNT].place == 3);
	checks_free(&checks);

	begin(NO_DAY);
	LINE(2, 10, INT64_MIN);
	end(NULL, NULL);
	CHECK(checks.faults[FAULT_AMOUNT].count == 1);
	checks_free(&checks);

	begin(NO_DAY);
	BALANCED(2, 10, INT64_MAX, INT64_MIN);
	end(NULL, NULL);
	CHECK(checks.faults[FAULT_BALANCE].count == 1);
	checks_free(&checks);

	begin(NO_DAY);
	for (int i = 0; i <= CHECKED_CURRENCIES; i++) {
		char code[8];
		snprintf(code, sizeof code, "C%d", i);
		give((uint64_t)i + 2, 10, 1, code, NULL);
	}
	end(NULL, NULL);
	CHECK(checks.faults[FAULT_CURRENCY].place == CHECKED_CURRENCIES + 2);
	checks_free(&checks);
}

/* Balances of each currency follow those of their own. */
static void test_currencies(void)
{
	begin(NO_DAY);
	BALANCED(2, 10, 500, 500);
	give(3, 10, 100, "USD", MINOR(2100));
	BALANCED(4, 10, 100, 600);
	give(5, 10, -100, "USD", MINOR(2000));
	end(NULL, NULL);
	CHECK(checks.fault_count == 0 && checks.accounts[0].currency_count == 2);
	CHECK(!checks.accounts[0].has_opening);
	checks_free(&checks);
}

static void test_left_out(void)
{
	begin(12);
	BALANCED(2, 10, 500, 1500);
	BALANCED(3, 12, 0, 1500);
	BALANCED(4, 12, -200, 1300);
	checks.taker.skip(&checks.taker, SKIP_PENDING, 5);
	end(MINOR(1000), MINOR(1300));
	const struct checked_account *account = &checks.accounts[0];
	CHECK(checks.fault_count == 0 && checks.line_count == 1 && account->older == 1);
	CHECK(account->opening == 1500 && account->closing == 1300);
	CHECK(account->first_day == 12 && account->currencies[0].in == 0);
	CHECK(checks.skips[SKIP_ZERO].count == 1 && checks.skips[SKIP_ZERO].places[0] == 3);
	CHECK(checks.skips[SKIP_PENDING].places[0] == 5);
	checks_free(&checks);
}

static void test_many(void)
{
	struct list_account account = account_of("");
	checks_begin(&checks, NO_DAY);
	for (int i = 0; i <= CHECKED_ACCOUNTS; i++) {
		checks.taker.begin(&checks.taker, &account);
		LINE(1, 10, 1);
		checks.taker.end(&checks.taker, &account);
	}
	CHECK(checks.faults[FAULT_ACCOUNT].count == 1);
	for (int i = 0; i < 1000; i++) {
		list_warn(&checks.taker, 1, "again");
		list_fault(&checks.taker, FAULT_DATE, (uint64_t)i + 7, "no day");
		checks.taker.skip(&checks.taker, SKIP_RULE, 1);
	}
	CHECK(checks.warning_count == 1000 && checks.faults[FAULT_DATE].count == 1000);
	CHECK(checks.faults[FAULT_DATE].place == 7 && checks.skips[SKIP_RULE].count == 1000);
	checks_free(&checks);
}

int main(void)
{
	test_balances();
	test_ends();
	test_sums();
	test_currencies();
	test_left_out();
	test_many();
	return REPORT("import checks");
}
