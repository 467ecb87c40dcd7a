/* The texts of SQL by their names. */
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/engine.h"

const char *const statement_names[STATEMENT_COUNT] = {
	"write guild",        "write setting",       "write currency",     "write permit",
	"drop permit",        "write channel",       "write cursor",       "write role",
	"drop role",          "write member",        "drop member roles",  "write member role",
	"drop member role",   "write group",         "drop group",         "write offer",
	"drop offer",         "write wanted role",   "drop wanted role",   "write registration",
	"write user",         "write account",       "write balance",      "write batch",
	"write transaction",  "write entry",         "write command",      "write reply",
	"write delivery",     "write delivered",     "write refused",      "write batch total",
	"seal batch",         "seal transactions",   "write counter",      "drop batch counters",
	"paste guilds",       "paste settings",      "paste currencies",   "paste channels",
	"paste cursors",      "paste users",         "paste members",      "paste roles",
	"paste member_roles", "paste permits",       "paste accounts",     "paste balances",
	"paste transactions", "paste entries",       "paste batch_totals", "paste batches",
	"paste commands",     "paste outbox",        "paste role_groups",  "paste role_offers",
	"paste wanted_roles", "paste registrations", "paste counters",     "paste forgets",
};

const char *sql_in(const struct named_sql *list, const char *name)
{
	for (const struct named_sql *sql = list; sql->name; sql++)
		if (strcmp(sql->name, name) == 0)
			return sql->text;
	fail(EX_SOFTWARE, "no SQL is named '%s'", name);
}
