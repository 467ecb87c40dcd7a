/* One run: SQLite's own soundness, the schema, then guild after guild. */
#include "verify/verify.h"

#include <string.h>

#include "verify/guild.h"
#include "verify/pass.h"
#include "verify/soundness.h"

static bool same_text(const struct value *one, const struct value *other)
{
	return one->kind == other->kind &&
	       (one->kind != VALUE_TEXT || strcmp(one->text, other->text) == 0);
}

/* By type, then name; a row that is not there comes last. */
static int order(const struct value *one, const struct value *other)
{
	if (!one || !other)
		return one ? -1 : other ? 1 : 0;
	int types = strcmp(one[0].text, other[0].text);
	return types ? types : strcmp(one[1].text, other[1].text);
}

/* Tables, indexes, triggers and views as the migrations make them, to the letter. False when a
 * table is not: it cannot be read then. */
static bool check_schema(struct store *store, struct faults *faults)
{
	bool readable = true;
	struct store *wanted = store_temporary();
	struct reader *here = store_read(store, "verify schema", NULL, 0),
		      *there = store_read(wanted, "verify schema", NULL, 0);
	const struct value *is = reading_next(here), *ought = reading_next(there);
	while (is || ought) {
		int way = order(is, ought);
		const struct value *row = way > 0 ? ought : is;
		const char *key =
			row_key(faults, "%s/%s", row[0].text,
				row[1].text); /* NOLINT(clang-analyzer-core.NullDereference):
						 order() points at one that is there */
		bool same = !way && same_text(&is[2], &ought[2]) && same_text(&is[3], &ought[3]);
		if (way < 0)
			fault_add(faults, CHECK_SCHEMA, "sqlite_schema", key,
				  "it is none of guildledger's");
		else if (way > 0)
			fault_add(faults, CHECK_SCHEMA, "sqlite_schema", key, "it is missing");
		else if (!same)
			fault_add(faults, CHECK_SCHEMA, "sqlite_schema", key, "it was changed");
		readable &= same || way < 0 || strcmp(row[0].text, "table") != 0;
		if (way <= 0)
			is = reading_next(here);
		if (way >= 0)
			ought = reading_next(there);
	}
	reading_end(here);
	reading_end(there);
	store_close(wanted);
	return readable;
}

struct served {
	struct faults *faults;
	bool readable;
};

static bool take_difference(void *context, const struct value *values)
{
	struct served *served = context;
	fault_add(served->faults, CHECK_SCHEMA, "schema",
		  row_key(served->faults, "%s", values[0].text), "%s", values[1].text);
	served->readable &= !values[2].integer;
	return true;
}

/* The same of a server, as far as it keeps what was written. */
static bool check_served_schema(struct store *store, struct faults *faults)
{
	struct served served = { faults, true };
	char *schema = store_migrations(store);
	struct binding written = bind_text(":schema", schema);
	store_query(store, "verify server schema", &written, 1, take_difference, &served);
	free(schema);
	return served.readable;
}

static bool take_stranger(void *context, const struct value *values)
{
	struct faults *faults = context;
	fault_add(faults, CHECK_REFERENCE, values[0].text,
		  row_key(faults, "%ju", values[1].integer),
		  "rows of a guild that is not in guilds");
	return true;
}

static bool take_forgetting(void *context, const struct value *values)
{
	struct faults *faults = context;
	fault_add(faults, CHECK_FORGETTING, "forgetting",
		  row_key(faults, "%ju/%ju", values[0].integer, values[1].integer),
		  "no command leaves a row there: while it stands the log and memos can be "
		  "blanked");
	return true;
}

struct run {
	struct store *store;
	const struct verify_request *request;
	struct faults *faults;
	struct verify_counts tally;
};

static bool take_guild(void *context, const struct value *values)
{
	struct run *run = context;
	const struct checkpoint *since = run->request->since;
	pass_guild(run->store, run->faults, values,
		   since ? checkpoint_of(since, (uint64_t)values[0].integer) : NULL,
		   run->request->taken, &run->tally);
	return true;
}

struct search {
	uint64_t guild_id;
	bool found;
};

static bool find_guild(void *context, const struct value *values)
{
	struct search *search = context;
	search->found |= (uint64_t)values[0].integer == search->guild_id;
	return !search->found;
}

static void check_lost(struct store *store, const struct verify_request *request,
		       struct faults *faults)
{
	for (const struct checkpoint_guild *guild = request->since ? request->since->guilds : NULL;
	     guild; guild = guild->next) {
		struct search search = { .guild_id = guild->guild_id };
		store_query(store, "guild list", NULL, 0, find_guild, &search);
		if (!search.found)
			fault_add(faults, CHECK_CHECKPOINT, "guilds",
				  row_key(faults, "%ju", guild->guild_id),
				  "the checkpoint has this guild, the books do not");
	}
}

static void check_guilds(struct run *run)
{
	struct binding guild = bind_integer(":guild", (int64_t)run->request->guild_id);
	store_query(run->store, "verify forgetting", NULL, 0, take_forgetting, run->faults);
	store_query(run->store, "verify strange guilds", NULL, 0, take_stranger, run->faults);
	check_lost(run->store, run->request, run->faults);
	store_query(run->store, "verify guild", &guild, run->request->guild_id ? 1 : 0, take_guild,
		    run);
}

void verify_books(struct store *store, const struct verify_request *request, struct faults *faults,
		  struct verify_result *result)
{
	struct run run = { .store = store, .request = request, .faults = faults };
	struct soundness soundness = { 0 };
	/* it reads everything; a server looks after its files itself */
	if (!request->since && store_can(store, STORE_CAN_CHECK_FILE))
		soundness_begin(&soundness, store_location(store));
	store_change(store, "verify begin", NULL, 0);
	if (store_can(store, STORE_CAN_SHOW_SCHEMA) ? check_schema(store, faults)
						    : check_served_schema(store, faults))
		check_guilds(&run);
	soundness_end(&soundness, faults);
	*result = (struct verify_result){ run.tally.guilds, run.tally.log_rows,
					  run.tally.transactions, run.tally.entries,
					  run.tally.batches };
}

void verify_end(struct store *store)
{
	store_change(store, "verify end", NULL, 0);
}
