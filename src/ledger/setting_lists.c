/* Settings that are several choices, several numbers, or a time of day. */
#include <string.h>

#include "base/instant.h"
#include "ledger/setting_types.h"

/* The next word of *TEXT, whose words have spaces or commas between; NULL: none is left. */
static const char *next_word(struct verb_context *context, const char **text)
{
	const char *word = *text + strspn(*text, " ,");
	size_t length = strcspn(word, " ,");
	*text = word + length;
	return length ? arena_copy(&context->books->chunk, word, length) : NULL;
}

/* Kept in the order of the table, so that equal values are equal texts. */
void set_setting_choices(struct verb_context *context, const struct setting_row *row,
			 const char *value)
{
	struct arena *arena = &context->books->chunk;
	const char *word, *kept = "";
	unsigned chosen = 0;
	while ((word = next_word(context, &value))) {
		const char *said = setting_choice_said(arena, row, word, false);
		if (!said) {
			refuse_choice(context, row, word);
			return;
		}
		for (unsigned i = 0; row->choices[i].value; i++)
			if (row->choices[i].value == said)
				chosen |= 1U << i;
	}
	for (unsigned i = 0; row->choices[i].value; i++)
		if (chosen & 1U << i)
			kept = arena_printf(arena, "%s%s%s", kept, *kept ? " " : "",
					    row->choices[i].value);
	if (!chosen)
		refuse_choice(context, row, value);
	else
		keep_setting(context, row, kept, setting_value_shown(context, row, kept));
}

/* Up to two digits of *TEXT, at most MOST; -1: none. */
static int two_digits(const char **text, int most)
{
	size_t length = strspn(*text, "0123456789");
	int number = 0;
	if (!length || length > 2)
		return -1;
	for (size_t i = 0; i < length; i++)
		number = number * 10 + (*text)[i] - '0';
	*text += length;
	return number <= most ? number : -1;
}

void set_setting_clock(struct verb_context *context, const struct setting_row *row,
		       const char *value)
{
	const char *at = value;
	int hours = two_digits(&at, 23), minutes = -1;
	if (hours >= 0 && *at++ == ':')
		minutes = two_digits(&at, 59);
	if (minutes < 0 || *at || at[-2] == ':') {
		context_refuse(context, "bad_value",
			       N_("%s takes a time of day, such as 09:00, not “%s”."),
			       setting_label(context, row), escape_markdown(context, value));
		return;
	}
	const char *kept = arena_printf(&context->books->chunk, "%02d:%02d", hours, minutes);
	keep_setting(context, row, kept, kept);
}

void set_setting_numbers(struct verb_context *context, const struct setting_row *row,
			 const char *value)
{
	const char *rest = value, *word, *kept = "";
	int64_t before = row->least - 1;
	size_t count = 0;
	while ((word = next_word(context, &rest))) {
		uint64_t number;
		if (++count > SETTING_MOST_NUMBERS || !snowflake_parse(word, &number) ||
		    number > (uint64_t)row->most || (int64_t)number <= before)
			break;
		before = (int64_t)number;
		kept = arena_printf(&context->books->chunk, "%s%s%jd", kept, *kept ? " " : "",
				    before);
	}
	if (word || !count)
		context_refuse(context, "bad_value",
			       N_("%s takes up to %d numbers in rising order, from %jd to %jd, not "
				  "“%s”."),
			       setting_label(context, row), SETTING_MOST_NUMBERS, row->least,
			       row->most, escape_markdown(context, value));
	else
		keep_setting(context, row, kept, kept);
}
