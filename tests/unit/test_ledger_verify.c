/* The verb verify: what a member is told of a receipt, and what nobody is. */
#include "sayings.h"

#include "ledger/canonical.h"

/* What is wrong with FETCHED once the store has found the transaction; NULL: nothing. */
static void (*spoil)(struct fetched_transaction *fetched);

/* verify CODE, written by WHO; the store's part of it is done by load() and SPOIL. */
static void verifies_at(int line, int who, const char *code, const char *wanted, const char *part)
{
	char text[64];
	snprintf(text, sizeof text, "verify %s", code);
	struct record record = saying(who, text);
	books_drop_transactions(&books, GUILD); /* as a chunk that ends */
	ledger_references(&books, &record);
	load(&books);
	for (struct fetched_transaction *found = books.transactions_of_old; found && spoil;
	     found = found->hh.next)
		spoil(found);
	ledger_decide(&books, &record, &last);
	CHECK(last.need == NEED_NOTHING && last.transaction == 0);
	const char *got = last.status == STATUS_OK ? "ok" : last.code;
	checks++;
	if (strcmp(got, wanted) != 0 || !strstr(last.text, part)) {
		failures++;
		printf("line %d: “%s” gave %s, “%s”; wanted %s, “%s”\n", line, text, got, last.text,
		       wanted, part);
	}
	ledger_log(&books, &record, "{}", &last);
}
#define VERIFIES(who, code, wanted, part) verifies_at(__LINE__, who, code, wanted, part)

static void seal_as_tree(struct fetched_transaction *fetched)
{
	fetched->batch_hash = "feedbeef";
	fetched->form = FORM_TREE;
	fetched->sealed_at = 1730080000000;
}

static void seal_as_whole(struct fetched_transaction *fetched)
{
	seal_as_tree(fetched);
	fetched->form = FORM_WHOLE;
}

static void take_a_cent(struct fetched_transaction *fetched)
{
	fetched->entries[1].amount--;
}

static void swap_currency(struct fetched_transaction *fetched)
{
	memcpy(fetched->entries[0].currency, "GEM", 4);
}

static void shift_time(struct fetched_transaction *fetched)
{
	fetched->time++;
}

static void call_it_a_reversal(struct fetched_transaction *fetched)
{
	fetched->reverses = 1;
}

static void lose_an_entry(struct fetched_transaction *fetched)
{
	fetched->entry_count--;
}

static void the_code_of_each_answer_is_right(void)
{
	char code[RECEIPT_TEXT_SIZE], other[RECEIPT_TEXT_SIZE];
	SAYS(1, "register", "ok", "Welcome");
	SAYS(2, "register", "ok", "Welcome");
	SAYS(0, "deposit <@11> 10 cash", "ok", "Receipt: 1-");
	SAYS(1, "pay <@12> 3 lunch", "ok", "Receipt: 2-");
	snprintf(code, sizeof code, "%s", last.receipt);
	VERIFIES(2, code, "ok",
		 "The code is right: the books say of transaction 2 what they said when it was "
		 "booked. Batch 1 is still open");
	CHECK(last.batch == 1 && !strstr(last.text, "3.00") && !strstr(last.text, "some"));
	spoil = seal_as_tree;
	VERIFIES(2, code, "ok", "Batch 1 is sealed since <t:1730080000:f>; its hash is feedbeef.");
	CHECK(strstr(last.text, code) != NULL);
	spoil = seal_as_whole;
	VERIFIES(2, code, "ok",
		 "Transaction 2 is in batch 1, sealed <t:1730080000:f>, when there were no "
		 "receipts yet; its hash is feedbeef.");
	spoil = NULL;
	SAYS(0, "reverse 2 oops", "ok", "Receipt: 3-");
	snprintf(other, sizeof other, "%s", last.receipt);
	VERIFIES(0, other, "ok", "transaction 3");
	void (*const changes[])(struct fetched_transaction *) = { take_a_cent, swap_currency,
								  shift_time, call_it_a_reversal,
								  lose_an_entry };
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		spoil = changes[i];
		VERIFIES(1, code, "wrong_receipt",
			 "Transaction 2 exists, but its code is different");
		CHECK(last.batch == 0);
	}
	spoil = NULL;
	other[0] = '2'; /* the letters of another */
	VERIFIES(1, other, "wrong_receipt", "Transaction 2");
	other[0] = '9';
	VERIFIES(1, other, "unknown_receipt", "There is no transaction 9");
	/* a record that another grammar made */
	struct record record = saying(1, "verify 2-00000000");
	record.command.arguments[0].value = "*x*";
	last = decided(&record);
	CHECK(last.status == STATUS_REJECTED && last.transaction == 0 &&
	      strcmp(last.code, "bad_receipt") == 0 &&
	      strstr(last.text, "“\\*x\\*” is not a receipt code."));
}

/* What was loaded for one question is no answer to another. */
static void each_question_looks_for_itself(void)
{
	char text[64];
	SAYS(1, "pay <@12> 1", "ok", "Receipt: 4-");
	snprintf(text, sizeof text, "verify %s", last.receipt);
	books_drop_transactions(&books, GUILD);
	load_transaction(&books, 2);
	struct record record = saying(1, text);
	last = decided(&record);
	CHECK(last.need == NEED_NOTHING && last.status == STATUS_OK && last.transaction == 0 &&
	      last.batch == 1);
	CHECK(HASH_COUNT(books.transactions_of_old) == 2);
}

int main(void)
{
	begin_books();
	the_code_of_each_answer_is_right();
	each_question_looks_for_itself();
	end_books();
	return REPORT("verify");
}
