/* The typed values of a guild's settings (command/setting_rows.h) in the working set. */
#ifndef LEDGER_SETTING_VALUES_H
#define LEDGER_SETTING_VALUES_H

#include "command/setting_rows.h"
#include "ledger/books.h"
#include "record/record.h"

/* What the guild set, else the default. Each reader is for the types that its namesake in
 * command/setting_rows.h names. */
bool guild_setting_bool(const struct guild *guild, enum setting_key key);
int guild_setting_choice(const struct guild *guild, enum setting_key key);
int64_t guild_setting_integer(const struct guild *guild, enum setting_key key);
uint64_t guild_setting_id(const struct guild *guild, enum setting_key key);
unsigned guild_setting_choices(const struct guild *guild, enum setting_key key);
int64_t guild_setting_minutes(const struct guild *guild, enum setting_key key);
size_t guild_setting_numbers(const struct guild *guild, enum setting_key key,
			     int64_t numbers[SETTING_MOST_NUMBERS]);
/* Of SETTING_TYPE_AMOUNT: what KEY says in CURRENCY, a code as the guild has it; of those with
 * by_permit, what it says to holders of PERMIT ("teller"; NULL: to everybody). False: none. */
bool guild_setting_amount(const struct guild *guild, enum setting_key key, const char *permit,
			  const char *currency, int64_t *minor);
/* Whether the guild keeps anything of KEY, in any currency and for any permit: where it does not,
 * whoever reads the setting need not look further. */
bool guild_setting_is_used(const struct guild *guild, enum setting_key key);
/* Which controls the guild's settings ask for: known without a look at them, as each payment asks.
 */
enum control {
	CONTROL_APPROVAL = 1,     /* approval.over or approval.day is set, in any currency */
	CONTROL_APPROVAL_DAY = 2, /* approval.day is */
	CONTROL_CONFIRM = 4,      /* confirm.over or confirm.times is */
	CONTROL_CONFIRM_TIMES = 8,
	CONTROL_LIMIT = 16, /* a limit is, for any permit */
};
unsigned guild_controls(struct guild *guild);
/* As it is kept, of any type that has a default. */
const char *guild_setting_text(const struct guild *guild, enum setting_key key);
/* False where the text would be SETTING_NONE. */
bool guild_setting_is_set(const struct guild *guild, enum setting_key key);

/* What members type before a command: the guild's prefix; nothing where the bot reads mentions
 * only, and before what an operator says. */
const char *guild_typed_prefix(const struct guild *guild, enum source source);

/* Keeps VALUE, as the books write it. */
void guild_set(struct books *books, struct guild *guild, enum setting_key key, const char *value);
void guild_set_row(struct books *books, struct guild *guild, const struct setting_row *row,
		   const char *value);
/* The text of ROW in the books; NULL: nothing is kept. */
const char *guild_stored(const struct guild *guild, const struct setting_row *row);

#endif
