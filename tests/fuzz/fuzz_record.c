/* Fuzz target: a line as gl-apply reads it, and the rules that decide it on books in memory. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/fetched.h"
#include "ledger/ledger.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/schedules.h"
#include "ledger/usage.h"
#include "ledger/waiting.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void found(struct books *books, uint64_t guild_id)
{
	struct init_record init = { .guild_id = guild_id,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	books_add_guild(books, guild_id);
	ledger_init_guild(books, &init, "{}");
}

/* What waits, what recurs and what limits count: there is nothing but what the records made. */
static void load_month(struct books *books, const struct wanted *wanted)
{
	uint64_t guild_id = wanted->guild_id;
	int64_t number = (int64_t)wanted->id;
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct account *account = books_loaded_account(books, guild_id, number);
	struct loaded_wearers *wearers;
	switch (wanted->kind) {
	case WANTED_WAITING:
		if (!books_loaded_waiting(books, guild_id, number))
			books_add_waiting(books, guild_id, number);
		break;
	case WANTED_SCHEDULE:
		if (!books_loaded_schedule(books, guild_id, number))
			books_add_schedule(books, guild_id, number);
		break;
	case WANTED_WAITING_OF_ACCOUNT:
		if (account)
			account->waiting.complete = account->debts.complete = true;
		break;
	case WANTED_SPENDING:
		if (account)
			account->has_spending = true;
		break;
	case WANTED_MOVED:
		if (guild && !guild_mover(guild, wanted->id))
			books_add_mover(books, guild, wanted->id);
		break;
	case WANTED_WEARERS:
		if (!guild)
			break;
		wearers = arena_alloc(&books->memory, sizeof *wearers);
		*wearers = (struct loaded_wearers){ guild->wearers, wanted->id };
		guild->wearers = wearers;
		break;
	default: break;
	}
}

/* What a store would do with empty books: of all but guild 1000 and its accounts there is nothing.
 */
static void load_one(struct books *books, const struct wanted *wanted)
{
	uint64_t guild_id = wanted->guild_id;
	struct guild *guild = books_loaded_guild(books, guild_id);
	struct user *user = books_loaded_user(books, guild_id, wanted->id);
	switch (wanted->kind) {
	case WANTED_NOTHING: break;
	case WANTED_GUILD:
		if (!guild && guild_id == 1000)
			found(books, guild_id);
		else if (!guild)
			books_add_guild(books, guild_id);
		break;
	case WANTED_USER:
	case WANTED_MEMBER:
	case WANTED_WAITING_OF_USER:
	case WANTED_SCHEDULES_OF_USER:
	case WANTED_PAYMENTS:
		user = user ? user : books_add_user(books, guild_id, wanted->id, NULL);
		if (wanted->kind == WANTED_MEMBER)
			books_add_member(books, user);
		user->waiting.complete |= wanted->kind == WANTED_WAITING_OF_USER;
		user->has_schedules |= wanted->kind == WANTED_SCHEDULES_OF_USER;
		user->has_payments |= wanted->kind == WANTED_PAYMENTS;
		break;
	case WANTED_ACCOUNT_NAME:
		if (!books_loaded_name(books, guild_id, wanted->folded_name))
			books_add_account_name(books, guild_id, wanted->folded_name, NULL);
		break;
	case WANTED_MESSAGE: books_add_seen(books, guild_id, wanted->id, false); break;
	case WANTED_ROLES: guild->has_roles = true; break;
	case WANTED_OWN_NAMES: guild->has_own_names = true; break;
	case WANTED_SEEN_NAMES: guild->has_seen_names = true; break;
	case WANTED_DELIVERY:
		if (!books_loaded_delivery(books, guild_id, (int64_t)wanted->id))
			books_add_fetched_delivery(books, guild_id, (int64_t)wanted->id);
		break;
	case WANTED_TRANSACTION:
		if (!books_loaded_transaction(books, guild_id, (int64_t)wanted->id))
			books_add_transaction(books, guild_id, (int64_t)wanted->id);
		break;
	default: load_month(books, wanted); break;
	}
}

static void load(struct books *books)
{
	struct wanted *wanted;
	while ((wanted = STAILQ_FIRST(&books->wanted))) {
		STAILQ_REMOVE_HEAD(&books->wanted, next);
		load_one(books, wanted);
	}
}

static void apply(struct books *books, const char *line, size_t length)
{
	struct record record;
	struct decision decision;
	const char *why;
	if (!record_read(&books->chunk, line, length, &record, &why) ||
	    record.type == RECORD_MESSAGE)
		return;
	for (int round = 0; round < 4; round++) {
		ledger_references(books, &record);
		load(books);
	}
	ledger_decide(books, &record, &decision);
	if (decision.need == NEED_NOTHING)
		ledger_log(books, &record, line, &decision);
	int64_t sum = 0;
	const struct entry_row *entry;
	STAILQ_FOREACH(entry, &books->entries, pending)
	sum += entry->amount;
	if (sum != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct books books;
	books_start(&books);
	char *text = arena_copy(&books.chunk, (const char *)data, size), *end = text + size;
	while (text < end) {
		char *newline = memchr(text, '\n', (size_t)(end - text));
		char *stop = newline ? newline : end;
		*stop = '\0';
		apply(&books, text, (size_t)(stop - text));
		text = stop + 1;
	}
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	return 0;
}
