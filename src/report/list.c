/* The list: a paragraph a row. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

/* The text of the last column that tables have is below the row, whole, with its own line
 * breaks. The ids behind it are for programs. */
static void list_row(struct renderer *renderer, const char *const *cells)
{
	const struct column *columns = renderer->report->columns;
	int last = renderer->columns - 1;
	while (columns[last].not_in_tables ||
	       (columns[last].optional && !(cells[last] && *cells[last])))
		last--;
	const char *text = cells[last];
	bool first = true;
	for (int i = 0; i < last; i++) {
		if (!cells[i] || !*cells[i] || columns[i].not_in_tables)
			continue;
		buf_text(renderer->out, first ? "" : "  ");
		text_clean(renderer->out, cells[i]);
		first = false;
	}
	buf_char(renderer->out, '\n');
	while (text && *text) {
		size_t length = strcspn(text, "\n");
		struct buf line = { 0 };
		buf_add(&line, text, length);
		buf_text(renderer->out, "    ");
		text_clean(renderer->out, buf_string(&line));
		buf_char(renderer->out, '\n');
		buf_free(&line);
		text += length + (text[length] == '\n');
	}
}

const struct report_format list_format = { .name = "list",
					   .ending = ".txt",
					   .media_type = "text/plain; charset=utf-8",
					   .form = FORM_PEOPLE,
					   .row = list_row };
