/* The rules alone, on books in memory: no store, no file. */
#include "check.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/verb_support.h"

static struct books books;
static uint64_t message = (uint64_t)310000000000 << 22;

static void load(void)
{
	struct wanted *wanted;
	while ((wanted = STAILQ_FIRST(&books.wanted))) {
		STAILQ_REMOVE_HEAD(&books.wanted, next);
		struct user *user = books_loaded_user(&books, 1000, wanted->id);
		if (wanted->kind == WANTED_ACCOUNT_NAME)
			books_add_account_name(&books, 1000, wanted->folded_name, NULL);
		if (wanted->kind == WANTED_ROLES)
			books_loaded_guild(&books, 1000)->has_roles = true;
		if (wanted->kind == WANTED_OWN_NAMES)
			books_loaded_guild(&books, 1000)->has_own_names = true;
		if (wanted->kind == WANTED_SEEN_NAMES)
			books_loaded_guild(&books, 1000)->has_seen_names = true;
		if (wanted->kind != WANTED_USER && wanted->kind != WANTED_MEMBER)
			continue;
		if (!user)
			user = books_add_user(&books, 1000, wanted->id, NULL);
		if (wanted->kind == WANTED_MEMBER)
			books_add_member(&books, user);
	}
}

static struct decision said(uint64_t user, const char *verb, const char *const *arguments)
{
	struct decision decision;
	struct record record = { .type = RECORD_COMMAND, .type_name = "command" };
	message += (uint64_t)1 << 22;
	record.command = (struct command){
		.message_id = message,
		.channel_id = 2000,
		.guild_id = 1000,
		.source = SOURCE_DISCORD,
		.verb = verb,
		.author = { .id = user,
			    .name = "somebody",
			    .identified = true,
			    .member = true,
			    .owner = user == 10 },
	};
	for (; arguments && arguments[0]; arguments += 2)
		command_add_argument(&record.command, arguments[0], arguments[1]);
	ledger_references(&books, &record);
	load();
	ledger_decide(&books, &record, &decision);
	ledger_log(&books, &record, "{}", &decision);
	return decision;
}
#define SAY(user, verb, ...) said(user, verb, (const char *const[]){ __VA_ARGS__, NULL })

static int64_t has(uint64_t user)
{
	return account_holdings(books_user(&books, 1000, user)->account, "PTS");
}

int main(void)
{
	struct init_record init = { .guild_id = 1000,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	books_start(&books);
	books_add_guild(&books, 1000);
	CHECK(ledger_init_guild(&books, &init, "{}"));
	CHECK(!ledger_init_guild(&books, &init, "{}"));
	CHECK(said(11, "register", NULL).status == STATUS_OK);
	CHECK(said(12, "register", NULL).status == STATUS_OK);
	SAME(said(11, "register", NULL).code, "already_registered");
	SAME(SAY(11, "deposit", "who", "@12", "amount", "5", "memo", "x").code, "missing_permit");
	CHECK(SAY(10, "deposit", "who", "@11", "amount", "10.00", "memo", "cash").status ==
	      STATUS_OK);
	CHECK(has(11) == 1000 && has(12) == 0);
	CHECK(SAY(11, "pay", "to", "@12", "amount", "6").status == STATUS_OK);
	SAME(SAY(11, "pay", "to", "@12", "amount", "6").code, "insufficient_funds");
	CHECK(has(11) == 400 && has(12) == 600);
	SAME(SAY(11, "pay", "to", "@11", "amount", "1").code, "self_payment");
	SAME(SAY(11, "pay", "to", "@12", "amount", "0").code, "not_positive");
	SAME(SAY(11, "pay", "to", "@12", "amount", "-1").code, "not_positive");
	SAME(SAY(11, "pay", "to", "@12", "amount", "0.001").code, "too_precise");
	SAME(SAY(11, "pay", "to", "@12", "amount", "1e9").code, "bad_amount");
	SAME(SAY(11, "pay", "to", "@12", "amount", "99999999999999999999").code, "too_large");
	SAME(SAY(11, "pay", "to", "@12").code, "missing_argument");
	SAME(SAY(11, "pay", "to", "@12", "amount", "1", "currency", "EUR").code, "unknown_"
										 "currency");
	CHECK(SAY(11, "pay", "to", "@12", "amount", "1", "currency", "for", "memo", "lunch")
		      .status == STATUS_OK);
	const struct transaction_row *last = NULL, *row;
	STAILQ_FOREACH(row, &books.transactions, pending)
	last = row;
	SAME(last->memo, "for lunch");
	SAME(SAY(10, "move", "from", "till", "to", "@11", "amount", "1", "memo", "x").code,
	     "use_deposit");
	CHECK(SAY(10, "move", "from", "opening", "to", "till", "amount", "50", "memo", "x")
		      .status == STATUS_OK);
	CHECK(account_holdings(books_guild(&books, 1000)->till, "PTS") == 6000);
	CHECK(SAY(10, "move", "from", "over-short", "to", "@11", "amount", "2", "memo", "x")
		      .status == STATUS_OK);
	CHECK(has(11) == 500 &&
	      account_holdings(books_guild(&books, 1000)->over_short, "PTS") == -200);
	SAME(SAY(10, "deposit", "who", "@11", "amount", "10000000000000.01", "memo", "x").code,
	     "too_large");
	for (int times = 0; times < 9223; times++)
		CHECK(SAY(10, "deposit", "who", "@11", "amount", "10000000000000", "memo", "x")
			      .status == STATUS_OK);
	SAME(SAY(10, "deposit", "who", "@11", "amount", "10000000000000", "memo", "x").code,
	     "too_large");
	CHECK(has(11) == INT64_C(9223000000000000500));
	int64_t sum = 0;
	const struct entry_row *entry;
	STAILQ_FOREACH(entry, &books.entries, pending)
	sum += entry->amount;
	CHECK(sum == 0);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	return REPORT("rules");
}
