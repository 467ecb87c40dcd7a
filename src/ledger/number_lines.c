/* By the names of the slash command, or as text. */
#include "ledger/number_lines.h"

#include "command/slash.h"

/* "/accept number:41", as SLASH's names are in LANG; NULL: it takes no number. */
static const char *slash_of_number(struct arena *arena, const struct slash_verb *slash,
				   enum lang lang, uint64_t number)
{
	const char *sub = slash->subcommand[lang];
	for (size_t i = 0; i < slash->option_count; i++)
		if (slash->options[i].type == SLASH_INTEGER)
			return arena_printf(arena, "`/%s%s%s %s:%ju`", slash->command[lang],
					    sub ? " " : "", sub ? sub : "",
					    slash->options[i].name[lang], number);
	return NULL;
}

const char *line_of_number(const struct verb_context *context, enum verb_id verb, uint64_t number)
{
	struct arena *arena = &context->books->chunk;
	const char *line = context->command->source == SOURCE_INTERACTION
				   ? slash_of_number(arena, slash_verb(arena, &verb_table[verb]),
						     context->command->lang, number)
				   : NULL;
	return line ? line : line_to_type(context, verb, arena_printf(arena, "%ju", number));
}
