/* A table in Markdown. */
#include "base/unicode.h"
#include "report/render.h"

static void markdown_row(struct renderer *renderer, const char *const *cells)
{
	for (int i = 0; i < renderer->columns; i++) {
		buf_text(renderer->out, "| ");
		enum column_kind kind = renderer->report->columns[i].kind;
		if (cells[i] && (kind == COLUMN_TEXT || kind == COLUMN_MEMO || kind == COLUMN_NAME))
			text_markdown(renderer->out, cells[i]);
		else if (cells[i])
			buf_text(renderer->out, cells[i]);
		buf_char(renderer->out, ' ');
	}
	buf_text(renderer->out, "|\n");
}

static void markdown_begin(struct renderer *renderer)
{
	for (int i = 0; i < renderer->columns; i++)
		buf_printf(renderer->out, "| %s ",
			   column_heading(renderer->lang, &renderer->report->columns[i]));
	buf_text(renderer->out, "|\n");
	for (int i = 0; i < renderer->columns; i++)
		buf_text(renderer->out,
			 column_is_numeric(renderer->report->columns[i].kind) ? "|---:" : "|---");
	buf_text(renderer->out, "|\n");
}

const struct report_format markdown_format = { .name = "markdown",
					       .ending = ".md",
					       .media_type = "text/markdown; charset=utf-8",
					       .form = FORM_PEOPLE,
					       .begin = markdown_begin,
					       .row = markdown_row };
