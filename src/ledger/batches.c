/* Verbs about batches: status, open, close with counted amounts, list, show; and reports as text. */
#include <string.h>

#include "base/decimal.h"
#include "base/instant.h"
#include "ledger/deciding.h"
#include "ledger/defaults.h"

const char *when(struct deciding *deciding, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	instant_format(time, text);
	text[16] = '\0'; /* minutes are enough for people */
	text[10] = ' ';
	return arena_printf(&deciding->books->chunk, "%s UTC", text);
}

void decide_batch_status(struct deciding *deciding)
{
	const struct batch *batch = &deciding->guild->batch;
	if (batch->number)
		answer(deciding, N_("Batch %lld is open since %s; transactions so far: %lld."), (long long)batch->number,
		       when(deciding, batch->opened_at), (long long)(deciding->guild->next_transaction - batch->first_transaction));
	else
		answer(deciding, N_("No batch is open; the last one is %lld."), (long long)deciding->guild->last_batch);
	deciding->decision->batch = batch->number;
}

void decide_batch_open(struct deciding *deciding)
{
	if (deciding->guild->batch.number) {
		refuse(deciding, "batch_open", N_("Batch %lld is already open; close it first."), (long long)deciding->guild->batch.number);
		return;
	}
	open_batch(deciding);
	deciding->decision->batch = deciding->guild->batch.number;
	answer(deciding, N_("Batch %lld is open."), (long long)deciding->guild->batch.number);
}

static bool read_count(struct deciding *deciding, const char *name, const char *unit,
		       const char *amount, struct counted *counted)
{
	struct sum sum;
	counted->account = find_account(deciding, name);
	if (!counted->account || !read_money(deciding, amount, unit, NULL, &sum))
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

static bool refuse_twice(struct deciding *deciding, const struct account *account)
{
	refuse(deciding, "counted_twice", N_("%s is counted twice."),
	       account_label(deciding, account));
	return false;
}

/* `till=uncounted`: of all its currencies. */
static bool read_not_counted(struct deciding *deciding, const char *name)
{
	struct decision *decision = deciding->decision;
	struct account *account = find_account(deciding, name);
	if (!account)
		return false;
	if (is_uncounted(decision, account) || is_counted(decision, account, NULL))
		return refuse_twice(deciding, account);
	decision->uncounted[decision->uncounted_count++] = account;
	return true;
}

static bool read_counted(struct deciding *deciding)
{
	struct decision *decision = deciding->decision;
	for (size_t i = 0; i < deciding->command->argument_count; i++) {
		const struct argument *given = &deciding->command->arguments[i];
		struct counted *counted = &decision->counted[decision->counted_count];
		const char *unit, *name = counted_account(deciding, given->key, &unit);
		if (!name)
			continue;
		if (counts_are_asked(deciding) && strcmp(given->value, UNCOUNTED) == 0) {
			if (!read_not_counted(deciding, name))
				return false;
			continue;
		}
		if (!read_count(deciding, name, unit, given->value, counted))
			return false;
		if (is_counted(decision, counted->account, counted->currency) ||
		    is_uncounted(decision, counted->account))
			return refuse_twice(deciding, counted->account);
		decision->counted_count++;
	}
	return true;
}

/* Refuses a close by a person who says nothing of a count. By schedule nobody could count. */
static bool refuse_without_count(struct deciding *deciding)
{
	const struct command *command = deciding->command;
	const char *unit, *till = default_accounts[DEFAULT_TILL].name[command->lang];
	const char *prefix = guild_setting(deciding->guild, "prefix", "!");
	bool person = command->source == SOURCE_DISCORD || command->source == SOURCE_OPERATOR;
	bool says = !person || !counts_are_asked(deciding);
	for (size_t i = 0; i < command->argument_count && !says; i++)
		says = counted_account(deciding, command->arguments[i].key, &unit);
	if (says)
		return false;
	if (command->source == SOURCE_OPERATOR)
		prefix = "";
	refuse(deciding, "count_missing",
	       N_("Count what is in the %s and write it: `%s%s %s=100`. If nobody counted it, say "
		  "so: `%s%s %s=%s`."),
	       till, prefix, deciding->verb->words[command->lang], till, prefix,
	       deciding->verb->words[command->lang], till,
	       command->lang == LANG_ES ? UNCOUNTED_SPANISH : UNCOUNTED);
	return true;
}

static bool refuse_difference(struct deciding *deciding, const struct counted *counted, const struct currency *currency,
			      int64_t difference)
{
	char text[DECIMAL_TEXT_SIZE];
	refuse(deciding, "count_differs", N_("%s: counted %s, the books say %s, a difference of %s. Count again, or add `difference=book` to book it to over/short."),
	       account_label(deciding, counted->account), money(deciding, counted->amount, currency),
	       money(deciding, holdings(counted->account, counted->currency), currency),
	       decimal_from_minor(difference, currency->scale, text));
	return false;
}

static bool counts_over_short(const struct deciding *deciding)
{
	for (size_t i = 0; i < deciding->decision->counted_count; i++)
		if (deciding->decision->counted[i].account == deciding->guild->over_short)
			return true;
	return false;
}

/* What LINES lack in CURRENCY to balance. False when it is beyond 64 bits. */
static bool lacking(const struct line *lines, size_t count, const char *currency, int64_t *lack)
{
	*lack = 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(lines[i].currency, currency) == 0 && !checked_add(*lack, -lines[i].amount, lack))
			return false;
	return true;
}

/* The line of what was counted beyond the books, or short of them; *COUNT grows only when there is such. */
static bool difference_line(struct deciding *deciding, const struct counted *counted, struct line *lines, size_t *count)
{
	int64_t expected = holdings(counted->account, counted->currency), difference, lack;
	const char *choice = argument(deciding, "difference");
	bool fits = !__builtin_sub_overflow(counted->amount, expected, &difference) && difference != INT64_MIN;
	if (fits && difference == 0)
		return true;
	int64_t debit = debit_normal(counted->account->kind) ? difference : -difference;
	if (fits)
		lines[*count] = (struct line){ counted->account, debit, counted->currency };
	if (!fits || !lacking(lines, *count + 1, counted->currency, &lack)) {
		refuse(deciding, "too_large", N_("The difference of %s is more than an account can hold."), account_label(deciding, counted->account));
		return false;
	}
	if (!choice || strcmp(choice, "book") != 0)
		return refuse_difference(deciding, counted, guild_currency(deciding->guild, counted->currency), difference);
	++*count;
	return true;
}

/* Differences go to over/short, in each currency: one transaction for all counted accounts. */
static bool settle_counted(struct deciding *deciding)
{
	struct decision *decision = deciding->decision;
	struct line lines[2 * MAX_COUNTED + 1];
	size_t count = 0, accounts;
	int64_t lack;
	for (size_t i = 0; i < decision->counted_count; i++)
		if (!difference_line(deciding, &decision->counted[i], lines, &count))
			return false;
	if (count && counts_over_short(deciding)) {
		refuse(deciding, "over_short_counted", N_("%s takes the differences of the accounts that are counted, so it is not counted with them; leave it out."),
		       account_label(deciding, deciding->guild->over_short));
		return false;
	}
	accounts = count;
	for (const struct currency *currency = deciding->guild->currencies; currency; currency = currency->next)
		if (lacking(lines, accounts, currency->code, &lack) && lack != 0)
			lines[count++] = (struct line){ deciding->guild->over_short, lack, currency->code };
	if (count > MAX_LINES) {
		refuse(deciding, "too_many_differences", N_("There are too many differences for one transaction. Count fewer accounts, move the rest to over/short first."));
		return false;
	}
	return count == 0 || post(deciding, lines, count, "count", 0);
}

void decide_batch_close(struct deciding *deciding)
{
	struct guild *guild = deciding->guild;
	if (!guild->batch.number) {
		refuse(deciding, "no_open_batch_to_close", N_("No batch is open, so there is none to close."));
		return;
	}
	if (refuse_without_count(deciding))
		return;
	if (!read_counted(deciding) || !settle_counted(deciding)) {
		deciding->decision->counted_count = deciding->decision->uncounted_count = 0;
		return;
	}
	deciding->decision->batch = guild->batch.number;
	deciding->decision->need = NEED_SEAL;
}

/* Appends to LIST what ACCOUNT holds in currencies that were not counted; its name alone where
 * EVEN_EMPTY and it holds nothing. */
static void list_not_counted(struct deciding *deciding, const struct account *account,
			     bool even_empty, struct buf *list)
{
	const char *label = account_label(deciding, account);
	for (const struct balance *balance = account->balances; balance; balance = balance->next) {
		if (balance->amount == 0 ||
		    is_counted(deciding->decision, account, balance->currency))
			continue;
		even_empty = false;
		buf_printf(list, "%s%s %s", list->length ? ", " : "", label,
			   money(deciding, holdings(account, balance->currency),
				 guild_currency(deciding->guild, balance->currency)));
	}
	if (even_empty)
		buf_printf(list, "%s%s", list->length ? ", " : "", label);
}

/* The till counts as one that was left out, whoever closed the batch, unless it was counted. */
static const char *not_counted(struct deciding *deciding)
{
	const struct decision *decision = deciding->decision;
	const struct account *till = deciding->guild->till;
	struct buf list = { 0 };
	if (!strict_rules(deciding))
		return NULL;
	for (size_t i = 0; i < decision->counted_count; i++) {
		const struct account *account = decision->counted[i].account;
		bool first = true;
		for (size_t j = 0; j < i; j++)
			first &= decision->counted[j].account != account;
		if (first)
			list_not_counted(deciding, account, false, &list);
	}
	for (size_t i = 0; i < decision->uncounted_count; i++)
		list_not_counted(deciding, decision->uncounted[i], true, &list);
	if (counts_are_asked(deciding) && till && !is_counted(decision, till, NULL) &&
	    !is_uncounted(decision, till))
		list_not_counted(deciding, till, true, &list);
	const char *copy =
		list.length ? arena_strdup(&deciding->books->chunk, buf_string(&list)) : NULL;
	buf_free(&list);
	return copy;
}

const char *ledger_not_counted(struct books *books, const struct record *record,
			       const struct decision *decision, enum lang lang)
{
	struct command command = record->command;
	struct decision copy = *decision;
	struct deciding deciding = { .books = books,
				     .guild = books_guild(books, command.guild_id),
				     .command = &command,
				     .decision = &copy };
	command.lang = lang;
	return not_counted(&deciding);
}

void ledger_sealed(struct books *books, const struct record *record, struct decision *decision, int64_t count,
		   const char *totals, const char *hash)
{
	struct guild *guild = books_guild(books, record->command.guild_id);
	struct decision *target = decision;
	struct deciding deciding = { .books = books, .guild = guild, .command = &record->command, .decision = target };
	const char *rest = not_counted(&deciding);
	if (rest)
		answer(&deciding, N_("Batch %lld is closed. Transactions: %lld; debits and credits: %s. Hash %s. Not counted: %s."), (long long)decision->batch,
		       (long long)count, totals, hash, rest);
	else
		answer(&deciding, N_("Batch %lld is closed. Transactions: %lld; debits and credits: %s. Hash %s."), (long long)decision->batch,
		       (long long)count, totals, hash);
	memcpy(guild->last_hash, hash, HASH_TEXT_SIZE);
	guild->batch = (struct batch){ 0 };
	guild->batch_dirty = false;
	decision->need = NEED_NOTHING;
}

static int64_t number_or(struct deciding *deciding, const char *key, int64_t default_value)
{
	const char *text = argument(deciding, key);
	uint64_t value;
	return text && snowflake_parse(text, &value) ? (int64_t)value : default_value;
}

void decide_batch_list(struct deciding *deciding)
{
	deciding->decision->need = NEED_REPORT;
	deciding->decision->inquiry = (struct inquiry){ .name = "batches", .limit = number_or(deciding, "n", 10) };
}

void decide_batch_show(struct deciding *deciding)
{
	int64_t batch = number_or(deciding, "batch", deciding->guild->last_batch);
	if (!batch || batch > deciding->guild->last_batch) {
		refuse(deciding, "unknown_batch", N_("There is no batch %lld; the last one is %lld."), (long long)batch,
		       (long long)deciding->guild->last_batch);
		return;
	}
	deciding->decision->need = NEED_REPORT;
	deciding->decision->inquiry = (struct inquiry){ .name = "batch", .batch = batch };
}

/* A time given to a report, or 0. */
static bool read_time(struct deciding *deciding, const char *key, int64_t *time)
{
	const char *text = argument(deciding, key);
	if (!text || instant_parse(text, time))
		return true;
	refuse(deciding, "bad_time", N_("“%s” is not a date; write a day such as 2026-11-24."), shown(deciding, text));
	return false;
}

/* "30d": whole days of the guild, today's included; "12h": to the millisecond. */
static bool read_last(struct deciding *deciding, int64_t *from)
{
	const char *text = argument(deciding, "last");
	int64_t duration, now = deciding->time;
	if (!text)
		return true;
	if (!duration_parse(text, &duration) || !duration) {
		refuse(deciding, "bad_time", N_("“%s” is not a duration (try 30d, 12h or 2w)."), shown(deciding, text));
		return false;
	}
	if (argument(deciding, "from") || argument(deciding, "to") || argument(deciding, "at")) {
		refuse(deciding, "two_times", N_("Give a duration (30d) or dates (from= to=), not both."));
		return false;
	}
	*from = text[strlen(text) - 1] == 'h' ? now - duration : instant_day(now, (int)(duration / DAY_MS) - 1);
	return true;
}

void decide_report(struct deciding *deciding)
{
	struct inquiry *inquiry = &deciding->decision->inquiry;
	*inquiry = (struct inquiry){ .name = argument(deciding, "name"), .account = argument(deciding, "account"),
				     .currency = argument(deciding, "currency"), .verb = argument(deciding, "verb"),
				     .status = argument(deciding, "status") };
	if (!read_time(deciding, "from", &inquiry->from) || !read_time(deciding, "to", &inquiry->to) ||
	    !read_time(deciding, "at", &inquiry->at))
		return;
	if (!read_last(deciding, &inquiry->from))
		return;
	inquiry->chart = argument(deciding, "chart");
	inquiry->csv = argument(deciding, "csv");
	inquiry->batch = number_or(deciding, "batch", 0);
	inquiry->limit = number_or(deciding, "limit", 0);
	deciding->decision->need = NEED_REPORT;
}
