/* An Excel workbook of one sheet: numbers are numbers, times are times, texts are texts and never a
 * formula. libxlsxwriter, loaded when it is asked for, writes the rows to temporary files, so that
 * memory does not grow with them. The same books give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/late_library.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "base/temporary.h"
#include "base/unicode.h"
#include "report/axis.h"
#include "report/render.h"

/* A cell takes 32,767 units of UTF-16 of a text; more than 15 digits are more than a number keeps
 * there. BUNDLED: 1980, the date that the library gives to all files in the bundle. */
enum { MOST_UNITS = 32767, MOST_DIGITS = 15, MOST_WIDTH = 60, BUNDLED = 315532800 };
enum { ROOM_BESIDE = 64 * 1024 }; /* for what is in a workbook beside its rows */
enum { DAYS_TO_1970 = 25569 };    /* of its calendar, which begins in 1899 */

/* clang-format off */
#define XLSX_CALLS(CALL) \
	CALL(workbook_new_opt) CALL(workbook_add_worksheet) CALL(workbook_add_format) \
	CALL(workbook_set_properties) CALL(workbook_close) CALL(worksheet_write_string) \
	CALL(worksheet_write_number) CALL(worksheet_write_blank) CALL(worksheet_set_column) \
	CALL(worksheet_freeze_panes) CALL(worksheet_autofilter) CALL(worksheet_repeat_rows) \
	CALL(format_set_bold) CALL(format_set_top) CALL(format_set_align) \
	CALL(format_set_num_format) CALL(lxw_strerror)
/* clang-format on */
/* NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration */
#define XLSX_MEMBER(call) __typeof__(call) *call;
static struct {
	XLSX_CALLS(XLSX_MEMBER)
} library;
static int file = -1; /* without a name; the library writes the bundle to it */

enum style { STYLE_TEXT, STYLE_LONG, STYLE_WHOLE, STYLE_DAY, STYLE_TIME, STYLE_DECIMALS };
enum { STYLES = STYLE_DECIMALS + DECIMAL_MAX_SCALE + 1 };

struct xlsx_sheet {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading, *styles[2][STYLES]; /* of rows, of totals */
	int widths[MAX_REPORT_COLUMNS];
};

static void load(void)
{
	static const struct late_library wanted = { .file = "libxlsxwriter.so." LXW_SOVERSION,
						    .name = "libxlsxwriter",
						    .package = "libxlsxwriter" LXW_SOVERSION,
						    .oldest = LXW_VERSION,
						    .needed = "workbooks" };
	void *loaded = late_library_load(&wanted);
#define XLSX_LOAD(call) \
	library.call = (__typeof__(library.call))late_library_call(&wanted, loaded, #call);
	XLSX_CALLS(XLSX_LOAD)
}

static void prepare(void)
{
	load();
	file = temporary_file();
	if (file < 0)
		fail(EX_CANTCREAT,
		     "--format xlsx needs temporary files, and %s cannot be written; name another "
		     "folder in TMPDIR",
		     temporary_folder());
	sandbox_also_write(temporary_folder());
}

static void check(lxw_error error)
{
	const char *why = error ? library.lxw_strerror(error) : "";
	if (error)
		fail(error == LXW_ERROR_MEMORY_MALLOC_FAILED ? EX_OSERR : EX_IOERR,
		     "the workbook cannot be written: %.*s; see that %s has room, and run again",
		     (int)strcspn(why, "."), why, temporary_folder());
}

static lxw_format *new_style(struct xlsx_sheet *sheet, const char *number, bool total)
{
	lxw_format *style = library.workbook_add_format(sheet->book);
	if (number)
		library.format_set_num_format(style, number);
	if (total) {
		library.format_set_bold(style);
		library.format_set_top(style, LXW_BORDER_THIN);
	}
	return style;
}

static void make_styles(struct xlsx_sheet *sheet, enum lang lang)
{
	static const char *const days[LANG_COUNT] = { "yyyy-mm-dd", "dd/mm/yyyy" },
				 *const times[LANG_COUNT] = { "yyyy-mm-dd hh:mm", "dd/mm/yyyy "
										  "hh:mm" };
	sheet->heading = new_style(sheet, "@", false);
	library.format_set_bold(sheet->heading);
	for (int total = 0; total < 2; total++) {
		lxw_format **styles = sheet->styles[total];
		styles[STYLE_TEXT] = new_style(sheet, "@", total);
		styles[STYLE_LONG] = new_style(sheet, "@", total);
		library.format_set_align(styles[STYLE_LONG], LXW_ALIGN_RIGHT);
		styles[STYLE_WHOLE] = new_style(sheet, "0", total);
		styles[STYLE_DAY] = new_style(sheet, days[lang], total);
		styles[STYLE_TIME] = new_style(sheet, times[lang], total);
		for (int scale = 0; scale <= DECIMAL_MAX_SCALE; scale++) {
			char number[32];
			snprintf(number, sizeof number, "#,##0%s%.*s", scale ? "." : "", scale,
				 "000000000");
			styles[STYLE_DECIMALS + scale] = new_style(sheet, number, total);
		}
	}
}

static void widen(struct xlsx_sheet *sheet, int column, int width)
{
	if (width > sheet->widths[column])
		sheet->widths[column] = width;
}

/* Readers of the format decode "_x0041_" as a character. */
static bool looks_like_code(const char *at)
{
	return strncmp(at, "_x", 2) == 0 && strspn(at + 2, "0123456789abcdefABCDEF") >= 4 &&
	       at[6] == '_';
}

/* TEXT up to what a cell takes; the first sign of what looks like a code is written as one. */
static void add_text(struct buf *out, const char *text)
{
	static const char underscore[] = "_x005F_";
	int units = 0;
	for (size_t length; *text; text += length) {
		length = utf8_prefix(text, 1);
		if (text_not_in_xml(text))
			continue;
		bool code = looks_like_code(text);
		units += code ? (int)sizeof underscore - 1 : length == 4 ? 2 : 1;
		if (units > MOST_UNITS)
			break;
		if (code)
			buf_text(out, underscore);
		else
			buf_add(out, text, length);
	}
}

static void put_text(struct xlsx_sheet *sheet, lxw_row_t row, int column, const char *text,
		     lxw_format *style)
{
	struct buf cell = { 0 };
	add_text(&cell, text);
	widen(sheet, column, text_width(text));
	check(library.worksheet_write_string(sheet->sheet, row, (lxw_col_t)column,
					     buf_string(&cell), style));
	buf_free(&cell);
}

/* How many digits TEXT, a decimal, has behind its point; -1: more in all than a number keeps. */
static int decimals_of(const char *text)
{
	const char *digits = text + (*text == '-');
	size_t length = strlen(digits), whole = strcspn(digits, ".");
	return length - (length > whole) > MOST_DIGITS ? -1
	       : length > whole                        ? (int)(length - whole - 1)
						       : 0;
}

static void put_number(struct xlsx_sheet *sheet, lxw_row_t row, int column, const char *text,
		       enum column_kind kind, lxw_format *const *styles)
{
	int decimals = decimals_of(text);
	bool whole = kind == COLUMN_NUMBER || kind == COLUMN_ID;
	if (decimals < 0 || decimals > DECIMAL_MAX_SCALE) {
		put_text(sheet, row, column, text, styles[STYLE_LONG]);
		return;
	}
	widen(sheet, column, (int)strlen(text) * 4 / 3); /* with its groups */
	check(library.worksheet_write_number(
		sheet->sheet, row, (lxw_col_t)column, strtod(text, NULL),
		styles[whole ? STYLE_WHOLE : STYLE_DECIMALS + decimals]));
}

static void put_cell(struct xlsx_sheet *sheet, lxw_row_t row, int column, const char *text,
		     enum column_kind kind, lxw_format *const *styles)
{
	int64_t seconds;
	switch (kind) {
	case COLUMN_NUMBER:
	case COLUMN_ID:
	case COLUMN_AMOUNT:
	case COLUMN_RUNNING: put_number(sheet, row, column, text, kind, styles); return;
	case COLUMN_TIME:
	case COLUMN_DAY:
		if (!axis_read_time(text, &seconds))
			break;
		widen(sheet, column, (int)strlen(text) + 1);
		check(library.worksheet_write_number(
			sheet->sheet, row, (lxw_col_t)column,
			(double)seconds / AXIS_DAY + DAYS_TO_1970,
			styles[kind == COLUMN_DAY ? STYLE_DAY : STYLE_TIME]));
		return;
	default: break;
	}
	put_text(sheet, row, column, text, styles[STYLE_TEXT]);
}

/* Excel takes no sheet that is called History, a name of its own, in the words of its language. */
static void name_sheet(const struct renderer *renderer, struct buf *name)
{
	buf_text(name, report_word(renderer->request->name, renderer->lang));
	if (renderer->report == &report_catalogue[REPORT_HISTORY])
		buf_char(name, '_');
}

static void begin(struct renderer *renderer)
{
	struct xlsx_sheet *sheet = calloc(1, sizeof *sheet);
	struct buf name = { 0 };
	char path[32];
	if (!sheet)
		fail(EX_OSERR, "out of memory");
	if (file < 0)
		prepare();
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
					 .tmpdir = (char *)temporary_folder() };
	lxw_doc_properties properties = { .created = BUNDLED };
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	renderer->sheet = sheet;
	sheet->book = library.workbook_new_opt(path, &options);
	if (!sheet->book)
		fail(EX_OSERR, "out of memory");
	check(library.workbook_set_properties(sheet->book, &properties));
	name_sheet(renderer, &name);
	sheet->sheet = library.workbook_add_worksheet(sheet->book, buf_string(&name));
	buf_free(&name);
	if (!sheet->sheet)
		check(LXW_ERROR_CREATING_TMPFILE);
	make_styles(sheet, renderer->lang);
	for (int i = 0; i < renderer->columns; i++) /* 3: the button of the filter */
		put_text(sheet, 0, i, column_heading(renderer->lang, &renderer->report->columns[i]),
			 sheet->heading),
			widen(sheet, i, sheet->widths[i] + 3);
	library.worksheet_freeze_panes(sheet->sheet, 1, 0);
	library.worksheet_repeat_rows(sheet->sheet, 0, 0);
}

/* In a report with totals, what is of no account and has no name but that. */
static bool is_total(const struct renderer *renderer, const char *const *cells)
{
	const struct column *columns = renderer->report->columns;
	for (int i = 0; renderer->report->totals && i < renderer->columns; i++)
		if (columns[i].kind == COLUMN_NAME)
			return !cells[columns[i].number - 1] &&
			       (!cells[i] || strcmp(cells[i], "total") == 0);
	return false;
}

static void row(struct renderer *renderer, const char *const *cells)
{
	struct xlsx_sheet *sheet = renderer->sheet;
	bool total = is_total(renderer, cells);
	if (renderer->rows + 1 >= LXW_ROW_MAX)
		fail(EX_USAGE,
		     "a sheet has no more than %d rows: narrow the report, as with --from and "
		     "--to, or take --format csv",
		     LXW_ROW_MAX);
	for (int i = 0; i < renderer->columns; i++)
		if (cells[i])
			put_cell(sheet, (lxw_row_t)renderer->rows + 1, i, cells[i],
				 renderer->report->columns[i].kind, sheet->styles[total]);
		else if (total)
			check(library.worksheet_write_blank(
				sheet->sheet, (lxw_row_t)renderer->rows + 1, (lxw_col_t)i,
				sheet->styles[total][STYLE_TEXT]));
}

/* The bundle, from the file where the library wrote it. */
static void copy_out(struct renderer *renderer)
{
	static char part[64 * 1024];
	ssize_t length;
	for (off_t at = 0; (length = pread(file, part, sizeof part, at)) > 0; at += length) {
		buf_add(renderer->out, part, (size_t)length);
		if (renderer->fd >= 0)
			buf_flush(renderer->out, renderer->fd);
	}
	if (length < 0)
		fail(EX_IOERR, "cannot read a temporary file in %s again", temporary_folder());
}

/* Whether the disk takes so many bytes more. */
static bool has_room(off_t bytes)
{
	static const char part[64 * 1024];
	ssize_t wrote = 1;
	for (off_t at = 0; at < bytes && wrote > 0; at += wrote)
		wrote = pwrite(file, part, sizeof part, at);
	return wrote > 0 && ftruncate(file, 0) == 0;
}

/* The library puts the rows from one temporary file into another, does not look whether the disk
 * took them, and packs what is there. */
static void need_room(const struct xlsx_sheet *sheet)
{
	FILE *rows = sheet->sheet->optimize_tmpfile;
	bool written = fflush(rows) == 0 && !ferror(rows);
	off_t length = written ? ftello(rows) : -1;
	if (length < 0 || !has_room(length + ROOM_BESIDE))
		fail(EX_IOERR,
		     "the workbook cannot be written: %s has no room for its temporary files; make "
		     "room there, or name another folder in TMPDIR",
		     temporary_folder());
}

static void end(struct renderer *renderer)
{
	struct xlsx_sheet *sheet = renderer->sheet;
	for (int i = 0; i < renderer->columns; i++)
		check(library.worksheet_set_column(
			sheet->sheet, (lxw_col_t)i, (lxw_col_t)i,
			sheet->widths[i] < MOST_WIDTH ? sheet->widths[i] + 1 : MOST_WIDTH, NULL));
	check(library.worksheet_autofilter(sheet->sheet, 0, 0, (lxw_row_t)renderer->rows,
					   (lxw_col_t)(renderer->columns - 1)));
	need_room(sheet);
	check(library.workbook_close(sheet->book));
	copy_out(renderer);
	free(sheet);
	renderer->sheet = NULL;
}

const struct report_format xlsx_format = { .name = "xlsx",
					   .help = "an Excel workbook",
					   .ending = ".xlsx",
					   .media_type = "application/"
							 "vnd.openxmlformats-officedocument."
							 "spreadsheetml.sheet",
					   .form = FORM_TYPED,
					   .binary = true,
					   .locale = true,
					   .prepare = prepare,
					   .begin = begin,
					   .row = row,
					   .end = end };
