/* The slash commands as Discord takes them, in each of its languages that we have words in. */
#include <stdio.h>
#include <string.h>

#include "command/slash.h"
#include "command/slash_rows.h"

/* Where a language of ours is another of Discord's, too, that has no words of its own: es-ES does
 * not fall back to es-419. https://discord.com/developers/docs/reference#locales */
static const struct {
	const char *locale;
	enum lang lang;
} locales[] = { { "en-US", LANG_EN }, { "es-ES", LANG_ES }, { "es-419", LANG_ES } };

/* Only who may change the server sees what admins do; the permit decides all the same. */
#define MANAGE_GUILD "32"

static void add_member(struct buf *out, const char *key, const char *text)
{
	buf_json_key(out, key);
	buf_json(out, text);
}

/* "name":…,"name_localizations":{…} */
static void add_localized(struct buf *out, const char *key, const char *const text[LANG_COUNT])
{
	char localizations[40];
	snprintf(localizations, sizeof localizations, "%s_localizations", key);
	add_member(out, key, text[LANG_EN]);
	buf_json_key(out, localizations);
	buf_char(out, '{');
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++)
		add_member(out, locales[i].locale, text[locales[i].lang]);
	buf_char(out, '}');
}

static void add_choices(struct buf *out, const struct slash_option *option)
{
	buf_json_key(out, "choices");
	buf_char(out, '[');
	for (size_t i = 0; i < option->choice_count; i++) {
		buf_text(out, i ? ",{" : "{");
		add_localized(out, "name", option->choices[i].name);
		add_member(out, "value", option->choices[i].value);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void add_number(struct buf *out, const char *key, size_t number)
{
	buf_json_key(out, key);
	buf_unsigned(out, number);
}

static void add_option(struct buf *out, const struct slash_option *option)
{
	buf_char(out, '{');
	add_number(out, "type", option->type);
	add_localized(out, "name", option->name);
	add_localized(out, "description", option->description);
	if (option->required)
		buf_text(out, ",\"required\":true");
	if (option->choice_count)
		add_choices(out, option);
	else if (option->source != SLASH_NOTHING)
		buf_text(out, ",\"autocomplete\":true");
	if (option->least)
		add_number(out, "min_value", (size_t)option->least);
	if (option->longest)
		add_number(out, "max_length", option->longest);
	buf_char(out, '}');
}

static void add_options(struct buf *out, const struct slash_verb *slash)
{
	buf_json_key(out, "options");
	buf_char(out, '[');
	for (size_t i = 0; i < slash->option_count; i++) {
		buf_text(out, i ? "," : "");
		add_option(out, &slash->options[i]);
	}
	buf_char(out, ']');
}

/* A verb as a command of its own, or as a subcommand. */
static void add_verb(struct buf *out, const struct slash_verb *slash, bool subcommand)
{
	buf_char(out, '{');
	add_number(out, "type", SLASH_SUBCOMMAND); /* also Discord's number of a chat command */
	add_localized(out, "name", subcommand ? slash->subcommand : slash->command);
	add_localized(out, "description", slash->description);
	add_options(out, slash);
	if (!subcommand && slash->verb->permit == PERMIT_ADMIN)
		buf_text(out, ",\"default_member_permissions\":\"" MANAGE_GUILD "\"");
	buf_char(out, '}');
}

static bool is_of_group(struct arena *arena, const struct verb *verb, const char *command)
{
	if (!slash_has(verb))
		return false;
	const struct slash_verb *slash = slash_verb(arena, verb);
	return slash->subcommand[LANG_EN] && strcmp(slash->command[LANG_EN], command) == 0;
}

/* The command of all verbs that have FIRST's first word. */
static void add_group(struct arena *arena, struct buf *out, const struct slash_verb *first)
{
	const char *command = first->command[LANG_EN], *text = slash_group_description(command);
	const char *description[LANG_COUNT] = { tr(LANG_EN, text), tr(LANG_ES, text) };
	bool admins = true;
	buf_char(out, '{');
	add_number(out, "type", SLASH_SUBCOMMAND);
	add_localized(out, "name", first->command);
	add_localized(out, "description", description);
	buf_text(out, ",\"options\":[");
	for (const struct verb *verb = first->verb; verb < verb_table + VERB_COUNT; verb++) {
		if (!is_of_group(arena, verb, command))
			continue;
		buf_text(out, verb > first->verb ? "," : "");
		add_verb(out, slash_verb(arena, verb), true);
		admins &= verb->permit == PERMIT_ADMIN;
	}
	buf_char(out, ']');
	if (admins)
		buf_text(out, ",\"default_member_permissions\":\"" MANAGE_GUILD "\"");
	buf_char(out, '}');
}

/* Whether a verb of the same group is before VERB. */
static bool is_written(struct arena *arena, const struct verb *verb, const char *command)
{
	for (const struct verb *before = verb_table; before < verb; before++)
		if (is_of_group(arena, before, command))
			return true;
	return false;
}

void slash_write(struct buf *out)
{
	struct arena arena = { 0 };
	const char *sign = "[";
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		if (!slash_has(verb))
			continue;
		const struct slash_verb *slash = slash_verb(&arena, verb);
		bool group = slash->subcommand[LANG_EN];
		if (group && is_written(&arena, verb, slash->command[LANG_EN]))
			continue;
		buf_text(out, sign);
		sign = ",";
		if (group)
			add_group(&arena, out, slash);
		else
			add_verb(out, slash, false);
	}
	buf_char(out, ']');
	arena_free(&arena);
}
