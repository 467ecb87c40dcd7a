/* Splits records into cells, as RFC 4180 has them, with any separator. A quote opens a cell only at
 * its beginning; what follows the closing one belongs to the cell. */
#include "import/csv_records.h"

#include <string.h>

#include "base/unicode.h"

/* Where the splitting of a record is, so that it can go on with a line more. */
struct splitting {
	size_t at;
	bool in_quotes, begins; /* BEGINS: a cell begins here */
};

static bool refuse(struct csv_scanner *scanner, enum list_fault fault, const char *message)
{
	scanner->failed = true;
	list_fault(scanner->taker, fault, scanner->place, "%s", message);
	return false;
}

/* Ends the cell before END and begins one behind it. */
static bool end_cell(struct csv_scanner *scanner, size_t end)
{
	size_t count = scanner->record.count;
	scanner->lengths[count] = end - scanner->starts[count];
	if (scanner->lengths[count] > CSV_LONGEST_CELL)
		return refuse(scanner, FAULT_TOO_LONG,
			      "a cell of more than 64 KiB: a quote may be missing; download the "
			      "list again");
	if (++scanner->record.count == CSV_MOST_CELLS)
		return refuse(scanner, FAULT_TOO_LONG,
			      "more than 1,024 cells: look at \"separator\" in the rules");
	scanner->starts[count + 1] = end + 1;
	scanner->quoted[count + 1] = false;
	return true;
}

/* Splits TEXT of LENGTH bytes from where SPLITTING is; the last cell is left open. */
static bool split(struct csv_scanner *scanner, const char *text, size_t length,
		  struct splitting *splitting)
{
	size_t at = splitting->at;
	while (at < length) {
		if (splitting->in_quotes) {
			const char *quote = memchr(text + at, '"', length - at);
			at = quote ? (size_t)(quote - text) + 1 : length;
			if (quote && text[at] == '"')
				at++;
			else
				splitting->in_quotes = !quote;
			continue;
		}
		if (splitting->begins && text[at] == '"') {
			scanner->quoted[scanner->record.count] = true;
			splitting->in_quotes = true;
			splitting->begins = false;
			at++;
			continue;
		}
		const char *next = memchr(text + at, scanner->separator, length - at);
		splitting->begins = next != NULL;
		at = next ? (size_t)(next - text) : length;
		if (next && !end_cell(scanner, at++))
			return false;
	}
	splitting->at = at;
	return true;
}

/* Takes the quotes of a cell away, in place; returns its length. */
static size_t unquote(char *cell, size_t length)
{
	char *to = cell;
	bool inside = true;
	for (size_t i = 1; i < length; i++) {
		bool quote = inside && cell[i] == '"';
		if (quote && i + 1 < length && cell[i + 1] == '"')
			i++;
		else if (quote) {
			inside = false;
			continue;
		}
		*to++ = cell[i];
	}
	return (size_t)(to - cell);
}

static bool finish(struct csv_scanner *scanner, char *text, size_t length)
{
	if (!end_cell(scanner, length))
		return false;
	for (size_t i = 0; i < scanner->record.count; i++) {
		char *cell = text + scanner->starts[i];
		if (scanner->quoted[i])
			scanner->lengths[i] = unquote(cell, scanner->lengths[i]);
		cell[scanner->lengths[i]] = '\0';
		scanner->cells[i] = cell;
	}
	scanner->record.cells = scanner->cells;
	scanner->record.lengths = scanner->lengths;
	scanner->behind = scanner->source->next;
	return true;
}

/* Reads lines until the quotes of the record that begins with LINE are closed. */
static bool several_lines(struct csv_scanner *scanner, const char *line, size_t length,
			  struct splitting *splitting)
{
	buf_clear(&scanner->text);
	buf_add(&scanner->text, line, length);
	while (splitting->in_quotes) {
		line = source_line(scanner->source, &length, scanner->taker);
		if (!line && scanner->source->failed) {
			scanner->failed = true;
			return false;
		}
		if (!line)
			return refuse(scanner, FAULT_TRUNCATED,
				      "the list ends inside a quoted cell: it was cut off; "
				      "download it again");
		if (scanner->text.length + length + 1 > CSV_LONGEST_RECORD)
			return refuse(scanner, FAULT_TOO_LONG,
				      "a record of more than 1 MiB: a quote is never closed; "
				      "download the list again");
		buf_char(&scanner->text, '\n');
		buf_add(&scanner->text, line, length);
		if (!split(scanner, scanner->text.bytes, scanner->text.length, splitting))
			return false;
	}
	return finish(scanner, scanner->text.bytes, scanner->text.length);
}

bool csv_next(struct csv_scanner *scanner)
{
	struct list_source *source = scanner->source;
	struct splitting splitting = { .begins = true };
	size_t length;
	char *line;
	if (scanner->failed)
		return false;
	do {
		line = source_line(source, &length, scanner->taker);
		if (!line) {
			scanner->failed = source->failed;
			return false;
		}
	} while (!length);
	scanner->place = source->number;
	scanner->offset = source->offset;
	scanner->record.count = scanner->starts[0] = 0;
	scanner->quoted[0] = false;
	if (!split(scanner, line, length, &splitting))
		return false;
	return splitting.in_quotes ? several_lines(scanner, line, length, &splitting)
				   : finish(scanner, line, length);
}

bool csv_is_blank(const struct record_cells *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const char *at = record->cells[i];
		for (size_t space; (space = text_space(at));)
			at += space;
		if (*at)
			return false;
	}
	return true;
}

void csv_scanner_free(struct csv_scanner *scanner)
{
	buf_free(&scanner->text);
}
