/* The verbs as slash commands, and what a slash command says as a command of the grammar. The one
 * mapping for whoever registers them, reads what Discord sends, or completes what is typed. */
#ifndef COMMAND_SLASH_H
#define COMMAND_SLASH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "command/parse.h"
#include "command/verbs.h"

/* Discord's limits of commands:
 * https://discord.com/developers/docs/interactions/application-commands */
enum {
	SLASH_MOST_COMMANDS = 100,
	SLASH_MOST_OPTIONS = 25, /* and subcommands, and choices */
	SLASH_LONGEST_NAME = 32,
	SLASH_LONGEST_DESCRIPTION = 100,
	SLASH_LONGEST_CHOICE = 100,
	SLASH_MOST_TEXT = 8000,  /* code points of a whole command, the longest language of each */
	SLASH_LONGEST_TEXT = 200 /* code points of a memo or value, as PARAM_MEMO */
};

/* Discord's numbers of the types of options. NUMBER (10) and INTEGER lose digits of money: amounts
 * are strings. */
enum slash_type {
	SLASH_SUBCOMMAND = 1,
	SLASH_STRING = 3,
	SLASH_INTEGER = 4,
	SLASH_BOOLEAN = 5,
	SLASH_USER = 6,
	SLASH_CHANNEL = 7,
	SLASH_ROLE = 8
};

/* What completes an option while it is typed. */
enum slash_source {
	SLASH_NOTHING,
	SLASH_ACCOUNTS,       /* names of accounts that the asker may see */
	SLASH_CURRENCIES,     /* codes of the guild's currencies */
	SLASH_OFFERED_ROLES,  /* names of the roles that members may take; or "<@&1>" */
	SLASH_OWN_ROLES,      /* the same of those that the asker may leave */
	SLASH_WAITING,        /* numbers of what waits that the verb can decide or end */
	SLASH_SCHEDULES,      /* numbers of scheduled payments */
	SLASH_BATCHES,        /* numbers of batches */
	SLASH_REPORTS,        /* English names of reports: report_choices */
	SLASH_VERBS,          /* English names of verbs: verb_table */
	SLASH_HELP,           /* the same, and topics of help: help_topics */
	SLASH_SETTINGS,       /* English keys of settings: setting_rows */
	SLASH_SETTING_VALUES, /* values of the setting that the option "key" names */
};

struct slash_choice {
	const char *value;            /* what Discord sends: English */
	const char *name[LANG_COUNT]; /* what people see */
};

struct slash_option {
	const char *name[LANG_COUNT]; /* in English what Discord sends */
	const char *description[LANG_COUNT];
	enum slash_type type;
	bool required;
	enum slash_source source; /* of autocompletion; none where there are choices */
	struct slash_choice *choices;
	size_t choice_count;
	int least;            /* of SLASH_INTEGER */
	size_t longest;       /* of SLASH_STRING, in code points; 0: Discord's own limit */
	const char *argument; /* key of the record that it becomes; "a|b": either */
	const char *word;     /* of the grammar, where its value stands behind one: "until" */
	const struct parameter *parameter; /* of the verb; NULL: "public" */
};

/* One verb: a command, or a subcommand of one. */
struct slash_verb {
	const struct verb *verb;
	const char *command[LANG_COUNT];
	const char *subcommand[LANG_COUNT]; /* {NULL}: the command has none */
	const char *description[LANG_COUNT];
	struct slash_option options[SLASH_MOST_OPTIONS]; /* the required ones first */
	size_t option_count;
};

/* Whether VERB is a slash command: all but what only schedules write. */
bool slash_has(const struct verb *verb);
/* What VERB is as a slash command, from ARENA. It must be one. */
const struct slash_verb *slash_verb(struct arena *arena, const struct verb *verb);
/* The verb of `/COMMAND SUBCOMMAND` (NULL: without), English as Discord sends them; NULL: none. */
const struct verb *slash_verb_named(struct arena *arena, const char *command,
				    const char *subcommand);
/* The option of that English name, or NULL. */
const struct slash_option *slash_option_named(const struct slash_verb *slash, const char *name);

/* Whether its answer is for its author alone, unless the option "public" is true: it asks, or it is
 * about the author's own settings. Only these have that option. */
#define SLASH_PUBLIC "public"
bool slash_is_private(const struct verb *verb);

/* One option as Discord sent it. TYPE 0: not known (a field of a form). VALUE, valid UTF-8: the id
 * of a user, role or channel, the digits of an integer, "true" or "false", else the text. */
struct slash_value {
	const char *name, *value;
	enum slash_type type;
};

/* What was chosen, as text would say it: verb, arguments and mistakes in COMMAND as
 * command_parse() gives them, the same keys with the same values, and hints that show lines of
 * text. COMMAND comes with its language, guild_id and author. A blank text or false is as if it
 * were not given; "public" is no argument; a field "count:ACCOUNT" or "count:ACCOUNT=CURRENCY" of
 * `batch close` counts one account. What could reach beyond its own option is refused. Never
 * PARSE_UNKNOWN. Texts live in ARENA. */
enum parse_result slash_parse(struct arena *arena, const struct verb *verb,
			      const struct slash_value *values, size_t count, const char *prefix,
			      struct command *command);
/* The line of text that they are, without the prefix: "pay <@1> 5EUR \"pizza\"". False after a
 * refusal, which is then in COMMAND. */
bool slash_line(struct arena *arena, const struct verb *verb, const struct slash_value *values,
		size_t count, struct command *command, struct buf *line);

/* All commands as Discord takes them, a JSON array: the body of PUT …/commands. Appends to OUT. */
void slash_write(struct buf *out);

#endif
