/* Dues: whom their dates ask for how much, of what members were reminded, and for what they lost a
 * role. */
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "ledger/shares.h"
#include "ledger/waiting.h"
#include "verify/month.h"

static int64_t number_named(const struct command *command, const char *key)
{
	const char *text = command_argument(command, key);
	uint64_t number;
	return text && snowflake_parse(text, &number) && number <= INT64_MAX ? (int64_t)number : 0;
}

static bool is_joining(const struct log_row *row)
{
	return row->effect->verb && strcmp(row->effect->verb, verb_table[VERB_DUE_JOIN].name) == 0;
}

/* The whole amount; of who joined in the period, by the days that are left of it. */
static int64_t amount_due(const struct log_row *row, const struct schedule *schedule)
{
	int64_t days = number_named(row->effect, "days"), left = number_named(row->effect, "left");
	if (!is_joining(row))
		return schedule->amount;
	return days > 0 && left > 0 && left <= days ? prorated(schedule->amount, left, days) : 0;
}

void check_dues_row(struct pass *pass, const struct log_row *row,
		    const struct book_waiting *waiting)
{
	const struct book_schedule *schedule = schedule_of(pass, waiting->schedule);
	const char *key = waiting_key(pass, waiting);
	if (waiting->kind != WAITING_DUES || !row->effect || waiting->asked_seq != row->seq)
		return;
	if (!schedule || schedule->row.kind != SCHEDULE_DUES ||
	    number_named(row->effect, "schedule") != waiting->schedule) {
		fault_add(pass->faults, CHECK_DUES, "waiting", key,
			  "schedule is %jd, and its log row is of another", waiting->schedule);
		return;
	}
	if (waiting->period != day_named(row->effect, is_joining(row) ? "period" : "date"))
		fault_add(pass->faults, CHECK_DUES, "waiting", key,
			  "period is not the date of its log row");
	if (waiting->amount != amount_due(row, &schedule->row))
		fault_add(pass->faults, CHECK_DUES, "waiting", key,
			  "amount is %jd, by its log row and schedule %jd it is %jd (minor units)",
			  waiting->amount, waiting->schedule, amount_due(row, &schedule->row));
}

static struct book_user *user_of(const struct pass *pass, uint64_t user_id)
{
	struct book_user *user;
	HASH_FIND(hh, pass->users, &user_id, sizeof user_id, user);
	return user;
}

bool has_left(const struct pass *pass, uint64_t user_id)
{
	const struct book_user *user = user_of(pass, user_id);
	return user && user->left;
}

struct book_account *account_owned(const struct pass *pass, uint64_t user_id)
{
	struct book_account *account;
	HASH_FIND(by_owner, pass->by_owner, &user_id, sizeof user_id, account);
	return account;
}

/* Whether a row of waiting asks the member; *ASKED counts those that the row at hand made. */
static bool is_asked(const struct pass *pass, uint64_t user_id)
{
	const struct month *month = pass->month;
	for (size_t i = month->made; i < month->next; i++)
		if (month->rows[i]->kind == WAITING_DUES && month->rows[i]->decider_id == user_id)
			return true;
	return false;
}

/* Whether there may be a reason, other than the record's, not to ask them: they left, have no
 * account, or were asked for the period before. */
static bool may_be_left_out(const struct pass *pass, const struct log_row *row, uint64_t user_id)
{
	const struct book_user *user = user_of(pass, user_id);
	const struct book_account *account = account_owned(pass, user_id);
	return pass->since || is_joining(row) || !user || user->left || !account ||
	       account->closed || account->opened_by > row->seq;
}

/* The wearers whom the record names are asked, each once, and nobody else. */
static void check_wearers(struct pass *pass, const struct log_row *row)
{
	const struct month *month = pass->month;
	const char *text = command_argument(row->effect, "payees");
	size_t found = 0, made = 0;
	for (const char *at = text ? text : ""; *at; at += strspn(at, " ")) {
		size_t length = strcspn(at, " ");
		uint64_t user_id;
		bool read = *at == '@' &&
			    snowflake_parse(arena_copy(&pass->line, at + 1, length - 1), &user_id);
		at += length;
		if (!read)
			continue;
		if (is_asked(pass, user_id))
			found++;
		else if (!may_be_left_out(pass, row, user_id))
			fault_add(pass->faults, CHECK_DUES, "commands", log_key(pass, row),
				  "it asks user %ju for dues, and nothing in waiting says so",
				  user_id);
	}
	for (size_t i = month->made; i < month->next; i++)
		made += month->rows[i]->kind == WAITING_DUES;
	if (made != found)
		fault_add(pass->faults, CHECK_DUES, "commands", log_key(pass, row),
			  "%zu rows of waiting are of it; its record names %zu whom it asks", made,
			  found);
}

/* Whether the debt is reminded of on DAY, by the setting of then. */
static bool is_reminded_on(const struct pass *pass, const struct book_waiting *waiting, int64_t day)
{
	int64_t numbers[SETTING_MOST_NUMBERS];
	size_t count = setting_numbers(SETTING_DUES_REMINDERS,
				       setting_then(pass, SETTING_DUES_REMINDERS, NULL), numbers);
	for (size_t i = 0; i < count; i++)
		if (waiting->due + numbers[i] == day)
			return true;
	return false;
}

static void remind(struct pass *pass, const struct log_row *row)
{
	const char *who = command_argument(row->command, "who");
	int64_t day = day_named(row->command, "date");
	uint64_t user_id;
	bool any = false;
	struct book_account *account = who && *who == '@' && snowflake_parse(who + 1, &user_id)
					       ? account_owned(pass, user_id)
					       : NULL;
	for (struct book_waiting *debt = account ? account->debts : NULL; debt;
	     debt = debt->next_debt) {
		if (debt->kind != WAITING_DUES || debt->reminded_then == day ||
		    !is_reminded_on(pass, debt, day))
			continue;
		debt->reminded_times++;
		debt->reminded_then = day;
		any = true;
	}
	if (!any)
		fault_add(pass->faults, CHECK_REMINDER, "commands", log_key(pass, row),
			  "nothing that %s owed was to be reminded of then, or it was before",
			  who ? who : "nobody");
}

static void remind_by_hand(struct pass *pass, const struct log_row *row)
{
	struct book_waiting *waiting = waiting_of(pass, number_named(row->command, "n"));
	if (!waiting)
		return;
	waiting->reminded_times++;
	waiting->reminded_then = pass->month->zone ? day_at(pass->month->zone, row->time) : NO_DAY;
}

static void lose(struct pass *pass, const struct log_row *row)
{
	struct book_waiting *waiting = waiting_of(pass, number_named(row->command, "n"));
	const struct book_schedule *schedule =
		waiting ? schedule_of(pass, waiting->schedule) : NULL;
	const struct zone *zone = pass->month->zone;
	if (!waiting) /* told as a number that is missing */
		return;
	waiting->lost_seq = row->seq;
	bool over = waiting->decided_seq && waiting->decided_seq <= row->seq,
	     early = schedule && zone &&
		     day_at(zone, row->time) < waiting->due + schedule->row.grace_days;
	if (waiting->kind != WAITING_DUES || !schedule || !schedule->row.lose_role_id || over ||
	    early)
		fault_add(pass->faults, CHECK_LOSS, "commands", log_key(pass, row),
			  "it took a role for %jd, which was not owed beyond its grace then",
			  waiting->number);
}

void follow_dues(struct pass *pass, const struct log_row *row)
{
	const char *verb = row->command && row->command->verb ? row->command->verb : "";
	if (!row->ok)
		return;
	if (strcmp(verb, verb_table[VERB_DUE_REMIND].name) == 0)
		remind(pass, row);
	else if (strcmp(verb, verb_table[VERB_REMIND].name) == 0)
		remind_by_hand(pass, row);
	else if (strcmp(verb, verb_table[VERB_DUE_LOSE].name) == 0)
		lose(pass, row);
	if (row->asks || !row->effect || !row->effect->verb)
		return;
	if (strcmp(row->effect->verb, verb_table[VERB_DUE_DUES].name) == 0 || is_joining(row))
		check_wearers(pass, row);
}

static int by_period(const void *one, const void *other)
{
	const struct book_waiting *const *a = one, *const *b = other;
	if ((*a)->schedule != (*b)->schedule)
		return (*a)->schedule < (*b)->schedule ? -1 : 1;
	if ((*a)->period != (*b)->period)
		return (*a)->period < (*b)->period ? -1 : 1;
	if ((*a)->decider_id != (*b)->decider_id)
		return (*a)->decider_id < (*b)->decider_id ? -1 : 1;
	return (*a)->number < (*b)->number ? -1 : (*a)->number > (*b)->number;
}

/* Nobody is asked twice for a period. */
static void check_twice(struct pass *pass)
{
	struct month *month = pass->month;
	const struct book_waiting *before = NULL;
	qsort(month->rows, month->count, sizeof(void *), by_period);
	for (size_t i = 0; i < month->count; i++) {
		const struct book_waiting *row = month->rows[i];
		if (row->kind != WAITING_DUES)
			continue;
		if (before && before->schedule == row->schedule && before->period == row->period &&
		    before->decider_id == row->decider_id)
			fault_add(pass->faults, CHECK_DUES, "waiting", waiting_key(pass, row),
				  "%jd asks the same member for the same period of schedule %jd",
				  before->number, row->schedule);
		before = row;
	}
}

static void check_followed(struct pass *pass, const struct book_waiting *waiting)
{
	const char *key = waiting_key(pass, waiting);
	bool dues = waiting->kind == WAITING_DUES;
	if (pass->since && waiting->asked_seq <= pass->since->seq)
		return;
	if (waiting->reminders != waiting->reminded_times)
		fault_add(pass->faults, CHECK_REMINDER, "waiting", key,
			  "reminders is %jd, the log has %jd", waiting->reminders,
			  waiting->reminded_times);
	else if (dues && pass->month->zone && waiting->reminded != waiting->reminded_then)
		fault_add(pass->faults, CHECK_REMINDER, "waiting", key,
			  "reminded is not the day of its last reminder in the log");
	if (waiting->lost != (waiting->lost_seq != 0))
		fault_add(pass->faults, CHECK_LOSS, "waiting", key,
			  waiting->lost ? "it is said to have cost a role, which no row of the log "
					  "took"
					: "log row %jd took a role for it, and it does not say so",
			  waiting->lost_seq);
}

void end_dues(struct pass *pass)
{
	for (size_t i = 0; i < pass->month->count; i++)
		check_followed(pass, pass->month->rows[i]);
	if (pass->month->count)
		check_twice(pass);
}
