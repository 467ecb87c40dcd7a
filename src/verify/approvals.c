/* What a second person must approve, and did; and that what they approved is what was booked. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/json.h"
#include "command/money.h"
#include "ledger/frozen_command.h"
#include "ledger/waiting.h"
#include "record/attached.h"
#include "verify/month.h"

/* Columns of the query "verify transactions". */
enum { VERB = 3, SEQ, AUTHOR, REVERSES, MEMO, WAITING, APPROVED_BY };

static const char *key_of(struct pass *pass, const struct posting *posting)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, posting->transaction);
}

/* The payroll that the log row paid; NULL: it paid none. What settles with it is somebody's debt.
 */
static const struct book_schedule *payroll_of(const struct pass *pass, const struct log_row *row)
{
	const char *number = row->effect ? command_argument(row->effect, "schedule") : NULL;
	int64_t waiting = number_of(&pass->transaction[WAITING]);
	const struct book_waiting *asked = waiting ? waiting_of(pass, waiting) : NULL;
	const struct book_schedule *schedule = number ? schedule_of(pass, atoll(number)) : NULL;
	return schedule && schedule->row.kind == SCHEDULE_PAYROLL &&
			       (!asked || asked->kind == WAITING_APPROVAL)
		       ? schedule
		       : NULL;
}

/* The choice of approval.verbs that a transaction of that verb falls under; -1: of none. A payment
 * of what recurs is a member's own, unless it is from an account of the community. */
static int approval_choice(const struct pass *pass, const struct log_row *row, const char *verb)
{
	static const struct {
		const char *verb;
		enum approval_verb choice;
	} choices[] = { { "move", APPROVAL_MOVE },       { "withdraw", APPROVAL_WITHDRAW },
			{ "reverse", APPROVAL_REVERSE }, { "capture", APPROVAL_CAPTURE },
			{ "deposit", APPROVAL_DEPOSIT }, { "every", APPROVAL_PAYROLL } };
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (strcmp(choices[i].verb, verb) == 0)
			return choices[i].choice != APPROVAL_PAYROLL || payroll_of(pass, row)
				       ? (int)choices[i].choice
				       : -1;
	return -1;
}

/* What moves in a currency: its debits. */
static int64_t moved(const struct posting *posting, const char *currency)
{
	int64_t sum = 0;
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++)
		if (posting->entries[i].amount > 0 &&
		    strcmp(posting->entries[i].currency, currency) == 0 &&
		    !checked_add(sum, posting->entries[i].amount, &sum))
			return INT64_MAX;
	return sum;
}

/* Who asked for it: of a payroll whoever made it. */
static uint64_t asker_of(const struct pass *pass, const struct log_row *row, int choice)
{
	const struct book_schedule *payroll =
		choice == APPROVAL_PAYROLL ? payroll_of(pass, row) : NULL;
	return payroll ? payroll->row.owner_id : (uint64_t)number_of(&pass->transaction[AUTHOR]);
}

/* SUM of a currency, in minor units; DAY: with what the same person moved before, on that day. */
static void check_amount(struct pass *pass, const struct posting *posting, const char *currency,
			 int64_t sum, int64_t day)
{
	const char *stored = setting_then(pass, SETTING_APPROVAL_OVER, currency);
	int64_t over;
	if (stored && setting_amount(SETTING_APPROVAL_OVER, stored, &over) && sum > over)
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key_of(pass, posting),
			  "it moves %jd %s (minor units), above %jd nobody does so alone, "
			  "and nobody approved it",
			  sum, currency, over);
	stored = setting_then(pass, SETTING_APPROVAL_DAY, currency);
	if (stored && setting_amount(SETTING_APPROVAL_DAY, stored, &over) && day > over)
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key_of(pass, posting),
			  "with it they moved %jd %s (minor units) that day, above %jd nobody does "
			  "so alone, and nobody approved it",
			  day, currency, over);
}

/* ALLOWED: somebody approved it, or is said to have; it counts for the day of who asked alone. */
static void check_thresholds(struct pass *pass, const struct log_row *row,
			     const struct posting *posting, bool allowed)
{
	int choice = approval_choice(pass, row, pass->transaction[VERB].text);
	unsigned verbs = setting_choices(SETTING_APPROVAL_VERBS,
					 setting_then(pass, SETTING_APPROVAL_VERBS, NULL));
	if (choice < 0)
		return;
	const struct book_schedule *payroll =
		choice == APPROVAL_PAYROLL ? payroll_of(pass, row) : NULL;
	allowed |= !(verbs & 1U << choice) || (payroll && payroll->row.always);
	for (const struct book_currency *currency = pass->currencies; currency;
	     currency = currency->next) {
		int64_t sum = moved(posting, currency->code);
		if (!sum)
			continue;
		int64_t day = moved_that_day(pass, asker_of(pass, row, choice), choice,
					     currency->code, row->time, sum);
		if (!allowed)
			check_amount(pass, posting, currency->code, sum, day);
	}
}

static bool has_owner(const struct posting *posting, uint64_t user_id)
{
	for (size_t i = 0; i < posting->moved_count; i++)
		if (posting->owners[i]->owner_id == user_id)
			return true;
	return false;
}

/* A run that nobody asked for, since whoever made it left: operators may approve it, who are
 * nobody, too. */
static bool is_run_of_leaver(const struct pass *pass, const struct book_waiting *waiting)
{
	const struct book_schedule *schedule =
		waiting->schedule ? schedule_of(pass, waiting->schedule) : NULL;
	return schedule && schedule->row.owner_id && !waiting->asked_by;
}

static void check_approver(struct pass *pass, const struct log_row *row,
			   const struct posting *posting, const struct book_waiting *waiting)
{
	uint64_t by = (uint64_t)number_of(&pass->transaction[APPROVED_BY]),
		 author = (uint64_t)number_of(&pass->transaction[AUTHOR]);
	const char *key = key_of(pass, posting);
	if (!waiting || (waiting->kind != WAITING_APPROVAL && waiting->kind != WAITING_UNDO))
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key,
			  "approved_by is %ju, and it was no proposal", by);
	else if (waiting->decided_seq != row->seq || waiting->decided_by != by ||
		 row->author_id != by)
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key,
			  "approved_by is %ju; by log row %jd user %ju approved %jd", by, row->seq,
			  row->author_id, waiting->number);
	else if (by == author && !is_run_of_leaver(pass, waiting))
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key,
			  "user %ju approved what they had asked for themselves", by);
	else if (by && waiting->kind == WAITING_APPROVAL && has_owner(posting, by))
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key,
			  "user %ju approved it, and their own account is part of it", by);
}

/* Whether SUM is what was approved. Of a payroll whoever could not be paid by then is left out,
 * with an equal part each: check_run() knows whom its record names. */
static bool is_approved_sum(const struct pass *pass, const struct book_waiting *waiting,
			    int64_t sum)
{
	const struct book_schedule *schedule =
		waiting->schedule ? schedule_of(pass, waiting->schedule) : NULL;
	int64_t left_out = waiting->amount - sum;
	if (left_out <= 0 || !schedule || schedule->row.amount <= 0)
		return !left_out;
	return left_out % schedule->row.amount == 0;
}

/* What was approved is what was booked: that amount, of those accounts. */
static void check_booked(struct pass *pass, const struct posting *posting,
			 const struct book_waiting *waiting)
{
	int64_t accounts[] = { waiting->from_account, waiting->to_account };
	if (!*waiting->currency)
		return;
	if (!is_approved_sum(pass, waiting, moved(posting, waiting->currency)))
		fault_add(pass->faults, CHECK_ARGUMENTS, "transactions", key_of(pass, posting),
			  "it moves %jd, %jd was approved as %jd (minor units)",
			  moved(posting, waiting->currency), waiting->number, waiting->amount);
	for (size_t i = 0; i < 2; i++) {
		bool found = !accounts[i];
		for (size_t k = 0; k < posting->moved_count; k++)
			found |= posting->owners[k]->account_id == accounts[i];
		if (!found)
			fault_add(pass->faults, CHECK_ARGUMENTS, "transactions",
				  key_of(pass, posting),
				  "%jd was approved of account %jd, which is not in it",
				  waiting->number, accounts[i]);
	}
}

/* What proposed it: of a capture, which names what is held, the approval that the log row decided.
 */
static const struct book_waiting *proposal_of(const struct pass *pass, const struct log_row *row,
					      int64_t number)
{
	const struct book_waiting *waiting = number ? waiting_of(pass, number) : NULL;
	const char *named = row->effect ? command_argument(row->effect, "n") : NULL;
	bool captured = waiting && waiting->kind == WAITING_HOLD && row->acts_for &&
			row->acts_for->kind == WAITING_APPROVAL && named && atoll(named) == number;
	return captured ? row->acts_for : waiting;
}

void check_approval(struct pass *pass, const struct log_row *row, const struct posting *posting)
{
	const struct value *values = pass->transaction;
	int64_t number = number_of(&values[WAITING]);
	const struct book_waiting *waiting = proposal_of(pass, row, number);
	bool approved = values[APPROVED_BY].kind != VALUE_NULL;
	bool proposed =
		waiting && (waiting->kind == WAITING_APPROVAL || waiting->kind == WAITING_UNDO);
	if (approved)
		check_approver(pass, row, posting, waiting);
	else if (proposed)
		fault_add(pass->faults, CHECK_APPROVAL, "transactions", key_of(pass, posting),
			  "approved_by is empty, and it is what %jd proposed", number);
	check_thresholds(pass, row, posting, approved || proposed);
	if (waiting && waiting->kind == WAITING_APPROVAL)
		check_booked(pass, posting, waiting);
}

/* Whether the argument may differ from what was typed: texts that are forgotten, roles, whose
 * members were written out, and whom a run left out already. */
static bool may_differ(const char *key, const char *kept)
{
	return strcmp(key, "payees") == 0 || strcmp(key, "passed") == 0 || strcmp(kept, "…") == 0;
}

static bool is_amount(struct pass *pass, const struct book_waiting *waiting, const char *text)
{
	const struct book_currency *currency = currency_of(pass, waiting->currency);
	int64_t minor;
	if (text && strchr(text, ','))
		text = money_reading(&pass->line, text, true);
	return text && currency && decimal_to_minor(text, currency->scale, &minor) == DECIMAL_OK &&
	       minor == waiting->amount;
}

/* What moves is what is kept, of verbs that name one amount. */
static void check_kept_amount(struct pass *pass, const struct book_waiting *waiting,
			      const cJSON *json)
{
	static const char *const verbs[] = { "move", "withdraw", "deposit" };
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (waiting->verb && strcmp(verbs[i], waiting->verb) == 0 &&
		    !is_amount(pass, waiting, json_text(json, "amount")))
			fault_add(pass->faults, CHECK_ARGUMENTS, "waiting",
				  waiting_key(pass, waiting),
				  "amount is %jd (minor units), and its argument says otherwise",
				  waiting->amount);
}

/* The files that came with it: not among the arguments of the log row. *COUNT: those of the row. */
static void check_kept_files(struct pass *pass, const struct log_row *row,
			     const struct book_waiting *waiting, const cJSON *json, size_t *count)
{
	const char *kept = json_text(json, EVIDENCE_KEY),
		   *said = evidence_text(&pass->line, row->effect->attached);
	*count -= kept != NULL;
	if (strcmp(kept ? kept : "", said ? said : "") != 0)
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its files are not those of its log row %jd", row->seq);
}

static void check_kept(struct pass *pass, const struct log_row *row,
		       const struct book_waiting *waiting, const cJSON *json)
{
	size_t count = 0;
	for (const cJSON *item = json->child; item; item = item->next)
		count++;
	for (size_t i = 0; i < row->effect->argument_count; i++) {
		const struct argument *said = &row->effect->arguments[i];
		const char *kept = json_text(json, said->key);
		if (!kept || (strcmp(kept, said->value) != 0 && !may_differ(said->key, kept)))
			fault_add(pass->faults, CHECK_ARGUMENTS, "waiting",
				  waiting_key(pass, waiting),
				  "its argument %s is “%s”, its log row %jd says “%s”", said->key,
				  kept ? kept : "", row->seq, said->value);
	}
	check_kept_files(pass, row, waiting, json, &count);
	/* whom a run leaves out is an argument more */
	count -= json_text(json, "passed") && !command_argument(row->effect, "passed");
	if (count != row->effect->argument_count)
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "it has %zu arguments, its log row %jd has %zu", count, row->seq,
			  row->effect->argument_count);
}

/* Who is paid was named, in that order, or has a role that was. */
static void check_kept_payees(struct pass *pass, const struct log_row *row,
			      const struct book_waiting *waiting, const cJSON *json)
{
	const char *said = command_argument(row->effect, "payees"),
		   *kept = json_text(json, "payees");
	if (!said || !kept || strchr(said, '&') || strstr(said, "everyone") ||
	    strcmp(said, kept) == 0)
		return;
	for (const char *at = kept, *word, *named; (word = next_payee_text(pass, &at));) {
		do
			named = next_payee_text(pass, &said);
		while (named && strcmp(named, word) != 0);
		if (named)
			continue;
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its argument payees has “%s”, whom its log row %jd does not name there",
			  word, row->seq);
		return;
	}
}

/* An expense claim is kept as the movement that it asks for. */
static void check_claim(struct pass *pass, const struct log_row *row,
			const struct book_waiting *waiting, const cJSON *json)
{
	const char *from = json_text(json, "from"), *to = json_text(json, "to"),
		   *said = command_argument(row->effect, "payees");
	bool more;
	const struct book_account *bears = from ? account_named(pass, from) : NULL,
				  *pays = to ? account_named(pass, to) : NULL,
				  *meant = said ? next_payee(pass, &said, &more) : NULL;
	if (!bears || bears != meant || bears->account_id != waiting->from_account)
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its argument from is “%s”, which is not what log row %jd claimed of",
			  from ? from : "", row->seq);
	if (!pays || pays->account_id != waiting->to_account || pays->owner_id != waiting->asked_by)
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its argument to is “%s”, which is not who claimed it", to ? to : "");
	if (!is_amount(pass, waiting, json_text(json, "amount")) ||
	    !is_amount(pass, waiting, command_argument(row->effect, "amount")))
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its amount, its argument amount and that of log row %jd differ",
			  row->seq);
}

void check_arguments(struct pass *pass, const struct log_row *row,
		     const struct book_waiting *waiting)
{
	const char *why;
	bool keeps = waiting->kind == WAITING_APPROVAL || waiting->kind == WAITING_CONFIRM;
	if (!keeps || !row->effect || !row->effect->verb || waiting->asked_seq != row->seq)
		return;
	cJSON *json = waiting->arguments ? json_object(&pass->line, waiting->arguments,
						       strlen(waiting->arguments), &why)
					 : NULL;
	if (!json) {
		fault_add(pass->faults, CHECK_ARGUMENTS, "waiting", waiting_key(pass, waiting),
			  "its arguments cannot be read");
	} else if (waiting->verb && strcmp(waiting->verb, row->effect->verb) != 0) {
		size_t count = 0;
		check_claim(pass, row, waiting, json);
		check_kept_files(pass, row, waiting, json, &count);
	} else {
		check_kept(pass, row, waiting, json);
		check_kept_payees(pass, row, waiting, json);
		check_kept_amount(pass, waiting, json);
	}
}
