/* Transactions and their entries, each beside the row of the log that gave it. */
#include <stddef.h>
#include <string.h>

#include "base/decimal.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "verify/pass.h"
#include "verify/month.h"

static const char *key_of(struct pass *pass, int64_t transaction)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, transaction);
}

/* Into the running balance of its account. */
static void move(struct pass *pass, struct posting *posting, struct book_account *account,
		 const char *currency, int64_t amount)
{
	struct holding *holding = holding_of(pass, account, currency);
	if (!holding->is_moved && posting->moved_count < MAX_ENTRIES) {
		holding->is_moved = true;
		holding->before = holding->amount;
		holding->moved = NULL;
		posting->owners[posting->moved_count++] = account;
		*posting->moved_end = holding;
		posting->moved_end = &holding->moved;
	}
	holding->entries++;
	if (!checked_add(holding->amount, amount, &holding->amount))
		fault_add(pass->faults, CHECK_BALANCE, "transactions",
			  key_of(pass, posting->transaction),
			  "it takes the balance of account %jd beyond 64 bits",
			  account->account_id);
}

static const char *key_of_entry(struct pass *pass)
{
	return row_key(pass->faults, "%ju/%jd/%jd", pass->guild_id, number_of(&pass->entry[0]),
		       number_of(&pass->entry[1]));
}

static void take_entry(struct pass *pass, struct posting *posting)
{
	const struct value *entry = pass->entry;
	int64_t amount = number_of(&entry[4]);
	struct book_account *account = account_of(pass, number_of(&entry[2]));
	struct book_currency *currency = currency_of(pass, entry[3].text);
	if (number_of(&entry[1]) != ++posting->entry_count) {
		fault_add(pass->faults, CHECK_SEQUENCE, "entries", key_of_entry(pass),
			  "the entry before has the number %jd", posting->entry_count - 1);
		posting->entry_count = number_of(&entry[1]);
	}
	if (!amount)
		fault_add(pass->faults, CHECK_FORM, "entries", key_of_entry(pass),
			  "amount cannot be 0");
	if (!currency)
		fault_add(pass->faults, CHECK_REFERENCE, "entries", key_of_entry(pass),
			  "currency %s is not in currencies", entry[3].text);
	else if (amount > 0 &&
		 __builtin_add_overflow(currency->open_debits, amount, &currency->open_debits))
		currency->open_debits = INT64_MAX;
	if (!sums_add(&posting->sums, entry[3].text, amount))
		fault_add(pass->faults, CHECK_TRANSACTION, "transactions",
			  key_of(pass, posting->transaction),
			  "the sum of its entries in %s is beyond 64 bits", entry[3].text);
	pass->spends |= account && account->kind == KIND_EXPENSE;
	if (account)
		move(pass, posting, account, entry[3].text, amount);
	else
		fault_add(pass->faults, CHECK_REFERENCE, "entries", key_of_entry(pass),
			  "account_id %jd is not in accounts", number_of(&entry[2]));
	int64_t at = posting->entry_count - 1;
	if (at >= 0 && at < MAX_ENTRIES) {
		posting->entries[at].account_id = number_of(&entry[2]);
		posting->entries[at].amount = amount;
		currency_code_copy(posting->entries[at].currency, entry[3].text);
	} else {
		fault_add(pass->faults, CHECK_FORM, "entries", key_of_entry(pass),
			  "no command posts more than %d entries", MAX_ENTRIES);
	}
	pass->entry_count++;
}

/* The entries themselves are room, of which most transactions need little: they are not cleared. */
static void begin_posting(struct posting *posting, int64_t transaction)
{
	memset(posting, 0, offsetof(struct posting, entries));
	posting->transaction = transaction;
	posting->moved_end = &posting->moved;
}

/* Entries whose transaction is not there, up to the one at hand. */
static void skip_strays(struct pass *pass, int64_t transaction)
{
	while (pass->entry && number_of(&pass->entry[0]) < transaction) {
		struct posting stray;
		begin_posting(&stray, number_of(&pass->entry[0]));
		fault_add(pass->faults, CHECK_REFERENCE, "entries", key_of_entry(pass),
			  "transaction %jd is not in transactions", number_of(&pass->entry[0]));
		stray.entry_count = number_of(&pass->entry[1]) - 1;
		take_entry(pass, &stray);
		for (struct holding *holding = stray.moved; holding; holding = holding->moved)
			holding->is_moved = false;
		pass->entry = reading_next(pass->entries);
	}
}

struct mirror {
	struct pass *pass;
	const struct posting *posting;
	int64_t at;
	bool differs;
};

static bool compare_mirrored(void *context, const struct value *values)
{
	struct mirror *mirror = context;
	int64_t at = mirror->at++;
	if (at >= mirror->posting->entry_count || at >= MAX_ENTRIES) {
		mirror->differs = true;
		return false;
	}
	mirror->differs |= mirror->posting->entries[at].account_id != number_of(&values[0]) ||
			   strcmp(mirror->posting->entries[at].currency, values[1].text) != 0 ||
			   (uint64_t)mirror->posting->entries[at].amount !=
				   0 - (uint64_t)number_of(&values[2]);
	return true;
}

/* A reversal is the transaction before with every sign turned. */
static void check_reversal(struct pass *pass, const struct posting *posting, const char *verb)
{
	struct mirror mirror = { .pass = pass, .posting = posting };
	bool reverses = verb_traits(verb) & TRAIT_REVERSES;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":transaction", posting->reverses) };
	if (reverses != (posting->reverses != 0))
		fault_add(pass->faults, CHECK_REVERSAL, "transactions",
			  key_of(pass, posting->transaction), "it is a “%s”, and reverses is %jd",
			  verb, posting->reverses);
	if (!posting->reverses)
		return;
	if (posting->reverses < 1 || posting->reverses >= posting->transaction) {
		fault_add(pass->faults, CHECK_REFERENCE, "transactions",
			  key_of(pass, posting->transaction),
			  "reverses is %jd, which is no transaction before it", posting->reverses);
		return;
	}
	store_query(pass->store, "verify entries of one", bindings, 2, compare_mirrored, &mirror);
	if (mirror.differs || mirror.at != posting->entry_count)
		fault_add(pass->faults, CHECK_REVERSAL, "transactions",
			  key_of(pass, posting->transaction),
			  "it reverses %jd, whose entries are not the same with the signs turned",
			  posting->reverses);
}

/* The entry at hand goes into the seal of its batch. */
static void seal_one(struct pass *pass, const struct posting *posting)
{
	const struct value *entry = pass->entry, *transaction = pass->transaction;
	seal_entry(pass->sealing, &(struct canonical_entry){
					  .transaction = posting->transaction,
					  .entry = number_of(&entry[1]),
					  .time = number_of(&transaction[2]),
					  .verb = transaction[3].text,
					  .reverses = posting->reverses,
					  .account_id = number_of(&entry[2]),
					  .currency = entry[3].text,
					  .amount = number_of(&entry[4]),
				  });
}

/* Dues and what recurs are booked by themselves: who agreed to them once is told by request. */
static bool comes_by_itself(const char *verb)
{
	return verb_traits(verb) & TRAIT_RECURS;
}

static void take_entries(struct pass *pass, struct posting *posting)
{
	skip_strays(pass, posting->transaction);
	while (pass->entry && number_of(&pass->entry[0]) == posting->transaction) {
		if (pass->sealing)
			seal_one(pass, posting);
		take_entry(pass, posting);
		pass->entry = reading_next(pass->entries);
	}
	if (!posting->entry_count)
		fault_add(pass->faults, CHECK_TRANSACTION, "transactions",
			  key_of(pass, posting->transaction), "it has no entries");
	for (const struct currency_sum *sum = sums_unbalanced(&posting->sums, 0); sum;
	     sum = sums_unbalanced(&posting->sums, (size_t)(sum - posting->sums.of) + 1))
		fault_add(pass->faults, CHECK_TRANSACTION, "transactions",
			  key_of(pass, posting->transaction),
			  "its entries in %s sum to %jd (minor units), not to zero", sum->currency,
			  sum->sum);
	check_floors(pass, posting->moved, posting->owners, posting->transaction);
	for (struct holding *holding = posting->moved; holding; holding = holding->moved)
		holding->is_moved = false;
	for (size_t i = 0; i < posting->moved_count; i++)
		id_list_add(comes_by_itself(pass->transaction[3].text) ? &pass->unasked
								       : &pass->owners,
			    posting->owners[i]->owner_id);
}

/* The transaction at hand, read and left behind. */
static void take_transaction(struct pass *pass, const struct log_row *row)
{
	const struct value *values = pass->transaction;
	struct posting posting;
	begin_posting(&posting, number_of(&values[0]));
	posting.reverses = number_of(&values[6]);
	if (posting.transaction != pass->last_transaction + 1)
		fault_add(pass->faults, CHECK_SEQUENCE, "transactions",
			  key_of(pass, posting.transaction),
			  "the transaction before has the number %jd", pass->last_transaction);
	pass->last_transaction = posting.transaction;
	if (!pass->batch_opened || !pass->batch ||
	    number_of(&pass->batch[0]) != number_of(&values[1]))
		fault_add(pass->faults, CHECK_BATCH, "transactions",
			  key_of(pass, posting.transaction),
			  "it says batch %jd; batch %jd was open then", number_of(&values[1]),
			  (pass->batch_opened && pass->batch ? number_of(&pass->batch[0]) : 0));
	if (text_of(&values[7]) && !utf8_valid(values[7].text, strlen(values[7].text)))
		fault_add(pass->faults, CHECK_FORM, "transactions",
			  key_of(pass, posting.transaction), "its memo is not UTF-8");
	take_entries(pass, &posting);
	month_transaction(pass, row, &posting);
	check_reversal(pass, &posting, values[3].text);
	pass->transaction_count++;
	pass->transaction = reading_next(pass->transactions);
}

/* The first of the row: that the row names. */
static void compare_first(struct pass *pass, const struct log_row *row)
{
	int64_t transaction = number_of(&pass->transaction[0]);
	if (row->transaction != transaction)
		fault_add(pass->faults, CHECK_EFFECT, "commands", log_key(pass, row),
			  "it says that it posted transaction %jd, and transaction %jd names it",
			  row->transaction, transaction);
	else if (row->seq != number_of(&pass->transaction[4]))
		fault_add(pass->faults, CHECK_EFFECT, "transactions", key_of(pass, transaction),
			  "seq is %jd, and log row %jd posted it", number_of(&pass->transaction[4]),
			  row->seq);
}

static void compare_with_log(struct pass *pass, const struct log_row *row)
{
	const struct value *values = pass->transaction;
	int64_t transaction = number_of(&values[0]), number = number_of(&values[8]);
	bool refund = row->kind == LOG_DELIVERED;
	if (number_of(&values[2]) != row->time)
		fault_add(pass->faults, CHECK_EFFECT, "transactions", key_of(pass, transaction),
			  "its time is %jd, that of its log row %jd", number_of(&values[2]),
			  row->time);
	uint64_t author = author_booked(pass, row, number);
	if ((uint64_t)number_of(&values[5]) != author)
		fault_add(pass->faults, CHECK_EFFECT, "transactions", key_of(pass, transaction),
			  "its author is %jd, that of its log row %ju", number_of(&values[5]),
			  author);
	if (refund ? strcmp(values[3].text, refund_verb.name) != 0
		   : !row_books_as(pass, row, values[3].text, number))
		fault_add(pass->faults, CHECK_EFFECT, "transactions", key_of(pass, transaction),
			  "it is a “%s”, its log row a “%s”", values[3].text, row->verb);
	if (row->batch != number_of(&values[1]))
		fault_add(pass->faults, CHECK_EFFECT, "transactions", key_of(pass, transaction),
			  "it says batch %jd, its log row %jd", number_of(&values[1]), row->batch);
}

void take_transactions(struct pass *pass, const struct log_row *row)
{
	while (pass->transaction && number_of(&pass->transaction[4]) < row->seq &&
	       row->transaction != number_of(&pass->transaction[0])) {
		fault_add(pass->faults, CHECK_EFFECT, "transactions",
			  key_of(pass, number_of(&pass->transaction[0])),
			  "log row %jd, which it names, did not post it",
			  number_of(&pass->transaction[4]));
		take_transaction(pass, NULL);
	}
	bool posted = pass->transaction &&
		      (number_of(&pass->transaction[4]) == row->seq ||
		       (row->transaction && row->transaction == number_of(&pass->transaction[0])));
	if (!posted && row->transaction)
		fault_add(pass->faults, CHECK_EFFECT, "commands", log_key(pass, row),
			  "it says that it posted transaction %jd, which is not there in its "
			  "order",
			  row->transaction);
	if (!posted)
		return;
	compare_first(pass, row);
	int64_t own = 0; /* beside the debts that it paid */
	do {
		compare_with_log(pass, row);
		/* a year has a transaction for each currency */
		own += !number_of(&pass->transaction[8]) &&
		       !(verb_traits(pass->transaction[3].text) & TRAIT_CLOSES_YEAR);
		if (own > 1)
			fault_add(pass->faults, CHECK_EFFECT, "transactions",
				  key_of(pass, number_of(&pass->transaction[0])),
				  "its log row %jd posted another one before, and no more than one "
				  "that pays no debt",
				  row->seq);
		take_transaction(pass, row);
	} while (row->rules >= RULES_MONTH && pass->transaction &&
		 number_of(&pass->transaction[4]) == row->seq);
}

void end_transactions(struct pass *pass)
{
	while (pass->transaction) {
		fault_add(pass->faults, CHECK_EFFECT, "transactions",
			  key_of(pass, number_of(&pass->transaction[0])),
			  "no row of the log posted it");
		take_transaction(pass, NULL);
	}
	skip_strays(pass, INT64_MAX);
}
