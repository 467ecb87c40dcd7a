/* Options that several tools have, as children of argp: each is read and explained in one place. */
#ifndef TOOLS_SHARED_OPTIONS_H
#define TOOLS_SHARED_OPTIONS_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/i18n.h"

/* What they fill in. Texts are argv's. */
struct shared_options {
	const char *db;     /* --db; NULL: $GL_DB */
	uint64_t guild_id;  /* --guild; 0: not given */
	const char *holder; /* --holder; NULL: $GL_HOLDER */
	enum lang lang;     /* --lang; as it was before when not given */
	bool lang_given;

	/* What these options are for in this tool, as --help says it; NULL: the usual. */
	const char *guild_doc, *holder_doc, *lang_doc;
};

/* What the help of a tool that reads the books says of its exit codes, behind its own. */
#define BOOKS_EXIT_CODES                                                                        \
	"65 no guildledger database, or corrupt; 66 no such books; 69 no engine for that "      \
	"address, or "                                                                          \
	"no libpq; 74 disk error or output failed; 75 locked by another, or no server; 77 not " \
	"permitted; 78 schema newer or older than this program."

/* For the list that options_parse() takes: --db, --guild, --holder, --lang. */
extern const struct argp db_option, guild_option, holder_option, lang_option;

/* --guild, else $GL_GUILD, else 0. Exits with EX_USAGE when that is no id. */
uint64_t chosen_guild(const struct shared_options *shared);
#endif
