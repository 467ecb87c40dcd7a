/* Settings in the working set: the typed readers and the one that keeps a value. */
#include "ledger/setting_values.h"

#include <stdio.h>
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

unsigned guild_setting_choices(const struct guild *guild, enum setting_key key)
{
	return setting_choices(key, stored(guild, key));
}

int64_t guild_setting_minutes(const struct guild *guild, enum setting_key key)
{
	return setting_minutes(key, stored(guild, key));
}

size_t guild_setting_numbers(const struct guild *guild, enum setting_key key,
			     int64_t numbers[SETTING_MOST_NUMBERS])
{
	return setting_numbers(key, stored(guild, key), numbers);
}

bool guild_setting_amount(const struct guild *guild, enum setting_key key, const char *permit,
			  const char *currency, int64_t *minor)
{
	char name[64];
	bool other = strcmp(currency, guild->currency) != 0;
	snprintf(name, sizeof name, "%s%s%s%s%s", setting_rows[key].key, permit ? "." : "",
		 permit ? permit : "", other ? "." : "", other ? currency : "");
	const struct setting *setting = find(guild, name);
	if (!setting && (permit || other)) /* the default is the main currency's */
		return false;
	return setting_amount(key, setting ? setting->value : NULL, minor);
}

bool guild_setting_is_used(const struct guild *guild, enum setting_key key)
{
	size_t length = strlen(setting_rows[key].key);
	for (const struct setting *setting = guild->settings; setting; setting = setting->next)
		if (strncmp(setting->key, setting_rows[key].key, length) == 0 &&
		    (!setting->key[length] || setting->key[length] == '.') &&
		    strcmp(setting->value, SETTING_NONE) != 0)
			return true;
	return false;
}

static bool any_is_used(const struct guild *guild, enum setting_key first, enum setting_key last)
{
	for (enum setting_key key = first; key <= last; key++)
		if (guild_setting_is_used(guild, key))
			return true;
	return false;
}

unsigned guild_controls(struct guild *guild)
{
	if (guild->controls_known)
		return guild->controls;
	guild->controls_known = true;
	guild->controls = 0;
	if (guild_setting_is_used(guild, SETTING_APPROVAL_OVER))
		guild->controls |= CONTROL_APPROVAL;
	if (guild_setting_is_used(guild, SETTING_APPROVAL_DAY))
		guild->controls |= CONTROL_APPROVAL | CONTROL_APPROVAL_DAY;
	if (guild_setting_is_used(guild, SETTING_CONFIRM_OVER))
		guild->controls |= CONTROL_CONFIRM;
	if (guild_setting_is_used(guild, SETTING_CONFIRM_TIMES))
		guild->controls |= CONTROL_CONFIRM | CONTROL_CONFIRM_TIMES;
	if (any_is_used(guild, SETTING_LIMIT_PAYMENT, SETTING_LIMIT_MONTH))
		guild->controls |= CONTROL_LIMIT;
	return guild->controls;
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
	guild->controls_known = false;
	guild->controls_changed |= row->group == SETTING_GROUP_CONTROL;
}

void guild_set(struct books *books, struct guild *guild, enum setting_key key, const char *value)
{
	guild_set_row(books, guild, &setting_rows[key], value);
}
