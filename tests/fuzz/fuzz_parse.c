/* Fuzz target: a line as gl-parse reads it, from bytes to a record; the record must be readable
 * again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "command/address.h"
#include "command/deciding_words.h"
#include "command/parse.h"
#include "command/verbs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An amount in a command is what records hold of one: digits, at most one point, or a comma before
 * three digits. */
static void check_amount(const char *amount)
{
	const char *digits = amount + (*amount == '-');
	size_t whole = strspn(digits, "0123456789"),
	       part = digits[whole] ? strspn(digits + whole + 1, "0123456789") : 0;
	if (!whole || (digits[whole] && digits[whole] != '.' && digits[whole] != ',') ||
	    (digits[whole] && (!part || digits[whole + 1 + part])) ||
	    (digits[whole] == ',' && part != 3))
		abort();
}

/* What is refused because it could mean two things shows lines to copy: what those are refused for
 * is not the same once more. */
static void check_lines(struct arena *arena, const struct command *refused)
{
	const char *const codes[] = { "split_number", "second_currency", "second_member",
				      "multiplied_amount", NULL };
	const char *at = strstr(refused->error_hint, "quotes")
				 ? NULL
				 : strstr(refused->error_hint, "memo, write `!");
	for (const char *const *code = codes; at && *code; code++) {
		const char *line = at + strlen("memo, write `!"), *end = strchr(line, '`');
		struct command command = { .guild_id = 1000 };
		if (strcmp(refused->error_code, *code) != 0 || !end || strstr(line, "…`"))
			continue;
		if (command_parse(arena, arena_copy(arena, line, (size_t)(end - line)), "!",
				  &command) != PARSE_COMMAND &&
		    command.error_code && strcmp(command.error_code, *code) == 0)
			abort();
	}
}

/* The line that a command is written as again is read, whatever comes of it; what schedules write
 * is no command of people. */
static void check_written(struct arena *arena, const struct command *command, const char *amount)
{
	const struct verb *verb = verb_named(command->verb);
	struct buf line = { 0 };
	struct command again = { .guild_id = 1000 };
	if (!verb || verb->traits & TRAIT_SCHEDULED)
		abort();
	if (amount &&
	    command_line(&line, command, verb, "", amount, command_argument(command, "memo")))
		command_parse(arena, arena_strdup(arena, buf_string(&line)), "!", &again);
	buf_free(&line);
}

/* A reply decides about the numbers of the message that it answers, and no others. */
static void check_reply(struct arena *arena, const char *text)
{
	struct command command = { .guild_id = 1000 };
	if (deciding_reply(arena, text, "41 42", false, "!", &command) != PARSE_COMMAND)
		return;
	const char *numbers = command_argument(&command, "n");
	numbers = numbers ? numbers : command_argument(&command, "who");
	if (!numbers || !command_argument(&command, "reply") ||
	    (strcmp(numbers, "41 42") != 0 && strcmp(numbers, "41") != 0 &&
	     strcmp(numbers, "42") != 0))
		abort();
}

static void check_command(struct arena *arena, const char *text)
{
	struct command command = { .guild_id = 1000 };
	enum parse_result result = command_parse(arena, text, "!", &command);
	const char *amount = result == PARSE_COMMAND ? command_argument(&command, "amount") : NULL;
	if (result == PARSE_COMMAND)
		check_written(arena, &command, amount);
	if (result == PARSE_COMMAND && command_argument(&command, "unit") &&
	    !*command_argument(&command, "unit"))
		abort();
	if (amount && strcmp(amount, "none") != 0)
		check_amount(amount);
	if (result == PARSE_REJECT)
		check_lines(arena, &command);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct address defaults = {
		.prefix = "!", .bot_id = 999, .bot_role_id = 998, .guild_id = 1000
	};
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
	/* The same bytes as a command's text, so that the grammar is reached without JSON around
	 * it. */
	line = arena_copy(&arena, (const char *)data, size);
	if (size && !memchr(data, 0, size) && utf8_valid(line, size)) {
		check_command(&arena, line);
		check_command(&arena, arena_printf(&arena, "pay <@12> %s", line));
		check_command(&arena, arena_printf(&arena, "batch close till=%s", line));
		check_command(&arena, arena_printf(&arena, "pay <@12> <@&13> %s", line));
		check_command(&arena, arena_printf(&arena, "split 60 <@12>%s", line));
		check_command(&arena, arena_printf(&arena, "every %s pay <@12> 5 %s", line, line));
		check_command(&arena, arena_printf(&arena, "dues <@&12> 5 %s", line));
		check_reply(&arena, line);
	}
	buf_free(&out);
	arena_free(&arena);
	return 0;
}
