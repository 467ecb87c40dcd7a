/* What gl-choices found, as Discord takes it. */
#include <string.h>

#include "base/unicode.h"
#include "interaction/form.h"
#include "interaction/handling.h"
#include "interaction/response.h"

/* The option that is typed has whole numbers. */
static bool is_typing_number(struct arena *arena, const cJSON *asked)
{
	struct interaction interaction = { .kind = interaction_kind_of(asked),
					   .data = json_get(asked, "data") };
	struct chosen chosen;
	if (!chosen_read(arena, &interaction, &chosen) || !chosen.focused)
		return false;
	const struct slash_option *option =
		slash_option_named(slash_verb(arena, chosen.verb), chosen.focused);
	return option && option->type == SLASH_INTEGER;
}

static bool is_digits(const char *text)
{
	size_t length = strlen(text);
	return length && length <= 15 && strspn(text, "0123456789") == length;
}

/* Whether CHOICE was added. */
static bool add_choice(struct buf *json, const cJSON *choice, bool number, bool first)
{
	const char *name = json_text(choice, "name"), *value = json_text(choice, "value");
	bool fits = name && *name && value && *value &&
		    (number ? is_digits(value) : utf8_count(value) <= SLASH_LONGEST_CHOICE);
	if (!fits)
		return false;
	struct buf shown = { 0 };
	buf_add(&shown, name, utf8_prefix(name, SLASH_LONGEST_CHOICE));
	buf_text(json, first ? "{\"name\":" : ",{\"name\":");
	buf_json(json, buf_string(&shown));
	buf_text(json, ",\"value\":");
	if (number)
		buf_text(json, value);
	else
		buf_json(json, value);
	buf_char(json, '}');
	buf_free(&shown);
	return true;
}

static void write_choices(struct arena *arena, const cJSON *asked, const cJSON *choices,
			  struct buf *json)
{
	const cJSON *choice;
	bool number = is_typing_number(arena, asked);
	int count = 0;
	buf_text(json, "{\"type\":8,\"data\":{\"choices\":[");
	cJSON_ArrayForEach(choice, choices)
	{
		if (count < SLASH_MOST_OPTIONS)
			count += add_choice(json, choice, number, !count);
	}
	buf_text(json, "]}}");
}

static void write_close_form(struct arena *arena, const cJSON *asked, const cJSON *fields,
			     struct buf *json)
{
	const cJSON *field, *option,
		*options = json_get(json_get(asked, "data"), "options"),
		*inner = cJSON_IsArray(options) ? json_get(options->child, "options") : NULL;
	struct form_count *counts =
		arena_alloc(arena, sizeof *counts * ((size_t)cJSON_GetArraySize(fields) + 1));
	size_t count = 0;
	bool book = false;
	cJSON_ArrayForEach(field, fields)
	{
		counts[count] = (struct form_count){ json_text(field, "account"),
						     json_text(field, "currency") };
		count += counts[count].account && counts[count].currency;
	}
	/* those of the subcommand */
	cJSON_ArrayForEach(option, inner)
	{
		const char *name = json_text(option, "name");
		book |= name && strcmp(name, "difference") == 0;
	}
	form_write_close(json, arena, interaction_lang(asked), counts, count, book);
}

bool interaction_offer(struct arena *arena, const cJSON *asked, const char *offer, size_t length,
		       struct buf *json)
{
	const char *why;
	const cJSON *read = json_object(arena, offer, length, &why);
	const cJSON *choices = json_get(read, "choices"), *fields = json_get(read, "fields");
	const char *text = json_text(read, "text");
	bool typing = interaction_kind_of(asked) == INTERACTION_AUTOCOMPLETE;
	if (typing && cJSON_IsArray(choices))
		write_choices(arena, asked, choices, json);
	else if (!typing && text)
		response_private(json, text);
	else if (!typing && cJSON_IsArray(fields))
		write_close_form(arena, asked, fields, json);
	else
		return false;
	return true;
}
