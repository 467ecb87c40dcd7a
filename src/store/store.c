/* The port: which engine holds the books at a location, and what all engines do alike. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/counters.h"
#include "store/engine.h"

const char *store_default_reading(const char *location)
{
	const char *replica = getenv("GL_DB_READ");
	return location || !replica || !*replica ? location : replica;
}

struct store *store_open(const char *location, enum store_mode mode)
{
	location = store_locate(location);
	return engine_at(location)->open(location, mode);
}

enum { LOCK_PATIENCE_MS = 5000, SERVER_PATIENCE_MS = 20000 };
static int patience_ms; /* 0: as ever */

void store_set_patience(int ms)
{
	patience_ms = ms;
}

int patience_for_lock(void)
{
	return patience_ms ? patience_ms : LOCK_PATIENCE_MS;
}

int patience_for_server(void)
{
	return patience_ms ? patience_ms : SERVER_PATIENCE_MS;
}

const char *store_location(const struct store *store)
{
	return store->location;
}

wide value_wide(const struct value *value)
{
	wide number = value->integer;
	if (value->kind == VALUE_NULL)
		return 0;
	if (value->kind == VALUE_TEXT && !wide_from_text(value->text, &number))
		fail(EX_SOFTWARE, "'%s' is no total", value->text);
	return number;
}

bool store_by_unix_socket(const struct store *store)
{
	return store->engine->by_unix_socket && store->engine->by_unix_socket(store);
}

bool store_can(const struct store *store, enum store_capability capability)
{
	return store->engine->can & capability;
}

void store_close(struct store *store)
{
	struct zones zones = store->zones;
	counters_free(store);
	store->engine->close(store);
	zones_free(&zones);
}

const struct zone *store_use_zone(struct store *store, const char *name)
{
	const struct zone *zone = zones_find(&store->zones, name);
	return store->zone = zone ? zone : zone_utc();
}

void store_begin(struct store *store)
{
	store->engine->begin(store);
}

void store_commit(struct store *store)
{
	store->engine->commit(store);
}

bool store_is_awaited(struct store *store)
{
	return store->engine->is_awaited(store);
}

void store_rollback(struct store *store)
{
	counters_drop(store);
	store->engine->rollback(store);
}

void store_attempt(struct store *store, void (*work)(void *), void (*undo)(void *), void *context)
{
	if (store->engine->attempt)
		store->engine->attempt(store, work, undo, context);
	else
		work(context);
}

int store_schema_version(struct store *store)
{
	return store->engine->schema_version(store);
}

bool store_load(struct store *store, struct books *books)
{
	return store->engine->load(store, books);
}

void store_limit_work(struct store *store, struct work_limit limit)
{
	store->engine->limit_work(store, &limit);
	store->out_of_work = false;
	store->limited = true;
}

bool store_out_of_work(const struct store *store)
{
	return store->out_of_work;
}

bool store_end_limit(struct store *store)
{
	bool out_of_work = store->out_of_work;
	store->engine->limit_work(store, NULL);
	store->limited = store->out_of_work = false;
	return out_of_work;
}

struct reader *store_read(struct store *store, const char *name, const struct binding *bindings,
			  int binding_count)
{
	struct reader *reader = store->engine->read(store, name, bindings, binding_count);
	reader->values[reader->columns].kind = VALUE_END;
	return reader;
}

const struct value *reading_next(struct reader *reading)
{
	return reading->store->engine->next(reading);
}

int reading_columns(const struct reader *reading)
{
	return reading->columns;
}

const char *reading_column(const struct reader *reading, int column)
{
	return reading->store->engine->column(reading, column);
}

void reading_end(struct reader *reading)
{
	reading->store->engine->end(reading);
}

void store_query(struct store *store, const char *name, const struct binding *bindings,
		 int binding_count, row_callback *row, void *context)
{
	struct reader *reading = store_read(store, name, bindings, binding_count);
	const struct value *values;
	while ((values = reading_next(reading)) && row(context, values)) {
		/* the callback does the work */
	}
	reading_end(reading);
}

bool store_has_row(struct store *store, const char *name, const struct binding *bindings,
		   int binding_count)
{
	struct reader *reading = store_read(store, name, bindings, binding_count);
	bool found = reading_next(reading);
	reading_end(reading);
	return found;
}

int64_t store_number(struct store *store, const char *name, const struct binding *bindings,
		     int binding_count)
{
	struct reader *reading = store_read(store, name, bindings, binding_count);
	const struct value *values = reading_next(reading);
	int64_t number = values ? values->integer : 0;
	reading_end(reading);
	return number;
}

int store_change(struct store *store, const char *name, const struct binding *bindings,
		 int binding_count)
{
	int changed;
	store->engine->change(store, name, bindings, binding_count, &changed);
	return changed;
}

void store_send_change(struct store *store, const char *name, const struct binding *bindings,
		       int binding_count)
{
	store->engine->change(store, name, bindings, binding_count, NULL);
}
