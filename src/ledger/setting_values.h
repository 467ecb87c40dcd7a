/* The typed values of a guild's settings (command/setting_rows.h) in the working set. */
#ifndef LEDGER_SETTING_VALUES_H
#define LEDGER_SETTING_VALUES_H

#include "command/setting_rows.h"
#include "ledger/books.h"

struct verb_context;

/* What the guild set, else the default. Each reader is for the types that its namesake in
 * command/setting_rows.h names. */
bool guild_setting_bool(const struct guild *guild, enum setting_key key);
int guild_setting_choice(const struct guild *guild, enum setting_key key);
int64_t guild_setting_integer(const struct guild *guild, enum setting_key key);
uint64_t guild_setting_id(const struct guild *guild, enum setting_key key);
/* As it is kept, of any type that has a default. */
const char *guild_setting_text(const struct guild *guild, enum setting_key key);
/* False where the text would be SETTING_NONE. */
bool guild_setting_is_set(const struct guild *guild, enum setting_key key);
/* The account that ROW (of SETTING_TYPE_ACCOUNT) names; NULL: none. */
struct account *setting_account(const struct verb_context *context, const struct setting_row *row);

/* Keeps VALUE, as the books write it. */
void guild_set(struct books *books, struct guild *guild, enum setting_key key, const char *value);
void guild_set_row(struct books *books, struct guild *guild, const struct setting_row *row,
		   const char *value);
/* The text of ROW in the books; NULL: nothing is kept. */
const char *guild_stored(const struct guild *guild, const struct setting_row *row);

/* Puts what ROW's value refers to on the list of what is to be loaded: VALUE as somebody writes it
 * now (`config KEY VALUE`); and what is kept, for the rules that read it. */
void want_new_setting(struct books *books, uint64_t guild_id, const struct setting_row *row,
		      const char *value);
void want_kept_setting(struct books *books, const struct guild *guild,
		       const struct setting_row *row);
/* What the settings of a guild refer to, and what COMMAND would set. */
void want_settings(struct books *books, const struct command *command);

#endif
