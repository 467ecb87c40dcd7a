/* Commands that wait, from and to the JSON of their rows. */
#include "ledger/frozen_command.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "record/import_record.h"

static int by_key(const void *one, const void *other)
{
	const struct argument *a = one, *b = other;
	return strcmp(a->key, b->key);
}

const char *frozen_arguments(struct books *books, const struct command *command)
{
	struct argument sorted[MAX_ARGUMENTS];
	struct buf text = { 0 };
	memcpy(sorted, command->arguments, sizeof *sorted * command->argument_count);
	qsort(sorted, command->argument_count, sizeof *sorted, by_key);
	buf_char(&text, '{');
	for (size_t i = 0; i < command->argument_count; i++) {
		if (i)
			buf_char(&text, ',');
		buf_json(&text, sorted[i].key);
		buf_char(&text, ':');
		buf_json(&text, sorted[i].value);
	}
	buf_char(&text, '}');
	const char *copy = arena_strdup(&books->chunk, buf_string(&text));
	buf_free(&text);
	return copy;
}

void thaw_command(struct arena *arena, const struct waiting *row, const struct command *like,
		  struct command *command)
{
	const char *why;
	cJSON *json = row->arguments
			      ? json_object(arena, row->arguments, strlen(row->arguments), &why)
			      : NULL;
	*command = *like;
	command->verb = row->verb;
	command->author = (struct author){
		.id = row->asked_by, .name = like->author.name, .identified = true, .member = true
	};
	command->argument_count = 0;
	for (const cJSON *item = json ? json->child : NULL;
	     item && command->argument_count < MAX_ARGUMENTS; item = item->next)
		if (cJSON_IsString(item))
			command->arguments[command->argument_count++] =
				(struct argument){ item->string, item->valuestring };
}

const struct import_line *frozen_line(struct arena *arena, const struct waiting *row)
{
	struct record record;
	const char *why = NULL;
	if (row->kind != WAITING_LINE || !row->arguments ||
	    strcmp(row->verb, IMPORT_LINE_VERB) != 0 ||
	    !record_read(arena, row->arguments, strlen(row->arguments), &record, &why) ||
	    record.type != RECORD_COMMAND)
		return NULL;
	return record.command.line;
}
