/* Columns counted in characters, digits, and days whose years have two digits. */
#include "import/columns.h"

#include <string.h>
#include <strings.h>

#include "base/unicode.h"
#include "import/list.h"
#include "import/days.h"

static bool goes_on(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

struct columns columns_of(const char *line, size_t length)
{
	struct columns columns = { line, length, length };
	if (!utf8_is_ascii(line, length))
		for (size_t i = 0; i < length; i++)
			columns.count -= goes_on(line[i]);
	return columns;
}

/* The byte at which COLUMN (from 0) begins. */
static size_t byte_of(const struct columns *columns, size_t column)
{
	size_t at = 0;
	if (column >= columns->count)
		return columns->length;
	if (columns->count == columns->length)
		return column;
	while (column--)
		do
			at++;
		while (at < columns->length && goes_on(columns->bytes[at]));
	return at;
}

const char *columns_at(const struct columns *columns, size_t first, size_t last, size_t *length)
{
	size_t begin = byte_of(columns, first - 1);
	*length = byte_of(columns, last) - begin;
	return columns->bytes + begin;
}

static const char *trimmed(const char *bytes, size_t *length)
{
	while (*length && bytes[*length - 1] == ' ')
		(*length)--;
	while (*length && *bytes == ' ') {
		bytes++;
		(*length)--;
	}
	return bytes;
}

char *columns_text(const struct columns *columns, size_t first, size_t last, struct arena *arena)
{
	size_t length;
	const char *bytes = columns_at(columns, first, last, &length);
	bytes = trimmed(bytes, &length);
	return arena_copy(arena, bytes, length);
}

const char *columns_shown(const struct columns *columns, size_t first, size_t last,
			  struct arena *arena)
{
	return list_shown(arena, columns_text(columns, first, last, arena));
}

void columns_add(const struct columns *columns, size_t first, size_t last, struct buf *buf)
{
	size_t length;
	const char *bytes = columns_at(columns, first, last, &length);
	buf_add(buf, bytes, length);
	if (columns->count < last)
		buf_char(buf, ' ');
}

bool columns_blank(const struct columns *columns, size_t first, size_t last)
{
	size_t length;
	const char *bytes = columns_at(columns, first, last, &length);
	trimmed(bytes, &length);
	return !length;
}

bool columns_number(const struct columns *columns, size_t first, size_t last, int64_t *number)
{
	size_t length;
	const char *bytes = columns_at(columns, first, last, &length);
	return length == last - first + 1 && digits_number(bytes, length, number);
}

bool columns_day(const struct columns *columns, size_t first, int64_t *day)
{
	size_t length;
	const char *bytes = columns_at(columns, first, first + 5, &length);
	return length == 6 && short_day(bytes, day);
}

const char *list_reference(struct arena *arena, const char *reference, size_t length)
{
	reference = trimmed(reference, &length);
	if (list_names_nothing(reference, length))
		return "";
	return list_text(arena, arena_copy(arena, reference, length));
}

const char *list_shown(struct arena *arena, const char *text)
{
	enum { SHOWN = 40 };
	const char *clean = list_text(arena, text);
	return arena_copy(arena, clean, utf8_prefix(clean, SHOWN));
}
