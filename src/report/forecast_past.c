/* A forecast from a moment that is past: which schedules were active then. The books have the state
 * of now; the log has who paused, stopped and resumed what, and when. */
#include "base/instant.h"
#include "report/forecast.h"
#include "report/subjects.h"

struct value forecast_past(const struct forecast *forecast)
{
	return value_or_null(forecast->past ? forecast->from : 0);
}

static bool take_change(void *context, const struct value *values)
{
	struct forecast *forecast = context;
	struct schedule_change *change = arena_alloc(&forecast->arena, sizeof *change);
	*change = (struct schedule_change){ .schedule = values[0].integer,
					    .time = values[1].integer,
					    .resumes = values[2].integer };
	*forecast->last_change = change;
	forecast->last_change = &change->next;
	return true;
}

void forecast_changes(struct forecast *forecast)
{
	struct binding guild =
		bind_integer(":guild", (int64_t)forecast->feeding->request->guild_id);
	forecast->last_change = &forecast->changes;
	if (forecast->past)
		store_query(forecast->feeding->store, "report forecast changes", &guild, 1,
			    take_change, forecast);
}

bool forecast_was_active(const struct forecast *forecast, int64_t number, bool active, int64_t done)
{
	const struct schedule_change *before = NULL, *after = NULL;
	if (!forecast->past)
		return active;
	for (const struct schedule_change *change = forecast->changes; change;
	     change = change->next) {
		if (change->schedule != number)
			continue;
		if (change->time <= forecast->from)
			before = change;
		else if (!after)
			after = change;
	}
	if (before && !before->resumes)
		return false;
	if (after)
		return !after->resumes;
	return active || done >= day_at(forecast->feeding->zone, forecast->from);
}
