/* Whether a list is right in itself: running balances, opening + lines = closing, sums that fit. */
#include "import/checks.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/memory.h"
#include "import/identity.h"

static struct list_checks *checks_of(struct list_taker *taker)
{
	return (struct list_checks *)taker; /* its first member */
}

static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	struct list_checks *checks = checks_of(taker);
	struct checked_fault *kept = &checks->faults[fault];
	checks->fault_count++;
	if (kept->count++ == 0) {
		kept->place = place;
		kept->message = arena_strdup(&checks->arena, message);
	}
}

static void take_warning(struct list_taker *taker, uint64_t place, const char *message)
{
	struct list_checks *checks = checks_of(taker);
	if (checks->warning_count < CHECKED_WARNINGS) {
		checks->warnings[checks->warning_count].place = place;
		checks->warnings[checks->warning_count].message =
			arena_strdup(&checks->arena, message);
	}
	checks->warning_count++;
}

static void take_skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	struct checked_skip *skip = &checks_of(taker)->skips[why];
	if (skip->count < CHECKED_PLACES)
		skip->places[skip->count] = place;
	skip->count++;
}

static void begin_account(struct list_taker *taker, const struct list_account *account)
{
	struct list_checks *checks = checks_of(taker);
	checks->account = NULL;
	if (checks->account_count == CHECKED_ACCOUNTS) {
		list_fault(taker, FAULT_ACCOUNT, account->place,
			   "the list holds more than %d accounts: split it", CHECKED_ACCOUNTS);
		return;
	}
	if (checks->account_count == checks->account_size) {
		size_t size = checks->account_size ? checks->account_size * 4 : 1;
		struct checked_account *larger =
			realloc(checks->accounts, size * sizeof *checks->accounts);
		if (!larger)
			memory_out(size * sizeof *checks->accounts);
		checks->accounts = larger;
		checks->account_size = size;
	}
	checks->account = &checks->accounts[checks->account_count++];
	*checks->account = (struct checked_account){
		.told = *account, .books = "", .first_day = NO_DAY, .last_day = NO_DAY
	};
	checks->account->told.name = arena_strdup(&checks->arena, account->name);
}

static struct checked_currency *currency_of(struct list_checks *checks,
					    const struct list_line *line)
{
	struct checked_account *account = checks->account;
	for (size_t i = 0; i < account->currency_count; i++)
		if (strcmp(account->currencies[i].currency, line->currency) == 0)
			return &account->currencies[i];
	if (account->currency_count == CHECKED_CURRENCIES) {
		list_fault(&checks->taker, FAULT_CURRENCY, line->place,
			   "%s is one more than the %d currencies that one list may have",
			   line->currency, CHECKED_CURRENCIES);
		return NULL;
	}
	struct checked_currency *currency = &account->currencies[account->currency_count++];
	memset(currency, 0, sizeof *currency);
	memcpy(currency->currency, line->currency, sizeof currency->currency);
	return currency;
}

static void check_balance(struct checked_currency *currency, const struct list_line *line)
{
	int64_t expected = 0;
	currency->balances++;
	if (currency->balances == 1) {
		currency->first_place = line->place;
		if (__builtin_sub_overflow(line->balance, line->amount, &currency->opening))
			currency->jump = line->place;
	} else if (!currency->jump && (!checked_add(currency->last, line->amount, &expected) ||
				       expected != line->balance)) {
		currency->jump = line->place;
		currency->jump_expected = expected;
		currency->jump_found = line->balance;
	}
	currency->last = line->balance;
	currency->last_place = line->place;
}

static void too_much(struct list_taker *taker, const struct list_line *line)
{
	list_fault(taker, FAULT_AMOUNT, line->place,
		   "the sum of the lines goes beyond what can be booked: split the list");
}

static void add_amount(struct list_taker *taker, struct checked_currency *currency,
		       const struct list_line *line)
{
	int64_t *sum = line->amount < 0 ? &currency->out : &currency->in;
	int64_t size;
	if (__builtin_sub_overflow(0, line->amount, &size) ||
	    !checked_add(*sum, line->amount < 0 ? size : line->amount, sum))
		too_much(taker, line);
}

/* The account of the books that the rules say. */
static void check_books(struct list_taker *taker, struct checked_account *account,
			const struct list_line *line)
{
	if (account->count == 0)
		account->books = arena_strdup(&checks_of(taker)->arena, line->account);
	else if (strcmp(account->books, line->account) != 0)
		list_fault(taker, FAULT_RULES, line->place,
			   "the rules say account1 \"%s\" here, and \"%s\" for lines before: one "
			   "list is of one account; say --account",
			   line->account, account->books);
}

/* A line before --since. */
static void leave_out(struct list_taker *taker, struct checked_currency *currency,
		      const struct list_line *line)
{
	checks_of(taker)->account->older++;
	if (!checked_add(currency->older, line->amount, &currency->older))
		too_much(taker, line);
}

static void keep_sums(struct list_taker *taker, struct checked_currency *currency,
		      const struct list_line *line)
{
	struct list_checks *checks = checks_of(taker);
	struct checked_account *account = checks->account;
	add_amount(taker, currency, line);
	check_books(taker, account, line);
	days_see(checks->days, account->told.name, line->day);
	if (line->day != NO_DAY) {
		if (account->first_day == NO_DAY || line->day < account->first_day)
			account->first_day = line->day;
		if (account->last_day == NO_DAY || line->day > account->last_day)
			account->last_day = line->day;
	}
	account->count++;
	account->by_text += !line_has_reference(line);
	checks->line_count++;
}

bool checked_takes(const struct list_line *line, int64_t since)
{
	if (*line->member_id)
		return true;
	return line->amount != 0 && (since == NO_DAY || line->day >= since);
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct list_checks *checks = checks_of(taker);
	struct checked_account *account = checks->account;
	if (!account)
		return; /* one too many */
	struct checked_currency *currency = currency_of(checks, line);
	if (!currency)
		return;
	currency->count++;
	if (line->has_balance)
		check_balance(currency, line);
	if (line->amount == 0 && !*line->member_id)
		taker->skip(taker, SKIP_ZERO, line->place);
	else if (!checked_takes(line, checks->since))
		leave_out(taker, currency, line);
	else
		keep_sums(taker, currency, line);
}

static const char *amount_text(int64_t amount, const char *currency, char text[DECIMAL_TEXT_SIZE])
{
	return decimal_from_minor(amount, list_scale(currency), text);
}

/* The balances of lines, which are believed only where every line has one: some banks give those of
 * days, or none for pending lines. */
static void check_running(struct list_taker *taker, const struct checked_currency *currency)
{
	char expected[DECIMAL_TEXT_SIZE], found[DECIMAL_TEXT_SIZE];
	if (currency->balances != currency->count || !currency->jump)
		return;
	list_fault(taker, FAULT_BALANCE, currency->jump,
		   "the balance after this line is %s %s, but the line before and its amount give "
		   "%s: a line is missing or was changed; download the list again",
		   amount_text(currency->jump_found, currency->currency, found), currency->currency,
		   amount_text(currency->jump_expected, currency->currency, expected));
}

/* What the list tells and what its lines' balances say, of the account's own currency. */
static void settle_ends(struct list_taker *taker, struct checked_account *account,
			const struct checked_currency *currency)
{
	char one[DECIMAL_TEXT_SIZE], other[DECIMAL_TEXT_SIZE];
	bool by_lines = currency->count && currency->balances == currency->count && !currency->jump;
	if (by_lines && account->has_opening && account->opening != currency->opening)
		list_fault(taker, FAULT_BALANCE, currency->first_place,
			   "the list opens with %s, but this line begins at %s: lines are missing "
			   "at its beginning; download it again",
			   amount_text(account->opening, currency->currency, one),
			   amount_text(currency->opening, currency->currency, other));
	if (by_lines && account->has_closing && account->closing != currency->last)
		list_fault(taker, FAULT_BALANCE, currency->last_place,
			   "the list closes with %s, but this line ends at %s: lines are missing "
			   "at "
			   "its end; download it again",
			   amount_text(account->closing, currency->currency, one),
			   amount_text(currency->last, currency->currency, other));
	if (by_lines && !account->has_opening) {
		account->has_opening = true;
		account->opening = currency->opening;
	}
	if (by_lines && !account->has_closing) {
		account->has_closing = true;
		account->closing = currency->last;
	}
}

static void check_sum(struct list_taker *taker, const struct checked_account *account,
		      const struct checked_currency *currency)
{
	char opening[DECIMAL_TEXT_SIZE], lines[DECIMAL_TEXT_SIZE], sum[DECIMAL_TEXT_SIZE],
		closing[DECIMAL_TEXT_SIZE];
	const char *code = currency->currency;
	wide moved = (wide)currency->in - currency->out + currency->older,
	     end = moved + account->opening;
	if (!account->has_opening || !account->has_closing || end == account->closing)
		return;
	list_fault(taker, FAULT_BALANCE, account->told.place,
		   "opening %s + lines %s = %s, but the list closes with %s %s: lines are missing "
		   "or were changed; download it again",
		   amount_text(account->opening, code, opening),
		   decimal_from_minor(moved, list_scale(code), lines),
		   decimal_from_minor(end, list_scale(code), sum),
		   amount_text(account->closing, code, closing), code);
}

static void end_account(struct list_taker *taker, const struct list_account *told)
{
	struct list_checks *checks = checks_of(taker);
	struct checked_account *account = checks->account;
	struct checked_currency none = { 0 };
	if (!account)
		return;
	const char *name = account->told.name;
	account->told = *told;
	account->told.name = name;
	account->has_opening = told->has_opening;
	account->opening = told->opening;
	account->has_closing = told->has_closing;
	account->closing = told->closing;
	checks->account = NULL;
	if (checks->fault_count)
		return; /* lines that could not be read make every balance wrong */
	for (size_t i = 0; i < account->currency_count; i++)
		check_running(taker, &account->currencies[i]);
	if (account->currency_count > 1)
		return; /* one opening and one closing say nothing of several currencies */
	memcpy(none.currency, told->currency, sizeof none.currency);
	const struct checked_currency *currency =
		account->currency_count ? &account->currencies[0] : &none;
	settle_ends(taker, account, currency);
	if (!checks->fault_count)
		check_sum(taker, account, currency);
	if (account->has_opening &&
	    !checked_add(account->opening, currency->older, &account->opening))
		account->has_opening = false;
}

void checks_begin(struct list_checks *checks, int64_t since)
{
	memset(checks, 0, sizeof *checks);
	checks->since = since;
	checks->days = days_begin();
	checks->taker = (struct list_taker){ .begin = begin_account,
					     .line = take_line,
					     .skip = take_skip,
					     .end = end_account,
					     .fault = take_fault,
					     .warn = take_warning };
}

void checks_free(struct list_checks *checks)
{
	free(checks->accounts);
	days_end(checks->days);
	arena_free(&checks->arena);
}

bool checked_may_be_cut(const struct list_checks *checks, const struct checked_account *account)
{
	for (const struct checked_account *before = checks->accounts; before < account; before++)
		if (strcmp(before->told.name, account->told.name) == 0)
			return false;
	return account->first_day != NO_DAY && !account->older &&
	       (account->told.from == NO_DAY || account->told.from >= account->first_day);
}

bool checked_days(const struct checked_account *account, int64_t *from, int64_t *to)
{
	*from = account->told.from;
	*to = account->told.to;
	if (*from == NO_DAY || (account->first_day != NO_DAY && account->first_day < *from))
		*from = account->first_day;
	if (*to == NO_DAY || account->last_day > *to)
		*to = account->last_day;
	return *from != NO_DAY && *to != NO_DAY;
}
