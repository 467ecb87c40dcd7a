/* The table: aligned by display width, for terminals and for Discord's code blocks. */
#include <stdio.h>
#include <string.h>

#include "base/unicode.h"
#include "report/names.h"
#include "report/render.h"
#include "report/spool.h"

static const char gap[] = "  ";

static int clean_width(const char *text, struct buf *clean)
{
	buf_clear(clean);
	text_clean(clean, text);
	return text_width(buf_string(clean));
}

bool table_shows(const struct renderer *renderer, int column)
{
	const struct column *shown = &renderer->report->columns[column];
	return !shown->not_in_tables &&
	       !(shown->optional && renderer->measured && !renderer->narrow[column]);
}

void table_measure(struct renderer *renderer, const char *const *cells)
{
	struct buf clean = { 0 };
	for (int i = 0; i < renderer->columns; i++) {
		if (!table_shows(renderer, i))
			continue;
		const char *text =
			cells ? cells[i]
			      : column_heading(renderer->lang, &renderer->report->columns[i]);
		int width = text ? clean_width(text, &clean) : 0;
		if (width > renderer->widths[i])
			renderer->widths[i] = width;
		if (cells && width > renderer->narrow[i])
			renderer->narrow[i] = width;
	}
	buf_free(&clean);
}

static bool can_be_cut(enum column_kind kind)
{
	return !column_is_numeric(kind) && kind != COLUMN_TIME && kind != COLUMN_LINK;
}

/* The widest column that may be narrowed, titles first: what is in the columns is worth more. -1:
 * none. */
static int widest_of(const struct renderer *renderer, bool titles)
{
	enum { LEAST = 6 };
	int widest = -1;
	for (int i = 0; i < renderer->columns; i++) {
		int least = titles && renderer->narrow[i] > LEAST ? renderer->narrow[i] : LEAST;
		if (!table_shows(renderer, i) || renderer->widths[i] <= least ||
		    (!titles && !can_be_cut(renderer->report->columns[i].kind)))
			continue;
		if (widest < 0 || renderer->widths[i] > renderer->widths[widest])
			widest = i;
	}
	return widest;
}

void table_unused(const struct renderer *renderer, bool unused[MAX_REPORT_COLUMNS])
{
	for (int i = 0; i < MAX_REPORT_COLUMNS; i++)
		unused[i] = i < renderer->columns && !table_shows(renderer, i);
	for (int i = 0; i < renderer->columns; i++)
		if (!unused[i] && renderer->report->columns[i].number)
			unused[renderer->report->columns[i].number - 1] = false;
}

void table_fit(struct renderer *renderer, int columns)
{
	int total = -(int)(sizeof gap - 1), at;
	for (int i = 0; i < renderer->columns; i++)
		if (table_shows(renderer, i))
			total += renderer->widths[i] + (int)sizeof gap - 1;
	for (; total > columns; total--) {
		at = widest_of(renderer, true);
		if (at < 0)
			at = widest_of(renderer, false);
		if (at < 0) {
			renderer->stacked = renderer->request && renderer->request->terminal;
			return;
		}
		renderer->widths[at]--;
	}
}

/* TEXT cut to WIDTH columns, the last of which is then an ellipsis, or the NUMBER of what it names.
 */
static void add_cut(struct buf *out, const char *text, const char *number, int width)
{
	struct buf cut = { 0 };
	if (text_width(text) <= width) {
		buf_text(out, text);
		return;
	}
	shown_name_cut(&cut, text, number, width);
	buf_text(out, buf_string(&cut));
	for (int pad = text_width(buf_string(&cut)), full = text_width(text);
	     full > width && pad < width; pad++)
		buf_char(out, ' ');
	buf_free(&cut);
}

static void add_spaces(struct buf *out, int count)
{
	static const char spaces[] = "                                ";
	for (int part; count > 0; count -= part) {
		part = count < (int)sizeof spaces - 1 ? count : (int)sizeof spaces - 1;
		buf_add(out, spaces, (size_t)part);
	}
}

/* What a terminal obeys; cleaned texts hold none. */
#define BOLD "\033[1m"
#define RED "\033[31m"
#define PLAIN "\033[m"

/* Nothing, where a line of a group says what the one before has said, or a side of an account is
 * zero. */
static const char *shown_cell(struct renderer *renderer, const char *const *cells, int column,
			      bool again)
{
	const struct column *kind = &renderer->report->columns[column];
	const char *text = cells[column] ? cells[column] : "";
	if (!kind->once && !kind->side)
		return text;
	if (kind->once)
		return again ? "" : text;
	return text[strspn(text, "0.")] ? text : "";
}

/* Whether a line belongs to the group of the one before. */
static bool goes_on(struct renderer *renderer, const char *const *cells)
{
	const char *group = renderer->report->grouped && cells[0] ? cells[0] : "";
	bool again = *group && strcmp(renderer->group, group) == 0;
	snprintf(renderer->group, sizeof renderer->group, "%s", group);
	return again;
}

static bool is_red(const struct renderer *renderer, int column, const char *text)
{
	enum column_kind kind = renderer->report->columns[column].kind;
	return renderer->request && renderer->request->colors && *text == '-' &&
	       (kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING);
}

static void put_line(struct renderer *renderer, const char *const *cells, bool heading)
{
	struct buf clean = { 0 };
	size_t start = renderer->out->length;
	bool again = !heading && goes_on(renderer, cells),
	     colors = renderer->request && renderer->request->colors;
	buf_text(renderer->out, heading && colors ? BOLD : "");
	for (int i = 0; i < renderer->columns; i++) {
		if (!table_shows(renderer, i))
			continue;
		const char *text = heading ? cells[i] : shown_cell(renderer, cells, i, again);
		bool red = !heading && is_red(renderer, i, text);
		bool right = column_is_numeric(renderer->report->columns[i].kind);
		int pad = renderer->widths[i] - clean_width(text, &clean);
		if (i)
			buf_text(renderer->out, gap);
		add_spaces(renderer->out, right ? pad : 0);
		buf_text(renderer->out, red ? RED : "");
		add_cut(renderer->out, buf_string(&clean),
			heading ? NULL : row_number_of(renderer->report, cells, i),
			right && !heading ? 1000 : renderer->widths[i]);
		buf_text(renderer->out, red ? PLAIN : "");
		add_spaces(renderer->out, right ? 0 : pad);
	}
	while (renderer->out->length > start &&
	       renderer->out->bytes[renderer->out->length - 1] == ' ')
		renderer->out->length--;
	buf_text(renderer->out, heading && colors ? PLAIN "\n" : "\n");
	buf_free(&clean);
}

/* Title and cell below each other, as many lines as there are cells, and one between rows. */
static void put_stack(struct renderer *renderer, const char *const *cells)
{
	struct buf clean = { 0 }, *out = renderer->out;
	bool colors = renderer->request->colors;
	int widest = 0;
	for (int i = 0; i < renderer->columns; i++) {
		int width =
			text_width(column_heading(renderer->lang, &renderer->report->columns[i]));
		widest = table_shows(renderer, i) && width > widest ? width : widest;
	}
	for (int i = 0; i < renderer->columns; i++) {
		if (!table_shows(renderer, i) || !*shown_cell(renderer, cells, i, false))
			continue;
		const char *title = column_heading(renderer->lang, &renderer->report->columns[i]);
		int room = renderer->request->width - widest - (int)(sizeof gap - 1);
		clean_width(cells[i], &clean);
		buf_printf(out, "%s%s%s", colors ? BOLD : "", title, colors ? PLAIN : "");
		add_spaces(out, widest - text_width(title));
		buf_printf(out, "%s%s", gap, is_red(renderer, i, cells[i]) ? RED : "");
		if (column_is_numeric(renderer->report->columns[i].kind))
			buf_text(out, buf_string(&clean));
		else
			add_cut(out, buf_string(&clean), row_number_of(renderer->report, cells, i),
				room < 1 ? 1 : room);
		buf_printf(out, "%s\n", is_red(renderer, i, cells[i]) ? PLAIN : "");
	}
	buf_char(out, '\n');
	buf_free(&clean);
}

static void add_line(struct renderer *renderer, const char *const *cells)
{
	if (renderer->stacked)
		put_stack(renderer, cells);
	else
		put_line(renderer, cells, false);
}

static void begin(struct renderer *renderer)
{
	const char *cells[MAX_REPORT_COLUMNS];
	if (renderer->stacked)
		return;
	for (int i = 0; i < renderer->columns; i++)
		cells[i] = column_heading(renderer->lang, &renderer->report->columns[i]);
	/* cppcheck-suppress uninitvar ; a table has columns */
	put_line(renderer, cells, true);
	for (int i = 0; i < renderer->columns; i++) {
		if (!table_shows(renderer, i))
			continue;
		buf_text(renderer->out, i ? gap : "");
		for (int p = 0; p < renderer->widths[i]; p++)
			buf_char(renderer->out, '-');
	}
	buf_char(renderer->out, '\n');
}

const struct report_format table_format = { .name = "table",
					    .help = "the default",
					    .ending = ".txt",
					    .media_type = "text/plain; charset=utf-8",
					    .form = FORM_PEOPLE,
					    .prepare = spool_prepare,
					    .begin = begin,
					    .row = add_line };
