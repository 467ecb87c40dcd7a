/* The words of a movement of MT940, :86:, with subfields or without. */
#include "import/mt940.h"

#include <string.h>

#include "import/columns.h"

/* Where the subfields go. */
struct parts {
	struct buf words, name, account, posting;
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_subfield(const char *at)
{
	return at[0] == '?' && is_digit(at[1]) && is_digit(at[2]);
}

/* A business transaction code of up to three digits, then the first subfield. */
static bool has_subfields(const char *text)
{
	for (int i = 0; i < 3 && is_digit(*text); i++)
		text++;
	return is_subfield(text);
}

/* The text with the line breaks taken out, or each replaced by a blank. */
static char *joined(const char *field, struct arena *arena, bool blanks)
{
	char *text = arena_alloc_raw(arena, strlen(field) + 1), *to = text;
	for (; *field; field++)
		if (*field != '\n')
			*to++ = *field;
		else if (blanks)
			*to++ = ' ';
	*to = '\0';
	return text;
}

static struct buf *part_of(struct parts *parts, int number)
{
	if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63))
		return &parts->words;
	if (number == 32 || number == 33)
		return &parts->name;
	if (number == 31)
		return &parts->account;
	return number ? NULL : &parts->posting;
}

/* Joined as they stand: a subfield ends where it is full, inside a word. */
static void sort_subfields(const char *text, struct parts *parts)
{
	while (*text && !is_subfield(text))
		text++;
	while (*text) {
		struct buf *part = part_of(parts, (text[1] - '0') * 10 + text[2] - '0');
		const char *begin = text + 3, *end = begin;
		while (*end && !is_subfield(end))
			end++;
		if (part)
			buf_add(part, begin, (size_t)(end - begin));
		text = end;
	}
}

void mt940_text(const char *field, struct arena *arena, struct list_line *line)
{
	struct parts parts = { 0 };
	const char *unbroken = joined(field, arena, false);
	if (!has_subfields(unbroken)) {
		line->text = list_text(arena, joined(field, arena, true));
		return;
	}
	sort_subfields(unbroken, &parts);
	line->party = list_text(arena, buf_string(&parts.name));
	line->text = who_and_what(arena, line->party, buf_string(&parts.words));
	if (!*line->text) /* a fee of the bank, for one */
		line->text = list_text(arena, buf_string(&parts.posting));
	if (!*line->party)
		line->party = list_text(arena, buf_string(&parts.account));
	buf_free(&parts.words);
	buf_free(&parts.name);
	buf_free(&parts.account);
	buf_free(&parts.posting);
}
