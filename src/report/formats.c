/* CSV, JSON, NDJSON, Markdown, and the list: a paragraph a row. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

/* What a spreadsheet takes for the beginning of a formula, also in full width, as some take it
 * (OWASP, "CSV Injection"). */
static bool is_formula(const char *text)
{
	static const char *const beginnings[] = { "=",  "+",  "-",  "@",  "\t",
						  "\r", "＝", "＋", "－", "＠" };
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (strncmp(text, beginnings[i], strlen(beginnings[i])) == 0)
			return true;
	return false;
}

/* Whether at AT, within a text, a cell with a formula would begin for a spreadsheet that takes
 * another sign for the separator: "x;=1" of a file with commas, opened in Spanish. There quotes
 * within a line are none, and a line break ends the row. */
static bool hides_formula(const char *at)
{
	return strchr(",;\t\n", *at) && is_formula(at + 1 + strspn(at + 1, "\""));
}

/* TEXT with its quotes doubled. */
static void csv_text(struct buf *out, const char *text, bool numeric)
{
	for (; *text; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
		if (!numeric && hides_formula(text))
			buf_char(out, '\'');
	}
}

/* RFC 4180, with SEPARATOR. Before what a spreadsheet would take for a formula there comes an
 * apostrophe. */
static void csv_cell(struct buf *out, const char *text, bool numeric, char separator)
{
	bool formula = !numeric && is_formula(text);
	bool quote = formula || strchr(text, separator) || strpbrk(text, "\"\r\n") || *text == ' ';
	if (!quote) {
		csv_text(out, text, numeric);
		return;
	}
	buf_char(out, '"');
	if (formula)
		buf_char(out, '\'');
	csv_text(out, text, numeric);
	buf_char(out, '"');
}

/* Whether a spreadsheet might take TEXT, which is none, for a number ("1e5", too) or a date. */
static bool reads_as_number(const char *text)
{
	return strpbrk(text, "0123456789") && text[strspn(text, "0123456789 .,:/+-%eE")] == '\0';
}

/* For spreadsheets: what is text stays text, as a formula that is nothing else (Excel and Calc read
 * no other sign of it in a file), so that an id keeps its digits and "12/03" is no day. Of TEXT's
 * characters none ends the quotes. */
static void sheet_cell(struct buf *out, const char *text, enum column_kind kind, char separator)
{
	bool value = kind == COLUMN_NUMBER || kind == COLUMN_ID || kind == COLUMN_AMOUNT ||
		     kind == COLUMN_RUNNING || kind == COLUMN_TIME || kind == COLUMN_DAY;
	if (!value && reads_as_number(text))
		buf_printf(out, "\"=\"\"%s\"\"\"", text);
	else
		csv_cell(out, text, value, separator);
}

/* As spreadsheets of that language have it: in Spanish the comma is for decimals. */
static char separator_of(const struct renderer *renderer)
{
	return renderer->request->sheet && renderer->lang == LANG_ES ? ';' : ',';
}

static void csv_row(struct renderer *renderer, const char *const *cells)
{
	char separator = separator_of(renderer);
	for (int i = 0; i < renderer->columns; i++) {
		if (i)
			buf_char(renderer->out, separator);
		if (cells[i] && renderer->request->sheet)
			sheet_cell(renderer->out, cells[i], renderer->report->columns[i].kind,
				   separator);
		else if (cells[i])
			csv_cell(renderer->out, cells[i],
				 column_is_numeric(renderer->report->columns[i].kind), separator);
	}
	buf_text(renderer->out, "\r\n");
}

static void csv_begin(struct renderer *renderer)
{
	char separator = separator_of(renderer);
	if (renderer->request->sheet)
		buf_text(renderer->out, "\xef\xbb\xbf"); /* Excel takes a file without it for one of
							    its old code pages */
	for (int i = 0; i < renderer->columns; i++) {
		if (i)
			buf_char(renderer->out, separator);
		csv_cell(renderer->out, tr(renderer->lang, renderer->report->columns[i].title),
			 true, separator);
	}
	buf_text(renderer->out, "\r\n");
}

static void nothing(struct renderer *renderer)
{
	(void)renderer;
}

const struct format_functions csv_format = {
	.begin = csv_begin, .row = csv_row, .end = nothing, .for_people = false
};

/* Keys are the English titles: programs read them. Counts are numbers; ids and amounts are strings,
 * being 64-bit. */
static void json_members(struct renderer *renderer, const char *const *cells)
{
	struct buf *out = renderer->out;
	buf_char(out, '{');
	for (int i = 0; i < renderer->columns; i++) {
		const struct column *column = &renderer->report->columns[i];
		buf_json_key(out, column->title);
		if (!cells[i])
			buf_text(out, "null");
		else if (column->kind == COLUMN_NUMBER)
			buf_text(out, cells[i]);
		else
			buf_json(out, cells[i]);
	}
	buf_char(out, '}');
}

static void ndjson_row(struct renderer *renderer, const char *const *cells)
{
	json_members(renderer, cells);
	buf_char(renderer->out, '\n');
}

const struct format_functions ndjson_format = {
	.begin = nothing, .row = ndjson_row, .end = nothing, .for_people = false
};

static void json_begin(struct renderer *renderer)
{
	buf_char(renderer->out, '[');
}

static void json_row(struct renderer *renderer, const char *const *cells)
{
	buf_text(renderer->out, renderer->rows ? ",\n" : "\n");
	json_members(renderer, cells);
}

static void json_end(struct renderer *renderer)
{
	buf_text(renderer->out, "\n]\n");
}

const struct format_functions json_format = {
	.begin = json_begin, .row = json_row, .end = json_end, .for_people = false
};

static void markdown_row(struct renderer *renderer, const char *const *cells)
{
	for (int i = 0; i < renderer->columns; i++) {
		buf_text(renderer->out, "| ");
		enum column_kind kind = renderer->report->columns[i].kind;
		if (cells[i] && (kind == COLUMN_TEXT || kind == COLUMN_NAME))
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
			   tr(renderer->lang, renderer->report->columns[i].title));
	buf_text(renderer->out, "|\n");
	for (int i = 0; i < renderer->columns; i++)
		buf_text(renderer->out,
			 column_is_numeric(renderer->report->columns[i].kind) ? "|---:" : "|---");
	buf_text(renderer->out, "|\n");
}

const struct format_functions markdown_format = {
	.begin = markdown_begin, .row = markdown_row, .end = nothing, .for_people = true
};

/* The text of the last column that tables have stands below the row, whole, with its own line
 * breaks. The ids behind it are for programs. */
static void list_row(struct renderer *renderer, const char *const *cells)
{
	int last = renderer->columns - 1;
	while (renderer->report->columns[last].not_in_tables)
		last--;
	const char *text = cells[last];
	bool first = true;
	for (int i = 0; i < last; i++) {
		if (!cells[i] || !*cells[i])
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

const struct format_functions list_format = {
	.begin = nothing, .row = list_row, .end = nothing, .for_people = true
};
