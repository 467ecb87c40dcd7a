/* The layout of a block. One template of the row at a time: what is at its right is one amount
 * on each line, or columns under a heading. */
#include "report/chat_block.h"

#include <string.h>

#include "base/unicode.h"
#include "report/chat_text.h"

/* What one template gives for all rows. */
struct layout {
	const struct chat_view *view;
	const struct chat_row *rows;
	struct chat_line *lines; /* of each row */
	size_t count;
	int cells, columns[MAX_CHAT_CELLS];
	const char *headings[MAX_CHAT_CELLS];
	int widths[MAX_CHAT_CELLS]; /* of the columns; 0: it is empty in each row */
	int left;                   /* columns for the parts, where cells are beside them */
	int gap;
	int most; /* columns of a line, without the indent */
};

static int larger(int one, int other)
{
	return one > other ? one : other;
}

static int widest_left(const struct layout *layout)
{
	int widest = 0;
	for (size_t i = 0; i < layout->count; i++)
		widest = larger(widest, chat_line_width(&layout->lines[i]));
	return widest;
}

/* The widths of the columns, with their headings up to HEADING columns of them. Returns the sum,
 * with gaps. */
static int measure_columns(struct layout *layout, int heading)
{
	int sum = 0;
	for (int column = 0; column < layout->cells; column++) {
		int width = 0;
		for (size_t i = 0; i < layout->count; i++)
			width = larger(width, text_width(layout->lines[i].cells[column]));
		int title = text_width(layout->headings[column]);
		if (width)
			width = larger(width, title < heading ? title : heading);
		layout->widths[column] = width;
		sum += width ? width + layout->gap : 0;
	}
	return sum;
}

enum placement { BESIDE, BELOW, STACKED };

/* How the columns fit, with as much of their headings and of what is at the left as can be. */
static enum placement place(struct layout *layout)
{
	enum { LEGIBLE = 10, BRIEF = 5 };
	static const struct {
		int gap, heading;
		bool below;
	} tries[] = { { 2, CHAT_COLUMNS, false }, { 1, CHAT_COLUMNS, false }, { 1, BRIEF, false },
		      { 2, CHAT_COLUMNS, true },  { 1, CHAT_COLUMNS, true },  { 1, BRIEF, true } };
	int widest = widest_left(layout), least = widest < LEGIBLE ? widest : LEGIBLE;
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
		layout->gap = tries[i].gap;
		int sum = measure_columns(layout, tries[i].heading);
		if (tries[i].below && sum - layout->gap <= layout->most)
			return BELOW;
		if (tries[i].below || layout->most - sum < least)
			continue;
		layout->left = layout->most - sum < widest ? layout->most - sum : widest;
		return BESIDE;
	}
	return STACKED;
}

static void add_cells(const struct layout *layout, const char *const *cells, bool beside,
		      struct buf *out)
{
	for (int column = 0, first = !beside; column < layout->cells; column++) {
		if (!layout->widths[column])
			continue;
		const char *cell = chat_wrap(layout->view->arena, cells[column],
					     layout->widths[column], false);
		chat_spaces(out,
			    (first ? 0 : layout->gap) + layout->widths[column] - text_width(cell));
		buf_text(out, cell);
		first = false;
	}
}

static void end_line(struct buf *out)
{
	while (out->length && out->bytes[out->length - 1] == ' ')
		out->bytes[--out->length] = '\0';
	buf_char(out, '\n');
}

/* A heading and its amount on a line each, where two amounts have no room beside each other. */
static void add_stacked(const struct layout *layout, const struct chat_line *line, struct buf *out)
{
	for (int column = 0; column < layout->cells; column++) {
		const char *cell = line->cells[column];
		int width = text_width(cell), room = layout->most - width - 1;
		if (!*cell)
			continue;
		const char *title = room < 2 ? ""
					     : chat_wrap(layout->view->arena,
							 layout->headings[column], room, false);
		buf_text(out, title);
		if (width > layout->most) { /* a total beyond 64 bits */
			cell = chat_wrap(layout->view->arena, cell, layout->most, true);
			width = layout->most;
		}
		chat_spaces(out, layout->most - width - text_width(title));
		buf_text(out, cell);
		end_line(out);
	}
}

static const char *row_in_columns(const struct layout *layout, enum placement placement,
				  const struct chat_line *line)
{
	int room = placement == BESIDE ? layout->left : layout->most;
	const char *left = chat_line_text(layout->view, line, room);
	const char *last = strrchr(left, '\n') ? strrchr(left, '\n') + 1 : left;
	struct buf text = { 0 };
	buf_text(&text, left);
	if (placement == BESIDE) {
		chat_spaces(&text, layout->left - text_width(last));
		add_cells(layout, line->cells, true, &text);
		end_line(&text);
	} else {
		if (text.length)
			end_line(&text);
		if (placement == STACKED) {
			add_stacked(layout, line, &text);
		} else {
			struct buf cells = { 0 };
			add_cells(layout, line->cells, false, &cells);
			chat_spaces(&text, layout->most - text_width(buf_string(&cells)));
			buf_text(&text, buf_string(&cells));
			buf_free(&cells);
			end_line(&text);
		}
	}
	const char *copy = arena_strdup(layout->view->arena, buf_string(&text));
	buf_free(&text);
	return copy;
}

static const char *heading_of(const struct layout *layout, enum placement placement)
{
	struct buf text = { 0 }, cells = { 0 };
	if (placement == STACKED)
		return "";
	add_cells(layout, layout->headings, placement == BESIDE, &cells);
	chat_spaces(&text, placement == BESIDE ? layout->left
					       : layout->most - text_width(buf_string(&cells)));
	buf_text(&text, buf_string(&cells));
	end_line(&text);
	const char *copy = arena_strdup(layout->view->arena, buf_string(&text));
	buf_free(&text);
	buf_free(&cells);
	return copy;
}

/* The amount at the end of its line, of which it leaves what is left to the text; where that is too
 * little, on the next line. */
static const char *row_with_amount(const struct layout *layout, const struct chat_line *line,
				   int width)
{
	enum { LEGIBLE = 18 };
	const struct chat_view *view = layout->view;
	const char *amount = layout->cells ? line->cells[0] : "";
	int taken = text_width(amount), needed = chat_line_width(line),
	    room = width - (taken ? taken + 1 : 0);
	bool apart = taken && (room < needed && (room < LEGIBLE || line->wraps));
	struct buf text = { 0 };
	if (!needed && !*amount)
		return "";
	const char *left = chat_line_text(view, line, apart ? width : room),
		   *last = strrchr(left, '\n') ? strrchr(left, '\n') + 1 : left;
	buf_text(&text, left);
	if (apart && text.length && text_width(last) >= width - taken) {
		end_line(&text);
		last = "";
	}
	if (taken > layout->most)
		buf_text(&text, chat_wrap(view->arena, amount, layout->most, true));
	else if (taken) {
		chat_spaces(&text, width - taken - text_width(last));
		buf_text(&text, amount);
	}
	end_line(&text);
	const char *copy = arena_strdup(view->arena, buf_string(&text));
	buf_free(&text);
	return copy;
}

/* How wide the block is, so that short lines have their amounts near. */
static int natural_width(const struct layout *layout)
{
	enum { GAP = 2 };
	int widest = 0;
	for (size_t i = 0; i < layout->count; i++) {
		int cell = layout->cells ? text_width(layout->lines[i].cells[0]) : 0;
		widest = larger(widest,
				chat_line_width(&layout->lines[i]) + (cell ? cell + GAP : 0));
	}
	return widest < layout->most ? widest : layout->most;
}

static bool is_amount(const struct layout *layout)
{
	const struct column *columns = layout->view->report->columns;
	return layout->cells == 1 && (columns[layout->columns[0]].kind == COLUMN_AMOUNT ||
				      columns[layout->columns[0]].kind == COLUMN_RUNNING);
}

static const char *lay_out(const struct chat_view *view, const char *template, int indent,
			   const struct chat_row *rows, size_t count, const char **texts)
{
	struct layout layout = {
		.view = view, .rows = rows, .count = count, .most = CHAT_COLUMNS - indent
	};
	unsigned summed;
	layout.cells = chat_template_cells(view->report, template, layout.columns, &summed);
	layout.lines = arena_alloc(view->arena, (count + 1) * sizeof *layout.lines);
	for (size_t i = 0; i < count; i++)
		chat_line_read(view, template, &rows[i], &layout.lines[i]);
	for (int i = 0; i < layout.cells; i++) {
		const struct column *column = &view->report->columns[layout.columns[i]];
		layout.headings[i] = column->brief ? tr_of(view->lang, column->brief)
						   : tr(view->lang, column->title);
	}
	if (!layout.cells || is_amount(&layout)) {
		int width = natural_width(&layout);
		for (size_t i = 0; i < count; i++)
			texts[i] = row_with_amount(&layout, &layout.lines[i], width);
		return "";
	}
	enum placement placement = place(&layout);
	for (size_t i = 0; i < count; i++)
		texts[i] = row_in_columns(&layout, placement, &layout.lines[i]);
	return heading_of(&layout, placement);
}

/* TEXT with INDENT spaces before each of its lines. */
static const char *indented(struct arena *arena, const char *text, int indent)
{
	struct buf out = { 0 };
	for (size_t length; *text; text += length) {
		length = strcspn(text, "\n") + 1;
		chat_spaces(&out, indent);
		buf_add(&out, text, length);
	}
	const char *copy = arena_strdup(arena, buf_string(&out));
	buf_free(&out);
	return copy;
}

const char *chat_block(const struct chat_view *view, const char *const lines[CHAT_LINES],
		       const struct chat_row *rows, size_t count, const char **texts)
{
	enum { INDENT = 2 };
	const char *heading = lay_out(view, lines[0], 0, rows, count, texts);
	if (!lines[1])
		return heading;
	const char **second = arena_alloc(view->arena, (count + 1) * sizeof *second);
	lay_out(view, lines[1], INDENT, rows, count, second);
	for (size_t i = 0; i < count; i++)
		texts[i] = arena_printf(view->arena, "%s%s", texts[i],
					indented(view->arena, second[i], INDENT));
	return heading;
}
