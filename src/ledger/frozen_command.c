/* Commands that wait, from and to the JSON of their rows. */
#include "ledger/frozen_command.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "record/attached.h"
#include "record/import_record.h"

static int by_key(const void *one, const void *other)
{
	const struct argument *a = one, *b = other;
	return strcmp(a->key, b->key);
}

const char *frozen_arguments(struct books *books, const struct command *command)
{
	struct argument sorted[MAX_ARGUMENTS + 1];
	const char *evidence = evidence_text(&books->chunk, command->attached);
	size_t count = command->argument_count;
	struct buf text = { 0 };
	memcpy(sorted, command->arguments, sizeof *sorted * count);
	if (evidence)
		sorted[count++] = (struct argument){ EVIDENCE_KEY, evidence };
	qsort(sorted, count, sizeof *sorted, by_key);
	buf_char(&text, '{');
	for (size_t i = 0; i < count; i++) {
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

/* NULL: the text names none. */
static const struct attached *kept_files(struct arena *arena, const char *text)
{
	struct attached *attached = arena_alloc(arena, sizeof *attached);
	return evidence_read(arena, text, attached) ? attached : NULL;
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
	command->attached = NULL;
	for (const cJSON *item = json ? json->child : NULL;
	     item && command->argument_count < MAX_ARGUMENTS; item = item->next)
		if (cJSON_IsString(item) && strcmp(item->string, EVIDENCE_KEY) == 0)
			command->attached = kept_files(arena, item->valuestring);
		else if (cJSON_IsString(item))
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
