/* https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-interaction-data-option-structure
 */
#include "interaction/chosen.h"

#include <string.h>

enum { TYPE_NONE_HAS = 99, SLASH_COMMAND = 1 /* the others are menus of users and messages */ };
/* Beyond it doubles are not exact. */
#define LARGEST_WHOLE 9007199254740992.0

static const char *number_text(struct arena *arena, double number)
{
	bool whole = number >= -LARGEST_WHOLE && number <= LARGEST_WHOLE &&
		     number == (double)(int64_t)number;
	return whole ? arena_printf(arena, "%jd", (intmax_t)number)
		     : arena_printf(arena, "%g", number);
}

/* The list of what an id of an option of TYPE is among; NULL: it is no id. */
static const char *resolved_as(enum slash_type type)
{
	return type == SLASH_USER      ? "users"
	       : type == SLASH_ROLE    ? "roles"
	       : type == SLASH_CHANNEL ? "channels"
				       : NULL;
}

static struct slash_value read_value(struct arena *arena, const struct interaction *interaction,
				     const cJSON *option)
{
	const cJSON *value = json_get(option, "value");
	struct slash_value read = { .name = json_text(option, "name"),
				    .value = "",
				    .type = (enum slash_type)json_integer(option, "type",
									  TYPE_NONE_HAS) };
	const char *kind = resolved_as(read.type);
	if (!read.name)
		read.name = "";
	if (cJSON_IsString(value))
		read.value = value->valuestring;
	else if (cJSON_IsNumber(value))
		read.value = number_text(arena, value->valuedouble);
	else if (cJSON_IsBool(value))
		read.value = cJSON_IsTrue(value) ? "true" : "false";
	bool fits = read.type == SLASH_BOOLEAN   ? cJSON_IsBool(value)
		    : read.type == SLASH_INTEGER ? cJSON_IsNumber(value)
						 : cJSON_IsString(value);
	bool typing = interaction->kind == INTERACTION_AUTOCOMPLETE; /* nothing is checked yet */
	if (!typing && (!fits || (kind && !interaction_resolved(interaction, kind, read.value))))
		read.type = (enum slash_type)TYPE_NONE_HAS;
	return read;
}

static void read_values(struct arena *arena, const struct interaction *interaction,
			const cJSON *options, struct chosen *chosen)
{
	const cJSON *option;
	chosen->values = arena_alloc(arena, sizeof *chosen->values *
						    ((size_t)cJSON_GetArraySize(options) + 1));
	cJSON_ArrayForEach(option, options)
	{
		struct slash_value *value = &chosen->values[chosen->count++];
		*value = read_value(arena, interaction, option);
		if (json_true(option, "focused"))
			chosen->focused = value->name;
	}
}

bool chosen_read(struct arena *arena, const struct interaction *interaction, struct chosen *chosen)
{
	const char *command = json_text(interaction->data, "name"), *subcommand = NULL;
	const cJSON *options = json_get(interaction->data, "options"),
		    *first = cJSON_IsArray(options) ? options->child : NULL;
	*chosen = (struct chosen){ 0 };
	if (!command || json_integer(interaction->data, "type", SLASH_COMMAND) != SLASH_COMMAND)
		return false;
	if (first && json_integer(first, "type", 0) == SLASH_SUBCOMMAND) {
		subcommand = json_text(first, "name");
		options = json_get(first, "options");
		if (!subcommand)
			return false;
	}
	if (!cJSON_IsArray(options))
		options = NULL;
	if (cJSON_GetArraySize(options) > SLASH_MOST_OPTIONS)
		return false; /* Discord has no such command */
	chosen->verb = slash_verb_named(arena, command, subcommand);
	if (chosen->verb)
		read_values(arena, interaction, options, chosen);
	return chosen->verb;
}

const char *chosen_value(const struct chosen *chosen, const char *name)
{
	for (size_t i = 0; i < chosen->count; i++)
		if (strcmp(chosen->values[i].name, name) == 0)
			return chosen->values[i].value;
	return NULL;
}
