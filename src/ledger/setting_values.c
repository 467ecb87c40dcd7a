/* Settings in the working set: the typed readers and the one that keeps a value. */
#include "ledger/setting_values.h"

#include <string.h>

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

const char *guild_typed_prefix(const struct guild *guild, enum source source)
{
	return source == SOURCE_OPERATOR ||
			       guild_setting_choice(guild, SETTING_READING) == READING_MENTIONS
		       ? ""
		       : guild_setting_text(guild, SETTING_PREFIX);
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
