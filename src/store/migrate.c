/* Migrations: their SQL, by the engine, and what needs names folded, which SQL cannot. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "ledger/books.h"
#include "store/engine.h"

enum { FLOORS_OF_ASSETS = 10 /* the schema of the first program whose assets have the floor 0 */ };

struct lifted {
	struct lifted *next;
	int64_t guild_id;
	const char *folded, *currency;
};
struct lifting {
	struct arena memory;
	struct lifted *first, **last;
};

static bool take_lifted(void *context, const struct value *values)
{
	struct lifting *lifting = context;
	struct lifted *lifted = arena_alloc(&lifting->memory, sizeof *lifted);
	if (values[1].kind != VALUE_TEXT || values[2].kind != VALUE_TEXT)
		return true;
	*lifted = (struct lifted){ .guild_id = values[0].integer,
				   .folded = text_fold(&lifting->memory, values[1].text),
				   .currency = arena_strdup(&lifting->memory, values[2].text) };
	*lifting->last = lifted;
	lifting->last = &lifted->next;
	return true;
}

/* A floor that somebody lifted was written like one that was never set. From now on an asset has
 * the floor 0 where none is set, so what was lifted must say so; a replay of the log gives the
 * same. */
static void keep_lifted_floors(struct store *store)
{
	struct lifting lifting = { .last = &lifting.first };
	store_query(store, "floors lifted before", NULL, 0, take_lifted, &lifting);
	for (const struct lifted *lifted = lifting.first; lifted; lifted = lifted->next) {
		bool till =
			strcmp(lifted->folded, "till") == 0 || strcmp(lifted->folded, "caja") == 0;
		struct binding bindings[] = { bind_integer(":guild", lifted->guild_id),
					      bind_text(":folded", lifted->folded),
					      bind_text(":currency", lifted->currency),
					      bind_integer(":till", till),
					      bind_integer(":floor", NO_FLOOR) };
		store_change(store, "lift floor", bindings, sizeof bindings / sizeof *bindings);
	}
	arena_free(&lifting.memory);
}

static void run_rest(struct store *store, int version)
{
	if (version == FLOORS_OF_ASSETS)
		keep_lifted_floors(store);
}

int store_migrate(const char *location)
{
	location = store_locate(location);
	return engine_at(location)->migrate(location, run_rest);
}

char *store_migrations(const struct store *store)
{
	struct buf all = { 0 };
	char name[32];
	for (int version = store->engine->first_version; version <= store_newest_schema;
	     version++) {
		snprintf(name, sizeof name, "migration %d", version);
		buf_text(&all, sql_in(store->engine->sql, name));
	}
	return all.bytes;
}

struct store *store_temporary(void)
{
	return engine_of_files()->file->temporary(run_rest);
}
