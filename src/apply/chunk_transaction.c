/* One database transaction of a chunk. The rules decide in memory; the store is asked before and
 * written after. */
#include "apply/chunk_transaction.h"

#include <assert.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/instant.h"
#include "base/output.h"
#include "command/verbs.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "record/import_record.h"
#include "apply/batch_sums.h"
#include "apply/decision_log.h"
#include "apply/decision_needs.h"
#include "apply/forget_slices.h"
#include "apply/kept_outcome.h"
#include "apply/year_sums.h"

enum { ROUNDS = 20, WORKING_SET_BYTES = 16 * 1024 * 1024 };
/* A transaction also ends after this time, so that a backlog of slow commands moves on whatever
 * ends the process. */
enum { LONGEST_TRANSACTION_MS = 2000 };
/* And after this time where others wait to write, who may be people at a slash command: with what
 * is left to be written it is over within twice the time. */
enum { AWAITED_TRANSACTION_MS = 100 };

/* From here on the rules are those of ITEM. */
static void go_by_verdict(struct chunk *chunk, const struct item *item)
{
	chunk->books.rules = item->verdict.rules;
	chunk->books.replayed = item->verdict.replayed;
	chunk->books.replayed_code = item->verdict.code;
	chunk->books.replayed_text = item->verdict.text;
}

/* Most items want nothing in the first round, and so nothing in those that follow. */
static void ask_for(struct chunk *chunk, struct item *item, bool first_round)
{
	struct wanted **end = chunk->books.wanted.stqh_last;
	if (!first_round && item->has_all)
		return;
	go_by_verdict(chunk, item);
	ledger_references(&chunk->books, &item->record);
	item->has_all = chunk->books.wanted.stqh_last == end;
}

/* Loads what the items from FIRST on, up to END, refer to. False when another process changed what
 * is in the working set. */
static bool load_references(struct chunk *chunk, size_t first, size_t end)
{
	/* guilds first: they tell what else is new; then what names others */
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = first; i < end; i++)
			ask_for(chunk, &chunk->items[i], round == 0);
		missed_want(&chunk->missed, &chunk->books);
		if (STAILQ_EMPTY(&chunk->books.wanted))
			break;
		if (!store_load(chunk->store, &chunk->books))
			return false;
	}
	return true;
}

static void load_chunk(struct chunk *chunk)
{
	while (!load_references(chunk, chunk->first, chunk->end))
		books_forget(&chunk->books);
}

/* What records before it made: in this transaction nobody else can have changed anything. */
static void load_back(struct chunk *chunk, size_t index)
{
	ask_for(chunk, &chunk->items[index], true);
	if (STAILQ_EMPTY(&chunk->books.wanted))
		return;
	store_write(chunk->store, &chunk->books);
	if (!load_references(chunk, index, index + 1))
		fail(EX_SOFTWARE, "the books were changed within a transaction");
}

/* After the record is in the log, so that its own words go, too. */
static void forget(struct chunk *chunk, const struct record *record,
		   const struct decision *decision)
{
	const struct guild *guild = books_guild(&chunk->books, record->command.guild_id);
	const struct user *user = books_user(&chunk->books, guild->guild_id, decision->forgets);
	store_write(chunk->store, &chunk->books);
	forgetting_ask(chunk->store, user, decision->forgotten_name, decision->forgotten_parties,
		       guild->next_seq - 1);
}

/* BOOKED: the first entry that the record booked; NULL: it booked none. */
static void add_outcome(struct chunk *chunk, const struct record *record,
			const struct decision *decision, const struct entry_row *booked)
{
	bool message = record->type == RECORD_COMMAND || record->type == RECORD_REJECT ||
		       record->type == RECORD_SKIP;
	struct outcome outcome = {
		.message_id = message                       ? record->command.message_id
			      : record->type == RECORD_POST ? record->post.message_id
							    : 0,
		.verb = record->type == RECORD_COMMAND ? record->command.verb : record->type_name,
		.status = status_names[decision->status],
		.code = decision->code,
		.transaction = decision->transaction,
		.batch = decision->batch,
		.transactions = decision->transactions,
		.first_number = decision->first_number,
		.numbers = decision->status == STATUS_OK ? decision->numbers : 0,
		.receipt = decision->receipt,
		.line = message && record->command.line ? record->command.line->id : NULL,
		.text = decision->text,
	};
	static_assert(CHUNK_STATUSES == STATUS_FAILED + 1, "each status is counted");
	chunk->counting.of[decision->status]++;
	if (chunk->kept)
		kept_outcome_take(chunk->kept, record, &outcome, decision);
	else
		record_write_outcome(&chunk->outcomes, &outcome);
	if (!chunk->silent)
		log_decided(&chunk->books, record, decision, booked);
}

/* Whether the log holds the record as one that was set aside: it came again while the cause is
 * still there. */
static bool set_aside_before(struct chunk *chunk, const struct item *item, uint64_t message_id)
{
	const struct guild *guild = books_guild(&chunk->books, ledger_guild_of(&item->record));
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild->guild_id),
		bind_optional(":message", (int64_t)message_id),
		bind_text(":record", item->line),
	};
	return guild->exists && store_has_row(chunk->store, "set aside before", bindings, 3);
}

static void set_item_aside(struct chunk *chunk, const struct item *item)
{
	struct decision decision;
	const struct verdict *verdict = &item->verdict;
	uint64_t message_id = ledger_message_of(&item->record);
	ledger_set_aside(&chunk->books, &item->record, chunk->set_aside, &decision);
	/* else it was forgotten, and there was an answer all the same */
	if (verdict->failed && verdict->text)
		decision.text = arena_strdup(&chunk->books.chunk, verdict->text);
	if (!verdict->failed)
		decision.quiet = set_aside_before(chunk, item, message_id);
	ledger_log(&chunk->books, &item->record, item->line, &decision);
	add_outcome(chunk, &item->record, &decision, NULL);
	if (chunk->silent)
		return;
	log_trace(message_id);
	log_line(LOG_ERROR, "set-aside",
		 "a record could not be applied and was set aside, those behind it go on: %s; "
		 "gl-report failed lists it, gl-apply --retry does it again",
		 chunk->set_aside);
	log_trace(0);
}

/* Before the first batch of a guild is closed with sums, what makes their leaves unguessable comes
 * into the log as a record of its own. A replay reads it there. */
static void bring_sum_seed(struct chunk *chunk, const struct item *item)
{
	struct books *books = &chunk->books;
	struct record record;
	struct decision decision;
	const char *why, *line;
	if (!ledger_wants_sum_seed(books, &item->record))
		return;
	store_write(chunk->store, books);
	if (!(line = sum_seed_record(chunk->store, books, &item->record)) ||
	    !record_read(&books->chunk, line, strlen(line), &record, &why))
		return;
	ledger_decide(books, &record, &decision);
	ledger_log(books, &record, line, &decision);
}

static void decide_item(struct chunk *chunk, const struct item *item)
{
	struct decision decision;
	struct entry_row **booked = chunk->books.entries.stqh_last; /* what it books comes behind */
	if (item->record.type == RECORD_COMMAND) {
		struct guild *guild = books_guild(&chunk->books, item->record.command.guild_id);
		if (guild->exists && !guild->zone) /* its days are the guild's days */
			guild->zone = store_use_zone(chunk->store, guild->timezone);
	}
	bring_sum_seed(chunk, item);
	bring_year_sums(chunk->store, &chunk->books, &item->record);
	ledger_decide(&chunk->books, &item->record, &decision);
	if (decision.need != NEED_NOTHING)
		fulfil_need(chunk->store, chunk->reports, &chunk->books, &item->record, &decision);
	if (decision.alone && decision.status == STATUS_OK)
		ledger_send_alone(&chunk->books, &item->record, &decision);
	if (item->record.type == RECORD_COMMAND)
		ledger_send_drawing(&chunk->books, &item->record, &decision);
	ledger_log(&chunk->books, &item->record, item->line, &decision);
	if (decision.forgets && decision.status == STATUS_OK)
		forget(chunk, &item->record, &decision);
	add_outcome(chunk, &item->record, &decision, *booked);
}

static bool lasts_too_long(struct chunk *chunk, int64_t began)
{
	int64_t lasts = instant_now() - began;
	return !chunk->silent &&
	       (lasts > LONGEST_TRANSACTION_MS ||
		(lasts > AWAITED_TRANSACTION_MS && store_is_awaited(chunk->store)));
}

/* One transaction. Leaves in chunk->end how far it came. */
static void attempt(void *context)
{
	struct chunk *chunk = context;
	size_t i = chunk->first;
	store_begin(chunk->store);
	int64_t began = instant_now();
	if (chunk->books.memory.used > WORKING_SET_BYTES)
		books_forget(&chunk->books);
	load_chunk(chunk);
	while (i < chunk->end) {
		struct item *item = &chunk->items[chunk->at = i++];
		if (!chunk->set_aside && ledger_refers_back(&chunk->books, &item->record))
			load_back(chunk, chunk->at);
		go_by_verdict(chunk, item);
		if (chunk->set_aside)
			set_item_aside(chunk, item);
		else
			decide_item(chunk, item);
		if (lasts_too_long(chunk, began))
			break;
	}
	store_write(chunk->store, &chunk->books);
	if (chunk->kept)
		kept_outcome_committing(chunk->kept);
	store_commit(chunk->store);
	chunk->end = i;
}

/* Nothing was printed yet: an outcome that was decided twice is told once. */
static void undo(void *context)
{
	struct chunk *chunk = context;
	books_undo_chunk(&chunk->books);
	buf_clear(&chunk->outcomes);
	chunk->counting = (struct chunk_counts){ 0 };
	log_drop();
}

size_t apply_items(struct chunk *chunk, size_t first, size_t end, struct fail_guard *reason)
{
	chunk->first = first;
	chunk->end = end;
	if (setjmp(reason->back)) {
		undo(chunk);
		store_rollback(chunk->store);
		if (!missed_note(&chunk->missed, &chunk->books, reason->reason)) {
			if (chunk->silent) /* a replay fails as a whole */
				fail(EX_SOFTWARE, "%s", reason->reason);
			return first;
		}
		chunk->end = chunk->at + 1; /* what is behind it has its own turn */
	}
	fail_guard(reason);
	store_attempt(chunk->store, attempt, undo, chunk);
	fail_guard(NULL);
	if (chunk->silent)
		buf_clear(&chunk->outcomes);
	log_release();
	buf_flush(&chunk->outcomes, STDOUT_FILENO);
	for (int status = 0; status < CHUNK_STATUSES; status++)
		chunk->counted.of[status] += chunk->counting.of[status];
	chunk->counting = (struct chunk_counts){ 0 };
	books_end_transaction(&chunk->books);
	chunk->missed.count = 0;
	return chunk->end;
}
