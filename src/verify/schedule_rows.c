/* What recurs, as the table has it, and what is wrong with a row of it alone. */
#include <string.h>

#include "base/names.h"
#include "ledger/currency_code.h"
#include "ledger/schedule_dates.h"
#include "ledger/schedules.h"
#include "verify/month.h"

/* Columns of the query "verify schedules". */
enum {
	SCHEDULE,
	KIND,
	OWNER_ID,
	PAYER,
	CURRENCY,
	AMOUNT,
	EVERY,
	UNIT,
	DAYS,
	DAY,
	NTH,
	WEEKDAY,
	MONTH,
	ANCHOR,
	BEGINS,
	UNTIL,
	TIMES_LEFT,
	AT,
	SHORT,
	RETRY_DAYS,
	DONE,
	ATTEMPT,
	RETRYING,
	STATE,
	MISSES,
	ROLE_ID,
	INTO_ACCOUNT,
	PRORATE,
	GRACE_DAYS,
	LOSE_ROLE_ID,
	MADE_SEQ,
	PAYEES,
	ALWAYS
};

static int64_t day_of(const struct value *value)
{
	int64_t day;
	return text_of(value) && day_parse(value->text, &day) ? day : NO_DAY;
}

const char *schedule_key(struct pass *pass, const struct book_schedule *schedule)
{
	return row_key(pass->faults, "%ju/%ju", pass->guild_id, schedule->row.key.id);
}

static struct recurrence read_rule(const struct value *values)
{
	return (struct recurrence){
		.every = (int)number_of(&values[EVERY]),
		.unit = (enum recurrence_unit)name_index(recurrence_unit_names, values[UNIT].text),
		.days = (unsigned)number_of(&values[DAYS]),
		.day = (int)number_of(&values[DAY]),
		.nth = (int)number_of(&values[NTH]),
		.weekday = (int)number_of(&values[WEEKDAY]),
		.month = (int)number_of(&values[MONTH]),
		.anchor = day_of(&values[ANCHOR]),
	};
}

/* Whether dates can be reckoned by the rule at all. */
static bool is_rule(const struct recurrence *rule)
{
	char text[RECURRENCE_TEXT_SIZE];
	struct recurrence read;
	if (rule->every < 1 || rule->every > 999 || rule->unit > RECURS_YEAR ||
	    rule->anchor == NO_DAY || rule->day < 0 || rule->day > 31 || rule->weekday < 0 ||
	    rule->weekday > 6 || rule->nth < -1 || rule->nth > 4 || rule->month < 0 ||
	    rule->month > 12 || rule->days > 127)
		return false;
	return recurrence_read(recurrence_text(rule, text), rule->anchor, &read);
}

static void read_schedule(struct pass *pass, const struct value *values,
			  struct book_schedule *schedule)
{
	struct schedule *row = &schedule->row;
	row->key = (struct pair){ pass->guild_id, (uint64_t)number_of(&values[SCHEDULE]) };
	row->kind = (enum schedule_kind)name_index(schedule_kind_names, values[KIND].text);
	row->owner_id = (uint64_t)number_of(&values[OWNER_ID]);
	row->payer = number_of(&values[PAYER]);
	currency_code_copy(row->currency, values[CURRENCY].text);
	row->amount = number_of(&values[AMOUNT]);
	row->recurrence = read_rule(values);
	row->begins = day_of(&values[BEGINS]);
	row->until = day_of(&values[UNTIL]);
	row->times_left =
		values[TIMES_LEFT].kind == VALUE_NULL ? -1 : number_of(&values[TIMES_LEFT]);
	row->at = (int)number_of(&values[AT]);
	row->shortage = (enum shortage)name_index(shortage_names, values[SHORT].text);
	row->retry_days = (int)number_of(&values[RETRY_DAYS]);
	row->done = day_of(&values[DONE]);
	row->retrying = day_of(&values[RETRYING]);
	row->state = (enum schedule_state)name_index(schedule_state_names, values[STATE].text);
	row->misses = number_of(&values[MISSES]);
	row->role_id = (uint64_t)number_of(&values[ROLE_ID]);
	row->into_account = number_of(&values[INTO_ACCOUNT]);
	row->prorate = number_of(&values[PRORATE]) != 0;
	row->grace_days =
		values[GRACE_DAYS].kind == VALUE_NULL ? -1 : number_of(&values[GRACE_DAYS]);
	row->lose_role_id = (uint64_t)number_of(&values[LOSE_ROLE_ID]);
	row->made_seq = number_of(&values[MADE_SEQ]);
	if (text_of(&values[ALWAYS]))
		row->always = arena_strdup(&pass->memory, values[ALWAYS].text);
}

void load_schedules(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	int64_t before = 0;
	struct reader *rows = store_read(pass->store, "verify schedules", &guild, 1);
	while ((values = reading_next(rows))) {
		struct book_schedule *schedule = arena_alloc(&pass->memory, sizeof *schedule);
		*schedule = (struct book_schedule){ .done = NO_DAY, .first = NO_DAY };
		read_schedule(pass, values, schedule);
		schedule->unknown = schedule->row.made_seq <= pass->seq; /* before a checkpoint */
		if ((int64_t)schedule->row.key.id != before + 1)
			fault_add(pass->faults, CHECK_SEQUENCE, "schedules",
				  schedule_key(pass, schedule),
				  "the schedule before has the number %jd", before);
		before = (int64_t)schedule->row.key.id;
		if (!is_rule(&schedule->row.recurrence)) {
			fault_add(pass->faults, CHECK_FORM, "schedules",
				  schedule_key(pass, schedule), "its dates follow no rule");
			schedule->unknown = true;
		}
		HASH_ADD(hh, pass->month->schedules, row.key.id, sizeof schedule->row.key.id,
			 schedule);
	}
	reading_end(rows);
}

struct book_schedule *schedule_of(const struct pass *pass, int64_t number)
{
	struct book_schedule *schedule;
	uint64_t id = (uint64_t)number;
	HASH_FIND(hh, pass->month->schedules, &id, sizeof id, schedule);
	return schedule;
}
