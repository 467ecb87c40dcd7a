/* Fuzz target: a line as gl-parse reads it, from bytes to a record; the record must be readable again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "command/address.h"
#include "command/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct address defaults = { .prefix = "!", .bot_id = 999, .bot_role_id = 998, .guild_id = 1000 };
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct message message;
	struct record record;
	const char *why;
	char *line = arena_copy(&arena, (const char *)data, size);
	cJSON *json = json_object(&arena, line, size, &why);
	if (json && !json_text(json, "type") && message_read(json, &message, &why) &&
	    message_to_record(&arena, &message, &defaults, &out, &why)) {
		out.bytes[--out.length] = '\0';
		if (!record_read(&arena, out.bytes, out.length, &record, &why))
			abort();
	}
	/* The same bytes as a command's text, so that the grammar is reached without JSON around it. */
	struct command command = { .guild_id = 1000 };
	json = json_object(&arena, "{}", 2, &why);
	if (size && !memchr(data, 0, size) && utf8_valid(line, size))
		command_parse(&arena, line, "!", &command);
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
