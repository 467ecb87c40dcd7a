/* The comparison after a replay: both sides in order of keys, merged. */
#include "verify/compare.h"

#include <stdio.h>
#include <string.h>

#include "ledger/forgetting.h"
#include "store/schema.h"
#include "verify/pass.h"

static int compare_values(const struct value *one, const struct value *other)
{
	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	if (one->kind == VALUE_TEXT)
		return strcmp(one->text, other->text);
	return (one->integer > other->integer) - (one->integer < other->integer);
}

/* A row that is not there comes last. */
static int compare_keys(const struct value *one, const struct value *other, int columns)
{
	if (!one || !other)
		return one ? -1 : other ? 1 : 0;
	for (int i = 0; i < columns; i++) {
		int way = compare_values(&one[i], &other[i]);
		if (way)
			return way;
	}
	return 0;
}

static void add_value(struct buf *out, const struct value *value)
{
	/* NOLINT(clang-analyzer-core.NullDereference): order() never points at the one that is not
	 * there */
	if (value->kind == VALUE_TEXT)
		buf_printf(out, "%.200s", value->text);
	else if (value->kind == VALUE_INTEGER)
		buf_printf(out, "%jd", value->integer);
	else
		buf_text(out, "nothing");
}

enum { MOST_GUILDS = 64 };
/* Guilds in which somebody is still being forgotten: names are gone from some rows and still in
 * others, so that their answers come out otherwise. */
struct unfinished {
	int64_t guilds[MOST_GUILDS];
	size_t count;
};
struct comparison {
	struct store *store;
	struct faults *faults;
	const struct schema_table *table;
	struct reader *here;
	const struct unfinished *unfinished;
};

static const char *key_of(struct comparison *comparison, const struct value *row)
{
	struct buf key = { 0 };
	for (int i = 0; i < comparison->table->key; i++) {
		buf_text(&key, i ? "/" : "");
		add_value(&key, &row[i]);
	}
	const char *kept = row_key(comparison->faults, "%s", buf_string(&key));
	buf_free(&key);
	return kept;
}

/* Of the query "replay commands". */
enum { COMMAND_VERB = 5, COMMAND_STATUS, COMMAND_CODE, COMMAND_RULES = 11 };

/* A row of the log that the rules decide otherwise now: what else differs in it, and behind it,
 * follows from that. */
static bool decided_otherwise(struct comparison *comparison, const struct value *is,
			      const struct value *ought)
{
	const struct value *values[] = { &is[COMMAND_STATUS], &is[COMMAND_CODE],
					 &ought[COMMAND_STATUS], &ought[COMMAND_CODE] };
	struct buf texts[4] = { { 0 } };
	if (strcmp(comparison->table->name, "commands") != 0 ||
	    (compare_values(values[0], values[2]) == 0 &&
	     compare_values(values[1], values[3]) == 0))
		return false;
	for (int i = 0; i < 4; i++)
		add_value(&texts[i], values[i]);
	fault_add(comparison->faults, CHECK_DECISION, "commands", key_of(comparison, is),
		  "`%s` was decided as %s (code: %s) by version %jd of the rules; this program "
		  "decides it by that version as %s (code: %s)",
		  is[COMMAND_VERB].text, buf_string(&texts[0]), buf_string(&texts[1]),
		  is[COMMAND_RULES].integer, buf_string(&texts[2]), buf_string(&texts[3]));
	for (int i = 0; i < 4; i++)
		buf_free(&texts[i]);
	return true;
}

static bool take_unfinished(void *context, const struct value *values)
{
	struct unfinished *unfinished = context;
	unfinished->guilds[unfinished->count++] = values[0].integer;
	return unfinished->count < MOST_GUILDS;
}

static bool is_unfinished(const struct unfinished *unfinished, int64_t guild_id)
{
	for (size_t i = 0; i < unfinished->count; i++)
		if (unfinished->guilds[i] == guild_id)
			return true;
	return unfinished->count == MOST_GUILDS; /* and there may be more */
}

/* A table that was answered before a memo in it was forgotten. */
static bool is_lost_table(const struct comparison *comparison, const char *column,
			  const struct value *is, const struct value *ought,
			  const struct value *key)
{
	return strcmp(comparison->table->name, "commands") == 0 && strcmp(column, "text") == 0 &&
	       is->kind == VALUE_TEXT && ought->kind == VALUE_TEXT &&
	       strcmp(is->text, BLANK_TEXT) == 0 && strstr(ought->text, "```") &&
	       explains_lost_table(comparison->store, (uint64_t)key[0].integer, key[1].integer);
}

/* What `forget` made blank, and what went when it was delivered, says nothing; nor do the words of
 * then in what waits to be sent. */
static bool is_blank(const struct comparison *comparison, const char *column,
		     const struct value *is, const struct value *ought, const struct value *key)
{
	bool content = strcmp(column, "content") == 0;
	if (!content && strcmp(column, "text") != 0 && strcmp(column, "files") != 0)
		return false;
	return is->kind == VALUE_NULL || (content && ought->kind == VALUE_NULL) ||
	       is_unfinished(comparison->unfinished, key[0].integer) ||
	       is_lost_table(comparison, column, is, ought, key);
}

static void compare_row(struct comparison *comparison, const struct value *is,
			const struct value *ought)
{
	if (decided_otherwise(comparison, is, ought))
		return;
	for (int i = comparison->table->key; i < reading_columns(comparison->here); i++) {
		const char *column = reading_column(comparison->here, i);
		if (compare_values(&is[i], &ought[i]) == 0 ||
		    is_blank(comparison, column, &is[i], &ought[i], is))
			continue;
		struct buf here = { 0 }, there = { 0 };
		add_value(&here, &is[i]);
		add_value(&there, &ought[i]);
		fault_add(comparison->faults,
			  strcmp(column, "text") == 0 ? CHECK_ANSWER : CHECK_REPLAY,
			  comparison->table->name, key_of(comparison, is),
			  "%s is “%s”, the log gives “%s”", column, buf_string(&here),
			  buf_string(&there));
		buf_free(&here);
		buf_free(&there);
	}
}

static void compare_table(struct store *store, struct store *wanted, const struct binding *bindings,
			  struct comparison *comparison)
{
	struct reader *there = store_read(wanted, comparison->table->replay, bindings, 3);
	comparison->here = store_read(store, comparison->table->replay, bindings, 3);
	const struct value *is = reading_next(comparison->here), *ought = reading_next(there);
	while (is || ought) {
		int way = compare_keys(is, ought, comparison->table->key);
		if (way < 0)
			fault_add(comparison->faults, CHECK_REPLAY, comparison->table->name,
				  key_of(comparison, is), "the log gives no such row");
		else if (way > 0)
			fault_add(comparison->faults, CHECK_REPLAY, comparison->table->name,
				  key_of(comparison, ought),
				  "the row is missing; the log gives it");
		else
			compare_row(comparison, is, ought);
		if (way <= 0)
			is = reading_next(comparison->here);
		if (way >= 0)
			ought = reading_next(there);
	}
	reading_end(comparison->here);
	reading_end(there);
}

void compare_books(struct store *store, struct store *wanted, uint64_t guild_id, bool answers,
		   struct faults *faults)
{
	struct binding bindings[] = { bind_integer(":answers", answers),
				      bind_integer(":guild", (int64_t)guild_id),
				      bind_integer(":rules", RULES_NOW) };
	if (!guild_id)
		bindings[1].value.kind = VALUE_NULL;
	struct unfinished unfinished = { .count = 0 };
	store_query(store, "forget guilds", NULL, 0, take_unfinished, &unfinished);
	for (int i = 0; schema_compared[i]; i++) {
		struct comparison comparison = { .store = store,
						 .faults = faults,
						 .table = schema_compared[i],
						 .unfinished = &unfinished };
		compare_table(store, wanted, bindings, &comparison);
	}
}
