/* Reconciliations: the entries of their day say what they say, and what reopened them is the first
 * reversal of an entry that they agreed. */
#include <stdio.h>
#include <string.h>

#include "ledger/currency_code.h"
#include "verify/month.h"

/* Columns of the query "verify reconciled". */
enum { ACCOUNT, CODE, SEQ, DAY, BOOKS, LAST, REOPENED_BY, TIME };
/* And of "verify reconciled entries". */
enum { ENTRY_ACCOUNT, ENTRY_CODE, TRANSACTION, AMOUNT, ENTRY_TIME, LINE_DAY, LINKED, REVERSED_BY };

struct proved {
	struct proved *next;
	int64_t account_id, seq, day, books, last_transaction, reopened_by;
	char currency[CURRENCY_SIZE];
	struct wide_sum sum;    /* of its entries */
	int64_t first_reversal; /* of one of them, behind it; 0: none */
};
struct proving {
	struct pass *pass;
	struct proved *first, **end;
};

static void add_fault(struct pass *pass, const struct proved *proved, const char *what,
		      const char *stored, const char *found)
{
	fault_add(pass->faults, CHECK_RECONCILIATION, "reconciliations",
		  row_key(pass->faults, "%ju/%jd/%s/%jd", pass->guild_id, proved->account_id,
			  proved->currency, proved->seq),
		  "%s %s, by the books' entries %s", what, stored, found);
}

static bool take_row(void *context, const struct value *values)
{
	struct proving *proving = context;
	struct pass *pass = proving->pass;
	struct proved *proved = arena_alloc(&pass->memory, sizeof *proved);
	proved->account_id = number_of(&values[ACCOUNT]);
	currency_code_copy(proved->currency, value_words(&values[CODE]));
	proved->seq = number_of(&values[SEQ]);
	proved->books = number_of(&values[BOOKS]);
	proved->last_transaction = number_of(&values[LAST]);
	proved->reopened_by = number_of(&values[REOPENED_BY]);
	*proving->end = proved;
	proving->end = &proved->next;
	if (!day_parse(value_words(&values[DAY]), &proved->day)) {
		add_fault(pass, proved, "its day is", value_words(&values[DAY]), "no day at all");
		proved->day = NO_DAY;
	} else if (values[TIME].kind == VALUE_INTEGER &&
		   proved->day > day_at(pass->month->zone, number_of(&values[TIME]))) {
		add_fault(pass, proved, "its day is", value_words(&values[DAY]),
			  "later than its log row");
	}
	return true;
}

/* On which day of the bank the entry counted when PROVED was made. */
static int64_t day_then(const struct pass *pass, const struct proved *proved,
			const struct value *values)
{
	int64_t day;
	return values[LINE_DAY].kind == VALUE_TEXT && number_of(&values[LINKED]) < proved->seq &&
			       day_parse(values[LINE_DAY].text, &day)
		       ? day
		       : day_at(pass->month->zone, number_of(&values[ENTRY_TIME]));
}

static bool take_entry(void *context, const struct value *values)
{
	struct proving *proving = context;
	int64_t account_id = number_of(&values[ENTRY_ACCOUNT]),
		transaction = number_of(&values[TRANSACTION]),
		reversal = number_of(&values[REVERSED_BY]);
	for (struct proved *proved = proving->first; proved; proved = proved->next) {
		if (proved->account_id != account_id || transaction > proved->last_transaction ||
		    strcmp(proved->currency, value_words(&values[ENTRY_CODE])) != 0 ||
		    day_then(proving->pass, proved, values) > proved->day)
			continue;
		wide_add(&proved->sum, number_of(&values[AMOUNT]));
		if (reversal > proved->last_transaction &&
		    (!proved->first_reversal || reversal < proved->first_reversal))
			proved->first_reversal = reversal;
	}
	return true;
}

static void check_proved(struct pass *pass, const struct proved *proved)
{
	char stored[24], found[WIDE_TEXT_SIZE];
	struct wide_sum books = { 0 };
	wide_add(&books, proved->books);
	snprintf(stored, sizeof stored, "%jd", proved->books);
	if (!wide_equal(&books, &proved->sum))
		add_fault(pass, proved, "the balance of its day is (minor units)", stored,
			  decimal_from_wide(&proved->sum, 0, found));
	snprintf(stored, sizeof stored, "%jd", proved->reopened_by);
	snprintf(found, sizeof found, "%jd", proved->first_reversal);
	if (proved->reopened_by != proved->first_reversal)
		add_fault(pass, proved, "reopened_by is", stored, found);
}

void check_reconciliations(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct proving proving = { .pass = pass, .end = &proving.first };
	if (!pass->month->zone)
		return; /* its rules are unknown here: nothing can be said of days */
	store_query(pass->store, "verify reconciled", &guild, 1, take_row, &proving);
	if (proving.first)
		store_query(pass->store, "verify reconciled entries", &guild, 1, take_entry,
			    &proving);
	for (const struct proved *proved = proving.first; proved; proved = proved->next)
		check_proved(pass, proved);
}
