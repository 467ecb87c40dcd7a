/* Sums, balances and seals, without the log. */
#include "verify/money.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/hash.h"
#include "ledger/currency_code.h"
#include "store/seal.h"
#include "verify/sums.h"

/* What the entries of an account in a currency come to. */
struct booked {
	struct booked_key {
		int64_t account_id;
		char currency[CURRENCY_SIZE + 4];
	} key; /* unused bytes are zero */
	int64_t amount, entries;
	bool beyond; /* 64 bits */
	UT_hash_handle hh;
};

struct money {
	struct store *store;
	uint64_t guild_id;
	struct buf *problem;
	struct money_tally *tally;
	struct booked *booked;
	int64_t transaction; /* at hand */
	struct currency_sums sums;
	bool beyond; /* its sum */
	char previous[HASH_TEXT_SIZE];
};

__attribute__((format(printf, 2, 3))) static bool find(struct money *money, const char *format, ...)
{
	va_list args;
	buf_printf(money->problem, "guild %ju: ", money->guild_id);
	va_start(args, format);
	buf_vprintf(money->problem, format, args);
	va_end(args);
	return false;
}

static struct booked *booked_in(struct money *money, int64_t account_id, const char *currency)
{
	struct booked_key key;
	struct booked *booked;
	memset(&key, 0, sizeof key);
	key.account_id = account_id;
	currency_code_copy(key.currency, currency);
	HASH_FIND(hh, money->booked, &key, sizeof key, booked);
	if (booked)
		return booked;
	booked = calloc(1, sizeof *booked);
	if (!booked)
		fail(EX_OSERR, "out of memory");
	booked->key = key;
	HASH_ADD(hh, money->booked, key, sizeof booked->key, booked);
	return booked;
}

static bool end_transaction(struct money *money)
{
	const struct currency_sum *sum = sums_unbalanced(&money->sums, 0);
	if (!sum && !money->beyond && money->sums.count <= MOST_SUMS)
		return true;
	return find(money, "transaction %jd does not balance in %s", money->transaction,
		    sum ? sum->currency : money->sums.of[0].currency);
}

/* Of the query "verify entries". */
enum { ENTRY_TRANSACTION, ENTRY, ENTRY_ACCOUNT, ENTRY_CURRENCY, ENTRY_AMOUNT };

static bool take_entry(void *context, const struct value *values)
{
	struct money *money = context;
	const char *currency = value_words(&values[ENTRY_CURRENCY]);
	int64_t amount = values[ENTRY_AMOUNT].integer;
	if (values[ENTRY_TRANSACTION].integer != money->transaction) {
		if (!end_transaction(money))
			return false;
		money->transaction = values[ENTRY_TRANSACTION].integer;
		memset(&money->sums, 0, sizeof money->sums);
		money->beyond = false;
	}
	money->beyond |= !sums_add(&money->sums, currency, amount);
	struct booked *booked = booked_in(money, values[ENTRY_ACCOUNT].integer, currency);
	booked->entries++;
	booked->beyond |= !checked_add(booked->amount, amount, &booked->amount);
	return true;
}

/* Of the query "copied balances". */
enum { BALANCE_ACCOUNT, BALANCE_CURRENCY, BALANCE, BALANCE_FLOOR, BALANCE_ENTRIES };

static bool compare_balance(void *context, const struct value *values)
{
	struct money *money = context;
	const struct booked *booked = booked_in(money, values[BALANCE_ACCOUNT].integer,
						value_words(&values[BALANCE_CURRENCY]));
	if (!booked->beyond && booked->amount == values[BALANCE].integer &&
	    booked->entries == values[BALANCE_ENTRIES].integer)
		return true;
	return find(money, "the balance of account %jd in %s is not the sum of its entries",
		    values[BALANCE_ACCOUNT].integer, value_words(&values[BALANCE_CURRENCY]));
}

/* Of the query "batch chain". */
enum { BATCH, BATCH_STATE, BATCH_PREVIOUS, BATCH_HASH };

static bool prove_batch(void *context, const struct value *values)
{
	struct money *money = context;
	struct seal seal = { .guild_id = money->guild_id, .batch = values[BATCH].integer };
	money->tally->batches++;
	if (strcmp(value_words(&values[BATCH_PREVIOUS]), money->previous) != 0)
		return find(money, "batch %jd names another hash before it than %s",
			    values[BATCH].integer, money->previous);
	if (strcmp(value_words(&values[BATCH_STATE]), "closed") != 0)
		return true;
	seal_compute(money->store, &seal);
	bool whole = strcmp(seal.hash, value_words(&values[BATCH_HASH])) == 0;
	if (!whole)
		find(money, "the hash of batch %jd, computed anew, is %s and not its own",
		     values[BATCH].integer, seal.hash);
	memcpy(money->previous, seal.hash, sizeof money->previous);
	money->tally->closed++;
	seal_free(&seal);
	return whole;
}

static void free_booked(struct money *money)
{
	struct booked *booked, *next;
	HASH_ITER(hh, money->booked, booked, next)
	{
		HASH_DEL(money->booked, booked);
		free(booked);
	}
}

bool verify_money(struct store *store, uint64_t guild_id, struct money_tally *tally,
		  struct buf *problem)
{
	struct money money = {
		.store = store, .guild_id = guild_id, .problem = problem, .tally = tally
	};
	struct binding bindings[] = { bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":transaction", INT64_MIN) };
	*tally = (struct money_tally){ 0 };
	memset(money.previous, '0', sizeof money.previous - 1);
	store_query(store, "verify entries", bindings, 2, take_entry, &money);
	if (!problem->length && end_transaction(&money))
		store_query(store, "copied balances", bindings, 1, compare_balance, &money);
	if (!problem->length)
		store_query(store, "batch chain", bindings, 1, prove_batch, &money);
	free_booked(&money);
	return !problem->length;
}
