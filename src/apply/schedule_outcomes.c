/* What became of the dates of a schedule, by the log and by the rows that they left waiting. */
#include "apply/schedule_outcomes.h"

#include <string.h>

#include "base/instant.h"
#include "ledger/lookups.h"
#include "ledger/schedules.h"
#include "ledger/waiting.h"

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
	looking->outcome->transaction = values[1].kind == VALUE_NULL ? 0 : values[1].integer;
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

/* The command of gl-due about the date that was tried so many days behind it: its id says when. */
static void find_run(struct store *store, const struct guild *guild,
		     const struct schedule *schedule, int64_t day, int64_t tried,
		     struct looking *looking)
{
	char text[DAY_TEXT_SIZE];
	int64_t instant = day_instant(guild->zone, day + tried, schedule->at) +
			  (int64_t)(schedule->key.id % NUMBERS_APART_MS);
	struct binding bindings[] = {
		bind_id(":guild", guild->guild_id),
		bind_id(":schedule", schedule->key.id),
		bind_text(":day", day_format(day, text)),
		bind_id(":first", snowflake_at(instant)),
		bind_id(":end", snowflake_at(instant + 1)),
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

void show_dates(struct store *store, struct books *books, const struct record *record,
		struct decision *decision)
{
	const struct guild *guild = books_guild(books, record->command.guild_id);
	const struct schedule *schedule = decision->dates.schedule;
	int64_t tries = schedule->shortage == SHORTAGE_RETRY ? schedule->retry_days : 0;
	store_write(store, books);
	for (size_t i = 0; i < decision->dates.count; i++) {
		struct date_asked *date = &decision->dates.list[i];
		struct looking looking = { books, &date->outcome };
		for (int64_t tried = tries; tried >= 0 && !date->outcome.logged; tried--)
			find_run(store, guild, schedule, date->day, tried, &looking);
		find_rows(store, schedule, date->day, &looking);
	}
	ledger_show_dates(books, record, decision);
}
