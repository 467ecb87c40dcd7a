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
/* Whether ROW is of a control that may not be loosened by one person alone; and whether VALUE
 * (SETTING_NONE: it is unset) would loosen it, and so waits for a second person: then the answer
 * says so. */
bool setting_is_control(const struct setting_row *row);
bool setting_waits(struct verb_context *context, const struct setting_row *row, const char *value);
/* Refuses VALUE, which is none of ROW's choices. */
void refuse_choice(struct verb_context *context, const struct setting_row *row, const char *value);
/* The id in a mention that opens with OPENING ("<#", "<@&"); *REST is what is behind it. */
bool read_mention(struct verb_context *context, const char *value, const char *opening,
		  uint64_t *id, const char **rest);

/* Of SETTING_TYPE_AMOUNT: the row of ROW's setting for the currency, or the permit, that PARAMETER
 * names; NULL after a refusal. From the chunk's arena. */
const struct setting_row *amount_row(struct verb_context *context, const struct setting_row *row,
				     const char *parameter);
/* The currency that such a row is of. */
const struct currency *currency_of_row(const struct guild *guild, const struct setting_row *row);
/* Checks VALUE, an amount, and keeps it, or refuses. */
void set_setting_amount(struct verb_context *context, const struct setting_row *row,
			const char *value);
/* Appends a line for each currency but the main one, and each permit, that ROW's setting has a
 * value for. */
void list_setting_amounts(struct verb_context *context, struct buf *list,
			  const struct setting_row *row);
/* Several choices, a time of day, numbers: set_by_type() of those types. */
void set_setting_choices(struct verb_context *context, const struct setting_row *row,
			 const char *value);
void set_setting_clock(struct verb_context *context, const struct setting_row *row,
		       const char *value);
void set_setting_numbers(struct verb_context *context, const struct setting_row *row,
			 const char *value);

#endif
