/* Fuzz target: what people write, a line each, through the grammar, the record, and the rules, on
 * books in memory: settings, options, accounts, batches, roles, all verbs. After each line the
 * books balance, no account is below its floor, and a refusal has booked nothing; the same lines
 * again give the same answers. A line begins with who writes: 0 the owner, 1 to 8 members, 9 an
 * operator. */
#include "fuzz.h"

#include "command/parse.h"
#include "../unit/rules.h"

enum { MOST_LINES = 40 };

static void check_books(struct books *books)
{
	const struct account *account;
	const struct entry_row *entry, *other;
	STAILQ_FOREACH(entry, &books->entries, pending)
	{
		int64_t sum = 0;
		STAILQ_FOREACH(other, &books->entries, pending)
		if (other->transaction == entry->transaction &&
		    strcmp(other->currency, entry->currency) == 0)
			sum += other->amount;
		REQUIRE(sum == 0);
	}
	for (account = books->accounts; account; account = account->hh.next)
		for (const struct balance *balance = account->balances; balance;
		     balance = balance->next) {
			int64_t sum = 0, count = 0;
			STAILQ_FOREACH(entry, &books->entries, pending)
			if ((uint64_t)entry->account_id == account->key.id &&
			    strcmp(entry->currency, balance->currency) == 0) {
				sum += entry->amount;
				count++;
			}
			REQUIRE(balance->amount == sum && balance->entries == count);
			REQUIRE(!balance->has_floor ||
				account_holdings(account, balance->currency) >= balance->floor);
			REQUIRE(account->state != STATE_CLOSED || balance->amount == 0);
		}
}

/* The record of TEXT as it comes out of the pipe, or false. */
static bool to_record(struct arena *arena, const char *text, int number, struct record *record)
{
	struct command command = { .message_id = (uint64_t)(310000000000 + number * 1000) << 22,
				   .channel_id = 2000,
				   .guild_id = GUILD };
	struct buf line = { 0 };
	const char *why;
	int who = *text - '0';
	if (who < 0 || who > 9)
		return false;
	command.time = 1730070400000 + number * 1000;
	command.source = who == 9 ? SOURCE_OPERATOR : SOURCE_DISCORD;
	static uint64_t teller[] = { 501 };
	command.author = (struct author){ .id = who == 9 ? 0 : 10 + (uint64_t)who,
					  .name = "somebody",
					  .roles = teller,
					  .role_count = who == 2,
					  .identified = true,
					  .member = who != 8,
					  .owner = who == 0 };
	enum parse_result result = command_parse(arena, text + 1, "!", &command);
	if (result == PARSE_COMMAND)
		record_write_command(&line, &command);
	else
		record_write_reject(&line, &command);
	REQUIRE(utf8_valid(line.bytes, line.length));
	bool read = record_read(arena, arena_copy(arena, line.bytes, line.length - 1),
				line.length - 1, record, &why);
	REQUIRE(read);
	buf_free(&line);
	return true;
}

static void apply(struct books *books, const char *text, int number, struct buf *said)
{
	static const char hash[] =
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	struct record record;
	struct decision decision;
	int64_t next = books_guild(books, GUILD)->next_transaction;
	if (!to_record(&books->chunk, text, number, &record))
		return;
	for (int round = 0; round < 4; round++) {
		ledger_references(books, &record);
		load(books);
	}
	ledger_decide(books, &record, &decision);
	if (decision.need == NEED_SEAL)
		ledger_sealed(books, &record, &decision, 1, hash);
	else if (decision.need == NEED_DATA)
		ledger_send_data(books, &record, &decision, false, "[]");
	decision.need = NEED_NOTHING;
	ledger_log(books, &record, "{}", &decision);
	if (decision.status != STATUS_OK)
		REQUIRE(books_guild(books, GUILD)->next_transaction == next && decision.code);
	REQUIRE(!decision.text || utf8_valid(decision.text, strlen(decision.text)));
	buf_printf(said, "%d %s %s %jd %jd\n", (int)decision.status,
		   decision.code ? decision.code : "", decision.text ? decision.text : "",
		   decision.transaction, decision.batch);
}

static void run(const char *input, size_t size, struct buf *said)
{
	struct books books;
	start(&books);
	char *at = arena_copy(&books.chunk, input, size), *end = at + size, *line;
	for (int number = 0; number < MOST_LINES && (line = fuzz_line(&at, end)); number++)
		apply(&books, line, number, said);
	check_books(&books);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct buf first = { 0 }, second = { 0 };
	char *text = fuzz_text(&arena, data, size);
	if (text) {
		run(text, size, &first);
		run(text, size, &second);
		REQUIRE(strcmp(buf_string(&first), buf_string(&second)) == 0);
	}
	buf_free(&first);
	buf_free(&second);
	arena_free(&arena);
	return 0;
}
