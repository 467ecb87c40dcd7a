/* to-sort, assign, line: what banks' lists leave to a treasurer. */
#include "base/decimal.h"
#include "base/json.h"
#include "ledger/bank.h"
#include "ledger/decisions.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/pending_rows.h"
#include "ledger/years.h"
#include "ledger/reconciliations.h"

enum { MAX_TARGETS = 20 /* as the grammar takes */ };

void touch_counterparty(struct books *books, const struct counterparty *counterparty)
{
	books_detail(books, DETAIL_COUNTERPARTY, counterparty->guild_id, 0)->counterparty =
		counterparty;
}

const char *party_of_row(struct books *books, const struct waiting *row)
{
	const char *why, *party;
	if (row->kind != WAITING_LINE || !row->arguments ||
	    strcmp(row->verb, verb_table[VERB_ASSIGN].name) != 0)
		return "";
	party = json_text(json_object(&books->chunk, row->arguments, strlen(row->arguments), &why),
			  "party");
	return party ? party : "";
}

struct waiting *named_line(struct verb_context *context, const char *verb)
{
	struct waiting *row = named_row(context);
	if (row && row->kind == WAITING_LINE && strcmp(row->verb, verb) == 0)
		return still_open(context, row) ? row : NULL;
	if (!row)
		return NULL;
	if (strcmp(verb, verb_table[VERB_ASSIGN].name) == 0)
		context_refuse(context, "not_to_sort",
			       N_("%jd does not wait to be assigned. `!to-sort` lists what does."),
			       (int64_t)row->key.id);
	else
		context_refuse(context, "not_a_line",
			       N_("%jd is no line of the bank that may be booked already."),
			       (int64_t)row->key.id);
	return NULL;
}

static void ask_report(struct verb_context *context, const char *name)
{
	context->decision->inquiry = (struct inquiry){ .name = name };
	context->decision->need = NEED_REPORT;
}

void decide_to_sort(struct verb_context *context)
{
	ask_report(context, "to-sort");
}

void decide_assign_list(struct verb_context *context)
{
	ask_report(context, "counterparties");
}

/* Whose a row is said to be. */
struct targets {
	struct account *accounts[MAX_TARGETS];
	int64_t parts[MAX_TARGETS];
	size_t count;
};

static struct account *find_target(struct verb_context *context, const struct payee_word *word)
{
	struct account *account = find_account(
		context, word->kind == PAYEE_MEMBER
				 ? arena_printf(&context->books->chunk, "@%ju", word->id)
				 : word->text);
	if (account && account == context->guild->to_sort) {
		context_refuse(context, "same_account",
			       N_("From and to are the same account; nothing would move."));
		return NULL;
	}
	return account;
}

/* The words of `assign`: accounts, each perhaps behind its part. */
static bool read_targets(struct verb_context *context, const struct waiting *row,
			 struct targets *targets)
{
	const struct currency *currency = guild_currency(context->guild, row->currency);
	const char *text = context_argument(context, "targets");
	struct payee_word word;
	int64_t part = row->amount, total = 0;
	bool parted = false;
	targets->count = 0;
	while (next_payee_word(context->books, &text, &word)) {
		if (word.kind == PAYEE_NAME && *word.text == '=') {
			if (!read_amount(context, word.text + 1, currency, &part))
				return false;
			parted = true;
			continue;
		}
		if (targets->count == MAX_TARGETS) {
			context_refuse(context, "too_many",
				       N_("One transaction has at most %d entries."), MAX_TARGETS);
			return false;
		}
		targets->parts[targets->count] = part;
		if (!(targets->accounts[targets->count++] = find_target(context, &word)) ||
		    !checked_add(total, part, &total))
			return false;
	}
	if (targets->count && total == row->amount)
		return true;
	if (targets->count && parted)
		context_refuse(context, "not_the_sum",
			       N_("The parts are %s, but %jd is %s: nothing may be left."),
			       format_amount(context, total, currency), (int64_t)row->key.id,
			       format_amount(context, row->amount, currency));
	else
		context_refuse(context, "bad_targets", N_("Say whose %jd is: `!assign %jd @ana`."),
			       (int64_t)row->key.id, (int64_t)row->key.id);
	return false;
}

/* The bank's day of the line that the row is of; NO_DAY: it is not known. */
static int64_t day_of_line(struct verb_context *context, const struct waiting *row)
{
	const struct fetched_transaction *booked =
		books_loaded_transaction(context->books, row->key.guild_id, row->target);
	for (size_t i = 0; booked && i < booked->entry_count; i++)
		if (booked->entries[i].line_day != NO_DAY && !booked->entries[i].linked)
			return booked->entries[i].line_day;
	return NO_DAY;
}

/* All of it in one transaction: what came in goes from to-sort to those whose it is, what went out
 * from them to to-sort. */
static bool post_targets(struct verb_context *context, struct waiting *row,
			 const struct targets *targets)
{
	struct line lines[MAX_TARGETS + 1];
	struct waiting *before = context->waiting;
	bool comes = row->from_account == (int64_t)context->guild->to_sort->key.id;
	lines[0] = (struct line){ context->guild->to_sort, comes ? row->amount : -row->amount,
				  row->currency };
	for (size_t i = 0; i < targets->count; i++)
		lines[i + 1] = (struct line){ targets->accounts[i],
					      comes ? -targets->parts[i] : targets->parts[i],
					      row->currency };
	post_on_day(context, day_of_line(context, row));
	context->waiting = row;
	bool posted = post_transaction(context, lines, targets->count + 1, row->memo, 0);
	context->waiting = before;
	return posted;
}

/* What the same party sends from now on is that account's, too. */
static bool remember_party(struct verb_context *context, const struct waiting *row,
			   const struct targets *targets, bool keep)
{
	const char *party = party_of_row(context->books, row);
	struct counterparty *counterparty;
	if (targets->count != 1)
		context_refuse(context, "bad_targets",
			       N_("Only what is one account's can be assigned always: leave "
				  "“always” out."));
	else if (!*party)
		context_refuse(context, "no_counterparty",
			       N_("The bank does not say who sent %jd, so that nothing can be "
				  "assigned always: leave “always” out."),
			       (int64_t)row->key.id);
	else if (!keep)
		return true;
	else {
		counterparty = books_counterparty(context->books, row->key.guild_id, party);
		counterparty->account_id = (int64_t)targets->accounts[0]->key.id;
		counterparty->number = (int64_t)row->key.id;
		touch_counterparty(context->books, counterparty);
		return true;
	}
	return false;
}

static const char *list_targets(struct verb_context *context, const struct targets *targets)
{
	struct buf list = { 0 };
	for (size_t i = 0; i < targets->count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "",
			   account_label(context, targets->accounts[i]));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

void decide_assign(struct verb_context *context)
{
	struct waiting *row = named_line(context, verb_table[VERB_ASSIGN].name);
	struct targets targets;
	bool always = context_argument(context, "always");
	if (!row || !read_targets(context, row, &targets) ||
	    (always && !remember_party(context, row, &targets, false)) ||
	    !post_targets(context, row, &targets))
		return;
	if (always)
		remember_party(context, row, &targets, true);
	add_paid(context, row, row->amount);
	context_answer(
		context, N_("%s are assigned to %s (transaction %jd)."),
		format_amount(context, row->amount, guild_currency(context->guild, row->currency)),
		list_targets(context, &targets), context->posted);
	if (always)
		context_add_answer(context, tr(context->command->lang, N_("What the same party "
									  "sends is theirs from "
									  "now on.")));
}

void decide_assign_forget(struct verb_context *context)
{
	struct waiting *row = named_row(context);
	if (!row)
		return;
	const char *party = party_of_row(context->books, row);
	struct counterparty *counterparty =
		*party ? books_counterparty(context->books, row->key.guild_id, party) : NULL;
	if (!counterparty || !counterparty->account_id ||
	    counterparty->number != (int64_t)row->key.id) {
		context_refuse(context, "not_assigned",
			       N_("Nothing is assigned always by %jd. `!assign list` shows what "
				  "is."),
			       (int64_t)row->key.id);
		return;
	}
	counterparty->account_id = 0;
	touch_counterparty(context->books, counterparty);
	context_answer(context, N_("What the party of %jd sends is no longer assigned by itself."),
		       (int64_t)row->key.id);
}

/* The line as the books keep it; it is among those of its key. */
static struct import_row *kept_row(const struct bank_line *line, const struct waiting *row)
{
	struct import_row *kept = line->key->rows;
	while (kept && kept->number != (int64_t)row->key.id)
		kept = kept->next;
	return kept;
}

/* The transaction that booked what the line is said to be; 0 after a refusal. OTHER: the line that
 * it may be, or NULL. */
static int64_t booked_as(struct verb_context *context, const struct waiting *row,
			 const struct import_row *other)
{
	if (row->target || (other && other->transaction))
		return row->target ? row->target : other->transaction;
	if (!other) {
		context_refuse(context, "nothing_like_it",
			       N_("No list has a line of the same amount and day that %jd could "
				  "be: "
				  "`!line %jd new` books it."),
			       (int64_t)row->key.id, (int64_t)row->key.id);
		return 0;
	}
	context_refuse(context, "waits_itself",
		       N_("Line %jd waits, too: decide that one first, then this one."),
		       other->number);
	return 0;
}

static void take_as_same(struct verb_context *context, const struct bank_line *line,
			 struct waiting *row, struct import_row *kept)
{
	const struct import_row *other = row_compared(context, line, kept);
	int64_t transaction = booked_as(context, row, other);
	struct by_hand *entry = transaction ? books_by_hand(context->books, line->bank) : NULL;
	while (entry && entry->transaction != transaction)
		entry = entry->next;
	if (!transaction)
		return;
	if (entry && entry->agreed && !(other && other->transaction == transaction)) {
		context_refuse(context, "agreed",
			       N_("Transaction %jd is another line of the bank already; this one "
				  "is new."),
			       transaction);
		return;
	}
	if (entry)
		entry->agreed = true;
	kept->state = IMPORT_SAME;
	kept->transaction = transaction;
	note_linked(context, transaction, line->bank, line->currency->code, kept->day);
	touch_import_row(context->books, kept);
	end_waiting(context, row, WAITING_DECLINED, NULL);
	context_answer(context,
		       N_("Line %jd is what transaction %jd booked already; nothing is booked."),
		       (int64_t)row->key.id, transaction);
}

static void take_as_new(struct verb_context *context, const struct bank_line *line,
			struct waiting *row, struct import_row *kept)
{
	struct verb_context booking = *context;
	booking.waiting = row;
	if (ask_if_by_hand(context, line, kept, row->target)) {
		end_waiting(context, row, WAITING_DECLINED, NULL);
		touch_import_row(context->books, kept);
		return;
	}
	if (!book_bank_line(&booking, line, kept))
		return;
	context->posted = booking.posted;
	touch_import_row(context->books, kept);
	add_paid(context, row, row->amount);
}

/* Whoever would be paid by it does not say whether it is new. */
static bool is_own_line(struct verb_context *context, const struct bank_line *line)
{
	enum import_by by;
	const struct account *account = account_of_line(context, line, &by);
	if (!account || !context->author || account->owner_id != context->author->key.id)
		return false;
	context_refuse(context, "own_account",
		       N_("Somebody else has to do this for your account."));
	return true;
}

void decide_line(struct verb_context *context)
{
	struct waiting *row = named_line(context, verb_table[VERB_BANK_LINE].name);
	const struct import_line *record = row ? frozen_line(&context->books->chunk, row) : NULL;
	const char *choice = context_argument(context, "choice");
	struct import_row *kept;
	struct bank_line line;
	if (!row || !record || !read_bank_line(context, record, &line) ||
	    is_own_line(context, &line) || !(kept = kept_row(&line, row)))
		return;
	if (strcmp(choice, "same") == 0)
		take_as_same(context, &line, row, kept);
	else
		take_as_new(context, &line, row, kept);
}

/* approve and reject have nothing to say here. */
static void refuse_decision(struct verb_context *context, const struct waiting *row)
{
	int64_t number = (int64_t)row->key.id;
	if (strcmp(row->verb, verb_table[VERB_ASSIGN].name) == 0)
		context_refuse(context, "use_assign",
			       N_("%jd is a line of the bank: `!assign %jd @ana` says whose it "
				  "is."),
			       number, number);
	else
		context_refuse(context, "use_line",
			       N_("%jd is a line of the bank: `!line %jd same` or `!line %jd "
				  "new`."),
			       number, number, number);
}

static void refuse_accepting(struct verb_context *context, struct waiting *row, int64_t amount)
{
	(void)amount;
	refuse_decision(context, row);
}

static void refuse_declining(struct verb_context *context, struct waiting *row, const char *reason)
{
	(void)reason;
	refuse_decision(context, row);
}

static bool refuse_cancelling(struct verb_context *context, struct waiting *row, const char *reason)
{
	(void)reason;
	refuse_decision(context, row);
	return false;
}

const struct waiting_kind_rules line_kind_rules = { .asker_decides = true,
						    .of_community = true,
						    .accept = refuse_accepting,
						    .decline = refuse_declining,
						    .cancel = refuse_cancelling };
