/* Table after table, row after row. */
#include "store/copy_tables.h"

#include <sodium.h>
#include <string.h>

#include "store/engine.h"

enum { ROWS_AT_ONCE = 2000, DIGEST_BYTES = 16 };

/* In an order in which each row finds what it refers to, and nothing goes into a batch that is
 * closed. */
static const struct table {
	const char *name, *copy;
	enum statement paste;
} tables[] = {
	{ "guilds", "copy guilds", INSERT_GUILDS },
	{ "settings", "copy settings", INSERT_SETTINGS },
	{ "currencies", "copy currencies", INSERT_CURRENCIES },
	{ "channels", "copy channels", INSERT_CHANNELS },
	{ "cursors", "copy cursors", INSERT_CURSORS },
	{ "users", "copy users", INSERT_USERS },
	{ "members", "copy members", INSERT_MEMBERS },
	{ "roles", "copy roles", INSERT_ROLES },
	{ "member_roles", "copy member_roles", INSERT_MEMBER_ROLES },
	{ "permits", "copy permits", INSERT_PERMITS },
	{ "accounts", "copy accounts", INSERT_ACCOUNTS },
	{ "balances", "copy balances", INSERT_BALANCES },
	{ "transactions", "copy transactions", INSERT_TRANSACTIONS },
	{ "entries", "copy entries", INSERT_ENTRIES },
	{ "batch_totals", "copy batch_totals", INSERT_BATCH_TOTALS },
	{ "batches", "copy batches", INSERT_BATCHES },
	{ "commands", "copy commands", INSERT_COMMANDS },
	{ "outbox", "copy outbox", INSERT_OUTBOX },
	{ "role_groups", "copy role_groups", INSERT_ROLE_GROUPS },
	{ "role_offers", "copy role_offers", INSERT_ROLE_OFFERS },
	{ "wanted_roles", "copy wanted_roles", INSERT_WANTED_ROLES },
	{ "registrations", "copy registrations", INSERT_REGISTRATIONS },
	{ "counters", "copy counters", INSERT_COUNTERS },
	{ "forgets", "copy forgets", INSERT_FORGETS },
};
enum { TABLES = sizeof tables / sizeof *tables };

struct fingerprint {
	int64_t rows;
	unsigned char digest[DIGEST_BYTES];
};

static struct binding guild_or_all(uint64_t guild_id)
{
	return (struct binding){ ":guild", value_id(guild_id) };
}

static void hash_value(crypto_generichash_state *state, const struct value *value)
{
	unsigned char kind = (unsigned char)value->kind;
	crypto_generichash_update(state, &kind, 1);
	if (value->kind == VALUE_TEXT)
		crypto_generichash_update(state, (const unsigned char *)value->text,
					  strlen(value->text) + 1);
	else if (value->kind == VALUE_INTEGER)
		crypto_generichash_update(state, (const unsigned char *)&value->integer,
					  sizeof value->integer);
}

/* Reads TABLE of FROM and, unless TO is NULL, writes it there. */
static struct fingerprint copy_or_hash_table(struct store *from, struct store *to,
					     const struct table *table, uint64_t guild_id)
{
	struct fingerprint found = { 0 };
	struct binding guild = guild_or_all(guild_id);
	crypto_generichash_state state;
	struct reader *reading = store_read(from, table->copy, &guild, 1);
	crypto_generichash_init(&state, NULL, 0, DIGEST_BYTES);
	for (const struct value *row; (row = reading_next(reading)); found.rows++) {
		for (int i = 0; i < reading_columns(reading); i++)
			hash_value(&state, &row[i]);
		if (to)
			to->engine->put(to, table->paste, row, reading_columns(reading), NULL);
		if (to && found.rows % ROWS_AT_ONCE == ROWS_AT_ONCE - 1)
			to->engine->settle(to);
	}
	reading_end(reading);
	if (to)
		to->engine->settle(to);
	crypto_generichash_final(&state, found.digest, DIGEST_BYTES);
	return found;
}

struct guilds {
	struct store *to;
	uint64_t guild_id;
	struct buf *problem;
};

static bool refuse_guild(void *context, const struct value *values, int columns)
{
	struct guilds *guilds = context;
	(void)columns;
	if (guilds->guild_id && guilds->guild_id != (uint64_t)values[0].integer)
		return true;
	buf_printf(guilds->problem, "%s holds guild %lld already: name empty books",
		   store_location(guilds->to), (long long)values[0].integer);
	return false;
}

static bool seal_guild(void *context, const struct value *values, int columns)
{
	struct guilds *guilds = context;
	struct binding guild = { ":guild", values[0] };
	(void)columns;
	if (!guilds->guild_id || guilds->guild_id == (uint64_t)values[0].integer)
		store_change(guilds->to, "seal pasted", &guild, 1);
	return true;
}

static void report_table(struct buf *summary, const struct table *table,
			 const struct fingerprint *found)
{
	char hex[DIGEST_BYTES * 2 + 1];
	buf_printf(summary, "%-14s %10lld  %s\n", table->name, (long long)found->rows,
		   sodium_bin2hex(hex, sizeof hex, found->digest, DIGEST_BYTES));
}

bool store_copy(struct store *from, struct store *to, uint64_t guild_id, struct buf *summary,
		struct buf *problem)
{
	struct guilds guilds = { to, guild_id, problem };
	store_query(to, "guild list", NULL, 0, refuse_guild, &guilds);
	if (problem->length)
		return false;
	store_change(from, "verify begin", NULL, 0);
	store_begin(to);
	for (int i = 0; i < TABLES; i++)
		copy_or_hash_table(from, to, &tables[i], guild_id);
	store_query(from, "guild list", NULL, 0, seal_guild, &guilds);
	store_change(to, "copy filled", NULL, 0);
	store_commit(to);
	store_change(to, "verify begin", NULL, 0);
	for (int i = 0; i < TABLES && !problem->length; i++) {
		struct fingerprint there = copy_or_hash_table(to, NULL, &tables[i], guild_id),
				   here = copy_or_hash_table(from, NULL, &tables[i], guild_id);
		if (here.rows != there.rows || memcmp(here.digest, there.digest, DIGEST_BYTES) != 0)
			buf_printf(problem,
				   "%s: table %s reads otherwise (%lld rows) than in %s (%lld "
				   "rows)",
				   store_location(to), tables[i].name, (long long)there.rows,
				   store_location(from), (long long)here.rows);
		report_table(summary, &tables[i], &here);
	}
	store_change(to, "verify end", NULL, 0);
	store_change(from, "verify end", NULL, 0);
	return !problem->length;
}
