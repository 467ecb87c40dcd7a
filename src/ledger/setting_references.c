/* The accounts that settings name. */
#include "ledger/setting_references.h"

#include <string.h>

#include "ledger/defaults.h"
#include "ledger/lookups.h"
#include "ledger/setting_values.h"
#include "ledger/wanted.h"

const char *setting_reference(struct arena *arena, const char *value)
{
	const char *id = value + 2;
	if (strncmp(value, "<@", 2) != 0)
		return value;
	id += *id == '!';
	size_t digits = strspn(id, "0123456789");
	if (!digits || strcmp(id + digits, ">") != 0)
		return value;
	return arena_printf(arena, "@%.*s", (int)digits, id);
}

struct account *setting_account(const struct verb_context *context, const struct setting_row *row)
{
	const char *kept = guild_stored(context->guild, row),
		   *reference = kept ? kept : row->default_value;
	return strcmp(reference, SETTING_NONE) == 0 ? NULL : account_meant(context, reference);
}

void want_new_setting(struct books *books, uint64_t guild_id, const struct setting_row *row,
		      const char *value)
{
	switch (row->type) {
	case SETTING_TYPE_ACCOUNT:
		want_reference(books, guild_id, setting_reference(&books->chunk, value));
		/* the answer may name somebody */
		books_want(books, WANTED_SEEN_NAMES, guild_id, 0, NULL);
		break;
	case SETTING_TYPE_FEE: /* set, it opens the account that it is paid to */
		want_reference(books, guild_id, default_accounts[DEFAULT_FEES].name[LANG_EN]);
		break;
	default: break;
	}
}

void want_kept_setting(struct books *books, const struct guild *guild,
		       const struct setting_row *row)
{
	if (row->type != SETTING_TYPE_ACCOUNT)
		return;
	const char *kept = guild_stored(guild, row);
	if (!kept)
		kept = row->default_value;
	if (strcmp(kept, SETTING_NONE) != 0)
		want_reference(books, guild->guild_id, kept);
}

void want_settings(struct books *books, const struct command *command)
{
	const struct guild *guild = books_guild(books, command->guild_id);
	const char *key = command_argument(command, "key"), *parameter;
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++)
		want_kept_setting(books, guild, row);
	const char *value = key ? command_argument(command, "value") : NULL;
	const struct setting_row *row =
		value ? setting_named(&books->chunk, key, &parameter) : NULL;
	if (row)
		want_new_setting(books, command->guild_id, row, value);
}
