/* The names that somebody loses who is forgotten, and how texts name them. */
#include "ledger/lost_names.h"

#include <string.h>

#include "base/unicode.h"

const char *comparable_text(struct arena *arena, const char *text)
{
	size_t length = strlen(text);
	char *plain = arena_alloc_raw(arena, length + 1), *end = plain;
	for (const char *at = text; *at; at++)
		if (*at != '\\')
			*end++ = (unsigned char)*at < ' ' || *at == 0x7f ? ' ' : *at;
	*end = '\0';
	if (utf8_is_ascii(text, length))
		return text_fold(arena, plain);
	struct buf clean = { 0 };
	text_clean(&clean, plain);
	const char *folded = text_fold(arena, buf_string(&clean));
	buf_free(&clean);
	return folded;
}

/* Whether a name shows more than signs: `.` and `-` are in every text, and what other names fold to
 * may be blank. */
static bool is_telling(const char *name)
{
	size_t length;
	for (enum text_kind kind; (kind = text_kind(name, &length)) != TEXT_END; name += length)
		if (kind == TEXT_LETTER || kind == TEXT_NUMBER)
			return true;
	return false;
}

static const char *trimmed(struct arena *arena, const char *text)
{
	text += strspn(text, " ");
	size_t length = strlen(text);
	while (length && text[length - 1] == ' ')
		length--;
	return arena_copy(arena, text, length);
}

void forget_name(struct forgetting *forgetting, struct forgotten *person, const char *name)
{
	if (!name || !*name || strcmp(name, person->pseudonym) == 0 ||
	    person->name_count == MAX_LOST_NAMES)
		return;
	for (size_t i = 0; i < person->name_count; i++)
		if (strcmp(person->names[i], name) == 0)
			return;
	const char *lost = trimmed(&forgetting->names, comparable_text(&forgetting->names, name));
	if (!is_telling(lost))
		return;
	person->names[person->name_count] = arena_strdup(&forgetting->names, name);
	person->lost[person->name_count++] = lost;
}

static bool has_at_word(struct forgetting *forgetting, const char *plain, const char *word)
{
	return text_has_word(plain, arena_printf(&forgetting->row, "@%s", word));
}

enum naming naming_in(struct forgetting *forgetting, const struct forgotten *person,
		      const char *text)
{
	enum naming found = NAMED_NOT;
	const char *plain = text && *text ? comparable_text(&forgetting->row, text) : "";
	for (size_t i = 0; *plain && i < person->name_count; i++) {
		const char *lost = person->lost[i];
		/* Of "@Ana Maria" that is no mention the parser shows the first word. */
		const char *first = arena_copy(&forgetting->row, lost, strcspn(lost, " "));
		if (has_at_word(forgetting, plain, lost))
			return NAMED_WITH_AT;
		if (is_telling(first) && has_at_word(forgetting, plain, first))
			found = NAMED_FIRST_WORD;
		else if (!found && text_has_word(plain, lost))
			found = NAMED_BARE;
	}
	return found;
}

bool refers_to(struct forgetting *forgetting, const struct forgotten *person, const char *word)
{
	const char *plain = utf8_is_ascii(word, strlen(word)) ? word
							      : text_fold(&forgetting->row, word),
		   *at = strstr(plain, person->id);
	size_t length = strlen(person->id);
	for (; at; at = strstr(at + 1, person->id))
		if (strspn(at, "0123456789") == length &&
		    (at == plain || at[-1] < '0' || at[-1] > '9'))
			return true;
	return false;
}
