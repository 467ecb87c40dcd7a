/* The table: aligned by display width, for terminals and for Discord's code blocks. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

static const char gap[] = "  ";

static int clean_width(const char *text, struct buf *clean)
{
	buf_clear(clean);
	text_clean(clean, text);
	return text_width(buf_string(clean));
}

static bool is_shown(const struct renderer *renderer, int column)
{
	return !renderer->report->columns[column].not_in_tables;
}

void table_measure(struct renderer *renderer, const char *const *cells)
{
	struct buf clean = { 0 };
	for (int i = 0; i < renderer->columns; i++) {
		if (!is_shown(renderer, i))
			continue;
		const char *text = cells ? cells[i] : tr(renderer->lang, renderer->report->columns[i].title);
		int width = text ? clean_width(text, &clean) : 0;
		if (width > renderer->widths[i])
			renderer->widths[i] = width;
	}
	buf_free(&clean);
}

void table_fit(struct renderer *renderer, int columns)
{
	enum { LEAST_TEXT = 6 };
	for (;;) {
		int total = 0, widest = -1;
		for (int i = 0; i < renderer->columns; i++) {
			if (!is_shown(renderer, i))
				continue;
			total += renderer->widths[i] + (i ? (int)sizeof gap - 1 : 0);
			enum column_kind kind = renderer->report->columns[i].kind;
			if (!column_is_numeric(kind) && kind != COLUMN_TIME && renderer->widths[i] > LEAST_TEXT &&
			    (widest < 0 || renderer->widths[i] > renderer->widths[widest]))
				widest = i;
		}
		if (total <= columns || widest < 0)
			return;
		renderer->widths[widest]--;
	}
}

/* TEXT cut to WIDTH columns, the last of which is then an ellipsis. */
static void add_cut(struct buf *out, const char *text, int width)
{
	if (text_width(text) <= width) {
		buf_text(out, text);
		return;
	}
	size_t points = utf8_count(text), length;
	struct buf cut = { 0 };
	do {
		length = utf8_prefix(text, --points);
		buf_clear(&cut);
		buf_add(&cut, text, length);
		buf_text(&cut, "…");
	} while (points && text_width(buf_string(&cut)) > width);
	buf_text(out, buf_string(&cut));
	for (int pad = text_width(buf_string(&cut)); pad < width; pad++)
		buf_char(out, ' ');
	buf_free(&cut);
}

static void add_line(struct renderer *renderer, const char *const *cells)
{
	struct buf clean = { 0 };
	size_t start = renderer->out->length;
	for (int i = 0; i < renderer->columns; i++) {
		if (!is_shown(renderer, i))
			continue;
		const char *text = cells[i] ? cells[i] : "";
		bool right = column_is_numeric(renderer->report->columns[i].kind);
		int pad = renderer->widths[i] - clean_width(text, &clean);
		if (i)
			buf_text(renderer->out, gap);
		for (int p = 0; right && p < pad; p++)
			buf_char(renderer->out, ' ');
		add_cut(renderer->out, buf_string(&clean), right ? 1000 : renderer->widths[i]);
		for (int p = 0; !right && p < pad; p++)
			buf_char(renderer->out, ' ');
	}
	while (renderer->out->length > start && renderer->out->bytes[renderer->out->length - 1] == ' ')
		renderer->out->length--;
	buf_char(renderer->out, '\n');
	buf_free(&clean);
}

static void begin(struct renderer *renderer)
{
	const char *cells[MAX_REPORT_COLUMNS];
	for (int i = 0; i < renderer->columns; i++)
		cells[i] = tr(renderer->lang, renderer->report->columns[i].title);
	add_line(renderer, cells);
	for (int i = 0; i < renderer->columns; i++) {
		if (!is_shown(renderer, i))
			continue;
		buf_text(renderer->out, i ? gap : "");
		for (int p = 0; p < renderer->widths[i]; p++)
			buf_char(renderer->out, '-');
	}
	buf_char(renderer->out, '\n');
}

static void end(struct renderer *renderer)
{
	(void)renderer;
}

const struct format_functions table_format = { .begin = begin, .row = add_line, .end = end, .for_people = true };
