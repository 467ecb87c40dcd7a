/* The journal of a parcel: each entry of its batches, for a spreadsheet and for hledger; and what
 * each account of income and expense came to by month. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/calendar.h"
#include "base/fail.h"
#include "base/hash.h"
#include "command/verbs.h"
#include "report/export.h"
#include "tools/parcel_files.h"

/* Columns of the query "parcel entries". */
enum {
	TRANSACTION,
	TIME,
	BATCH,
	VERB,
	MEMO,
	ENTRY,
	ACCOUNT,
	CURRENCY,
	AMOUNT,
	SCALE,
	KIND,
	OWNER,
	FOLDED,
	NAME
};

/* What was booked to an account of income or expense in a month. */
struct category {
	struct category_key {
		int64_t account_id;
		char currency[16], month[8];
	} key; /* unused bytes are zero */
	const char *kind, *name;
	int scale;
	wide sum; /* positive debit */
	UT_hash_handle hh;
};

struct journal {
	struct parcel *parcel;
	struct arena memory;
	struct reader *evidence;
	const struct value *attached; /* its next row */
	int64_t transaction;
	struct buf hashes; /* of the evidence of that transaction */
	struct category *categories;
	bool hledger; /* which of the two is written */
};

static void take_hashes(struct journal *journal, int64_t transaction)
{
	if (journal->transaction == transaction)
		return;
	journal->transaction = transaction;
	buf_clear(&journal->hashes);
	while (journal->attached && journal->attached[0].integer < transaction)
		journal->attached = reading_next(journal->evidence);
	while (journal->attached && journal->attached[0].integer == transaction) {
		buf_printf(&journal->hashes, "%s%s", journal->hashes.length ? " " : "",
			   value_words(&journal->attached[1]));
		journal->attached = reading_next(journal->evidence);
	}
}

static void add_category(struct journal *journal, const struct value *values, const char *day)
{
	const char *kind = value_words(&values[KIND]);
	struct category_key key = { .account_id = values[ACCOUNT].integer };
	struct category *category;
	if ((strcmp(kind, "income") != 0 && strcmp(kind, "expense") != 0) ||
	    verb_traits(value_words(&values[VERB])) & TRAIT_CLOSES_YEAR)
		return; /* a year's end is neither income nor expense */
	strncpy(key.currency, value_words(&values[CURRENCY]), sizeof key.currency - 1);
	memcpy(key.month, day, 7);
	HASH_FIND(hh, journal->categories, &key, sizeof key, category);
	if (!category) {
		category = arena_alloc(&journal->memory, sizeof *category);
		category->key = key;
		category->kind = arena_strdup(&journal->memory, kind);
		category->name = arena_strdup(&journal->memory, value_words(&values[NAME]));
		category->scale = (int)values[SCALE].integer;
		HASH_ADD(hh, journal->categories, key, sizeof category->key, category);
	}
	category->sum += values[AMOUNT].integer;
}

static const char *memo_of(const struct value *values)
{
	return values[MEMO].kind == VALUE_TEXT ? values[MEMO].text : "";
}

static void add_row(struct journal *journal, const struct value *values, const char *day)
{
	struct buf *out = &journal->parcel->spool.waiting;
	take_hashes(journal, values[TRANSACTION].integer);
	csv_add(out, day, true);
	csv_add_number(out, values[BATCH].integer, false);
	csv_add_number(out, values[TRANSACTION].integer, false);
	csv_add_number(out, values[ENTRY].integer, false);
	csv_add(out, value_words(&values[VERB]), false);
	csv_add_number(out, values[ACCOUNT].integer, false);
	csv_add(out, value_words(&values[CURRENCY]), false);
	csv_add_minor(out, values[AMOUNT].integer, (int)values[SCALE].integer);
	csv_add(out, value_words(&values[NAME]), false);
	csv_add(out, memo_of(values), false);
	csv_add(out, buf_string(&journal->hashes), false);
	add_category(journal, values, day);
}

/* As an entry of hledger's; what people wrote is in the description only. */
static void add_posting(struct journal *journal, const struct value *values, const char *day)
{
	struct buf *out = &journal->parcel->spool.waiting;
	char text[DECIMAL_TEXT_SIZE];
	struct export_account account = { .id = values[ACCOUNT].integer,
					  .owner = values[OWNER].kind == VALUE_INTEGER
							   ? values[OWNER].integer
							   : 0,
					  .kind = value_words(&values[KIND]),
					  .folded_name = value_words(&values[FOLDED]) };
	if (values[TRANSACTION].integer != journal->transaction) {
		take_hashes(journal, values[TRANSACTION].integer);
		buf_printf(out, "\n%s * (%jd) %s", day, values[TRANSACTION].integer,
			   value_words(&values[VERB]));
		if (*memo_of(values)) {
			buf_text(out, " - ");
			export_text(out, memo_of(values), ";|");
		}
		buf_printf(out, "\n    ; batch: %jd\n", values[BATCH].integer);
		if (journal->hashes.length)
			buf_printf(out, "    ; evidence: %s\n", buf_string(&journal->hashes));
	}
	buf_text(out, "    ");
	export_account_name(out, &account);
	buf_printf(out, "  %s \"%s\"",
		   decimal_from_minor(values[AMOUNT].integer, (int)values[SCALE].integer, text),
		   value_words(&values[CURRENCY]));
}

static bool take_entry(void *context, const struct value *values)
{
	struct journal *journal = context;
	char day[DAY_TEXT_SIZE];
	day_format(day_at(journal->parcel->zone, values[TIME].integer), day);
	if (journal->hledger)
		add_posting(journal, values, day);
	else
		add_row(journal, values, day);
	parcel_spool_put(&journal->parcel->spool, "\n", 1);
	return true;
}

static void read_entries(struct journal *journal)
{
	const struct parcel *parcel = journal->parcel;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)parcel->guild_id),
				      bind_integer(":from", parcel->first_transaction),
				      bind_integer(":to", parcel->last_transaction),
				      bind_integer(":last", parcel->last) };
	journal->transaction = 0;
	journal->evidence =
		store_read(parcel->store, "parcel evidence of transactions", bindings, 4);
	journal->attached = reading_next(journal->evidence);
	store_query(parcel->store, "parcel entries", bindings, 3, take_entry, journal);
	reading_end(journal->evidence);
}

static int by_month(const struct category *left, const struct category *right)
{
	int order = strcmp(left->key.month, right->key.month);
	if (!order)
		order = strcmp(left->key.currency, right->key.currency);
	if (order)
		return order;
	return left->key.account_id < right->key.account_id
		       ? -1
		       : left->key.account_id > right->key.account_id;
}

static void write_categories(struct journal *journal)
{
	struct parcel_spool *spool = &journal->parcel->spool;
	struct buf *out = &spool->waiting;
	parcel_spool_begin(spool, "statements/by-category.csv");
	buf_text(out, "month,kind,account,currency,amount,name\n");
	HASH_SORT(journal->categories, by_month);
	for (const struct category *category = journal->categories; category;
	     category = category->hh.next) {
		bool income = strcmp(category->kind, "income") == 0;
		csv_add(out, category->key.month, true);
		csv_add(out, category->kind, false);
		csv_add_number(out, category->key.account_id, false);
		csv_add(out, category->key.currency, false);
		csv_add_minor(out, income ? -category->sum : category->sum, category->scale);
		csv_add(out, category->name, false);
		parcel_spool_put(spool, "\n", 1);
	}
	parcel_spool_end(spool);
	HASH_CLEAR(hh, journal->categories);
}

void parcel_journal(struct parcel *parcel)
{
	struct journal journal = { .parcel = parcel };
	parcel_spool_begin(&parcel->spool, "journal.csv");
	buf_text(&parcel->spool.waiting, "day,batch,transaction,entry,verb,account,currency,amount,"
					 "name,text,evidence\n");
	read_entries(&journal);
	parcel_spool_end(&parcel->spool);
	parcel_spool_begin(&parcel->spool, "journal.hledger");
	buf_printf(&parcel->spool.waiting, "; batches %jd to %jd\ndecimal-mark .\n", parcel->first,
		   parcel->last);
	journal.hledger = true;
	read_entries(&journal);
	parcel_spool_end(&parcel->spool);
	write_categories(&journal);
	buf_free(&journal.hashes);
	arena_free(&journal.memory);
}
