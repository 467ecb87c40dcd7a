/* What the rules could not know by themselves, asked of the store and of reports. */
#include "apply/decision_needs.h"

#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "ledger/setting_values.h"
#include "report/report.h"
#include "report/sheet.h"
#include "store/seal.h"
#include "report/attachments.h"

enum { DISCORD_LIMIT = 2000 };
/* About five seconds of a small server, in which the table of most reports of a million
 * transactions is made. guildledger(7) says so. */
static const struct work_limit answer_limit = { .steps = 400 * 1000 * 1000, .ms = 5000 };

/* A program of gnuplot, which gl-chart draws on the way out: what writes the books starts no other
 * program. */
static void attach_chart(const struct guild *guild, const struct report_request *request,
			 struct buf *files)
{
	struct report_request chart = *request;
	chart.format = FORMAT_GNUPLOT;
	chart.drawing =
		(struct drawing){ .terminal = TERMINAL_PNG,
				  .dark = guild_setting_choice(guild, SETTING_CHART_THEME) ==
					  CHART_DARK };
	attachment_add_report(files, &chart, guild->last_time);
}

static void attach_csv(const struct guild *guild, const struct report_request *request,
		       struct buf *files)
{
	struct report_request csv = *request;
	csv.format = FORMAT_CSV;
	csv.sheet = true; /* people open it in a spreadsheet */
	attachment_add_report(files, &csv, guild->last_time);
}

/* Where the table is cut, the whole goes with it as CSV. */
static void compose(struct store *store, const struct guild *guild,
		    const struct report_request *request, const struct inquiry *inquiry,
		    struct buf *text, struct buf *files)
{
	uint64_t cut = report_answer(store, request, DISCORD_LIMIT - ATTACHMENT_REMARK, text).cut;
	if (inquiry->csv || cut)
		attach_csv(guild, request, files);
	if (inquiry->chart)
		attach_chart(guild, request, files);
}

/* The same, with an end to the work: the books are locked while an answer is made. */
static void compose_limited(struct store *store, const struct guild *guild,
			    const struct report_request *request, const struct inquiry *inquiry,
			    struct buf *text, struct buf *files)
{
	store_limit_work(store, answer_limit);
	compose(store, guild, request, inquiry, text, files);
	if (!store_end_limit(store))
		return;
	buf_clear(text);
	buf_clear(files);
	buf_printf(text,
		   tr(request->lang, N_("That is too much for an answer. Ask for less, as in "
					"`report journal 7d` (from=, to=, account= or batch= "
					"narrow a report too), or ask "
					"an operator for it: `gl-report %s`.")),
		   request->name);
}

static void answer_with_report(struct store *store, struct books *books,
			       const struct record *record, struct decision *decision)
{
	const struct command *command = &record->command;
	const struct inquiry *inquiry = &decision->inquiry;
	const struct guild *guild = books_guild(books, command->guild_id);
	struct report_request request = {
		.name = inquiry->name,
		.guild_id = command->guild_id,
		.lang = command->lang,
		.format = inquiry->chart ? FORMAT_GNUPLOT : FORMAT_TABLE,
		.from = inquiry->from,
		.to = inquiry->to,
		.at = inquiry->at,
		.account = inquiry->account,
		.currency = inquiry->currency,
		.role_id = inquiry->role_id,
		.batch = inquiry->batch,
		.limit = inquiry->limit,
		.transaction = inquiry->transaction,
		.verb = inquiry->verb,
		.status = inquiry->status,
	};
	struct buf text = { 0 }, files = { 0 };
	store_write(store, books);
	if (report_check(store, &request, &text)) {
		buf_clear(&text);
		request.format = FORMAT_TABLE;
		compose_limited(store, guild, &request, inquiry, &text, &files);
	} else {
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
static void describe_totals(struct buf *out, const struct guild *guild, const struct seal *seal)
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
		char text[WIDE_TEXT_SIZE];
		if (used)
			buf_printf(out, "%s%s %s", out->length ? ", " : "",
				   decimal_from_wide(&debits, currency->scale, text),
				   currency->code);
	}
	if (!out->length)
		buf_char(out, '0');
}

/* The sheet of a closed batch, in the guild's language, for all to see; what does not fit goes with
 * it as CSV. */
static void post_sheet(struct store *store, struct books *books, const struct record *record,
		       const struct decision *decision, const char *totals)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct report_request request = { .name = "batch",
					  .guild_id = guild->guild_id,
					  .lang = guild->lang,
					  .batch = decision->batch };
	const char *not_counted = ledger_not_counted(books, record, decision, guild->lang);
	struct buf content = { 0 }, files = { 0 };
	store_limit_work(store, answer_limit);
	bool cut = report_sheet(store, &request, totals, not_counted, &content);
	if (store_end_limit(store))
		buf_printf(&content, "\n%s",
			   tr(guild->lang, N_("It is too long for a file; an operator has it: "
					      "gl-report batch.")));
	else if (cut)
		attach_csv(guild, &request, &files);
	ledger_post_sheet(books, record, buf_string(&content), files.length ? files.bytes : NULL);
	buf_free(&content);
	buf_free(&files);
}

static void seal_batch(struct store *store, struct books *books, const struct record *record,
		       struct decision *decision)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct seal seal = {
		.guild_id = guild->guild_id,
		.batch = decision->batch,
		.closed_by = guild->next_seq,
		.closed_at = record->command.source == SOURCE_DISCORD
				     ? snowflake_time(record->command.message_id)
				     : record->command.time,
	};
	struct buf totals = { 0 };
	store_write(store, books);
	for (size_t i = 0; i < decision->counted_count; i++) {
		struct control_total *total =
			seal_add_total(&seal, (int64_t)decision->counted[i].account->key.id,
				       decision->counted[i].currency);
		total->counted = true;
		total->counted_amount = decision->counted[i].amount;
	}
	seal_compute(store, &seal);
	store_write_seal(store, &seal);
	describe_totals(&totals, guild, &seal);
	ledger_sealed(books, record, decision, seal.transactions, buf_string(&totals), seal.hash);
	if (ledger_sheet_channel(books, record))
		post_sheet(store, books, record, decision, buf_string(&totals));
	buf_free(&totals);
	seal_free(&seal);
}

static bool take_any(void *context, const struct value *values, int columns)
{
	(void)values;
	(void)columns;
	*(bool *)context = true;
	return false;
}

/* All that is kept on the author, as a file for them; one at a time. */
static void send_data(struct store *store, struct books *books, const struct record *record,
		      struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	struct binding bindings[] = {
		{ ":guild", { .kind = VALUE_INTEGER, .integer = (int64_t)guild->guild_id } },
		{ ":user", { .kind = VALUE_INTEGER, .integer = (int64_t)decision->concerns } },
	};
	struct buf files = { 0 };
	bool waits = false;
	store_write(store, books);
	store_query(store, "mydata waiting", bindings, 2, take_any, &waits);
	attachment_add_data(&files, decision->concerns, guild->next_seq - 1,
			    guild->next_transaction - 1);
	ledger_send_data(books, record, decision, waits, buf_string(&files));
	buf_free(&files);
}

static void fetch_transaction(struct store *store, struct books *books, const struct record *record,
			      struct decision *decision)
{
	store_write(store, books);
	store_fetch_transaction(store, books, ledger_guild_of(record), decision->transaction);
	ledger_decide(books, record, decision);
}

void fulfil_need(struct store *store, struct books *books, const struct record *record,
		 struct decision *decision)
{
	if (decision->need == NEED_DELIVERY) {
		store_write(store, books);
		store_fetch_delivery(store, books, record->delivered.guild_id,
				     record->delivered.id);
		ledger_decide(books, record, decision);
	}
	if (decision->need == NEED_TRANSACTION)
		fetch_transaction(store, books, record, decision);
	if (decision->need == NEED_DATA)
		send_data(store, books, record, decision);
	if (decision->need == NEED_REPORT)
		answer_with_report(store, books, record, decision);
	else if (decision->need == NEED_SEAL)
		seal_batch(store, books, record, decision);
}
