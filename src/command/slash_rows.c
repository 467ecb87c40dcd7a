/* The table of options' names (slash_rows.inc), and what else has words of its own. */
#include "command/slash_rows.h"

#include <string.h>
#include <sysexits.h>

#include "base/fail.h"

static const struct slash_row rows[] = {
#include "command/slash_rows.inc"
};

static const struct {
	const char *command, *description;
} groups[] = {
	{ "account", N_("Accounts of the community") },
	{ "batch", N_("Batches: opens, counts and closes them") },
	{ "year", N_("Years: closes them") },
	{ "role", N_("Roles: takes, offers and gives them") },
	{ "schedule", N_("One of your scheduled payments") },
};

static const char *const accents[][2] = {
	/* as the grammar has it, without; as it is spelled */
	{ "si", "sí" },
	{ "mencion", "mención" },
};

const struct slash_row *slash_row(const struct verb *verb, const char *key)
{
	const enum verb_id wanted[] = { verb->id, VERB_COUNT };
	for (size_t turn = 0; turn < sizeof wanted / sizeof *wanted; turn++)
		for (const struct slash_row *row = rows; row < rows + sizeof rows / sizeof *rows;
		     row++)
			if (row->verb == wanted[turn] && strcmp(row->key, key) == 0)
				return row;
	fail(EX_SOFTWARE, "no row of src/command/slash_rows.inc is for '%s' of the verb '%s'", key,
	     verb->name);
}

const char *slash_group_description(const char *command)
{
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		if (strcmp(groups[i].command, command) == 0)
			return groups[i].description;
	fail(EX_SOFTWARE, "no group of src/command/slash_rows.c is '%s'", command);
}

const char *slash_choice_shown(const char *word, enum lang lang)
{
	for (size_t i = 0; lang == LANG_ES && i < sizeof accents / sizeof *accents; i++)
		if (strcmp(accents[i][0], word) == 0)
			return accents[i][1];
	return word;
}
