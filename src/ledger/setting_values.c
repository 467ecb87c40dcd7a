/* Settings in the working set: the typed readers, and what values refer to. */
#include "ledger/setting_values.h"

#include <string.h>

#include "ledger/defaults.h"
#include "ledger/wanted.h"
#include "ledger/setting_types.h"
#include "ledger/verb_support.h"

static struct setting *find(const struct guild *guild, const char *key)
{
	struct setting *setting = guild->settings;
	while (setting && strcmp(setting->key, key) != 0)
		setting = setting->next;
	return setting;
}

const char *guild_stored(const struct guild *guild, const struct setting_row *row)
{
	const struct setting *setting = find(guild, row->key);
	return setting ? setting->value : NULL;
}

static const char *stored(const struct guild *guild, enum setting_key key)
{
	return guild_stored(guild, &setting_rows[key]);
}

bool guild_setting_bool(const struct guild *guild, enum setting_key key)
{
	return setting_bool(key, stored(guild, key));
}

int guild_setting_choice(const struct guild *guild, enum setting_key key)
{
	return setting_choice(key, stored(guild, key));
}

int64_t guild_setting_integer(const struct guild *guild, enum setting_key key)
{
	return setting_integer(key, stored(guild, key));
}

uint64_t guild_setting_id(const struct guild *guild, enum setting_key key)
{
	return setting_snowflake(key, stored(guild, key));
}

const char *guild_setting_text(const struct guild *guild, enum setting_key key)
{
	return setting_text(key, stored(guild, key));
}

bool guild_setting_is_set(const struct guild *guild, enum setting_key key)
{
	return strcmp(guild_setting_text(guild, key), SETTING_NONE) != 0;
}

struct account *setting_account(const struct verb_context *context, const struct setting_row *row)
{
	const char *kept = guild_stored(context->guild, row),
		   *reference = kept ? kept : row->default_value;
	return strcmp(reference, SETTING_NONE) == 0 ? NULL : account_meant(context, reference);
}

void guild_set_row(struct books *books, struct guild *guild, const struct setting_row *row,
		   const char *value)
{
	struct setting *setting = find(guild, row->key);
	if (!setting)
		setting = guild_add_setting(books, guild, row->key);
	setting->value = arena_strdup(&books->memory, value);
	setting->dirty = true;
	guild->dirty = true;
}

void guild_set(struct books *books, struct guild *guild, enum setting_key key, const char *value)
{
	guild_set_row(books, guild, &setting_rows[key], value);
}

void want_new_setting(struct books *books, uint64_t guild_id, const struct setting_row *row,
		      const char *value)
{
	switch (row->type) {
	case SETTING_TYPE_ACCOUNT:
		want_reference(books, guild_id, setting_reference(&books->chunk, value));
		if (!books->replayed) /* the answer may name somebody */
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
