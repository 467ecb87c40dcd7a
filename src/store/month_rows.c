/* What waits and what recurs: columns and members, in one order. */
#include "store/month_rows.h"
#include "base/names.h"

#include <string.h>

#include "ledger/pending_rows.h"
#include "store/row_loaders.h"

static int64_t day_of(const struct value *value)
{
	int64_t day;
	return value->kind == VALUE_TEXT && day_parse(value->text, &day) ? day : NO_DAY;
}

static struct value day_text(struct books *books, int64_t day)
{
	char text[DAY_TEXT_SIZE];
	return value_text(day == NO_DAY ? NULL
					: arena_strdup(&books->chunk, day_format(day, text)));
}

/* What was asked, behind the key. */
static void fill_asked(struct books *books, struct waiting *waiting, const struct value *row)
{
	waiting->kind = (enum waiting_kind)name_index(waiting_kind_names, row[2].text);
	waiting->state = (enum waiting_state)name_index(waiting_state_names, row[3].text);
	waiting->asked_by = (uint64_t)row[4].integer;
	waiting->asked_seq = row[5].integer;
	waiting->asked_at = row[6].integer;
	waiting->decider_id = (uint64_t)row[7].integer;
	waiting->decider_permit = (unsigned)row[8].integer;
	waiting->from_account = row[9].integer;
	waiting->to_account = row[10].integer;
	if (row[11].kind == VALUE_TEXT)
		take_currency(waiting->currency, &row[11]);
	waiting->amount = row[12].integer;
	waiting->paid = row[13].integer;
	waiting->verb = kept_text(books, &row[14]);
	waiting->arguments = kept_text(books, &row[15]);
	waiting->due = day_of(&row[16]);
	waiting->expires_at = row[17].integer;
	waiting->ends = day_of(&row[18]);
	waiting->memo = kept_text(books, &row[19]);
	waiting->lot = row[20].integer;
	waiting->schedule = row[21].integer;
	waiting->period = day_of(&row[22]);
	waiting->target = row[23].integer;
}

struct waiting *fill_waiting(struct books *books, const struct value *row)
{
	uint64_t guild_id = (uint64_t)row[0].integer;
	struct waiting *waiting = books_loaded_waiting(books, guild_id, row[1].integer);
	if (waiting)
		return waiting;
	waiting = books_add_waiting(books, guild_id, row[1].integer);
	waiting->exists = true;
	fill_asked(books, waiting, row);
	waiting->channel_id = (uint64_t)row[24].integer;
	waiting->message_id = (uint64_t)row[25].integer;
	waiting->decided = row[26].kind == VALUE_INTEGER;
	waiting->decided_by = (uint64_t)row[26].integer;
	waiting->decided_seq = row[27].integer;
	waiting->decided_at = row[28].integer;
	waiting->code = kept_text(books, &row[29]);
	waiting->transaction = row[30].integer;
	waiting->reminders = row[31].integer;
	waiting->reminded = day_of(&row[32]);
	waiting->reminded_at = row[33].integer;
	waiting->lost = row[34].integer;
	return waiting;
}

void fill_no_waiting(struct books *books, uint64_t guild_id, int64_t number)
{
	if (!books_loaded_waiting(books, guild_id, number))
		books_add_waiting(books, guild_id, number);
}

void list_of_account(struct books *books, struct account *account, struct waiting *waiting)
{
	bool owed = waiting->kind == WAITING_DUES || waiting->kind == WAITING_OWE;
	waiting_list_add(books, &account->waiting, waiting);
	if (owed && waiting->from_account == (int64_t)account->key.id)
		waiting_list_add(books, &account->debts, waiting);
}

bool add_wearers(struct books *books, struct guild *guild, uint64_t role_id)
{
	for (const struct loaded_wearers *known = guild->wearers; known; known = known->next)
		if (known->role_id == role_id)
			return false;
	struct loaded_wearers *wearers = arena_alloc(&books->memory, sizeof *wearers);
	*wearers = (struct loaded_wearers){ .next = guild->wearers, .role_id = role_id };
	guild->wearers = wearers;
	return true;
}

static void put_waiting(struct store *store, struct books *books, const struct waiting *waiting)
{
	const struct value row[] = {
		value_integer((int64_t)waiting->key.guild_id),
		value_integer((int64_t)waiting->key.id),
		value_text(waiting_kind_names[waiting->kind]),
		value_text(waiting_state_names[waiting->state]),
		value_integer((int64_t)waiting->asked_by),
		value_integer(waiting->asked_seq),
		value_integer(waiting->asked_at),
		value_id(waiting->decider_id),
		value_id(waiting->decider_permit),
		value_id((uint64_t)waiting->from_account),
		value_id((uint64_t)waiting->to_account),
		value_text(*waiting->currency ? waiting->currency : NULL),
		value_integer(waiting->amount),
		value_integer(waiting->paid),
		value_text(waiting->verb),
		value_text(waiting->arguments),
		day_text(books, waiting->due),
		value_id((uint64_t)waiting->expires_at),
		day_text(books, waiting->ends),
		value_text(waiting->memo),
		value_integer(waiting->lot),
		value_id((uint64_t)waiting->schedule),
		day_text(books, waiting->period),
		value_id((uint64_t)waiting->target),
		value_id(waiting->channel_id),
		value_id(waiting->message_id),
		waiting->decided ? value_integer((int64_t)waiting->decided_by) : value_text(NULL),
		value_id((uint64_t)waiting->decided_seq),
		value_id((uint64_t)waiting->decided_at),
		value_text(waiting->code),
		value_id((uint64_t)waiting->transaction),
		value_integer(waiting->reminders),
		day_text(books, waiting->reminded),
		value_id((uint64_t)waiting->reminded_at),
		value_integer(waiting->lost),
	};
	store->engine->put(store, WRITE_WAITING, row, (int)(sizeof row / sizeof *row), NULL);
}

void write_waiting(struct store *store, struct books *books)
{
	struct waiting *waiting;
	while ((waiting = STAILQ_FIRST(&books->dirty_waiting))) {
		STAILQ_REMOVE_HEAD(&books->dirty_waiting, pending);
		put_waiting(store, books, waiting);
		waiting->dirty = false;
	}
}

/* The dates of a rule, behind what is paid. */
static void fill_recurrence(struct recurrence *recurrence, const struct value *row)
{
	recurrence->every = (int)row[0].integer;
	recurrence->unit = (enum recurrence_unit)name_index(recurrence_unit_names, row[1].text);
	recurrence->days = (unsigned)row[2].integer;
	recurrence->day = (int)row[3].integer;
	recurrence->nth = (int)row[4].integer;
	recurrence->weekday = (int)row[5].integer;
	recurrence->month = (int)row[6].integer;
	recurrence->anchor = day_of(&row[7]);
}

static void fill_progress(struct books *books, struct schedule *schedule, const struct value *row)
{
	schedule->begins = day_of(&row[17]);
	schedule->until = day_of(&row[18]);
	schedule->times_left = row[19].kind == VALUE_INTEGER ? row[19].integer : -1;
	schedule->at = (int)row[20].integer;
	schedule->shortage = (enum shortage)name_index(shortage_names, row[21].text);
	schedule->retry_days = (int)row[22].integer;
	schedule->done = day_of(&row[23]);
	schedule->attempt = row[24].integer;
	schedule->retrying = day_of(&row[25]);
	schedule->state = (enum schedule_state)name_index(schedule_state_names, row[26].text);
	schedule->reason = kept_text(books, &row[27]);
	schedule->misses = row[28].integer;
	schedule->channel_id = (uint64_t)row[29].integer;
}

struct schedule *fill_schedule(struct books *books, const struct value *row)
{
	uint64_t guild_id = (uint64_t)row[0].integer;
	struct schedule *schedule = books_loaded_schedule(books, guild_id, row[1].integer);
	if (schedule)
		return schedule;
	schedule = books_add_schedule(books, guild_id, row[1].integer);
	schedule->exists = true;
	schedule->kind = (enum schedule_kind)name_index(schedule_kind_names, row[2].text);
	schedule->owner_id = (uint64_t)row[3].integer;
	schedule->payer = row[4].integer;
	schedule->payees = kept_text(books, &row[5]);
	take_currency(schedule->currency, &row[6]);
	schedule->amount = row[7].integer;
	schedule->memo = kept_text(books, &row[8]);
	fill_recurrence(&schedule->recurrence, row + 9);
	fill_progress(books, schedule, row);
	schedule->role_id = (uint64_t)row[30].integer;
	schedule->into_account = row[31].integer;
	schedule->prorate = row[32].integer;
	schedule->grace_days = row[33].kind == VALUE_INTEGER ? row[33].integer : -1;
	schedule->lose_role_id = (uint64_t)row[34].integer;
	schedule->made_seq = row[35].integer;
	schedule->always = kept_text(books, &row[36]);
	return schedule;
}

void fill_no_schedule(struct books *books, uint64_t guild_id, int64_t number)
{
	if (!books_loaded_schedule(books, guild_id, number))
		books_add_schedule(books, guild_id, number);
}

/* NULL for -1, which means no end. */
static struct value value_count_or_none(int64_t count)
{
	return count < 0 ? value_text(NULL) : value_integer(count);
}

static void put_schedule(struct store *store, struct books *books, const struct schedule *schedule)
{
	const struct recurrence *recurrence = &schedule->recurrence;
	const struct value row[] = {
		value_integer((int64_t)schedule->key.guild_id),
		value_integer((int64_t)schedule->key.id),
		value_text(schedule_kind_names[schedule->kind]),
		value_integer((int64_t)schedule->owner_id),
		value_id((uint64_t)schedule->payer),
		value_text(schedule->payees),
		value_text(schedule->currency),
		value_integer(schedule->amount),
		value_text(schedule->memo),
		value_integer(recurrence->every),
		value_text(recurrence_unit_names[recurrence->unit]),
		value_integer(recurrence->days),
		value_integer(recurrence->day),
		value_integer(recurrence->nth),
		value_integer(recurrence->weekday),
		value_integer(recurrence->month),
		day_text(books, recurrence->anchor),
		day_text(books, schedule->begins),
		day_text(books, schedule->until),
		value_count_or_none(schedule->times_left),
		value_integer(schedule->at),
		value_text(shortage_names[schedule->shortage]),
		value_integer(schedule->retry_days),
		day_text(books, schedule->done),
		value_integer(schedule->attempt),
		day_text(books, schedule->retrying),
		value_text(schedule_state_names[schedule->state]),
		value_text(schedule->reason),
		value_integer(schedule->misses),
		value_id(schedule->channel_id),
		value_id(schedule->role_id),
		value_id((uint64_t)schedule->into_account),
		value_integer(schedule->prorate),
		value_count_or_none(schedule->grace_days),
		value_id(schedule->lose_role_id),
		value_integer(schedule->made_seq),
		value_text(schedule->always),
	};
	store->engine->put(store, WRITE_SCHEDULE, row, (int)(sizeof row / sizeof *row), NULL);
}

void write_schedules(struct store *store, struct books *books)
{
	struct schedule *schedule;
	while ((schedule = STAILQ_FIRST(&books->dirty_schedules))) {
		STAILQ_REMOVE_HEAD(&books->dirty_schedules, pending);
		put_schedule(store, books, schedule);
		schedule->dirty = false;
	}
}
