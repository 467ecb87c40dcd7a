/* year close: moves the result of a year to equity, and locks it. */
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "ledger/approvals.h"
#include "ledger/days.h"
#include "ledger/defaults.h"
#include "ledger/frozen_command.h"
#include "ledger/lookups.h"
#include "ledger/waiting.h"
#include "ledger/years.h"

/* One currency of what is posted, in transactions of MAX_ENTRIES at most. */
struct closing {
	struct verb_context *context;
	const struct year_books *year;
	struct account *result; /* NULL: it is opened with the first that needs it */
	int64_t first, last;    /* transactions; 0: none yet */
	struct buf totals;      /* "120.00 EUR, -3.00 PTS" */
};

/* "2026"; 0: it is no year that can be closed. */
static int64_t year_in(const char *text)
{
	uint64_t year;
	return text && snowflake_parse(text, &year) && year >= FIRST_YEAR && year <= LAST_YEAR
		       ? (int64_t)year
		       : 0;
}

/* The year that the row waits to close; 0: none. */
static int64_t year_of_row(struct books *books, const struct command *decides,
			   const struct waiting *row)
{
	struct command command;
	if (!row || !row->exists || row->state != STILL_WAITING || row->kind != WAITING_APPROVAL ||
	    !row->verb || !row->arguments ||
	    strcmp(row->verb, verb_table[VERB_YEAR_CLOSE].name) != 0)
		return 0;
	thaw_command(&books->chunk, row, decides, &command);
	return year_in(command_argument(&command, "year"));
}

/* The first year behind AFTER that one of the numbers waits to close: of several the rule decides
 * which. */
static int64_t year_of_numbers(struct books *books, const struct command *decides, int64_t after)
{
	int64_t first = 0, number;
	for (const char *at = command_numbers(decides); next_number(&at, &number);) {
		int64_t year = year_of_row(books, decides,
					   books_loaded_waiting(books, decides->guild_id, number));
		if (year > after && (!first || year < first))
			first = year;
	}
	return first;
}

int64_t ledger_closes_year(struct books *books, const struct record *record, int64_t after)
{
	const struct command *command = &record->command;
	/* every record comes by here: their first letters tell all others */
	if (record->type != RECORD_COMMAND || !command->verb ||
	    (*command->verb != 'y' && *command->verb != 'a'))
		return 0;
	const struct verb *verb = verb_named(command->verb);
	if (!verb || books->rules < RULES_YEAR ||
	    (verb->id != VERB_YEAR_CLOSE && verb->id != VERB_APPROVE && verb->id != VERB_ACCEPT))
		return 0;
	const struct guild *guild = books_guild(books, command->guild_id);
	if (!guild->exists ||
	    !(permits_of(guild, &command->author, command->source) & PERMIT_TREASURER))
		return 0;
	if (verb->id == VERB_YEAR_CLOSE) {
		int64_t year = year_in(command_argument(command, "year"));
		return year > after ? year : 0;
	}
	return year_of_numbers(books, command, after);
}

struct year_books *ledger_add_year(struct books *books, const struct guild *guild, int64_t year)
{
	struct year_books *added = arena_alloc(&books->chunk, sizeof *added);
	*added = (struct year_books){ .next = books->years,
				      .guild_id = guild->guild_id,
				      .year = year,
				      .ends = year_begins(guild, year + 1) };
	books->years = added;
	return added;
}

static const struct year_books *books_of_year(struct verb_context *context, int64_t year)
{
	const struct year_books *found = context->books->years;
	while (found && (found->guild_id != context->guild->guild_id || found->year != year))
		found = found->next;
	if (!found)
		fail(EX_SOFTWARE, "a rule looked for what %jd moved, which was not asked for",
		     year);
	return found;
}

static const char *close_line(struct verb_context *context, int64_t year)
{
	return line_to_type(context, VERB_YEAR_CLOSE,
			    arena_printf(&context->books->chunk, "%jd", year));
}

/* The year, as the clocks show it, of what is first and open; never one that is closed. */
static int64_t first_open_year(const struct guild *guild, const struct year_books *year)
{
	int64_t first = date_of_day(day_at(guild->zone, year->first_open)).year;
	return first > guild->closed_year ? first : guild->closed_year + 1;
}

static bool refuse_year(struct verb_context *context, int64_t year)
{
	const struct guild *guild = context->guild;
	const char *given = context_argument(context, "year");
	if (!year) {
		context_refuse(context, "bad_year", N_("“%s” is not a year: write %s."),
			       escape_markdown(context, given), close_line(context, 2026));
	} else if (context->time < year_begins(guild, year + 1)) {
		int64_t day = day_at(guild->zone, year_begins(guild, year + 1));
		context_refuse(context, "year_not_over",
			       N_("%jd is not over yet: it can be closed from %s on."), year,
			       format_day(context, day));
	} else if (year <= guild->closed_year) {
		context_refuse(context, "year_closed", N_("%jd is closed already."), year);
	} else {
		return false;
	}
	return true;
}

static bool refuse_order(struct verb_context *context, const struct year_books *year)
{
	int64_t first = year->any ? first_open_year(context->guild, year) : year->year + 1;
	if (first > year->year)
		context_refuse(context, "empty_year",
			       N_("Nothing was booked in %jd, so there is nothing to close."),
			       year->year);
	else if (first < year->year)
		context_refuse(context, "earlier_year",
			       N_("%jd is still open, and years are closed in order: first %s."),
			       first, close_line(context, first));
	else
		return false;
	return true;
}

static struct account *account_of(struct verb_context *context, const struct year_sum *sum)
{
	return books_account(context->books, context->guild->guild_id, sum->account_id);
}

/* The account that results go to, where there is one: the rules' own, or an equity account that
 * has its name already. False after a refusal: an account of another kind has it. */
static bool find_result(struct verb_context *context, struct account **result)
{
	struct guild *guild = context->guild;
	*result = guild->result;
	for (int lang = 0; lang < LANG_COUNT && !*result; lang++)
		*result = books_account_called(context->books, guild->guild_id,
					       default_account_name(DEFAULT_RESULT, (enum lang)lang,
								    context->books->rules));
	if (!*result || ((*result)->kind == KIND_EQUITY && (*result)->state == STATE_OPEN))
		return true;
	if ((*result)->kind == KIND_EQUITY && (*result)->state == STATE_FROZEN)
		context_refuse(context, "name_taken",
			       N_("%s is frozen, so no result can go to it: first %s."),
			       account_label(context, *result),
			       line_to_type(context, VERB_ACCOUNT_UNFREEZE,
					    typed_account(context, *result)));
	else
		context_refuse(context, "name_taken",
			       N_("There is already an account “%s”, which is no open equity "
				  "account: "
				  "results cannot go to it."),
			       account_label(context, *result));
	return false;
}

static struct account *need_result(struct closing *closing)
{
	struct verb_context *context = closing->context;
	struct guild *guild = context->guild;
	if (closing->result)
		return closing->result;
	guild->result = add_account(
		context, default_account_name(DEFAULT_RESULT, guild->lang, context->books->rules),
		KIND_EQUITY, NULL);
	guild->result->purpose = default_accounts[DEFAULT_RESULT].purpose;
	return closing->result = guild->result;
}

static const char *memo_of(const struct closing *closing)
{
	return arena_printf(&closing->context->books->chunk, "%jd", closing->year->year);
}

/* One transaction: sums from FIRST up to END, which come to TOTAL, against the account of results.
 */
static bool post_part(struct closing *closing, const struct year_sum *first,
		      const struct year_sum *end, wide total)
{
	struct verb_context *context = closing->context;
	struct line lines[MAX_ENTRIES];
	size_t count = 0;
	for (const struct year_sum *sum = first; sum != end; sum = sum->next)
		lines[count++] =
			(struct line){ account_of(context, sum), -sum->amount, sum->currency };
	if (total)
		lines[count++] =
			(struct line){ need_result(closing), (int64_t)total, first->currency };
	if (!post_transaction(context, lines, count, memo_of(closing), 0))
		return false;
	closing->last = context->posted;
	if (!closing->first)
		closing->first = context->posted;
	return true;
}

static bool post_currency(struct closing *closing, const struct year_sum *first,
			  const struct year_sum *behind)
{
	while (first != behind) {
		wide total;
		const struct year_sum *end = year_part(first, behind, &total);
		if (!post_part(closing, first, end, total))
			return false;
		first = end;
	}
	return true;
}

static bool post_all(struct closing *closing)
{
	struct verb_context *context = closing->context;
	for (const struct year_sum *sum = closing->year->first, *behind; sum; sum = behind) {
		wide total = year_total(sum, &behind);
		if (!post_currency(closing, sum, behind))
			return false;
		buf_printf(&closing->totals, "%s%s", closing->totals.length ? ", " : "",
			   format_amount(context, (int64_t)-total,
					 guild_currency(context->guild, sum->currency)));
	}
	return true;
}

/* From here on what is older counts on the first open day. */
static void lock_year(struct closing *closing)
{
	struct guild *guild = closing->context->guild;
	struct detail_row *row = books_detail(closing->context->books, DETAIL_YEAR, guild->guild_id,
					      (uint64_t)closing->year->year);
	row->year.ends = closing->year->ends;
	row->year.seq = guild->next_seq;
	row->year.first_transaction = closing->first;
	row->year.last_transaction = closing->last;
	row->year.waiting =
		closing->context->waiting ? (int64_t)closing->context->waiting->key.id : 0;
	guild->closed_year = closing->year->year;
	guild->closed_until = closing->year->ends;
}

static void answer_closed(struct closing *closing)
{
	struct verb_context *context = closing->context;
	const char *day = format_day(context, day_at(context->guild->zone, closing->year->ends));
	if (!closing->first)
		context_answer(context,
			       N_("%jd is closed. It had neither income nor expenses. What comes "
				  "late counts on %s."),
			       closing->year->year, day);
	else if (!closing->result)
		context_answer(context,
			       N_("%jd is closed. Result: %s. What comes late counts on %s."),
			       closing->year->year, buf_string(&closing->totals), day);
	else
		context_answer(context,
			       N_("%jd is closed. Result: %s, now in %s. What comes late counts on "
				  "%s."),
			       closing->year->year, buf_string(&closing->totals),
			       account_label(context, closing->result), day);
}

/* Whether it waits for a second person: amounts do, in some currency. */
static bool waits(struct verb_context *context)
{
	const struct currency *currency = context->guild->currencies;
	while (currency && !is_above_threshold(context, context->verb, INT64_MAX, currency->code))
		currency = currency->next;
	return currency && propose(context, &(struct proposal){ .must_wait = true });
}

void decide_year_close(struct verb_context *context)
{
	int64_t number = year_in(context_argument(context, "year"));
	struct verb_context posting = *context;
	struct closing closing = { .context = &posting };
	if (refuse_year(context, number))
		return;
	closing.year = books_of_year(context, number);
	if (refuse_order(context, closing.year) || !batch_allows(context) ||
	    !find_result(context, &closing.result) ||
	    !year_fits(context, closing.year, closing.result) || waits(context))
		return;
	posting.owed = true; /* no office, limit or threshold has a say in what the books say */
	posting.closes_until = closing.year->ends;
	if (post_all(&closing)) {
		context->posted = posting.posted;
		lock_year(&closing);
		answer_closed(&closing);
	}
	buf_free(&closing.totals);
}
