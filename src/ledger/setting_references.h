/* The accounts that settings name: how they are written, found and asked for. */
#ifndef LEDGER_SETTING_REFERENCES_H
#define LEDGER_SETTING_REFERENCES_H

#include "command/setting_rows.h"
#include "ledger/verb_support.h"

/* VALUE, where it mentions somebody, as arguments name them: "@ID". From ARENA, or VALUE. */
const char *setting_reference(struct arena *arena, const char *value);
/* The account that ROW (of SETTING_TYPE_ACCOUNT) names; NULL: none. */
struct account *setting_account(const struct verb_context *context, const struct setting_row *row);

/* Puts what ROW's value refers to on the list of what is to be loaded: VALUE as somebody writes it
 * now (`config KEY VALUE`); and what is kept, for the rules that read it. */
void want_new_setting(struct books *books, uint64_t guild_id, const struct setting_row *row,
		      const char *value);
void want_kept_setting(struct books *books, const struct guild *guild,
		       const struct setting_row *row);
/* What the settings of a guild refer to, and what COMMAND would set. */
void want_settings(struct books *books, const struct command *command);

#endif
