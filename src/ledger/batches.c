/* Verbs about batches: status, open, close with counted amounts, list, show; and reports as text.
 */
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "ledger/setting_values.h"
#include "ledger/verb_support.h"
#include "ledger/defaults.h"

const char *format_time(struct verb_context *context, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	instant_format(time, text);
	text[16] = '\0'; /* minutes are enough for people */
	text[10] = ' ';
	return arena_printf(&context->books->chunk, "%s UTC", text);
}

void decide_batch_status(struct verb_context *context)
{
	const struct batch *batch = &context->guild->batch;
	if (batch->number)
		answer(context, N_("Batch %lld is open since %s; transactions so far: %lld."),
		       (long long)batch->number, format_time(context, batch->opened_at),
		       (long long)(context->guild->next_transaction - batch->first_transaction));
	else
		answer(context, N_("No batch is open; the last one is %lld."),
		       (long long)context->guild->last_batch);
	context->decision->batch = batch->number;
}

void decide_batch_open(struct verb_context *context)
{
	if (context->guild->batch.number) {
		refuse(context, "batch_open", N_("Batch %lld is already open; close it first."),
		       (long long)context->guild->batch.number);
		return;
	}
	open_batch(context);
	context->decision->batch = context->guild->batch.number;
	answer(context, N_("Batch %lld is open."), (long long)context->guild->batch.number);
}

static bool read_count(struct verb_context *context, const char *name, const char *unit,
		       const char *amount, struct counted *counted)
{
	struct sum sum;
	counted->account = find_account(context, name);
	if (!counted->account || !read_money(context, amount, unit, NULL, &sum))
		return false;
	counted->amount = sum.minor;
	memcpy(counted->currency, sum.currency->code, CURRENCY_SIZE);
	return true;
}

static bool is_uncounted(const struct decision *decision, const struct account *account)
{
	for (size_t i = 0; i < decision->uncounted_count; i++)
		if (decision->uncounted[i] == account)
			return true;
	return false;
}

/* In CURRENCY; NULL: in any. */
static bool is_counted(const struct decision *decision, const struct account *account,
		       const char *currency)
{
	for (size_t i = 0; i < decision->counted_count; i++)
		if (decision->counted[i].account == account &&
		    (!currency || strcmp(decision->counted[i].currency, currency) == 0))
			return true;
	return false;
}

static bool refuse_twice(struct verb_context *context, const struct account *account)
{
	refuse(context, "counted_twice", N_("%s is counted twice."),
	       account_label(context, account));
	return false;
}

/* `till=uncounted`: of all its currencies. */
static bool read_not_counted(struct verb_context *context, const char *name)
{
	struct decision *decision = context->decision;
	struct account *account = find_account(context, name);
	if (!account)
		return false;
	if (is_uncounted(decision, account) || is_counted(decision, account, NULL))
		return refuse_twice(context, account);
	decision->uncounted[decision->uncounted_count++] = account;
	return true;
}

static bool read_counted(struct verb_context *context)
{
	struct decision *decision = context->decision;
	for (size_t i = 0; i < context->command->argument_count; i++) {
		const struct argument *given = &context->command->arguments[i];
		struct counted *counted = &decision->counted[decision->counted_count];
		const char *unit, *name = counted_account(context, given->key, &unit);
		if (!name)
			continue;
		if (counts_are_asked(context) && strcmp(given->value, UNCOUNTED) == 0) {
			if (!read_not_counted(context, name))
				return false;
			continue;
		}
		if (!read_count(context, name, unit, given->value, counted))
			return false;
		if (is_counted(decision, counted->account, counted->currency) ||
		    is_uncounted(decision, counted->account))
			return refuse_twice(context, counted->account);
		decision->counted_count++;
	}
	return true;
}

/* Refuses a close by a person who says nothing of a count. By schedule nobody could count. */
static bool refuse_without_count(struct verb_context *context)
{
	const struct command *command = context->command;
	const char *unit, *till = default_accounts[DEFAULT_TILL].name[command->lang];
	const char *prefix = typed_prefix(context);
	bool person = command->source == SOURCE_DISCORD || command->source == SOURCE_OPERATOR;
	bool says = !person || !counts_are_asked(context);
	for (size_t i = 0; i < command->argument_count && !says; i++)
		says = counted_account(context, command->arguments[i].key, &unit);
	if (says)
		return false;
	refuse(context, "count_missing",
	       N_("Count what is in the %s and write it: `%s%s %s=100`. If nobody counted it, say "
		  "so: `%s%s %s=%s`."),
	       till, prefix, context->verb->words[command->lang], till, prefix,
	       context->verb->words[command->lang], till,
	       command->lang == LANG_ES ? UNCOUNTED_SPANISH : UNCOUNTED);
	return true;
}

static bool refuse_difference(struct verb_context *context, const struct counted *counted,
			      const struct currency *currency, int64_t difference)
{
	char text[DECIMAL_TEXT_SIZE];
	refuse(context, "count_differs",
	       N_("%s: counted %s, the books say %s, a difference of %s. Count again, or add "
		  "`difference=book` to book it to over/short."),
	       account_label(context, counted->account),
	       format_amount(context, counted->amount, currency),
	       format_amount(context, holdings(counted->account, counted->currency), currency),
	       decimal_from_minor(difference, currency->scale, text));
	return false;
}

static bool counts_over_short(const struct verb_context *context)
{
	for (size_t i = 0; i < context->decision->counted_count; i++)
		if (context->decision->counted[i].account == context->guild->over_short)
			return true;
	return false;
}

/* What LINES lack in CURRENCY to balance. False when it is beyond 64 bits. */
static bool lacking(const struct line *lines, size_t count, const char *currency, int64_t *lack)
{
	*lack = 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(lines[i].currency, currency) == 0 &&
		    !checked_add(*lack, -lines[i].amount, lack))
			return false;
	return true;
}

/* The line of what was counted beyond the books, or short of them; *COUNT grows only when there is
 * such. */
static bool difference_line(struct verb_context *context, const struct counted *counted,
			    struct line *lines, size_t *count)
{
	int64_t expected = holdings(counted->account, counted->currency), difference, lack;
	const char *choice = argument(context, "difference");
	bool fits = !__builtin_sub_overflow(counted->amount, expected, &difference) &&
		    difference != INT64_MIN;
	if (fits && difference == 0)
		return true;
	int64_t debit = debit_normal(counted->account->kind) ? difference : -difference;
	if (fits)
		lines[*count] = (struct line){ counted->account, debit, counted->currency };
	if (!fits || !lacking(lines, *count + 1, counted->currency, &lack)) {
		refuse(context, "too_large",
		       N_("The difference of %s is more than an account can hold."),
		       account_label(context, counted->account));
		return false;
	}
	if (!choice || strcmp(choice, "book") != 0)
		return refuse_difference(context, counted,
					 guild_currency(context->guild, counted->currency),
					 difference);
	++*count;
	return true;
}

/* Differences go to over/short, in each currency: one transaction for all counted accounts. */
static bool settle_counted(struct verb_context *context)
{
	struct decision *decision = context->decision;
	struct line lines[2 * MAX_COUNTED + 1];
	size_t count = 0, accounts;
	int64_t lack;
	for (size_t i = 0; i < decision->counted_count; i++)
		if (!difference_line(context, &decision->counted[i], lines, &count))
			return false;
	if (count && counts_over_short(context)) {
		refuse(context, "over_short_counted",
		       N_("%s takes the differences of the accounts that are counted, so it is not "
			  "counted with them; leave it out."),
		       account_label(context, context->guild->over_short));
		return false;
	}
	accounts = count;
	for (const struct currency *currency = context->guild->currencies; currency;
	     currency = currency->next)
		if (lacking(lines, accounts, currency->code, &lack) && lack != 0)
			lines[count++] =
				(struct line){ context->guild->over_short, lack, currency->code };
	if (count > MAX_LINES) {
		refuse(context, "too_many_differences",
		       N_("There are too many differences for one transaction. Count fewer "
			  "accounts, move the rest to over/short first."));
		return false;
	}
	return count == 0 || post(context, lines, count, "count", 0);
}

void decide_batch_close(struct verb_context *context)
{
	struct guild *guild = context->guild;
	if (!guild->batch.number) {
		refuse(context, "no_open_batch_to_close",
		       N_("No batch is open, so there is none to close."));
		return;
	}
	if (refuse_without_count(context))
		return;
	if (!read_counted(context) || !settle_counted(context)) {
		context->decision->counted_count = context->decision->uncounted_count = 0;
		return;
	}
	context->decision->batch = guild->batch.number;
	context->decision->need = NEED_SEAL;
}

/* Appends to LIST what ACCOUNT holds in currencies that were not counted; its name alone where
 * EVEN_EMPTY and it holds nothing. */
static void list_not_counted(struct verb_context *context, const struct account *account,
			     bool even_empty, struct buf *list)
{
	const char *label = account_label(context, account);
	for (const struct balance *balance = account->balances; balance; balance = balance->next) {
		if (balance->amount == 0 ||
		    is_counted(context->decision, account, balance->currency))
			continue;
		even_empty = false;
		buf_printf(list, "%s%s %s", list->length ? ", " : "", label,
			   format_amount(context, holdings(account, balance->currency),
					 guild_currency(context->guild, balance->currency)));
	}
	if (even_empty)
		buf_printf(list, "%s%s", list->length ? ", " : "", label);
}

/* The till counts as one that was left out, whoever closed the batch, unless it was counted. */
static const char *not_counted(struct verb_context *context)
{
	const struct decision *decision = context->decision;
	const struct account *till = context->guild->till;
	struct buf list = { 0 };
	if (!strict_rules(context))
		return NULL;
	for (size_t i = 0; i < decision->counted_count; i++) {
		const struct account *account = decision->counted[i].account;
		bool first = true;
		for (size_t j = 0; j < i; j++)
			first &= decision->counted[j].account != account;
		if (first)
			list_not_counted(context, account, false, &list);
	}
	for (size_t i = 0; i < decision->uncounted_count; i++)
		list_not_counted(context, decision->uncounted[i], true, &list);
	if (counts_are_asked(context) && till && !is_counted(decision, till, NULL) &&
	    !is_uncounted(decision, till))
		list_not_counted(context, till, true, &list);
	const char *copy =
		list.length ? arena_strdup(&context->books->chunk, buf_string(&list)) : NULL;
	buf_free(&list);
	return copy;
}

const char *ledger_not_counted(struct books *books, const struct record *record,
			       const struct decision *decision, enum lang lang)
{
	struct decision copy = *decision;
	struct verb_context context = system_context(
		books, books_guild(books, record->command.guild_id), lang, NULL, 0, &copy);
	return not_counted(&context);
}

void ledger_sealed(struct books *books, const struct record *record, struct decision *decision,
		   int64_t count, const char *totals, const char *hash)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct verb_context context =
		system_context(books, guild, record->command.lang, NULL, 0, decision);
	const char *rest = not_counted(&context);
	if (rest)
		answer(&context,
		       N_("Batch %lld is closed. Transactions: %lld; debits and credits: %s. Hash "
			  "%s. Not counted: %s."),
		       (long long)decision->batch, (long long)count, totals, hash, rest);
	else
		answer(&context,
		       N_("Batch %lld is closed. Transactions: %lld; debits and credits: %s. Hash "
			  "%s."),
		       (long long)decision->batch, (long long)count, totals, hash);
	memcpy(guild->last_hash, hash, HASH_TEXT_SIZE);
	books_drop_transactions(books, guild->guild_id); /* those of the batch are sealed now */
	guild->batch = (struct batch){ 0 };
	guild->batch_dirty = false;
	decision->need = NEED_NOTHING;
}

static int64_t number_or(struct verb_context *context, const char *key, int64_t default_value)
{
	const char *text = argument(context, key);
	uint64_t value;
	return text && snowflake_parse(text, &value) ? (int64_t)value : default_value;
}

void decide_batch_list(struct verb_context *context)
{
	context->decision->need = NEED_REPORT;
	context->decision->inquiry =
		(struct inquiry){ .name = "batches", .limit = number_or(context, "n", 10) };
}

void decide_batch_show(struct verb_context *context)
{
	int64_t batch = number_or(context, "batch", context->guild->last_batch);
	if (!batch || batch > context->guild->last_batch) {
		refuse(context, "unknown_batch",
		       N_("There is no batch %lld; the last one is %lld."), (long long)batch,
		       (long long)context->guild->last_batch);
		return;
	}
	context->decision->need = NEED_REPORT;
	context->decision->inquiry = (struct inquiry){ .name = "batch", .batch = batch };
}

/* A time given to a report, or 0. */
static bool read_time(struct verb_context *context, const char *key, int64_t *time)
{
	const char *text = argument(context, key);
	if (!text || instant_parse(context->guild->zone, text, time))
		return true;
	refuse(context, "bad_time", N_("“%s” is not a date; write a day such as 2026-11-24."),
	       escape_markdown(context, text));
	return false;
}

/* "30d": whole days of the guild, today's included; "12h": to the millisecond. */
static bool read_last(struct verb_context *context, int64_t *from)
{
	const char *text = argument(context, "last");
	int64_t duration, now = context->time;
	if (!text)
		return true;
	if (!duration_parse(text, &duration) || !duration) {
		refuse(context, "bad_time", N_("“%s” is not a duration (try 30d, 12h or 2w)."),
		       escape_markdown(context, text));
		return false;
	}
	if (argument(context, "from") || argument(context, "to") || argument(context, "at")) {
		refuse(context, "two_times",
		       N_("Give a duration (30d) or dates (from= to=), not both."));
		return false;
	}
	*from = text[strlen(text) - 1] == 'h'
			? now - duration
			: instant_day(context->guild->zone, now, (int)(duration / DAY_MS) - 1);
	return true;
}

void decide_report(struct verb_context *context)
{
	struct inquiry *inquiry = &context->decision->inquiry;
	*inquiry = (struct inquiry){ .name = argument(context, "name"),
				     .account = argument(context, "account"),
				     .currency = argument(context, "currency"),
				     .verb = argument(context, "verb"),
				     .status = argument(context, "status") };
	if (!read_time(context, "from", &inquiry->from) ||
	    !read_time(context, "to", &inquiry->to) || !read_time(context, "at", &inquiry->at))
		return;
	if (!read_last(context, &inquiry->from))
		return;
	inquiry->chart = argument(context, "chart");
	inquiry->csv = argument(context, "csv");
	inquiry->batch = number_or(context, "batch", 0);
	inquiry->limit = number_or(context, "limit", 0);
	context->decision->need = NEED_REPORT;
}
