/* Local days in SQLite's SQL, of the zone that store_use_zone() chose: day(ms), as books on a
 * server have it, weekday(ms) and hour(ms). SQLite's own 'localtime' is of the process. */
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "store/sqlite/engine.h"

/* The text of the local time of MS; NULL for NULL. */
static const char *local_time(sqlite3_context *context, sqlite3_value *ms,
			      char text[INSTANT_TEXT_SIZE])
{
	const struct store *store = sqlite3_user_data(context);
	const struct zone *zone = store->zone ? store->zone : zone_machine();
	if (sqlite3_value_type(ms) == SQLITE_NULL)
		return NULL;
	return instant_format_local(zone, sqlite3_value_int64(ms), text);
}

static void day(sqlite3_context *context, int count, sqlite3_value **values)
{
	char text[INSTANT_TEXT_SIZE];
	(void)count;
	if (local_time(context, values[0], text))
		sqlite3_result_text(context, text, (int)strcspn(text, " "), SQLITE_TRANSIENT);
}

static void hour(sqlite3_context *context, int count, sqlite3_value **values)
{
	char text[INSTANT_TEXT_SIZE];
	const char *local = local_time(context, values[0], text), *space;
	(void)count;
	space = local ? strchr(local, ' ') : NULL;
	if (space)
		sqlite3_result_int(context, atoi(space + 1));
}

/* 1 is Monday, as ISO 8601 counts. */
static void weekday(sqlite3_context *context, int count, sqlite3_value **values)
{
	enum { DAY_MS = 24 * 3600 * 1000, THURSDAY = 3 /* 1970-01-01, from Monday on */ };
	char text[INSTANT_TEXT_SIZE];
	int64_t midnight;
	(void)count;
	if (!local_time(context, values[0], text))
		return;
	text[strcspn(text, " ")] = '\0';
	if (instant_parse(zone_utc(), text, &midnight))
		sqlite3_result_int64(context, ((midnight / DAY_MS + THURSDAY) % 7 + 7) % 7 + 1);
}

int sqlite_add_days(struct store *store)
{
	static const struct {
		const char *name;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = { { "day", day }, { "weekday", weekday }, { "hour", hour } };
	int result = SQLITE_OK;
	for (size_t i = 0; i < sizeof functions / sizeof *functions && result == SQLITE_OK; i++)
		result = sqlite3_create_function_v2(db_of(store), functions[i].name, 1,
						    SQLITE_UTF8 | SQLITE_INNOCUOUS, store,
						    functions[i].function, NULL, NULL, NULL);
	return result;
}
