/* What reports ask of a guild: its zone, its last day, its prefix. */
#include "base/calendar.h"
#include "report/render.h"

struct asked_zone {
	struct store *store;
	const struct zone *zone;
};

static bool use_zone(void *context, const struct value *values)
{
	struct asked_zone *asked = context;
	asked->zone = store_use_zone(asked->store, values[0].text);
	return false;
}

const struct zone *report_zone(struct store *store, uint64_t guild_id)
{
	struct asked_zone asked = { store, zone_utc() };
	struct binding guild = bind_id(":guild", guild_id);
	store_query(store, "report guild", &guild, 1, use_zone, &asked);
	return asked.zone;
}

static bool take_prefix(void *context, const struct value *values)
{
	buf_text(context, value_words(&values[1]));
	return false;
}

static bool take_today(void *context, const struct value *values)
{
	day_parse(value_words(&values[0]), context);
	return false;
}

int64_t report_today(struct store *store, uint64_t guild_id)
{
	int64_t today = 0;
	struct binding guild = bind_id(":guild", guild_id);
	report_zone(store, guild_id);
	store_query(store, "report today", &guild, 1, take_today, &today);
	return today;
}

void report_prefix(struct store *store, uint64_t guild_id, struct buf *prefix)
{
	struct binding guild = bind_id(":guild", guild_id);
	store_query(store, "report guild", &guild, 1, take_prefix, prefix);
}
