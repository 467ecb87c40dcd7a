/* What became of the dates of a schedule, by the log and by the rows that they left waiting. */
#include "apply/schedule_outcomes.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/schedules.h"
#include "ledger/verb_support.h"
#include "ledger/waiting.h"

/* The clocks of two zones are at most 26 hours apart. */
enum { ZONES_APART_MS = 26 * 60 * 60 * 1000 };

struct looking {
	struct books *books;
	struct date_outcome *outcome;
};

static bool take_run(void *context, const struct value *values)
{
	struct looking *looking = context;
	looking->outcome->logged = true;
	if (values[0].kind != VALUE_NULL)
		looking->outcome->code = arena_strdup(&looking->books->chunk, values[0].text);
	if (values[1].kind != VALUE_NULL)
		looking->outcome->transaction = values[1].integer;
	return false;
}

/* Rows of one kind and state, the newest of them last. */
static bool take_rows(void *context, const struct value *values)
{
	struct looking *looking = context;
	struct date_outcome *outcome = looking->outcome;
	const char *kind = value_words(&values[0]), *state = value_words(&values[1]);
	bool accepted = strcmp(state, waiting_state_names[WAITING_ACCEPTED]) == 0;
	if (strcmp(kind, waiting_kind_names[WAITING_APPROVAL]) != 0) {
		outcome->asked += values[2].integer;
		outcome->paid += accepted ? values[2].integer : 0;
		return true;
	}
	outcome->approval = arena_strdup(&looking->books->chunk, state);
	outcome->number = values[3].integer;
	if (accepted && values[4].kind != VALUE_NULL)
		outcome->transaction = values[4].integer;
	return true;
}

/* The newest command of gl-due about the date, by the instants that its id may have. */
static void find_run(struct store *store, const struct schedule *schedule, int64_t day,
		     int64_t first, int64_t end, struct looking *looking)
{
	char text[DAY_TEXT_SIZE];
	struct binding bindings[] = {
		bind_id(":guild", schedule->key.guild_id), bind_id(":schedule", schedule->key.id),
		bind_text(":day", day_format(day, text)),  bind_id(":first", snowflake_at(first)),
		bind_id(":end", snowflake_at(end)),
	};
	store_query(store, "schedule date run", bindings, 5, take_run, looking);
}

static void find_rows(struct store *store, const struct schedule *schedule, int64_t day,
		      struct looking *looking)
{
	char text[DAY_TEXT_SIZE];
	struct binding bindings[] = {
		bind_id(":guild", schedule->key.guild_id),
		bind_id(":schedule", schedule->key.id),
		bind_text(":day", day_format(day, text)),
	};
	store_query(store, "schedule date rows", bindings, 3, take_rows, looking);
}

/* Whether the approval of its run ended without an answer: on a later day it was asked again, or
 * needed no approval any more. */
static bool is_asked_again(const struct date_outcome *outcome)
{
	return outcome->approval &&
	       strcmp(outcome->approval, waiting_state_names[WAITING_EXPIRED]) == 0;
}

/* A run has the instant of its date, or of a day on which it was tried again: those are looked for
 * first. By the clocks of another zone, as the guild may have had then, it was within a day. */
static void find_date(struct store *store, const struct guild *guild,
		      const struct schedule *schedule, struct date_asked *date, int64_t now,
		      struct looking *looking)
{
	struct date_outcome *outcome = &date->outcome;
	int64_t tries = schedule->shortage == SHORTAGE_RETRY ? schedule->retry_days : 0,
		apart = (int64_t)(schedule->key.id % NUMBERS_APART_MS),
		begin = day_instant(guild->zone, date->day, schedule->at);
	if (is_asked_again(outcome))
		find_run(store, schedule, date->day, begin, now + 1, looking);
	for (int64_t tried = tries; tried >= 0 && !outcome->logged; tried--) {
		int64_t instant = day_instant(guild->zone, date->day + tried, schedule->at) + apart;
		find_run(store, schedule, date->day, instant, instant + 1, looking);
	}
	if (!outcome->logged && date->day <= schedule->done)
		find_run(store, schedule, date->day, begin - ZONES_APART_MS,
			 begin + tries * DAY_MS + ZONES_APART_MS, looking);
}

void show_dates(struct store *store, struct books *books, const struct record *record,
		struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	const struct schedule *schedule = decision->dates.schedule;
	store_write(store, books);
	for (size_t i = 0; i < decision->dates.count; i++) {
		struct date_asked *date = &decision->dates.list[i];
		struct looking looking = { books, &date->outcome };
		find_rows(store, schedule, date->day, &looking);
		find_date(store, guild, schedule, date, record->command.time, &looking);
	}
	ledger_show_dates(books, record, decision);
}
