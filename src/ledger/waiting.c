/* Rows of what waits and what recurs, in the working set: found by number, listed by account and
 * user. */
#include "ledger/waiting.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/schedules.h"

const char *const waiting_kind_names[] = { "registration", "approval", "request", "charge",
					   "dues",         "owe",      "hold",    "confirm",
					   "undo",         "line",     NULL };
const char *const waiting_state_names[] = { "waiting", "accepted", "declined", "cancelled",
					    "expired", "failed",   NULL };
const char *const schedule_kind_names[] = { "pay", "payroll", "dues", NULL };
const char *const schedule_state_names[] = { "active", "paused", "ended", "stopped", NULL };
const char *const shortage_names[] = { "skip", "retry", "owe", NULL };

struct waiting *books_loaded_waiting(const struct books *books, uint64_t guild_id, int64_t number)
{
	struct pair key = { guild_id, (uint64_t)number };
	struct waiting *found;
	HASH_FIND(hh, books->waiting, &key, sizeof key, found);
	return found;
}

struct waiting *books_add_waiting(struct books *books, uint64_t guild_id, int64_t number)
{
	struct waiting *row = arena_alloc(&books->memory, sizeof *row);
	row->key = (struct pair){ guild_id, (uint64_t)number };
	row->due = row->ends = row->period = row->reminded = NO_DAY;
	HASH_ADD(hh, books->waiting, key, sizeof row->key, row);
	return row;
}

void waiting_list_add(struct books *books, struct waiting_list *list, struct waiting *row)
{
	struct waiting_link *link = arena_alloc(&books->memory, sizeof *link);
	link->row = row;
	if (list->last)
		list->last->next = link;
	else
		list->first = link;
	list->last = link;
}

static void list_of_user(struct books *books, struct waiting *row, uint64_t user_id)
{
	struct user *user = user_id ? books_loaded_user(books, row->key.guild_id, user_id) : NULL;
	if (user && user->waiting.complete)
		waiting_list_add(books, &user->waiting, row);
}

static void list_of_account(struct books *books, struct waiting *row, int64_t account_id)
{
	struct account *account =
		account_id ? books_loaded_account(books, row->key.guild_id, account_id) : NULL;
	if (account && account->waiting.complete)
		waiting_list_add(books, &account->waiting, row);
}

static void note_asked_by(struct books *books, const struct waiting *row)
{
	struct user *user = books_loaded_user(books, row->key.guild_id, row->asked_by);
	if (user && user->waiting.complete)
		books_note_asked(books, user, row->decider_id, row->asked_at);
}

void books_list_waiting(struct books *books, struct waiting *row)
{
	list_of_user(books, row, row->asked_by);
	if (row->kind == WAITING_REQUEST)
		note_asked_by(books, row);
	if (row->decider_id != row->asked_by)
		list_of_user(books, row, row->decider_id);
	list_of_account(books, row, row->from_account);
	if (row->to_account != row->from_account)
		list_of_account(books, row, row->to_account);
	struct account *payer =
		row->kind == WAITING_DUES || row->kind == WAITING_OWE
			? books_loaded_account(books, row->key.guild_id, row->from_account)
			: NULL;
	if (payer && payer->debts.complete)
		waiting_list_add(books, &payer->debts, row);
}

void books_note_asked(struct books *books, struct user *user, uint64_t other_id, int64_t time)
{
	for (const struct asked_person *asked = user->asked; asked; asked = asked->next)
		if (asked->user_id == other_id)
			return;
	struct asked_person *asked = arena_alloc(&books->memory, sizeof *asked);
	*asked = (struct asked_person){ user->asked, other_id, time };
	user->asked = asked;
}

void books_touch_waiting(struct books *books, struct waiting *waiting)
{
	if (!waiting->dirty)
		STAILQ_INSERT_TAIL(&books->dirty_waiting, waiting, pending);
	waiting->dirty = true;
}

struct schedule *books_loaded_schedule(const struct books *books, uint64_t guild_id, int64_t number)
{
	struct pair key = { guild_id, (uint64_t)number };
	struct schedule *found;
	HASH_FIND(hh, books->schedules, &key, sizeof key, found);
	return found;
}

struct schedule *books_add_schedule(struct books *books, uint64_t guild_id, int64_t number)
{
	struct schedule *schedule = arena_alloc(&books->memory, sizeof *schedule);
	schedule->key = (struct pair){ guild_id, (uint64_t)number };
	schedule->until = schedule->retrying = NO_DAY;
	schedule->times_left = schedule->grace_days = -1;
	HASH_ADD(hh, books->schedules, key, sizeof schedule->key, schedule);
	return schedule;
}

void books_touch_schedule(struct books *books, struct schedule *schedule)
{
	if (!schedule->dirty)
		STAILQ_INSERT_TAIL(&books->dirty_schedules, schedule, pending);
	schedule->dirty = true;
}

const char *command_numbers(const struct command *command)
{
	const char *numbers = command_argument(command, "n");
	return numbers ? numbers : command_argument(command, "who");
}

bool next_number(const char **at, int64_t *number)
{
	char digits[20]; /* what snowflake_parse() takes has 19 at most, and fits int64_t */
	uint64_t value;
	while (*at && **at) {
		size_t length = strcspn(*at, " ");
		const char *text = *at;
		*at += length + strspn(*at + length, " ");
		if (length >= sizeof digits)
			continue;
		memcpy(digits, text, length);
		digits[length] = '\0';
		if (snowflake_parse(digits, &value)) {
			*number = (int64_t)value;
			return true;
		}
	}
	return false;
}
