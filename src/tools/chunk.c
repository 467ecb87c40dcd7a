/* gl-apply's work on one chunk. The rules decide in memory; the store is asked before and written after. */
#include "tools/chunk.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/output.h"
#include "ledger/ledger.h"
#include "report/report.h"
#include "store/seal.h"

enum { ROUNDS = 3, WORKING_SET_BYTES = 16 * 1024 * 1024, DISCORD_LIMIT = 2000, FIRST_ROOM = 1024 };

struct item { struct record record; const char *line; };

struct chunk {
	struct store *store;
	struct books books;
	struct item *items;
	size_t count, room, most_records, most_bytes;
	struct buf outcomes;
	bool silent;
};

struct chunk *chunk_start(struct store *store, int records, size_t bytes)
{
	struct chunk *chunk = calloc(1, sizeof *chunk);
	if (!chunk)
		fail(EX_OSERR, "out of memory");
	chunk->store = store;
	chunk->most_records = (size_t)records;
	chunk->most_bytes = bytes;
	books_start(&chunk->books);
	return chunk;
}

static struct item *new_item(struct chunk *chunk)
{
	if (chunk->count == chunk->room) {
		chunk->room = chunk->room ? chunk->room * 2 : FIRST_ROOM;
		chunk->items = reallocarray(chunk->items, chunk->room, sizeof *chunk->items);
		if (!chunk->items)
			fail(EX_OSERR, "out of memory: %zu records could not be held; lower --chunk", chunk->room);
	}
	return &chunk->items[chunk->count];
}

bool chunk_add(struct chunk *chunk, const char *line, size_t length, const char **why)
{
	struct item *item = new_item(chunk);
	item->line = arena_copy(&chunk->books.chunk, line, length);
	if (!record_read(&chunk->books.chunk, item->line, length, &item->record, why))
		return false;
	if (item->record.type == RECORD_MESSAGE) {
		*why = "it is a Discord message; pass it through gl-parse and gl-identify first";
		return false;
	}
	chunk->count++;
	if (chunk->count >= chunk->most_records || chunk->books.chunk.used >= chunk->most_bytes)
		chunk_commit(chunk);
	return true;
}

static void load_references(struct chunk *chunk)
{
	for (int round = 0; round < ROUNDS; round++) { /* guilds first: they tell what else is new; then what names others */
		for (size_t i = 0; i < chunk->count; i++)
			ledger_references(&chunk->books, &chunk->items[i].record);
		if (STAILQ_EMPTY(&chunk->books.wanted))
			break;
		store_load(chunk->store, &chunk->books);
	}
}

static void answer_with_report(struct chunk *chunk, const struct record *record, struct decision *decision)
{
	const struct command *command = &record->command;
	const struct inquiry *inquiry = &decision->inquiry;
	struct report_request request = {
		.name = inquiry->name, .guild_id = command->guild_id, .lang = command->lang, .format = FORMAT_TABLE,
		.from = inquiry->from, .to = inquiry->to, .at = inquiry->at, .account = inquiry->account,
		.currency = inquiry->currency, .role_id = inquiry->role_id, .batch = inquiry->batch, .limit = inquiry->limit,
	};
	struct buf text = { 0 };
	store_write(chunk->store, &chunk->books);
	zone_use(books_guild(&chunk->books, command->guild_id)->timezone);
	if (report_check(chunk->store, &request, &text)) {
		buf_clear(&text);
		report_answer(chunk->store, &request, DISCORD_LIMIT, &text);
	} else {
		decision->status = STATUS_REJECTED;
		decision->code = "bad_report";
	}
	decision->text = arena_copy(&chunk->books.chunk, buf_string(&text), text.length);
	buf_free(&text);
}

/* "120.00 PTS, 3.00 EUR": the debits of each currency, which the credits equal. */
static void describe_totals(struct buf *out, const struct guild *guild, const struct seal *seal)
{
	for (const struct currency *currency = guild->currencies; currency; currency = currency->next) {
		int64_t debits = 0;
		bool used = false;
		for (const struct control_total *total = seal->totals; total; total = total->hh.next)
			if (strcmp(total->key.currency, currency->code) == 0) {
				used = true;
				if (!checked_add(debits, total->debits, &debits))
					debits = INT64_MAX;
			}
		char text[DECIMAL_TEXT_SIZE];
		if (used)
			buf_printf(out, "%s%s %s", out->length ? ", " : "", decimal_from_minor(debits, currency->scale, text), currency->code);
	}
	if (!out->length)
		buf_char(out, '0');
}

static void seal_batch(struct chunk *chunk, const struct record *record, struct decision *decision)
{
	struct guild *guild = books_guild(&chunk->books, record->command.guild_id);
	struct seal seal = {
		.guild_id = guild->guild_id, .batch = decision->batch, .closed_by = guild->next_seq,
		.closed_at = record->command.source == SOURCE_DISCORD ? snowflake_time(record->command.message_id) : record->command.time,
	};
	struct buf totals = { 0 };
	store_write(chunk->store, &chunk->books);
	for (size_t i = 0; i < decision->counted_count; i++) {
		struct control_total *total = seal_add_total(&seal, (int64_t)decision->counted[i].account->key.id, decision->counted[i].currency);
		total->counted = true;
		total->counted_amount = decision->counted[i].amount;
	}
	if (!seal_compute(chunk->store, &seal))
		fail(EX_SOFTWARE, "the control totals of batch %lld overflow; nothing was changed", (long long)decision->batch);
	store_write_seal(chunk->store, &seal);
	describe_totals(&totals, guild, &seal);
	ledger_sealed(&chunk->books, record, decision, seal.transactions, buf_string(&totals), seal.hash);
	buf_free(&totals);
	seal_free(&seal);
}

static bool take_data(void *context, const struct value *values, int columns)
{
	(void)columns;
	buf_text(context, values[0].text);
	return false;
}

/* All that is kept on the author, as a file for them. */
static void send_data(struct chunk *chunk, const struct record *record, struct decision *decision)
{
	struct binding bindings[] = {
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)record->command.guild_id } },
		{ ":user", { .kind = VALUE_INTEGER, .integer = (int64_t)decision->concerns } },
	};
	struct buf data = { 0 }, files = { 0 };
	store_write(chunk->store, &chunk->books);
	store_query(chunk->store, "mydata", bindings, 2, take_data, &data);
	char *base64 = malloc(sodium_base64_ENCODED_LEN(data.length, sodium_base64_VARIANT_ORIGINAL));
	if (!base64)
		fail(EX_OSERR, "out of memory");
	sodium_bin2base64(base64, sodium_base64_ENCODED_LEN(data.length, sodium_base64_VARIANT_ORIGINAL), (const unsigned char *)buf_string(&data), data.length,
			  sodium_base64_VARIANT_ORIGINAL);
	buf_printf(&files, "[{\"name\":\"mydata.json\",\"media_type\":\"application/json\",\"base64\":\"%s\"}]", base64);
	ledger_send_data(&chunk->books, record, buf_string(&files));
	decision->need = NEED_NOTHING;
	decision->concerns = 0;
	free(base64);
	buf_free(&data);
	buf_free(&files);
}

/* After the record is in the log, so that its own words go, too. */
static void forget(struct chunk *chunk, const struct record *record, const struct decision *decision)
{
	const struct guild *guild = books_guild(&chunk->books, record->command.guild_id);
	store_write(chunk->store, &chunk->books);
	store_forget(chunk->store, guild->guild_id, decision->forgets, books_user(&chunk->books, guild->guild_id, decision->forgets)->name, guild->next_seq - 1);
}

static void fetch_transaction(struct chunk *chunk, const struct record *record, struct decision *decision)
{
	store_write(chunk->store, &chunk->books);
	store_fetch_transaction(chunk->store, &chunk->books, ledger_guild_of(record), decision->transaction);
	ledger_decide(&chunk->books, record, decision);
}

/* What the rules could not know by themselves. */
static void supply(struct chunk *chunk, const struct record *record, struct decision *decision)
{
	if (decision->need == NEED_DELIVERY) {
		store_write(chunk->store, &chunk->books);
		store_fetch_delivery(chunk->store, &chunk->books, record->delivered.guild_id, record->delivered.id);
		ledger_decide(&chunk->books, record, decision);
	}
	if (decision->need == NEED_TRANSACTION)
		fetch_transaction(chunk, record, decision);
	if (decision->need == NEED_DATA)
		send_data(chunk, record, decision);
	if (decision->need == NEED_REPORT)
		answer_with_report(chunk, record, decision);
	else if (decision->need == NEED_SEAL)
		seal_batch(chunk, record, decision);
}

static void add_outcome(struct chunk *chunk, const struct record *record, const struct decision *decision)
{
	bool message = record->type == RECORD_COMMAND || record->type == RECORD_REJECT || record->type == RECORD_SKIP;
	struct outcome outcome = {
		.message_id = message ? record->command.message_id : record->type == RECORD_POST ? record->post.message_id : 0,
		.verb = record->type == RECORD_COMMAND ? record->command.verb : record->type_name,
		.status = status_names[decision->status], .code = decision->code,
		.transaction = decision->transaction, .batch = decision->batch, .text = decision->text,
	};
	record_write_outcome(&chunk->outcomes, &outcome);
	log_trace(outcome.message_id);
	log_outcome(LOG_DEBUG, "record-decided", decision->status != STATUS_REJECTED && decision->status != STATUS_DENIED, "%s: %s%s%s", outcome.verb,
		    outcome.status, outcome.code ? ", " : "", outcome.code ? outcome.code : "");
	log_trace(0);
}

static void decide_item(struct chunk *chunk, const struct item *item)
{
	struct decision decision;
	if (item->record.type == RECORD_COMMAND && (strcmp(item->record.command.verb, "report") == 0 || strcmp(item->record.command.verb, "role grant") == 0)) {
		const struct guild *guild = books_guild(&chunk->books, item->record.command.guild_id);
		if (guild->exists) /* days in the question are the guild's days */
			zone_use(guild->timezone);
	}
	ledger_decide(&chunk->books, &item->record, &decision);
	if (decision.need != NEED_NOTHING)
		supply(chunk, &item->record, &decision);
	ledger_log(&chunk->books, &item->record, item->line, &decision);
	if (decision.forgets && decision.status == STATUS_OK)
		forget(chunk, &item->record, &decision);
	add_outcome(chunk, &item->record, &decision);
}

void chunk_commit(struct chunk *chunk)
{
	if (!chunk->count)
		return;
	bool stale = store_begin(chunk->store);
	if (stale || chunk->books.memory.used > WORKING_SET_BYTES)
		books_forget(&chunk->books);
	load_references(chunk);
	for (size_t i = 0; i < chunk->count; i++)
		decide_item(chunk, &chunk->items[i]);
	store_write(chunk->store, &chunk->books);
	store_commit(chunk->store);
	if (chunk->silent)
		buf_clear(&chunk->outcomes);
	buf_flush(&chunk->outcomes, STDOUT_FILENO);
	books_end_chunk(&chunk->books);
	chunk->count = 0;
}

void chunk_silence(struct chunk *chunk)
{
	chunk->silent = true;
}

void chunk_reload(struct chunk *chunk)
{
	books_forget(&chunk->books);
}

struct store *chunk_finish(struct chunk *chunk)
{
	struct store *store = chunk->store;
	chunk_commit(chunk);
	arena_free(&chunk->books.chunk);
	books_forget(&chunk->books);
	arena_free(&chunk->books.memory);
	buf_free(&chunk->outcomes);
	free(chunk->items);
	free(chunk);
	return store;
}

void chunk_end(struct chunk *chunk)
{
	store_close(chunk_finish(chunk));
}
