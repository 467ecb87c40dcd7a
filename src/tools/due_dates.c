/* What is late: only a zone's clocks tell when a date of a schedule comes. */
#include "tools/due_dates.h"

#include "base/calendar.h"
#include "report/month_cells.h"
#include "tools/channels.h"

struct looking {
	struct store *store;
	int64_t now;
	due_callback *give;
	void *context;
	uint64_t guild_id;
	int64_t oldest; /* 0: nothing */
};

static void note(struct looking *looking, int64_t instant)
{
	if (instant < looking->now && (!looking->oldest || instant < looking->oldest))
		looking->oldest = instant;
}

static void end_guild(struct looking *looking)
{
	if (looking->oldest)
		looking->give(looking->context, looking->guild_id, looking->oldest);
	looking->oldest = 0;
}

/* Rows come guild by guild: its zone, and a rule with its minute, or an instant, or a last day. */
static bool take_due(void *context, const struct value *values)
{
	struct looking *looking = context;
	struct recurrence rule;
	int64_t done, until, day;
	uint64_t guild_id = id_of(&values[0]);
	if (guild_id != looking->guild_id)
		end_guild(looking);
	looking->guild_id = guild_id;
	const struct zone *zone = store_use_zone(looking->store, value_words(&values[1]));
	if (values[2].kind == VALUE_TEXT &&
	    rule_of_columns(value_words(&values[2]), &rule, &done, &until)) {
		day = recurrence_after(&rule, done);
		if (day != NO_DAY && (until == NO_DAY || day <= until))
			note(looking, day_instant(zone, day, (int)values[3].integer));
	} else if (values[4].kind == VALUE_INTEGER) {
		note(looking, values[4].integer);
	} else if (day_parse(value_words(&values[5]), &day)) {
		note(looking, day_instant(zone, day + 1, 0));
	}
	return true;
}

void due_dates(struct store *store, uint64_t guild_id, int64_t now, due_callback *give,
	       void *context)
{
	struct looking looking = { .store = store, .now = now, .give = give, .context = context };
	struct binding guild = bind_optional(":guild", (int64_t)guild_id);
	store_query(store, "due dates", &guild, 1, take_due, &looking);
	end_guild(&looking);
}
