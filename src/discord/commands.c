/* Comparing commands: https://discord.com/developers/docs/interactions/application-commands */
#include "discord/commands.h"

#include <stdio.h>
#include <string.h>

#include "command/slash.h"

enum { CHAT_COMMAND = 1 };

/* Of a command, an option or a choice, in one order; what is at its default is left out. */
static const char *const plain_keys[] = { "required",   "autocomplete",
					  "min_value",  "max_value",
					  "min_length", "max_length",
					  "nsfw",       "default_member_permissions",
					  "value",      "channel_types" };

static bool is_default(const cJSON *value)
{
	return !value || cJSON_IsNull(value) || cJSON_IsFalse(value) ||
	       ((cJSON_IsArray(value) || cJSON_IsObject(value)) && !value->child);
}

/* "name" and its localizations. One that says what the default says changes nothing. */
static void add_localized(struct buf *out, const cJSON *object, const char *key)
{
	static const char *const locales[] = { "bg",    "cs",     "da",    "de", "el",    "en-GB",
					       "en-US", "es-419", "es-ES", "fi", "fr",    "hi",
					       "hr",    "hu",     "id",    "it", "ja",    "ko",
					       "lt",    "nl",     "no",    "pl", "pt-BR", "ro",
					       "ru",    "sv-SE",  "th",    "tr", "uk",    "vi",
					       "zh-CN", "zh-TW" };
	char all[40];
	const char *text = json_text(object, key);
	snprintf(all, sizeof all, "%s_localizations", key);
	const cJSON *localizations = json_get(object, all);
	if (text) {
		buf_json_key(out, key);
		buf_json(out, text);
	}
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		const char *localized = json_text(localizations, locales[i]);
		if (!localized || (text && strcmp(localized, text) == 0))
			continue;
		buf_json_key(out, locales[i]);
		buf_json(out, localized);
	}
}

static void add_canonical(struct arena *arena, struct buf *out, const cJSON *object);

static void add_list(struct arena *arena, struct buf *out, const cJSON *object, const char *key)
{
	const cJSON *list = json_get(object, key), *item;
	if (is_default(list))
		return;
	buf_json_key(out, key);
	buf_char(out, '[');
	cJSON_ArrayForEach(item, list)
	{
		add_canonical(arena, out, item);
	}
	buf_char(out, ']');
}

/* OBJECT as text that is the same for all that means the same. */
static void add_canonical(struct arena *arena, struct buf *out, const cJSON *object)
{
	buf_char(out, '{');
	buf_json_key(out, "type");
	buf_printf(out, "%jd", (intmax_t)json_integer(object, "type", CHAT_COMMAND));
	add_localized(out, object, "name");
	add_localized(out, object, "description");
	for (size_t i = 0; i < sizeof plain_keys / sizeof *plain_keys; i++) {
		const cJSON *value = json_get(object, plain_keys[i]);
		if (is_default(value))
			continue;
		buf_json_key(out, plain_keys[i]);
		buf_text(out, json_print(arena, value));
	}
	add_list(arena, out, object, "choices");
	add_list(arena, out, object, "options");
	buf_char(out, '}');
}

static bool is_same(struct arena *arena, const cJSON *left, const cJSON *right)
{
	struct buf first = { 0 }, second = { 0 };
	add_canonical(arena, &first, left);
	add_canonical(arena, &second, right);
	bool same = strcmp(buf_string(&first), buf_string(&second)) == 0;
	buf_free(&first);
	buf_free(&second);
	return same;
}

static bool is_chat_command(const cJSON *command)
{
	return json_integer(command, "type", CHAT_COMMAND) == CHAT_COMMAND;
}

/* The slash command of LIST that is called NAME; NULL: none. */
static const cJSON *command_named(const cJSON *list, const char *name)
{
	const cJSON *command;
	cJSON_ArrayForEach(command, list)
	{
		const char *text = json_text(command, "name");
		if (is_chat_command(command) && text && name && strcmp(text, name) == 0)
			return command;
	}
	return NULL;
}

static void name_one(struct arena *arena, const char **names, const cJSON *command)
{
	const char *name = json_text(command, "name");
	*names = arena_printf(arena, "%s%s%s", *names, **names ? ", " : "", name ? name : "?");
}

void commands_compare(struct arena *arena, const cJSON *registered, const cJSON *wanted,
		      struct command_changes *changes)
{
	const cJSON *command;
	*changes = (struct command_changes){ "", "", "", "", 0, 0, 0 };
	cJSON_ArrayForEach(command, wanted)
	{
		const cJSON *there = command_named(registered, json_text(command, "name"));
		if (!there) {
			name_one(arena, &changes->added, command);
			changes->added_count++;
		} else if (!is_same(arena, there, command)) {
			name_one(arena, &changes->changed, command);
			changes->changed_count++;
		}
	}
	cJSON_ArrayForEach(command, registered)
	{
		if (!is_chat_command(command)) {
			name_one(arena, &changes->others, command);
		} else if (!command_named(wanted, json_text(command, "name"))) {
			name_one(arena, &changes->unknown, command);
			changes->unknown_count++;
		}
	}
}

/* What Discord tells of a command and does not take back. */
static bool is_told_only(const char *key)
{
	static const char *const keys[] = { "id",      "application_id", "guild_id",
					    "version", "name_localized", "description_localized" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static void add_kept(struct arena *arena, struct buf *body, const cJSON *command)
{
	const cJSON *member;
	buf_text(body, ",{");
	cJSON_ArrayForEach(member, command)
	{
		if (is_told_only(member->string))
			continue;
		buf_json_key(body, member->string);
		buf_text(body, json_print(arena, member));
	}
	buf_char(body, '}');
}

size_t commands_body(struct arena *arena, const cJSON *registered, const char *wanted, bool remove,
		     struct buf *body)
{
	const char *why;
	char *copy = arena_strdup(arena, wanted);
	const cJSON *ours = json_value(arena, copy, strlen(copy), &why), *command;
	size_t count = (size_t)cJSON_GetArraySize(ours);
	buf_add(body, wanted, strlen(wanted) - 1); /* without the bracket that ends it */
	cJSON_ArrayForEach(command, registered)
	{
		bool chat = is_chat_command(command),
		     known = chat && command_named(ours, json_text(command, "name"));
		if (known || (chat && remove))
			continue;
		add_kept(arena, body, command);
		count += chat;
	}
	buf_char(body, ']');
	return count;
}
