/* A table in HTML, to be put into a page. On the site it is one of its lists: with the columns and
 * headings that the catalogue says. */
#include "report/html.h"

#include <string.h>

#include "base/localized.h"
#include "base/unicode.h"
#include "report/render.h"

void html_text(struct buf *out, const char *hostile)
{
	static struct buf clean;
	buf_clear(&clean);
	text_clean(&clean, hostile);
	for (const char *at = buf_string(&clean); *at; at++) {
		switch (*at) {
		case '<': buf_text(out, "&lt;"); break;
		case '>': buf_text(out, "&gt;"); break;
		case '&': buf_text(out, "&amp;"); break;
		case '"': buf_text(out, "&quot;"); break;
		case '\'': buf_text(out, "&#39;"); break;
		default: buf_char(out, *at);
		}
	}
}

void html_figure(struct buf *out, enum lang lang, const char *decimal)
{
	enum { GROUP = 3 };
	const char *group = lang == LANG_ES ? "." : ",", *point = lang == LANG_ES ? "," : ".";
	if (*decimal == '-') {
		buf_text(out, "\u2212");
		decimal++;
	}
	size_t whole = strcspn(decimal, ".");
	for (size_t i = 0; i < whole; i++) {
		if (i && (whole - i) % GROUP == 0)
			buf_text(out, group);
		buf_char(out, decimal[i]);
	}
	if (decimal[whole])
		buf_printf(out, "%s%s", point, decimal + whole + 1);
}

static void add_caption(struct buf *out, const char *caption, const char *count_of)
{
	html_text(out, caption);
	if (count_of) {
		buf_char(out, ' ');
		html_text(out, count_of);
	}
}

void html_table_open(struct buf *out, const char *caption, const char *count_of, bool searchable)
{
	buf_printf(out, "<table class=\"sortable%s\"><caption>", searchable ? " searchable" : "");
	add_caption(out, caption, count_of);
	buf_text(out, "</caption>\n<thead><tr>");
}

void html_heading(struct buf *out, const char *title, bool numeric)
{
	buf_printf(out, "<th scope=col%s>%s", numeric ? " class=n" : "", title);
}

void html_table_body(struct buf *out)
{
	buf_text(out, "</thead>\n<tbody>\n");
}

void html_table_close(struct buf *out)
{
	buf_text(out, "</tbody></table>");
}

static const char *heading_of(const struct renderer *renderer, int column)
{
	const struct column *known = &renderer->report->columns[column];
	return renderer->request->site ? known->site : known->not_in_tables ? NULL : known->title;
}

/* On a page of others a table scrolls by itself: they have not the site's style. */
static void begin(struct renderer *renderer)
{
	const char *caption = renderer->report->site.caption;
	caption = renderer->request->site && caption
			  ? tr(renderer->lang, caption)
			  : report_word(renderer->request->name, renderer->lang);
	if (!renderer->request->site) {
		buf_text(renderer->out, "<div class=scroll tabindex=0 role=region aria-label=\"");
		add_caption(renderer->out, caption, NULL);
		buf_text(renderer->out, "\">");
	}
	html_table_open(renderer->out, caption, NULL, true);
	bool first = true; /* the first cell names its row */
	for (int i = 0; i < renderer->columns; i++) {
		const char *heading = heading_of(renderer, i);
		if (!heading)
			continue;
		html_heading(renderer->out, tr(renderer->lang, heading),
			     !first && column_is_numeric(renderer->report->columns[i].kind));
		first = false;
	}
	html_table_body(renderer->out);
}

/* On the site amounts and days are in the form of its readers, as on its other pages. */
static void add_cell(struct renderer *renderer, enum column_kind kind, const char *cell)
{
	char text[LOCALIZED_SIZE];
	bool day = kind == COLUMN_DAY || kind == COLUMN_NEXT;
	if (renderer->request->site && kind == COLUMN_AMOUNT)
		html_figure(renderer->out, renderer->lang, cell);
	else if (renderer->request->site && day)
		html_text(renderer->out,
			  renderer->lang == LANG_ES ? localized_day(cell, DAY_LONG, text) : cell);
	else
		html_text(renderer->out, cell);
}

static void row(struct renderer *renderer, const char *const *cells)
{
	const char *opening = "<tr><th scope=row>";
	renderer->rows++;
	for (int i = 0; i < renderer->columns; i++) {
		enum column_kind kind = renderer->report->columns[i].kind;
		if (!heading_of(renderer, i))
			continue;
		bool day = kind == COLUMN_TIME || kind == COLUMN_DAY ||
			   (renderer->request->site && kind == COLUMN_NEXT);
		buf_text(renderer->out, opening                   ? opening
					: column_is_numeric(kind) ? "<td class=n"
					: day                     ? "<td class=d"
								  : "<td");
		if (!opening && renderer->request->site && cells[i])
			buf_printf(renderer->out, " data-l=\"%s\"",
				   tr(renderer->lang, heading_of(renderer, i)));
		buf_text(renderer->out, opening ? "" : ">");
		opening = NULL;
		if (cells[i])
			add_cell(renderer, kind, cells[i]);
	}
	buf_char(renderer->out, '\n');
}

static void end(struct renderer *renderer)
{
	const char *empty = renderer->report->chat.empty;
	html_table_close(renderer->out);
	if (renderer->request->site && !renderer->rows && empty)
		buf_printf(renderer->out, "\n<p>%s</p>", tr(renderer->lang, empty));
	buf_text(renderer->out, renderer->request->site ? "\n" : "</div>\n");
}

const struct report_format html_format = { .name = "html",
					   .help = "a table for a page",
					   .ending = ".html",
					   .media_type = "text/html; charset=utf-8",
					   .form = FORM_PEOPLE,
					   .begin = begin,
					   .row = row,
					   .end = end };
