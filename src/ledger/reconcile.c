/* reconcile: the books' balance of an account, by the bank's days, against the bank's statement. */
#include "base/unicode.h"
#include "command/report_names.h"
#include "ledger/bank.h"
#include "ledger/days.h"
#include "ledger/lookups.h"
#include "ledger/reconciliations.h"
#include "ledger/setting_values.h"
#include "ledger/statement_check.h"

enum { SHOWN_OF_EACH = 4, SHOWN_OF_TEXT = 28 /* characters */ };

/* Up to the end of which day; false after a refusal. */
static bool read_statement_day(struct verb_context *context, int64_t *day)
{
	const char *text = context_argument(context, "day");
	int64_t today = day_of_command(context);
	*day = today;
	if (text && !day_parse(text, day))
		context_refuse(context, "bad_date", N_("“%s” is not a date: write 2027-03-01."),
			       escape_markdown(context, text));
	else if (*day > today)
		context_refuse(context, "future_day",
			       N_("%s is still to come: a statement says what the bank had at the "
				  "end of a day."),
			       format_day(context, *day));
	else
		return true;
	return false;
}

/* Whether a reconciliation that holds says the same, of the same books. */
static bool is_agreed_already(struct verb_context *context, const struct statement_check *check)
{
	if (!same_reconciliation(context->books, check, context->guild->next_transaction - 1))
		return false;
	context_refuse(context, "already_reconciled",
		       N_("%s is reconciled up to %s already, and nothing was booked since."),
		       account_label(context, check->account), format_day(context, check->day));
	return true;
}

static void ask_comparison(struct verb_context *context, struct statement_check *check)
{
	const struct reconciliation *last =
		last_reconciliation(context->books, check->account, check->currency->code);
	check->agreed_day = check->first_listed = NO_DAY;
	if (last) {
		check->agreed_to = last->last_transaction;
		check->agreed_day = last->day;
	}
	context->decision->check = check;
	context->decision->need = NEED_COMPARISON;
}

/* Whether it is the end of a bank's list, which says what the bank had then. */
static bool is_list_end(const struct command *command)
{
	return command->source == SOURCE_IMPORT;
}

/* Of the end of a list: what lacks before its first day, in a sentence; NULL: nothing. */
static const char *gap_of_end(struct verb_context *context)
{
	const char *id = context_argument(context, "import"),
		   *name = context_argument(context, "account");
	const struct account *account = id && name ? account_meant(context, name) : NULL;
	return account && context->books->rules >= RULES_YEAR
		       ? gap_before_list(context, account, id)
		       : NULL;
}

static void compare_with_books(struct verb_context *context)
{
	struct statement_check *check = arena_alloc(&context->books->chunk, sizeof *check);
	struct sum balance;
	*check = (struct statement_check){ .account = find_bank_account(
						   context, context_argument(context, "account")) };
	if (!check->account ||
	    !read_money(context, context_argument(context, "balance"),
			context_argument(context, "unit"), context_argument(context, "currency"),
			&balance) ||
	    !read_statement_day(context, &check->day) || !batch_allows(context))
		return;
	check->currency = balance.currency;
	check->statement = balance.minor;
	if (is_list_end(context->command))
		check->list = context_argument(context, "list");
	ask_comparison(context, check);
}

void decide_reconcile(struct verb_context *context)
{
	struct decision *decision = context->decision;
	bool list = is_list_end(context->command);
	if (list && !guild_setting_bool(context->guild, SETTING_IMPORT_RECONCILE)) {
		decision->status = STATUS_SKIPPED;
		if ((decision->text = gap_of_end(context)))
			decision->code = "gap";
		return;
	}
	compare_with_books(context);
	/* it changed nothing, and may come again */
	decision->quiet = list && decision->status != STATUS_OK;
}

static void keep_agreement(struct verb_context *context, const struct statement_check *check)
{
	struct books *books = context->books;
	struct guild *guild = context->guild;
	if (!guild->batch.number)
		open_batch(context);
	struct reconciliation *row = books_add_reconciliation(books, check->account);
	memcpy(row->currency, check->currency->code, sizeof row->currency);
	row->seq = guild->next_seq;
	row->day = check->day;
	row->statement = row->books = check->statement;
	row->list = check->list ? arena_strdup(&books->memory, check->list) : NULL;
	row->last_transaction = guild->next_transaction - 1;
	row->batch = guild->batch.number;
	touch_reconciliation(books, row);
	context->decision->batch = row->batch;
	context_answer(context,
		       N_("%s is reconciled up to %s: the books and the bank both say %s (batch "
			  "%jd)."),
		       account_label(context, check->account), format_day(context, check->day),
		       format_amount(context, check->statement, check->currency), row->batch);
}

static const char *short_text(struct verb_context *context, const char *text)
{
	size_t length = utf8_prefix(text, SHOWN_OF_TEXT);
	const char *part =
		escape_markdown(context, arena_copy(&context->books->chunk, text, length));
	return text[length] ? arena_printf(&context->books->chunk, "%s…", part) : part;
}

/* "transaction 41", "line 12". */
static const char *item_name(struct verb_context *context, const struct open_item *item)
{
	enum lang lang = context->command->lang;
	return item->kind == OPEN_BY_HAND
		       ? arena_printf(&context->books->chunk, tr(lang, N_("transaction %jd")),
				      item->transaction)
		       : arena_printf(&context->books->chunk, tr(lang, N_("line %jd")),
				      item->number);
}

static void add_item(struct verb_context *context, const struct statement_check *check,
		     const struct open_item *item, struct buf *out)
{
	buf_printf(out, "\n- %s %s", format_short_day(context, item->day),
		   format_bare_amount(context, item->amount, check->currency));
	if (item->text && *item->text)
		buf_printf(out, " %s", short_text(context, item->text));
	buf_printf(out, " (%s)", item_name(context, item));
}

/* The newest of one sort, and how many are left out. */
static void add_items(struct verb_context *context, const struct statement_check *check,
		      bool by_hand, const char *heading, struct buf *out)
{
	enum lang lang = context->command->lang;
	size_t count = 0;
	for (size_t i = 0; i < check->count; i++) {
		const struct open_item *item = &check->items[i];
		if ((item->kind == OPEN_BY_HAND) != by_hand || count++ >= SHOWN_OF_EACH)
			continue;
		if (count == 1)
			buf_printf(out, "\n%s", tr(lang, heading));
		add_item(context, check, item, out);
	}
	if (count > SHOWN_OF_EACH) {
		buf_text(out, "\n- ");
		buf_printf(out,
			   tr(lang, check->more ? N_("and at least %zu more") : N_("and %zu more")),
			   count - SHOWN_OF_EACH);
	}
}

static void add_explanation(struct verb_context *context, const struct statement_check *check,
			    int64_t difference, struct buf *out)
{
	enum lang lang = context->command->lang;
	const struct open_item *one, *other;
	if (!explain_difference(check, difference, &one, &other))
		return;
	buf_char(out, '\n');
	if (other)
		buf_printf(out, tr(lang, N_("Together, %s and %s are the whole difference.")),
			   item_name(context, one), item_name(context, other));
	else if (one->kind == OPEN_BY_HAND)
		buf_printf(out,
			   tr(lang, N_("The whole difference is %s, if the bank does not have "
				       "it.")),
			   item_name(context, one));
	else
		buf_printf(out,
			   tr(lang, N_("The whole difference is %s, if the books do not have "
				       "it.")),
			   item_name(context, one));
}

static void say_difference(struct verb_context *context, const struct statement_check *check)
{
	int64_t difference;
	struct buf out = { 0 };
	enum lang lang = context->command->lang;
	const char *label = account_label(context, check->account),
		   *day = format_day(context, check->day);
	if (!check->fits || __builtin_sub_overflow(check->statement, check->books, &difference)) {
		context_refuse(context, "too_large",
			       N_("The difference of %s is more than an account can hold."), label);
		return;
	}
	context_refuse(context, "statement_differs",
		       N_("%s at the end of %s: the books say %s, the bank says %s, a difference "
			  "of %s. Nothing is marked as agreed."),
		       label, day, format_amount(context, check->books, check->currency),
		       format_amount(context, check->statement, check->currency),
		       format_bare_amount(context, difference, check->currency));
	buf_text(&out, context->decision->text);
	if (check->first_listed != NO_DAY)
		add_items(context, check, true, N_("In the books and in no list of the bank:"),
			  &out);
	add_items(context, check, false, N_("In a list, waiting or to be assigned:"), &out);
	add_explanation(context, check, difference, &out);
	buf_char(&out, '\n');
	buf_printf(&out, tr(lang, N_("%s lists all that is open.")),
		   line_to_type(context, VERB_REPORT,
				report_names[REPORT_RECONCILIATION].words[lang]));
	context->decision->text = arena_strdup(&context->books->chunk, buf_string(&out));
	buf_free(&out);
}

void ledger_compared(struct books *books, const struct record *record, struct decision *decision)
{
	struct verb_context context = { .books = books,
					.guild = books_guild(books, record->command.guild_id),
					.command = &record->command,
					.verb = verb_named(record->command.verb),
					.time = command_time(&record->command),
					.decision = decision };
	const struct statement_check *check = decision->check;
	const char *gap = is_list_end(&record->command) ? gap_of_end(&context) : NULL;
	decision->need = NEED_NOTHING;
	if (!check->fits || check->books != check->statement)
		say_difference(&context, check);
	else if (!is_agreed_already(&context, check))
		keep_agreement(&context, check);
	if (gap)
		context_add_answer(&context, gap);
	decision->quiet = is_list_end(&record->command) && decision->status != STATUS_OK;
}
