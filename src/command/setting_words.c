/* What people write about settings, in either language: a key, a value, "none". */
#include <string.h>

#include "base/unicode.h"
#include "command/setting_rows.h"

/* What is behind KEY and a dot in WORD, of which FOLDED is the folded form; NULL: it begins
 * otherwise. */
static const char *behind_key(const char *word, const char *folded, const char *key)
{
	size_t length = strlen(key);
	if (strncmp(folded, key, length) != 0 || folded[length] != '.')
		return NULL;
	for (const char *dot = key; word && dot; dot = strchr(dot + 1, '.')) {
		word = strchr(word, '.');
		word = word ? word + 1 : NULL; /* another sign may fold to a dot */
	}
	return word;
}

/* "currency" for the key "currency.CODE"; the key itself where it takes a parameter besides. NULL:
 * it takes none. */
static const char *key_before_parameter(struct arena *arena, const struct setting_row *row,
					const char *key)
{
	if (row->type == SETTING_TYPE_AMOUNT)
		return key;
	return row->type == SETTING_TYPE_CURRENCY ? arena_copy(arena, key, strcspn(key, "."))
						  : NULL;
}

static bool is_shown(const struct setting_row *row)
{
	return row->setter != SETTING_BY_BOT_HIDDEN;
}

const struct setting_row *setting_named(struct arena *arena, const char *word,
					const char **parameter)
{
	const char *folded = text_fold(arena, word);
	*parameter = NULL;
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++)
		if (is_shown(row) &&
		    (strcmp(row->key, folded) == 0 || strcmp(row->spanish, folded) == 0))
			return row;
	for (const struct setting_row *row = setting_rows; row < setting_rows + SETTING_COUNT;
	     row++) {
		const char *key = is_shown(row) ? key_before_parameter(arena, row, row->key) : NULL;
		if (!key)
			continue;
		*parameter = behind_key(word, folded, key);
		if (!*parameter)
			*parameter = behind_key(word, folded,
						key_before_parameter(arena, row, row->spanish));
		if (*parameter)
			return row;
	}
	return NULL;
}

/* Whether WORD is one of LIST, which has | between. */
static bool is_one_of(const char *list, const char *word)
{
	size_t length = strlen(word);
	for (const char *at = list; at && *at; at += strcspn(at, "|"), at += *at == '|')
		if (strcspn(at, "|") == length && memcmp(at, word, length) == 0)
			return true;
	return false;
}

static bool is_shown_as(struct arena *arena, const struct setting_choice *choice,
			const char *folded)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (choice->shown[lang] &&
		    strcmp(text_fold(arena, choice->shown[lang]), folded) == 0)
			return true;
	return false;
}

const char *setting_choice_said(struct arena *arena, const struct setting_row *row,
				const char *word, bool exact)
{
	const char *folded = text_fold(arena, word);
	for (const struct setting_choice *choice = row->choices; choice->value; choice++) {
		if (strcmp(choice->value, word) == 0 || is_one_of(choice->others, folded))
			return choice->value;
		if (!exact &&
		    (strcmp(choice->value, folded) == 0 || is_shown_as(arena, choice, folded)))
			return choice->value;
	}
	return NULL;
}

const char *setting_choice_shown(struct arena *arena, const struct setting_row *row,
				 const char *value, enum lang lang)
{
	const struct setting_choice *choice = row->choices;
	while (choice && choice->value && strcmp(choice->value, value) != 0)
		choice++;
	if (!choice || !choice->value)
		return value;
	if (choice->shown[lang])
		return choice->shown[lang];
	return lang == LANG_ES && choice->others
		       ? arena_copy(arena, choice->others, strcspn(choice->others, "|"))
		       : value;
}

bool setting_unset_said(struct arena *arena, const struct setting_row *row, const char *word,
			bool exact)
{
	const char *folded = text_fold(arena, word);
	bool listed = row->type == SETTING_TYPE_CHOICES || row->type == SETTING_TYPE_NUMBERS;
	return row->default_value && (listed || strcmp(row->default_value, SETTING_NONE) == 0) &&
	       (strcmp(exact ? word : folded, "none") == 0 || strcmp(folded, "ninguno") == 0);
}

void setting_list_choices(struct buf *out, const struct setting_row *row)
{
	for (const struct setting_choice *choice = row->choices; choice->value; choice++)
		buf_printf(out, "%s%s", choice == row->choices ? "" : ", ", choice->value);
}
