/* What all verbs share: refusing, answering, reading arguments, writing amounts and times. */
#include "ledger/verb_support.h"

#include <stdarg.h>
#include <string.h>

#include "base/instant.h"
#include "base/localized.h"
#include "base/lookalike.h"
#include "base/unicode.h"
#include "command/typed_lines.h"

struct verb_context system_context(struct books *books, struct guild *guild, enum lang lang,
				   const struct verb *verb, uint64_t user_id,
				   struct decision *decision)
{
	struct command *command = arena_alloc(&books->chunk, sizeof *command);
	*command = (struct command){ .guild_id = guild->guild_id,
				     .source = SOURCE_SCHEDULE,
				     .time = guild->last_time,
				     .lang = lang,
				     .author.id = user_id };
	return (struct verb_context){ .books = books,
				      .guild = guild,
				      .command = command,
				      .verb = verb,
				      .author = NULL,
				      .permits = 0,
				      .time = guild->last_time,
				      .decision = decision };
}

/* The Spanish of FORMAT where the asker writes Spanish, with their prefix in the lines to type. */
__attribute__((format_arg(2))) static const char *in_askers_words(struct verb_context *context,
								  const char *format)
{
	return typed_lines(&context->books->chunk, tr(context->command->lang, format),
			   typed_prefix(context));
}

__attribute__((format(printf, 2, 0))) static void set_text(struct verb_context *context,
							   const char *format, va_list args)
{
	context->decision->text =
		arena_vprintf(&context->books->chunk, in_askers_words(context, format), args);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* tr() keeps the literal's arguments; msgfmt \
							--check holds the translation to them */
void context_refuse(struct verb_context *context, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(context, format, args);
	va_end(args);
	context->decision->status = STATUS_REJECTED;
	context->decision->code = code;
}

void context_deny(struct verb_context *context, const char *code, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set_text(context, format, args);
	va_end(args);
	context->decision->status = STATUS_DENIED;
	context->decision->code = code;
}

void context_answer(struct verb_context *context, const char *format, ...)
{
	struct decision *decision = context->decision;
	va_list args;
	va_start(args, format);
	set_text(context, format, args);
	va_end(args);
	if (decision->remark)
		decision->text = arena_printf(&context->books->chunk, "%s %s", decision->text,
					      decision->remark);
	if (decision->receipt)
		decision->text = arena_printf(&context->books->chunk,
					      tr(context->command->lang, N_("%s Receipt: %s")),
					      decision->text, decision->receipt);
}
#pragma GCC diagnostic pop

void context_add_answer(struct verb_context *context, const char *sentence)
{
	struct decision *decision = context->decision;
	struct arena *arena = &context->books->chunk;
	const char *text = decision->text ? decision->text : "",
		   *end = decision->receipt
				  ? arena_printf(arena,
						 tr(context->command->lang, N_("%s Receipt: %s")),
						 "", decision->receipt)
				  : "";
	size_t length = strlen(text), tail = strlen(end);
	if (tail > length || strcmp(text + length - tail, end) != 0)
		tail = 0;
	decision->text =
		arena_printf(arena, "%.*s%s%s%s", (int)(length - tail), text,
			     length > tail ? " " : "", sentence, tail ? text + length - tail : "");
}

const char *context_argument(const struct verb_context *context, const char *key)
{
	return command_argument(context->command, key);
}

int64_t context_argument_number(const struct verb_context *context, const char *key,
				int64_t default_value, int64_t most)
{
	const char *text = context_argument(context, key);
	uint64_t value;
	if (!text || !snowflake_parse(text, &value))
		return default_value;
	return value > (uint64_t)most ? most : (int64_t)value;
}

const char *escape_markdown(const struct verb_context *context, const char *text)
{
	struct buf safe = { 0 };
	text_markdown(&safe, text);
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&safe));
	buf_free(&safe);
	return copy;
}

const char *line_to_type(const struct verb_context *context, enum verb_id verb, const char *rest)
{
	const char *words = verb_table[verb].words[context->command->lang];
	struct buf code = { 0 };
	text_code(&code, arena_printf(&context->books->chunk, "%s%.*s%s%s", typed_prefix(context),
				      (int)strcspn(words, "|"), words, *rest ? " " : "", rest));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&code));
	buf_free(&code);
	return copy;
}

const char *audit_reason(const struct verb_context *context)
{
	enum lang lang = context->guild->lang;
	const char *words = context->verb->words[lang];
	return arena_printf(&context->books->chunk, tr(lang, N_("%.*s by %s")),
			    (int)strcspn(words, "|"), words, context->command->author.name);
}

const char *format_amount(const struct verb_context *context, int64_t minor,
			  const struct currency *currency)
{
	char text[LOCALIZED_SIZE];
	return arena_printf(&context->books->chunk, "%s %s",
			    localized_amount(context->command->lang, minor, currency->scale, text),
			    currency->code);
}

const char *format_bare_amount(const struct verb_context *context, int64_t minor,
			       const struct currency *currency)
{
	char text[LOCALIZED_SIZE];
	return arena_strdup(&context->books->chunk,
			    localized_amount(context->command->lang, minor, currency->scale, text));
}

const char *format_time(struct verb_context *context, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	if (command_of_member(context->command)) /* each reader's own clock */
		return arena_printf(&context->books->chunk, "<t:%jd:f>", time / 1000);
	instant_format(time, text);
	text[16] = '\0'; /* minutes are enough for people */
	text[10] = ' ';
	return arena_printf(&context->books->chunk, "%s UTC", text);
}

const char *given_name(const struct verb_context *context, const char *text)
{
	return strict_rules(context) ? text_tidy(&context->books->chunk, text) : text;
}

const char *counted_account(const struct verb_context *context, const char *key, const char **unit)
{
	const char *name = key + sizeof COUNT_KEY - 1, *equals;
	*unit = NULL;
	if (strncmp(key, COUNT_KEY, sizeof COUNT_KEY - 1) != 0)
		return NULL;
	if (!strict_rules(context) || !(equals = strchr(name, '='))) /* no account's name has one */
		return name;
	*unit = equals + 1;
	return arena_copy(&context->books->chunk, name, (size_t)(equals - name));
}
