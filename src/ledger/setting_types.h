/* What a setting takes, by its type. Private to config's rules. */
#ifndef LEDGER_SETTING_TYPES_H
#define LEDGER_SETTING_TYPES_H

#include "command/setting_rows.h"
#include "ledger/verb_support.h"

/* config KEY VALUE, of the setting in ROW: shows it where there is no value, else changes it. */
void config_row(struct verb_context *context, const struct setting_row *row, const char *value);
/* Checks VALUE as the type of ROW asks and keeps it, or refuses. */
void set_by_type(struct verb_context *context, const struct setting_row *row, const char *value);
/* Adds the currency CODE with VALUE decimals, or refuses. */
void set_currency(struct verb_context *context, const char *code, const char *value);
/* What the asker calls the setting. */
const char *setting_label(const struct verb_context *context, const struct setting_row *row);
/* VALUE, as the books keep it, as the asker reads it: "sí", a mention. From the chunk's arena. */
const char *setting_value_shown(const struct verb_context *context, const struct setting_row *row,
				const char *value);
/* Keeps VALUE; the answer says LABEL. */
void keep_setting(struct verb_context *context, const struct setting_row *row, const char *value,
		  const char *label);
/* Refuses VALUE, which is none of ROW's choices. */
void refuse_choice(struct verb_context *context, const struct setting_row *row, const char *value);
/* The id in a mention that opens with OPENING ("<#", "<@&"); *REST is what is behind it. */
bool read_mention(struct verb_context *context, const char *value, const char *opening,
		  uint64_t *id, const char **rest);

#endif
