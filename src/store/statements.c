/* The texts of SQL by their names. */
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "store/engine.h"
#include "store/schema.h"

static const char *const names[] = {
	"write guild",       "write setting",      "write currency",      "write permit",
	"drop permit",       "write channel",      "write cursor",        "write role",
	"drop role",         "write member",       "drop member roles",   "write member role",
	"drop member role",  "write group",        "drop group",          "write offer",
	"drop offer",        "write wanted role",  "drop wanted role",    "write preference",
	"drop preferences",  "write limit",        "drop limit",          "write budget",
	"drop budget",       "write exemption",    "end exemption",       "write import line",
	"write import",      "write counterparty", "drop counterparty",   "write reconciliation",
	"write evidence",    "write sum seed",     "write year",          "write accounting day",
	"write user",        "write account",      "write balance",       "write batch",
	"write transaction", "write entry",        "write waiting",       "write schedule",
	"write command",     "write reply",        "write delivery",      "write delivered",
	"write refused",     "write batch total",  "write batch sum",     "seal batch",
	"seal transactions", "write counter",      "drop batch counters",
};

_Static_assert(sizeof names / sizeof *names == INSERT_INTO, "each statement has a name");

const char *statement_name(enum statement which)
{
	return which < INSERT_INTO ? names[which] : schema_tables[which - INSERT_INTO].insert;
}

const char *sql_in(const struct named_sql *list, const char *name)
{
	for (const struct named_sql *sql = list; sql->name; sql++)
		if (strcmp(sql->name, name) == 0)
			return sql->text;
	fail(EX_SOFTWARE, "no SQL is named '%s'", name);
}
