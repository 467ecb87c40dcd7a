/* Balances of a parcel, by the control totals of its batches, and the statements made of them. */
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "tools/parcel_files.h"

/* Columns of the query "parcel totals": by account, currency and batch. */
enum {
	ACCOUNT,
	CURRENCY,
	SCALE,
	KIND,
	NAME,
	BATCH,
	BALANCE,
	DEBITS,
	DEBITS_OVER,
	CREDITS,
	CREDITS_OVER
};

/* An account in a currency. */
struct row {
	int64_t account_id, opening, closing; /* positive debit */
	int scale;
	struct wide_sum debits, credits;
	wide closed; /* of it, what the ends of years moved */
	const char *currency, *kind, *name;
	struct row *next;
};
struct totals {
	const struct parcel *parcel;
	struct arena memory;
	struct row *first, **end, *last;
	struct row *closed; /* where the next one that a year's end moved is looked for */
};

static bool take_total(void *context, const struct value *values)
{
	struct totals *totals = context;
	struct row *row = totals->last;
	if (!row || row->account_id != values[ACCOUNT].integer ||
	    strcmp(row->currency, value_words(&values[CURRENCY])) != 0) {
		row = arena_alloc(&totals->memory, sizeof *row);
		*row = (struct row){
			.account_id = values[ACCOUNT].integer,
			.scale = (int)values[SCALE].integer,
			.currency = arena_strdup(&totals->memory, value_words(&values[CURRENCY])),
			.kind = arena_strdup(&totals->memory, value_words(&values[KIND])),
			.name = arena_strdup(&totals->memory, value_words(&values[NAME])),
		};
		*totals->end = totals->last = row;
		totals->end = &row->next;
	}
	row->closing = values[BALANCE].integer;
	if (values[BATCH].integer < totals->parcel->first) {
		row->opening = values[BALANCE].integer;
		return true;
	}
	wide_add_sum(&row->debits,
		     &(struct wide_sum){ values[DEBITS_OVER].integer, values[DEBITS].integer });
	wide_add_sum(&row->credits,
		     &(struct wide_sum){ values[CREDITS_OVER].integer, values[CREDITS].integer });
	return true;
}

/* Both come in the same order. */
static bool take_closed(void *context, const struct value *values)
{
	struct totals *totals = context;
	struct row *row = totals->closed;
	while (row && (row->account_id != values[0].integer ||
		       strcmp(row->currency, value_words(&values[1])) != 0))
		row = row->next;
	if (!row)
		fail(EX_DATAERR,
		     "no batch has a control total of account %jd, which a year's end moved",
		     values[0].integer);
	row->closed = value_wide(&values[2]);
	totals->closed = row->next;
	return true;
}

static bool is_of_result(const struct row *row)
{
	return strcmp(row->kind, "income") == 0 || strcmp(row->kind, "expense") == 0;
}

/* AMOUNT on the side on which accounts of the row's kind are positive. */
static wide normal(const struct row *row, wide amount)
{
	return strcmp(row->kind, "asset") == 0 || strcmp(row->kind, "expense") == 0 ? amount
										    : -amount;
}

static void write_balances(struct parcel_spool *spool, const struct totals *totals)
{
	struct buf *out = &spool->waiting;
	parcel_spool_begin(spool, "balances.csv");
	buf_text(out, "account,currency,opening,debit,credit,closing,name\n");
	for (const struct row *row = totals->first; row; row = row->next) {
		csv_add_number(out, row->account_id, true);
		csv_add(out, row->currency, false);
		csv_add_minor(out, row->opening, row->scale);
		csv_add_minor(out, wide_of_sum(&row->debits), row->scale);
		csv_add_minor(out, wide_of_sum(&row->credits), row->scale);
		csv_add_minor(out, row->closing, row->scale);
		csv_add(out, row->name, false);
		parcel_spool_put(spool, "\n", 1);
	}
	parcel_spool_end(spool);
}

static void write_row(struct parcel_spool *spool, const struct row *row, wide amount)
{
	struct buf *out = &spool->waiting;
	csv_add(out, row->kind, true);
	csv_add_number(out, row->account_id, false);
	csv_add(out, row->currency, false);
	csv_add_minor(out, amount, row->scale);
	csv_add(out, row->name, false);
	parcel_spool_put(spool, "\n", 1);
}

/* The result of a currency. */
struct result {
	char currency[16];
	int scale;
	wide amount;
};
enum { MOST_CURRENCIES = 64 };

static struct result *result_of(struct result *results, const struct row *row)
{
	for (int i = 0; i < MOST_CURRENCIES; i++) {
		if (!*results[i].currency) {
			strncpy(results[i].currency, row->currency, sizeof results->currency - 1);
			results[i].scale = row->scale;
		}
		if (strcmp(results[i].currency, row->currency) == 0)
			return &results[i];
	}
	fail(EX_DATAERR, "the books have more than %d currencies, too many for a statement",
	     MOST_CURRENCIES);
}

/* What came in and went out in these batches, and what is left of it in each currency. That a
 * year's end brought it to zero is no income or expense. */
static void write_result(struct parcel_spool *spool, const struct totals *totals)
{
	struct result results[MOST_CURRENCIES] = { 0 };
	parcel_spool_begin(spool, "statements/result.csv");
	buf_text(&spool->waiting, "kind,account,currency,amount,name\n");
	for (const struct row *row = totals->first; row; row = row->next) {
		wide moved = wide_of_sum(&row->debits) - wide_of_sum(&row->credits) - row->closed;
		if (!is_of_result(row))
			continue;
		write_row(spool, row, normal(row, moved));
		result_of(results, row)->amount -= moved;
	}
	for (int i = 0; i < MOST_CURRENCIES && *results[i].currency; i++) {
		buf_printf(&spool->waiting, "result,,%s", results[i].currency);
		csv_add_minor(&spool->waiting, results[i].amount, results[i].scale);
		parcel_spool_put(spool, ",\n", 2);
	}
	parcel_spool_end(spool);
}

static void write_balance(struct parcel_spool *spool, const struct totals *totals)
{
	parcel_spool_begin(spool, "statements/balance.csv");
	buf_text(&spool->waiting, "kind,account,currency,amount,name\n");
	for (const struct row *row = totals->first; row; row = row->next)
		if (!is_of_result(row))
			write_row(spool, row, normal(row, row->closing));
	parcel_spool_end(spool);
}

void parcel_balances(struct parcel *parcel)
{
	struct totals totals = { .parcel = parcel, .end = &totals.first };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)parcel->guild_id),
				      bind_integer(":last", parcel->last) };
	struct binding range[] = { bindings[0], bind_integer(":from", parcel->first_transaction),
				   bind_integer(":to", parcel->last_transaction) };
	store_query(parcel->store, "parcel totals", bindings, 2, take_total, &totals);
	totals.closed = totals.first;
	store_query(parcel->store, "parcel closes", range, 3, take_closed, &totals);
	write_balances(&parcel->spool, &totals);
	write_result(&parcel->spool, &totals);
	write_balance(&parcel->spool, &totals);
	arena_free(&totals.memory);
}
