/* A command begins with the guild's prefix or with a mention of the bot. */
#include "command/address.h"

#include <string.h>

#include "base/instant.h"
#include "command/deciding_words.h"
#include "command/parse.h"
#include "command/verbs.h"
#include "record/attached.h"

/* Behind a mention "<@1>", "<@!1>" or "<@&1>" of ID at AT, or NULL. */
static const char *behind_mention(const char *at, const char *opening, uint64_t id)
{
	size_t skip = strlen(opening);
	if (!id || strncmp(at, opening, skip) != 0)
		return NULL;
	uint64_t value = 0;
	size_t digits = 0;
	for (at += skip; at[digits] >= '0' && at[digits] <= '9' && digits < 20; digits++)
		value = value * 10 + (uint64_t)(at[digits] - '0');
	return digits && at[digits] == '>' && value == id ? at + digits + 1 : NULL;
}

/* Behind the PREFIX at AT, also where an Asian keyboard wrote its signs in their wide forms (U+FF01
 * to U+FF5E); NULL: there is none. */
static const char *behind_prefix(const char *at, const char *prefix)
{
	for (; *prefix; prefix++) {
		unsigned char sign = (unsigned char)*prefix;
		unsigned wide = 0xff01U + sign - '!';
		char form[] = { (char)(0xe0 | wide >> 12), (char)(0x80 | (wide >> 6 & 0x3f)),
				(char)(0x80 | (wide & 0x3f)) };
		bool has_form = sign > ' ' && sign < 0x7f;
		if (*at == *prefix)
			at++;
		else if (has_form && strncmp(at, form, sizeof form) == 0)
			at += sizeof form;
		else
			return NULL;
	}
	return at;
}

static const char *behind_address(const char *content, const struct address *address,
				  bool *mentioned)
{
	const char *rest;
	content += strspn(content, " \t\r\n");
	*mentioned = true;
	if ((rest = behind_mention(content, "<@!", address->bot_id)) ||
	    (rest = behind_mention(content, "<@&", address->bot_role_id)) ||
	    (rest = behind_mention(content, "<@", address->bot_id)))
		return rest;
	*mentioned = false;
	return *address->prefix ? behind_prefix(content, address->prefix) : NULL;
}

static struct address resolve(const struct message *message, const struct address *defaults)
{
	struct address address = *defaults;
	if (message->gl.prefix && *message->gl.prefix)
		address.prefix = message->gl.prefix;
	if (message->gl.bot_id)
		address.bot_id = message->gl.bot_id;
	if (message->gl.bot_role_id)
		address.bot_role_id = message->gl.bot_role_id;
	if (message->gl.lang)
		lang_from_name(message->gl.lang, &address.lang);
	if (message->guild_id)
		address.guild_id = message->guild_id;
	return address;
}

/* Of verbs that take evidence alone: no other file of the channel is looked at. */
static void take_files(struct arena *arena, const struct message *message, struct command *command)
{
	const struct verb *verb = verb_named(command->verb);
	if (verb && verb->traits & TRAIT_EVIDENCE)
		command->attached = attached_of_message(arena, message->json);
}

static void write_parsed(struct buf *out, enum parse_result result, const struct command *command)
{
	if (result == PARSE_COMMAND)
		record_write_command(out, command);
	else
		record_write_reject(out, command);
}

enum { MAX_NUMBERS = 1000, MAX_DIGITS = 18 };

/* "41 42" of what the answered message names; NULL: nothing. */
static const char *waiting_numbers(struct arena *arena, const cJSON *list)
{
	struct buf numbers = { 0 };
	const cJSON *item;
	size_t count = 0;
	cJSON_ArrayForEach(item, list)
	{
		const char *text = cJSON_IsString(item) ? item->valuestring : "";
		size_t length = strlen(text);
		if (length && length <= MAX_DIGITS && *text != '0' &&
		    strspn(text, "0123456789") == length && count++ < MAX_NUMBERS)
			buf_printf(&numbers, "%s%s", numbers.length ? " " : "", text);
	}
	const char *copy = numbers.length ? arena_strdup(arena, buf_string(&numbers)) : NULL;
	buf_free(&numbers);
	return copy;
}

/* Writes the record of MESSAGE where it decides about what the message it answers names. */
static bool write_decision(struct arena *arena, const struct message *message, const char *rest,
			   const char *prefix, struct command *command, struct buf *out)
{
	const char *numbers = waiting_numbers(arena, message->gl.waiting);
	enum parse_result result = PARSE_UNKNOWN;
	if (numbers)
		result = deciding_reply(arena, rest ? rest : message->content, numbers,
					rest != NULL, prefix, command);
	if (result != PARSE_UNKNOWN)
		write_parsed(out, result, command);
	return result != PARSE_UNKNOWN;
}

bool message_to_record(struct arena *arena, const struct message *message,
		       const struct address *defaults, struct buf *out, const char **why)
{
	struct address address = resolve(message, defaults);
	bool mentioned = false;
	const char *rest = NULL;
	struct command command = {
		.message_id = message->id,
		.channel_id = message->channel_id,
		.guild_id = address.guild_id,
		.author = { .id = message->author_id, .name = message->author_name },
		.time = snowflake_time(message->id),
		.lang = address.lang,
		.source = SOURCE_DISCORD,
		.late = message->gl.late,
	};
	if (!address.guild_id) {
		*why = "it names no \"guild_id\" and --guild was not given";
		return false;
	}
	if (message->from_person && message->content && message->author_id != address.bot_id) {
		rest = behind_address(message->content, &address, &mentioned);
		if (write_decision(arena, message, rest, address.prefix, &command, out))
			return true;
	}
	if (!rest) {
		record_write_skip(out, &command);
		return true;
	}
	if (mentioned && !rest[strspn(rest, " \t\r\n")])
		rest = address.lang == LANG_ES ? "ayuda"
					       : "help"; /* a bare mention asks what there is */
	enum parse_result result = command_parse(arena, rest, address.prefix, &command);
	if (result == PARSE_UNKNOWN && !mentioned &&
	    !command_near_miss(arena, rest, address.prefix, &command))
		record_write_skip(out, &command); /* other bots share the prefix */
	else {
		if (result == PARSE_COMMAND)
			take_files(arena, message, &command);
		write_parsed(out, result, &command);
	}
	return true;
}
