/* Reads what waits and what recurs, and takes it along with the log: what each row of it made and
 * ended. */
#include "verify/month.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/names.h"
#include "base/decimal.h"
#include "base/fail.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "ledger/waiting.h"

/* Columns of the query "verify waiting". */
enum {
	NUMBER,
	KIND,
	STATE,
	ASKED_BY,
	DECIDED_SEQ,
	SCHEDULE,
	VERB,
	ARGUMENTS,
	ASKED_SEQ,
	ASKED_AT,
	DECIDER_ID,
	DECIDER_PERMIT,
	FROM_ACCOUNT,
	TO_ACCOUNT,
	CURRENCY,
	AMOUNT,
	PAID,
	DUE,
	EXPIRES_AT,
	ENDS,
	LOT,
	PERIOD,
	TARGET,
	DECIDED_BY,
	DECIDED_AT,
	CODE,
	REMINDERS,
	REMINDED,
	LOST
};
/* Of the query "verify guild". */
enum { GUILD_ZONE = 8 };

static int64_t day_of(const struct value *value)
{
	int64_t day;
	return text_of(value) && day_parse(value->text, &day) ? day : NO_DAY;
}

static const char *kept_text(struct pass *pass, const struct value *value)
{
	return text_of(value) ? arena_strdup(&pass->memory, value->text) : NULL;
}

static struct book_waiting *read_waiting(struct pass *pass, const struct value *values)
{
	struct book_waiting *row = arena_alloc(&pass->memory, sizeof *row);
	*row = (struct book_waiting){
		.number = number_of(&values[NUMBER]),
		.schedule = number_of(&values[SCHEDULE]),
		.kind = (enum waiting_kind)name_index(waiting_kind_names, values[KIND].text),
		.state = (enum waiting_state)name_index(waiting_state_names, values[STATE].text),
		.asked_by = (uint64_t)number_of(&values[ASKED_BY]),
		.verb = kept_text(pass, &values[VERB]),
		.arguments = kept_text(pass, &values[ARGUMENTS]),
		.asked_seq = number_of(&values[ASKED_SEQ]),
		.asked_at = number_of(&values[ASKED_AT]),
		.decider_id = (uint64_t)number_of(&values[DECIDER_ID]),
		.decider_permit = number_of(&values[DECIDER_PERMIT]),
		.from_account = number_of(&values[FROM_ACCOUNT]),
		.to_account = number_of(&values[TO_ACCOUNT]),
		.amount = number_of(&values[AMOUNT]),
		.paid = number_of(&values[PAID]),
		.expires_at = number_of(&values[EXPIRES_AT]),
		.lot = number_of(&values[LOT]),
		.target = number_of(&values[TARGET]),
		.due = day_of(&values[DUE]),
		.ends = day_of(&values[ENDS]),
		.period = day_of(&values[PERIOD]),
		.reminded = day_of(&values[REMINDED]),
		.is_decided = values[DECIDED_BY].kind != VALUE_NULL,
		.decided_by = (uint64_t)number_of(&values[DECIDED_BY]),
		.decided_seq = number_of(&values[DECIDED_SEQ]),
		.decided_at = number_of(&values[DECIDED_AT]),
		.code = kept_text(pass, &values[CODE]),
		.reminders = number_of(&values[REMINDERS]),
		.lost = number_of(&values[LOST]) != 0,
		.reminded_then = NO_DAY,
	};
	if (text_of(&values[CURRENCY]))
		currency_code_copy(row->currency, values[CURRENCY].text);
	return row;
}

static void add_row(struct month *month, struct book_waiting *row)
{
	enum { MORE = 256 };
	if (month->count % MORE == 0)
		month->rows = reallocarray(month->rows, month->count + MORE, sizeof(void *));
	if (!month->rows)
		fail(EX_OSERR, "out of memory");
	month->rows[month->count++] = row;
}

static int by_end(const void *one, const void *other)
{
	const struct book_waiting *const *a = one, *const *b = other;
	if ((*a)->decided_seq != (*b)->decided_seq)
		return (*a)->decided_seq < (*b)->decided_seq ? -1 : 1;
	return (*a)->number < (*b)->number ? -1 : (*a)->number > (*b)->number;
}

static void load_rows(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	struct month *month = pass->month;
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify waiting", &guild, 1);
	while ((values = reading_next(rows))) {
		struct book_waiting *row = read_waiting(pass, values);
		HASH_ADD(hh, pass->waiting, number, sizeof row->number, row);
		if (row->decided_seq && row->verb && row->state == WAITING_ACCEPTED &&
		    row->kind != WAITING_LINE)
			HASH_ADD(by_seq, pass->acted, decided_seq, sizeof row->decided_seq, row);
		check_number(pass, row, month->count ? month->rows[month->count - 1] : NULL);
		check_state(pass, row);
		add_row(month, row);
	}
	reading_end(rows);
	month->ended = month->count ? reallocarray(NULL, month->count, sizeof(void *)) : NULL;
	if (month->count && !month->ended)
		fail(EX_OSERR, "out of memory");
	for (size_t i = 0; i < month->count; i++)
		if (month->rows[i]->decided_seq)
			month->ended[month->ended_count++] = month->rows[i];
	if (month->ended_count)
		qsort(month->ended, month->ended_count, sizeof(void *), by_end);
}

/* What an open hold keeps of its account. */
static void hold(struct pass *pass, const struct book_waiting *row, int64_t amount)
{
	struct book_account *account = account_of(pass, row->from_account);
	if (row->kind != WAITING_HOLD || !account || !*row->currency)
		return;
	struct holding *holding = holding_of(pass, account, row->currency);
	if (!checked_add(holding->held, amount, &holding->held))
		holding->held = INT64_MAX;
}

/* Debts that are open, of the account that owes them. */
static void list_debt(struct pass *pass, struct book_waiting *row, bool open)
{
	bool debt = row->kind == WAITING_DUES || row->kind == WAITING_OWE;
	struct book_account *account = debt ? account_of(pass, row->from_account) : NULL;
	if (!account)
		return;
	struct book_waiting **place = &account->debts;
	while (*place && *place != row)
		place = &(*place)->next_debt;
	if (*place && !open)
		*place = row->next_debt;
	else if (!*place && open)
		*place = row; /* the newest comes last */
}

static bool take_paid(void *context, const struct value *values)
{
	struct pass *pass = context;
	struct book_waiting *row = waiting_of(pass, number_of(&values[0]));
	if (row)
		row->booked = llabs(number_of(&values[1]));
	return true;
}

static void take_up(struct pass *pass, struct book_waiting *row)
{
	hold(pass, row, row->amount);
	list_debt(pass, row, true);
}

/* What was there at the checkpoint. */
static void begin_since(struct pass *pass)
{
	struct month *month = pass->month;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":transaction", pass->last_transaction) };
	while (month->next < month->count && month->rows[month->next]->asked_seq <= pass->seq)
		take_up(pass, month->rows[month->next++]);
	while (month->next_ended < month->ended_count &&
	       month->ended[month->next_ended]->decided_seq <= pass->seq) {
		struct book_waiting *row = month->ended[month->next_ended++];
		hold(pass, row, -row->amount);
		list_debt(pass, row, false);
	}
	store_query(pass->store, "verify paid before", bindings, 2, take_paid, pass);
}

static bool take_zone(void *context, const struct value *values)
{
	struct pass *pass = context;
	if ((uint64_t)number_of(&values[0]) == pass->guild_id && text_of(&values[GUILD_ZONE]))
		pass->month->zone = zones_find(&pass->month->zones, values[GUILD_ZONE].text);
	return true;
}

void begin_month(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	pass->month = arena_alloc(&pass->memory, sizeof *pass->month);
	*pass->month = (struct month){ 0 };
	store_query(pass->store, "verify guild", &guild, 1, take_zone, pass);
	load_rows(pass);
	load_schedules(pass);
	begin_limits(pass);
	begin_budgets(pass);
	if (!pass->since)
		return;
	pass->month->ceilings = pass->month->budgets = true;
	load_settings_then(pass);
	begin_since(pass);
}

void begin_month_row(struct pass *pass, const struct log_row *row)
{
	struct month *month = pass->month;
	month->made = month->next;
	month->credits = NULL;
	while (month->next < month->count && month->rows[month->next]->asked_seq <= row->seq)
		month->next++;
	for (size_t i = month->next_ended;
	     i < month->ended_count && month->ended[i]->decided_seq <= row->seq; i++)
		hold(pass, month->ended[i], -month->ended[i]->amount);
}

/* What the transaction took from, or gave to, the account that a row is about. */
static void book(const struct log_row *row, struct book_waiting *waiting,
		 const struct posting *posting)
{
	int64_t sum = 0, account_id = waiting->from_account;
	if (!account_id && waiting->kind == WAITING_LINE) /* of what came in, it is where to */
		account_id = waiting->to_account;
	for (int64_t i = 0; i < posting->entry_count && i < MAX_ENTRIES; i++)
		if (posting->entries[i].account_id == account_id &&
		    strcmp(posting->entries[i].currency, waiting->currency) == 0 &&
		    !checked_add(sum, posting->entries[i].amount, &sum))
			sum = INT64_MAX;
	if (!checked_add(waiting->booked, sum < 0 ? -sum : sum, &waiting->booked))
		waiting->booked = INT64_MAX;
	waiting->booked_seq = row->seq;
}

static void note_credits(struct pass *pass, const struct posting *posting)
{
	size_t i = 0;
	for (struct holding *moved = posting->moved; moved; moved = moved->moved, i++) {
		struct book_account *account = posting->owners[i];
		if (normal_side(account, moved->amount) <= normal_side(account, moved->before))
			continue;
		struct credit *credit = arena_alloc(&pass->line, sizeof *credit);
		*credit = (struct credit){ account, moved, pass->month->credits };
		pass->month->credits = credit;
	}
}

void month_transaction(struct pass *pass, const struct log_row *row, const struct posting *posting)
{
	const struct value *values = pass->transaction;
	struct book_waiting *waiting =
		number_of(&values[8]) ? waiting_of(pass, number_of(&values[8])) : NULL;
	if (!row)
		return;
	if (waiting)
		book(row, waiting, posting);
	if (row->rules < RULES_MONTH)
		return;
	if (row->command && !(verb_traits(values[3].text) & TRAIT_REVERSES))
		note_credits(pass, posting);
	check_approval(pass, row, posting);
	check_run(pass, row, posting);
	check_limits(pass, row, posting);
	check_budgets(pass, row, posting);
}

void end_month_row(struct pass *pass, const struct log_row *row)
{
	struct month *month = pass->month;
	for (size_t i = month->made; i < month->next; i++) {
		check_asked(pass, row, month->rows[i]);
		if (row->rules >= RULES_MONTH) {
			check_terms(pass, row, month->rows[i]);
			check_dues_row(pass, row, month->rows[i]);
			check_arguments(pass, row, month->rows[i]);
		}
		take_up(pass, month->rows[i]);
	}
	for (; month->next_ended < month->ended_count &&
	       month->ended[month->next_ended]->decided_seq <= row->seq;
	     month->next_ended++) {
		check_ended(pass, row, month->ended[month->next_ended]);
		list_debt(pass, month->ended[month->next_ended], false);
	}
	learn_accounts(pass, row);
	if (row->rules >= RULES_MONTH) {
		check_decides(pass, row);
		follow_schedules(pass, row);
		follow_dues(pass, row);
		check_settled(pass, row);
	}
	follow_limits(pass, row);
	follow_budgets(pass, row);
	learn_setting(pass, row);
}

void end_month(struct pass *pass)
{
	struct month *month = pass->month;
	for (; month->next < month->count; month->next++)
		fault_add(pass->faults, CHECK_NUMBER, "waiting",
			  waiting_key(pass, month->rows[month->next]),
			  "asked_seq is %jd, and the log ends at %jd",
			  month->rows[month->next]->asked_seq, pass->seq);
	for (; month->next_ended < month->ended_count; month->next_ended++)
		fault_add(pass->faults, CHECK_STATE, "waiting",
			  waiting_key(pass, month->ended[month->next_ended]),
			  "decided_seq is %jd, and the log ends at %jd",
			  month->ended[month->next_ended]->decided_seq, pass->seq);
	for (size_t i = 0; i < month->count; i++)
		check_paid(pass, month->rows[i]);
	check_owing(pass);
	end_schedules(pass);
	end_dues(pass);
}

void free_month(struct pass *pass)
{
	struct month *month = pass->month;
	zones_free(&month->zones);
	free_limits(pass);
	free_budgets(pass);
	free_moved(pass);
	HASH_CLEAR(hh, month->schedules);
	HASH_CLEAR(by_seq, pass->acted);
	HASH_CLEAR(hh, pass->waiting);
	free(month->rows);
	free(month->ended);
}
