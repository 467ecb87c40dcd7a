/* CSV: canonical (RFC 4180), or as a spreadsheet in the reader's language takes it. */
#include <string.h>

#include "report/csv.h"
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

void csv_cell(struct buf *out, const char *text, bool numeric, char separator)
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
		csv_cell(renderer->out,
			 column_heading(renderer->lang, &renderer->report->columns[i]), true,
			 separator);
	}
	buf_text(renderer->out, "\r\n");
}

const struct report_format csv_format = { .name = "csv",
					  .ending = ".csv",
					  .media_type = "text/csv; charset=utf-8",
					  .locale = true,
					  .begin = csv_begin,
					  .row = csv_row };
