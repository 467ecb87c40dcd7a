/* What the rules could not know by themselves, asked of the store and of reports. */
#include "apply/decision_needs.h"

#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/localized.h"
#include "ledger/lookups.h"
#include "apply/batch_sums.h"
#include "apply/schedule_outcomes.h"
#include "apply/statement_comparison.h"
#include "store/seal.h"

/* The question is the newest record, as its row of the log will say: ages and the period at hand go
 * by that one, also when nobody wrote since the period before. */
static void reach_time(struct guild *guild, int64_t time)
{
	if (time <= guild->last_time)
		return;
	guild->last_time = time;
	guild->dirty = true;
}

static void answer_with_report(struct store *store, const struct answer_reports *reports,
			       struct books *books, const struct record *record,
			       struct decision *decision)
{
	const struct command *command = &record->command;
	struct guild *guild = books_guild(books, command->guild_id);
	struct buf text = { 0 }, files = { 0 };
	reach_time(guild, command_time(command));
	store_write(store, books);
	if (!reports->answer(store, guild, command, &decision->inquiry, &text, &files)) {
		decision->status = STATUS_REJECTED;
		decision->code = "bad_report";
	}
	decision->text = arena_copy(&books->chunk, buf_string(&text), text.length);
	decision->files =
		files.length ? arena_copy(&books->chunk, files.bytes, files.length) : NULL;
	buf_free(&text);
	buf_free(&files);
}

/* "120.00 PTS, 3.00 EUR": the debits of each currency, which the credits equal. */
static void describe_totals(struct buf *out, const struct guild *guild, enum lang lang,
			    const struct seal *seal)
{
	for (const struct currency *currency = guild->currencies; currency;
	     currency = currency->next) {
		struct wide_sum debits = { 0 };
		bool used = false;
		for (const struct control_total *total = seal->totals; total;
		     total = total->hh.next)
			if (strcmp(total->key.currency, currency->code) == 0) {
				used = true;
				wide_add_sum(&debits, &total->debits);
			}
		char text[LOCALIZED_SIZE];
		if (used)
			buf_printf(
				out, "%s%s %s", out->length ? ", " : "",
				localized_amount(lang, wide_of_sum(&debits), currency->scale, text),
				currency->code);
	}
	if (!out->length)
		buf_char(out, '0');
}

/* The sheet of a closed batch, for all to see. */
static void post_sheet(struct store *store, const struct answer_reports *reports,
		       struct books *books, const struct record *record,
		       const struct decision *decision, const char *totals)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	const char *not_counted = ledger_not_counted(books, record, decision, guild->lang);
	struct buf content = { 0 }, files = { 0 };
	reports->sheet(store, guild, decision->batch, totals, not_counted, &content, &files);
	ledger_post_sheet(books, record, buf_string(&content), files.length ? files.bytes : NULL);
	buf_free(&content);
	buf_free(&files);
}

static void seal_batch(struct store *store, const struct answer_reports *reports,
		       struct books *books, const struct record *record, struct decision *decision)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct seal seal = {
		.guild_id = guild->guild_id,
		.batch = decision->batch,
		.closed_by = guild->next_seq,
		.closed_at = command_time(&record->command),
		.form = books->rules >= RULES_BANK ? FORM_ALL : FORM_TREE,
	};
	struct buf totals = { 0 }, sums = { 0 };
	store_write(store, books);
	for (size_t i = 0; i < decision->counted_count; i++) {
		struct control_total *total =
			seal_add_total(&seal, (int64_t)decision->counted[i].account->key.id,
				       decision->counted[i].currency);
		total->counted = true;
		total->counted_amount = decision->counted[i].amount;
	}
	batch_sums_make(store, books, record, seal.batch, seal.closed_by, &sums);
	seal_compute(store, &seal);
	store_write_seal(store, &seal);
	describe_totals(&totals, guild, guild->lang, &seal);
	ledger_sealed(books, record, decision, seal.transactions, seal.hash);
	if (ledger_sheet_channel(books, record))
		post_sheet(store, reports, books, record, decision, buf_string(&totals));
	if (sums.length)
		ledger_post_sums(books, record, buf_string(&sums));
	buf_free(&sums);
	buf_free(&totals);
	seal_free(&seal);
}

/* Whether QUERY finds one that is still to be sent to the author. */
static bool waits_already(struct store *store, const char *query, const struct guild *guild,
			  const struct decision *decision)
{
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild->guild_id),
		bind_integer(":user", (int64_t)decision->data_of),
	};
	return store_has_row(store, query, bindings, 2);
}

/* All that is kept on the author, as a file for them; one at a time. */
static void send_data(struct store *store, const struct answer_reports *reports,
		      struct books *books, const struct record *record, struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct buf files = { 0 };
	store_write(store, books);
	bool waits = waits_already(store, "mydata waiting", guild, decision);
	reports->data(decision->data_of, guild->next_seq - 1, guild->next_transaction - 1, &files);
	ledger_send_data(books, record, decision, waits, buf_string(&files));
	buf_free(&files);
}

/* What a proof of the author is to be, made on its way out; one at a time. */
static void send_proof(struct store *store, struct books *books, const struct record *record,
		       struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct buf files = { 0 };
	store_write(store, books);
	bool waits = waits_already(store, "proof waiting", guild, decision);
	enum sum_found found = batch_sums_describe(store, guild->guild_id, decision->batch,
						   decision->data_of, &files);
	ledger_send_proof(books, record, decision, found, waits, buf_string(&files));
	buf_free(&files);
}

void fulfil_need(struct store *store, const struct answer_reports *reports, struct books *books,
		 const struct record *record, struct decision *decision)
{
	switch (decision->need) {
	case NEED_NOTHING: break;
	case NEED_DATA: send_data(store, reports, books, record, decision); break;
	case NEED_DATES: show_dates(store, books, record, decision); break;
	case NEED_REPORT: answer_with_report(store, reports, books, record, decision); break;
	case NEED_COMPARISON: compare_statement(store, books, record, decision); break;
	case NEED_PROOF: send_proof(store, books, record, decision); break;
	case NEED_SEAL: seal_batch(store, reports, books, record, decision); break;
	}
}
