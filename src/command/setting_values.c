/* The typed value of a setting, from the text that the books keep. */
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/fail.h"
#include "base/instant.h"
#include "command/setting_rows.h"

const char *setting_text(enum setting_key key, const char *stored)
{
	return stored ? stored : setting_rows[key].default_value;
}

/* The text; a reader of another type is a mistake of the program. */
static const char *text_of_type(enum setting_key key, const char *stored, unsigned types)
{
	if (!(types & 1U << setting_rows[key].type))
		fail(EX_SOFTWARE, "the setting %s is read as what it is not",
		     setting_rows[key].key);
	return setting_text(key, stored);
}

bool setting_bool(enum setting_key key, const char *stored)
{
	return strcmp(text_of_type(key, stored, 1U << SETTING_TYPE_BOOL), "on") == 0;
}

int setting_choice(enum setting_key key, const char *stored)
{
	const char *text = text_of_type(key, stored, 1U << SETTING_TYPE_CHOICE);
	const struct setting_choice *choices = setting_rows[key].choices;
	for (int i = 0; choices[i].value; i++)
		if (strcmp(choices[i].value, text) == 0)
			return i;
	return -1;
}

int64_t setting_integer(enum setting_key key, const char *stored)
{
	const char *text =
		text_of_type(key, stored, 1U << SETTING_TYPE_INTEGER | 1U << SETTING_TYPE_FEE);
	return strtoll(text, NULL, 10);
}

uint64_t setting_snowflake(enum setting_key key, const char *stored)
{
	uint64_t id = 0;
	const char *text = text_of_type(key, stored,
					1U << SETTING_TYPE_ROLE | 1U << SETTING_TYPE_CHANNEL |
						1U << SETTING_TYPE_ID);
	snowflake_parse(text, &id);
	return id;
}

bool setting_amount(enum setting_key key, const char *stored, int64_t *minor)
{
	const char *text = text_of_type(key, stored, 1U << SETTING_TYPE_AMOUNT);
	*minor = strtoll(text, NULL, 10);
	return strcmp(text, SETTING_NONE) != 0;
}

unsigned setting_choices(enum setting_key key, const char *stored)
{
	const char *text = text_of_type(key, stored, 1U << SETTING_TYPE_CHOICES);
	unsigned chosen = 0;
	for (; *text; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		const struct setting_choice *choices = setting_rows[key].choices;
		for (unsigned i = 0; choices[i].value; i++)
			if (strlen(choices[i].value) == length &&
			    memcmp(choices[i].value, text, length) == 0)
				chosen |= 1U << i;
		text += length;
	}
	return chosen;
}

int64_t setting_minutes(enum setting_key key, const char *stored)
{
	char *colon;
	const char *text = text_of_type(key, stored, 1U << SETTING_TYPE_CLOCK);
	int64_t hours = strtoll(text, &colon, 10);
	return hours * 60 + (*colon ? strtoll(colon + 1, NULL, 10) : 0);
}

size_t setting_numbers(enum setting_key key, const char *stored,
		       int64_t numbers[SETTING_MOST_NUMBERS])
{
	const char *at = text_of_type(key, stored, 1U << SETTING_TYPE_NUMBERS);
	size_t count = 0;
	while (count < SETTING_MOST_NUMBERS && *at >= '0' && *at <= '9') {
		char *end;
		numbers[count++] = strtoll(at, &end, 10);
		at = end + strspn(end, " ");
	}
	return count;
}
