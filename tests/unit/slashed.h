/* Slash commands as tests write them: "name=value|name=value" of a path such as "batch close". */
#ifndef SLASHED_H
#define SLASHED_H

#include <stdlib.h>

#include "base/arena.h"
#include "check.h"
#include "command/slash.h"

enum { MAX_VALUES = 16 };
static const uint64_t guild = 900;
static struct arena arena;

/* The arguments of COMMAND in the order of their keys, or its mistake. */
static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct argument *)a)->key, ((const struct argument *)b)->key);
}

static const char *told(struct command *command, enum parse_result result)
{
	const char *text = command->verb ? command->verb : "(none)";
	if (result != PARSE_COMMAND)
		return arena_printf(&arena, "%s", command->error_code);
	qsort(command->arguments, command->argument_count, sizeof *command->arguments, by_key);
	for (size_t i = 0; i < command->argument_count; i++)
		text = arena_printf(&arena, "%s %s=[%s]", text, command->arguments[i].key,
				    command->arguments[i].value);
	return text;
}

/* CHOSEN is "name=value|name=value": of /PATH, "batch close". */
static const char *slashed(enum lang lang, const char *path, const char *chosen,
			   struct command *command)
{
	struct slash_value values[MAX_VALUES];
	size_t count = 0;
	char *copy = arena_strdup(&arena, chosen), *save = NULL;
	for (char *at = strtok_r(copy, "|", &save); at; at = strtok_r(NULL, "|", &save)) {
		char *equals = strrchr(at, '=');
		if (strncmp(at, "count:", 6) != 0)
			equals = strchr(at, '=');
		*equals = '\0';
		values[count++] = (struct slash_value){ .name = at, .value = equals + 1 };
	}
	char *name = arena_strdup(&arena, path), *space = strchr(name, ' ');
	if (space)
		*space++ = '\0';
	const struct verb *verb = slash_verb_named(&arena, name, space);
	*command = (struct command){ .lang = lang, .guild_id = guild };
	if (!verb)
		return "no such command";
	return told(command, slash_parse(&arena, verb, values, count, "!", command));
}

static const char *typed(enum lang lang, const char *text)
{
	struct command command = { .lang = lang, .guild_id = guild };
	return told(&command, command_parse(&arena, text, "!", &command));
}

/* What is chosen is what TEXT, in English, says; also for who has Spanish. */
#define SAYS(path, chosen, text)                                                       \
	do {                                                                           \
		struct command command_;                                               \
		SAME(slashed(LANG_EN, path, chosen, &command_), typed(LANG_EN, text)); \
		SAME(slashed(LANG_ES, path, chosen, &command_), typed(LANG_EN, text)); \
		CHECK(!command_.error_code && command_.lang == LANG_ES);               \
	} while (0)
#define REFUSES(path, chosen, code)                                    \
	do {                                                           \
		struct command command_;                               \
		SAME(slashed(LANG_EN, path, chosen, &command_), code); \
		CHECK(command_.error_hint);                            \
		SAME(slashed(LANG_ES, path, chosen, &command_), code); \
	} while (0)

#endif
